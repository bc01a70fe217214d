//! What clerks do with windows: opened, made smaller or larger, closed to stores, hours of them blocked and given back.

use tenon_domain::Id;
use tenon_domain::entities::{Crew, Right, Store, Subject, Window};
use tenon_domain::ops::{BlockTime, NewWindow, OpenWindows, ResizeWindow, UnblockTime};
use tenon_store::{Schema, SqlRows};

use super::world::World;

const HOUR_MS: i64 = 3_600_000;

impl World {
    /// A window is opened beside one that is there, or in hours that were blocked while it was not.
    pub(super) fn open_beside(&mut self) -> Option<String> {
        let beside = self.any_window()?;
        let start_ms = if self.rng.chance(50) { beside.end_ms } else { beside.start_ms - 3 * HOUR_MS };
        let new = NewWindow {
            date: beside.date,
            kind: beside.kind,
            start_ms,
            end_ms: start_ms + 3 * HOUR_MS,
            capacity: u32::try_from(self.rng.between(2, 13)).unwrap(),
        };
        let outcome = self.clerk_does(&OpenWindows { crew: beside.crew, windows: vec![new] }.into());
        let id = Window::id_of(beside.crew, start_ms);
        if outcome == "done" && !self.chain.windows.contains(&id) {
            self.chain.windows.push(id);
        }
        Some(format!("the window {id} is opened: {outcome}"))
    }

    /// Hours of a crew are blocked, or given back.
    pub(super) fn block_time(&mut self) -> Option<String> {
        if self.rng.chance(40) {
            let blocked: Vec<&Window> = self.mirror.windows.values().filter(|one| !one.blocks.is_empty()).collect();
            let Window { crew, date, blocks, .. } = (*self.rng.pick(&blocked)?).clone();
            let (start_ms, end_ms) = self.rng.pick(&blocks).map(|block| (block.start_ms, block.end_ms))?;
            let outcome = self.clerk_does(&UnblockTime { crew, date, start_ms, end_ms }.into());
            return Some(format!("hours of {crew} are given back: {outcome}"));
        }
        let Window { crew, date, start_ms, end_ms, .. } = self.any_window()?;
        // From within the window to within it, or beyond into the next one.
        let start_ms = start_ms + self.rng.between(-1, 3) * HOUR_MS;
        let end_ms = end_ms + self.rng.between(-1, 3) * HOUR_MS;
        let outcome = self.clerk_does(&BlockTime { crew, date, start_ms, end_ms, reason: "培训".to_owned() }.into());
        self.tally.blocked += usize::from(outcome == "done");
        Some(format!("hours of {crew} are blocked: {outcome}"))
    }

    fn any_window(&mut self) -> Option<Window> {
        let id = *self.rng.pick(&self.chain.windows)?;
        self.at_hq(id)
    }

    /// A crew can do more or less in a window.
    pub(super) fn resize_window(&mut self) -> Option<String> {
        let window = *self.rng.pick(&self.chain.windows)?;
        let capacity = u32::try_from(self.rng.below(11)).unwrap();
        let outcome = self.clerk_does(&ResizeWindow { window, capacity, reason: "师傅病了".to_owned() }.into());
        Some(format!("window {window} holds {capacity}: {outcome}"))
    }

    /// Other stores may book a window, or a crew works for others. A store that holds places of it keeps it.
    pub(super) fn move_window(&mut self) -> Option<String> {
        if self.rng.chance(30) {
            let id = *self.rng.pick(&self.chain.crews)?;
            let mut crew = self.at_hq::<Crew>(id)?;
            crew.stores = self.some_stores();
            self.put_at_hq(&crew);
            return Some("a crew works for other stores".to_owned());
        }
        let id = *self.rng.pick(&self.chain.windows)?;
        let mut window = self.at_hq::<Window>(id)?;
        let rights = SqlRows(&mut self.hq.disk, Schema::Hq);
        let rights: Vec<Right> = { rights }.entities_by(&Right::to(Subject::Window(id))).unwrap();
        if rights.iter().any(|right| right.holder.is_some()) {
            return None;
        }
        window.stores = self.some_stores();
        self.put_at_hq(&window);
        Some(format!("the window {id} is for other stores"))
    }

    fn some_stores(&mut self) -> Vec<Id<Store>> {
        let stores = self.chain.stores.clone();
        stores.into_iter().filter(|_| self.rng.chance(60)).collect()
    }
}

//! `window.open.v1`: HQ makes windows of a crew that can be booked.
//!
//! An intent of HQ. A window that is there already is left as it is, whatever was booked or promised in it, so that the
//! same operation twice opens nothing twice. Hours of the crew that are blocked on that day (`crew.block.v1`) take their
//! share of a new window too.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::block_time::{blocked, keep_free_of};
use crate::entities::{Block, Crew, Role, Window, WorkKind};
use crate::scheduling::{CAPACITY_LIMIT, Date};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Most windows of one operation.
pub const OPENED_LIMIT: usize = 500;

/// A window to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewWindow {
    /// The day in the crew's calendar, `2026-11-22`.
    pub date: String,
    /// What for.
    pub kind: WorkKind,
    /// Its start, UTC milliseconds.
    pub start_ms: i64,
    /// Its end, UTC milliseconds.
    pub end_ms: i64,
    /// How many work units fit in; fewer where hours of it are blocked.
    pub capacity: u32,
}

/// Windows of a crew are opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenWindows {
    /// Whose.
    pub crew: Id<Crew>,
    /// Which.
    pub windows: Vec<NewWindow>,
}

impl Operation for OpenWindows {
    const TAG: &'static str = "window.open.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        if self.windows.len() > OPENED_LIMIT {
            return Err(Refusal::windows_too_many(OPENED_LIMIT).into());
        }
        let Held::Here(crew) = desk.get::<Crew>(self.crew)? else { return Err(Refusal::crew_unknown().into()) };
        let mut blocks: BTreeMap<&str, Vec<Block>> = BTreeMap::new();
        for new in &self.windows {
            if !crew.kinds.contains(&new.kind) {
                return Err(Refusal::window_other_work().into());
            }
            if new.capacity > CAPACITY_LIMIT {
                return Err(Refusal::window_capacity(CAPACITY_LIMIT).into());
            }
            if Date::parse(&new.date).is_none() || new.start_ms >= new.end_ms {
                return Err(Refusal::window_times(&new.date).into());
            }
            let id = Window::id_of(crew.id, new.start_ms);
            if matches!(desk.get::<Window>(id)?, Held::Here(_)) {
                continue;
            }
            let mut window = Window {
                id,
                crew: crew.id,
                kind: new.kind,
                date: new.date.clone(),
                start_ms: new.start_ms,
                end_ms: new.end_ms,
                capacity: new.capacity,
                free: new.capacity,
                short: 0,
                areas: Vec::new(),
                more_units: 0,
                kept: 0,
                blocks: Vec::new(),
                stores: crew.stores.clone(),
            };
            let of_day = match blocks.entry(&new.date) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(blocked(desk, crew.id, &new.date)?),
            };
            keep_free_of(&mut window, of_day);
            desk.put(&window)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

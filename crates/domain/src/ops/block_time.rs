//! `crew.block.v1`: hours of a crew are blocked on a day, for training or while its van is repaired. `crew.unblock.v1`: they
//! are not any more.
//!
//! Intents of HQ. Every window of the crew that overlaps the hours loses as many units as the share of it that is blocked,
//! rounded up; what is promised stays promised, as when a window is resized. Each window keeps what was taken of it and
//! why, and gets it back. A window that is opened later on that day learns of it from those that were there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use super::required;
use super::resize_window::resize;
use crate::entities::{Block, Crew, Role, Window};
use crate::scheduling::{CAPACITY_LIMIT, Date};
use crate::{Desk, Finality, Id, Nature, Operation, Refusal, Stop};

/// Hours of a crew are blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BlockTime {
    /// Whose.
    pub crew: Id<Crew>,
    /// The day in its calendar, `2026-11-22`.
    pub date: String,
    /// From when, UTC milliseconds.
    pub start_ms: i64,
    /// Until when, UTC milliseconds.
    pub end_ms: i64,
    /// Why, in words that the stores read.
    pub reason: String,
}

impl Operation for BlockTime {
    const TAG: &'static str = "crew.block.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let reason = required("reason", &self.reason)?;
        if Date::parse(&self.date).is_none() || self.start_ms >= self.end_ms {
            return Err(Refusal::window_times(&self.date).into());
        }
        let hours = (self.start_ms, self.end_ms);
        let mut windows = of_day(desk, self.crew, &self.date)?;
        // Also of a window that these hours do not touch: one that is opened between the two would lose them twice.
        if windows.iter().flat_map(|window| &window.blocks).any(|block| overlap(hours, (block.start_ms, block.end_ms)))
        {
            return Err(Refusal::blocked_before().into());
        }
        windows.retain(|window| overlap(hours, (window.start_ms, window.end_ms)));
        if windows.is_empty() {
            return Err(Refusal::nothing_to_block().into());
        }
        for mut window in windows {
            let units = share(&window, hours);
            window.blocks.push(Block {
                start_ms: self.start_ms,
                end_ms: self.end_ms,
                units,
                reason: reason.to_owned(),
                by_name: staff.name.clone(),
            });
            let capacity = window.capacity - units;
            resize(desk, window, capacity, (Self::TAG, reason))?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Hours of a crew are no longer blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnblockTime {
    /// Whose.
    pub crew: Id<Crew>,
    /// The day in its calendar, `2026-11-22`.
    pub date: String,
    /// From when they were blocked, UTC milliseconds.
    pub start_ms: i64,
    /// Until when they were blocked, UTC milliseconds.
    pub end_ms: i64,
}

impl Operation for UnblockTime {
    const TAG: &'static str = "crew.unblock.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        let is_it = |block: &Block| (block.start_ms, block.end_ms) == (self.start_ms, self.end_ms);
        let mut any = false;
        for mut window in of_day(desk, self.crew, &self.date)? {
            let Some(at) = window.blocks.iter().position(is_it) else { continue };
            any = true;
            let block = window.blocks.remove(at);
            let capacity = (window.capacity + block.units).min(CAPACITY_LIMIT);
            resize(desk, window, capacity, (Self::TAG, &block.reason))?;
        }
        if any { Ok(Finality::Final) } else { Err(Refusal::nothing_to_block().into()) }
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// The crew's windows of the day.
fn of_day(desk: &mut Desk<'_>, crew: Id<Crew>, date: &str) -> Result<Vec<Window>, Stop> {
    let mut windows = all_by::<Window>(desk, &Window::on_day(date))?;
    windows.retain(|window| window.crew == crew);
    Ok(windows)
}

/// Whether some hours and others have a moment in common.
const fn overlap((start, end): (i64, i64), (from, until): (i64, i64)) -> bool {
    start < until && from < end
}

/// What of the crew's day is blocked, as its windows keep it, each once and by time.
pub(super) fn blocked(desk: &mut Desk<'_>, crew: Id<Crew>, date: &str) -> Result<Vec<Block>, Stop> {
    let windows = of_day(desk, crew, date)?;
    let mut blocks: Vec<Block> = windows.into_iter().flat_map(|window| window.blocks).collect();
    blocks.sort_by_key(|block| (block.start_ms, block.end_ms));
    blocks.dedup_by_key(|block| (block.start_ms, block.end_ms));
    Ok(blocks)
}

/// Takes of a window that nobody is promised anything in what `blocks` take of it.
pub(super) fn keep_free_of(window: &mut Window, blocks: &[Block]) {
    for block in blocks {
        let hours = (block.start_ms, block.end_ms);
        if overlap(hours, (window.start_ms, window.end_ms)) {
            let units = share(window, hours);
            window.resize(window.capacity - units);
            window.blocks.push(Block { units, ..block.clone() });
        }
    }
}

/// Units of the window that the hours take: the share of it that they overlap, rounded up, of what it holds without blocks;
/// never more than it holds now.
fn share(window: &Window, (start_ms, end_ms): (i64, i64)) -> u32 {
    let whole = window.capacity + window.blocks.iter().map(|block| block.units).sum::<u32>();
    let length = u64::try_from(window.end_ms - window.start_ms).unwrap_or(1).max(1);
    let overlap = u64::try_from(end_ms.min(window.end_ms) - start_ms.max(window.start_ms)).unwrap_or(0);
    let units = (u64::from(whole) * overlap).div_ceil(length);
    u32::try_from(units).unwrap_or(u32::MAX).min(window.capacity)
}

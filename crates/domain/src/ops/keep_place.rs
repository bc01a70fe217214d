//! `waitlist.keep.v1`: HQ keeps units of a window for somebody on the waiting list. `waitlist.decline.v1`: they do not take
//! them. `waitlist.expire.v1`: what was kept goes to somebody else, or their days are over.
//!
//! HQ keeps the units as it keeps quotas, so that the store can call the customer in peace. A window that was kept and
//! not taken is not kept to them again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::places::{taken_by, window_for};
use super::waitlist::{SERVERS, own, waiting, withdraw};
use crate::entities::{Appointment, KeptPlace, Role, WaitlistEntry, WaitlistOutcome, Window, WorkOrder};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// HQ keeps a place for somebody on the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeepPlace {
    /// For whom.
    pub entry: Id<WaitlistEntry>,
    /// Of which window.
    pub window: Id<Window>,
    /// Until when, UTC milliseconds.
    pub until_ms: i64,
}

impl Operation for KeepPlace {
    const TAG: &'static str = "waitlist.keep.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        let mut entry = waiting(desk, self.entry)?;
        if let Some(kept) = &entry.kept {
            return Err(Refusal::waitlist_kept(kept.start_ms, kept.end_ms).into());
        }
        let mut window = window_for(desk, self.window, entry.kind, entry.store)?;
        taken_by(desk, &window, entry.goods.as_deref())?;
        window.keep(entry.units)?;
        entry.kept = Some(KeptPlace {
            window: window.id,
            crew: window.crew,
            start_ms: window.start_ms,
            end_ms: window.end_ms,
            until_ms: self.until_ms.min(window.start_ms),
        });
        desk.put(&window)?;
        desk.put(&entry)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Somebody on the waiting list does not take the place that is kept for them, and waits on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeclinePlace {
    /// Who.
    pub entry: Id<WaitlistEntry>,
    /// Which place.
    pub window: Id<Window>,
}

impl Operation for DeclinePlace {
    const TAG: &'static str = "waitlist.decline.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor(SERVERS)?;
        let mut entry = own(desk, self.entry)?;
        if entry.kept.as_ref().is_none_or(|kept| kept.window != self.window) {
            return Err(Refusal::waitlist_not_kept().into());
        }
        withdraw(desk, &mut entry)?;
        desk.put(&entry)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// HQ gives what was kept for somebody to others, because their time is over or the window got too small for it; or ends
/// their waiting, because their days are over, or the appointment that they would have earlier was held or called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExpireWaiting {
    /// Whose.
    pub entry: Id<WaitlistEntry>,
    /// Today in the store's calendar, `2026-11-22`.
    pub today: String,
}

impl Operation for ExpireWaiting {
    const TAG: &'static str = "waitlist.expire.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let clerk = desk.actor_at_hq(Role::Clerk)?;
        let mut entry = waiting(desk, self.entry)?;
        let now_ms = desk.stamp().at.best_ms();
        let lapsed = entry.kept.as_ref().is_some_and(|kept| kept.until_ms <= now_ms);
        let over = entry.until < self.today || !is_still_ahead(desk, &entry)?;
        if !lapsed && !over && !is_too_small(desk, &entry)? {
            return Err(Refusal::waitlist_unknown().into());
        }
        withdraw(desk, &mut entry)?;
        if over {
            entry.end(now_ms, &clerk, WaitlistOutcome::Over, "");
        }
        desk.put(&entry)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Whether the window that is kept for them cannot do what is promised in it any more, so that they would be refused.
fn is_too_small(desk: &mut Desk<'_>, entry: &WaitlistEntry) -> Result<bool, Stop> {
    let Some(kept) = &entry.kept else { return Ok(false) };
    Ok(matches!(desk.get::<Window>(kept.window)?, Held::Here(window) if window.short > 0))
}

/// Whether the appointment that the customer would have earlier, if there is one, can still be moved.
fn is_still_ahead(desk: &mut Desk<'_>, entry: &WaitlistEntry) -> Result<bool, Stop> {
    let Some(appointment) = entry.appointment else { return Ok(true) };
    let Held::Here(appointment) = desk.get::<Appointment>(appointment)? else { return Ok(false) };
    let Held::Here(work_order) = desk.get::<WorkOrder>(appointment.work_order)? else { return Ok(false) };
    Ok(appointment.cancelled.is_none() && work_order.step.is_ahead())
}

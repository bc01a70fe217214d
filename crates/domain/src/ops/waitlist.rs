//! What the operations on the waiting list share. No operation of its own.

use super::object;
use crate::entities::{Right, Role, Staff, WaitlistEnd, WaitlistEntry, WaitlistOutcome, Window};
use crate::{Desk, Held, Id, Refusal, Stop};

/// Who sees to the list: those of the store, and clerks.
pub(super) const SERVERS: &[Role] = &[Role::Seller, Role::Manager, Role::Clerk];

/// Ends the waiting of `entry` with units of `window` that its customer is given, before they are taken: what was kept for
/// them is free for that. A place that was promised on a tablet stays theirs, whoever saw to them meanwhile; people are told.
pub(super) fn seat(desk: &mut Desk<'_>, entry: Option<Id<WaitlistEntry>>, window: Id<Window>) -> Result<(), Stop> {
    let Some(id) = entry else { return Ok(()) };
    let staff = desk.actor(SERVERS)?;
    let promised = !desk.first() && desk.declared(Right::quota(window, desk.stamp().device)).is_some();
    match desk.get::<WaitlistEntry>(id)? {
        Held::Here(entry) if staff.role != Role::Clerk && entry.store != desk.stamp().store => {
            if promised {
                Ok(())
            } else {
                Err(Refusal::waitlist_unknown().into())
            }
        }
        Held::Here(mut entry) => {
            if let Some(end) = &entry.ended {
                let refusal = Refusal::waitlist_ended(&end.by_name, end.at_ms);
                return if promised { object(desk, &entry.contact.name, refusal) } else { Err(refusal.into()) };
            }
            withdraw(desk, &mut entry)?;
            entry.end(desk.stamp().at.best_ms(), &staff, WaitlistOutcome::Booked, "");
            desk.put(&entry)
        }
        Held::Absent if !promised => Err(Refusal::waitlist_unknown().into()),
        Held::Absent | Held::Outside => Ok(()),
    }
}

impl WaitlistEntry {
    pub(super) fn end(&mut self, at_ms: i64, by: &Staff, outcome: WaitlistOutcome, reason: &str) {
        self.ended = Some(WaitlistEnd { at_ms, by_name: by.name.clone(), outcome, reason: reason.to_owned() });
    }
}

/// The entry `id`, whose customer still waits.
pub(super) fn waiting(desk: &mut Desk<'_>, id: Id<WaitlistEntry>) -> Result<WaitlistEntry, Stop> {
    let Held::Here(entry) = desk.get::<WaitlistEntry>(id)? else { return Err(Refusal::waitlist_unknown().into()) };
    match &entry.ended {
        Some(end) => Err(Refusal::waitlist_ended(&end.by_name, end.at_ms).into()),
        None => Ok(entry),
    }
}

/// [`waiting`], of the actor's own store; clerks see to every store's.
pub(super) fn own(desk: &mut Desk<'_>, id: Id<WaitlistEntry>) -> Result<WaitlistEntry, Stop> {
    let clerk = desk.actor(SERVERS)?.role == Role::Clerk;
    let entry = waiting(desk, id)?;
    if clerk || entry.store == desk.stamp().store { Ok(entry) } else { Err(Refusal::waitlist_unknown().into()) }
}

/// Takes back what is kept for `entry`; at HQ the units are free again.
pub(super) fn withdraw(desk: &mut Desk<'_>, entry: &mut WaitlistEntry) -> Result<(), Stop> {
    let Some(kept) = entry.kept.take() else { return Ok(()) };
    entry.passed.push(kept.clone());
    if desk.authority()
        && let Held::Here(mut window) = desk.get::<Window>(kept.window)?
    {
        window.withdraw(entry.units);
        desk.put(&window)?;
    }
    Ok(())
}

/// Ends the waiting of `entry`, whose customer does not want a place any more; nothing where it has ended.
pub(super) fn leave(desk: &mut Desk<'_>, entry: &mut WaitlistEntry, reason: &str) -> Result<(), Stop> {
    if entry.ended.is_none() {
        let staff = desk.actor(SERVERS)?;
        withdraw(desk, entry)?;
        entry.end(desk.stamp().at.best_ms(), &staff, WaitlistOutcome::Left, reason);
    }
    Ok(())
}

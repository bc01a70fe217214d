//! `window.resize.v1`: HQ lets a crew do more or less in a window; 0 while a crew is ill or away.
//!
//! An intent of HQ. What is promised stays promised: quotas that nobody has used are called back, and where more customers
//! are booked than the crew can do, each of their stores gets a case that says so. A place that falls free then goes to
//! them first. A window that is closed, its capacity 0, stays closed when hours of it that were blocked are given back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use super::required;
use crate::entities::{Appointment, Case, CaseNature, Crew, Device, Remedy, Right, Role, Store, Subject, Window};
use crate::scheduling::CAPACITY_LIMIT;
use crate::{Desk, Finality, Held, Id, Localized, Nature, Operation, Refusal, Stop};

/// A window gets another capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ResizeWindow {
    /// Which.
    pub window: Id<Window>,
    /// How many work units fit in from now on.
    pub capacity: u32,
    /// Why, in words that the stores read.
    pub reason: String,
}

impl Operation for ResizeWindow {
    const TAG: &'static str = "window.resize.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        let reason = required("reason", &self.reason)?;
        if self.capacity > CAPACITY_LIMIT {
            return Err(Refusal::window_capacity(CAPACITY_LIMIT).into());
        }
        let Held::Here(mut window) = desk.get::<Window>(self.window)? else {
            return Err(Refusal::window_unknown().into());
        };
        if self.capacity == 0 {
            window.blocks.iter_mut().for_each(|block| block.units = 0);
        }
        resize(desk, window, self.capacity, (Self::TAG, reason))?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Gives the window another capacity: calls quotas back where it is too small for them, and tells the stores whose customers
/// do not all fit in. `cause` is the operation and its reason.
pub(super) fn resize(
    desk: &mut Desk<'_>,
    mut window: Window,
    capacity: u32,
    cause: (&'static str, &str),
) -> Result<(), Stop> {
    let smaller = capacity < window.capacity;
    window.resize(capacity);
    desk.put(&window)?;
    if window.short > 0 {
        for mut right in all_by::<Right>(desk, &Right::to(Subject::Window(window.id)))? {
            right.wanted |= right.holder.is_some() && right.left > 0;
            desk.put(&right)?;
        }
    }
    let booked = all_by::<Appointment>(desk, &Appointment::in_window(window.id))?;
    if smaller && booked.iter().map(|one| one.units).sum::<u32>() > capacity {
        tell_stores(desk, &window, &booked, cause)?;
    }
    Ok(())
}

/// A case for each store that has customers in a window that is too small for all of them.
fn tell_stores(
    desk: &mut Desk<'_>,
    window: &Window,
    booked: &[Appointment],
    (tag, reason): (&'static str, &str),
) -> Result<(), Stop> {
    let crew = match desk.get::<Crew>(window.crew)? {
        Held::Here(crew) => crew.name,
        Held::Absent | Held::Outside => Localized::default(),
    };
    let mut stores: Vec<Id<Store>> = booked.iter().map(|one| one.store).collect();
    stores.sort_unstable();
    stores.dedup();
    for store in stores {
        let own: Vec<&Appointment> = booked.iter().filter(|one| one.store == store).collect();
        let names: Vec<&str> = own.iter().map(|one| one.contact.name.as_str()).collect();
        let op = desk.stamp().id;
        let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
        desk.put(&Case {
            id: Case::id_about(op).derive(&format!("{}:{store}", window.id)),
            op,
            nature: CaseNature::Conflict,
            device: Device::HQ,
            store,
            tag: tag.to_owned(),
            subject: names.join(", "),
            refusal: Refusal::window_short(window.start_ms, window.end_ms, &crew, count, reason),
            differences: Vec::new(),
            remedies: vec![Remedy::Acknowledged],
            cascade: Vec::new(),
            opened_ms: desk.stamp().at.best_ms(),
            closed: None,
            order: None,
        })?;
    }
    Ok(())
}

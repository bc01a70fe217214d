//! `crew.calendar.v1`: HQ lays down when a crew works.
//!
//! An intent of HQ. It opens and closes no window: `window.open.v1` makes them of it, and what is promised stays promised.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, Role};
use crate::scheduling::WorkCalendar;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A crew gets a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutCrewCalendar {
    /// Which crew.
    pub crew: Id<Crew>,
    /// When it works.
    pub calendar: WorkCalendar,
}

impl Operation for PutCrewCalendar {
    const TAG: &'static str = "crew.calendar.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        if let Some(refusal) = Refusal::of_faults(&self.calendar.faults()) {
            return Err(refusal.into());
        }
        let Held::Here(mut crew) = desk.get::<Crew>(self.crew)? else { return Err(Refusal::crew_unknown().into()) };
        if self.calendar.shifts.iter().any(|shift| !crew.kinds.contains(&shift.kind)) {
            return Err(Refusal::window_other_work().into());
        }
        crew.calendar = Some(self.calendar.clone());
        desk.put(&crew)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

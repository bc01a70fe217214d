//! `holiday_calendar.put.v1`: HQ lays down the holidays of a year, whole.
//!
//! An intent of HQ. The same calendar again changes nothing; another one is the next version. A year without days is not
//! announced yet; one that was announced stays so, because a file that came empty must not make holidays into working days.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{HolidayCalendar, HolidayDay, Role};
use crate::{Desk, Finality, Held, Nature, Operation, Refusal, Stop};

/// A year's calendar is laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutHolidayCalendar {
    /// Which year.
    pub year: u16,
    /// Where it was announced, as addresses.
    pub papers: Vec<String>,
    /// Its days; none while it is not announced.
    pub days: Vec<HolidayDay>,
}

impl Operation for PutHolidayCalendar {
    const TAG: &'static str = "holiday_calendar.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        if let Some(refusal) = Refusal::of_faults(&HolidayCalendar::faults(self.year, &self.papers, &self.days)) {
            return Err(refusal.into());
        }
        let id = HolidayCalendar::id_of(self.year);
        let version = match desk.get::<HolidayCalendar>(id)? {
            Held::Here(held) if held.papers == self.papers && held.days == self.days => return Ok(Finality::Final),
            Held::Here(held) if held.announced() && self.days.is_empty() => {
                return Err(Refusal::holidays_taken_back(self.year).into());
            }
            Held::Here(held) => held.version + 1,
            Held::Absent | Held::Outside => 1,
        };
        desk.put(&HolidayCalendar {
            id,
            year: self.year,
            papers: self.papers.clone(),
            days: self.days.clone(),
            version,
            at_ms: desk.stamp().at.best_ms(),
            by_name: staff.name,
        })?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.year.to_string()
    }
}

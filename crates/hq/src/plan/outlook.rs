//! The planner's night: every day at 02:00 by the chain's clock the days to come are planned; also when a server holds
//! nothing yet and somebody asks. What is kept is a figure for each day, so that the console says in the morning where a
//! look is worth it; the steps themselves are found anew for the day that a clerk opens, as visits change all day.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use tenon_domain::scheduling::Leg;
use tenon_store::{Connection, Error};
use ts_rs::TS;

use super::{ConsolePlan, plan};

/// The hour at which the night's plan is made.
const HOUR: u32 = 2;
/// How many days are planned, from tomorrow on.
const DAYS: u64 = 7;

/// What the planner found for the days to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleOutlook {
    /// When it was made, UTC milliseconds.
    pub made_ms: i64,
    /// The days from tomorrow on.
    pub days: Vec<PlannedDay>,
}

/// What the planner found for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlannedDay {
    /// The day, `2026-11-22`.
    pub date: String,
    /// How many visits there are.
    pub visits: u32,
    /// How many steps are proposed.
    pub steps: u32,
    /// What they would save together.
    pub saved: Leg,
}

impl From<&ConsolePlan> for PlannedDay {
    fn from(plan: &ConsolePlan) -> Self {
        Self {
            date: plan.date.clone(),
            visits: plan.visits,
            steps: u32::try_from(plan.steps.len()).unwrap_or(u32::MAX),
            saved: plan.saved,
        }
    }
}

/// The outlook that the server holds.
#[derive(Debug, Default)]
pub(crate) struct Outlook(Mutex<Option<ConsoleOutlook>>);

impl Outlook {
    /// The newest one; none where none was made yet.
    pub(crate) fn newest(&self) -> Option<ConsoleOutlook> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a night has begun in `zone` since it was made.
    pub(crate) fn is_due(&self, now_ms: i64, zone: Tz) -> bool {
        self.newest().is_none_or(|held| night(held.made_ms, zone) < night(now_ms, zone))
    }

    /// Keeps what was made.
    pub(crate) fn keep(&self, made: ConsoleOutlook) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
    }

    /// Takes over what was found for a day that somebody looked at, if it is one of its days.
    pub(crate) fn note(&self, plan: &ConsolePlan) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let days = held.iter_mut().flat_map(|outlook| &mut outlook.days);
        if let Some(day) = days.into_iter().find(|day| day.date == plan.date) {
            *day = plan.into();
        }
    }
}

/// The days that are planned at `now_ms`, from tomorrow on.
pub(crate) fn days(now_ms: i64, zone: Tz) -> impl Iterator<Item = NaiveDate> {
    let today = local(now_ms, zone).date_naive();
    (1..=DAYS).filter_map(move |ahead| today.checked_add_days(Days::new(ahead)))
}

/// What the planner finds for `date`.
pub(crate) fn look(conn: &mut dyn Connection, date: NaiveDate) -> Result<PlannedDay, Error> {
    Ok((&plan(conn, &date.to_string())?).into())
}

/// The night that the moment belongs to, by the day that follows it: before the hour it is the one before.
fn night(at_ms: i64, zone: Tz) -> NaiveDate {
    local(at_ms - i64::from(HOUR) * 3_600_000, zone).date_naive()
}

fn local(at_ms: i64, zone: Tz) -> DateTime<Tz> {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = Tz::Asia__Shanghai;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis()
    }

    #[test]
    fn a_new_one_is_due_once_each_night() {
        let outlook = Outlook::default();
        assert!(outlook.is_due(at("2026-11-22T09:00:00+08:00"), ZONE), "a server that begins has none");
        let made_ms = at("2026-11-22T09:00:00+08:00");
        outlook.keep(ConsoleOutlook { made_ms, days: Vec::new() });
        assert!(!outlook.is_due(at("2026-11-23T01:59:59+08:00"), ZONE));
        assert!(outlook.is_due(at("2026-11-23T02:00:00+08:00"), ZONE));
        outlook.keep(ConsoleOutlook { made_ms: at("2026-11-23T02:00:01+08:00"), days: Vec::new() });
        assert!(!outlook.is_due(at("2026-11-23T23:00:00+08:00"), ZONE));
    }

    #[test]
    fn it_looks_at_a_week_from_tomorrow_on() {
        let days: Vec<String> = days(at("2026-11-22T02:00:00+08:00"), ZONE).map(|day| day.to_string()).collect();
        assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "2026-11-23", "2026-11-29"));
    }

    #[test]
    fn a_day_that_somebody_looked_at_is_as_they_saw_it() {
        let outlook = Outlook::default();
        let day = |date: &str, visits| PlannedDay { date: date.to_owned(), visits, steps: 3, saved: Leg::default() };
        let seen = |date: &str| ConsolePlan {
            date: date.to_owned(),
            driving: Leg::default(),
            saved: Leg::default(),
            visits: 9,
            unknown: 0,
            steps: Vec::new(),
        };
        outlook.note(&seen("2026-11-23"));
        assert_eq!(outlook.newest(), None);
        outlook.keep(ConsoleOutlook { made_ms: 1, days: vec![day("2026-11-23", 8), day("2026-11-24", 7)] });
        outlook.note(&seen("2026-11-24"));
        outlook.note(&seen("2026-12-24"));
        let held = outlook.newest().unwrap();
        assert_eq!(held.days.iter().map(|day| (day.visits, day.steps)).collect::<Vec<_>>(), [(8, 3), (9, 0)]);
    }
}

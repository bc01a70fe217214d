//! Whether a crew works on a day, and why: exceptions first, then the year's holidays and swapped working days, then the
//! weekly pattern. Of a year that is not announced only exceptions and the pattern are known, and the answer says so.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::date::Date;
use crate::Fault;
use crate::entities::{HolidayCalendar, HolidayDay, WorkKind};

/// Most shifts of a day, and most exceptions of a calendar.
const SHIFTS_LIMIT: usize = 12;
const EXCEPTIONS_LIMIT: usize = 400;
/// Work units of one window at most.
pub(crate) const CAPACITY_LIMIT: u32 = 100;
/// Longest reason of an exception, in characters.
const REASON_LIMIT: usize = 100;

/// When a crew works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkCalendar {
    /// The days of the week on which it works, 1 for Monday to 7 for Sunday.
    pub weekdays: Vec<u8>,
    /// What a working day is cut into; each becomes a window.
    pub shifts: Vec<Shift>,
    /// Whether the chain's holidays and swapped working days count for it.
    pub holidays: bool,
    /// Days on which it is otherwise.
    #[serde(default)]
    pub exceptions: Vec<CalendarException>,
}

/// A part of each working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shift {
    /// What for.
    pub kind: WorkKind,
    /// Its start on the clock of the crew's stores, `08:30`.
    pub from: String,
    /// Its end, later on the same day.
    pub to: String,
    /// How many work units fit in.
    pub capacity: u32,
}

/// A day on which a crew works although it would not, or rests although it would work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarException {
    /// `2026-11-22`.
    pub date: String,
    /// Whether it works.
    pub open: bool,
    /// Why, in words.
    pub reason: String,
}

/// Why a day is worked or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum DayReason {
    /// The weekly pattern says so.
    Weekly,
    /// A holiday of the chain's calendar.
    Holiday {
        /// Its name.
        name: String,
    },
    /// A day that is worked because a holiday was made longer.
    SwappedDay {
        /// The name of that holiday.
        name: String,
    },
    /// The crew's own exception.
    Exception {
        /// Its reason.
        reason: String,
    },
}

/// Whether a day is worked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkDay {
    /// Whether it is.
    pub works: bool,
    /// Why.
    pub reason: DayReason,
    /// Whether the holidays of its year are announced; where not, `works` may change once they are.
    pub announced: bool,
}

/// What the chain's calendar says of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "day", rename_all = "snake_case")]
pub enum DayNote {
    /// Nothing: the week goes on as always.
    Ordinary,
    /// A holiday.
    Holiday {
        /// Its name.
        name: String,
    },
    /// A swapped working day.
    SwappedDay {
        /// The name of the holiday that it makes up for.
        name: String,
    },
    /// Its year's calendar is not announced yet.
    NotAnnounced,
}

/// The chain's holidays of all years that are announced.
#[derive(Debug, Clone, Default)]
pub struct Holidays {
    years: BTreeSet<u16>,
    days: BTreeMap<Date, HolidayDay>,
}

impl Holidays {
    /// Of these years' calendars, in any order. Where two name the same day, the later year's counts: the end of December
    /// is named again with the new year that follows.
    pub fn new(calendars: impl IntoIterator<Item = HolidayCalendar>) -> Self {
        let mut calendars: Vec<HolidayCalendar> = calendars.into_iter().filter(HolidayCalendar::announced).collect();
        calendars.sort_by_key(|calendar| calendar.year);
        let years = calendars.iter().map(|calendar| calendar.year).collect();
        let days = calendars.into_iter().flat_map(|calendar| calendar.days);
        let days = days.filter_map(|day| Some((Date::parse(&day.date)?, day))).collect();
        Self { years, days }
    }

    /// What they say of a day.
    pub fn on(&self, date: Date) -> DayNote {
        match self.days.get(&date) {
            Some(day) if day.off => DayNote::Holiday { name: day.name.clone() },
            Some(day) => DayNote::SwappedDay { name: day.name.clone() },
            None if self.years.contains(&date.year()) => DayNote::Ordinary,
            None => DayNote::NotAnnounced,
        }
    }
}

impl WorkCalendar {
    /// Whether a day is worked, and why.
    pub fn day(&self, date: Date, holidays: &Holidays) -> WorkDay {
        let note = if self.holidays { holidays.on(date) } else { DayNote::Ordinary };
        let announced = note != DayNote::NotAnnounced;
        let own = self.exceptions.iter().find(|one| Date::parse(&one.date) == Some(date));
        let (works, reason) = match (own, note) {
            (Some(one), _) => (one.open, DayReason::Exception { reason: one.reason.clone() }),
            (None, DayNote::Holiday { name }) => (false, DayReason::Holiday { name }),
            (None, DayNote::SwappedDay { name }) => (true, DayReason::SwappedDay { name }),
            (None, DayNote::Ordinary | DayNote::NotAnnounced) => {
                (self.weekdays.contains(&date.weekday()), DayReason::Weekly)
            }
        };
        WorkDay { works, reason, announced }
    }

    /// What is wrong with it, field by field.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        let days: BTreeSet<u8> = self.weekdays.iter().copied().collect();
        if days.len() != self.weekdays.len() || days.iter().any(|day| !(1..=7).contains(day)) {
            wrong("weekdays".into(), "weekday", "days of the week are 1 for Monday to 7 for Sunday, each once");
        }
        if self.shifts.is_empty() || self.shifts.len() > SHIFTS_LIMIT {
            wrong("shifts".into(), "shift_count", "a working day has 1 to 12 shifts");
        }
        for (at, shift) in self.shifts.iter().enumerate() {
            match (minute_of(&shift.from), minute_of(&shift.to)) {
                (Some(from), Some(to)) if from < to => {}
                _ => wrong(
                    format!("shifts.{at}"),
                    "hours",
                    "its hours are not like 08:30 to 10:30, the end after the start",
                ),
            }
            if shift.capacity == 0 || shift.capacity > CAPACITY_LIMIT {
                wrong(format!("shifts.{at}.capacity"), "shift_capacity", "a shift has room for 1 to 100 work units");
            }
            let overlaps = |other: &Shift| {
                minute_of(&other.from) < minute_of(&shift.to) && minute_of(&shift.from) < minute_of(&other.to)
            };
            if self.shifts[..at].iter().any(overlaps) {
                wrong(format!("shifts.{at}"), "hours_overlap", "it overlaps another shift");
            }
        }
        if self.exceptions.len() > EXCEPTIONS_LIMIT {
            wrong("exceptions".into(), "exception_count", "a calendar has 400 exceptions at most");
        }
        let mut dates = BTreeSet::new();
        for (at, one) in self.exceptions.iter().enumerate() {
            match Date::parse(&one.date) {
                None => wrong(format!("exceptions.{at}.date"), "date", "it is no day like 2026-11-22"),
                Some(date) if !dates.insert(date) => {
                    wrong(format!("exceptions.{at}.date"), "date_twice", "the day is there twice");
                }
                Some(_) => {}
            }
            if one.reason.trim().is_empty() || one.reason.chars().count() > REASON_LIMIT {
                wrong(format!("exceptions.{at}.reason"), "reason", "a reason has 1 to 100 characters");
            }
        }
        faults
    }
}

/// The minute of the day that `08:30` names.
pub fn minute_of(clock: &str) -> Option<u32> {
    let (hour, minute) = clock.split_once(':')?;
    let number = |text: &str, below: u32| {
        let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| two && *number < below)
    };
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

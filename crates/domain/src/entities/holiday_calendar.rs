//! A year's holidays and the working days that are swapped for them, as they were announced.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::scheduling::Date;
use crate::{Coverage, Entity, Fault, Id, Kind, Scope, Uuid};

/// The namespace of calendars' identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_6361_6c65_6e64);
/// Years that have a calendar.
const YEARS: std::ops::RangeInclusive<u16> = 1949..=2200;
/// Most days, and most papers, of a calendar; longest text of each.
const DAYS_LIMIT: usize = 400;
const PAPERS_LIMIT: usize = 20;
const NAME_LIMIT: usize = 50;
const PAPER_LIMIT: usize = 500;

/// A day that is not as the week has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolidayDay {
    /// The holiday, in the words of the announcement.
    pub name: String,
    /// `2026-10-01`; of the calendar's year or of one beside it.
    pub date: String,
    /// A day off, else a working day that is swapped for one.
    pub off: bool,
}

/// The calendar of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayCalendar {
    /// Follows from its year.
    pub id: Id<HolidayCalendar>,
    /// Which year.
    pub year: u16,
    /// Where it was announced, as addresses.
    pub papers: Vec<String>,
    /// Its days; none while it is not announced.
    pub days: Vec<HolidayDay>,
    /// Counts up from 1.
    pub version: u32,
    /// When this version was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// Who laid it down.
    pub by_name: String,
}

impl HolidayCalendar {
    /// The identifier of a year's calendar.
    pub fn id_of(year: u16) -> Id<Self> {
        Id::new(Uuid::new_v5(&NAMESPACE, year.to_string().as_bytes()))
    }

    /// Whether the year's holidays are known.
    pub fn announced(&self) -> bool {
        !self.days.is_empty()
    }

    /// What is wrong with a calendar of `year`, field by field.
    pub fn faults(year: u16, papers: &[String], days: &[HolidayDay]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut wrong = |field: String, code, message| faults.push(Fault::new(field, code, message));
        if !YEARS.contains(&year) {
            wrong("year".into(), "year", "a calendar is of a year from 1949 to 2200");
        }
        if papers.len() > PAPERS_LIMIT || papers.iter().any(|paper| paper.chars().count() > PAPER_LIMIT) {
            wrong("papers".into(), "papers", "there are more than 20 papers, or one is longer than 500 characters");
        }
        if days.len() > DAYS_LIMIT {
            wrong("days".into(), "day_count", "a calendar names 400 days at most");
        }
        let mut dates = BTreeSet::new();
        for (at, day) in days.iter().enumerate().take(DAYS_LIMIT) {
            match Date::parse(&day.date) {
                None => wrong(format!("days.{at}.date"), "date", "it is no day like 2026-11-22"),
                Some(date) if date.year().abs_diff(year) > 1 => {
                    wrong(
                        format!("days.{at}.date"),
                        "date_of_other_year",
                        "it is not of the calendar's year or one beside it",
                    );
                }
                Some(date) if !dates.insert(date) => {
                    wrong(format!("days.{at}.date"), "date_twice", "the day is there twice");
                }
                Some(_) => {}
            }
            if day.name.trim().is_empty() || day.name.chars().count() > NAME_LIMIT {
                wrong(format!("days.{at}.name"), "holiday_name", "a holiday's name has 1 to 50 characters");
            }
        }
        faults
    }
}

impl Entity for HolidayCalendar {
    const KIND: Kind = Kind::HolidayCalendar;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

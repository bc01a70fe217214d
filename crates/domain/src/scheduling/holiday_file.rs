//! A year's calendar as the widely used `holiday-cn` JSON writes it: `{year, papers, days: [{name, date, isOffDay}]}`.
//! What else stands in it is ignored.

use serde::Deserialize;

use crate::entities::{HolidayCalendar, HolidayDay};
use crate::ops::PutHolidayCalendar;

#[derive(Deserialize)]
struct File {
    year: u16,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<Day>,
}

#[derive(Deserialize)]
struct Day {
    name: String,
    date: String,
    #[serde(rename = "isOffDay")]
    off: bool,
}

impl PutHolidayCalendar {
    /// Reads such a file; the error says what is wrong and where.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = serde_json::from_str(text)
            .map_err(|e| format!("it is not {{year, papers, days: [{{name, date, isOffDay}}]}}: {e}"))?;
        let days = file.days.into_iter().map(|day| HolidayDay { name: day.name, date: day.date, off: day.off });
        let put = Self { year: file.year, papers: file.papers, days: days.collect() };
        let faults = HolidayCalendar::faults(put.year, &put.papers, &put.days);
        match faults.first() {
            Some(fault) => Err(format!("{}: {} ({} in all)", fault.field, fault.message, faults.len())),
            None => Ok(put),
        }
    }
}

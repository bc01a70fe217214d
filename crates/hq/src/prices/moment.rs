//! Moments as people write them on a command line.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// It is written otherwise.
    #[error("{0:?} is no moment; write 2026-12-05, 2026-12-05 08:00, or 2026-12-05T08:00:00+08:00")]
    Form(String),
    /// The stores' clocks do not have it, or have it twice.
    #[error("{0:?} does not exist, or exists twice, on a clock in {1}; add the offset, like +08:00")]
    Clock(String, Tz),
}

/// UTC milliseconds of `text`: a day (its midnight) or a minute on a clock in `zone`, or RFC 3339 with its own offset.
pub fn moment(text: &str, zone: Tz) -> Result<i64, Unclear> {
    let text = text.trim();
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Ok(exact.timestamp_millis());
    }
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let minute = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").ok();
    let local = minute.or_else(day).ok_or_else(|| Unclear::Form(text.to_owned()))?;
    let there = zone.from_local_datetime(&local).single().ok_or_else(|| Unclear::Clock(text.to_owned(), zone))?;
    Ok(there.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::{Unclear, moment};

    #[test]
    fn a_day_begins_at_the_stores_midnight() {
        let shanghai = chrono_tz::Asia::Shanghai;
        assert_eq!(moment("2026-11-22", shanghai), Ok(1_795_276_800_000));
        assert_eq!(moment("2026-11-22 08:00", shanghai), Ok(1_795_305_600_000));
        assert_eq!(moment("2026-11-22T00:00:00Z", shanghai), Ok(1_795_305_600_000));
        assert!(matches!(moment("22.11.2026", shanghai), Err(Unclear::Form(_))));
        assert!(matches!(moment("2026-03-29 02:30", chrono_tz::Europe::Berlin), Err(Unclear::Clock(..))));
    }
}

//! The chain's calendar: days and hours in China, which keeps UTC+8 all year.

use chrono::{DateTime, NaiveDate};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const OFFSET_MS: i64 = 8 * HOUR_MS;

/// A day in the stores' own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// The day that it is in the stores at `now_ms`, UTC milliseconds.
    pub(super) fn of(now_ms: i64) -> Self {
        Self((now_ms + OFFSET_MS).div_euclid(DAY_MS))
    }

    /// `days` later, or earlier where negative.
    pub(super) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The UTC milliseconds of an hour and minute of this day.
    pub(super) fn at(self, hour: i64, minute: i64) -> i64 {
        self.0 * DAY_MS - OFFSET_MS + hour * HOUR_MS + minute * 60_000
    }

    /// `2026-11-22`.
    pub(super) fn date(self) -> String {
        self.civil().format("%Y-%m-%d").to_string()
    }

    fn civil(self) -> NaiveDate {
        DateTime::from_timestamp_millis(self.0 * DAY_MS).map_or(NaiveDate::MIN, |time| time.date_naive())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        let day = Day::of(1_795_305_600_000); // 2026-11-22 00:00 UTC
        assert_eq!(day.date(), "2026-11-22");
        assert_eq!(day.at(8, 0), 1_795_305_600_000);
        assert_eq!(Day::of(day.at(0, 0)), day);
        assert_eq!(Day::of(day.at(0, 0) - 1), day.plus(-1));
    }
}

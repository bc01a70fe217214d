//! Days as calendars name them, `2026-11-22`: no clock, no time zone.

use std::fmt;

/// A day of the Gregorian calendar, in the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i64,
}

/// The longest way from 1970-01-01 to a day that can be named.
const FIRST: i64 = -719_162;
const LAST: i64 = 2_932_896;

impl Date {
    /// Reads `2026-11-22`: ten characters, a day that exists.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |part: &[u8]| -> Option<i64> {
            part.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
        };
        let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
        if year == 0 || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let date = Self { days: days_before(year, month) + day - 1 };
        // A day beyond the end of its month falls into the next one.
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// The day that a moment falls in, UTC.
    pub fn utc(at_ms: i64) -> Self {
        Self { days: at_ms.div_euclid(86_400_000).clamp(FIRST, LAST) }
    }

    /// The day `days` later, or earlier where negative; none outside the years 1 to 9999.
    pub fn plus(self, days: i64) -> Option<Self> {
        let days = self.days.checked_add(days)?;
        (FIRST..=LAST).contains(&days).then_some(Self { days })
    }

    /// Days from this one to `later`; negative where that is earlier.
    pub const fn days_until(self, later: Self) -> i64 {
        later.days - self.days
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.days + 3).rem_euclid(7) + 1).unwrap_or(1)
    }

    /// Its year.
    pub fn year(self) -> u16 {
        u16::try_from(self.parts().0).unwrap_or(0)
    }

    /// Its month, `2026-11`.
    pub fn month(self) -> String {
        let (year, month, _) = self.parts();
        format!("{year:04}-{month:02}")
    }

    /// Year, month and day of the month.
    fn parts(self) -> (i64, i64, i64) {
        // Years are counted from March, so that the leap day is the last one; an era has 400 of them.
        let since = self.days + 719_468;
        let (era, day) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let of_month = of_year - (153 * month + 2) / 5 + 1;
        let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        (era * 400 + year + later, month, of_month)
    }
}

/// Days from 1970-01-01 to the first of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 - 719_468
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

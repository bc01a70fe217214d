//! The clocks of places, as calendars tell them (RFC 5545, 3.6.5).

use super::line::Lines;
use crate::scheduling::Date;

/// A time zone by what its clock did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarZone {
    /// Its IANA name, `Europe/Berlin`.
    pub name: String,
    /// What it did, the first first. Times before the first are told by what the clock showed until then.
    pub changes: Vec<ClockChange>,
}

/// From a moment on a clock shows another time, or the same under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockChange {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Seconds ahead of UTC until then.
    pub before_s: i32,
    /// Seconds ahead of UTC from then on.
    pub after_s: i32,
    /// What the time is called from then on, `CEST`.
    pub abbreviation: String,
    /// Whether it is summer time.
    pub summer: bool,
}

impl CalendarZone {
    /// What the clock shows at a moment; none where it shows that time twice: by RFC 5545, 3.3.5, a calendar takes it for the
    /// first, but `ical.js` and `node-ical` take it for the second.
    pub(super) fn local(&self, at_ms: i64) -> Option<String> {
        let twice = |change: &ClockChange| {
            let back_ms = i64::from(change.before_s - change.after_s) * 1000;
            (change.at_ms - back_ms..change.at_ms + back_ms).contains(&at_ms)
        };
        if self.changes.iter().any(twice) {
            return None;
        }
        let past = self.changes.iter().rev().find(|change| change.at_ms <= at_ms).map(|change| change.after_s);
        let ahead_s = past.or(self.changes.first().map(|first| first.before_s))?;
        Some(stamp(at_ms, ahead_s))
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.plain("BEGIN", "VTIMEZONE");
        lines.plain("TZID", &self.name);
        for change in &self.changes {
            let part = if change.summer { "DAYLIGHT" } else { "STANDARD" };
            lines.plain("BEGIN", part);
            lines.plain("DTSTART", &stamp(change.at_ms, change.before_s));
            lines.plain("TZOFFSETFROM", &offset(change.before_s));
            lines.plain("TZOFFSETTO", &offset(change.after_s));
            lines.text("TZNAME", &change.abbreviation);
            lines.plain("END", part);
        }
        lines.plain("END", "VTIMEZONE");
    }
}

/// A moment in UTC: `20261122T003000Z`.
pub(super) fn utc(at_ms: i64) -> String {
    stamp(at_ms, 0) + "Z"
}

/// What a clock shows that is `ahead_s` ahead of UTC: `20261122T083000`.
fn stamp(at_ms: i64, ahead_s: i32) -> String {
    let at_ms = at_ms.saturating_add(i64::from(ahead_s) * 1000);
    let of_day = at_ms.div_euclid(1000).rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{}T{hour:02}{minute:02}{second:02}", Date::utc(at_ms).to_string().replace('-', ""))
}

/// `+0800`, with seconds where there are any.
fn offset(ahead_s: i32) -> String {
    let (sign, ahead) = (if ahead_s < 0 { '-' } else { '+' }, ahead_s.unsigned_abs());
    let (hours, minutes, seconds) = (ahead / 3600, ahead / 60 % 60, ahead % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

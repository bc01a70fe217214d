//! What the clock of a time zone did, from the tables of chrono-tz.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use tenon_domain::scheduling::{CalendarZone, ClockChange};

const DAY_MS: i64 = 24 * 3_600_000;

/// What a clock shows: seconds ahead of UTC, what that is called, whether it is summer time.
type Shown = (i32, String, bool);

/// The zone from the year before `from_ms` to the year after `until_ms`, UTC milliseconds, with what it showed at the
/// beginning as its first change. Clocks that are changed twice within a day, as none is now, count once.
pub fn calendar_zone(zone: Tz, from_ms: i64, until_ms: i64) -> CalendarZone {
    let (mut at_ms, end_ms) = (new_year(from_ms, -1), new_year(until_ms, 2));
    let mut now = shown(zone, at_ms);
    let mut changes = vec![change(at_ms, now.0, &now)];
    while at_ms < end_ms {
        let next = shown(zone, at_ms + DAY_MS);
        if next != now {
            changes.push(change(moment_of_change(zone, at_ms, &now), now.0, &next));
            now = next;
        }
        at_ms += DAY_MS;
    }
    CalendarZone { name: zone.name().to_owned(), changes }
}

fn change(at_ms: i64, before_s: i32, (after_s, abbreviation, summer): &Shown) -> ClockChange {
    ClockChange { at_ms, before_s, after_s: *after_s, abbreviation: abbreviation.clone(), summer: *summer }
}

/// The second, within a day of `at_ms`, from which on the clock no longer shows `before`.
fn moment_of_change(zone: Tz, at_ms: i64, before: &Shown) -> i64 {
    let (mut low, mut high) = (at_ms.div_euclid(1000), (at_ms + DAY_MS).div_euclid(1000));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if shown(zone, middle * 1000) == *before { low = middle } else { high = middle }
    }
    high * 1000
}

fn shown(zone: Tz, at_ms: i64) -> Shown {
    let at = moment(at_ms);
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    let abbreviation = offset.abbreviation().unwrap_or_default().to_owned();
    (offset.fix().local_minus_utc(), abbreviation, offset.dst_offset().num_seconds() > 0)
}

/// The first moment of the year that is `years` after that of `at_ms`, UTC.
fn new_year(at_ms: i64, years: i32) -> i64 {
    let first = NaiveDate::from_ymd_opt(moment(at_ms).year().saturating_add(years), 1, 1).unwrap_or_default();
    first.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

fn moment(at_ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default()
}

//! Times as a calendar reads them back: with the zone that stands beside them, and nothing else.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};
use chrono_tz::{America, Asia, Australia, Europe, Tz};
use proptest::prelude::*;
use tenon_domain::Uuid;
use tenon_domain::scheduling::{CalendarEvent, EventStatus, ICalendar};

use super::calendar_zone;

const HOUR_MS: i64 = 3_600_000;

fn event(start_ms: i64, zone: Tz) -> CalendarEvent {
    CalendarEvent {
        id: Uuid::from_u128(1),
        start_ms,
        end_ms: start_ms + 2 * HOUR_MS,
        zone: Some(zone.name().to_owned()),
        changed_ms: 0,
        sequence: 0,
        status: EventStatus::Confirmed,
        summary: "Visit".into(),
        location: String::new(),
        description: String::new(),
        organizer: None,
    }
}

fn calendar(start_ms: i64, zone: Tz) -> String {
    let zones = vec![calendar_zone(zone, start_ms, start_ms + 2 * HOUR_MS)];
    ICalendar { name: "Crew".into(), zones, events: vec![event(start_ms, zone)] }.text()
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn offset(text: &str) -> TimeDelta {
    let number = |range: std::ops::Range<usize>| text.get(range).map_or(0, |digits| digits.parse::<i64>().unwrap());
    let seconds = number(1..3) * 3600 + number(3..5) * 60 + number(5..7);
    TimeDelta::seconds(if text.starts_with('-') { -seconds } else { seconds })
}

/// The moment that a time stands for by RFC 5545: the observance with the latest onset counts, and a time that the clock
/// shows twice is the first one.
fn read(text: &str, name: &str) -> i64 {
    let mut part: BTreeMap<&str, &str> = BTreeMap::new();
    let mut onsets: Vec<(NaiveDateTime, TimeDelta, TimeDelta)> = Vec::new();
    let mut events = false;
    let mut told = None;
    for line in text.split("\r\n") {
        let Some((head, value)) = line.split_once(':') else { continue };
        match (head, value) {
            ("BEGIN", "VEVENT") => events = true,
            ("END", "STANDARD" | "DAYLIGHT") => {
                onsets.push((local(part["DTSTART"]), offset(part["TZOFFSETFROM"]), offset(part["TZOFFSETTO"])));
            }
            _ if events && head.split(';').next() == Some(name) => told = Some((head, value)),
            _ => drop(part.insert(head, value)),
        }
    }
    let (head, value) = told.expect("the event has a time");
    if let Some(utc) = value.strip_suffix('Z') {
        return local(utc).and_utc().timestamp_millis();
    }
    assert!(head.contains(";TZID="), "{head}");
    let at = local(value);
    // Onsets are told in the time before: where that goes back, times just before the onset come again after it.
    let ahead = onsets.iter().rev().find(|(onset, _, _)| *onset <= at).map_or(onsets[0].1, |(_, _, after)| *after);
    (at - ahead).and_utc().timestamp_millis()
}

const ZONES: &[Tz] = &[
    Europe::Berlin,
    Europe::Dublin,
    America::New_York,
    America::Sao_Paulo,
    Asia::Shanghai,
    Asia::Kolkata,
    Australia::Lord_Howe,
];

/// Every moment at which the clock of `zone` was changed from 1985 to 2027.
fn changes(zone: Tz) -> Vec<i64> {
    let all = calendar_zone(zone, 473_385_600_000 + 366 * 24 * HOUR_MS, 1_767_225_600_000);
    all.changes.iter().skip(1).map(|change| change.at_ms).collect()
}

#[test]
fn beside_every_change_of_a_clock_times_come_back() {
    for zone in ZONES {
        for at_ms in changes(*zone) {
            for minutes in (-180..=180).step_by(15) {
                let start_ms = at_ms + minutes * 60_000;
                let text = calendar(start_ms, *zone);
                assert_eq!(read(&text, "DTSTART"), start_ms, "{zone} {minutes} min:\n{text}");
                assert_eq!(read(&text, "DTEND"), start_ms + 2 * HOUR_MS, "{zone} {minutes} min:\n{text}");
            }
        }
    }
}

#[test]
fn shanghai_had_summer_time_from_1986_to_1991() {
    assert_eq!(changes(Asia::Shanghai).len(), 12);
    let text = calendar(582_000_000_000, Asia::Shanghai); // 1988-06-11
    assert!(text.contains(
        "BEGIN:DAYLIGHT\r\nDTSTART:19880417T020000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0900\r\nTZNAME:CDT\r\nEND:DAYLIGHT"
    ));
    let now = calendar(1_795_307_400_000, Asia::Shanghai);
    assert_eq!(now.matches("BEGIN:STANDARD").count(), 1, "it has none any more");
    assert!(!now.contains("DAYLIGHT") && now.contains("DTSTART;TZID=Asia/Shanghai:20261122T083000"));
}

#[test]
fn half_an_hour_is_told_too() {
    let text = calendar(1_795_307_400_000, Australia::Lord_Howe);
    assert!(text.contains("TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_time_comes_back(zone in 0..ZONES.len(), seconds in 500_000_000i64..2_000_000_000) {
        let text = calendar(seconds * 1000, ZONES[zone]);
        prop_assert_eq!(read(&text, "DTSTART"), seconds * 1000);
    }
}

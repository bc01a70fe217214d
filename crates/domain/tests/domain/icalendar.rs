//! Calendars as text, read back by a parser that others wrote.

use icalendar::{Calendar, CalendarComponent, Component, EventLike};
use proptest::prelude::*;
use tenon_domain::entities::{Appointment, CalendarFeed, CalendarOwner, Crew, Customer, Window, WorkKind};
use tenon_domain::ops::{CancelAppointment, MoveAppointment, RenewCalendarFeed};
use tenon_domain::scheduling::{CalendarEvent, CalendarZone, ClockChange, EventStatus, ICalendar};
use tenon_domain::{Id, Localized, Uuid};

use crate::desks::{Desks, clerk, seller};
use crate::jobs::{book, code, window};

fn event(id: u128) -> CalendarEvent {
    CalendarEvent {
        id: Uuid::from_u128(id),
        start_ms: 1_795_307_400_000,
        end_ms: 1_795_314_600_000,
        zone: None,
        changed_ms: 1_795_000_000_000,
        sequence: 2,
        status: EventStatus::Tentative,
        summary: "Measuring visit".into(),
        location: String::new(),
        description: String::new(),
        organizer: None,
    }
}

/// What a calendar keeps of a text: ends of lines are all alike, and control characters are left out.
fn kept(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn read(text: &str) -> Calendar {
    text.parse().unwrap()
}

#[test]
fn an_event_alone_is_small_and_in_utc() {
    let text = event(7).alone();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines,
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Tenon//Appointments//EN",
            "BEGIN:VEVENT",
            "UID:00000000-0000-0000-0000-000000000007@tenon",
            "DTSTAMP:20261118T110640Z",
            "SEQUENCE:2",
            "DTSTART:20261122T003000Z",
            "DTEND:20261122T023000Z",
            "STATUS:TENTATIVE",
            "SUMMARY:Measuring visit",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    );
}

#[test]
fn the_hour_that_a_clock_shows_twice_is_told_in_utc() {
    let at_ms = 1_792_890_000_000; // 2026-10-25 01:00 UTC, when Berlin's clocks go back from 03:00 to 02:00.
    let summer = ClockChange { at_ms: 0, before_s: 7200, after_s: 7200, abbreviation: "CEST".into(), summer: true };
    let winter = ClockChange { at_ms, before_s: 7200, after_s: 3600, abbreviation: "CET".into(), summer: false };
    let zone = CalendarZone { name: "Europe/Berlin".into(), changes: vec![summer, winter] };
    let told = |start_ms: i64| {
        let one = CalendarEvent {
            start_ms,
            end_ms: start_ms + 7_200_000,
            zone: Some(zone.name.clone()),
            organizer: Some((Uuid::nil(), "Mitte".into())),
            ..event(1)
        };
        let text = ICalendar { name: "Crew".into(), zones: vec![zone.clone()], events: vec![one] }.text();
        assert!(text.contains("DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET"));
        let line = |name: &str| text.lines().rfind(|line| line.starts_with(name)).unwrap().to_owned();
        (line("DTSTART"), line("DTEND"))
    };
    let half = 1_800_000;
    assert_eq!(told(at_ms - 3 * half).0, "DTSTART:20261024T233000Z", "its end is shown twice");
    assert_eq!(told(at_ms - 7 * half).0, "DTSTART;TZID=Europe/Berlin:20261024T233000");
    assert_eq!(told(at_ms - half).0, "DTSTART:20261025T003000Z");
    assert_eq!(told(at_ms + half), ("DTSTART:20261025T013000Z".into(), "DTEND:20261025T033000Z".into()));
    assert_eq!(told(at_ms + 2 * half).0, "DTSTART;TZID=Europe/Berlin:20261025T030000");
}

proptest! {
    #[test]
    fn any_text_comes_back(
        name in any::<String>(), summary in any::<String>(), location in any::<String>(),
        description in "(\\PC|\r\n|[\\\\;,:\"\n\t🏠]){0,300}",
    ) {
        let one = CalendarEvent {
            summary: format!("s{summary}"),
            location: format!("l{location}"),
            description: format!("d{description}"),
            organizer: Some((Uuid::nil(), name.clone())),
            ..event(1)
        };
        let text = ICalendar { name: name.clone(), zones: Vec::new(), events: vec![one.clone(), event(2)] }.text();
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let calendar = read(&text);
        let events: Vec<_> = calendar
            .components
            .iter()
            .filter_map(|part| if let CalendarComponent::Event(event) = part { Some(event) } else { None })
            .collect();
        prop_assert_eq!(events.len(), 2);
        prop_assert_eq!(events[0].get_summary().map(str::to_owned), Some(kept(&one.summary)));
        prop_assert_eq!(events[0].get_location().map(str::to_owned), Some(kept(&one.location)));
        prop_assert_eq!(events[0].get_description().map(str::to_owned), Some(kept(&one.description)));
        prop_assert_eq!(events[0].get_sequence(), Some(2));
    }
}

#[test]
fn a_crew_s_appointments_are_found_by_time_also_those_that_it_does_no_more() {
    let mut hq = Desks::hq();
    for crew in 1..=2 {
        hq.put(&Window { capacity: 2, free: 2, ..window(WorkKind::Measure, crew) });
    }
    let id: Id<Appointment> = hq.does_in(1, &seller(1), book(WorkKind::Measure, 1)).unwrap().nth(1);
    let start_ms = hq.row(id).unwrap().start_ms;
    let day_ms = 86_400_000;
    let found = |hq: &Desks, crew: u8, from_ms: i64, until_ms: i64| {
        let keys = Appointment::of_crew(Desks::crew(crew), from_ms, until_ms);
        keys.flat_map(|key| hq.all::<Appointment>(&key)).map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&hq, 1, start_ms - day_ms, start_ms + 90 * day_ms), [id]);
    assert_eq!(found(&hq, 1, start_ms + 31 * day_ms, start_ms + 90 * day_ms), []);
    assert_eq!(Appointment::of_crew(Desks::crew(1), 0, 425 * day_ms).count(), 15, "however much a crew has done");

    let to = window(WorkKind::Measure, 2).id;
    hq.does_in(1, &seller(1), MoveAppointment { appointment: id, window: to, reason: String::new(), waitlist: None })
        .unwrap();
    hq.does_in(1, &seller(1), CancelAppointment { appointment: id, reason: "x".into() }).unwrap();
    for crew in 1..=2 {
        assert_eq!(found(&hq, crew, start_ms - day_ms, start_ms + day_ms).first(), Some(&id), "crew {crew}");
    }
}

#[test]
fn only_a_clerk_at_hq_gives_an_address_out_and_only_of_whom_there_is() {
    let mut hq = Desks::hq();
    let (id, stores) = (Desks::crew(1), vec![Desks::store(1)]);
    let (name, trades) = (Localized::default(), Localized::default());
    hq.put(&Crew {
        id,
        name,
        trades,
        kinds: vec![WorkKind::Measure],
        stores,
        calendar: None,
        categories: Vec::new(),
        base: None,
    });
    let of = CalendarOwner::Crew(id);
    let renew = |seen: u32| RenewCalendarFeed { of, seen };
    assert!(hq.does(&seller(1), renew(0)).is_err());
    assert!(hq.of_store(1).does(&clerk(), renew(0)).is_err());
    hq.does(&clerk(), renew(0)).unwrap();
    assert_eq!(code(hq.does(&clerk(), renew(0))), "calendar_feed_renewed");
    hq.does(&clerk(), renew(1)).unwrap();
    assert_eq!(hq.row(CalendarFeed::id_of(of)).map(|feed| feed.version), Some(2));

    let nobody: Id<Customer> = Id::new(Uuid::from_u128(5));
    let of = [CalendarOwner::Crew(Desks::crew(4)), CalendarOwner::Customer(nobody)];
    let codes = of.map(|of| code(hq.does(&clerk(), RenewCalendarFeed { of, seen: 0 })));
    assert_eq!(codes, ["crew_unknown", "customer_unknown"]);
}

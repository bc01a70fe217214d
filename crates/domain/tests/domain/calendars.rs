//! Whether crews work on a day: the calendars of `shared/data/calendars`, against the facts beside them, and laws.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use tenon_domain::entities::{Crew, HolidayCalendar, HolidayDay, Window, WorkKind};
use tenon_domain::ops::{NewWindow, OpenWindows, PutCrewCalendar, PutHolidayCalendar, ResizeWindow};
use tenon_domain::scheduling::{
    CalendarException, Date, DayNote, DayReason, Holidays, Shift, WorkCalendar, WorkDay, minute_of,
};
use tenon_domain::{Id, Localized, Stop};

use crate::desks::{Desks, clerk, seller};

fn data() -> Option<PathBuf> {
    let mut up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = up.find_map(|dir| Some(dir.join("shared/data/calendars")).filter(|dir| dir.is_dir()));
    if found.is_none() {
        println!("SKIPPED: no shared/data/calendars beside the workspace");
    }
    found
}

fn row(put: PutHolidayCalendar) -> HolidayCalendar {
    let PutHolidayCalendar { year, papers, days } = put;
    let id = HolidayCalendar::id_of(year);
    HolidayCalendar { id, year, papers, days, version: 1, at_ms: 0, by_name: String::new() }
}

fn year(year: u16, days: &[(&str, &str, bool)]) -> PutHolidayCalendar {
    let day = |(date, name, off): &(&str, &str, bool)| HolidayDay {
        name: (*name).to_owned(),
        date: (*date).to_owned(),
        off: *off,
    };
    PutHolidayCalendar { year, papers: Vec::new(), days: days.iter().map(day).collect() }
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn week() -> WorkCalendar {
    let shift = |from: &str, to: &str| Shift { kind: WorkKind::Measure, from: from.into(), to: to.into(), capacity: 2 };
    WorkCalendar {
        weekdays: vec![1, 2, 3, 4, 5],
        shifts: vec![shift("08:30", "10:30"), shift("10:30", "12:30")],
        holidays: true,
        exceptions: Vec::new(),
    }
}

fn days_of(year: u16) -> impl Iterator<Item = Date> {
    let first = date(&format!("{year:04}-01-01"));
    (0..366).filter_map(move |ahead| first.plus(ahead)).filter(move |day| day.year() == year)
}

#[test]
fn working_days_of_every_year_are_those_of_the_facts() {
    let Some(data) = data() else { return };
    let text = std::fs::read_to_string(data.join("facts_cn_workdays.json")).expect("facts");
    let facts: Value = serde_json::from_str(&text).expect("facts are JSON");
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("holiday-cn"))
        .expect("calendars")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| PutHolidayCalendar::read(&std::fs::read_to_string(path).expect("a file"));
    let calendars: Vec<HolidayCalendar> = files.iter().map(|path| row(read(path).expect("a calendar"))).collect();
    assert!(calendars.iter().any(HolidayCalendar::announced), "there are calendars to look at");
    let holidays = Holidays::new(calendars.clone());
    for calendar in &calendars {
        let told = &facts[calendar.year.to_string()];
        let days: Vec<(Date, WorkDay)> = days_of(calendar.year).map(|day| (day, week().day(day, &holidays))).collect();
        assert!(days.iter().all(|(_, day)| day.announced == calendar.announced()), "{}", calendar.year);
        if !calendar.announced() {
            continue;
        }
        assert_eq!(told["days"], days.len());
        let works = days.iter().filter(|(_, day)| day.works).count();
        assert_eq!(told["working_days"], works, "{}", calendar.year);
        let swapped: Vec<String> = days
            .iter()
            .filter(|(_, day)| matches!(day.reason, DayReason::SwappedDay { .. }))
            .map(|(date, _)| date.to_string())
            .collect();
        assert_eq!(told["adjusted_workday_dates"], Value::from(swapped), "{}", calendar.year);
        let free =
            |(date, day): &&(Date, WorkDay)| matches!(day.reason, DayReason::Holiday { .. }) && date.weekday() < 6;
        assert_eq!(told["weekday_holidays"], days.iter().filter(free).count(), "{}", calendar.year);
    }
}

#[test]
fn a_year_that_is_not_announced_follows_the_week_and_says_so() {
    let holidays = Holidays::new([row(year(2027, &[]))]);
    assert_eq!(holidays.on(date("2027-01-01")), DayNote::NotAnnounced);
    let friday = week().day(date("2027-01-01"), &holidays);
    assert_eq!((friday.works, friday.reason, friday.announced), (true, DayReason::Weekly, false));
    let none = Holidays::default();
    assert!(!week().day(date("2027-01-02"), &none).works, "a Saturday");
    let own = WorkCalendar { holidays: false, ..week() };
    assert!(own.day(date("2027-01-01"), &none).announced, "holidays do not count for it");
}

#[test]
fn exceptions_go_before_holidays_and_the_later_year_before_the_earlier() {
    let earlier = row(year(2025, &[("2025-12-27", "元旦", true), ("2025-10-01", "国庆节", true)]));
    let later = row(year(2026, &[("2025-12-27", "元旦", false), ("2026-01-01", "元旦", true)]));
    for calendars in [[earlier.clone(), later.clone()], [later, earlier]] {
        let holidays = Holidays::new(calendars);
        let saturday = week().day(date("2025-12-27"), &holidays);
        assert_eq!((saturday.works, saturday.reason), (true, DayReason::SwappedDay { name: "元旦".into() }));
        let exception = CalendarException { date: "2025-10-01".into(), open: true, reason: "急装".into() };
        let busy = WorkCalendar { exceptions: vec![exception], ..week() };
        let day = busy.day(date("2025-10-01"), &holidays);
        assert_eq!((day.works, day.reason), (true, DayReason::Exception { reason: "急装".into() }));
        assert!(!week().day(date("2025-10-01"), &holidays).works);
    }
}

#[test]
fn a_bad_file_is_refused_by_what_and_where() {
    let refused = |text: &str| PutHolidayCalendar::read(text).expect_err("it is refused");
    let day = |name: &str, date: &str| format!(r#"{{"name":"{name}","date":"{date}","isOffDay":true}}"#);
    let file = |days: &[String]| format!(r#"{{"year":2026,"papers":[],"days":[{}]}}"#, days.join(","));
    assert!(refused("").contains("line 1"));
    assert!(refused(r#"{"year":2026,"days":[{"name":"元旦","date":"2026-01-01"}]}"#).contains("isOffDay"));
    assert!(refused(&file(&[day("元旦", "2026-02-29")])).starts_with("days.0.date"));
    assert!(refused(&file(&[day("元旦", "2026-1-1")])).starts_with("days.0.date"));
    assert!(refused(&file(&[day("元旦", "2028-01-01")])).starts_with("days.0.date"));
    assert!(refused(&file(&[day("元旦", "2026-01-01"), day("春节", "2026-01-01")])).starts_with("days.1.date"));
    assert!(refused(&file(&[day(" ", "2026-01-01")])).starts_with("days.0.name"));
    assert!(PutHolidayCalendar::read(&file(&[day("元旦", "2025-12-31")])).is_ok(), "the year beside it may be named");
}

#[test]
fn a_calendar_is_laid_down_in_versions_and_not_taken_back() {
    let mut hq = Desks::hq();
    let put = year(2026, &[("2026-01-01", "元旦", true)]);
    let held = |hq: &Desks| hq.row(HolidayCalendar::id_of(2026)).expect("it is there");
    assert!(hq.does(&seller(0), put.clone()).is_err());
    hq.does(&clerk(), year(2026, &[])).expect("not announced");
    hq.does(&clerk(), put.clone()).expect("announced");
    hq.does(&clerk(), put).expect("nothing new");
    assert_eq!(held(&hq).version, 2);
    let Err(Stop::Refused(refusal)) = hq.does(&clerk(), year(2026, &[])) else { panic!("it is refused") };
    assert_eq!(refusal.code, "holidays_taken_back");
    hq.does(&clerk(), year(2026, &[("2026-01-02", "元旦", true)])).expect("corrected");
    assert_eq!((held(&hq).version, held(&hq).days[0].date.as_str()), (3, "2026-01-02"));
}

#[test]
fn windows_are_opened_once_and_what_is_promised_stays() {
    let mut hq = Desks::hq();
    let crew = Crew {
        id: Desks::crew(1),
        name: Localized::default(),
        trades: Localized::default(),
        kinds: vec![WorkKind::Measure],
        stores: vec![Desks::store(0)],
        calendar: None,
        categories: Vec::new(),
        base: None,
    };
    hq.put(&crew);
    let put = |calendar: WorkCalendar| PutCrewCalendar { crew: crew.id, calendar };
    hq.does(&clerk(), put(week())).expect("a sound calendar");
    let mut installs = week();
    installs.shifts[0].kind = WorkKind::Install;
    assert!(hq.does(&clerk(), put(installs)).is_err(), "the crew does not install");
    assert_eq!(hq.row(crew.id).and_then(|crew: Crew| crew.calendar), Some(week()));

    let new = NewWindow { date: "2027-03-01".into(), kind: WorkKind::Measure, start_ms: 10, end_ms: 20, capacity: 2 };
    let open = OpenWindows { crew: crew.id, windows: vec![new] };
    hq.does(&clerk(), open.clone()).expect("opened");
    let id: Id<Window> = Window::id_of(crew.id, 10);
    hq.does(&clerk(), ResizeWindow { window: id, capacity: 1, reason: "病了".into() }).expect("smaller");
    hq.does(&clerk(), open.clone()).expect("nothing new");
    assert_eq!(hq.row(id).map(|window| (window.capacity, window.free)), Some((1, 1)));
    let mut backwards = open;
    backwards.windows[0].end_ms = 10;
    assert!(hq.does(&clerk(), backwards).is_err());
}

#[test]
fn faults_of_a_crews_calendar_name_their_field() {
    let mut calendar = week();
    calendar.weekdays = vec![0, 1, 1];
    calendar.shifts[1].from = "09:00".into();
    calendar.shifts[0].capacity = 0;
    calendar.exceptions = vec![CalendarException { date: "2026-13-01".into(), open: false, reason: String::new() }];
    let faults = calendar.faults();
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["weekdays", "shifts.0.capacity", "shifts.1", "exceptions.0.date", "exceptions.0.reason"]);
    assert!(week().faults().is_empty());
    assert_eq!(
        [minute_of("08:30"), minute_of("8:30"), minute_of("24:00"), minute_of("+8:30")],
        [Some(510), None, None, None]
    );
}

proptest! {
    #[test]
    fn a_day_is_written_as_it_is_read_and_days_follow_each_other(days in -700_000i64..2_900_000) {
        let epoch = date("1970-01-01");
        prop_assert_eq!(epoch.weekday(), 4);
        let day = epoch.plus(days).expect("within the years");
        prop_assert_eq!(Date::parse(&day.to_string()), Some(day));
        let next = day.plus(1).expect("within the years");
        prop_assert!(day < next && day.to_string() < next.to_string());
        prop_assert_eq!(next.weekday(), day.weekday() % 7 + 1);
        prop_assert_eq!(day.plus(146_097).map(|later| later.to_string()[4..].to_owned()), epoch.plus(days + 146_097).map(|_| day.to_string()[4..].to_owned()));
    }

    #[test]
    fn no_text_makes_a_day_that_is_written_otherwise(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|.{0,12}") {
        if let Some(day) = Date::parse(&text) {
            prop_assert_eq!(day.to_string(), text);
        }
    }
}

#[test]
fn a_month_ends_with_its_last_millisecond() {
    let starts = ["2000-03-01", "2026-11-01", "2026-12-01", "2027-01-01", "2028-02-29", "2028-03-01"];
    // Days from 1970-01-01 to each of them.
    for (text, days) in starts.into_iter().zip([11_017_i64, 20_758, 20_788, 20_819, 21_243, 21_244]) {
        let (first, before) = (Date::utc(days * 86_400_000), Date::utc(days * 86_400_000 - 1));
        assert_eq!((first, first.month()), (date(text), text[..7].to_owned()));
        assert_eq!(before.plus(1), Some(first));
        assert_eq!(before.month() == first.month(), text.ends_with("29"));
    }
}

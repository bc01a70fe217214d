#![allow(clippy::unwrap_used)] // A test.

use tenon_domain::entities::{Contact, Crew, KeptPlace, Store, WaitlistEntry, Window, WorkKind};
use tenon_domain::ops::AnyOperation;
use tenon_domain::scheduling::DayPart;
use tenon_domain::{Id, Localized, Uuid};
use tenon_store::hq::commit;
use tenon_store::{Error, Schema, Sqlite, migrate};

use super::due;

const HOUR_MS: i64 = 3_600_000;
/// 2030-03-10, 00:00 in Shanghai.
const MIDNIGHT_MS: i64 = 1_899_302_400_000;
const NOW_MS: i64 = MIDNIGHT_MS + 9 * HOUR_MS;

fn id<E>(number: u128) -> Id<E> {
    Id::new(Uuid::from_u128(number))
}

/// A window of two hours on a day of March 2030, by a crew; its number is its identifier.
fn window(number: u128, crew: u128, day: i64, hour: i64, free: u32) -> Window {
    let start_ms = MIDNIGHT_MS + (24 * (day - 10) + hour) * HOUR_MS;
    Window {
        id: id(number),
        crew: id(crew),
        kind: WorkKind::Measure,
        date: format!("2030-03-{day}"),
        start_ms,
        end_ms: start_ms + 2 * HOUR_MS,
        capacity: 4,
        free,
        short: 0,
        areas: Vec::new(),
        more_units: 0,
        kept: 0,
        blocks: Vec::new(),
        stores: vec![id(1)],
    }
}

/// Somebody who waits from the 10th to the 12th; a smaller number has waited longer.
fn entry(number: u128) -> WaitlistEntry {
    WaitlistEntry {
        id: id(number),
        store: id(1),
        kind: WorkKind::Measure,
        contact: Contact { name: "王伟".into(), phone: "+8613800138000".into(), address: "文三路 1 号".into() },
        area: String::new(),
        goods: None,
        quantity: 1,
        units: 2,
        note: String::new(),
        from: "2030-03-10".into(),
        until: "2030-03-12".into(),
        part: None,
        appointment: None,
        visit: None,
        customer: None,
        route: None,
        project: None,
        order: None,
        follows: None,
        since_ms: i64::try_from(number).unwrap(),
        by_name: "林晓".into(),
        kept: None,
        passed: Vec::new(),
        ended: None,
    }
}

/// What is due: `keep ENTRY WINDOW` and `expire ENTRY`, by their numbers.
fn due_of(windows: &[Window], entries: &[WaitlistEntry]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut conn = Sqlite::open(&folder.path().join("hq.db")).unwrap();
    migrate(&mut conn, Schema::Hq).unwrap();
    let made = commit(&mut conn, |commit| -> Result<(), Error> {
        let name = Localized::new("店", "store");
        let time_zone = "Asia/Shanghai".to_owned();
        commit.put(&Store { id: id(1), name, city: Localized::default(), time_zone, zone: None, desk: None })?;
        for crew in [1, 2] {
            commit.put(&Crew {
                id: id(crew),
                name: Localized::default(),
                trades: Localized::default(),
                kinds: vec![WorkKind::Measure],
                stores: vec![id(1)],
                calendar: None,
                categories: if crew == 2 { vec!["kitchen".into()] } else { Vec::new() },
                base: None,
            })?;
        }
        windows.iter().try_for_each(|window| commit.put(window))?;
        entries.iter().try_for_each(|entry| commit.put(entry))
    });
    made.unwrap();
    let short = |id: Uuid| id.as_u128().to_string();
    let told = |op: &AnyOperation| match op {
        AnyOperation::KeepPlace(keep) => format!("keep {} {}", short(keep.entry.0), short(keep.window.0)),
        AnyOperation::ExpireWaiting(expire) => format!("expire {}", short(expire.entry.0)),
        other => other.tag().to_owned(),
    };
    due(&mut conn, NOW_MS).unwrap().iter().map(told).collect()
}

#[test]
fn the_longest_wait_comes_first_as_far_as_units_go() {
    let windows = [window(50, 1, 11, 8, 3), window(51, 1, 12, 8, 2)];
    assert_eq!(due_of(&windows, &[entry(3), entry(1), entry(2)]), ["keep 1 50", "keep 2 51"]);
}

#[test]
fn only_what_suits_is_kept() {
    let morning = WaitlistEntry { part: Some(DayPart::Morning), ..entry(1) };
    assert_eq!(due_of(&[window(50, 1, 11, 14, 4), window(51, 1, 12, 8, 4)], &[morning]), ["keep 1 51"]);
    let door = WaitlistEntry { goods: Some("door".into()), ..entry(1) };
    assert_eq!(due_of(&[window(50, 2, 11, 8, 4), window(51, 1, 11, 14, 4)], &[door]), ["keep 1 51"]);
    let large = WaitlistEntry { units: 4, ..entry(1) };
    assert!(due_of(&[window(50, 1, 11, 8, 3), window(51, 1, 13, 8, 4)], &[large]).is_empty(), "too few, too late");
    assert!(due_of(&[window(50, 1, 10, 12, 4)], &[entry(1)]).is_empty(), "nobody comes home within three hours");
}

#[test]
fn a_time_that_was_not_taken_is_not_kept_again() {
    let Window { id: window_id, crew, start_ms, end_ms, .. } = window(50, 1, 11, 8, 4);
    let passed = vec![KeptPlace { window: window_id, crew, start_ms, end_ms, until_ms: 0 }];
    let windows = [window(50, 1, 11, 8, 4), window(51, 2, 11, 8, 4), window(52, 2, 11, 14, 4)];
    assert_eq!(due_of(&windows, &[WaitlistEntry { passed, ..entry(1) }]), ["keep 1 52"]);
}

#[test]
fn what_is_over_ends() {
    let Window { id: window_id, crew, start_ms, end_ms, .. } = window(50, 1, 11, 8, 4);
    let kept = |until_ms| Some(KeptPlace { window: window_id, crew, start_ms, end_ms, until_ms });
    let lapsed = WaitlistEntry { kept: kept(NOW_MS), ..entry(1) };
    let asked = WaitlistEntry { kept: kept(NOW_MS + 1), ..entry(2) };
    let past = WaitlistEntry { until: "2030-03-09".into(), from: "2030-03-01".into(), ..entry(3) };
    let gone = WaitlistEntry { appointment: Some(id(99)), ..entry(4) };
    assert_eq!(due_of(&[], &[lapsed, asked, past, gone]), ["expire 1", "expire 3", "expire 4"]);
}

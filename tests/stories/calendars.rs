//! Crews' calendars: windows are made of them, holidays come when they are announced, and the board says why a crew is off.

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tenon_domain::Id;
use tenon_domain::entities::{Crew, Window};

use crate::support::{Hq, Request, Tablet};

/// A Monday in a year that nobody has announced; Wednesday becomes a holiday and Saturday is worked for it.
const MONDAY: &str = "2031-03-03";
const WEDNESDAY: &str = "2031-03-05";
const SATURDAY: &str = "2031-03-08";

fn file_with(content: &Value) -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content.to_string()).unwrap();
    file
}

fn path(file: &NamedTempFile) -> &str {
    file.path().to_str().unwrap()
}

fn board(tablet: &Tablet) -> Value {
    tablet.query("booking_board", &json!({ "from": MONDAY, "days": 7, "kind": "measure" }))
}

fn note(board: &Value, date: &str) -> Value {
    let days = board["days"].as_array().unwrap();
    days.iter().find(|day| day["date"] == date).expect("the day is on the board")["note"].clone()
}

#[test]
fn windows_follow_the_week_until_the_holidays_are_announced_and_no_promise_is_touched() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let near = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let crew = near["crews"][0]["name"]["zh"].as_str().unwrap().to_owned();
    let mut calendar = hq.command(&["crews", "show", &crew]).well();
    calendar["weekdays"] = json!([1, 2, 3, 4, 5]);
    let shifts = calendar["shifts"].as_array().unwrap().len();
    let file = file_with(&calendar);
    hq.command(&["crews", "calendar", &crew, path(&file)]).well();
    let open = || hq.command(&["windows", "open", "--from", MONDAY, "--to", "2031-03-09", "--crew", &crew]).well();

    let first = open();

    assert_eq!((&first["opened"], &first["not_announced"]), (&json!(5 * shifts), &json!([2031])));
    tablet.sync();
    let seen = board(&tablet);
    assert_eq!(note(&seen, MONDAY)["day"], "not_announced");
    let slots = seen["slots"].as_array().unwrap();
    assert_eq!(slots.len(), 5 * shifts);
    let window = slots.iter().find(|slot| slot["date"] == WEDNESDAY).unwrap()["window"].as_str().unwrap().to_owned();
    tablet.seller().books(&window, "Ms Lin");
    tablet.sync();
    let at_hq = || hq.all::<Window>().into_iter().find(|one| one.id.to_string() == window).expect("it is there");
    let promised = at_hq();

    let year = json!({ "year": 2031, "papers": [], "days": [
        { "name": "木匠节", "date": WEDNESDAY, "isOffDay": true },
        { "name": "木匠节", "date": SATURDAY, "isOffDay": false },
    ]});
    let file = file_with(&year);
    assert_eq!(hq.command(&["calendar", "put", path(&file)]).well()["announced"], true);
    let second = open();

    assert_eq!(
        (&second["opened"], &second["kept"], &second["on_days_off"], &second["not_announced"]),
        (&json!(shifts), &json!(4 * shifts), &json!(shifts), &json!([]))
    );
    assert_eq!(open()["opened"], 0);
    assert_eq!(at_hq(), promised, "whatever was promised in it stays");
    tablet.sync();
    let seen = board(&tablet);
    assert_eq!(note(&seen, WEDNESDAY), json!({ "day": "holiday", "name": "木匠节" }));
    assert_eq!(note(&seen, SATURDAY), json!({ "day": "swapped_day", "name": "木匠节" }));
    assert_eq!(note(&seen, MONDAY)["day"], "ordinary");
    let off = seen["crews"][0]["off"].as_array().unwrap();
    let words: Vec<_> = off.iter().map(|day| (&day["date"], &day["reason"]["why"])).collect();
    assert_eq!(words, [(&json!(WEDNESDAY), &json!("holiday")), (&json!("2031-03-09"), &json!("weekly"))]);
}

#[test]
fn a_bad_calendar_is_refused_by_what_and_where_and_an_empty_one_replaces_nothing() {
    let hq = Hq::open();
    let put = |content: &Value| {
        let file = file_with(content);
        hq.command(&["calendar", "put", path(&file)])
    };
    let day = |date: &str| json!({ "name": "木匠节", "date": date, "isOffDay": true });

    let bad = put(&json!({ "year": 2031, "papers": [], "days": [day(MONDAY), day("2031-02-29")] }));
    assert_eq!(bad.code, Some(1));
    assert!(bad.answer["error"].as_str().unwrap().contains("days.1.date"), "{:?}", bad.answer);

    assert_eq!(put(&json!({ "year": 2031, "papers": [], "days": [] })).well()["announced"], false);
    assert_eq!(hq.command(&["calendar", "day", MONDAY]).well()["day"], "not_announced");
    put(&json!({ "year": 2031, "papers": [], "days": [day(MONDAY)] })).well();
    assert_eq!(hq.command(&["calendar", "day", MONDAY]).well()["day"], "holiday");
    let empty = put(&json!({ "year": 2031, "papers": [], "days": [] }));
    assert_eq!((empty.code, &empty.answer["code"]), (Some(1), &json!("holidays_taken_back")));
}

#[test]
fn windows_on_a_holiday_that_was_announced_later_are_closed_and_stores_of_promised_customers_are_told() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let near = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let crew = near["crews"][0]["name"]["zh"].as_str().unwrap().to_owned();
    let calendar = hq.command(&["crews", "show", &crew]).well();
    let shifts = calendar["shifts"].as_array().unwrap().len();
    let week = ["--from", MONDAY, "--to", "2031-03-09"];
    let windows = |what: &str, more: &[&str]| hq.command(&[&["windows", what], &week[..], more].concat()).well();
    windows("open", &["--crew", &crew]);
    tablet.sync();
    let slots = board(&tablet)["slots"].as_array().unwrap().clone();
    let on =
        |date: &str| slots.iter().find(|slot| slot["date"] == date).unwrap()["window"].as_str().unwrap().to_owned();
    let (wednesday, monday) = (on(WEDNESDAY), on(MONDAY));
    for (window, customer) in [(&wednesday, "Ms Lin"), (&wednesday, "Mr Zhou"), (&monday, "Mr Wu")] {
        tablet.seller().books(window, customer);
    }
    tablet.sync();
    assert_eq!(windows("close-days-off", &["--dry-run"])["closed"], 0, "nothing is announced yet");
    let year =
        json!({ "year": 2031, "papers": [], "days": [{ "name": "木匠节", "date": WEDNESDAY, "isOffDay": true }] });
    let file = file_with(&year);
    hq.command(&["calendar", "put", path(&file)]).well();
    let rows = || hq.all::<Window>();
    let before = rows();
    let words = |said: &Value| {
        (said["closed"].as_u64(), said["appointments"].as_u64(), said["stores"].as_u64(), said["windows"].clone())
    };

    let dry = windows("close-days-off", &["--dry-run"]);
    assert_eq!(rows(), before, "a dry run changes nothing");
    let done = windows("close-days-off", &[]);

    assert_eq!(words(&dry), words(&done));
    assert_eq!(
        (done["closed"].as_u64(), &done["appointments"], &done["stores"]),
        (Some(shifts as u64), &json!(2), &json!(1))
    );
    let after = rows();
    for (was, is) in before.iter().zip(&after) {
        if was.date == WEDNESDAY {
            assert_eq!((is.capacity, is.free, is.promised()), (0, 0, was.promised()));
        } else {
            assert_eq!(is, was, "other days stay as they are");
        }
    }
    tablet.sync();
    let case = tablet.only_case();
    let facts = &case["refusal"]["facts"];
    assert_eq!((&case["refusal"]["code"], &facts["reason"]), (&json!("window_short"), &json!("木匠节")));
    let subject = case["subject"].as_str().unwrap();
    assert!(subject.contains("Ms Lin") && subject.contains("Mr Zhou") && !subject.contains("Mr Wu"), "{subject}");
    assert_eq!(windows("close-days-off", &[])["closed"], 0, "once closed, they are not closed again");
    assert_eq!(windows("open", &["--crew", &crew])["on_days_off"], 0);
}

#[test]
fn a_crew_without_a_calendar_keeps_its_windows_whatever_is_announced() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let slot = tablet.slots("guaranteed").into_iter().next().expect("a window with a quota");
    let crew: Id<Crew> = slot["crew"].as_str().unwrap().parse().unwrap();
    hq.administer(|commit| {
        let mut row = commit.rows().entity::<Crew>(crew)?.unwrap();
        row.calendar = None;
        commit.put(&row)
    });
    let date = slot["date"].as_str().unwrap();
    let year: u16 = date[..4].parse().unwrap();
    let file = file_with(&json!({ "year": year, "papers": [], "days": [
        { "name": "木匠节", "date": date, "isOffDay": true },
    ]}));
    hq.command(&["calendar", "put", path(&file)]).well();
    let close = hq.command(&["windows", "close-days-off", "--from", date, "--to", date]).well();
    let windows: Vec<Window> = hq.all();
    let (own, others): (Vec<&Window>, Vec<&Window>) =
        windows.iter().filter(|one| one.date == date).partition(|one| one.crew == crew);
    assert!(!own.is_empty() && own.iter().all(|one| one.capacity > 0));
    assert_eq!(close["closed"].as_u64(), Some(others.iter().filter(|one| one.capacity == 0).count() as u64));
    let odd = hq.command(&["windows", "close-days-off", "--from", date, "--to", "2000-01-01"]);
    assert_eq!(odd.code, Some(1), "{:?}", odd.answer);
}

#[test]
fn a_window_that_is_opened_after_hours_were_blocked_has_less_room_until_they_are_given_back() {
    let hq = Hq::open();
    let (tablet, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let near = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let (crew, id) = (near["crews"][0]["name"]["zh"].as_str().unwrap().to_owned(), near["crews"][0]["id"].clone());
    let lay = |shifts: &Value| {
        let file = file_with(&json!({
            "weekdays": [1, 2, 3, 4, 5, 6, 7], "shifts": shifts, "holidays": true, "exceptions": [],
        }));
        hq.command(&["crews", "calendar", &crew, path(&file)]).well();
        hq.command(&["windows", "open", "--from", MONDAY, "--to", MONDAY, "--crew", &crew]).well()["opened"].clone()
    };
    let shift = |from: &str, to: &str| json!({ "kind": "measure", "from": from, "to": to, "capacity": 4 });
    let day = || {
        let mut windows: Vec<Window> = hq.all::<Window>().into_iter().filter(|one| one.date == MONDAY).collect();
        windows.sort_by_key(|one| one.start_ms);
        windows.into_iter().map(|one| (one.capacity, one.free, one.blocks.len())).collect::<Vec<_>>()
    };
    assert_eq!(lay(&json!([shift("08:00", "10:00")])), 1);
    let start_ms = hq.all::<Window>().iter().find(|one| one.date == MONDAY).expect("it is there").start_ms;
    let hours = |tag: &str| {
        let op = json!({
            "tag": tag, "crew": id, "date": MONDAY, "start_ms": start_ms + 3_600_000, "end_ms": start_ms + 3 * 3_600_000,
            "reason": "培训",
        });
        clerk.asks(Request::new("POST", "/v1/console/operations").json(&op)).status
    };
    assert_eq!(hours("crew.block.v1"), 204);
    assert_eq!(day(), [(2, 2, 1)]);

    assert_eq!(lay(&json!([shift("08:00", "10:00"), shift("10:00", "12:00"), shift("14:00", "16:00")])), 2);

    assert_eq!(day(), [(2, 2, 1), (2, 2, 1), (4, 4, 0)]);
    assert_eq!(hours("crew.unblock.v1"), 204);
    assert_eq!(day(), [(4, 4, 0), (4, 4, 0), (4, 4, 0)]);
}

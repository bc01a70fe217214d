//! Crews' calendars: windows are made of them, holidays come when they are announced, and the board says why a crew is off.

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tenon_domain::entities::Window;

use crate::support::{Hq, Tablet};

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

//! The board of appointments at headquarters: what tablets booked and hold, what calendars say, and moving by a clerk.

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tenon_domain::entities::{Right, Subject};

use crate::support::{Clerk, Hq, Person, Request, Tablet, VISIT_UNITS};

/// A Monday in a year that nobody has announced; Wednesday becomes a holiday.
const MONDAY: &str = "2031-03-03";
const WEDNESDAY: &str = "2031-03-05";

fn board(clerk: &Clerk, asked: &str) -> Value {
    let reply = clerk.asks(Request::get(&format!("/v1/console/board?{asked}")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn windows(board: &Value) -> impl Iterator<Item = &Value> {
    let crews = board["crews"].as_array().expect("crews").iter();
    crews.flat_map(|crew| crew["windows"].as_array().expect("windows"))
}

fn window<'b>(board: &'b Value, id: &Value) -> &'b Value {
    windows(board).find(|one| one["window"] == *id).expect("the window is on the board")
}

fn count(window: &Value, what: &str) -> u64 {
    window[what].as_u64().expect("a count")
}

fn does(clerk: &Clerk, op: &Value) -> (u16, Value) {
    let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(op));
    let said = if reply.status == 204 { Value::Null } else { reply.json()["code"].clone() };
    (reply.status, said)
}

fn moved(appointment: &Value, window: &Value) -> Value {
    json!({ "tag": "appointment.move.v1", "appointment": appointment, "window": window, "reason": "师傅调班" })
}

/// A slot that the tablet can guarantee.
fn guaranteed(tablet: &Tablet) -> Value {
    tablet.slots("guaranteed").into_iter().next().expect("the first tablet of a store holds quotas")
}

#[test]
fn it_says_what_tablets_booked_and_what_they_still_hold() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let slot = guaranteed(&desk);
    let asked = format!("from={}", slot["date"].as_str().unwrap());
    let before = window(&board(&clerk, &asked), &slot["window"]).clone();
    assert!(count(&before, "promised") > 0, "the tablet holds a quota");

    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();

    let seen = board(&clerk, &asked);
    let after = window(&seen, &slot["window"]);
    assert_eq!(count(after, "booked"), count(&before, "booked") + u64::from(VISIT_UNITS));
    assert_eq!(count(after, "promised"), count(&before, "promised") - u64::from(VISIT_UNITS));
    assert_eq!(after["free"], before["free"]);
    let hers = after["appointments"].as_array().unwrap().iter().find(|one| one["customer"] == "Ms Lin").unwrap();
    assert_eq!(
        (&hers["step"], &hers["changeable"], &hers["finality"]["kind"], &hers["moved"]),
        (&json!("planned"), &json!(true), &json!("final"), &Value::Null)
    );
    let rights: Vec<Right> = hq.all();
    for one in windows(&seen) {
        let id = one["window"].as_str().unwrap();
        let to = |right: &&Right| matches!(right.subject, Subject::Window(window) if window.to_string() == id);
        let held = rights.iter().filter(to).filter(|right| right.holder.is_some()).map(|right| u64::from(right.left));
        assert_eq!(count(one, "promised"), held.sum::<u64>(), "{one}");
        let given = count(one, "booked") + count(one, "promised") + count(one, "free");
        assert_eq!(count(one, "capacity") + count(one, "short"), given, "{one}");
        let units = one["appointments"].as_array().unwrap().iter().map(|one| count(one, "units"));
        assert_eq!(units.sum::<u64>(), count(one, "booked"));
    }
}

#[test]
fn a_clerk_moves_and_the_tablet_sees_it_after_its_next_sync() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let slot = guaranteed(&desk);
    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    let asked = format!("from={}&days=7&kind=measure", slot["date"].as_str().unwrap());
    let seen = board(&clerk, &asked);
    let from = window(&seen, &slot["window"]);
    let hers = from["appointments"].as_array().unwrap().iter().find(|one| one["customer"] == "Ms Lin").unwrap();
    let fits = |one: &&Value| {
        let later = one["start_ms"].as_i64() > slot["start_ms"].as_i64();
        later && one["stores"].as_array().unwrap().contains(&hers["store"])
    };
    let open = windows(&seen).filter(fits).find(|one| count(one, "free") > 0).expect("a window is free");
    let full = windows(&seen).filter(fits).find(|one| count(one, "free") == 0);

    if let Some(full) = full {
        assert_eq!(does(&clerk, &moved(&hers["appointment"], &full["window"])), (409, json!("window_full")));
    }
    assert_eq!(does(&clerk, &moved(&hers["appointment"], &open["window"])), (204, Value::Null));

    let seen = board(&clerk, &asked);
    let (left, into) = (window(&seen, &slot["window"]), window(&seen, &open["window"]));
    assert_eq!(count(left, "free"), count(from, "free") + u64::from(VISIT_UNITS), "the place is headquarters' again");
    assert_eq!(count(into, "free"), count(open, "free") - u64::from(VISIT_UNITS));
    let there = into["appointments"].as_array().unwrap().iter().find(|one| one["customer"] == "Ms Lin").unwrap();
    assert_eq!(
        (&there["moved"]["start_ms"], &there["moved"]["by"], &there["moved"]["reason"]),
        (&slot["start_ms"], &json!(clerk.name), &json!("师傅调班"))
    );
    desk.sync();
    let sheet = desk.query("appointment", &json!({ "appointment": hers["appointment"] }));
    assert_eq!((&sheet["window"], &sheet["start_ms"]), (&open["window"], &open["start_ms"]));
    assert_eq!(does(&clerk, &moved(&hers["appointment"], &slot["window"])), (204, Value::Null), "and back");
}

#[test]
fn a_full_window_and_a_crew_on_the_road_are_refused_by_name() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let slots = desk.slots("guaranteed");
    let [slot, other] = &slots[..2] else { panic!("two windows are guaranteed") };
    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    let asked = format!("from={}&days=14", slot["date"].as_str().unwrap());
    let seen = board(&clerk, &asked);
    let booked = window(&seen, &slot["window"])["appointments"].as_array().unwrap().clone();
    let hers = booked.iter().find(|one| one["customer"] == "Ms Lin").unwrap();
    let small = json!({ "tag": "window.resize.v1", "window": other["window"], "capacity": 0, "reason": "师傅病了" });
    assert_eq!(does(&clerk, &small), (204, Value::Null));
    let short = board(&clerk, &asked);
    let short = window(&short, &other["window"]);
    assert_eq!((count(short, "capacity"), count(short, "free")), (0, 0));
    assert!(count(short, "short") > 0, "what was promised to the tablet is too much now");
    assert_eq!(does(&clerk, &moved(&hers["appointment"], &other["window"])), (409, json!("window_full")));

    desk.sync();
    let job = desk
        .people("measurer")
        .into_iter()
        .find_map(|who| {
            let person = Person::sign_in(&desk, who, "3690");
            let day = desk.query("jobs", &json!({ "day": slot["date"] }));
            let job = day["jobs"].as_array().unwrap().iter().find(|job| job["customer"] == "Ms Lin").cloned()?;
            Some((person, job))
        })
        .expect("a measurer of this store has the job");
    let (measurer, job) = job;
    for step in ["accepted", "on_the_way"] {
        measurer.moves(job["work_order"].as_str().unwrap(), step, None).is_final();
    }
    desk.sync();
    let seen = board(&clerk, &asked);
    let booked = window(&seen, &slot["window"])["appointments"].as_array().unwrap();
    let hers = booked.iter().find(|one| one["customer"] == "Ms Lin").unwrap();
    assert_eq!((&hers["step"], &hers["changeable"]), (&json!("on_the_way"), &json!(false)));
    let open = windows(&seen).find(|one| count(one, "free") > 0 && one["start_ms"].as_i64() > slot["end_ms"].as_i64());
    let refused = does(&clerk, &moved(&hers["appointment"], &open.expect("a window is free")["window"]));
    assert_eq!(refused, (409, json!("appointment_under_way")));
    let off = json!({ "tag": "appointment.cancel.v1", "appointment": hers["appointment"], "reason": "不做了" });
    assert_eq!(does(&clerk, &off), (409, json!("appointment_under_way")));
}

#[test]
fn days_off_swapped_days_and_years_without_holidays_stand_on_it() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let asked = format!("from={MONDAY}&days=3");
    let before = board(&clerk, &asked);
    assert_eq!(before["days"][0]["note"]["day"], "not_announced");
    assert_eq!(before["crews"][0]["works"][0]["announced"], false);

    let year = json!({ "year": 2031, "papers": [], "days": [
        { "name": "木匠节", "date": WEDNESDAY, "isOffDay": true },
        { "name": "木匠节", "date": MONDAY, "isOffDay": false },
    ]});
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), year.to_string()).unwrap();
    hq.command(&["calendar", "put", file.path().to_str().unwrap()]).well();

    let after = board(&clerk, &asked);
    assert_eq!(after["days"][2]["note"], json!({ "day": "holiday", "name": "木匠节" }));
    let crews = after["crews"].as_array().unwrap();
    let works = crews.iter().find(|crew| !crew["works"][2].is_null()).expect("a crew has a calendar")["works"].clone();
    assert_eq!((&works[2]["works"], &works[2]["reason"]["why"]), (&json!(false), &json!("holiday")));
    assert_eq!((&works[0]["works"], &works[0]["reason"]["why"]), (&json!(true), &json!("swapped_day")));
}

#[test]
fn it_is_for_clerks_and_bounded() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let status = |asked: &str| clerk.asks(Request::get(&format!("/v1/console/board{asked}"))).status;

    assert_eq!(Request::get("/v1/console/board").send(hq.address()).unwrap().status, 401);
    assert_eq!(status(""), 200);
    for odd in ["?days=0", "?days=15", "?from=tomorrow", "?store=west", "?kind=paint"] {
        assert_eq!(status(odd), 400, "{odd}");
    }
    let all = board(&clerk, "days=7");
    let store = &all["stores"][0]["id"];
    let own = board(&clerk, &format!("days=7&store={}", store.as_str().unwrap()));
    assert!(own["crews"].as_array().unwrap().len() < all["crews"].as_array().unwrap().len());
    assert!(windows(&own).all(|one| one["stores"].as_array().unwrap().contains(store)));
}

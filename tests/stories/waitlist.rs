//! The waiting list: somebody finds no place, another customer's falls free, and they are called.

use serde_json::{Value, json};

use crate::support::{Clerk, Hq, Request, Tablet, eventually};

fn does(clerk: &Clerk, op: &Value) {
    let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(op));
    assert_eq!(reply.status, 204, "{op}: {}", reply.text());
}

fn resize(clerk: &Clerk, window: &Value, capacity: u32) {
    does(clerk, &json!({ "tag": "window.resize.v1", "window": window, "capacity": capacity, "reason": "师傅少" }));
}

/// All windows of a day are closed but one, which is full with Ms Lin's visit. Answers that window and the appointment.
fn full_day(desk: &Tablet, clerk: &Clerk) -> (Value, Value) {
    let slot = desk.slots("guaranteed").into_iter().next().expect("the first tablet of a store holds quotas");
    let lin = desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin");
    lin.is_final();
    desk.sync();
    let asked = format!("/v1/console/board?from={}", slot["date"].as_str().unwrap());
    let board = clerk.asks(Request::get(&asked)).json();
    for crew in board["crews"].as_array().unwrap() {
        for window in crew["windows"].as_array().unwrap() {
            let hers = window["window"] == slot["window"];
            // Others may have visits in her window too: it has room for what is booked, and no more.
            let units = if hers { u32::try_from(window["booked"].as_u64().unwrap()).unwrap() } else { 0 };
            resize(clerk, &window["window"], units);
        }
    }
    let board = desk.query("booking_board", &json!({ "from": slot["date"], "days": 1, "kind": null }));
    let slots = board["slots"].as_array().unwrap();
    let booked = slots.iter().flat_map(|slot| slot["booked"].as_array().unwrap()).find(|one| one["name"] == "Ms Lin");
    (slot, booked.expect("she is on the board")["appointment"].clone())
}

fn joins(name: &str, day: &Value) -> Value {
    json!({ "tag": "waitlist.join.v1", "kind": "measure", "goods": null, "quantity": 1, "note": "两只狗",
        "contact": { "name": name, "phone": "13900001111", "address": "文三路 9 号" },
        "from": day, "until": day, "part": null, "appointment": null, "visit": null,
        "route": "heavy", "project": null, "order": null, "follows": null })
}

fn list(desk: &Tablet) -> Vec<Value> {
    desk.says(&["query", "waitlist"]).well().as_array().unwrap().clone()
}

/// Waits until headquarters keeps a place for the first of the list.
fn kept(desk: &Tablet) -> Value {
    eventually("a place is kept", || {
        desk.sync();
        list(desk).into_iter().map(|one| one["kept"].clone()).find(|kept| !kept.is_null())
    })
}

#[test]
fn a_place_that_falls_free_is_kept_for_whoever_waited_the_longest_and_taken_by_one_press() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (slot, lin) = full_day(&desk, &clerk);
    desk.seller().records(&joins("Ms Wang", &slot["date"])).is_final();
    desk.seller().records(&joins("Mr Zhao", &slot["date"])).is_final();
    desk.sync();
    assert!(list(&desk).iter().all(|one| one["kept"].is_null()), "nothing is free");

    desk.seller()
        .records(&json!({ "tag": "appointment.cancel.v1", "appointment": lin, "reason": "不装了" }))
        .is_final();
    let place = kept(&desk);
    let waiting = list(&desk);
    assert_eq!((waiting[0]["customer"].as_str(), &place["window"]), (Some("Ms Wang"), &slot["window"]));
    assert!(waiting[1]["kept"].is_null(), "there is one place");
    assert_eq!(waiting[0]["phone"], "+8613900001111", "as it is dialled from anywhere");
    assert_eq!(desk.status()["kept"], 1);
    let shown = clerk.asks(Request::get("/v1/console/waitlist")).json();
    assert_eq!((&shown[0]["customer"], &shown[0]["kept"]["window"]), (&json!("Ms Wang"), &slot["window"]));

    desk.seller().records(&place["take"]).is_provisional("quota_spent");
    desk.sync();
    let left: Vec<Value> = list(&desk);
    assert_eq!((left.len(), left[0]["customer"].as_str()), (1, Some("Mr Zhao")));
    let board = desk.query("booking_board", &json!({ "from": slot["date"], "days": 1, "kind": null }));
    let slots = board["slots"].as_array().unwrap();
    let hers = slots.iter().flat_map(|slot| slot["booked"].as_array().unwrap()).find(|one| one["name"] == "Ms Wang");
    assert_eq!(hers.expect("she has the place")["finality"]["kind"], "final");
}

#[test]
fn a_place_that_is_declined_goes_to_the_next_one() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (slot, lin) = full_day(&desk, &clerk);
    desk.seller().records(&joins("Ms Wang", &slot["date"])).is_final();
    desk.seller().records(&joins("Mr Zhao", &slot["date"])).is_final();
    desk.seller()
        .records(&json!({ "tag": "appointment.cancel.v1", "appointment": lin, "reason": "不装了" }))
        .is_final();
    let place = kept(&desk);
    let entry = list(&desk)[0]["entry"].clone();
    desk.seller()
        .records(&json!({ "tag": "waitlist.decline.v1", "entry": entry, "window": place["window"] }))
        .is_final();
    let second = eventually("the next one is kept it", || {
        desk.sync();
        list(&desk).into_iter().find(|one| one["customer"] == "Mr Zhao" && !one["kept"].is_null())
    });
    assert_eq!(second["kept"]["window"], slot["window"]);
    desk.seller().records(&json!({ "tag": "waitlist.leave.v1", "entry": second["entry"], "reason": "" })).is_final();
    desk.sync();
    assert_eq!(list(&desk).len(), 1, "the first one waits for another day");
}

#[test]
fn an_appointment_moves_to_the_earlier_place_that_was_kept_for_it() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (slot, lin) = full_day(&desk, &clerk);
    let later = desk.slots("guaranteed").into_iter().find(|one| one["date"].as_str() > slot["date"].as_str()).unwrap();
    desk.seller().books(later["window"].as_str().unwrap(), "Ms Wang").is_final();
    desk.sync();
    let board = desk.query("booking_board", &json!({ "from": later["date"], "days": 1, "kind": null }));
    let slots = board["slots"].as_array().unwrap();
    let hers = slots.iter().flat_map(|slot| slot["booked"].as_array().unwrap()).find(|one| one["name"] == "Ms Wang");
    let appointment = hers.unwrap()["appointment"].clone();
    let mut join = joins("Ms Wang", &slot["date"]);
    join["appointment"] = appointment.clone();
    desk.seller().records(&join).is_final();
    desk.seller()
        .records(&json!({ "tag": "appointment.cancel.v1", "appointment": lin, "reason": "不装了" }))
        .is_final();
    let place = kept(&desk);
    assert_eq!(list(&desk)[0]["earlier_than_ms"], later["start_ms"]);
    desk.seller().records(&place["take"]);
    desk.sync();
    let moved = desk.query("appointment", &json!({ "appointment": appointment }));
    assert_eq!((&moved["window"], &moved["finality"]["kind"]), (&slot["window"], &json!("final")));
    assert!(list(&desk).is_empty());
}

//! Appointments after they were booked: moved and called off beside the customer, at headquarters, and while the crew is on
//! the road without a network.

use serde_json::{Value, json};

use crate::support::{Hq, Person, Request, Tablet, VISIT_UNITS, Weather};

fn sheet(tablet: &Tablet, appointment: &str) -> Value {
    tablet.query("appointment", &json!({ "appointment": appointment }))
}

/// The appointment of `customer` on the board.
fn booked(tablet: &Tablet, customer: &str) -> String {
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let all = board["slots"].as_array().unwrap().iter().flat_map(|slot| slot["booked"].as_array().unwrap());
    let found = all.into_iter().find(|one| one["name"] == customer).expect("the board shows them");
    found["appointment"].as_str().unwrap().to_owned()
}

fn moved(appointment: &str, window: &Value, reason: &str) -> Value {
    json!({ "tag": "appointment.move.v1", "appointment": appointment, "window": window, "reason": reason })
}

fn cancelled(appointment: &str) -> Value {
    json!({ "tag": "appointment.cancel.v1", "appointment": appointment, "reason": "不做了" })
}

/// Two windows that the tablet can guarantee, of different crews or times.
fn two_guaranteed(tablet: &Tablet) -> [Value; 2] {
    let slots = tablet.slots("guaranteed");
    assert!(slots.len() > 1, "the first tablet of a store holds quotas");
    [slots[0].clone(), slots[1].clone()]
}

/// The job of an appointment, as somebody of its crew sees it on `van`.
fn job_at<'v>(van: &'v Tablet, date: &Value, customer: &str) -> (Person<'v>, Value) {
    for who in van.people("measurer") {
        let person = Person::sign_in(van, who, "3690");
        let day = van.query("jobs", &json!({ "day": date }));
        let job = day["jobs"].as_array().unwrap().iter().find(|job| job["customer"] == customer).cloned();
        if let Some(job) = job {
            return (person, job);
        }
    }
    panic!("no measurer has a job at {customer}");
}

#[test]
fn a_move_with_a_quota_stands_without_a_network_and_the_crew_sees_where_it_was() {
    let hq = Hq::open();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let [before, after] = two_guaranteed(&desk);
    let seller = desk.seller();
    seller.books(before["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.line.turns(Weather::Down);
    let appointment = booked(&desk, "Ms Lin");

    seller.records(&moved(&appointment, &after["window"], "出差")).is_final();

    let seen = sheet(&desk, &appointment);
    assert_eq!((&seen["start_ms"], &seen["finality"]["kind"]), (&after["start_ms"], &json!("final")));
    assert_eq!((&seen["moves"][0]["start_ms"], &seen["moves"][0]["reason"]), (&before["start_ms"], &json!("出差")));
    seller.records(&moved(&appointment, &after["window"], "")).is_refused("appointment_there");
    desk.line.turns(Weather::Fine);
    assert_eq!(desk.sync()["refused"], 0);
    van.sync();
    let (_, job) = job_at(&van, &after["date"], "Ms Lin");
    let seen = van.query("job", &json!({ "work_order": job["work_order"] }));
    assert_eq!((&seen["step"], &seen["moves"][0]["start_ms"]), (&json!("planned"), &before["start_ms"]));
    assert_eq!(sheet(&desk, &appointment)["sync"], "confirmed");
}

/// A window that the tablet can guarantee, and one of another crew that begins at the same time.
fn same_time(tablet: &Tablet) -> [Value; 2] {
    let (sure, others) = (tablet.slots("guaranteed"), tablet.slots("to_confirm"));
    for one in &sure {
        let roomy = |other: &Value| other["sure"].as_u64().max(other["free"].as_u64()) >= Some(VISIT_UNITS.into());
        let beside =
            |other: &&Value| other["start_ms"] == one["start_ms"] && other["crew"] != one["crew"] && roomy(other);
        if let Some(other) = sure.iter().chain(&others).find(beside) {
            return [one.clone(), other.clone()];
        }
    }
    panic!("no two crews are free at the same time");
}

#[test]
fn a_crew_hands_a_job_to_another_crew_on_the_road_and_everybody_sees_it() {
    let hq = Hq::open();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let [slot, beside] = same_time(&desk);
    let later = desk.slots("guaranteed").into_iter().find(|one| one["start_ms"] != slot["start_ms"]).unwrap();
    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    let appointment = booked(&desk, "Ms Lin");
    desk.sync();
    van.sync();
    van.line.turns(Weather::Down);
    let (measurer, job) = job_at(&van, &slot["date"], "Ms Lin");
    let work_order = json!({ "work_order": job["work_order"] });
    assert_eq!(van.query("job", &work_order)["appointment"], appointment.as_str());

    let free = van.query("free_crews", &json!({ "appointment": appointment }));
    let free: Vec<&Value> = free.as_array().unwrap().iter().map(|one| &one["window"]).collect();
    assert!(free.contains(&&beside["window"]) && !free.contains(&&slot["window"]) && !free.contains(&&later["window"]));

    measurer.records(&moved(&appointment, &later["window"], "")).is_refused("appointment_time_promised");
    let handed = measurer.records(&moved(&appointment, &beside["window"], "车坏了"));
    assert_eq!(handed.refusal(), None, "{handed:?}");

    let (taker, seen) = job_at(&van, &slot["date"], "Ms Lin");
    assert_ne!(taker.name, measurer.name, "it is in the other crew's list at once");
    assert_eq!((&seen["start_ms"], &seen["step"]), (&slot["start_ms"], &json!("planned")));
    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["refused"], 0);
    desk.sync();
    let at_store = sheet(&desk, &appointment);
    assert_eq!((&at_store["window"], &at_store["finality"]["kind"]), (&beside["window"], &json!("final")));
    assert_eq!(at_store["moves"][0]["reason"], "车坏了");
    assert!(van.cases().is_empty() && desk.cases().is_empty());
}

#[test]
fn the_place_that_falls_free_is_headquarters_to_give_again() {
    let hq = Hq::open();
    let (desk, other) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let [slot, _] = two_guaranteed(&desk);
    let window = slot["window"].as_str().unwrap();
    let seller = desk.seller();
    seller.books(window, "Ms Lin").is_final();
    desk.sync();
    let free = |hq: &Hq| -> u32 {
        let windows: Vec<tenon_domain::entities::Window> = hq.all();
        windows.into_iter().find(|one| one.id.to_string() == window).expect("it is there").free
    };
    let before = free(&hq);

    seller.records(&cancelled(&booked(&desk, "Ms Lin"))).is_final();
    desk.sync();

    assert_eq!(free(&hq), before + VISIT_UNITS);
    other.sync();
    other.seller().books(window, "Mr Zhou");
    other.sync();
    assert_eq!(free(&hq), before, "another customer has it");
    assert!(desk.cases().is_empty());
}

#[test]
fn called_off_while_the_crew_drives_without_a_network_both_are_told() {
    let hq = Hq::open();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let [slot, _] = two_guaranteed(&desk);
    let seller = desk.seller();
    seller.books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    van.sync();
    let (measurer, job) = job_at(&van, &slot["date"], "Ms Lin");
    let work_order = job["work_order"].as_str().unwrap();
    measurer.moves(work_order, "accepted", None).is_final();
    van.sync();
    van.line.turns(Weather::Down);
    measurer.moves(work_order, "on_the_way", None).is_final();

    seller.records(&cancelled(&booked(&desk, "Ms Lin"))).is_final();
    desk.sync();
    van.line.turns(Weather::Fine);
    van.sync();

    let case = van.only_case();
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&json!("conflict"), &json!("work_order_step")));
    desk.sync();
    assert_eq!(desk.only_case()["id"], case["id"], "the store reads the same");
    assert_eq!(van.query("job", &json!({ "work_order": work_order }))["step"], "cancelled");
}

#[test]
fn moved_at_headquarters_while_done_on_site_what_was_done_counts_and_people_are_told() {
    let hq = Hq::open();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let [slot, elsewhere] = two_guaranteed(&desk);
    let seller = desk.seller();
    seller.books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    van.sync();
    let (measurer, job) = job_at(&van, &slot["date"], "Ms Lin");
    let work_order = job["work_order"].as_str().unwrap();
    van.line.turns(Weather::Down);
    desk.line.turns(Weather::Down);
    for step in ["accepted", "on_the_way", "on_site"] {
        measurer.moves(work_order, step, None).is_final();
    }
    // Guaranteed to the customer beside the seller, who cannot know that the crew has arrived.
    let appointment = booked(&desk, "Ms Lin");
    seller.records(&moved(&appointment, &elsewhere["window"], "")).is_final();

    van.line.turns(Weather::Fine);
    van.sync();
    desk.line.turns(Weather::Fine);
    desk.sync();

    assert_eq!(desk.only_case()["refusal"]["code"], "appointment_under_way");
    let seen = sheet(&desk, &appointment);
    assert_eq!(
        (&seen["start_ms"], &seen["step"], &seen["changeable"]),
        (&slot["start_ms"], &json!("on_site"), &json!(false))
    );
    let clerk = hq.clerk();
    let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(&cancelled(&appointment)));
    assert_eq!((reply.status, &reply.json()["code"]), (409, &json!("appointment_under_way")));
}

#[test]
fn a_clerk_moves_what_another_store_may_not_touch() {
    let hq = Hq::open();
    let (desk, west) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let [slot, _] = two_guaranteed(&desk);
    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    west.sync();
    let appointment = booked(&desk, "Ms Lin");
    let free: Vec<tenon_domain::entities::Window> = hq.all();
    let start = slot["start_ms"].as_i64().unwrap();
    let into = free.iter().find(|one| one.free > 0 && one.start_ms > start && format!("{:?}", one.kind) == "Measure");
    let into = json!(into.expect("some window is free").id);

    west.seller().records(&moved(&appointment, &into, "")).is_refused("appointment_unknown");
    let board = west.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    assert!(!board.to_string().contains("Ms Lin"), "another store's customer is named");
    let reply = hq.clerk().asks(Request::new("POST", "/v1/console/operations").json(&moved(&appointment, &into, "")));
    assert_eq!(reply.status, 204, "{}", reply.text());
    desk.sync();
    assert_eq!(sheet(&desk, &appointment)["window"], into);
}

#[test]
fn a_crew_that_falls_ill_keeps_its_promises_on_the_board_until_people_settle_them() {
    let hq = Hq::open();
    let desk = hq.tablet("Binjiang");
    let [slot, elsewhere] = two_guaranteed(&desk);
    let seller = desk.seller();
    seller.books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    let board = desk.query("booking_board", &json!({ "from": slot["date"], "days": 1, "kind": "measure" }));
    let crews = board["crews"].as_array().unwrap();
    let crew = crews.iter().find(|crew| crew["id"] == slot["crew"]).unwrap()["name"]["zh"].as_str().unwrap();
    let (date, window) = (slot["date"].as_str().unwrap(), slot["window"].as_str().unwrap());
    let resize = |capacity: &str| {
        let args = ["windows", "resize", "--date", date, "--crew", crew, "--window", window, "--capacity", capacity];
        hq.command(&[&args[..], &["--reason", "师傅病了"]].concat())
    };
    let of = |said: &Value| said.as_array().unwrap().iter().find(|one| one["window"] == window).unwrap().clone();

    let ill = of(&resize("0").well());
    assert_eq!((&ill["capacity"], &ill["free"]), (&json!(0), &json!(0)));
    assert!(ill["short"].as_u64() > Some(0));
    desk.sync();
    let case = desk.only_case();
    assert_eq!(
        (&case["refusal"]["code"], &case["refusal"]["facts"]["reason"]),
        (&json!("window_short"), &json!("师傅病了"))
    );
    assert!(case["subject"].as_str().unwrap().contains("Ms Lin"));
    let appointment = booked(&desk, "Ms Lin");
    seller.records(&moved(&appointment, &elsewhere["window"], "师傅病了")).is_final();
    desk.sync();
    let listed = hq.command(&["windows", "list", "--date", date, "--crew", crew]);
    assert_eq!(of(&listed.well())["short"].as_u64(), ill["short"].as_u64().map(|short| short - u64::from(VISIT_UNITS)));
    let wrong = resize("101");
    assert_eq!((wrong.code, &wrong.answer["code"]), (Some(1), &json!("window_capacity")));
}

#[test]
fn blocked_hours_take_their_share_of_a_window_and_those_who_no_longer_fit_are_named() {
    let hq = Hq::open();
    let (desk, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let [slot, _] = two_guaranteed(&desk);
    desk.seller().books(slot["window"].as_str().unwrap(), "Ms Lin").is_final();
    desk.sync();
    let window = || {
        let windows: Vec<tenon_domain::entities::Window> = hq.all();
        windows.into_iter().find(|one| json!(one.id) == slot["window"]).expect("it is there")
    };
    let does = |tag: &str, (start_ms, end_ms): (i64, i64)| {
        let op = json!({
            "tag": tag, "crew": slot["crew"], "date": slot["date"], "start_ms": start_ms, "end_ms": end_ms,
            "reason": "修车",
        });
        let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(&op));
        (reply.status, if reply.status == 204 { Value::Null } else { reply.json()["code"].clone() })
    };
    let before = window();
    let half = (before.start_ms, before.start_ms + (before.end_ms - before.start_ms) / 2);

    assert_eq!(does("crew.block.v1", half), (204, Value::Null));
    let blocked = window();
    assert_eq!(blocked.capacity, before.capacity - before.capacity.div_ceil(2));
    assert_eq!(blocked.promised(), before.promised(), "what is promised stays promised");
    assert_eq!((blocked.blocks[0].reason.as_str(), &blocked.blocks[0].by_name), ("修车", &clerk.name));
    assert_eq!(does("crew.block.v1", half), (409, json!("blocked_before")));
    assert_eq!(does("crew.block.v1", (half.0 - 60_000, half.0)), (409, json!("nothing_to_block")));

    assert_eq!(does("crew.unblock.v1", half), (204, Value::Null));
    assert_eq!(window(), before, "all is as it was");

    // The whole window: nobody fits in, and the clerk reads who.
    assert_eq!(does("crew.block.v1", (before.start_ms, before.end_ms)), (204, Value::Null));
    assert_eq!((window().capacity, window().free), (0, 0));
    // Others may have visits in the window too: each is named.
    let hers = |cases: Vec<Value>| cases.into_iter().find(|case| case["subject"].as_str().unwrap().contains("Ms Lin"));
    let named = hers(clerk.cases()).expect("the clerk is told");
    assert_eq!(
        (&named["refusal"]["code"], &named["refusal"]["facts"]["reason"]),
        (&json!("window_short"), &json!("修车"))
    );
    desk.sync();
    assert!(hers(desk.cases()).is_some());
}

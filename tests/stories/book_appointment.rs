//! Booking a measurement: guaranteed by a quota, to be confirmed without one, refused when the window is full.

use serde_json::{Value, json};
use tenon_domain::entities::{Appointment, Window};

use crate::support::{Hq, Tablet, VISIT_UNITS, Weather};

fn slot(tablet: &Tablet, window: &str) -> Value {
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    board["slots"].as_array().unwrap().iter().find(|slot| slot["window"] == window).expect("it is there").clone()
}

fn id(slot: &Value) -> String {
    slot["window"].as_str().unwrap().to_owned()
}

/// A window of which this tablet holds no place although one is free at headquarters.
fn without_quota(tablet: &Tablet) -> String {
    id(tablet.slots("to_confirm").first().expect("a window without a quota"))
}

/// What headquarters has of a window: units free, and bookings made in these stories.
fn at_hq(hq: &Hq, window: &str) -> (u32, Vec<Appointment>) {
    let row = hq.all::<Window>().into_iter().find(|one| one.id.to_string() == window).expect("it is there");
    let mut booked: Vec<Appointment> = hq.all();
    booked.retain(|one| one.window == row.id && one.contact.phone == "+8613800005555");
    (row.free, booked)
}

#[test]
fn a_quota_guarantees_the_place_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let window = id(tablet.slots("guaranteed").first().expect("the first tablet of a store holds quotas"));
    tablet.line.turns(Weather::Down);

    seller.books(&window, "Ms Lin").is_final();

    let booked = slot(&tablet, &window)["booked"].clone();
    let hers = booked.as_array().unwrap().iter().find(|one| one["name"] == "Ms Lin").expect("the board shows her");
    assert_eq!((&hers["finality"]["kind"], &hers["sync"]), (&"final".into(), &"waiting".into()));
    seller.books(&window, "Mr Zhou").is_provisional("quota_spent");

    tablet.line.turns(Weather::Fine);
    tablet.sync();
    let (_, booked) = at_hq(&hq, &window);
    assert!(booked.iter().any(|one| one.contact.name == "Ms Lin"));
}

#[test]
fn without_a_quota_the_place_waits_and_is_confirmed() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let window = without_quota(&tablet);
    let (free, _) = at_hq(&hq, &window);
    tablet.line.turns(Weather::Down);
    seller.books(&window, "Ms Lin").is_provisional("right_unknown");

    tablet.line.turns(Weather::Fine);
    tablet.sync();

    let hers = slot(&tablet, &window)["booked"].as_array().unwrap().last().cloned().expect("she is booked");
    assert_eq!((&hers["finality"]["kind"], &hers["sync"]), (&"final".into(), &"confirmed".into()));
    let (left, booked) = at_hq(&hq, &window);
    assert_eq!((left, booked.len()), (free - VISIT_UNITS, 1));
}

#[test]
fn a_window_that_filled_up_meanwhile_becomes_a_case_with_rebooking() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let window = without_quota(&tablet);
    tablet.line.turns(Weather::Down);
    seller.books(&window, "Ms Lin").is_provisional("right_unknown");

    hq.administer(|commit| {
        let mut row = commit.rows().all::<Window>()?.into_iter().find(|one| one.id.to_string() == window).unwrap();
        row.free = 0;
        commit.put(&row)
    });
    tablet.line.turns(Weather::Fine);
    tablet.sync();

    let case = tablet.only_case();
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&"refused".into(), &"window_full".into()));
    assert_eq!(case["subject"], "Ms Lin");
    assert!(case["remedies"].as_array().unwrap().contains(&"rebook".into()));
    assert!(at_hq(&hq, &window).1.is_empty());
    assert_eq!(slot(&tablet, &window)["state"], "full");
}

#[test]
fn tablets_of_two_stores_never_overfill_a_window() {
    let hq = Hq::open();
    let (binjiang, west) = (hq.tablet("Binjiang"), hq.tablet("West"));
    // Both stores share the crew; each tablet guarantees what its quotas say and promises the rest.
    let window = id(binjiang.slots("guaranteed").first().expect("a guaranteed window"));
    let (free, _) = at_hq(&hq, &window);
    for (tablet, customer) in [(&binjiang, "Ms Lin"), (&west, "Mr Zhou")] {
        tablet.line.turns(Weather::Down);
        let seller = tablet.seller();
        seller.books(&window, customer);
        seller.books(&window, "another");
        tablet.line.turns(Weather::Fine);
    }

    west.sync();
    binjiang.sync();

    let (left, booked) = at_hq(&hq, &window);
    assert_eq!(left, 0, "four wanted it");
    assert_eq!(booked.len(), usize::try_from(free / VISIT_UNITS).unwrap() + 1, "what was free and the one quota");
    assert!(booked.iter().any(|one| one.contact.name == "Ms Lin"), "the guaranteed one stands");
    assert_eq!(hq.clerk().cases().len(), 4 - booked.len());
}

#[test]
fn a_contact_without_a_phone_is_not_saved() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let window = without_quota(&tablet);
    let contact = json!({ "name": "Ms Lin", "phone": " ", "address": "Jianghan Road 1" });
    let booking = json!({
        "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": null, "contact": contact, "note": "",
    });

    let refusal = tablet.submit(&booking).is_refused("contact_incomplete");

    assert_eq!(refusal["facts"]["field"], "phone");
}

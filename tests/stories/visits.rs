//! Customers come and go.

use serde_json::{Value, json};
use tenon_domain::entities::StoreVisit;

use crate::support::{Hq, Weather};

#[test]
fn a_customer_is_checked_in_and_leaves_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    tablet.line.turns(Weather::Down);

    seller.checks_in("Ms Lin").is_final();
    let visit = tablet.session()["visit"].clone();
    assert_eq!((&visit["name"], &visit["sync"]), (&"Ms Lin".into(), &"waiting".into()));

    seller.ends_visit(visit["id"].as_str().unwrap()).is_final();
    assert_eq!(tablet.session()["visit"], Value::Null);

    tablet.line.turns(Weather::Fine);
    let report = tablet.sync();
    assert_eq!((&report["accepted"], &report["waiting"]), (&3.into(), &0.into()), "sign-in, check-in, end");
    let at_hq: Vec<StoreVisit> = hq.all();
    let at_hq = at_hq.into_iter().find(|one| one.name == "Ms Lin").expect("headquarters has the visit");
    assert!(at_hq.ended_ms.is_some());
}

#[test]
fn colleagues_see_the_visit_on_the_stores_other_tablet() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    desk.seller().checks_in("Mr Zhou").is_final();

    desk.sync();
    floor.sync();

    let visits = floor.says(&["query", "visits"]).well();
    let visit = visits.as_array().unwrap().iter().find(|one| one["name"] == "Mr Zhou").expect("it is there");
    assert_eq!(visit["sync"], "confirmed");
}

#[test]
fn a_customer_without_a_name_is_not_saved() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();

    seller.checks_in("   ").is_refused("name_missing");

    assert_eq!(tablet.journal().len(), 1, "the sign-in alone");
}

#[test]
fn a_phone_is_read_as_it_was_typed_or_refused_but_never_guessed() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let visit = |phone: &str| {
        tablet.submit(&json!({ "tag": "visit.check_in.v1", "name": "Ms Lin", "phone": phone, "card": null }))
    };

    visit("138OO138OOO").is_refused("phone_letters");
    visit("1380013800").is_refused("phone_wrong");
    visit("１３８ 0013-8000").is_final();
    tablet.sync();

    let phones: Vec<_> =
        hq.all::<StoreVisit>().into_iter().filter(|one| one.name == "Ms Lin").map(|one| one.phone).collect();
    assert_eq!(phones, [Some("+8613800138000".to_owned())]);
    assert_eq!(tablet.session()["visit"]["phone_masked"], "138 **** 8000");
}

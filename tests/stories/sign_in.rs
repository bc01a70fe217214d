//! Signing in: the PIN is checked on the tablet, with or without a network.

use serde_json::Value;
use tenon_domain::entities::Staff;

use crate::support::{Hq, Weather, sign_in};

#[test]
fn a_seller_signs_in_with_the_right_pin_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.line.turns(Weather::Down);

    let seller = tablet.seller();

    assert_eq!(tablet.session()["staff"]["name"], seller.name.as_str());
}

#[test]
fn a_wrong_pin_leaves_the_tablet_as_it_was() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, _) = tablet.people("seller").swap_remove(0);

    let refusal = tablet.submit(&sign_in(&id, "4321")).is_refused("pin_wrong");

    assert_eq!(refusal["facts"]["left"], 2);
    assert_eq!(tablet.session()["staff"], Value::Null);
    assert!(tablet.journal().is_empty());
}

#[test]
fn three_wrong_pins_lock_the_name_but_not_the_others() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let people = tablet.people("seller");
    let (first, second) = (&people[0].0, &people[1].0);
    // Each try is a program of its own: starting again forgets nothing.
    tablet.submit(&sign_in(first, "0000")).is_refused("pin_wrong");
    tablet.submit(&sign_in(first, "1111")).is_refused("pin_wrong");
    tablet.submit(&sign_in(first, "2222")).is_refused("pin_locked");

    tablet.submit(&sign_in(first, "1234")).is_refused("pin_locked");
    tablet.screens().submit(&sign_in(first, "1234")).is_refused("pin_locked");

    tablet.submit(&sign_in(second, "1234")).is_final();
}

#[test]
fn the_right_pin_forgives_the_wrong_ones() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, _) = tablet.people("seller").swap_remove(0);

    for _ in 0..2 {
        tablet.submit(&sign_in(&id, "0000")).is_refused("pin_wrong");
        tablet.submit(&sign_in(&id, "1111")).is_refused("pin_wrong");
        tablet.submit(&sign_in(&id, "1234")).is_final();
    }
}

#[test]
fn someone_who_left_cannot_sign_in_once_the_tablet_knows() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, name) = tablet.people("seller").swap_remove(0);
    tablet.seller();

    hq.administer(|commit| {
        let mut staff = commit.rows().all::<Staff>()?.into_iter().find(|one| one.name == name).expect("they exist");
        staff.active = false;
        commit.put(&staff)
    });
    tablet.sync();

    assert_eq!(tablet.session()["staff"], Value::Null, "nobody is signed in under their name");
    assert!(tablet.people("seller").iter().all(|(known, _)| *known != id));
    tablet.submit(&sign_in(&id, "1234")).is_refused("staff_left");
}

#[test]
fn nothing_is_done_in_the_name_of_someone_who_left_while_signed_in() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    hq.administer(|commit| {
        let mut staff =
            commit.rows().all::<Staff>()?.into_iter().find(|one| one.name == seller.name).expect("they exist");
        staff.active = false;
        commit.put(&staff)
    });
    tablet.sync();

    seller.checks_in("Ms Lin").is_refused("staff_left");
}

#[test]
fn nobody_acts_without_signing_in() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let visit = serde_json::json!({ "tag": "visit.check_in.v1", "name": "Ms Lin", "phone": null, "card": null });

    tablet.submit(&visit).is_refused("not_signed_in");

    assert!(tablet.journal().is_empty());
}

//! Headquarters cannot be reached, or something else answers in its place.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tenon_domain::entities::StoreVisit;

use crate::support::{Hq, Weather, eventually, sign_in};

fn visit(name: &str) -> Value {
    json!({ "tag": "visit.check_in.v1", "name": name, "phone": null, "card": null })
}

#[test]
fn work_goes_on_while_headquarters_is_down_and_drains_when_it_is_back() {
    let mut hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    let seller = tablet.seller();
    hq.kill();

    seller.checks_in("Ms Lin").is_final();
    seller.redeems(&card).is_final();
    let complaint = tablet.sync_fails();
    assert!(complaint.contains("head office cannot be reached"), "{complaint}");
    assert!(complaint.contains("error sending request: "), "it says why: {complaint}");
    let status = tablet.status();
    assert_eq!((&status["state"], &status["waiting"]), (&"offline".into(), &3.into()));

    hq.start();
    let report = tablet.sync();
    assert_eq!((&report["pushed"], &report["accepted"], &report["waiting"]), (&3.into(), &3.into(), &0.into()));
    assert!(hq.clerk().redemption(&card.number).is_some());
}

#[test]
fn a_sign_in_page_of_the_network_is_no_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    seller.checks_in("Ms Lin").is_final();
    let (rows, journal) = (tablet.rows(), tablet.journal());
    tablet.line.turns(Weather::WebPage);

    let complaint = tablet.sync_fails();

    assert!(complaint.contains("what answered is not head office: a web page"), "{complaint}");
    assert_eq!(tablet.status()["state"], "offline");
    assert_eq!((tablet.rows(), tablet.journal()), (rows, journal), "nothing changed");
    seller.checks_in("Mr Zhou").is_final();

    tablet.line.turns(Weather::Fine);
    assert_eq!(tablet.sync()["accepted"], 3);
}

#[test]
fn the_screens_show_the_link_and_find_it_again_by_themselves() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, _) = tablet.people("seller").swap_remove(0);
    let screens = tablet.screens();
    eventually("the first exchange", || (screens.status()["state"] == "online").then_some(()));

    tablet.line.turns(Weather::WebPage);
    screens.submit(&sign_in(&id, "1234")).is_final();
    eventually("the screens notice", || (screens.status()["state"] == "offline").then_some(()));
    screens.submit(&visit("Ms Lin")).is_final();
    assert_eq!(screens.status()["waiting"], 2);

    tablet.line.turns(Weather::Fine);
    eventually("what waited is handed in", || {
        let status = screens.status();
        (status["state"] == "online" && status["waiting"] == 0).then_some(())
    });
    assert!(hq.all::<StoreVisit>().iter().any(|one| one.name == "Ms Lin"));
}

#[test]
fn a_line_that_takes_calls_and_falls_silent_delays_nobody() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, _) = tablet.people("seller").swap_remove(0);
    tablet.line.turns(Weather::Silent);
    let screens = tablet.screens();
    screens.submit(&sign_in(&id, "1234")).is_final();

    let begun = Instant::now();
    for customer in ["Ms Lin", "Mr Zhou", "Ms Gao"] {
        screens.submit(&visit(customer)).is_final();
    }

    assert!(begun.elapsed() < Duration::from_secs(5), "no customer waits for a network: {:?}", begun.elapsed());
    assert_eq!(screens.status()["waiting"], 4);
}

#[test]
fn work_that_one_tablet_did_alone_does_not_wait_for_the_others() {
    let hq = Hq::open();
    let (online, offline) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    offline.line.turns(Weather::RequestLost);
    offline.seller().checks_in("Ms Lin").is_final();
    offline.sync_fails();

    online.seller().checks_in("Mr Zhou").is_final();
    assert_eq!(online.sync()["waiting"], 0);

    offline.line.turns(Weather::Fine);
    offline.sync();
    let visits = offline.says(&["query", "visits"]).well();
    let mut names: Vec<&str> = visits.as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Mr Zhou", "Ms Lin"]);
}

//! Two servers over one database and one data folder: whichever a tablet or a clerk asks, it is one headquarters.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;
use tenon_domain::Finality;
use tenon_domain::entities::{Case, Redemption, Standing, StoreVisit};

use crate::support::{Hq, Request, Tablet, eventually, finish, on_postgres, program, run};

/// Between two rounds of a tablet that nothing wakes.
const ROUND: Duration = Duration::from_secs(30);
const CUSTOMERS: usize = 200;

/// Two servers; none where the stories are told on SQLite, which serves one.
fn open() -> Option<(Hq, Hq)> {
    if !on_postgres() {
        eprintln!("not told here: two servers share a PostgreSQL database");
        return None;
    }
    let one = Hq::open();
    let other = one.another();
    Some((one, other))
}

#[test]
fn a_card_is_redeemed_once() {
    let Some((one, other)) = open() else { return };
    let (first, second) = (one.tablet("Binjiang"), other.tablet("West"));
    let cards = one.cards("High-tech", "Mini program");
    let cards = &cards[..3.min(cards.len())];
    for card in cards {
        first.seller().redeems(card).is_provisional("right_unknown");
        second.seller().redeems(card).is_provisional("right_unknown");
    }

    // Both at the same time, each to its own server.
    let syncing = [&first, &second].map(|tablet| tablet.starts(&["sync"]));
    for one in syncing {
        finish(one).well();
    }
    first.sync();
    second.sync();

    for card in cards {
        let mut standing: Vec<Redemption> = one.all();
        standing.retain(|redemption| redemption.number == card.number && redemption.standing == Standing::Stands);
        assert_eq!((standing.len(), standing[0].finality), (1, Finality::Final), "{}", card.number);
    }
    let cases: Vec<Case> = one.all();
    let lost: usize = cases.iter().map(|case| 1 + case.cascade.len()).sum();
    assert_eq!(lost, cards.len(), "each that lost is in a case");
    assert_eq!(first.cases().len() + second.cases().len(), cases.len());
    let clerk = one.clerk();
    assert_eq!((clerk.cases().len(), clerk.at(&other).cases().len()), (cases.len(), cases.len()));
}

#[test]
fn a_change_at_one_is_heard_at_the_other() {
    let Some((one, other)) = open() else { return };
    let (near, far) = (other.tablet("Binjiang"), one.tablet("Binjiang"));
    let screens = near.screens();
    eventually("the tablet is online", || (screens.status()["state"] == "online").then_some(()));
    let seller = far.seller();
    let windows = far.slots("to_confirm");
    let board = || screens.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let began = Instant::now();
    for (window, customer) in windows.iter().zip(["Ms Lin", "Mr Zhou", "Ms He"]) {
        let window = window["window"].as_str().expect("a window");
        assert_eq!(seller.books(window, customer).refusal(), None);
        far.sync();
        eventually("the other tablet shows the booking", || board().to_string().contains(customer).then_some(()));
    }
    assert!(began.elapsed() < 2 * ROUND, "it came by rounds, not by hints");
}

#[test]
fn a_code_and_a_session_are_good_at_both() {
    let Some((one, other)) = open() else { return };
    let code = one.code_for("Binjiang");
    let tablet = Tablet::new(one.line());
    tablet.enrol(&code).well();
    tablet.line.leads_to(&other);
    tablet.sync();
    assert_eq!(Tablet::new(other.line()).enrol(&code).code, Some(1), "a code enrols one tablet");

    let clerk = one.clerk();
    assert_eq!(clerk.at(&other).devices().len(), clerk.devices().len());
    let out = clerk.at(&other).asks(Request::new("DELETE", "/v1/console/session"));
    assert_eq!(out.status, 204);
    assert_eq!(clerk.asks(Request::get("/v1/console/cases")).status, 401, "signed out at one is signed out");

    let tries = [&one, &other, &one, &other, &one, &other].map(|hq| {
        let asked = json!({ "login": clerk.name, "pin": "0000" });
        Request::new("POST", "/v1/console/session").json(&asked).send(hq.address()).unwrap().json()["code"].clone()
    });
    assert_eq!(tries[..5], vec![json!("pin_wrong"); 5]);
    assert_eq!(tries[5], "pin_locked", "wrong PINs are counted together");
}

#[test]
fn the_tablets_of_a_server_that_was_killed_go_on_at_the_other() {
    let Some((mut one, other)) = open() else { return };
    let tablet = one.tablet("Binjiang");
    tablet.seller();
    tablet.checks_in_many(CUSTOMERS);
    for pause_ms in [0, 3, 10, 40, 120] {
        let (up, _) = tablet.line.carried();
        let mut syncing = tablet.starts(&["sync"]);
        while tablet.line.carried().0 == up && syncing.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
        one.kill();
        finish(syncing);
        tablet.is_sound();
        if tablet.waiting() == 0 {
            break;
        }
        one.start();
    }
    one.kill();
    // What it had received and not judged is judged by the other, whether or not its tablet comes.
    let judged = || one.all::<StoreVisit>().iter().filter(|visit| visit.name.starts_with("Customer ")).count();
    let received = one.received(&tablet);
    eventually("what was received is judged", || (received == 0 || judged() == CUSTOMERS).then_some(()));

    tablet.line.leads_to(&other);
    tablet.sync();

    assert_eq!((tablet.waiting(), tablet.cases().len()), (0, 0));
    let mut visits = BTreeMap::new();
    for visit in other.all::<StoreVisit>().into_iter().filter(|one| one.name.starts_with("Customer ")) {
        *visits.entry(visit.name).or_insert(0) += 1;
    }
    assert_eq!((visits.len(), visits.values().copied().max()), (CUSTOMERS, Some(1)), "each of them once");
}

#[test]
fn the_catalog_is_the_same_at_both() {
    let Some((one, other)) = open() else { return };
    let (first, second) = (one.tablet("Binjiang"), other.tablet("Binjiang"));
    let manifest = |tablet: &Tablet, hq: &Hq| {
        tablet.signs("GET", "/v1/catalog/manifest", Vec::new()).send(hq.address()).unwrap().json()
    };
    let [here, there] = [&one, &other].map(|hq| manifest(&first, hq));
    assert_eq!(here, there, "a download that began at one goes on at the other");
    let words = one.data().join("words.txt");
    std::fs::write(&words, "sofa, couch\n").unwrap();
    let version = one.command(&["synonyms", words.to_str().unwrap()]).well()["version"].clone();
    for (tablet, hq) in [(&first, &other), (&second, &one)] {
        tablet.line.leads_to(hq);
        eventually("the new catalog is there", || {
            tablet.sync();
            (tablet.status()["catalog"]["version"] == version).then_some(())
        });
    }
}

#[test]
fn a_server_with_other_keys_does_not_start() {
    let Some((one, _other)) = open() else { return };
    let folder = tempfile::tempdir().unwrap();
    let tenon_hq::database::Target::Postgres(url) = one.chain().target() else { return };
    let mut serve = program("tenon-hq");
    serve.arg("--data").arg(folder.path()).args(["--database", url, "serve", "--listen", "127.0.0.1:0"]);
    let said = run(&mut serve, "");
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert!(said.log.contains("keys"), "{}", said.log);
}

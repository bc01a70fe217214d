//! The server of the database is killed and comes back, while headquarters serves on.

use std::collections::BTreeMap;
use std::time::Duration;

use tenon_domain::entities::StoreVisit;

use crate::support::{Chain, Hq, Request, eventually, finish};

const CUSTOMERS: usize = 120;

fn health(hq: &Hq) -> u16 {
    Request::get("/healthz").send(hq.address()).expect("headquarters answers").status
}

#[test]
fn headquarters_says_so_and_goes_on_when_it_is_back() {
    let Some(chain) = Chain::found_with_a_server() else { return };
    let hq = Hq::of(chain);
    let tablet = hq.tablet("Binjiang");
    let (clerk, seller, process) = (hq.clerk(), tablet.seller(), hq.process());
    tablet.sync();

    hq.chain().server().kill();

    // Its sessions outlive it for a moment.
    eventually("headquarters misses its database", || (health(&hq) == 503).then_some(()));
    for _ in 0..12 {
        assert_eq!(health(&hq), 503);
    }
    let reply = clerk.asks(Request::get("/v1/console/cases"));
    assert_eq!((reply.status, &reply.json()["code"]), (503, &"database_away".into()));
    assert!(reply.header("retry-after").is_some());
    seller.checks_in("Ms Lin").is_final();
    tablet.sync_fails();
    assert_eq!(tablet.waiting(), 1);

    hq.chain().server().serve();

    eventually("headquarters finds its database", || (health(&hq) == 200).then_some(()));
    assert_eq!(hq.process(), process, "it was not started again");
    tablet.sync();
    assert_eq!((tablet.waiting(), tablet.cases().len()), (0, 0));
    assert!(hq.all::<StoreVisit>().iter().any(|visit| visit.name == "Ms Lin"));
    assert_eq!(clerk.asks(Request::get("/v1/console/cases")).status, 200, "the clerk is still signed in");
    hints_come_again(&hq);
}

/// Whoever listens hears of commits after the restart as before.
fn hints_come_again(hq: &Hq) {
    let (near, far) = (hq.tablet("West"), hq.tablet("West"));
    let screens = near.screens();
    eventually("the tablet is online", || (screens.status()["state"] == "online").then_some(()));
    let began = std::time::Instant::now();
    for customer in ["Mr Wu", "Mr Xu", "Mr Gu"] {
        far.seller().checks_in(customer).is_final();
        far.sync();
        let seen = || near.rows().iter().any(|(_, _, body)| body.contains(customer)).then_some(());
        eventually("the other tablet has the visit", seen);
    }
    assert!(began.elapsed() < Duration::from_mins(1), "it came by rounds, not by hints");
}

#[test]
fn what_is_handed_in_meanwhile_counts_once() {
    let Some(chain) = Chain::found_with_a_server() else { return };
    let hq = Hq::of(chain);
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    tablet.checks_in_many(CUSTOMERS);
    for pause_ms in [0, 5, 20, 60, 150] {
        let (up, _) = tablet.line.carried();
        let mut syncing = tablet.starts(&["sync"]);
        while tablet.line.carried().0 == up && syncing.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
        hq.chain().server().kill();
        finish(syncing);
        tablet.is_sound();
        hq.chain().server().serve();
        eventually("headquarters finds its database", || (health(&hq) == 200).then_some(()));
        let received = hq.received(&tablet);
        assert!(received == 0 || received == CUSTOMERS + 1, "a batch is taken in as a whole: {received}");
    }

    tablet.sync();

    assert_eq!((tablet.waiting(), tablet.cases().len()), (0, 0));
    let mut visits = BTreeMap::new();
    for visit in hq.all::<StoreVisit>().into_iter().filter(|one| one.name.starts_with("Customer ")) {
        *visits.entry(visit.name).or_insert(0) += 1;
    }
    assert_eq!(visits.len(), CUSTOMERS);
    assert!(visits.values().all(|times| *times == 1), "each of them once");
}

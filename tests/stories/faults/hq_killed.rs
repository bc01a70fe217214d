//! Headquarters is killed while a tablet hands in what it did in days.

use std::collections::BTreeMap;
use std::time::Duration;

use tenon_domain::entities::StoreVisit;

use crate::support::{Hq, Weather, finish};

const CUSTOMERS: usize = 300;

#[test]
fn whole_operations_only_and_each_once_however_often_it_is_killed() {
    let mut hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    tablet.line.turns(Weather::Down);
    tablet.checks_in_many(CUSTOMERS);
    tablet.line.turns(Weather::Fine);

    let mut kills = 0;
    for pause_ms in [0, 0, 1, 2, 4, 8, 15, 30, 60, 90, 120, 180, 240, 300, 400] {
        let (up, _) = tablet.line.carried();
        let mut syncing = tablet.starts(&["sync"]);
        // Until the first bytes arrive there is nothing to interrupt.
        while tablet.line.carried().0 == up && syncing.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
        hq.kill();
        kills += 1;
        finish(syncing);
        tablet.is_sound();
        let received = hq.received(&tablet);
        assert!(received == 0 || received == CUSTOMERS + 1, "a batch is taken in as a whole: {received}");
        hq.start();
        if tablet.waiting() == 0 {
            break;
        }
    }
    assert!(kills >= 3, "it was interrupted: {kills} times");

    let report = tablet.sync();

    assert_eq!((&report["waiting"], &report["refused"], &report["conflicts"]), (&0.into(), &0.into(), &0.into()));
    assert_eq!(hq.received(&tablet), CUSTOMERS + 1);
    let mut visits = BTreeMap::new();
    for visit in hq.all::<StoreVisit>().into_iter().filter(|one| one.name.starts_with("Customer ")) {
        *visits.entry(visit.name).or_insert(0) += 1;
    }
    assert_eq!(visits.len(), CUSTOMERS);
    assert!(visits.values().all(|times| *times == 1), "each of them once");
    assert!(tablet.cases().is_empty() && hq.clerk().cases().is_empty());
}

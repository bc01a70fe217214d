//! Headquarters did what it was asked, and its answer was lost.

use tenon_domain::entities::StoreVisit;

use crate::support::{Hq, Weather};

#[test]
fn what_was_handed_in_counts_once() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    let seller = tablet.seller();
    seller.checks_in("Ms Lin").is_final();
    seller.redeems(&card).is_final();
    tablet.line.turns(Weather::AnswerLost);

    for _ in 0..3 {
        tablet.sync_fails();
    }
    assert!(hq.clerk().redemption(&card.number).is_some(), "headquarters has applied it");
    assert_eq!(tablet.status()["waiting"], 3, "the tablet does not know");

    tablet.line.turns(Weather::Fine);
    let report = tablet.sync();

    assert_eq!((&report["accepted"], &report["waiting"]), (&3.into(), &0.into()));
    let visits: Vec<StoreVisit> = hq.all();
    assert_eq!(visits.iter().filter(|one| one.name == "Ms Lin").count(), 1);
    assert!(tablet.cases().is_empty(), "handing in again is no contradiction");
    assert_eq!(hq.received(&tablet), 3);
}

#[test]
fn a_request_that_was_lost_is_made_again() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller().checks_in("Ms Lin").is_final();
    tablet.line.turns(Weather::RequestLost);

    tablet.sync_fails();
    assert_eq!(hq.received(&tablet), 0);

    tablet.line.turns(Weather::Fine);
    assert_eq!(tablet.sync()["accepted"], 2);
    assert_eq!(hq.received(&tablet), 2);
}

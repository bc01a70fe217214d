//! The line breaks in the middle of what is being said, at one place after the other.

use tenon_domain::entities::StoreVisit;

use crate::support::{Hq, Tablet, Weather};

/// Bytes from one cut to the next: not a power of two, so that cuts fall everywhere in frames and records.
const STEP: u64 = 37;

fn visits_of(tablet: &Tablet, names: &[&str]) -> usize {
    let visits = tablet.says(&["query", "visits"]).well();
    let shown = |name: &str| visits.as_array().unwrap().iter().any(|one| one["name"] == name);
    names.iter().filter(|name| shown(name)).count()
}

#[test]
fn an_answer_cut_anywhere_leaves_nothing_partly_visible() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let names = ["Ms Lin", "Mr Zhou", "Ms Gao"];
    let seller = desk.seller();
    for name in names {
        seller.checks_in(name).is_final();
    }
    desk.sync();
    let before = floor.rows();

    let mut cuts = 0;
    for bytes in (0..).step_by(usize::try_from(STEP).unwrap()) {
        floor.line.turns(Weather::CutDown(bytes));
        let said = floor.says(&["sync"]);
        if said.code == Some(0) {
            break;
        }
        cuts += 1;
        assert_eq!(floor.rows(), before, "cut after {bytes} bytes");
        floor.is_sound();
    }

    assert!(cuts > 10, "the answer is longer than that: {cuts} cuts");
    assert_eq!(visits_of(&floor, &names), 3);
}

#[test]
fn a_request_cut_anywhere_is_handed_in_whole_or_not_at_all() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    for name in ["Ms Lin", "Mr Zhou", "Ms Gao"] {
        seller.checks_in(name).is_final();
    }
    let journal = tablet.journal();

    let mut cuts = 0;
    for bytes in (0..).step_by(usize::try_from(STEP).unwrap()) {
        tablet.line.turns(Weather::CutUp(bytes));
        let said = tablet.says(&["sync"]);
        if said.code == Some(0) {
            break;
        }
        cuts += 1;
        assert_eq!(hq.received(&tablet), 0, "cut after {bytes} bytes");
        assert_eq!(tablet.journal(), journal);
    }

    assert!(cuts > 10, "the request is longer than that: {cuts} cuts");
    assert_eq!((hq.received(&tablet), tablet.waiting()), (4, 0));
    let visits: Vec<StoreVisit> = hq.all();
    assert_eq!(visits.iter().filter(|one| one.name == "Mr Zhou").count(), 1);
}

#[test]
fn the_first_sync_of_a_tablet_heals_wherever_it_was_cut() {
    let hq = Hq::open();
    let whole = hq.tablet("Binjiang");
    let (_, length) = whole.line.carried();
    let products = whole.query("search", &serde_json::json!({ "text": "", "limit": 1 }))["total"].clone();

    let tablet = Tablet::new(hq.line());
    tablet.enrol(&hq.code_for("Binjiang")).well();
    let empty = tablet.rows();
    for part in 1..16 {
        tablet.line.turns(Weather::CutDown(length * part / 16));
        let said = tablet.says(&["sync"]);
        let rows = tablet.rows();
        assert!(rows == empty || tablet.people("seller").len() == 4, "all people of the store or nobody");
        let found = tablet.query("search", &serde_json::json!({ "text": "", "limit": 1 }))["total"].clone();
        assert!(found == 0 || found == products, "the catalog is there as a whole or not at all");
        if said.code == Some(0) {
            break;
        }
    }

    tablet.line.turns(Weather::Fine);
    tablet.sync();
    assert_eq!(tablet.query("search", &serde_json::json!({ "text": "", "limit": 1 }))["total"], products);
    tablet.is_sound();
}

#[test]
fn a_catalog_download_goes_on_where_it_was_cut() {
    let hq = Hq::open();
    let whole = Tablet::new(hq.line());
    whole.enrol(&hq.code_for("West")).well();
    let length = whole.sync()["bytes_down"].as_u64().unwrap();
    let tablet = Tablet::new(hq.line());
    tablet.enrol(&hq.code_for("West")).well();

    tablet.line.turns(Weather::CutDown(length - 20_000));
    tablet.sync_fails();
    tablet.line.turns(Weather::Fine);
    let report = tablet.sync();

    let again = report["bytes_down"].as_u64().unwrap();
    assert!(again < 60_000 && again < length / 2, "{again} bytes came again of {length}");
}

//! Operations that headquarters cannot judge or must not believe: kept aside for people, in nobody's way.

use serde_json::{Value, json};
use tenon_domain::entities::StoreVisit;
use tenon_domain::{Hash, Id, OpId, Signed};
use tenon_store::tablet::{Touches, append, tail};
use tenon_sync::sign;

use crate::support::{Hq, Tablet};

/// Puts an operation that this version does not know into the journal, properly chained: what a newer app would leave behind when it is set back.
fn leaves_behind(tablet: &Tablet, op: Value) -> OpId {
    let mut last: Value = serde_json::from_str(&tablet.journal().last().unwrap().bytes).unwrap();
    let mut conn = tablet.database();
    let (seq, hash) = tail(&mut conn).unwrap();
    let id: OpId = Id::new(Hash::of(&seq.to_be_bytes()).uuid());
    last["id"] = json!(id);
    last["seq"] = json!(seq + 1);
    last["prev"] = json!(hash);
    last["op"] = op;
    append(&mut conn, seq + 1, id, last.to_string(), &Touches::default()).unwrap();
    id
}

#[test]
fn an_unknown_operation_is_kept_aside_and_what_follows_is_judged() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    seller.checks_in("Ms Lin").is_final();
    let unknown = leaves_behind(&tablet, json!({ "tag": "kitchen.dream.v9", "colour": "sage" }));
    seller.checks_in("Mr Zhou").is_final();

    let report = tablet.sync();

    assert_eq!((&report["accepted"], &report["quarantined"], &report["waiting"]), (&3.into(), &1.into(), &0.into()));
    let case = tablet.only_case();
    assert_eq!((&case["id"], &case["nature"]), (&json!(unknown), &"quarantined".into()));
    assert_eq!(case["refusal"]["code"], "unknown_operation");
    assert_eq!(case["tag"], "kitchen.dream.v9");
    assert_eq!(hq.clerk().cases().len(), 1);
    let visits: Vec<StoreVisit> = hq.all();
    assert!(["Ms Lin", "Mr Zhou"].iter().all(|name| visits.iter().any(|one| one.name == *name)));
    tablet.is_sound();
}

#[test]
fn a_known_operation_that_cannot_be_read_is_kept_aside_too() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    leaves_behind(&tablet, json!({ "tag": "visit.check_in.v1", "name": 7 }));
    leaves_behind(&tablet, json!("no tag at all"));
    seller.checks_in("Mr Zhou").is_final();

    let report = tablet.sync();

    assert_eq!((&report["accepted"], &report["quarantined"], &report["waiting"]), (&2.into(), &2.into(), &0.into()));
    assert!(tablet.cases().iter().all(|case| case["refusal"]["code"] == "unreadable_operation"));
}

#[test]
fn a_device_that_contradicts_itself_is_suspended_and_nothing_it_said_before_is_touched() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    seller.checks_in("Ms Lin").is_final();
    tablet.sync();

    // Someone with the tablet's key rewrites what it had handed in.
    let entry = tablet.journal().swap_remove(1);
    let rewritten: Signed = sign(&tablet.identity().key, entry.bytes.replace("Ms Lin", "Mr Wang"));
    assert_eq!(tablet.exchange(vec![rewritten], |_| {}).send(hq.address()).unwrap().status, 200);

    let visits: Vec<StoreVisit> = hq.all();
    assert!(visits.iter().any(|one| one.name == "Ms Lin") && visits.iter().all(|one| one.name != "Mr Wang"));
    seller.checks_in("Mr Zhou").is_final();
    let report = tablet.sync();
    assert_eq!((&report["accepted"], &report["quarantined"]), (&0.into(), &1.into()));
    let status = tablet.status();
    assert_eq!((&status["state"], &status["reason"]["code"]), (&"blocked".into(), &"device_suspended".into()));
    let cases = hq.clerk().cases();
    assert!(cases.iter().any(|case| case["refusal"]["code"] == "device_suspended"), "{cases:#?}");
}

#[test]
fn an_operation_with_a_forged_signature_is_not_believed() {
    let hq = Hq::open();
    let (tablet, thief) = (hq.tablet("Binjiang"), hq.tablet("West"));
    tablet.seller().checks_in("Ms Lin").is_final();
    let entry = tablet.journal().swap_remove(0);
    let forged = sign(&thief.identity().key, entry.bytes);

    // Inside a request that the tablet itself signed, as a broken program might send it.
    tablet.exchange(vec![forged], |_| {}).send(hq.address()).unwrap();

    assert_eq!(hq.received(&tablet), 0);
    assert!(hq.clerk().cases().iter().any(|case| case["nature"] == "quarantined"));
}

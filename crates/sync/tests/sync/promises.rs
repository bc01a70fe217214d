//! What was promised to a customer stays promised, whatever becomes of the operation.

use crate::showroom::{self, Hq, Tablet, seller};
use serde_json::json;
use tenon_domain::Finality;
use tenon_domain::entities::{DeviceState, Right, Ruling, Verdict};
use tenon_domain::ops::ReturnRight;
use tenon_store::tablet::spent;
use tenon_sync::tablet::rights_to_return;

/// A final redemption that HQ could only record as a conflict left its right unspent, and the tablet, told so by the
/// verdict, could redeem the same card for good a second time.
#[test]
fn a_conflict_consumes_the_right_that_was_spent() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let card = hq.sell(1, Some(tablet.identity.device));
    tablet.sync(&mut hq);
    let sale = tablet.redeem(&card).unwrap();
    assert_eq!(sale.finality, Finality::Final);
    hq.put(&seller(false));
    tablet.sync(&mut hq);
    assert!(matches!(hq.ruling(sale.op), Some(Ruling::Conflict { .. })));
    assert_eq!(hq.get::<Right>(card.right()).unwrap().left, 0);
    hq.put(&seller(true));
    tablet.sync(&mut hq);
    assert_ne!(tablet.redeem(&card).unwrap().finality, Finality::Final);
}

/// A quarantined operation has not been judged: HQ's rows do not say yet what it spent, so the tablet must remember.
#[test]
fn a_quarantined_spend_stays_spent() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let device = tablet.identity.device;
    let card = hq.sell(1, Some(device));
    tablet.sync(&mut hq);
    let sale = tablet.redeem(&card).unwrap();
    let mut suspended = hq.get(device).unwrap();
    suspended.state = DeviceState::Suspended;
    hq.put(&suspended);
    tablet.sync(&mut hq);
    assert!(matches!(hq.ruling(sale.op), Some(Ruling::Quarantined { .. })));
    assert_eq!(spent(&mut tablet.conn, card.right(), 1).unwrap(), 1);
    assert_ne!(tablet.redeem(&card).unwrap().finality, Finality::Final);
}

/// A device whose word HQ does not take cannot give anything back; it tried again at every contact, and every try made
/// a case.
#[test]
fn a_suspended_device_gives_nothing_back() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let device = tablet.identity.device;
    let card = hq.sell(1, Some(device));
    let right = hq.get::<Right>(card.right()).unwrap();
    hq.put(&Right { wanted: true, ..right });
    tablet.sync(&mut hq);
    assert_eq!(rights_to_return(&mut tablet.conn, device).unwrap(), [card.right()]);
    let mut suspended = hq.get(device).unwrap();
    suspended.state = DeviceState::Suspended;
    hq.put(&suspended);
    tablet.sync(&mut hq);
    assert!(rights_to_return(&mut tablet.conn, device).unwrap().is_empty());
}

/// A card was redeemed provisionally; by the time HQ heard of it, HQ had granted the right to that very device. Nobody
/// asked for the right then, and the customer would have waited for ever.
#[test]
fn a_provisional_redemption_is_settled_by_the_right_of_its_own_device() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let card = hq.sell(1, None);
    tablet.sync(&mut hq);
    let sale = tablet.redeem(&card).unwrap();
    assert_ne!(sale.finality, Finality::Final);
    let right = hq.get::<Right>(card.right()).unwrap();
    hq.put(&Right { holder: Some(tablet.identity.device), epoch: 2, ..right });
    tablet.sync(&mut hq);
    for right in rights_to_return(&mut tablet.conn, tablet.identity.device).unwrap() {
        tablet.submit(ReturnRight { right }).unwrap();
    }
    tablet.sync(&mut hq);
    let settled = hq.get::<Right>(card.right()).unwrap();
    assert_eq!((settled.holder, settled.left), (None, 0));
}

/// HQ may be ahead of the tablet: a ruling of a kind that the tablet does not know ends the wait, and frees nothing.
#[test]
fn a_verdict_of_a_later_version_holds_nothing_up() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let card = hq.sell(1, Some(tablet.identity.device));
    tablet.sync(&mut hq);
    let sale = tablet.redeem(&card).unwrap();
    let asked =
        tenon_sync::tablet::next_exchange(&mut tablet.conn, &tablet.identity.key, showroom::NOW_MS, None).unwrap();
    let mut answer = hq.serve(tablet.identity.device, &asked, 2_000);
    for body in answer.page.bodies.iter_mut().filter(|body| body.kind == "verdict") {
        let mut verdict: serde_json::Value = serde_json::from_str(&body.body).unwrap();
        verdict["ruling"] = json!({"kind": "deferred", "until": "spring"});
        body.body = verdict.to_string();
        assert!(serde_json::from_str::<Verdict>(&body.body).is_err());
    }
    tenon_sync::tablet::take_in(&mut tablet.conn, &asked, &answer).unwrap();
    assert_eq!(tablet.pending(), 0);
    assert_eq!(spent(&mut tablet.conn, card.right(), 1).unwrap(), 1);
    assert!(hq.ruling(sale.op).is_some());
}

//! Operations that cannot be judged.

use crate::showroom::{Hq, Tablet};
use serde_json::json;
use tenon_domain::Id;
use tenon_domain::entities::{Case, DeviceState, Ruling};

/// A stamp that could not be read broke the judging of everything behind it, on that device, for ever.
#[test]
fn an_unreadable_stamp_is_quarantined_and_the_rest_goes_on() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    let card = hq.sell(1, Some(tablet.identity.device));
    tablet.sync(&mut hq);
    let poison = tablet.journal(|stamp| stamp["at"] = json!("yesterday"));
    let sale = tablet.redeem(&card).unwrap().op;
    tablet.sync(&mut hq);
    assert!(matches!(hq.ruling(poison), Some(Ruling::Quarantined { .. })));
    assert!(matches!(hq.ruling(sale), Some(Ruling::Accepted { .. })));
    assert_eq!(hq.get::<Case>(Id::new(poison.0)).unwrap().op, poison);
    assert_eq!(tablet.pending(), 0);
}

/// Where not even number and link can be read, the chain cannot go on: the device is suspended and people are told,
/// instead of an error that the tablet would run into for ever.
#[test]
fn a_stamp_without_number_or_link_suspends_the_device() {
    let mut hq = Hq::new();
    let mut tablet = Tablet::new(1, &mut hq);
    tablet.sync(&mut hq);
    tablet.journal(|stamp| stamp["prev"] = json!(7));
    tablet.sync(&mut hq);
    assert_eq!(hq.get(tablet.identity.device).unwrap().state, DeviceState::Suspended);
}

//! Cases: whatever needs a person is shown until a person closes it.

use crate::support::{Hq, Tablet};

/// A tablet with one open case: its card had been redeemed elsewhere.
fn tablet_with_a_case(hq: &Hq) -> Tablet {
    let (first, second) = (hq.tablet("West"), hq.tablet("Binjiang"));
    let card = hq.card("High-tech");
    first.seller().redeems(&card).is_provisional("right_unknown");
    second.seller().redeems(&card).is_provisional("right_unknown");
    first.sync();
    second.sync();
    second
}

#[test]
fn a_clerk_closes_a_case_and_the_tablet_sees_it() {
    let hq = Hq::open();
    let tablet = tablet_with_a_case(&hq);
    let clerk = hq.clerk();
    let case = clerk.cases().swap_remove(0);
    assert_eq!(case["id"], tablet.only_case()["id"]);

    assert_eq!(clerk.closes(&case, "acknowledged", "the customer left").status, 204);
    tablet.sync();

    assert!(clerk.cases().is_empty());
    let attention = tablet.attention();
    assert_eq!(attention["mine"], serde_json::json!([]));
    let closed = &attention["settled"][0]["closed"];
    assert_eq!((&closed["by"], &closed["remedy"]), (&clerk.name.as_str().into(), &"acknowledged".into()));
    assert_eq!(closed["note"], "the customer left");
}

#[test]
fn a_seller_closes_a_case_and_the_clerk_sees_it() {
    let hq = Hq::open();
    let tablet = tablet_with_a_case(&hq);
    let case = tablet.only_case();
    let seller = tablet.seller();

    seller.closes(&case, "acknowledged", "the customer was told").is_final();
    assert!(tablet.cases().is_empty(), "at once on this tablet");
    assert_eq!(hq.clerk().cases().len(), 1, "not yet at headquarters");
    tablet.sync();

    assert!(hq.clerk().cases().is_empty());
}

#[test]
fn of_two_who_close_a_case_the_first_stands_and_the_other_is_told() {
    let hq = Hq::open();
    let tablet = tablet_with_a_case(&hq);
    let clerk = hq.clerk();
    let case = tablet.only_case();
    tablet.seller().closes(&case, "acknowledged", "called the customer").is_final();
    assert_eq!(clerk.closes(&case, "acknowledged", "").status, 204);

    let again = clerk.closes(&case, "acknowledged", "");
    assert_eq!((again.status, &again.json()["code"]), (409, &"case_closed".into()));
    let report = tablet.sync();

    assert_eq!(report["refused"], 1);
    let told = tablet.only_case();
    assert_eq!((&told["tag"], &told["refusal"]["code"]), (&"case.close.v1".into(), &"case_closed".into()));
    assert_eq!(told["refusal"]["facts"]["by"], clerk.name.as_str());
}

#[test]
fn nothing_but_a_person_closes_a_case() {
    let hq = Hq::open();
    let tablet = tablet_with_a_case(&hq);

    tablet.sync();
    tablet.sync();

    tablet.only_case();
    assert_eq!(hq.clerk().cases().len(), 1);
}

//! Discounts by hand: within one's own authority at once, beyond it by somebody who may, below the floor by nobody.

use serde_json::{Value, json};
use tenon_domain::entities::DiscountAuthority;

use crate::support::{Hq, Outcome, Person, Request, Tablet};

/// The first sofa in the catalog with `percent` taken off its price.
fn offer(tablet: &Tablet, percent: i64) -> (Value, i64) {
    let hit = tablet.query("search", &json!({ "text": "sofa", "limit": 1 }))["hits"][0].clone();
    let line = |off: i64| json!({ "product_id": hit["product_id"], "variant_id": hit["variant_id"], "count": 1, "discount_minor": off });
    let plain = tablet.query("discount_offer", &line(0));
    let off = plain["goods"]["list_minor"].as_i64().expect("a price") * percent / 100;
    (tablet.query("discount_offer", &line(off)), off)
}

fn asks(tablet: &Tablet, goods: &Value, off: i64) -> Outcome {
    let op =
        json!({ "tag": "discount.ask.v1", "goods": goods, "off_minor": off, "visit": null, "note": "floor model" });
    tablet.submit(&json!({ "op": op, "pin": null }))
}

fn answers(tablet: &Tablet, request: &Value, granted: bool, pin: Option<(&str, &str)>) -> Outcome {
    let op = json!({ "tag": "discount.answer.v1", "request": request, "granted": granted, "note": "" });
    let pin = pin.map(|(staff, pin)| json!({ "staff": staff, "pin": pin }));
    tablet.submit(&json!({ "op": op, "pin": pin }))
}

fn discounts(tablet: &Tablet) -> Vec<Value> {
    tablet.says(&["query", "discounts"]).well().as_array().expect("a list").clone()
}

/// A seller who asks for a manager's discount; what the tablet then shows of it.
fn asked(tablet: &Tablet) -> Value {
    let _seller = tablet.seller();
    let (offer, off) = offer(tablet, 5);
    assert_eq!(offer["allowance"]["answer"], "needs_approval", "{offer}");
    asks(tablet, &offer["goods"], off).is_final();
    let mut shown = discounts(tablet);
    assert_eq!((shown.len(), &shown[0]["answer"]), (1, &Value::Null));
    shown.remove(0)
}

#[test]
fn a_small_discount_is_the_sellers_own() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let _seller = tablet.seller();
    let (offer, off) = offer(&tablet, 2);
    assert_eq!(offer["allowance"]["answer"], "within");
    assert!(off <= offer["own_minor"].as_i64().unwrap() && offer["own_minor"].as_i64() < offer["most_minor"].as_i64());

    asks(&tablet, &offer["goods"], off).is_final();

    assert_eq!(discounts(&tablet)[0]["answer"]["granted"], true);
    assert_eq!(tablet.sync()["accepted"], 2, "the sign-in and the discount");
    assert!(tablet.cases().is_empty());
}

#[test]
fn nobody_goes_below_the_floor() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let _seller = tablet.seller();
    let (offer, off) = offer(&tablet, 45);
    assert_eq!(offer["allowance"]["answer"], "never");
    let refusal = asks(&tablet, &offer["goods"], off).is_refused("discount_below_floor");
    assert!(refusal["facts"]["floor_minor"].as_i64().unwrap() > 0);
    assert!(discounts(&tablet).is_empty());
}

#[test]
fn a_manager_grants_with_their_pin_on_the_sellers_tablet() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let request = asked(&tablet);
    let manager = tablet.people("manager").swap_remove(0);
    let names: Vec<&Value> = request["able"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert!(names.contains(&&Value::from(manager.1.as_str())), "{names:?}");

    answers(&tablet, &request["id"], true, None).is_refused("discount_beyond_authority");
    answers(&tablet, &request["id"], true, Some((&manager.0, "9999"))).is_refused("pin_wrong");
    answers(&tablet, &request["id"], true, Some((&manager.0, "2580"))).is_final();

    let answer = &discounts(&tablet)[0]["answer"];
    assert_eq!((&answer["granted"], &answer["by_name"]), (&true.into(), &manager.1.as_str().into()));
    let seller = tablet.people("seller").swap_remove(0);
    assert_eq!(tablet.session()["staff"]["id"], seller.0.as_str(), "the seller is still signed in");
    assert_eq!(tablet.sync()["accepted"], 3);
    assert!(tablet.cases().is_empty());
}

#[test]
fn a_manager_on_another_tablet_answers_and_the_first_answer_stands() {
    let hq = Hq::open();
    let (sellers, managers) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let request = asked(&sellers);
    sellers.sync();
    managers.sync();
    let manager = managers.people("manager").swap_remove(0);
    let _manager = Person::sign_in(&managers, manager.clone(), "2580");
    let seen = discounts(&managers).remove(0);
    assert_eq!((&seen["id"], &seen["yours"], &seen["note"]), (&request["id"], &true.into(), &"floor model".into()));

    // Both answer without knowing of each other.
    answers(&managers, &request["id"], false, None).is_final();
    answers(&sellers, &request["id"], true, Some((&manager.0, "2580"))).is_final();
    managers.sync();
    sellers.sync();

    assert_eq!(discounts(&sellers)[0]["answer"]["granted"], false);
    let case = sellers.only_case();
    assert_eq!((&case["refusal"]["code"], &case["tag"]), (&"discount_answered".into(), &"discount.answer.v1".into()));
}

#[test]
fn headquarters_judges_by_the_authority_that_holds_there() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let request = asked(&tablet);
    hq.administer(|commit| {
        let mut authority: DiscountAuthority =
            commit.rows().entity(DiscountAuthority::ID)?.expect("the demonstration has one");
        authority.version += 1;
        authority.rules.iter_mut().for_each(|rule| rule.limit_bp = 100);
        commit.put(&authority)
    });
    let manager = tablet.people("manager").swap_remove(0);
    answers(&tablet, &request["id"], true, Some((&manager.0, "2580"))).is_final();

    tablet.sync();

    let codes: Vec<Value> = tablet.cases().iter().map(|case| case["refusal"]["code"].clone()).collect();
    assert!(codes.contains(&"discount_below_floor".into()), "{codes:?}");
    assert!(discounts(&tablet).iter().all(|one| one["answer"]["granted"] != true));
}

#[test]
fn a_clerk_answers_what_no_manager_may() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let _seller = tablet.seller();
    let (offer, off) = offer(&tablet, 15);
    assert_eq!(offer["allowance"], json!({ "answer": "needs_approval", "by": ["clerk"] }), "{offer}");
    asks(&tablet, &offer["goods"], off).is_final();
    tablet.sync();
    let clerk = hq.clerk();
    let waiting = clerk.asks(Request::get("/v1/console/discounts")).json()[0].clone();
    assert_eq!(
        (&waiting["grantable"], &waiting["answer"], &waiting["note"]),
        (&true.into(), &Value::Null, &"floor model".into())
    );

    let path = format!("/v1/console/discounts/{}/answer", waiting["id"].as_str().unwrap());
    let says = |granted: bool| clerk.asks(Request::new("POST", &path).json(&json!({ "granted": granted, "note": "" })));
    assert_eq!(says(true).status, 204);
    let again = says(false);
    assert_eq!((again.status, &again.json()["code"]), (409, &"discount_answered".into()));
    tablet.sync();

    let answer = &discounts(&tablet)[0]["answer"];
    assert_eq!((&answer["granted"], &answer["by_name"]), (&true.into(), &clerk.name.as_str().into()));
}

//! Discounts by hand on quotes: within one's own authority at once, beyond it by somebody who may, below the floor by nobody.

use serde_json::{Value, json};
use tenon_domain::entities::DiscountAuthority;

use super::quotes::serving;
use crate::support::{Hq, Outcome, Person, Request, Tablet, Weather, under};

fn answers(tablet: &Tablet, quote: &str, granted: bool, pin: Option<(&str, &str)>) -> Outcome {
    let version = tablet.version(quote);
    let off = &version["sums"]["discount_minor"];
    let op =
        json!({ "tag": "quote.answer.v1", "version": version["id"], "off_minor": off, "granted": granted, "note": "" });
    tablet.submit(&under(&op, pin))
}

/// A seller who asks for more than their own; the quote.
fn asked(tablet: &Tablet) -> String {
    serving(tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let own = tablet.prices(&lines, 0)["own_minor"].as_i64().unwrap();
    tablet.quotes(&lines, own + 100)
}

#[test]
fn a_sellers_own_discount_is_granted_with_the_writing() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    tablet.line.turns(Weather::Down);
    let lines = [tablet.line("1", "sofa", 1), tablet.line("2", "lamp", 2)];
    let plain = tablet.prices(&lines, 0);
    let own = plain["own_minor"].as_i64().unwrap();
    assert!(own > 0 && own < plain["most_minor"].as_i64().unwrap(), "{plain:#}");

    let quote = tablet.quotes(&lines, own);

    let version = tablet.version(&quote);
    let sums = &version["sums"];
    assert_eq!(sums["discount_minor"], own);
    assert_eq!(sums["total_minor"].as_i64().unwrap(), plain["sums"]["total_minor"].as_i64().unwrap() - own);
    assert_eq!(version["approval"]["answer"]["granted"], true);
    assert_eq!(tablet.quote(&quote)["state"], "open");
    tablet.line.turns(Weather::Fine);
    assert_eq!(tablet.sync()["accepted"], 3, "sign-in, check-in, quote");
    assert!(tablet.cases().is_empty());
}

#[test]
fn a_seller_learns_who_may_approve_a_discount() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let total = tablet.prices(&lines, 0)["sums"]["total_minor"].as_i64().unwrap();
    let asks = |share: i64| tablet.prices(&lines, total * share / 100)["allowance"].clone();
    assert_eq!(asks(0), Value::Null);
    assert_eq!(asks(1)["answer"], "within");
    assert_eq!(asks(6), json!({ "answer": "needs_approval", "by": ["manager", "clerk"] }));
    assert_eq!(asks(70)["answer"], "never");
}

#[test]
fn a_manager_grants_more_and_nobody_signs_before() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let own = tablet.prices(&lines, 0)["own_minor"].as_i64().unwrap();
    let quote = tablet.quotes(&lines, own + 100);
    assert_eq!(tablet.quote(&quote)["state"], "waiting");
    tablet.sells(&quote).is_refused("quote_waits_for_approval");

    let manager = tablet.manager();
    answers(&tablet, &quote, true, None).is_refused("discount_beyond_authority");
    answers(&tablet, &quote, true, Some((&manager.0, "9999"))).is_refused("pin_wrong");
    answers(&tablet, &quote, true, Some((&manager.0, manager.1))).is_final();

    assert_eq!(tablet.quote(&quote)["state"], "open");
    let seller = tablet.people("seller").swap_remove(0);
    assert_eq!(tablet.session()["staff"]["id"], seller.0.as_str(), "the seller is still signed in");
    answers(&tablet, &quote, true, Some((&manager.0, manager.1))).is_refused("discount_answered");
    tablet.sells(&quote).is_final();
    // What was granted is fixed: changing it makes a new version, which waits again.
    let content = tablet.prices(&lines, own + 200)["content"].clone();
    tablet.writes(Some(&quote), &content).is_final();
    assert_eq!(tablet.quote(&quote)["earlier"].as_array().unwrap().len(), 1);
    tablet.sync();
    assert!(tablet.cases().is_empty());
}

#[test]
fn a_manager_on_another_tablet_answers_and_the_first_answer_stands() {
    let hq = Hq::open();
    let (sellers, managers) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let quote = asked(&sellers);
    sellers.sync();
    managers.sync();
    let manager = managers.people("manager").swap_remove(0);
    let _manager = Person::sign_in(&managers, manager.clone(), "2580");
    let waiting = managers.says(&["query", "quotes_waiting"]).well();
    assert_eq!((&waiting[0]["id"], waiting.as_array().map(Vec::len)), (&json!(quote), Some(1)), "{waiting:#}");
    assert_eq!(managers.quote(&quote)["yours"], true);

    // Both answer without knowing of each other.
    answers(&managers, &quote, false, None).is_final();
    answers(&sellers, &quote, true, Some((&manager.0, "2580"))).is_final();
    managers.sync();
    sellers.sync();

    assert_eq!(sellers.quote(&quote)["state"], "declined");
    assert_eq!(managers.says(&["query", "quotes_waiting"]).well(), json!([]));
    let case = sellers.only_case();
    assert_eq!((&case["refusal"]["code"], &case["tag"]), (&"discount_answered".into(), &"quote.answer.v1".into()));
}

#[test]
fn headquarters_judges_by_the_authority_that_holds_there() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let quote = asked(&tablet);
    hq.administer(|commit| {
        let mut authority: DiscountAuthority =
            commit.rows().entity(DiscountAuthority::ID)?.expect("the demonstration has one");
        authority.version += 1;
        authority.rules.iter_mut().for_each(|rule| rule.limit_bp = 100);
        commit.put(&authority)
    });
    let manager = tablet.manager();
    answers(&tablet, &quote, true, Some((&manager.0, manager.1))).is_final();

    tablet.sync();

    let codes: Vec<Value> = tablet.cases().iter().map(|case| case["refusal"]["code"].clone()).collect();
    assert!(codes.contains(&"discount_below_floor".into()), "{codes:?}");
    assert!(tablet.quote(&quote)["heads"][0]["approval"]["answer"]["granted"] != true);
}

#[test]
fn a_clerk_grants_from_afar_what_no_manager_may() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let most = tablet.prices(&lines, 0)["most_minor"].as_i64().unwrap();
    let quote = tablet.quotes(&lines, most);
    let manager = tablet.manager();
    answers(&tablet, &quote, true, Some((&manager.0, manager.1))).is_refused("discount_beyond_authority");
    tablet.sync();

    let clerk = hq.clerk();
    let waiting = clerk.asks(Request::get("/v1/console/quotes")).json()[0].clone();
    assert_eq!((&waiting["grantable"], &waiting["sums"]["discount_minor"]), (&true.into(), &most.into()));
    let path = format!("/v1/console/quotes/{}/answer", waiting["version"].as_str().unwrap());
    let says = |off: i64| {
        clerk.asks(Request::new("POST", &path).json(&json!({ "off_minor": off, "granted": true, "note": "fair" })))
    };
    let other = says(most - 1);
    assert_eq!((other.status, &other.json()["code"]), (409, &"quote_changed".into()), "it is not what the clerk saw");
    assert_eq!(says(most).status, 204);
    assert_eq!(says(most).json()["code"], "discount_answered");

    tablet.sync();
    assert_eq!(tablet.version(&quote)["approval"]["answer"]["by_name"], clerk.name.as_str());
    tablet.sells(&quote).is_final();
}

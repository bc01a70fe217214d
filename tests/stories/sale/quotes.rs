//! Quotes: what comes off, who may grant it, and what happens when two people write one.

use serde_json::{Value, json};
use tenon_domain::entities::{Order, TouchKind};

use crate::prices::{publish, sync_to};
use crate::support::{Hq, Request, Tablet, Weather, under};

/// A seller with a customer on the bench.
fn serving(tablet: &Tablet) {
    tablet.seller().checks_in("Mr Wu").is_final();
}

fn answers(tablet: &Tablet, quote: &str, granted: bool, pin: Option<(&str, &str)>) -> crate::support::Outcome {
    let version = tablet.version(quote);
    let off = &version["sums"]["discount_minor"];
    let op =
        json!({ "tag": "quote.answer.v1", "version": version["id"], "off_minor": off, "granted": granted, "note": "" });
    tablet.submit(&under(&op, pin))
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
    answers(&tablet, &quote, true, Some((&manager.0, manager.1))).is_final();

    assert_eq!(tablet.quote(&quote)["state"], "open");
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
fn nobody_writes_below_the_floor_or_amounts_that_do_not_add_up() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let priced = tablet.prices(&lines, 0);
    let below = priced["most_minor"].as_i64().unwrap() + 1;
    let offered = tablet.prices(&lines, below);
    assert_eq!(offered["allowance"]["answer"], "never");
    let refusal = tablet.writes(None, &offered["content"]).is_refused("discount_below_floor");
    assert_eq!(refusal["facts"]["floor_minor"], priced["floor_minor"]);

    let mut forged = priced["content"].clone();
    forged["lines"][0]["card_minor"] = json!(1);
    tablet.writes(None, &forged).is_refused("quote_does_not_add_up");
    let mut huge = priced["content"].clone();
    huge["lines"] = Value::Array(vec![huge["lines"][0].clone(); 201]);
    tablet.writes(None, &huge).is_refused("basket_too_large");
}

#[test]
fn a_redeemed_card_comes_off_once() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    serving(&tablet);
    let visit = tablet.session()["visit"]["id"].clone();
    tablet
        .submit(&json!({ "tag": "card.redeem.v1", "number": card.number, "token": card.text, "visit": visit }))
        .is_final();

    let priced = tablet.prices(&[tablet.line("1", "kitchen", 1)], 0);

    let content = &priced["content"];
    assert_eq!(content["card"]["number"], card.number.as_str(), "{priced:#}");
    let quote = tablet.writes(None, content).made();
    let order = tablet.sells(&quote).made();
    assert_eq!(tablet.order(&order)["content"]["card"]["number"], card.number.as_str());
    // The same card on another quote of the same visit, whatever the paper says.
    let second = tablet.quotes(&[tablet.line("1", "sofa", 1)], 0);
    tablet.sells(&second).is_refused("card_on_other_order");
    let mut silent = tablet.signing(&second);
    silent["card"] = Value::Null;
    tablet.submit(&silent).is_refused("card_on_other_order");
    tablet.sync();
    assert!(tablet.cases().is_empty());
    let sold: Vec<Order> = hq.all();
    let sold = sold.iter().find(|one| one.card.as_ref() == Some(&card.number)).expect("headquarters has it");
    assert_eq!((sold.touch.kind, sold.touch.campaign.is_some()), (TouchKind::Card, true), "whose sale it is");
}

#[test]
fn what_is_signed_is_a_version_of_that_quote() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let (sofa, lamp) =
        (tablet.quotes(&[tablet.line("1", "sofa", 1)], 0), tablet.quotes(&[tablet.line("1", "lamp", 1)], 0));
    let mut crossed = tablet.signing(&sofa);
    crossed["quote"] = lamp.into();
    tablet.submit(&crossed).is_refused("quote_unknown");
    let mut endless = tablet.signing(&sofa);
    endless["buyer"]["address"] = "Jianghan Road ".repeat(50).into();
    tablet.submit(&endless).is_refused("too_long");
    tablet.sells(&sofa).is_final();
}

#[test]
fn two_sellers_who_write_one_quote_find_both_versions() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    serving(&desk);
    let one = desk.line("1", "sofa", 1);
    let quote = desk.quotes(std::slice::from_ref(&one), 0);
    desk.sync();
    floor.sync();
    let _colleague = floor.seller();

    // Neither knows of the other.
    let lamp = floor.line("2", "lamp", 1);
    let on_floor = floor.prices(&[one.clone(), lamp], 0)["content"].clone();
    floor.writes(Some(&quote), &on_floor).is_final();
    let tap = desk.line("3", "tap", 1);
    let on_desk = desk.prices(&[one, tap], 0)["content"].clone();
    desk.writes(Some(&quote), &on_desk).is_final();
    floor.sync();
    desk.sync();
    floor.sync();

    for tablet in [&desk, &floor] {
        let sheet = tablet.quote(&quote);
        assert_eq!(sheet["state"], "parallel", "{sheet:#}");
        let mut lines: Vec<Value> =
            sheet["heads"].as_array().unwrap().iter().map(|head| head["content"]["lines"][1]["line"].clone()).collect();
        lines.sort_by_key(Value::to_string);
        assert_eq!(lines, ["2", "3"]);
    }
    // One of them settles it.
    let kept = floor.quote(&quote)["heads"][0]["content"].clone();
    floor.writes(Some(&quote), &kept).is_final();
    floor.sync();
    desk.sync();
    for tablet in [&desk, &floor] {
        assert_eq!(tablet.version(&quote)["content"]["lines"], kept["lines"]);
        assert!(tablet.cases().is_empty());
    }
}

#[test]
fn a_quote_keeps_its_prices_while_the_book_changes() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    serving(&tablet);
    let lines = [tablet.line("1", "sofa", 1)];
    let quote = tablet.quotes(&lines, 0);
    let version = tablet.version(&quote);
    let was = version["content"]["lines"][0]["price_minor"].as_i64().unwrap();
    let sku = version["content"]["lines"][0]["sku"].as_str().unwrap();
    let published = publish(&hq, sku, &(was / 50).to_string(), &[]);
    sync_to(&tablet, &published);

    let ask = |anew: bool| {
        let args = json!({ "version": version["id"], "lines": lines, "anew": anew });
        tablet.query("quote_priced", &args)["content"].clone()
    };
    assert_eq!(ask(false)["lines"][0]["list_minor"], version["content"]["lines"][0]["list_minor"]);
    assert!(ask(true)["lines"][0]["list_minor"].as_i64().unwrap() > was, "{:#}", ask(true));
    tablet.sells(&quote).is_final();
    tablet.sync();
    assert!(tablet.cases().is_empty());
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

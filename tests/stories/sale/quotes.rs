//! Quotes: what comes off, who may grant it, and what happens when two people write one.

use serde_json::{Value, json};

use crate::prices::{publish, sync_to};
use crate::support::{Hq, Tablet, Weather, under};

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
    // The same card on another quote of the same visit.
    let second = tablet.quotes(&[tablet.line("1", "sofa", 1)], 0);
    tablet.sells(&second).is_refused("card_on_other_order");
    tablet.sync();
    assert!(tablet.cases().is_empty());
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

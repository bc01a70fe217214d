//! Quotes: what comes off, and what happens when two people write one.

use serde_json::{Value, json};
use tenon_domain::entities::{Order, TouchKind};

use crate::prices::{publish, sync_to};
use crate::support::{Hq, Tablet};

/// A seller with a customer on the bench.
pub(super) fn serving(tablet: &Tablet) {
    tablet.seller().checks_in("Mr Wu").is_final();
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

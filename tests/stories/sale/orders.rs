//! Orders and payments: facts are kept whatever contradicts them, and every contradiction reaches a person.

use serde_json::{Value, json};
use tenon_domain::entities::{Order, Payment};
use tenon_hq::now_ms;

use crate::prices::{publish, written};
use crate::support::{Hq, Request, Tablet, Weather, eventually, under};

/// A quote of one sofa for Mr Wu.
fn quoted(tablet: &Tablet) -> String {
    tablet.seller().checks_in("Mr Wu").is_final();
    tablet.quotes(&[tablet.line("1", "sofa", 1)], 0)
}

fn minor(order: &Value, field: &str) -> i64 {
    order["account"][field].as_i64().expect("an amount")
}

#[test]
fn a_sale_is_made_without_a_network_and_headquarters_counts_the_same() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    desk.line.turns(Weather::Down);
    let quote = quoted(&desk);

    let order = desk.sells(&quote).made();
    let deposit = desk.order(&order)["next_minor"].as_i64().unwrap();
    desk.takes(&order, deposit, "403118").is_final();

    let shown = desk.order(&order);
    assert_eq!((&shown["state"], &shown["sync"]), (&"part_paid".into(), &"waiting".into()));
    assert_eq!(minor(&shown, "balance_minor"), minor(&shown, "total_minor") - deposit);
    assert_eq!(desk.quote(&quote)["state"], "ordered");
    desk.line.turns(Weather::Fine);
    let report = desk.sync();
    assert_eq!((&report["refused"], &report["conflicts"], &report["waiting"]), (&0.into(), &0.into(), &0.into()));
    floor.sync();
    let there = floor.order(&order);
    assert_eq!((&there["account"], &there["sync"]), (&shown["account"], &"confirmed".into()));
    let at_hq: Vec<Order> = hq.all();
    let at_hq = at_hq.into_iter().find(|one| one.buyer.name == "Mr Wu").expect("headquarters has it");
    let payments: Vec<Payment> = hq.all();
    let account = at_hq.account(payments.iter().filter(|one| one.order == at_hq.id));
    assert_eq!(account.balance_minor, minor(&shown, "balance_minor"));
    assert!(desk.cases().is_empty());
}

#[test]
fn a_tablet_refuses_what_it_knows_to_be_wrong() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let order = tablet.sells(&quoted(&tablet)).made();
    let total = minor(&tablet.order(&order), "total_minor");

    tablet.takes(&order, total + 1, "1").is_refused("payment_over");
    tablet.takes(&order, 0, "1").is_refused("amount_out_of_range");
    tablet.takes(&order, 100, "").is_refused("text_missing");
    tablet.takes(&order, 100, "4111 1111 1111 1111").is_refused("reference_is_card_number");
    tablet.takes(&order, 100, "1").is_final();
    tablet.takes(&order, 100, "1").is_refused("payment_recorded");
}

#[test]
fn money_is_given_back_by_a_manager_and_never_more_than_came_in() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let order = tablet.sells(&quoted(&tablet)).made();
    tablet.takes(&order, 5_000, "1").is_final();
    let manager = tablet.manager();
    let manager = Some((manager.0.as_str(), manager.1));
    let back = |minor: i64| json!({ "tag": "payment.return.v1", "order": order, "minor": minor, "method": "cash", "reference": "", "reason": "called off" });
    let off = json!({ "tag": "order.cancel.v1", "order": order, "reason": "moved away" });

    tablet.submit(&under(&back(5_000), None)).is_refused("not_allowed");
    tablet.submit(&under(&off, None)).is_refused("not_allowed");
    tablet.submit(&under(&off, manager)).is_final();
    assert_eq!(minor(&tablet.order(&order), "balance_minor"), -5_000);
    tablet.submit(&under(&back(5_001), manager)).is_refused("return_over");
    tablet.submit(&under(&back(5_000), manager)).is_final();

    let shown = tablet.order(&order);
    assert_eq!((&shown["state"], minor(&shown, "balance_minor")), (&"cancelled".into(), 0));
    tablet.takes(&order, 100, "2").is_refused("order_cancelled");
    tablet.sync();
    assert!(tablet.cases().is_empty());
}

#[test]
fn an_order_paid_on_two_tablets_keeps_both_payments_and_a_case() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let order = desk.sells(&quoted(&desk)).made();
    let total = minor(&desk.order(&order), "total_minor");
    desk.sync();
    floor.sync();
    let _colleague = floor.seller();

    desk.takes(&order, total, "403118").is_final();
    floor.takes(&order, total, "777001").is_final();
    desk.sync();
    floor.sync();
    desk.sync();

    for tablet in [&desk, &floor] {
        let shown = tablet.order(&order);
        assert_eq!((&shown["state"], minor(&shown, "balance_minor")), (&"overpaid".into(), -total));
    }
    let case = floor.only_case();
    assert_eq!((&case["refusal"]["code"], &case["nature"]), (&"payment_over".into(), &"conflict".into()));
    assert_eq!(case["subject"], "Mr Wu");
}

#[test]
fn a_payment_recorded_twice_is_told_by_its_reference() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let order = desk.sells(&quoted(&desk)).made();
    desk.sync();
    floor.sync();
    let _colleague = floor.seller();
    desk.takes(&order, 100, "403118").is_final();
    floor.takes(&order, 100, "403118").is_final();
    desk.sync();
    floor.sync();
    assert_eq!(floor.only_case()["refusal"]["code"], "payment_recorded");
    assert_eq!(minor(&floor.order(&order), "paid_minor"), 200, "both are kept until somebody says which is wrong");
}

#[test]
fn a_quote_signed_on_two_tablets_is_two_orders_and_a_case() {
    let hq = Hq::open();
    let (desk, floor) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let quote = quoted(&desk);
    desk.sync();
    floor.sync();
    let _colleague = floor.seller();

    let first = desk.sells(&quote).made();
    let second = floor.sells(&quote).made();
    floor.takes(&second, 100, "1").is_final();
    desk.sync();
    floor.sync();
    desk.sync();

    assert_eq!(floor.only_case()["refusal"]["code"], "quote_ordered");
    for tablet in [&desk, &floor] {
        assert_eq!(tablet.quote(&quote)["order"], first.as_str());
        assert_eq!(minor(&tablet.order(&second), "paid_minor"), 100, "the money that was taken is not lost");
    }
}

#[test]
fn a_change_is_signed_and_the_account_follows() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let quote = quoted(&tablet);
    let order = tablet.sells(&quote).made();
    let before = minor(&tablet.order(&order), "total_minor");
    let more = [tablet.line("1", "sofa", 1), tablet.line("2", "lamp", 1)];
    let content = tablet.prices(&more, 0)["content"].clone();
    tablet.writes(Some(&quote), &content).is_final();
    let version = tablet.version(&quote);
    let total = version["sums"]["total_minor"].as_i64().unwrap();
    assert!(total > before);

    let signing = json!({
        "version": version["id"], "total_minor": total, "instalments": [{ "due": "signing", "minor": total }],
        "signature": { "name": "Wu", "document": "0".repeat(64), "strokes": [[1, 1, 2, 2]] },
    });
    tablet.submit(&json!({ "tag": "order.amend.v1", "order": order, "signing": signing })).is_final();

    let shown = tablet.order(&order);
    assert_eq!((minor(&shown, "total_minor"), shown["agreements"].as_array().unwrap().len()), (total, 2));
    let mut wrong = signing;
    wrong["instalments"][0]["minor"] = json!(total - 1);
    tablet
        .submit(&json!({ "tag": "order.amend.v1", "order": order, "signing": wrong }))
        .is_refused("instalments_do_not_add_up");
    tablet.sync();
    assert!(tablet.cases().is_empty());
}

#[test]
fn headquarters_says_which_price_book_a_line_was_sold_by() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller().checks_in("Mr Wu").is_final();
    let sofa = [tablet.line("1", "sofa", 1)];
    let line = tablet.prices(&sofa, 0)["content"]["lines"][0].clone();
    let (asked, sku) = (line["list_minor"].as_i64().unwrap(), line["sku"].as_str().unwrap());
    // Headquarters has had another price for a minute; the tablet has not heard of it.
    let published = publish(&hq, sku, &(asked / 50).to_string(), &["--valid-from", &written(now_ms() - 60_000)]);
    let order = tablet.sells(&tablet.quotes(&sofa, 0)).made();
    tablet.sync();

    let clerk = hq.clerk();
    let listed = clerk.asks(Request::get("/v1/console/orders")).json()[0].clone();
    assert_eq!((&listed["id"], &listed["name"]), (&order.as_str().into(), &"Mr Wu".into()));
    let replayed = eventually("headquarters notices its new price", || {
        let sheet = clerk.asks(Request::get(&format!("/v1/console/orders/{order}"))).json();
        (sheet["lines"][0]["expected_book"] == published["version"]).then(|| sheet["lines"][0].clone())
    });
    assert_eq!(replayed["quoted_minor"], line["price_minor"], "{replayed:#}");
    assert!(replayed["expected_minor"].as_i64().unwrap() > asked, "{replayed:#}");
    assert_eq!(replayed["quoted_book"], line["book_version"], "{replayed:#}");
}

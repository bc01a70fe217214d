//! A card that does not count, and an order that stands on it: collecting, goodwill, calling off.

use serde_json::{Value, json};
use tenon_domain::entities::{Order, Payment};

use crate::support::{Card, Hq, Tablet, Weather, under};

/// A tablet whose customer has an order with a card that the other tablet redeemed for good; both were offline. The order
/// and the case are on it.
fn loser(hq: &Hq, cards: &[Card]) -> (Tablet, Vec<String>) {
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let mut orders = Vec::new();
    for card in cards {
        visited.line.turns(Weather::Down);
        let seller = visited.seller();
        seller.checks_in("Mr Wu").is_final();
        let visit = visited.session()["visit"]["id"].clone();
        let redeem = json!({ "tag": "card.redeem.v1", "number": card.number, "token": card.text, "visit": visit });
        visited.submit(&redeem).is_provisional("right_unknown");
        orders.push(visited.sells(&visited.quotes(&[visited.line("1", "sofa", 1)], 0)).made());
        home.seller().redeems(card).is_final();
    }
    home.sync();
    visited.line.turns(Weather::Fine);
    visited.sync();
    (visited, orders)
}

fn stake(case: &Value) -> (String, i64) {
    let minor = case["stake"]["minor"].as_i64().expect("something is at stake");
    assert!(minor > 0, "{case:#}");
    (case["stake"]["order"].as_str().expect("an order").to_owned(), minor)
}

fn balance(tablet: &Tablet, order: &str) -> i64 {
    tablet.order(order)["account"]["balance_minor"].as_i64().expect("an amount")
}

/// What headquarters says is still to pay for `order`.
fn balance_at_hq(hq: &Hq, order: &str) -> i64 {
    let order = hq.all::<Order>().into_iter().find(|one| one.id.to_string() == order).expect("it is there");
    let payments: Vec<Payment> = hq.all();
    order.account(payments.iter().filter(|one| one.order == order.id)).balance_minor
}

#[test]
fn the_difference_is_collected_and_counts_on_tablet_paper_and_at_headquarters() {
    let hq = Hq::open();
    let (tablet, orders) = loser(&hq, &[hq.card("West")]);
    let case = tablet.only_case();
    let (order, minor) = stake(&case);
    assert_eq!((&order, case["remedies"].as_array().map(Vec::len)), (&orders[0], Some(3)), "{case:#}");
    let before = balance(&tablet, &order);
    let deposit = tablet.order(&order)["next_minor"].as_i64().unwrap();
    // Words alone settle nothing, on the tablet or at headquarters.
    tablet.seller().closes(&case, "acknowledged", "").is_refused("remedy_on_order");
    assert_eq!(hq.clerk().closes(&case, "acknowledged", "").status, 409);

    let collect = json!({ "tag": "order.collect.v1", "case": case["id"], "order": order, "minor": minor, "note": "" });
    tablet.submit(&collect).is_final();

    assert!(tablet.cases().is_empty(), "at once on this tablet");
    assert_eq!(balance(&tablet, &order), before + minor);
    assert_eq!(tablet.order(&order)["next_minor"], deposit + minor, "it is due at once");
    tablet.sync();
    assert_eq!(balance_at_hq(&hq, &order), before + minor);
    assert!(hq.clerk().cases().is_empty());
    tablet.takes(&order, before + minor, "403118").is_final();
    assert_eq!(tablet.order(&order)["state"], "paid");
    tablet.sync();
    assert_eq!((balance_at_hq(&hq, &order), tablet.cases().len()), (0, 0));
    let settled = &tablet.attention()["settled"][0]["closed"];
    assert_eq!(settled["remedy"], "collect_difference");
}

#[test]
fn goodwill_is_a_managers_and_ends_with_the_budget_that_headquarters_sets() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let (tablet, _) = loser(&hq, &cards[..2]);
    let (first, second) = (tablet.cases().remove(0), tablet.cases().remove(1));
    let minor = stake(&first).1;
    hq.command(&["goodwill", "--budget-minor", &(minor + 1).to_string()]).well();
    tablet.sync();
    assert_eq!(tablet.cases()[0]["stake"]["left_minor"], minor + 1, "seen before it is spent");
    let grant = |case: &Value| {
        let (order, minor) = stake(case);
        json!({ "tag": "order.goodwill.v1", "case": case["id"], "order": order, "minor": minor, "note": "a regular" })
    };
    let manager = tablet.manager();
    let manager = Some((manager.0.as_str(), manager.1));
    let before = balance(&tablet, &stake(&first).0);

    tablet.submit(&under(&grant(&first), None)).is_refused("not_allowed");
    tablet.submit(&under(&grant(&first), manager)).is_final();
    let refusal = tablet.submit(&under(&grant(&second), manager)).is_refused("goodwill_spent");

    assert_eq!((&refusal["facts"]["left_minor"], &refusal["facts"]["limit_minor"]), (&json!(1), &json!(minor + 1)));
    assert_eq!(balance(&tablet, &stake(&first).0), before, "the customer keeps what the card took off");
    assert_eq!(tablet.only_case()["id"], second["id"]);
    tablet.sync();
    let said = hq.command(&["goodwill"]).well();
    assert_eq!(said["stores"][0]["spent_minor"], minor);
    // Headquarters is held to the same budget, until it sets another.
    let clerk = hq.clerk();
    let reply = clerk.closes(&second, "goodwill", "");
    assert_eq!((reply.status, &reply.json()["code"]), (409, &"goodwill_spent".into()));
    hq.command(&["goodwill", "--budget-minor", &(minor * 2).to_string()]).well();
    assert_eq!(clerk.closes(&second, "goodwill", "a regular, too").status, 204);
    tablet.sync();
    assert!(tablet.cases().is_empty());
}

#[test]
fn of_two_tablets_that_spend_the_rest_of_the_budget_headquarters_refuses_the_second() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let (one, _) = loser(&hq, &cards[..2]);
    let cases = one.cases();
    let minor = stake(&cases[0]).1;
    hq.command(&["goodwill", "--budget-minor", &minor.to_string()]).well();
    let two = hq.tablet("Binjiang");
    let _seller = two.seller();
    one.sync();
    let grant = |tablet: &Tablet, case: &Value| {
        let (order, minor) = stake(case);
        let op = json!({ "tag": "order.goodwill.v1", "case": case["id"], "order": order, "minor": minor, "note": "" });
        let manager = tablet.manager();
        tablet.submit(&under(&op, Some((&manager.0, manager.1)))).is_final();
    };
    grant(&one, &cases[0]);
    grant(&two, &cases[1]);

    one.sync();
    let report = two.sync();

    assert_eq!(report["refused"], 1);
    let open = two.cases();
    let told = open.iter().find(|case| case["tag"] == "order.goodwill.v1").expect("the refusal");
    assert_eq!(
        (&told["refusal"]["code"], &told["refusal"]["facts"]["left_minor"]),
        (&"goodwill_spent".into(), &json!(0))
    );
    assert!(open.iter().any(|case| case["id"] == cases[1]["id"]), "what it was about is open again: {open:#?}");
}

#[test]
fn the_order_is_called_off_and_the_case_with_it() {
    let hq = Hq::open();
    let (tablet, orders) = loser(&hq, &[hq.card("West")]);
    let case = tablet.only_case();
    let off = json!({ "tag": "order.cancel.v1", "order": orders[0], "reason": "no card, no sofa", "case": case["id"] });
    let manager = tablet.manager();
    tablet.submit(&under(&off, Some((&manager.0, manager.1)))).is_final();
    assert_eq!((tablet.order(&orders[0])["state"].as_str(), tablet.cases().len()), (Some("cancelled"), 0));
    tablet.sync();
    assert_eq!((balance_at_hq(&hq, &orders[0]), hq.clerk().cases().len()), (0, 0));
}

#[test]
fn headquarters_collects_and_the_tablet_shows_it() {
    let hq = Hq::open();
    let (tablet, orders) = loser(&hq, &[hq.card("West")]);
    let (clerk, before) = (hq.clerk(), balance(&tablet, &orders[0]));
    let case = clerk.cases().remove(0);
    let minor = stake(&case).1;
    assert_eq!(clerk.closes(&case, "collect_difference", "told by phone").status, 204);
    tablet.sync();
    assert_eq!((balance(&tablet, &orders[0]), tablet.cases().len()), (before + minor, 0));
    let shown = tablet.order(&orders[0])["card_lost"].clone();
    assert_eq!((&shown["collected"], &shown["by_name"]), (&true.into(), &clerk.name.as_str().into()));
}

//! A card was redeemed by mistake.

use serde_json::json;

use super::{Shop, found};
use crate::support::{Hq, Outcome, Tablet};

fn undo(tablet: &Tablet, redemption: &serde_json::Value, pin: Option<(&str, &str)>) -> Outcome {
    let op = json!({ "tag": "card.undo_redemption.v1", "redemption": redemption, "reason": "wrong customer" });
    tablet.submit(&json!({ "op": op, "pin": pin.map(|(staff, pin)| json!({ "staff": staff, "pin": pin })) }))
}

#[test]
fn a_manager_takes_it_back_and_the_card_can_be_redeemed_again_once_headquarters_knows() {
    let hq = Hq::open();
    let (home, shop, clerk) = (hq.tablet("West"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();
    let seller = home.seller();
    seller.redeems(&card).is_final();
    home.sync();
    let redemption = found(&clerk, &card.number)["redemptions"][0]["id"].clone();
    let manager = home.people("manager").swap_remove(0);

    undo(&home, &redemption, None).is_refused("not_allowed");
    undo(&home, &redemption, Some((&manager.0, "2580"))).is_final();

    assert_eq!(home.scan(&card.text)["redeemed"], serde_json::Value::Null);
    home.sync();
    let now = found(&clerk, &card.number);
    assert_eq!(now["redemptions"][0]["standing"], "undone");
    assert_eq!(now["redemptions"][0]["undone"]["by_name"], manager.1.as_str());
    assert_eq!((&now["right"]["epoch"], &now["right"]["unspent"]), (&2.into(), &true.into()));
    seller.redeems(&card).is_final();
    home.sync();
    assert!(home.cases().is_empty());
    assert_eq!(found(&clerk, &card.number)["redemptions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_right_stays_spent_on_the_tablet_until_headquarters_has_judged() {
    let hq = Hq::open();
    let home = hq.tablet("West");
    let card = hq.card("West");
    let seller = home.seller();
    seller.redeems(&card).is_final();
    let manager = home.people("manager").swap_remove(0);
    let redeemed = home.scan(&card.text)["redeemed"].clone();
    let redemption = redeemed["redemption"].clone();
    assert!(redeemed["undo_until_ms"].as_i64() > redeemed["at_ms"].as_i64(), "{redeemed}");

    undo(&home, &redemption, Some((&manager.0, "2580"))).is_final();
    seller.redeems(&card).is_provisional("quota_spent");
    home.sync();

    assert!(home.cases().is_empty(), "{:?}", home.cases());
    let counts = hq.all::<tenon_domain::entities::Redemption>().into_iter().filter(|one| one.number == card.number);
    let standing: Vec<_> = counts.map(|one| one.standing).collect();
    assert_eq!(standing.len(), 2, "{standing:?}");
}

#[test]
fn after_the_policys_hours_only_headquarters_takes_it_back() {
    let hq = Hq::open();
    let (home, shop, clerk) = (hq.tablet("West"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();
    home.seller().redeems(&card).is_final();
    home.sync();
    hq.administer(|commit| {
        let id = commit.rows().all::<tenon_domain::entities::Redemption>()?;
        let mut one = id.into_iter().find(|one| one.number == card.number).unwrap();
        one.at_ms -= 25 * 3_600_000;
        commit.put(&one)
    });
    home.sync();
    let redemption = found(&clerk, &card.number)["redemptions"][0]["id"].clone();
    let manager = home.people("manager").swap_remove(0);

    let refusal = undo(&home, &redemption, Some((&manager.0, "2580"))).is_refused("undo_too_late");
    assert_eq!(refusal["facts"]["hours"], 24);

    let said = hq.command(&["cards", "undo", &card.number, "--reason", "customer called"]).well();
    assert_eq!(said["right"]["unspent"], true);
}

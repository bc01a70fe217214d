//! Cards that headquarters takes back: void, refunded, reissued, moved; and a right that is taken by force.

use serde_json::json;

use super::{Shop, does, found, recalls, store};
use crate::support::{Hq, Weather};

#[test]
fn a_card_is_void_once_its_right_came_back_and_until_then_the_console_says_what_it_waits_for() {
    let hq = Hq::open();
    let (home, shop, clerk) = (hq.tablet("West"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();
    let seller = home.seller();
    let shown = found(&clerk, &card.number);
    assert_eq!(shown["right"]["holder"]["name"], "Tablet 01");

    let reply = recalls(&clerk, &shown, &json!({ "kind": "refund", "amount": { "minor": 100, "currency": "CNY" } }));
    assert_eq!(reply.status, 204, "{}", reply.text());
    let waits = found(&clerk, &card.number);
    assert_eq!((&waits["state"], &waits["recall"]["purpose"]["kind"]), (&"sold".into(), &"refund".into()));
    assert_eq!((&waits["right"]["wanted"], &waits["recall"]["by_name"]), (&true.into(), &clerk.name.as_str().into()));

    home.sync();

    let now = found(&clerk, &card.number);
    assert_eq!((&now["state"], &now["recall"]), (&"void".into(), &serde_json::Value::Null));
    let deeds: Vec<&str> =
        now["events"].as_array().unwrap().iter().map(|one| one["deed"]["kind"].as_str().unwrap()).collect();
    assert_eq!(deeds, ["sold", "recalled", "refunded"]);
    home.sync();
    seller.redeems(&card).is_refused("card_void");
    assert!(clerk.cases().is_empty());
}

#[test]
fn a_redemption_that_was_faster_stands_and_whoever_asked_is_told() {
    let hq = Hq::open();
    let (home, shop, clerk) = (hq.tablet("West"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();
    let seller = home.seller();
    home.line.turns(Weather::Down);
    seller.redeems(&card).is_final();
    let shown = found(&clerk, &card.number);
    assert_eq!(recalls(&clerk, &shown, &json!({ "kind": "void" })).status, 204);

    home.line.turns(Weather::Fine);
    let report = home.sync();

    assert_eq!((&report["accepted"], &report["conflicts"]), (&2.into(), &0.into()), "sign-in and redemption: {report}");
    let now = found(&clerk, &card.number);
    assert_eq!((&now["state"], &now["recall"]), (&"sold".into(), &serde_json::Value::Null));
    let cases = clerk.cases();
    assert_eq!((cases.len(), &cases[0]["tag"]), (1, &"card.recall.v1".into()));
    assert_eq!(cases[0]["refusal"]["facts"]["by"], seller.name.as_str());
    assert!(home.attention()["mine"].as_array().unwrap().len() <= 1);
}

#[test]
fn a_card_that_waits_to_be_void_takes_no_new_redemption() {
    let hq = Hq::open();
    let (home, visited, shop, clerk) = (hq.tablet("West"), hq.tablet("Binjiang"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();
    assert_eq!(recalls(&clerk, &found(&clerk, &card.number), &json!({ "kind": "void" })).status, 204);

    visited.seller().redeems(&card).is_provisional("right_unknown");
    visited.sync();

    assert_eq!(visited.only_case()["refusal"]["code"], "card_recalled");
    home.sync();
    assert_eq!(found(&clerk, &card.number)["state"], "void");
}

#[test]
fn a_reissued_card_has_another_number_and_the_old_one_is_void() {
    let hq = Hq::open();
    let (home, shop, clerk) = (hq.tablet("West"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    home.sync();

    let said = hq.command(&["cards", "reissue", &card.number, "--reason", "lost"]).well();
    assert_eq!(said["recall"]["purpose"]["kind"], "reissue");
    home.sync();

    let old = found(&clerk, &card.number);
    let deeds = old["events"].as_array().unwrap();
    let number = deeds.last().unwrap()["deed"]["number"].as_str().unwrap();
    assert_eq!((&old["state"], number != card.number), (&"void".into(), true));
    home.sync();
    let seller = home.seller();
    seller.redeems(&card).is_refused("card_void");
    seller.redeems_number(number).is_final();
    // The website asks again: it is told the number that counts.
    let again = shop.says(&super::sale(&hq, "order 1", "West"));
    assert_eq!((again.status, again.json()["number"].as_str()), (200, Some(number)));
}

#[test]
fn a_card_moves_with_its_right_to_another_showroom() {
    let hq = Hq::open();
    let (west, binjiang, shop, clerk) = (hq.tablet("West"), hq.tablet("Binjiang"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    west.sync();
    let to = store(&hq, "Binjiang");
    assert_eq!(recalls(&clerk, &found(&clerk, &card.number), &json!({ "kind": "transfer", "to": to })).status, 204);
    west.sync();
    binjiang.sync();

    let seller = binjiang.seller();
    binjiang.line.turns(Weather::Down);
    seller.redeems(&card).is_final();
    west.sync();
    west.seller();
    assert_eq!(west.scan(&card.text)["card"], serde_json::Value::Null, "it is no card of this showroom any more");
}

#[test]
fn an_extended_card_outlives_its_campaign() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    // The group purchase is over.
    let card = hq.cards("West", "group purchase").swap_remove(0);
    let home = hq.tablet("West");
    let seller = home.seller();
    seller.redeems(&card).is_refused("card_expired");
    let shown = found(&clerk, &card.number);
    let extend = |until_ms: i64| {
        does(
            &clerk,
            &json!({ "tag": "card.extend.v1", "card": shown["id"], "until_ms": until_ms, "reason": "moved late" }),
        )
    };
    let until_ms = shown["until_ms"].as_i64().unwrap();
    assert_eq!(extend(until_ms).json()["code"], "not_later");
    assert_eq!(extend(until_ms + 30 * 86_400_000).status, 204);
    home.sync();

    seller.redeems(&card).is_final();
    home.sync();
    assert!(home.cases().is_empty());
}

#[test]
fn the_right_of_a_lost_tablet_is_reclaimed_and_what_it_still_hands_in_is_a_conflict() {
    let hq = Hq::open();
    let (lost, visited, shop, clerk) = (hq.tablet("West"), hq.tablet("Binjiang"), Shop::opens(&hq), hq.clerk());
    let card = shop.sells(&hq, "order 1", "West");
    lost.sync();
    let seller = lost.seller();
    lost.line.turns(Weather::Down);
    seller.redeems(&card).is_final();
    visited.seller().redeems(&card).is_provisional("right_unknown");
    visited.sync();

    let shown = found(&clerk, &card.number);
    let reclaim = json!({ "tag": "right.reclaim.v1", "card": shown["id"], "reason": "stolen" });
    assert_eq!(does(&clerk, &reclaim).status, 204);
    visited.sync();
    assert_eq!(visited.scan(&card.text)["redeemed"]["finality"]["kind"], "final");
    assert_eq!(does(&clerk, &reclaim).json()["code"], "right_not_out");

    lost.line.turns(Weather::Fine);
    let report = lost.sync();
    assert_eq!(report["conflicts"], 1);
    assert_eq!(lost.only_case()["refusal"]["code"], "card_already_redeemed");
}

#[test]
fn what_only_headquarters_may_do_is_refused_from_a_tablet() {
    let hq = Hq::open();
    let (home, clerk) = (hq.tablet("West"), hq.clerk());
    let card = hq.card("West");
    let shown = found(&clerk, &card.number);
    home.seller();
    let op = json!({ "tag": "card.recall.v1", "card": shown["id"], "purpose": { "kind": "void" }, "reason": "x" });
    home.submit(&op).is_refused("not_allowed");
}

//! The website sells cards.

use super::{Shop, found, sale};
use crate::support::{Hq, Request};

#[test]
fn a_card_that_the_website_sold_is_redeemed_for_good_at_the_chosen_showroom_without_a_network() {
    let hq = Hq::open();
    let (home, shop) = (hq.tablet("West"), Shop::opens(&hq));

    let card = shop.sells(&hq, "order 1", "West");
    home.sync();

    let seller = home.seller();
    home.line.turns(crate::support::Weather::Down);
    let look = home.scan(&card.text);
    assert_eq!((&look["verdict"], &look["phone_masked"]), (&"final".into(), &"138 **** 2057".into()));
    seller.redeems(&card).is_final();
    home.line.turns(crate::support::Weather::Fine);
    home.sync();
    let clerk = hq.clerk();
    let shown = found(&clerk, "2057");
    assert_eq!(shown["source"]["keyword"], "新房装修");
    assert_eq!((&shown["order"], &shown["paid"]["minor"]), (&"order 1".into(), &100.into()));
    assert_eq!(shown["redemptions"][0]["by"], seller.name.as_str());
    assert_eq!(shown["right"]["unspent"], false);
    // What only headquarters needs is on no tablet.
    let rows = home.rows();
    assert!(rows.iter().all(|(kind, _, body)| !kind.starts_with("card_") && !body.contains("13812342057")));
}

#[test]
fn asking_again_sells_nothing_twice_and_other_particulars_are_refused() {
    let hq = Hq::open();
    let shop = Shop::opens(&hq);
    let first = shop.says(&sale(&hq, "order 1", "West"));
    let again = shop.says(&sale(&hq, "order 1", "West"));
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.json()["number"], again.json()["number"]);
    let mut other = sale(&hq, "order 1", "West");
    other["phone"] = "13900000000".into();
    let refused = shop.says(&other);
    assert_eq!((refused.status, &refused.json()["code"]), (409, &"order_sold_before".into()));
    let elsewhere =
        Shop { key: hq.command(&["keys", "add", "other.example"]).well()["key"].as_str().unwrap().to_owned(), ..shop };
    assert_eq!(elsewhere.says(&sale(&hq, "order 1", "West")).status, 201, "another website counts its own orders");
}

#[test]
fn only_who_has_a_key_sells_and_what_cannot_be_sold_is_said_plainly() {
    let hq = Hq::open();
    let shop = Shop::opens(&hq);
    let asks = |key: &str| {
        let request = Request::new("POST", "/v1/cards/sold").json(&sale(&hq, "order 1", "West"));
        request.header("authorization", key).send(hq.address()).unwrap().status
    };
    assert_eq!([asks("Bearer tnk_NOSUCHKEY"), asks("Bearer "), asks("Basic x")], [401, 401, 401]);

    let code = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut order = sale(&hq, "order 2", "West");
        change(&mut order);
        let reply = shop.says(&order);
        (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
    };
    let nobody = "00000000-0000-0000-0000-000000000000";
    assert_eq!(code(&|order| order["campaign"] = nobody.into()), (409, "campaign_unknown".to_owned()));
    assert_eq!(code(&|order| order["store"] = nobody.into()), (409, "store_unknown".to_owned()));
    assert_eq!(code(&|order| order["phone"] = "call me".into()), (409, "phone_letters".to_owned()));
    assert_eq!(code(&|order| order["order"] = " ".into()), (409, "text_missing".to_owned()));
    assert_eq!(
        code(&|order| order["paid"] = serde_json::json!({ "minor": -1, "currency": "CNY" })),
        (409, "amount_unsound".to_owned())
    );
    assert_eq!(code(&|order| order["colour"] = "red".into()), (400, "bad_request".to_owned()));
    assert_eq!(code(&|order| order["order"] = "x".repeat(20_000).into()).0, 413);

    hq.command(&["keys", "end", "shop.example"]).well();
    assert_eq!(shop.says(&sale(&hq, "order 3", "West")).status, 401);
    let log = hq.log();
    assert!(!log.contains(&shop.key) && !log.contains("138-1234-2057"), "no secret and no phone in the log");
}

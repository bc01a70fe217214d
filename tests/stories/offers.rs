//! A clerk changes what things cost: promotions and the discount authority, at the console; tablets follow.

use serde_json::{Value, json};

use crate::support::{Clerk, Hq, Reply, Request, Tablet, Weather, eventually};

fn offers(clerk: &Clerk) -> Value {
    clerk.asks(Request::get("/v1/console/offers")).json()
}

fn sale(id: &str, percent: u32, from_ms: i64, until_ms: i64) -> Value {
    json!({
        "id": id, "name": { "zh": "试试", "en": "Trial" }, "offer": { "kind": "percent", "basis_points": percent * 100 },
        "goods": { "categories": ["furniture/sofa"] }, "from_ms": from_ms, "until_ms": until_ms, "priority": 100,
        "stacking": "nothing",
    })
}

fn put(clerk: &Clerk, promotion: &Value, before: &Value) -> Reply {
    let path = format!("/v1/console/promotions/{}", promotion["id"].as_str().unwrap());
    clerk.asks(Request::new("PUT", &path).json(&json!({ "promotion": promotion, "before": before })))
}

/// Syncs until the tablet sells the product of `code` for `total`.
fn sells(tablet: &Tablet, code: &str, total: i64) {
    eventually(&format!("{code} is sold for {total}"), || {
        tablet.sync();
        let hit = tablet.query("search", &json!({ "text": code, "limit": 1 }))["hits"][0].clone();
        (hit["price_minor"].as_i64() == Some(total)).then_some(())
    });
}

#[test]
fn a_promotion_is_tried_saved_sold_and_ended() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let tablet = hq.tablet("Binjiang");
    let now = tenon_hq::now_ms();
    let promotion = sale("018f0000-0000-7000-8000-0000000000a1", 50, now - 1_000, now + 3_600_000);

    let reply = clerk.asks(Request::new("POST", "/v1/console/offers/preview").json(&json!({ "promotion": promotion })));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let tried = reply.json();
    let lines = tried["lines"].as_array().expect("lines");
    assert!(!lines.is_empty() && lines.iter().all(|line| line["concerned"] == true), "{tried}");
    let (code, before) = (lines[0]["sku"].as_str().unwrap(), lines[0]["before"]["total_minor"].as_i64().unwrap());
    let after = lines[0]["after"]["total_minor"].as_i64().unwrap();
    assert!(after < before, "{tried}");
    sells(&tablet, code, before);

    assert_eq!(put(&clerk, &promotion, &Value::Null).status, 204);
    sells(&tablet, code, after);
    assert_eq!(put(&clerk, &promotion, &Value::Null).json()["code"], "promotion_changed", "it is there already");
    let mut gentler = promotion.clone();
    gentler["limit"] = json!(3);
    assert_eq!(put(&clerk, &gentler, &promotion).status, 204);
    assert_eq!(put(&clerk, &gentler, &promotion).status, 409, "somebody else was faster");

    let end = format!("/v1/console/promotions/{}/end", promotion["id"].as_str().unwrap());
    assert_eq!(clerk.asks(Request::new("POST", &end)).status, 204);
    sells(&tablet, code, before);
    assert_eq!(clerk.asks(Request::new("POST", &end)).json()["code"], "promotion_over");
}

#[test]
fn a_promotion_to_come_is_on_tablets_before_it_begins_and_can_be_taken_away() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let tablet = hq.tablet("Binjiang");
    let hit = tablet.query("search", &json!({ "text": "sofa", "limit": 1 }))["hits"][0].clone();
    let (code, before) = (hit["sku"].as_str().unwrap(), hit["price_minor"].as_i64().unwrap());
    let held = version(&tablet);
    let from_ms = tenon_hq::now_ms() + 6_000;
    let promotion = sale("018f0000-0000-7000-8000-0000000000a2", 50, from_ms, from_ms + 3_600_000);
    let later = sale("018f0000-0000-7000-8000-0000000000a3", 60, from_ms + 3_600_000, from_ms + 7_200_000);

    assert_eq!(put(&clerk, &promotion, &Value::Null).status, 204);
    assert_eq!(put(&clerk, &later, &Value::Null).status, 204);
    let end = format!("/v1/console/promotions/{}/end", later["id"].as_str().unwrap());
    assert_eq!(clerk.asks(Request::new("POST", &end)).status, 204);
    let all = offers(&clerk)["promotions"].as_array().unwrap().clone();
    assert!(all.iter().any(|one| one["id"] == promotion["id"]) && all.iter().all(|one| one["id"] != later["id"]));

    // Saved twice, taken away once.
    eventually("the tablet has what was saved", || {
        tablet.sync();
        (version(&tablet) >= held + 3).then_some(())
    });
    tablet.line.turns(Weather::Down);
    eventually("it begins without a network", || {
        let hit = tablet.query("search", &json!({ "text": code, "limit": 1 }))["hits"][0].clone();
        (hit["price_minor"].as_i64()? < before).then_some(())
    });
}

fn version(tablet: &Tablet) -> i64 {
    tablet.status()["catalog"]["version"].as_i64().expect("it has a catalog")
}

#[test]
fn each_field_that_is_wrong_is_named() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let mut promotion = sale("018f0000-0000-7000-8000-0000000000a4", 200, 10, 5);
    promotion["name"] = json!({ "zh": "", "en": " " });
    promotion["goods"] = json!({ "categories": ["furniture/nothing"] });
    promotion["stores"] = json!(["018f0000-0000-7000-8000-00000000ffff"]);

    let reply = put(&clerk, &promotion, &Value::Null);

    assert_eq!((reply.status, &reply.json()["code"]), (422, &json!("fields_faulty")));
    let expected = json!({
        "name": "name_missing", "until_ms": "period_order", "offer.basis_points": "share_range",
        "goods": "category_unknown", "stores": "store_unknown",
    });
    assert_eq!(reply.json()["facts"], expected);
    let unread = clerk.asks(Request::new("PUT", "/v1/console/promotions/x").json(&json!({ "promotion": 1 })));
    assert_eq!(unread.status, 400);
}

#[test]
fn other_rules_of_discount_reach_the_tablet() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let tablet = hq.tablet("Binjiang");
    let seen = offers(&clerk)["authority"].clone();
    let mut rules = seen["rules"].clone();
    rules[0]["floor_bp"] = json!(10_001);
    let put = |rules: &Value, seen: &Value| {
        clerk.asks(Request::new("PUT", "/v1/console/authority").json(&json!({ "rules": rules, "seen": seen })))
    };
    let refused = put(&rules, &seen["version"]);
    assert_eq!((refused.status, &refused.json()["facts"]["rules.0.floor_bp"]), (422, &json!("share_over")));

    // A floor of the whole list price: no promotion lowers anything any more.
    let strict: Vec<Value> = ["seller", "manager", "clerk"]
        .iter()
        .map(|role| json!({ "role": role, "limit_bp": 0, "floor_bp": 10_000 }))
        .collect();
    let tried = clerk.asks(Request::new("POST", "/v1/console/offers/preview").json(&json!({ "rules": strict })));
    assert_eq!(tried.status, 200, "{}", tried.text());
    assert_eq!(put(&json!(strict), &seen["version"]).status, 204);
    assert_eq!(put(&json!(strict), &seen["version"]).json()["code"], "authority_changed");

    tablet.sync();
    let reduced = tablet.query("search", &json!({ "text": "橱柜", "limit": 20 }))["hits"].clone();
    let why = reduced.as_array().unwrap().iter().flat_map(|hit| hit["why"].as_array().unwrap().clone());
    assert!(!why.into_iter().any(|reason| reason["code"] == "promotion"), "{reduced}");
}

#[test]
fn the_command_line_does_the_same() {
    let hq = Hq::open();
    let listed = hq.command(&["promotions", "list"]).well();
    let mut one = listed[0].clone();
    one["limit"] = json!(7);
    let file = hq.data().join("promotion.json");
    std::fs::write(&file, one.to_string()).unwrap();
    let path = file.to_str().unwrap();
    assert!(hq.command(&["promotions", "put", path]).well()["version"].is_i64());
    let now = hq.command(&["promotions", "list"]).well();
    assert!(now.as_array().unwrap().contains(&one));

    one["limit"] = json!(0);
    std::fs::write(&file, one.to_string()).unwrap();
    let refused = hq.command(&["promotions", "put", path]);
    assert_eq!(refused.code, Some(1));

    let authority = hq.command(&["authority", "list"]).well();
    std::fs::write(&file, authority.to_string()).unwrap();
    let version = authority["version"].as_i64().unwrap();
    assert_eq!(hq.command(&["authority", "put", path]).well()["version"], version + 1);
}

#[test]
fn nobody_changes_prices_without_signing_in() {
    let hq = Hq::open();
    let id = "018f0000-0000-7000-8000-0000000000a5";
    let requests = [
        Request::get("/v1/console/offers"),
        Request::get("/v1/console/parity"),
        Request::get("/v1/console/parity.csv"),
        Request::new("POST", "/v1/console/parity").json(&json!({})),
        Request::new("POST", "/v1/console/offers/preview").json(&json!({})),
        Request::new("PUT", &format!("/v1/console/promotions/{id}")).json(&json!({})),
        Request::new("POST", &format!("/v1/console/promotions/{id}/end")),
        Request::new("PUT", "/v1/console/authority").json(&json!({})),
    ];
    for request in requests {
        let reply = request.clone().send(hq.address()).unwrap();
        assert_eq!((reply.status, &reply.json()["code"]), (401, &"not_signed_in".into()), "{request:?}");
    }
}

//! One price everywhere: a clerk publishes prices, tablets and the website sell by them from the same moment on.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Hq, PATIENCE, Request, Tablet, Weather, eventually};

/// The first product that a tablet finds for `text`: product, variant, code, price.
fn found(tablet: &Tablet, text: &str) -> (Value, Value, String, i64) {
    let hit = tablet.query("search", &json!({ "text": text, "limit": 1 }))["hits"][0].clone();
    let sku = hit["sku"].as_str().expect("a code").to_owned();
    (hit["product_id"].clone(), hit["variant_id"].clone(), sku, hit["price_minor"].as_i64().expect("a price"))
}

/// What the tablet sells `count` pieces for.
fn in_the_store(tablet: &Tablet, product: &Value, variant: &Value, count: u32) -> Value {
    let line = json!({ "product_id": product, "variant_id": variant, "count": count });
    tablet.query("price", &json!({ "lines": [line] }))["priced"].clone()
}

/// What the website sells them for.
fn on_the_website(hq: &Hq, product: &Value, variant: &Value, count: u32, zone: Option<&str>) -> Value {
    let line = json!({ "line": "a", "product_id": product, "variant_id": variant, "count": count });
    let reply =
        Request::new("POST", "/v1/price").json(&json!({ "zone": zone, "lines": [line] })).send(hq.address()).unwrap();
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).expect("JSON")
}

pub(crate) fn publish(hq: &Hq, sku: &str, price: &str, options: &[&str]) -> Value {
    let file = hq.data().join("prices.csv");
    fs::write(&file, format!("sku,price\n{sku},{price}\n")).unwrap();
    let path = file.to_str().unwrap().to_owned();
    hq.command(&[&["prices", &path], options].concat()).well()
}

/// Syncs until the tablet has what `published` says; headquarters looks at its own files twice a second.
pub(crate) fn sync_to(tablet: &Tablet, published: &Value) {
    let version = published["version"].as_i64().expect("a version");
    let began = Instant::now();
    while tablet.status()["catalog"]["version"].as_i64().is_none_or(|held| held < version) {
        assert!(began.elapsed() < PATIENCE, "version {version} does not come: {}", tablet.status());
        tablet.sync();
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn website_and_store_ask_the_same_and_say_why() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (product, variant, sku, before) = found(&tablet, "sofa");

    let published = publish(&hq, &sku, "54321", &["--name", "年末价"]);
    sync_to(&tablet, &published);

    let (.., after) = found(&tablet, &sku);
    assert_ne!(after, before);
    let (store, website) =
        (in_the_store(&tablet, &product, &variant, 2), on_the_website(&hq, &product, &variant, 2, None));
    assert_eq!(store["list_minor"], 2 * 5_432_100);
    for field in ["list_minor", "off_minor", "total_minor"] {
        assert_eq!(store[field], website[field], "{field}");
    }
    let line = &store["lines"][0];
    assert_eq!((&line["book_version"], &line["book_zone"]), (&published["version"], &Value::Null));
    assert_eq!(line["why"], website["lines"][0]["why"]);
    assert_eq!(line["why"][0]["name"]["zh"], "年末价");
    let off: i64 = line["why"].as_array().unwrap().iter().filter_map(|reason| reason["off_minor"].as_i64()).sum();
    assert_eq!(line["list_minor"].as_i64().unwrap() - off, line["total_minor"].as_i64().unwrap());
}

#[test]
fn a_zone_has_its_own_price() {
    let hq = Hq::open();
    let (hangzhou, chengdu) = (hq.tablet("Binjiang"), hq.tablet("Jinniu"));
    let (product, variant, sku, price) = found(&hangzhou, "sofa");

    let published = publish(&hq, &sku, "60000", &["--zone", "chengdu"]);
    sync_to(&hangzhou, &published);
    sync_to(&chengdu, &published);

    assert_eq!(found(&hangzhou, &sku).3, price);
    assert_eq!(in_the_store(&chengdu, &product, &variant, 1)["list_minor"], 6_000_000);
    assert_eq!(on_the_website(&hq, &product, &variant, 1, Some("chengdu"))["list_minor"], 6_000_000);
    let unknown = hq.command(&["prices", "nowhere.csv", "--zone", "atlantis"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.log.contains("atlantis"), "{}", unknown.log);
}

#[test]
fn a_price_begins_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (product, variant, sku, _) = found(&tablet, "sofa");
    let before = in_the_store(&tablet, &product, &variant, 1);
    let from_ms = tenon_hq::now_ms() + 6_000;
    let from = written(from_ms);

    let published = publish(&hq, &sku, "12345", &["--valid-from", &from]);
    sync_to(&tablet, &published);
    tablet.line.turns(Weather::Down);

    let still = in_the_store(&tablet, &product, &variant, 1);
    if still["at_ms"].as_i64().unwrap() < from_ms {
        assert_eq!(still["list_minor"], before["list_minor"]);
    }
    let begun = eventually("the price begins", || {
        let priced = in_the_store(&tablet, &product, &variant, 1);
        (priced["at_ms"].as_i64().unwrap() >= from_ms).then_some(priced)
    });
    assert_eq!(begun["list_minor"], 1_234_500);
}

#[test]
fn a_price_on_the_screen_changes_by_itself() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (.., sku, before) = found(&tablet, "sofa");
    let from_ms = tenon_hq::now_ms() + 10_000;
    let published = publish(&hq, &sku, "12345", &["--valid-from", &written(from_ms)]);
    sync_to(&tablet, &published);
    tablet.line.turns(Weather::Down);
    let screens = tablet.screens();
    let shown = || {
        let hit = screens.query("search", &json!({ "text": sku, "limit": 1 }))["hits"][0].clone();
        (hit["price_minor"].as_i64().expect("a price"), tenon_hq::now_ms())
    };

    screens.hears("catalog", || {
        let (price, at_ms) = shown();
        assert!(price == before || at_ms >= from_ms, "{price} before its time");
    });

    let (after, at_ms) = shown();
    assert!(after != before && at_ms >= from_ms, "{before} is {after}");
}

/// RFC 3339 in UTC, by the calendar of the database.
pub(crate) fn written(ms: i64) -> String {
    let sql = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?1 / 1000.0, 'unixepoch')";
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    conn.query_row(sql, [ms], |row| row.get(0)).unwrap()
}

#[test]
fn a_file_with_a_fault_changes_nothing() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (_, _, sku, before) = found(&tablet, "sofa");
    let file = hq.data().join("prices.csv");
    fs::write(&file, format!("sku,price\n{sku},1\nNO-SUCH-CODE,2\n")).unwrap();

    let said = hq.command(&["prices", file.to_str().unwrap()]);

    assert_eq!(said.code, Some(1));
    assert_eq!(said.answer["problems"][0]["line"], 3);
    assert_eq!(said.answer["problems"][0]["code"], "code_unknown");
    tablet.sync();
    assert_eq!(found(&tablet, &sku).3, before);
}

#[test]
fn the_website_hears_what_is_wrong_with_a_basket() {
    let hq = Hq::open();
    let ask = |body: Value| {
        let reply = Request::new("POST", "/v1/price").json(&body).send(hq.address()).unwrap();
        let refusal: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        (reply.status, refusal["code"].as_str().unwrap_or_default().to_owned())
    };
    let nil = "00000000-0000-0000-0000-000000000000";
    let line = json!({ "product_id": nil, "variant_id": nil, "count": 1 });
    assert_eq!(ask(json!({ "lines": [] })), (200, String::new()));
    assert_eq!(ask(json!({ "lines": [line] })), (422, "goods_unknown".into()));
    assert_eq!(ask(json!({ "lines": vec![line.clone(); 201] })), (422, "basket_too_large".into()));
    assert_eq!(ask(json!({ "lines": [], "store": nil })), (422, "store_unknown".into()));
    assert_eq!(ask(json!({ "lines": [], "discount_minor": 5 })), (400, "bad_request".into()));
    let long = "x".repeat(200_000);
    assert_eq!(ask(json!({ "lines": [], "zone": long })).0, 413);
}

//! A clerk holds the website against the tablets.

use serde_json::{Value, json};

use crate::support::{Hq, Request};

#[test]
fn the_chains_own_feed_agrees_and_a_changed_one_does_not() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    assert_eq!(clerk.asks(Request::get("/v1/console/parity")).json(), Value::Null);
    assert_eq!(clerk.asks(Request::get("/v1/console/parity.csv")).status, 404);

    // By its address: what this very server offers the website.
    let address = format!("http://{}/v1/feed.xml", hq.address());
    let asked = format!("/v1/console/parity?hours=24&address={}", address.replace(':', "%3A").replace('/', "%2F"));
    let reply = clerk.asks(Request::new("POST", &asked));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let found = reply.json();
    assert!(found["offers"].as_u64().unwrap() > 60, "{found}");
    assert_eq!((&found["agree"], &found["counts"]), (&found["offers"], &json!([])), "{found}");
    assert_eq!(found["feed"], address);

    // As a file, in which one price is another, one product is gone, and one is new.
    let feed = Request::get("/v1/feed.xml").send(hq.address()).unwrap().text();
    let (head, rest) = feed.split_once("<item>").unwrap();
    let mut items: Vec<String> = rest.split("<item>").map(str::to_owned).collect();
    items.remove(1);
    let (before, after) = items[0].split_once("<g:price>").unwrap();
    let price = after.split_once("</g:price>").unwrap().1;
    items[0] = format!("{before}<g:price>1.23 CNY</g:price>{price}");
    let changed = format!("{head}<item>{}", items.join("<item>"));
    let reply = clerk.asks(Request::new("POST", "/v1/console/parity?name=feed.xml").body(changed.into_bytes()));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let found = reply.json();
    assert!(found["agree"].as_u64() < found["offers"].as_u64(), "{found}");
    let kinds: Vec<&str> =
        found["counts"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"price") && kinds.contains(&"missing_on_website"), "{kinds:?}");

    let table = clerk.asks(Request::get("/v1/console/parity.csv")).text();
    let listed: u64 = found["counts"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    let stale = found["stale_tablets"].as_array().unwrap().len() as u64;
    assert_eq!(table.lines().count() as u64, 1 + listed + stale, "{table}");
    assert_eq!(clerk.asks(Request::get("/v1/console/parity")).json()["feed"], "feed.xml", "it stays to be looked at");
}

#[test]
fn a_feed_that_cannot_be_had_is_told() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    for asked in ["address=http%3A%2F%2F127.0.0.1%3A9%2Ffeed.xml", "address=file%3A%2F%2F%2Fetc%2Fpasswd"] {
        let reply = clerk.asks(Request::new("POST", &format!("/v1/console/parity?{asked}")));
        assert_eq!((reply.status, &reply.json()["code"]), (422, &json!("feed_unread")), "{}", reply.text());
    }
    let reply = clerk.asks(Request::new("POST", "/v1/console/parity").body(b"hello".to_vec()));
    assert_eq!(reply.status, 422, "{}", reply.text());
}

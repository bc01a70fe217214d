//! Privilege cards at headquarters: made, sold by the website, taken back, and a redemption undone.

mod issued;
mod recalled;
mod sold;
mod undone;

use serde_json::{Value, json};
use tenon_domain::Id;
use tenon_domain::entities::{Campaign, Store};

use crate::support::{Card, Clerk, Hq, Reply, Request};

/// A website that sells cards.
struct Shop {
    key: String,
    hq: std::net::SocketAddr,
}

impl Shop {
    fn opens(hq: &Hq) -> Self {
        let said = hq.command(&["keys", "add", "shop.example"]).well();
        Self { key: said["key"].as_str().expect("a key").to_owned(), hq: hq.address() }
    }

    fn says(&self, sale: &Value) -> Reply {
        let request = Request::new("POST", "/v1/cards/sold").json(sale);
        request.header("authorization", &format!("Bearer {}", self.key)).send(self.hq).expect("it answers")
    }

    /// Sells a card of the welcome campaign to a customer of `store`.
    fn sells(&self, hq: &Hq, order: &str, store: &str) -> Card {
        let sale = sale(hq, order, store);
        let reply = self.says(&sale);
        assert_eq!(reply.status, 201, "{}", reply.text());
        let sold = reply.json();
        let text = |field: &str| sold[field].as_str().expect("text").to_owned();
        Card { number: text("number"), text: text("code"), campaign: campaign(hq).to_string() }
    }
}

/// The campaign that tablets may redeem without the right.
fn campaign(hq: &Hq) -> Id<Campaign> {
    let all: Vec<Campaign> = hq.all();
    all.iter().find(|one| one.name.en.contains("Mini program")).expect("there is such a campaign").id
}

fn store(hq: &Hq, name: &str) -> Id<Store> {
    let all: Vec<Store> = hq.all();
    all.iter().find(|one| one.name.en.contains(name)).expect("there is such a store").id
}

fn sale(hq: &Hq, order: &str, home: &str) -> Value {
    json!({
        "order": order, "campaign": campaign(hq), "store": store(hq, home), "phone": "+86 138-1234-2057",
        "source": { "channel": "douyin", "campaign": "winter", "keyword": "新房装修", "click": "c-77" },
    })
}

/// The one card that the console finds.
fn found(clerk: &Clerk, text: &str) -> Value {
    let target = format!("/v1/console/cards/find?text={}", text.replace(' ', "%20"));
    let reply = clerk.asks(Request::get(&target));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let cards = reply.json();
    assert_eq!(cards.as_array().map(Vec::len), Some(1), "{cards}");
    cards[0].clone()
}

/// The clerk does an operation.
fn does(clerk: &Clerk, op: &Value) -> Reply {
    clerk.asks(Request::new("POST", "/v1/console/operations").json(op))
}

/// The clerk asks a card back.
fn recalls(clerk: &Clerk, card: &Value, purpose: &Value) -> Reply {
    does(clerk, &json!({ "tag": "card.recall.v1", "card": card["id"], "purpose": purpose, "reason": "customer asked" }))
}

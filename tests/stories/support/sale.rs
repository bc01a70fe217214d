//! A sale on a tablet: what is quoted, signed and paid.

use serde_json::{Value, json};

use super::{Outcome, Tablet};

/// A paper's hash, for stories that are not about papers.
const DOCUMENT: &str = "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02";

/// An operation, done under somebody's PIN where one is given.
pub(crate) fn under(op: &Value, pin: Option<(&str, &str)>) -> Value {
    json!({ "op": op, "pin": pin.map(|(staff, pin)| json!({ "staff": staff, "pin": pin })) })
}

impl Tablet {
    /// What asking for `count` pieces of the first product that `text` finds says.
    pub(crate) fn line(&self, name: &str, text: &str, count: u32) -> Value {
        let hit = self.query("search", &json!({ "text": text, "limit": 1 }))["hits"][0].clone();
        json!({ "line": name, "product_id": hit["product_id"], "variant_id": hit["variant_id"], "count": count })
    }

    /// What these lines would cost the customer on the bench.
    pub(crate) fn prices(&self, lines: &[Value], off: i64) -> Value {
        let visit = self.session()["visit"]["id"].clone();
        self.query("quote_priced", &json!({ "visit": visit, "lines": lines, "discount_minor": off }))
    }

    /// Writes a quote for the customer on the bench; answers its identifier.
    pub(crate) fn quotes(&self, lines: &[Value], off: i64) -> String {
        let content = self.prices(lines, off)["content"].clone();
        self.writes(None, &content).made()
    }

    /// Hands in what a quote offers, over its heads.
    pub(crate) fn writes(&self, quote: Option<&str>, content: &Value) -> Outcome {
        let visit = self.session()["visit"].clone();
        let sheet = quote.map_or(Value::Null, |id| self.quote(id));
        let heads = sheet["heads"].as_array().into_iter().flatten();
        let over: Vec<Value> = heads.map(|head| head["id"].clone()).collect();
        let name = sheet["buyer"]["name"].as_str().or(visit["name"].as_str()).unwrap_or("Mr Wu");
        let buyer = json!({ "name": name, "phone": null, "address": "" });
        self.submit(&json!({
            "tag": "quote.write.v1", "quote": quote, "over": over, "visit": visit["id"], "buyer": buyer, "content": content,
        }))
    }

    /// A quote as its screen shows it.
    pub(crate) fn quote(&self, id: &str) -> Value {
        self.query("quote", &json!({ "id": id }))
    }

    /// The only version of a quote.
    pub(crate) fn version(&self, quote: &str) -> Value {
        let heads = self.quote(quote)["heads"].clone();
        assert_eq!(heads.as_array().map(Vec::len), Some(1), "{heads:#}");
        heads[0].clone()
    }

    /// The customer signs the quote; a third is due at once.
    pub(crate) fn sells(&self, quote: &str) -> Outcome {
        self.submit(&self.signing(quote))
    }

    /// What is handed in when the customer signs the quote.
    pub(crate) fn signing(&self, quote: &str) -> Value {
        let sheet = self.quote(quote);
        let head = &sheet["heads"][0];
        let total = head["sums"]["total_minor"].as_i64().expect("a total");
        let now = total / 3;
        json!({
            "tag": "order.sign.v1", "quote": quote, "visit": sheet["visit"], "buyer": sheet["buyer"],
            "currency": head["content"]["currency"], "card": head["content"]["card"]["number"],
            "signing": {
                "version": head["id"], "total_minor": total,
                "instalments": [{ "due": "signing", "minor": now }, { "due": "delivery", "minor": total - now }],
                "signature": { "name": "Wu", "document": DOCUMENT, "strokes": [[100, 100, 200, 150, 300, 90]] },
            },
        })
    }

    /// An order as its screen shows it.
    pub(crate) fn order(&self, id: &str) -> Value {
        self.query("order", &json!({ "id": id }))
    }

    /// The customer pays by the card terminal.
    pub(crate) fn takes(&self, order: &str, minor: i64, reference: &str) -> Outcome {
        self.submit(&json!({
            "tag": "payment.take.v1", "order": order, "minor": minor, "method": "terminal", "reference": reference,
        }))
    }

    /// The identifier and PIN of a manager of this store.
    pub(crate) fn manager(&self) -> (String, &'static str) {
        (self.people("manager").swap_remove(0).0, "2580")
    }
}

impl Outcome {
    /// It is saved; answers the quote, order or payment that it wrote.
    pub(crate) fn made(&self) -> String {
        self.is_final();
        self.answer()["made"].as_str().expect("a row").to_owned()
    }
}

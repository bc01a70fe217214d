//! What a product's offers say it costs.

use serde_json::Value;

use super::node::{self, Index};
use crate::import::item::{Field, Item};
use crate::import::problem::{Code, Note, quoted};

/// The offers of a product, each a variant of its own or none.
pub(super) enum Offers<'v> {
    /// No offer: the product has no price.
    None,
    /// One that holds for the product as it is.
    One(&'v Value),
    /// Several goods, each with what identifies it.
    Variants(Vec<(String, &'v Value)>),
}

/// Sorts out the offers of `product`.
pub(super) fn offers<'v>(
    product: &'v Value,
    index: &Index<'v>,
    usual: Option<&str>,
    line: u64,
    notes: &mut Vec<Note>,
) -> Offers<'v> {
    let mut found = Vec::new();
    for offer in index.nodes(product, "offers") {
        let inside = if node::is_a(offer, &["AggregateOffer"]) { index.nodes(offer, "offers") } else { Vec::new() };
        if inside.is_empty() {
            found.push(offer);
        } else {
            found.extend(inside);
        }
    }
    let wanted = |offer: &&Value| usual.is_some_and(|usual| currency(offer, index).eq_ignore_ascii_case(usual));
    if found.iter().any(wanted) {
        found.retain(wanted);
    }
    let (Some(first), 2..) = (found.first().copied(), found.len()) else {
        return found.first().map_or(Offers::None, |only| Offers::One(only));
    };
    let mut named: Vec<(String, &Value)> = found.iter().map(|offer| (identity(offer, index), *offer)).collect();
    let own = node::first(product, &["sku", "productID"]);
    named.retain(|(id, _)| !id.is_empty());
    named.dedup_by(|one, other| one.0 == other.0);
    if named.len() == found.len() && named.iter().any(|(id, _)| *id != own) {
        return Offers::Variants(named);
    }
    let prices: Vec<String> = found.iter().map(|offer| price(offer, index)).collect();
    if prices.iter().any(|price| Some(price) != prices.first()) {
        let title = quoted(&node::get(product, "name"));
        let text = format!("product {title} has {} offers that nothing tells apart; the first was taken", found.len());
        notes.push(Note::remark(line, Code::Price, text));
    }
    Offers::One(first)
}

/// What tells an offer from the others of its product.
fn identity(offer: &Value, index: &Index<'_>) -> String {
    let item = index.nodes(offer, "itemOffered");
    let of_item = item.first().map(|item| node::first(item, &["sku", "productID", "mpn"])).unwrap_or_default();
    let names = ["sku", "mpn", "gtin", "gtin13", "gtin14", "gtin12", "gtin8", "@id", "url", "name"];
    [node::get(offer, "sku"), of_item, node::first(offer, &names)]
        .into_iter()
        .find(|id| !id.is_empty())
        .unwrap_or_default()
}

/// Price specifications that say what something used to cost or should.
fn is_struck_out(specification: &Value) -> bool {
    let kind = node::get(specification, "priceType");
    let kind = kind.rsplit(['/', ':']).next().unwrap_or_default();
    matches!(kind, "ListPrice" | "StrikethroughPrice" | "SRP" | "MSRP" | "RegularPrice")
}

fn price(offer: &Value, index: &Index<'_>) -> String {
    let specifications = index.nodes(offer, "priceSpecification");
    let specified =
        specifications.iter().find(|one| !is_struck_out(one)).map(|one| node::first(one, &["price", "minPrice"]));
    [node::get(offer, "price"), specified.unwrap_or_default(), node::get(offer, "lowPrice")]
        .into_iter()
        .find(|price| !price.is_empty())
        .unwrap_or_default()
}

fn currency(offer: &Value, index: &Index<'_>) -> String {
    let specifications = index.nodes(offer, "priceSpecification");
    let specified = specifications.iter().map(|one| node::get(one, "priceCurrency")).find(|code| !code.is_empty());
    [node::get(offer, "priceCurrency"), specified.unwrap_or_default()]
        .into_iter()
        .find(|code| !code.is_empty())
        .unwrap_or_default()
}

/// Writes what `offer` says into `item`.
pub(super) fn fill(item: &mut Item, offer: &Value, index: &Index<'_>, notes: &mut Vec<Note>) {
    let (price, currency) = (price(offer, index), currency(offer, index));
    let with_currency = |amount: &str| {
        let bare = amount.chars().all(|c| !c.is_alphabetic() && !"¥￥$€£₹₩".contains(c));
        if bare && !amount.is_empty() { format!("{amount} {currency}") } else { amount.to_owned() }
    };
    let (low, high) = (node::get(offer, "lowPrice"), node::get(offer, "highPrice"));
    if node::get(offer, "price").is_empty() && !low.is_empty() && !high.is_empty() && low != high {
        let title = quoted(item.get(Field::Title));
        let text = format!(
            "product {title} costs from {low} to {high}, by variants that the page does not list; {low} was taken"
        );
        notes.push(Note::remark(item.line, Code::Price, text));
    }
    let listed = index.nodes(offer, "priceSpecification").into_iter().find(|one| is_struck_out(one));
    item.set(Field::Price, &with_currency(&price));
    item.set(Field::CompareAt, &with_currency(&listed.map(|one| node::get(one, "price")).unwrap_or_default()));
    item.set(Field::Availability, &node::get(offer, "availability"));
    item.set(Field::Link, &node::get(offer, "url"));
}

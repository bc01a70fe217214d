//! Products, variants and prices, as the website and every tablet show them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Localized, Uuid};

/// What a price is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceUnit {
    /// One piece.
    #[default]
    Each,
    /// One running metre.
    Metre,
    /// One square metre.
    SquareMetre,
    /// One set.
    Set,
    /// One box.
    Box,
    /// One door or window opening (樘).
    Opening,
}

/// How goods reach the customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServiceRoute {
    /// From the shelf: carried home or delivered, installed as soon as somebody has time.
    #[default]
    Light,
    /// Made for the home, as kitchens, doors and tiles that are cut: measured, drawn, installed, each after the one before.
    Heavy,
}

/// A place in the category tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Stable lower-case path, `kitchen/cabinet`.
    pub path: String,
    /// Its name.
    pub name: Localized,
    /// The names of the places above it, from the root; empty where the source does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub above: Vec<Localized>,
}

/// One way in which variants differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OptionAxis {
    /// What differs: colour, size.
    pub name: Localized,
    /// The values in the order of the source.
    pub values: Vec<Localized>,
}

/// A price from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Minor units of the variant's currency.
    pub minor: i64,
    /// First moment of validity, UTC milliseconds; `i64::MIN` for always.
    pub from_ms: i64,
    /// First moment after validity, UTC milliseconds.
    pub until_ms: Option<i64>,
}

/// What is bought: a product in one choice of its options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Derived from what identifies it in the source.
    pub id: Uuid,
    /// The seller's code; may be empty and may repeat.
    pub sku: String,
    /// A valid GTIN.
    pub gtin: Option<String>,
    /// One index into each option's values.
    pub choice: Vec<u16>,
    /// ISO 4217.
    pub currency: String,
    /// Ordered by `from_ms`.
    pub prices: Vec<Price>,
    /// A higher price that the source shows struck out, in minor units.
    pub compare_at_minor: Option<i64>,
    /// Whether it can be had now.
    pub in_stock: bool,
    /// The picture of this variant.
    pub picture: Option<String>,
}

impl Variant {
    /// The price that holds at `now_ms`: of those valid then, the one that began last.
    pub fn price_at(&self, now_ms: i64) -> Option<i64> {
        price_at(&self.prices, now_ms)
    }
}

/// The price of `prices` that holds at `now_ms`: of those valid then, the one that began last.
pub(crate) fn price_at(prices: &[Price], now_ms: i64) -> Option<i64> {
    prices
        .iter()
        .filter(|price| price.from_ms <= now_ms && price.until_ms.is_none_or(|until| now_ms < until))
        .max_by_key(|price| price.from_ms)
        .map(|price| price.minor)
}

/// A property with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attribute {
    /// What it is.
    pub name: Localized,
    /// What it is worth, with its unit.
    pub value: Localized,
}

/// Something the chain shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Derived from merchant and source identifier.
    pub id: Uuid,
    /// Short name of the merchant that sells it.
    pub merchant: String,
    /// What identifies it in the file it came from: Shopify handle, feed id.
    pub source_id: String,
    /// Its name.
    pub title: Localized,
    /// Plain text, without markup.
    pub description: Localized,
    /// The maker's name; may be empty.
    pub brand: String,
    /// Where it stands in the tree.
    pub category: Category,
    /// Words that the source attaches for finding it.
    pub tags: Vec<String>,
    /// The same product on the website.
    pub link: Option<String>,
    /// How it reaches the customer.
    pub route: ServiceRoute,
    /// What its prices are for.
    pub unit: PriceUnit,
    /// How variants differ.
    pub options: Vec<OptionAxis>,
    /// At least one.
    pub variants: Vec<Variant>,
    /// Content hashes of stored pictures, or addresses of pictures not fetched yet.
    pub pictures: Vec<String>,
    /// Properties.
    pub attributes: Vec<Attribute>,
}

/// Namespace of product and variant identifiers.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_0063_6174_616c);

impl Product {
    /// The identifier of what `merchant` calls `source_id`.
    pub fn id_of(merchant: &str, source_id: &str) -> Uuid {
        Uuid::new_v5(&NAMESPACE, format!("{merchant}\n{source_id}").as_bytes())
    }
    /// The identifier of the product's variant that the source calls `name`.
    pub fn variant_id(product: Uuid, name: &str) -> Uuid {
        Uuid::new_v5(&product, name.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Price, Variant};
    use crate::Uuid;

    #[test]
    fn the_price_that_began_last_holds() {
        let price = |minor, from_ms, until_ms| Price { minor, from_ms, until_ms };
        let variant = Variant {
            id: Uuid::nil(),
            sku: String::new(),
            gtin: None,
            choice: vec![],
            currency: "CNY".into(),
            prices: vec![price(100, i64::MIN, None), price(80, 50, Some(60))],
            compare_at_minor: None,
            in_stock: true,
            picture: None,
        };
        assert_eq!([49, 50, 59, 60].map(|now| variant.price_at(now).unwrap()), [100, 80, 80, 100]);
    }
}

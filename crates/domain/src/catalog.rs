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
}

/// How goods reach the customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServiceRoute {
    /// Carried home or delivered.
    #[default]
    Light,
    /// Measured, drawn, installed.
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
        self.prices
            .iter()
            .filter(|price| price.from_ms <= now_ms && price.until_ms.is_none_or(|until| now_ms < until))
            .max_by_key(|price| price.from_ms)
            .map(|price| price.minor)
    }
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

/// A price reduction. One kind in this version: a percentage on categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// Its identifier.
    pub id: Uuid,
    /// Its name.
    pub name: Localized,
    /// Category paths it holds for, with all below them; empty for all.
    pub categories: Vec<String>,
    /// Hundredths of a percent taken off.
    pub basis_points_off: u32,
    /// First moment, UTC milliseconds.
    pub from_ms: i64,
    /// First moment after, UTC milliseconds.
    pub until_ms: i64,
}

impl Promotion {
    /// Whether it holds for `category` at `now_ms`.
    pub fn holds(&self, category: &str, now_ms: i64) -> bool {
        let below = |root: &String| {
            category.strip_prefix(root.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.from_ms <= now_ms
            && now_ms < self.until_ms
            && (self.categories.is_empty() || self.categories.iter().any(below))
    }

    /// `minor` with the reduction taken off, rounded half up to the minor unit.
    pub fn apply(&self, minor: i64) -> i64 {
        let off = i128::from(minor) * i128::from(self.basis_points_off.min(10_000));
        let rounded = (off + 5_000).div_euclid(10_000);
        minor - i64::try_from(rounded).unwrap_or(minor)
    }
}

/// The best of `promotions` for a price in `category` at `now_ms`: the one that leaves least to pay.
pub fn best_promotion<'p>(
    promotions: &'p [Promotion],
    category: &str,
    minor: i64,
    now_ms: i64,
) -> Option<(&'p Promotion, i64)> {
    promotions
        .iter()
        .filter(|promotion| promotion.holds(category, now_ms))
        .map(|promotion| (promotion, promotion.apply(minor)))
        .min_by_key(|(promotion, price)| (*price, promotion.id))
}

#[cfg(test)]
mod tests {
    use super::{Price, Promotion, Variant};
    use crate::{Localized, Uuid};

    fn promotion(categories: &[&str], off: u32) -> Promotion {
        let categories = categories.iter().map(|&c| c.to_owned()).collect();
        Promotion {
            id: Uuid::nil(),
            name: Localized::default(),
            categories,
            basis_points_off: off,
            from_ms: 10,
            until_ms: 20,
        }
    }

    #[test]
    fn a_promotion_holds_for_a_branch_and_a_time() {
        let kitchen = promotion(&["kitchen"], 1000);
        assert!(kitchen.holds("kitchen/cabinet", 10) && kitchen.holds("kitchen", 19));
        assert!(!kitchen.holds("kitchenware", 15) && !kitchen.holds("kitchen", 20) && !kitchen.holds("door", 15));
    }

    #[test]
    fn a_reduction_is_rounded_half_up_once() {
        assert_eq!(promotion(&[], 1000).apply(1005), 904);
        assert_eq!(promotion(&[], 10_000).apply(999), 0);
    }

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

//! Changes of prices on the wire: some twenty bytes for each identifier after compression and a few for each price,
//! because everything else in them repeats.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tenon_domain::Uuid;
use tenon_domain::catalog::{Price, Product, Variant};
use tenon_domain::pricing::{BookVersion, Rate};

/// An identifier as 22 characters instead of 36.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortId(pub Uuid);

impl Serialize for ShortId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64URL_NOPAD.encode(self.0.as_bytes()))
    }
}

impl<'de> Deserialize<'de> for ShortId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let id = bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok());
        id.map(Self).ok_or_else(|| serde::de::Error::custom("an identifier that is none"))
    }
}

/// Imported prices of a product of which nothing else has changed, variant by variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repriced(pub ShortId, pub Vec<VariantPrices>);

/// Imported prices of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum VariantPrices {
    /// One price that always holds.
    Always(i64),
    /// All there is.
    Full {
        /// Its prices.
        prices: Vec<Price>,
        /// The struck-out price.
        compare_at_minor: Option<i64>,
    },
}

impl Repriced {
    /// The prices of `product`.
    pub(super) fn of(product: Product) -> Self {
        let prices = |variant: Variant| match (variant.prices.as_slice(), variant.compare_at_minor) {
            ([Price { minor, from_ms: i64::MIN, until_ms: None }], None) => VariantPrices::Always(*minor),
            _ => VariantPrices::Full { prices: variant.prices, compare_at_minor: variant.compare_at_minor },
        };
        Self(ShortId(product.id), product.variants.into_iter().map(prices).collect())
    }

    /// Gives `product` these prices; `false` when it has other variants.
    pub(super) fn apply(&self, product: &mut Product) -> bool {
        for (variant, said) in product.variants.iter_mut().zip(&self.1) {
            (variant.prices, variant.compare_at_minor) = match said {
                VariantPrices::Always(minor) => {
                    (vec![Price { minor: *minor, from_ms: i64::MIN, until_ms: None }], None)
                }
                VariantPrices::Full { prices, compare_at_minor } => (prices.clone(), *compare_at_minor),
            };
        }
        product.variants.len() == self.1.len()
    }
}

/// Whether `new` differs from `old` in nothing but imported prices.
pub(super) fn only_prices_differ(mut old: Product, new: &Product) -> bool {
    Repriced::of(new.clone()).apply(&mut old) && old == *new
}

/// A product and what each of its variants costs; without a rate a line goes back to the next wider book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRates(pub ShortId, pub Vec<(ShortId, Option<Rate>)>);

/// Lines of a version of the price book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLines {
    /// The version.
    pub version: BookVersion,
    /// Its lines, or those of them that are on this page: by product, of each variant what it costs.
    pub products: Vec<ProductRates>,
}

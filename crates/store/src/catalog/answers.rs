//! What the screens ask of the catalog and what they get; the shapes of `ui/src/host/gen/types.ts`.

use serde::{Deserialize, Serialize};
use tenon_domain::catalog::{Attribute, OptionAxis, PriceUnit, ServiceRoute};
use tenon_domain::pricing::{Reason, Size};
use tenon_domain::{Localized, Uuid};
use ts_rs::TS;

/// How hits are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
}

/// Which part of an answer is wanted. A screen that asks for the hits first and for the facets then shows the first
/// results before everything is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchPart {
    /// Hits and facets.
    #[default]
    All,
    /// No facets.
    Hits,
    /// No hits.
    Facets,
}

/// A search. Everything beyond 200 characters or 24 words is ignored; `limit` is at most 100.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SearchArgs {
    /// As typed: Chinese, pinyin, initials, English, codes; empty shows everything.
    pub text: String,
    /// A category path; what lies below it counts too.
    pub category: Option<String>,
    /// The maker's name exactly.
    pub brand: Option<String>,
    /// Lowest price now, minor units.
    pub price_min: Option<i64>,
    /// Highest price now, minor units.
    pub price_max: Option<i64>,
    /// A colour that it can be had in: a name from the facets, in either language.
    pub colour: Option<String>,
    /// A size that it can be had in: a name from the facets, in either language.
    pub size: Option<String>,
    /// Only what can be had now.
    pub in_stock: bool,
    /// The order of hits.
    pub sort: Sort,
    /// What is wanted of the answer.
    pub part: SearchPart,
    /// How many hits to pass over.
    pub offset: u32,
    /// How many hits to give.
    pub limit: u32,
}

/// The answer to a search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchAnswer {
    /// Milliseconds it took.
    pub took_ms: f64,
    /// Products that match about as many words as the best one does (at least half of their weight).
    pub total: u32,
    /// Words as typed that nothing in the catalog resembles.
    pub dropped_words: Vec<String>,
    /// The page asked for.
    pub hits: Vec<SearchHit>,
    /// How the products of `total` spread.
    pub facets: Facets,
}

/// How the found products spread.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// Categories, most products first, at most 24.
    pub categories: Vec<CategoryCount>,
    /// Makers, most products first, at most 24.
    pub brands: Vec<BrandCount>,
    /// Colours they can be had in, most products first, at most 24.
    pub colours: Vec<ChoiceCount>,
    /// Sizes they can be had in, most products first, at most 24.
    pub sizes: Vec<ChoiceCount>,
    /// How many can be had now.
    pub in_stock: u32,
    /// Cheapest, minor units.
    pub price_min: Option<i64>,
    /// Dearest, minor units.
    pub price_max: Option<i64>,
}

/// A colour or size with its number of products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChoiceCount {
    /// Its name.
    pub name: Localized,
    /// Products.
    pub count: u32,
}

/// A maker with its number of products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BrandCount {
    /// The maker.
    pub name: String,
    /// Products.
    pub count: u32,
}

/// A category with its number of products, those below it included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CategoryCount {
    /// Stable path, `kitchen/cabinet`.
    pub category: String,
    /// Its name.
    pub name: Localized,
    /// Products.
    pub count: u32,
}

/// One product found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// What identified it in the file it came from.
    pub source_id: String,
    /// The product.
    pub product_id: Uuid,
    /// The variant whose price is shown: the one whose code was typed, else the cheapest now.
    pub variant_id: Uuid,
    /// That variant's code.
    pub sku: String,
    /// The product's name.
    pub title: Localized,
    /// Price now of one unit with the promotions that act on it by itself, minor units.
    pub price_minor: i64,
    /// Why, step by step.
    pub why: Vec<Reason>,
    /// ISO 4217.
    pub currency: String,
    /// What the price is for.
    pub unit: PriceUnit,
    /// Price without the promotion, or the source's struck-out price.
    pub was_minor: Option<i64>,
    /// Short name of the merchant.
    pub merchant: String,
    /// The maker.
    pub brand: String,
    /// Category path.
    pub category: String,
    /// Comparable within one answer only.
    pub score: f64,
    /// Content hash or address.
    pub picture: Option<String>,
    /// Whether any variant can be had now.
    pub in_stock: bool,
}

/// A category as a sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CategoryName {
    /// Stable path.
    pub path: String,
    /// Its name.
    pub name: Localized,
}

/// A promotion as a sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PromotionName {
    /// Its name.
    pub name: Localized,
    /// First moment after it, UTC milliseconds.
    pub until_ms: Option<i64>,
}

/// Everything a screen shows of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProductSheet {
    /// The product.
    pub product_id: Uuid,
    /// Its name.
    pub title: Localized,
    /// Plain text.
    pub description: Localized,
    /// The maker.
    pub brand: String,
    /// Short name of the merchant.
    pub merchant: String,
    /// Where it stands.
    pub category: CategoryName,
    /// How it reaches the customer.
    pub service_route: ServiceRoute,
    /// What its prices are for.
    pub unit: PriceUnit,
    /// Content hashes or addresses.
    pub pictures: Vec<String>,
    /// How variants differ.
    pub options: Vec<OptionAxis>,
    /// Those with a price in force.
    pub variants: Vec<VariantSheet>,
    /// Properties.
    pub attributes: Vec<Attribute>,
    /// Number of the price book the prices are from.
    pub price_book: i64,
    /// The promotion in the prices.
    pub promotion: Option<PromotionName>,
    /// The same product on the website.
    pub link: Option<String>,
}

/// One choice of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VariantSheet {
    /// The variant.
    pub variant_id: Uuid,
    /// The seller's code.
    pub sku: String,
    /// A valid GTIN.
    pub gtin: Option<String>,
    /// One index into each option's values.
    pub choice: Vec<u16>,
    /// Price now of one unit with the promotions that act on it by itself, minor units.
    pub price_minor: i64,
    /// Why, step by step.
    pub why: Vec<Reason>,
    /// The largest piece that is made, where the price goes by a table of sizes.
    pub largest: Option<Size>,
    /// Price without the promotion, or the source's struck-out price.
    pub was_minor: Option<i64>,
    /// ISO 4217.
    pub currency: String,
    /// Whether it can be had now.
    pub in_stock: bool,
    /// Content hash or address.
    pub picture: Option<String>,
}

/// Which catalog this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Published version; 0 before the first.
    pub version: i64,
    /// Products on show.
    pub products: i64,
    /// When that version was published, UTC milliseconds.
    pub changed_ms: i64,
    /// Number of the price book.
    pub price_book: i64,
}

/// What a typed or scanned code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coded {
    /// The product.
    pub product: Uuid,
    /// The variant.
    pub variant: Uuid,
}

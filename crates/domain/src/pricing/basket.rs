//! What goes into the engine and what comes out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BookLine, Channel, Reason, Size};
use crate::catalog::{Product, Variant};
use crate::entities::Store;
use crate::{Id, Uuid};

/// When and where something is sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// The moment, UTC milliseconds.
    pub at_ms: i64,
    /// The price zone; none for the book of the whole chain.
    pub zone: Option<String>,
    /// The store, if it is one.
    pub store: Option<Id<Store>>,
    /// Showroom or website.
    pub channel: Channel,
    /// Number of the imported book's version.
    pub base_book: i64,
}

/// A line to be priced.
#[derive(Debug, Clone, Copy)]
pub struct BasketLine<'b> {
    /// The caller's name for the line; the answer carries it.
    pub key: &'b str,
    /// The product.
    pub product: &'b Product,
    /// Which of its variants.
    pub variant: &'b Variant,
    /// What the price book's versions say of the product.
    pub book: &'b [BookLine],
    /// Pieces.
    pub count: u32,
    /// The size of a piece, where it is made to measure.
    pub size: Option<Size>,
    /// How much of the unit a piece is, in thousandths, where it is sold by measure without a size.
    pub quantity_milli: Option<u32>,
}

/// A line with its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PricedLine {
    /// The caller's name for the line.
    pub line: String,
    /// The product.
    pub product_id: Uuid,
    /// Which of its variants.
    pub variant_id: Uuid,
    /// Pieces charged.
    pub count: u32,
    /// List price of one piece, minor units.
    pub piece_minor: i64,
    /// List price of the line, minor units.
    pub list_minor: i64,
    /// What is paid for the line, minor units.
    pub total_minor: i64,
    /// Number of the version of the price book that the list price is from.
    pub book_version: i64,
    /// The price zone of that version; none for the whole chain.
    pub book_zone: Option<String>,
    /// From the price book to what is paid, step by step.
    pub why: Vec<Reason>,
}

/// Something given with the basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GiftLine {
    /// The product.
    pub product_id: Uuid,
    /// Which of its variants.
    pub variant_id: Uuid,
    /// Pieces.
    pub count: u32,
    /// The promotion that gives it.
    pub promotion: Uuid,
}

/// A basket with its prices. `total_minor` is the sum of the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Priced {
    /// ISO 4217; empty for an empty basket.
    pub currency: String,
    /// The moment that the prices hold at, UTC milliseconds.
    pub at_ms: i64,
    /// In the order of the basket.
    pub lines: Vec<PricedLine>,
    /// What is given with it.
    pub gifts: Vec<GiftLine>,
    /// At list prices, minor units.
    pub list_minor: i64,
    /// Taken off, minor units.
    pub off_minor: i64,
    /// To pay, minor units.
    pub total_minor: i64,
}

//! Why something costs what it costs, as data; screens have the words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OfferKind;
use crate::catalog::PriceUnit;
use crate::{Localized, Uuid};

/// One step from the price book to what is paid. Amounts are minor units; reductions are positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The list price and the version of the price book that has it.
    Book {
        /// The version's number.
        version: i64,
        /// The price zone; none for the book of the whole chain.
        zone: Option<String>,
        /// What the version is called; empty for the imported book.
        name: Localized,
        /// Since when it holds, UTC milliseconds; none for the imported book.
        from_ms: Option<i64>,
        /// For one unit, or the cheapest size.
        unit_minor: i64,
        /// The unit.
        unit: PriceUnit,
    },
    /// The next larger band of the size table.
    Band {
        /// Its upper end in millimetres.
        width_mm: u32,
        /// Its upper end in millimetres.
        height_mm: u32,
        /// For one piece.
        minor: i64,
    },
    /// How much of the unit one piece is charged as.
    Quantity {
        /// Thousandths of the unit, rounded up for showing.
        milli: i64,
        /// It is less, and the minimum is charged.
        minimum: bool,
    },
    /// Fewer pieces were asked for than are charged at least.
    MinimumCount {
        /// Pieces charged.
        count: u32,
    },
    /// A promotion.
    Promotion {
        /// Which.
        id: Uuid,
        /// Its name.
        name: Localized,
        /// How it works.
        kind: OfferKind,
        /// Pieces of the line that it was counted on.
        count: u32,
        /// What it takes off the line.
        off_minor: i64,
        /// First moment after it, UTC milliseconds.
        until_ms: Option<i64>,
    },
    /// A promotion would have gone lower; the floor held it.
    Floor {
        /// The floor of the line.
        minor: i64,
    },
}

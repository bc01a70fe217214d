//! Why a basket cannot be priced. `line` is the key that the caller gave the line.

use super::engine::{COUNT_LIMIT, LINES_LIMIT};
use super::rate::SIZE_LIMIT_MM;
use crate::Refusal;

impl Refusal {
    /// Adds which line of the basket it is about.
    pub fn on_line(self, line: &str) -> Self {
        self.text("line", line.chars().take(80).collect::<String>())
    }
    /// More lines than anyone sells at once.
    pub fn basket_too_large() -> Self {
        let limit = i64::try_from(LINES_LIMIT).unwrap_or(i64::MAX);
        Self::new("basket_too_large", format!("A basket has at most {limit} lines. Split it.")).number("limit", limit)
    }
    /// The catalog has no such product or variant.
    pub fn goods_unknown() -> Self {
        Self::new("goods_unknown", "The catalog does not have this product. Look it up again.")
    }
    /// Nothing says what it costs at that moment.
    pub fn price_missing() -> Self {
        Self::new("price_missing", "No price holds for this product at this time. Ask head office for one.")
    }
    /// None, or more pieces than anyone buys.
    pub fn count_out_of_range() -> Self {
        Self::new("count_out_of_range", format!("The number of pieces must lie between 1 and {COUNT_LIMIT}."))
            .number("limit", i64::from(COUNT_LIMIT))
    }
    /// Made to measure, and no measure was given.
    pub fn size_missing() -> Self {
        Self::new("size_missing", "This product is made to measure. Give its width and height in millimetres.")
    }
    /// A size of nothing, or beyond all buildings.
    pub fn size_out_of_range() -> Self {
        Self::new("size_out_of_range", format!("A size must lie between 1 and {SIZE_LIMIT_MM} mm."))
            .number("limit", i64::from(SIZE_LIMIT_MM))
    }
    /// Larger than the last band of the price table.
    pub fn size_beyond_table(width_mm: u32, height_mm: u32) -> Self {
        Self::new(
            "size_beyond_table",
            format!("It is made up to {width_mm} × {height_mm} mm. Choose a smaller size or ask head office."),
        )
        .number("width", i64::from(width_mm))
        .number("height", i64::from(height_mm))
    }
    /// A price that no house costs.
    pub fn amount_out_of_range() -> Self {
        Self::new("amount_out_of_range", "The amount is too large to be a price. Check size and number.")
    }
    /// Two currencies in one basket.
    pub fn currencies_mixed() -> Self {
        Self::new("currencies_mixed", "The basket holds goods of two currencies. Sell them separately.")
    }
}

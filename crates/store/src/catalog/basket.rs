//! Pricing a basket with what the catalog knows.

use serde::{Deserialize, Serialize};
use tenon_domain::pricing::{BasketLine, LINES_LIMIT, Priced, Promotion, Size, price};
use tenon_domain::{Refusal, Uuid};
use ts_rs::TS;

use super::{Catalog, Error, prices};

/// A line of a basket as a screen or the website names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AskedLine {
    /// The asker's name for the line; the answer carries it. Empty for its place in the basket, counted from 1.
    #[serde(default)]
    pub line: String,
    /// The product.
    pub product_id: Uuid,
    /// Which of its variants.
    pub variant_id: Uuid,
    /// Pieces.
    pub count: u32,
    /// The size of a piece, where it is made to measure.
    #[serde(default)]
    pub size: Option<Size>,
    /// How much of the unit a piece is, in thousandths, where it is sold by measure without a size.
    #[serde(default)]
    pub quantity_milli: Option<u32>,
}

impl Catalog {
    /// Prices `basket` in this market at `at_ms`, UTC milliseconds.
    pub fn price(&self, basket: &[AskedLine], at_ms: i64) -> Result<Result<Priced, Refusal>, Error> {
        self.price_with(basket, at_ms, None)
    }

    /// The same with these `promotions` instead of those in force, to see what they would do.
    pub fn price_with(
        &self,
        basket: &[AskedLine],
        at_ms: i64,
        promotions: Option<&[Promotion]>,
    ) -> Result<Result<Priced, Refusal>, Error> {
        if basket.len() > LINES_LIMIT {
            return Ok(Err(Refusal::basket_too_large()));
        }
        let market = self.market();
        self.steady(|conn, meta, in_force| {
            let mut found = Vec::with_capacity(basket.len());
            for (asked, number) in basket.iter().zip(1..) {
                let key = if asked.line.is_empty() { number.to_string() } else { asked.line.clone() };
                let stored = prices::stored(conn, asked.product_id)?.map(|(_, product)| product);
                let Some(product) = stored.filter(|one| one.variants.iter().any(|one| one.id == asked.variant_id))
                else {
                    return Ok(Err(Refusal::goods_unknown().on_line(&key)));
                };
                found.push((key, product, prices::lines_of(conn, asked.product_id)?, asked));
            }
            let lines: Vec<BasketLine<'_>> = found
                .iter()
                .filter_map(|(key, product, book, asked)| {
                    Some(BasketLine {
                        key,
                        product,
                        variant: product.variants.iter().find(|one| one.id == asked.variant_id)?,
                        book,
                        count: asked.count,
                        size: asked.size,
                        quantity_milli: asked.quantity_milli,
                    })
                })
                .collect();
            let selling = self.selling(&market, promotions.unwrap_or(in_force), (at_ms, meta.base_book));
            for line in &lines {
                selling.shows(line.product, line.book);
            }
            Ok(price(&lines, &selling.sale, selling.promotions, selling.authority))
        })
    }
}

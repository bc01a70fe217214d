//! `search`: how good the tablet's search is and how long it takes, against plain engines over the same products.
//!
//! The baseline is what one would build in a day: an FTS5 table with English stems, asked for an OR of the query's words,
//! ranked by `bm25` with weights. Speed is compared with FTS5's trigram tokenizer and with tantivy besides.

mod fts;
#[path = "../../crates/store/src/catalog/tests/judged/mod.rs"]
mod judged;
mod made;
mod mix;
#[path = "../../crates/store/src/catalog/tests/product.rs"]
mod product;
mod relevance;
mod rivals;
mod speed;
#[cfg(feature = "tantivy")]
mod tantivy;

use anyhow::Result;

use crate::place::Ground;
use crate::table::Table;

pub(crate) use speed::tell_memory;

/// Quality and speed.
pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let mut table = Table::new("search", "the tablet's search against a weighted FTS5 OR query over the same products");
    relevance::measure(ground, &mut table)?;
    speed::measure(ground, &mut table)?;
    Ok(table)
}

/// Quality alone.
pub(crate) fn relevance(ground: &mut Ground) -> Result<Table> {
    let mut table = Table::new("relevance", "judged queries, against a weighted FTS5 OR query over the same products");
    relevance::measure(ground, &mut table)?;
    Ok(table)
}

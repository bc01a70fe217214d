//! The catalog: products, prices and promotions as headquarters publishes them and tablets hold them.
//!
//! Headquarters writes through [`Master`] (imports, promotions, pictures); everyone reads through [`Catalog`]. A tablet
//! gets its copy as a signed snapshot and keeps it current with pages of changes. One file is one copy; its schema is
//! in `migrations/catalog/`. Nothing here knows of operations, devices or the network, and nothing reads a clock to
//! decide anything: the time that prices depend on is passed in.
//!
//! The search index is this module's own instead of FTS5, by design and not yet by measurement: the two have not been
//! run against each other. A shopper's query is an OR of words of which one alone can stand in a tenth of all products;
//! FTS5 works out bm25 for each such row at query time, and its ranking can only be replaced by a C function. Here the
//! strength of a term is worked out at import time, the number of query words a product has counts in the ranking, and
//! a changed price touches no posting.

mod answers;
mod basket;
mod codec;
mod columns;
mod delta;
mod error;
mod expand;
mod import;
mod index;
mod lexer;
mod market;
mod master;
mod meta;
mod offers;
mod pictures;
mod price_words;
mod prices;
mod query;
mod reader;
mod replica;
mod repriced;
mod rerank;
mod schema;
mod score;
mod search;
mod segment;
mod sheet;
pub mod snapshot;
mod steps;
mod terms;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use answers::{
    BrandCount, CategoryCount, CategoryName, Coded, Facets, ProductSheet, PromotionName, SearchAnswer, SearchArgs,
    SearchHit, Sort, Status, VariantSheet,
};
pub use basket::AskedLine;
pub use delta::{Changes, Cursor};
pub use error::{Error, Refused};
pub use import::{Import, Imported, Outlook, Upserted};
pub use market::Market;
pub use master::Master;
pub use pictures::Picture;
pub use prices::NewPrices;
pub use reader::Catalog;
pub use replica::Replica;
pub use repriced::{BookLines, ProductRates, Repriced, ShortId, VariantPrices};

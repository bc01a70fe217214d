//! The catalog: products, prices and promotions as headquarters publishes them and tablets hold them.
//!
//! Headquarters writes through [`Master`] (imports, promotions, pictures); everyone reads through [`Catalog`]. A tablet
//! gets its copy as a signed snapshot and keeps it current with pages of changes. One file is one copy; its schema is
//! in `migrations/catalog/`. Nothing here knows of operations, devices or the network, and nothing reads a clock to
//! decide anything: the time that prices depend on is passed in.

mod answers;
mod beginnings;
mod codec;
mod columns;
mod delta;
mod error;
mod expand;
mod facets;
mod filter;
mod import;
mod index;
mod lexer;
mod master;
mod meta;
mod offer;
mod pictures;
mod price_words;
mod query;
mod reader;
mod replica;
mod rerank;
mod schema;
mod score;
mod search;
mod segment;
mod sheet;
pub mod snapshot;
mod steps;
mod synonyms;
mod terms;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

pub use answers::{
    BrandCount, CategoryCount, CategoryName, ChoiceCount, Coded, Facets, ProductSheet, PromotionName, SearchAnswer,
    SearchArgs, SearchHit, SearchPart, Sort, Status, VariantSheet,
};
pub use delta::{Changes, Cursor};
pub use error::{Error, Refused};
pub use import::{Import, Imported, Upserted};
pub use master::Master;
pub use pictures::Picture;
pub use reader::Catalog;
pub use replica::Replica;

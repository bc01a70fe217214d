//! The catalog: products, prices and promotions as headquarters publishes them and tablets hold them.
//!
//! Headquarters writes through [`Master`] (imports, promotions, pictures); everyone reads through [`Catalog`]. A tablet
//! gets its copy as a signed snapshot and keeps it current with pages of changes. One file is one copy; its schema is
//! in `migrations/catalog/`. Nothing here knows of operations, devices or the network, and nothing reads a clock to
//! decide anything: the time that prices depend on is passed in.

mod answers;
mod basket;
mod beginnings;
mod called;
mod codec;
mod collected;
mod columns;
mod delta;
mod doc_values;
mod error;
mod expand;
mod facets;
mod filter;
mod import;
mod index;
mod joins;
mod lexer;
mod market;
mod master;
mod meta;
mod pictures;
mod price_words;
mod prices;
mod promoted_prices;
mod properties;
mod query;
mod reader;
mod reindex;
mod replica;
mod repriced;
mod rerank;
mod scanned;
mod schema;
mod score;
mod search;
mod segment;
mod sheet;
mod shop_words;
pub mod snapshot;
mod steps;
mod synonyms;
mod terms;
mod vocabulary;
mod word_lists;
mod words;

#[cfg(test)]
mod tests;

pub use answers::{
    BrandCount, CategoryCount, CategoryName, ChoiceCount, Coded, Facets, ProductSheet, PromotionName, SearchAnswer,
    SearchArgs, SearchHit, SearchPart, ShownPicture, Sort, Status, VariantSheet,
};
pub use basket::AskedLine;
pub use delta::{Changes, Cursor};
pub use error::{Error, Refused};
pub use import::{Import, Imported, Outlook, Upserted};
pub use market::Market;
pub use master::Master;
pub use pictures::{
    Due, Folder, Named, Picture, PictureCounts, PictureName, PictureProblem, Settled, Standing, content_hash,
    media_type,
};
pub use prices::NewPrices;
pub use reader::Catalog;
pub use replica::Replica;
pub use repriced::{BookLines, ProductRates, Repriced, ShortId, VariantPrices};

//! What can go wrong with a catalog.

use std::path::PathBuf;

/// A failure of the catalog; the old data keeps serving after any of them.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite failed.
    #[error("catalog database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored body or a message does not parse.
    #[error("catalog record: {0}")]
    Json(#[from] serde_json::Error),
    /// A file could not be read or written.
    #[error("catalog file: {0}")]
    Io(#[from] std::io::Error),
    /// A newer program wrote this database.
    #[error(
        "the catalog was written by a newer version (schema {found}; this program knows {known}): update the program"
    )]
    Newer {
        /// Schema number found.
        found: i64,
        /// Highest schema number known here.
        known: i64,
    },
    /// There is no catalog here yet.
    #[error("no catalog at {0}")]
    Missing(PathBuf),
    /// Another import holds the catalog.
    #[error("another import is under way; try again when it has ended")]
    Busy,
    /// A product of another merchant in an import of one.
    #[error("product {source_id} belongs to merchant {found}, the import is for {expected}")]
    WrongMerchant {
        /// The product.
        source_id: String,
        /// Its merchant.
        found: String,
        /// The import's merchant.
        expected: String,
    },
    /// A product without anything to buy.
    #[error("product {0} has no variant")]
    NoVariants(String),
    /// Synonyms that a chain cannot have.
    #[error("synonyms: {0}; mend the list and try again")]
    Synonyms(String),
    /// A page of changes that does not follow what is held.
    #[error("changes from version {from} do not fit version {held}: fetch a snapshot")]
    DeltaGap {
        /// Version the page starts from.
        from: i64,
        /// Version held.
        held: i64,
    },
    /// A snapshot that must not be installed.
    #[error("snapshot refused: {0}")]
    Refused(#[from] Refused),
    /// A price or promotion that makes no sense.
    #[error("not published: {0}")]
    Faulty(String),
    /// Bytes in the database that this program did not write.
    #[error("catalog damaged: {0}")]
    Damaged(&'static str),
}

/// Why a snapshot is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The manifest is not signed by headquarters.
    #[error("its signature is wrong")]
    Signature,
    /// Fewer or more bytes than the manifest says.
    #[error("its length is wrong")]
    Length,
    /// Other bytes than the manifest says.
    #[error("its content is not what was signed")]
    Hash,
    /// The stream does not decompress.
    #[error("it does not decompress")]
    Compression,
    /// The database inside does not open or says another version or count.
    #[error("the database inside is not the one announced")]
    Content,
}

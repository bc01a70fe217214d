//! How an address stands, and what is said about it.

use serde::Serialize;
use tenon_domain::{Localized, Uuid};

use super::names::Named;

/// How an address stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Both sizes are here.
    Here,
    /// What lies there is no picture that a tablet shall get.
    Refused,
    /// It could not be had; that may pass.
    Failed,
}

impl Standing {
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Here => 1,
            Self::Refused => 2,
            Self::Failed => 3,
        }
    }
}

/// An address to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What stands for it.
    pub key: Uuid,
    /// Where the picture lies.
    pub address: String,
    /// Tries without success in a row.
    pub tries: u32,
    /// What the server said of it last, if what was made of it is still here.
    pub etag: Option<String>,
    /// The server's `Last-Modified`, likewise.
    pub modified: Option<String>,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What stands for it.
    pub key: Uuid,
    /// How it stands.
    pub standing: Standing,
    /// The sizes, when they were made now; else what was there before stays.
    pub named: Option<Named>,
    /// Why it is refused or failed: a code, and words for people.
    pub why: Option<(&'static str, String)>,
    /// Not asked for before, UTC milliseconds.
    pub due_ms: i64,
    /// The server's validators.
    pub etag: Option<String>,
    /// See `etag`.
    pub modified: Option<String>,
}

/// Addresses that products name, by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PictureCounts {
    /// All.
    pub addresses: u64,
    /// Both sizes are here.
    pub here: u64,
    /// Refused.
    pub refused: u64,
    /// Could not be had and will be tried again.
    pub failed: u64,
    /// Not tried yet.
    pub waiting: u64,
}

/// An address that is refused or could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureProblem {
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// Where it lies.
    pub address: String,
    /// A product that shows it.
    pub product_id: Uuid,
    /// What identifies that product in the file it came from.
    pub source_id: String,
    /// That product's name.
    pub title: Localized,
    /// When it is tried again, UTC milliseconds.
    pub again_ms: i64,
}

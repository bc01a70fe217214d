//! The last row of every identity in a file.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Products that may wait for further rows at one time. Two hundred thousand of some kilobytes each are what a server
/// can spare; a file beyond it is in no order at all.
pub(super) const MAX_OPEN: usize = 200_000;

/// Notes, over a first pass, at which row an identity is complete.
///
/// Identities are kept as 64-bit hashes: if two collide, one of the products is handed out later than it could be.
#[derive(Default)]
pub(super) struct LastRows(HashMap<u64, u64>);

impl LastRows {
    /// `identity` stands in row number `ordinal`.
    pub(super) fn note(&mut self, identity: &str, ordinal: u64) {
        self.0.insert(hash(identity), ordinal);
    }

    /// Whether no row after `ordinal` has `identity`.
    pub(super) fn is_last(&self, identity: &str, ordinal: u64) -> bool {
        self.0.get(&hash(identity)).is_none_or(|&last| last <= ordinal)
    }
}

fn hash(identity: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    identity.hash(&mut hasher);
    hasher.finish()
}

//! Prices in force, so that they are not worked out for every query.

use std::cell::RefCell;
use std::sync::Arc;

use super::Packed;

/// Prices in force of the chunks asked for, kept as long as catalog, market and time let them: four bytes a product as a rule.
#[derive(Debug, Default)]
pub(in crate::catalog) struct PricesNow {
    /// By chunk.
    known: RefCell<Vec<Option<Known>>>,
    turn: u64,
}

/// Prices of a chunk with the moments between which they hold.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) from_ms: i64,
    pub(super) until_ms: i64,
    pub(super) prices: Arc<Packed>,
    /// Every product of the chunk has a price.
    pub(super) all: bool,
}

/// Chunks whose prices are kept, at most: those of four million products.
const MOST_KNOWN: usize = 1_024;

impl PricesNow {
    /// Forgets everything when the market has changed; `turn` says how often it did.
    pub(in crate::catalog) fn refresh(&mut self, turn: u64) {
        if self.turn != turn {
            (self.turn, self.known) = (turn, RefCell::default());
        }
    }

    /// The prices of `chunk` at `at_ms`, if they are known, and whether all its products have one.
    pub(super) fn at(&self, chunk: u32, at_ms: i64) -> Option<(Arc<Packed>, bool)> {
        let known = self.known.borrow();
        let known = known.get(chunk as usize)?.as_ref()?;
        (known.from_ms..known.until_ms).contains(&at_ms).then(|| (Arc::clone(&known.prices), known.all))
    }

    /// Keeps those of `chunk`, unless there are too many.
    pub(super) fn keep(&self, chunk: u32, one: Known) {
        let at = chunk as usize;
        let mut known = self.known.borrow_mut();
        if at < MOST_KNOWN && known.len() <= at {
            known.resize(at + 1, None);
        }
        if let Some(slot) = known.get_mut(at) {
            *slot = Some(one);
        }
    }
}

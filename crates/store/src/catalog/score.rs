//! First ranking: every document that has a word of the query, scored from the postings alone.
//!
//! A word speaks with its rarity (BM25's inverse document frequency) times how strongly the document has it; the sum is
//! then multiplied by the share of the query's words that the document has at all, so that a document with all of them
//! comes before one that shouts a single one. Numbers are integers, so every copy ranks alike.

use rusqlite::Connection;

use super::Error;
use super::index::Index;
use super::query::Word;
use super::terms::{IN_CATEGORY, IN_TITLE, STRENGTH_SHIFT};

/// One unit of rarity.
const ONE: f64 = 64.0;
/// A word counts at most this rare: a typing error of the source must not outweigh the rest.
const RAREST: f64 = 8.0;
/// The word that names the thing counts at least this rare.
const HEAD_LEAST: u64 = 3 * 64;
/// What having a word at all is worth, beside 0 to 63 for how strongly.
const PRESENCE: i32 = 28;

/// Scores of all documents: what they have of the query's words (upper 32 bits) and the sum of their voices (lower).
#[derive(Debug, Default)]
pub(super) struct Scores {
    sums: Vec<u64>,
    /// Rarity of all words together.
    pub(super) whole: u64,
}

impl Scores {
    /// Scores `words` over documents below `end`, of which there are `products`.
    pub(super) fn of(conn: &Connection, index: &Index, words: &[Word], end: u32, products: u32) -> Result<Self, Error> {
        let mut scores = Self { sums: vec![0; end as usize], whole: 0 };
        let mut best = vec![0_u16; end as usize];
        let mut docs: Vec<u32> = Vec::new();
        let content = words.iter().any(|word| !word.stop);
        for word in words.iter().filter(|word| !(content && word.stop)) {
            for alternative in &word.alternatives {
                index.postings(conn, &alternative.term, |doc, weight| {
                    let Some(slot) = best.get_mut(doc as usize) else { return };
                    let voice = voice(word, weight, alternative.share);
                    if *slot == 0 {
                        docs.push(doc);
                    }
                    *slot = voice.max(*slot);
                })?;
            }
            let rarity = rarity(docs.len(), products);
            let rarity = if word.head { rarity.max(HEAD_LEAST) } else { rarity };
            let rarity = if word.optional { rarity / 2 } else { rarity };
            for doc in docs.drain(..) {
                if let (Some(sum), Some(voice)) = (scores.sums.get_mut(doc as usize), best.get_mut(doc as usize)) {
                    *sum += rarity << 32 | rarity * u64::from(std::mem::take(voice));
                }
            }
            scores.whole += rarity;
        }
        Ok(scores)
    }

    /// Every document with any word, and what it has of the query's words in units of `whole`.
    pub(super) fn found(&self) -> impl Iterator<Item = (u32, u64)> {
        (0_u32..).zip(&self.sums).filter(|(_, sum)| **sum > 0).map(|(doc, sum)| (doc, sum >> 32))
    }

    /// The score of `doc`.
    pub(super) fn score(&self, doc: u32) -> u64 {
        let sum = self.sums.get(doc as usize).copied().unwrap_or(0);
        (sum & 0xffff_ffff) * (sum >> 32) / self.whole.max(1)
    }
}

/// How strongly a posting speaks for a word, at least 1.
fn voice(word: &Word, weight: u8, share: u32) -> u16 {
    let mut voice = PRESENCE + i32::from(weight >> STRENGTH_SHIFT);
    if word.head {
        voice += match (weight & IN_TITLE > 0, weight & IN_CATEGORY > 0) {
            (true, true) => 34,
            (true, false) | (false, true) => 20,
            (false, false) => -14,
        };
    } else if weight & (IN_TITLE | IN_CATEGORY) > 0 {
        voice += 8;
    }
    u16::try_from(voice).unwrap_or(0).saturating_mul(u16::try_from(share).unwrap_or(16)).max(1)
}

/// ln(1 + (N − n + ½) / (n + ½)), in 64ths.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts below 2^52, result 0 to 512"
)]
fn rarity(docs: usize, products: u32) -> u64 {
    let (n, all) = (docs as f64, f64::from(products));
    let idf = (1.0 + ((all - n).max(0.0) + 0.5) / (n + 0.5)).ln();
    ((idf.min(RAREST) * ONE).round() as u64).max(8)
}

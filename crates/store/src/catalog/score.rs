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
/// What grammar counts in finding the word that names the thing, against the percentage of its documents that have it in
/// the name of their category.
const BY_GRAMMAR: usize = 25;
/// Postings read for one query. A bound on time, not tuned: small catalogs stay below it, many common words in a large
/// one do not.
const MOST_POSTINGS: u32 = 1_000_000;
const FLAGS: u8 = IN_TITLE | IN_CATEGORY;
/// What having a word at all is worth, beside 0 to 63 for how strongly.
const PRESENCE: u32 = 28;

/// Scores of all documents: what they have of the query's words (upper 32 bits) and the sum of their voices (lower).
#[derive(Debug, Default)]
pub(super) struct Scores {
    sums: Vec<u64>,
    /// Rarity of all words together.
    pub(super) whole: u64,
}

/// What one word finds.
struct Gathered {
    /// Document, strength times share, where the term stands.
    docs: Vec<(u32, u16, u8)>,
}

impl Scores {
    /// Scores `words` over documents below `end`, of which there are `products`, and settles which word names the thing.
    pub(super) fn of(
        conn: &Connection,
        index: &Index,
        words: &mut [Word],
        end: u32,
        products: u32,
    ) -> Result<Self, Error> {
        let mut scores = Self { sums: vec![0; end as usize], whole: 0 };
        let silent = silent(conn, index, words)?;
        let mut slots = Vec::new();
        let mut gathered = Vec::with_capacity(words.len());
        for (word, silent) in words.iter().zip(silent) {
            gathered.push(if silent { None } else { Some(gather(conn, index, word, end, &mut slots)?) });
        }
        let surety = settle_head(words, &gathered);
        let rarities: Vec<u64> = words
            .iter()
            .zip(&gathered)
            .map(|(word, found)| {
                let rarity = found.as_ref().map_or(0, |found| rarity(found.docs.len(), products));
                if word.optional { rarity / 2 } else { rarity }
            })
            .collect();
        let rarest = rarities.iter().copied().max().unwrap_or(0);
        for ((word, found), rarity) in words.iter().zip(gathered).zip(rarities) {
            let Some(found) = found else { continue };
            // "Leather armchair" in a shop without leather ones means armchairs, not leather handles.
            let rarity = if word.head { rarity.max(rarest * (60 + 2 * surety / 5) / 100) } else { rarity };
            for (doc, strength, flags) in found.docs {
                if let Some(sum) = scores.sums.get_mut(doc as usize) {
                    *sum += (rarity << 32) | (rarity * voice(word, strength, flags));
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

/// Which words are not asked for their documents: stop words beside others, and the most common ones once rarer words
/// have used up `MOST_POSTINGS`. What common words say is then left to the second ranking.
fn silent(conn: &Connection, index: &Index, words: &[Word]) -> Result<Vec<bool>, Error> {
    let content = words.iter().any(|word| !word.stop);
    let mut silent: Vec<bool> = words.iter().map(|word| content && word.stop).collect();
    let mut order = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !(content && word.stop)) {
        let mut postings = 0_u32;
        for known in &word.alternatives {
            postings = postings.saturating_add(index.frequency(conn, &known.term)?);
        }
        order.push((postings, at));
    }
    order.sort_unstable();
    let mut used = 0_u32;
    for (turn, (postings, at)) in order.into_iter().enumerate() {
        used = used.saturating_add(postings);
        if let Some(slot) = silent.get_mut(at).filter(|_| turn > 0 && used > MOST_POSTINGS) {
            *slot = true;
        }
    }
    Ok(silent)
}

/// The documents of `word`; where several of its meanings meet, the strongest counts. `slots` is scratch space.
fn gather(conn: &Connection, index: &Index, word: &Word, end: u32, slots: &mut Vec<u32>) -> Result<Gathered, Error> {
    let mut docs = Vec::new();
    let strength = |weight: u8, share: u32| {
        u16::try_from((PRESENCE + u32::from(weight >> STRENGTH_SHIFT)) * share).unwrap_or(u16::MAX)
    };
    if let [only] = word.alternatives.as_slice() {
        index
            .postings(conn, &only.term, |doc, weight| docs.push((doc, strength(weight, only.share), weight & FLAGS)))?;
        return Ok(Gathered { docs });
    }
    slots.clear();
    slots.resize(end as usize, 0);
    let mut order = Vec::new();
    for known in &word.alternatives {
        index.postings(conn, &known.term, |doc, weight| {
            let Some(slot) = slots.get_mut(doc as usize) else { return };
            if *slot == 0 {
                order.push(doc);
            }
            *slot = (*slot).max(u32::from(strength(weight, known.share)) << 8 | u32::from(weight & FLAGS));
        })?;
    }
    docs.extend(order.into_iter().map(|doc| {
        let slot = slots.get(doc as usize).copied().unwrap_or(0);
        (doc, u16::try_from(slot >> 8).unwrap_or(u16::MAX), (slot & 0xff) as u8)
    }));
    Ok(Gathered { docs })
}

/// Decides which word names the thing. Grammar says it is the last before "with" or "for", but people also type "sofa
/// grey velvet"; the catalog knows better, because what names things stands in names of categories. Gives the percentage
/// of that word's documents that have it in the name of their category.
fn settle_head(words: &mut [Word], gathered: &[Option<Gathered>]) -> u64 {
    let likely = |(at, (word, found)): (usize, (&Word, &Option<Gathered>))| {
        let docs = &found.as_ref()?.docs;
        let named = docs.iter().filter(|(_, _, flags)| flags & IN_CATEGORY > 0).count();
        let percent = named * 100 / docs.len().max(1);
        Some((percent + if word.head { BY_GRAMMAR } else { 0 }, at, percent))
    };
    let best = words.iter().zip(gathered).enumerate().filter_map(likely).max();
    for (at, word) in words.iter_mut().enumerate() {
        word.head = best.is_some_and(|(_, best, _)| best == at);
    }
    best.map_or(0, |(_, _, percent)| percent as u64)
}

/// How strongly a term speaks for the document it stands in, at least 1.
fn voice(word: &Word, strength: u16, flags: u8) -> u64 {
    let stands = match (word.head, flags & IN_TITLE > 0, flags & IN_CATEGORY > 0) {
        (true, true, true) => 34,
        (true, true, false) | (true, false, true) => 20,
        (true, false, false) => -14,
        (false, false, false) => 0,
        (false, ..) => 8,
    };
    u64::try_from(i32::from(strength) + stands * 16).unwrap_or(0).max(1)
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

//! First ranking: every document that has a word of the query, scored from the postings alone.
//!
//! A word speaks with its rarity (BM25's inverse document frequency) times how strongly the document has it; the sum is
//! then multiplied by the share of the query's words that the document has at all, so that a document with all of them
//! comes before one that shouts a single one. Numbers are integers, so every copy ranks alike. It goes window by window
//! over the documents: memory does not grow with the catalog.

use rusqlite::Connection;

use super::Error;
use super::columns::CHUNK_BITS;
use super::index::{Index, Place};
use super::query::{Alternative, Word};
use super::segment::WINDOW_BITS;
use super::terms::{IN_TITLE, MENTIONED, NAMES_CATEGORY, PLACE, STATED, STRENGTH_SHIFT, TITLE_HEAD};

/// Documents of one window.
const WINDOW: usize = 1 << WINDOW_BITS;
/// Documents from which on it is quicker to go through the whole window than from one to the next.
const MANY: usize = WINDOW / 8;
/// One unit of rarity.
const ONE: f64 = 64.0;
/// A word counts at most this rare: a typing error of the source must not outweigh the rest.
const RAREST: f64 = 8.0;
/// What grammar counts in finding the word that names the thing, against the percentage of its documents that are called
/// so; the second where a word follows that says so, as "with" and "for".
const BY_GRAMMAR: (u32, u32) = (25, 60);
/// From this percentage on, grammar is right.
const CALLED_SO: u32 = 8;
/// How rare the word that names the thing counts at least, in percent of the rarest word, when nothing is called so.
const HEAD: u64 = 85;
/// How rare the other words count at least, in percent of the rarest word: half of a catalog may be white, and whoever
/// asks for white still means it.
const OTHERS: u64 = 50;
/// How much, in percent, of a word that is rare anywhere a product has that only mentions it: its prose tells what it goes
/// with.
const MENTIONED_SO: u64 = 50;
/// Postings read for one query. A bound on time, not tuned: small catalogs stay below it, many common words in a large
/// one do not.
pub(super) const MOST_POSTINGS: u32 = 300_000;
/// What having a word at all is worth, beside 0 to 63 for how strongly.
const PRESENCE: u32 = 20;

/// What is asked of the index for one query.
#[derive(Debug)]
pub(super) struct Plan {
    asked: Vec<Asked>,
    /// Windows in which anything can be found, in order.
    pub(super) windows: Vec<u32>,
    /// Rarity of all words together.
    pub(super) whole: u64,
}

/// What is asked for one word.
#[derive(Debug)]
struct Asked {
    rarity: u64,
    /// It adds to what a document says and not to how many words it has.
    bonus: bool,
    terms: Vec<AskedTerm>,
}

/// A term with where its postings stand and what every weight byte of one is worth, as in `Scores`.
#[derive(Debug)]
struct AskedTerm {
    term: String,
    places: Vec<Place>,
    worth: Box<[u64; 256]>,
}

impl AskedTerm {
    /// The postings in window `win`.
    fn each(&self, conn: &Connection, index: &Index, win: u32, mut each: impl FnMut(u16, u64)) -> Result<(), Error> {
        let from = self.places.partition_point(|place| place.win < win);
        let here = self.places.get(from..).unwrap_or_default().iter().take_while(|place| place.win == win);
        for place in here {
            index.read(conn, &self.term, *place, |at, weight| each(at, self.worth[usize::from(weight)]))?;
        }
        Ok(())
    }
}

/// Chunks of columns in one window.
pub(super) const CHUNKS: u32 = 1 << (WINDOW_BITS - CHUNK_BITS);

/// Scores of the documents of one window: what they have of the query's words (upper 32 bits) and the sum of their
/// voices (lower).
#[derive(Debug)]
pub(super) struct Scores {
    sums: Box<[u64]>,
    slots: Box<[u64]>,
    order: Vec<u16>,
    /// One bit for each chunk that anything stands in.
    touched: u64,
}

impl Default for Scores {
    fn default() -> Self {
        Self { sums: zeros(), slots: zeros(), order: Vec::new(), touched: 0 }
    }
}

fn zeros() -> Box<[u64]> {
    vec![0; WINDOW].into_boxed_slice()
}

fn whole_window(numbers: &mut [u64]) -> Result<&mut [u64; WINDOW], std::array::TryFromSliceError> {
    numbers.try_into()
}

impl Plan {
    /// Settles which word names the thing, and what to ask for `words` in a catalog of `products`.
    pub(super) fn of(words: &mut [Word], products: u32) -> Self {
        let surety = settle_head(words);
        let silent = silent(words);
        let mut asked = Vec::with_capacity(words.len());
        let rarities: Vec<Rarity> = words.iter().map(|word| Rarity::of(word, products)).collect();
        let speaking = rarities.iter().zip(words.iter()).filter(|(_, word)| !word.stop && !word.bonus);
        let rarest = speaking.map(|(rarity, _)| rarity.stated).max().unwrap_or(0);
        let mut windows = Vec::new();
        for ((word, silent), rarity) in words.iter().zip(silent).zip(rarities) {
            if silent {
                continue;
            }
            let Rarity { stated: rarity, mentioned } = rarity;
            let rarity = if word.optional || word.bonus || word.weak { rarity / 2 } else { rarity };
            // "Leather armchair" in a shop without leather ones means armchairs, not leather handles.
            let rarity = if word.head {
                rarity.max(rarest * (HEAD + u64::from(surety) * (100 - HEAD) / 100) / 100)
            } else if word.optional || word.bonus || word.weak || word.stop {
                rarity
            } else {
                rarity.max(rarest * OTHERS / 100)
            };
            let alternatives = || word.alternatives.iter();
            if !word.bonus {
                windows.extend(alternatives().flat_map(|known| &known.places).map(|place| place.win));
            }
            let term = |known: &Alternative| AskedTerm {
                term: known.term.clone(),
                places: known.places.clone(),
                worth: worth(word, rarity, mentioned, known.share),
            };
            let terms = alternatives().map(term).collect();
            asked.push(Asked { rarity, bonus: word.bonus, terms });
        }
        windows.sort_unstable();
        windows.dedup();
        let whole = asked.iter().filter(|one| !one.bonus).map(|one| one.rarity).sum::<u64>().max(1);
        Self { asked, windows, whole }
    }

    /// Scores the documents of window `win`.
    pub(super) fn fill(&self, conn: &Connection, index: &Index, win: u32, scores: &mut Scores) -> Result<(), Error> {
        let Scores { sums, slots, order, touched } = scores;
        // Of a known length, so that a place in the window needs no check.
        let (Ok(sums), Ok(slots)) = (whole_window(sums), whole_window(slots)) else { return Ok(()) };
        for one in &self.asked {
            if let [term] = one.terms.as_slice() {
                term.each(conn, index, win, |at, worth| {
                    sums[usize::from(at)] += worth;
                    *touched |= 1 << (at >> CHUNK_BITS);
                })?;
                continue;
            }
            // Where several meanings of a word meet, the strongest counts.
            order.clear();
            for term in &one.terms {
                term.each(conn, index, win, |at, worth| {
                    let slot = &mut slots[usize::from(at)];
                    if *slot == 0 {
                        order.push(at);
                        *touched |= 1 << (at >> CHUNK_BITS);
                    }
                    *slot = (*slot).max(worth);
                })?;
            }
            if order.len() > MANY {
                sums.iter_mut().zip(slots.iter_mut()).for_each(|(sum, slot)| *sum += std::mem::take(slot));
            } else {
                for at in order.iter() {
                    sums[usize::from(*at)] += std::mem::take(&mut slots[usize::from(*at)]);
                }
            }
        }
        Ok(())
    }
}

impl Scores {
    /// Whether anything stands in the window's chunk `part`.
    pub(super) fn any_in(&self, part: u32) -> bool {
        self.touched >> part & 1 > 0
    }

    /// Forgets the document at `at` in the window.
    pub(super) fn forget(&mut self, at: u16) {
        if let Some(sum) = self.sums.get_mut(usize::from(at)) {
            *sum = 0;
        }
    }

    /// Empties the window's chunk `part`. Calls `each` with every document in it that has any word and of the query's words
    /// at least `least`: its place in the chunk, what it has of them (at most `whole`), score.
    pub(super) fn take(&mut self, part: u32, least: u64, mut each: impl FnMut(u16, u64, u64)) {
        self.touched &= !(1 << part);
        let first = (part as usize) << CHUNK_BITS;
        let sums = self.sums.get_mut(first..first + (1 << CHUNK_BITS)).unwrap_or_default();
        // What a document has stands in the upper half, so one comparison of the whole tells. Every place is written down
        // and kept if it is one: to decide for each whether to write costs more, because nobody can foresee it.
        let floor = least.max(1) << 32;
        let mut places = [0_u16; 1 << CHUNK_BITS];
        let mut count = 0;
        for (block, first) in sums.as_chunks::<8>().0.iter().zip((0_u16..).step_by(8)) {
            if block.iter().copied().max().is_none_or(|most| most < floor) {
                continue;
            }
            for (at, sum) in (first..).zip(block) {
                if let Some(place) = places.get_mut(count) {
                    *place = at;
                }
                count += usize::from(*sum >= floor);
            }
        }
        for at in places.iter().take(count) {
            let sum = sums.get(usize::from(*at)).copied().unwrap_or(0);
            let has = sum >> 32;
            each(*at, has, (sum & 0xffff_ffff) * has);
        }
        sums.fill(0);
    }

    /// Empties it all, whatever a search that failed has left.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.touched) > 0 || !self.order.is_empty() {
            self.sums.fill(0);
            self.slots.fill(0);
            self.order.clear();
        }
    }
}

/// Which words are not asked for their documents: stop words beside others, and the most common ones once rarer words
/// have used up `MOST_POSTINGS`. What common words say is then left to the second ranking.
fn silent(words: &[Word]) -> Vec<bool> {
    let content = words.iter().any(|word| !word.stop && !word.bonus);
    let mut silent: Vec<bool> = words.iter().map(|word| content && word.stop).collect();
    let mut order: Vec<(u32, usize)> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !(content && word.stop)) {
        order.push((word.alternatives.iter().fold(0, |sum: u32, known| sum.saturating_add(known.seen.docs)), at));
    }
    order.sort_unstable();
    let mut used = 0_u32;
    let mut heard = false;
    for (postings, at) in order {
        used = used.saturating_add(postings);
        let bonus = words.get(at).is_some_and(|word| word.bonus);
        if let Some(slot) = silent.get_mut(at).filter(|_| (heard || bonus) && used > MOST_POSTINGS) {
            *slot = true;
        }
        heard |= !bonus;
    }
    silent
}

/// Decides which word names the thing. Grammar says it is the last before "with" or "for", but people also type "sofa
/// grey velvet"; where the catalog calls hardly anything by that word, it is the last that the catalog calls things by.
/// Gives the percentage of that word's documents that are called so.
fn settle_head(words: &mut [Word]) -> u32 {
    let named = |word: &Word| {
        let near = word.alternatives.iter().filter(|known| known.share > 10);
        let (docs, named) = near.fold((0_u64, 0_u64), |(docs, named), known| {
            (docs + u64::from(known.seen.stated), named + u64::from(known.seen.named))
        });
        u32::try_from(named * 100 / docs.max(1)).unwrap_or(100)
    };
    let likely = |(at, word): (usize, &Word)| {
        if word.bonus || word.stop || word.weak {
            return None;
        }
        let percent = named(word);
        let by_grammar = match (word.head, word.surely_head) {
            (true, _) if percent >= CALLED_SO => 300,
            (true, true) => BY_GRAMMAR.1,
            (true, false) => BY_GRAMMAR.0,
            (false, _) => 0,
        };
        Some((percent + by_grammar, at, percent))
    };
    let best = words.iter().enumerate().filter_map(likely).max();
    for (at, word) in words.iter_mut().enumerate() {
        word.head = best.is_some_and(|(_, best, _)| best == at);
    }
    best.map_or(0, |(_, _, percent)| percent)
}

/// For every weight byte: how much of `word` a document has that the term stands in (upper 32 bits; all of it unless it is
/// the word that names the thing, and nothing calls the document so, or it is mentioned only), and how strongly the term
/// speaks for it (lower). `mentioned` is how rare it is anywhere, in percent of how rare it is where it is stated.
fn worth(word: &Word, rarity: u64, mentioned: u64, share: u32) -> Box<[u64; 256]> {
    let mut worth = Box::new([1; 256]);
    for (weight, slot) in (0_u8..=255).zip(worth.iter_mut()) {
        let strength = (PRESENCE + 2 * u32::from(weight >> STRENGTH_SHIFT)) * share;
        let category = weight & NAMES_CATEGORY > 0;
        let (stands, percent) = match (word.head, weight & PLACE, category) {
            (true, TITLE_HEAD, true) => (34, 100),
            (true, TITLE_HEAD, false) => (28, 100),
            (true, IN_TITLE, true) => (24, 100),
            (true, IN_TITLE, false) => (8, 75),
            // Categories hold several things.
            (true, _, true) => (6, 65),
            (true, STATED, false) => (-6, 55),
            (true, _, false) => (-14, 40),
            (false, IN_TITLE | TITLE_HEAD, _) | (false, _, true) => (8, 100),
            (false, STATED, false) => (4, 100),
            (false, MENTIONED.., false) => (0, MENTIONED_SO * mentioned / 100),
        };
        let has = if word.bonus { 0 } else { rarity * percent / 100 };
        let voice = u64::from(strength.saturating_add_signed(stands * 16).max(1));
        *slot = (has << 32) | (rarity * voice);
    }
    worth
}

/// How much a word tells.
#[derive(Debug, Clone, Copy)]
struct Rarity {
    /// Where it is stated, in 64ths.
    stated: u64,
    /// Where it is only mentioned, in percent of that.
    mentioned: u64,
}

impl Rarity {
    fn of(word: &Word, products: u32) -> Self {
        let docs = word.docs().min(products);
        let anywhere = rarity(docs, products);
        let stated = match word.stated() {
            0 => anywhere,
            stated => rarity(stated.min(docs), products),
        };
        Self { stated, mentioned: anywhere * 100 / stated.max(1) }
    }
}

/// ln(1 + (N − n + ½) / (n + ½)), in 64ths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 512")]
fn rarity(docs: u32, products: u32) -> u64 {
    let (n, all) = (f64::from(docs), f64::from(products));
    let idf = (1.0 + ((all - n).max(0.0) + 0.5) / (n + 0.5)).ln();
    ((idf.min(RAREST) * ONE).round() as u64).max(8)
}

//! Second ranking, of the best few: reads their titles and rewards what postings do not know, namely that the title
//! names the same kind of thing, that words stand together as they were typed, and that the product is of the kind that
//! most of the best are.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::Error;
use super::collected::Entry;
use super::lexer::{Form, tokens};
use super::query::{Word, head};
use super::reader::Cache;
use super::word_lists::is_part;
use super::words::{PAIR, Words, joined};

/// Candidates that are read.
pub(super) const READ: usize = 120;

/// Terms at one place of a text, and whether they name the thing.
struct Place {
    terms: Vec<String>,
    head: bool,
}

/// The places of `text`, with its neighbouring words as `pairs` if the query knows any.
fn places(words: &Words, text: &str, pairs: bool, out: &mut Vec<Place>) {
    let read = tokens(text);
    let head = head(&read);
    let first = out.len();
    for (at, token) in read.iter().enumerate() {
        let mut terms = Vec::new();
        words.terms(token, |term| terms.push(term));
        if let Form::Han(run) = &token.form {
            // In order of pairs, so that the last pair can be the head.
            let last: String = run.iter().skip(run.len().saturating_sub(2)).collect();
            out.push(Place { terms, head: false });
            out.push(Place { terms: vec![last], head: Some(at) == head });
        } else {
            out.push(Place { terms, head: Some(at) == head });
        }
    }
    if !pairs {
        return;
    }
    let mut before: Option<(usize, &str)> = None;
    let mut at_place = first;
    for token in &read {
        let this = at_place;
        at_place += if matches!(token.form, Form::Han(_)) { 2 } else { 1 };
        let Some(right) = token.joinable() else {
            if !token.is_stop() {
                before = None;
            }
            continue;
        };
        if let Some((left_at, left)) = before.filter(|_| !token.after_break) {
            let pair = joined(words, left, right);
            for at in [left_at, this] {
                if let Some(place) = out.get_mut(at) {
                    place.terms.push(pair.clone());
                }
            }
        }
        before = Some((this, right));
    }
}

fn stands(word: &Word, place: &Place) -> bool {
    word.alternatives.iter().filter(|known| known.share > 8).any(|known| place.terms.contains(&known.term))
}

/// Orders `entries`, the best of the first ranking, anew.
pub(super) fn rerank(
    conn: &Connection,
    cache: &Cache,
    words: &Words,
    query: &[Word],
    entries: &mut [Entry],
) -> Result<(), Error> {
    let mut reader = Reader::new(words, query);
    let kinds = kinds(entries);
    let mut statement = conn.prepare_cached("SELECT face FROM products WHERE doc = ?1")?;
    for entry in entries.iter_mut().filter(|entry| !entry.is_coded()) {
        let face: Option<String> = statement.query_row([entry.doc], |row| row.get(0)).optional()?;
        let Some(face) = face else { continue };
        let Title { adds, is_part } = reader.title(&face);
        let factor =
            64 + adds + reader.category(cache, entry.category) + kinds.get(&entry.category).copied().unwrap_or(0);
        entry.score = entry.score * factor / if is_part { 64 * PART } else { 64 };
    }
    entries.sort_by_key(|entry| (Reverse(entry.score), entry.tie));
    Ok(())
}

/// By category, in 64ths: how much of what the best say is said in it. Most of the best are of the kind that was meant.
fn kinds(entries: &[Entry]) -> HashMap<u32, u64> {
    let mut said: HashMap<u32, u128> = HashMap::new();
    for entry in entries.iter().filter(|entry| !entry.is_coded()) {
        *said.entry(entry.category).or_default() += u128::from(entry.score).pow(2);
    }
    let all = said.values().sum::<u128>().max(1);
    said.into_iter().map(|(category, one)| (category, u64::try_from(one * KIND / all).unwrap_or(0))).collect()
}

/// What being of the kind of all the best adds, in 64ths.
const KIND: u128 = 12;

/// How many times less a part of a thing answers who asked for the thing.
const PART: u64 = 2;

/// What a title says to a query.
struct Title {
    /// What it adds, in 64ths.
    adds: u64,
    /// It names a part of something or what goes onto it, and the query asks for no part.
    is_part: bool,
}

/// Reads candidates; remembers what it found out about their categories, which are few.
struct Reader<'q> {
    words: &'q Words,
    content: Vec<&'q Word>,
    /// Whether any of them may be two words.
    pairs: bool,
    /// Whether it asks for a part of something.
    asks_part: bool,
    /// By number: what the name adds.
    categories: HashMap<u32, u64>,
}

impl<'q> Reader<'q> {
    /// A reader for the words of `query`.
    fn new(words: &'q Words, query: &'q [Word]) -> Self {
        let content: Vec<&Word> = query.iter().filter(|word| !word.stop && !word.bonus).collect();
        let pairs = content.iter().flat_map(|word| &word.alternatives).any(|known| known.term.starts_with(PAIR));
        let asks_part = content.iter().flat_map(|word| &word.alternatives).any(|known| is_part(&known.term));
        Self { words, content, pairs, asks_part, categories: HashMap::new() }
    }

    /// What a product's titles say.
    fn title(&mut self, face: &str) -> Title {
        let mut title = Vec::new();
        face.lines().rev().for_each(|line| places(self.words, line, self.pairs, &mut title));
        let at: Vec<Option<usize>> =
            self.content.iter().map(|word| title.iter().position(|place| stands(word, place))).collect();
        let mut adds = 0;
        let thing = self.content.iter().find(|word| word.head);
        let heads = || title.iter().filter(|place| place.head);
        let named = thing.is_some_and(|thing| heads().any(|place| stands(thing, place)));
        if named {
            adds += 16;
        }
        let is_part = !named && !self.asks_part && heads().flat_map(|place| &place.terms).any(|term| is_part(term));
        let next_to = |pair: &&[Option<usize>]| matches!(pair, [Some(left), Some(right)] if left + 1 == *right);
        adds += 7 * at.windows(2).filter(next_to).count().min(3) as u64;
        if at.iter().all(Option::is_some) {
            adds += 8;
            if at.len() == title.len() {
                adds += 12;
            }
        }
        Title { adds, is_part }
    }

    fn category(&mut self, cache: &Cache, number: u32) -> u64 {
        let Some(thing) = self.content.iter().find(|word| word.head) else { return 0 };
        if let Some(known) = self.categories.get(&number) {
            return *known;
        }
        let mut name = Vec::new();
        if let Some((path, called)) = cache.categories.get(number as usize) {
            let leaf = path.rsplit('/').next().unwrap_or_default();
            for text in [leaf, &called.en, &called.zh] {
                places(self.words, text, self.pairs, &mut name);
            }
        }
        let adds = if name.iter().any(|place| place.head && stands(thing, place)) {
            12
        } else if name.iter().any(|place| stands(thing, place)) {
            6
        } else {
            0
        };
        let at: Vec<Option<usize>> =
            self.content.iter().map(|word| name.iter().position(|place| stands(word, place))).collect();
        let next_to = |pair: &&[Option<usize>]| matches!(pair, [Some(left), Some(right)] if left + 1 == *right);
        let adds = adds + 7 * at.windows(2).filter(next_to).count().min(2) as u64;
        self.categories.insert(number, adds);
        adds
    }
}

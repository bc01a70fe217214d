//! Finds out what the words of a query stand for in this catalog: unfinished words, misspelt ones, unknown ones.

use rusqlite::Connection;

use super::Error;
use super::index::Index;
use super::query::{Alternative, SOUND, Word};
use super::score::MOST_POSTINGS;
use super::word_lists::is_known;
use super::words::{PINYIN, Words, has_han};
use super::{beginnings, vocabulary};

/// Terms looked at for an unfinished word, in each segment.
const PREFIX_SCAN: u32 = 128;
/// Terms an unfinished word may stand for.
const PREFIX_MOST: usize = 12;
/// How well a word stands for its beginning.
const PREFIX: u32 = 13;
/// Terms a misspelt word may stand for.
const TYPO_MOST: usize = 3;
/// How well a word stands for one that nothing has and that is spelt nearly alike.
const TYPO: u32 = 12;
/// How well it does where a few products have the misspelt word too.
const RARE_TYPO: u32 = 9;
/// Products that may have a misspelt word, and how many times commoner what was meant must be.
const RARE: (u32, u32) = (2, 25);
/// From this share on, a word is taken to be known.
const KNOWN: u32 = 11;
/// Letters of the shortest part of a word that is taken apart.
const PART: usize = 3;
/// Letters of a word that is taken apart at most.
const APART: usize = 32;

/// Drops alternatives that nothing has, finds others for words that are left without, and gives the words as typed that
/// stay unknown; those leave `words`.
pub(super) fn resolve(
    conn: &Connection,
    index: &Index,
    stems: &Words,
    words: &mut Vec<Word>,
) -> Result<Vec<String>, Error> {
    let mut resolved: Vec<Word> = Vec::with_capacity(words.len());
    for mut word in std::mem::take(words) {
        look_up(conn, index, &mut word)?;
        let Some(plain) = word.plain.clone().filter(|plain| plain.chars().all(char::is_alphanumeric)) else {
            resolved.push(word);
            continue;
        };
        let exact = word.alternatives.iter().find(|known| known.share == 16).map(|known| known.seen.docs);
        if word.unfinished && exact.is_none() {
            prefixed(conn, index, &plain, &mut word)?;
        }
        let known = word.alternatives.iter().any(|known| known.share >= KNOWN);
        if !known || (exact.is_some_and(|docs| docs <= RARE.0) && word.alternatives.len() == 1) {
            misspelt(conn, index, &plain, &mut word, if known { RARE_TYPO } else { TYPO })?;
        }
        if let Some(docs) = exact {
            // "fan" is a fan before it is 帆, unless hardly anything is called a fan.
            let rare = |known: &Alternative| known.seen.docs / 8 > docs;
            word.alternatives.iter_mut().filter(|known| known.term.starts_with(PINYIN) && !rare(known)).for_each(
                |known| {
                    known.share = 6;
                },
            );
        }
        if word.alternatives.is_empty() {
            resolved.extend(apart(conn, index, stems, word)?);
        } else {
            resolved.push(word);
        }
    }
    *words = resolved;
    fall_back_to_characters(conn, index, words)?;
    let mut dropped = Vec::new();
    words.retain(|word| {
        let unknown = word.alternatives.is_empty();
        if unknown && !word.optional && !word.stop && !word.bonus && !dropped.contains(&word.typed) {
            dropped.push(word.typed.clone());
        }
        !unknown
    });
    Ok(dropped)
}

/// Looks up how common the alternatives are and drops those that nothing has.
fn look_up(conn: &Connection, index: &Index, word: &mut Word) -> Result<(), Error> {
    for known in &mut word.alternatives {
        (known.seen, known.places) = index.places(conn, &known.term)?;
    }
    word.alternatives.retain(|known| known.seen.docs > 0);
    Ok(())
}

fn put(conn: &Connection, index: &Index, word: &mut Word, term: &str, share: u32) -> Result<(), Error> {
    let (seen, places) = index.places(conn, term)?;
    if seen.docs > 0 && word.alternatives.iter().all(|known| known.term != term) {
        word.alternatives.push(Alternative { term: term.to_owned(), share, seen, places });
    }
    Ok(())
}

/// The first text above all that begin with `prefix`.
pub(super) fn above(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

fn prefixed(conn: &Connection, index: &Index, plain: &str, word: &mut Word) -> Result<(), Error> {
    for prefix in [plain.to_owned(), format!("{PINYIN}{plain}")] {
        let mut found = Vec::new();
        if plain.chars().count() <= beginnings::LETTERS {
            beginnings::of(conn, index, &prefix, |term| found.push(term.to_owned()))?;
        } else {
            found = index.terms(conn, &prefix, &above(&prefix), PREFIX_SCAN)?;
        }
        found.truncate(PREFIX_MOST);
        for term in found {
            put(conn, index, word, &term, PREFIX)?;
        }
    }
    // Where there are more, the commonest stay.
    word.alternatives.sort_by_key(|known| std::cmp::Reverse((known.share > PREFIX, known.seen.docs)));
    word.alternatives.truncate(PREFIX_MOST);
    let mut postings = 0_u32;
    word.alternatives.retain(|known| {
        let first = postings == 0;
        postings = postings.saturating_add(known.seen.docs);
        first || postings <= MOST_POSTINGS
    });
    Ok(())
}

fn misspelt(conn: &Connection, index: &Index, plain: &str, word: &mut Word, share: u32) -> Result<(), Error> {
    if is_known(plain) || has_han(plain) || plain.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    let least = if share == TYPO { 0 } else { word.docs().saturating_mul(RARE.1) };
    let mut found: Vec<(u32, String)> = Vec::new();
    for term in vocabulary::near(conn, index, plain)? {
        found.push((index.frequency(conn, &term)?.docs, term));
    }
    found.sort_unstable_by(|left, right| right.cmp(left));
    for (_, term) in found.into_iter().filter(|(docs, _)| *docs >= least).take(TYPO_MOST) {
        put(conn, index, word, &term, share)?;
    }
    Ok(())
}

/// A word that nothing has as several that something has: "sofatable", "huiseshafa". The word itself if it has no such
/// parts.
fn apart(conn: &Connection, index: &Index, stems: &Words, word: Word) -> Result<Vec<Word>, Error> {
    let letters = word.typed.to_lowercase();
    if !letters.bytes().all(|b| b.is_ascii_lowercase()) || !(2 * PART..=APART).contains(&letters.len()) {
        return Ok(vec![word]);
    }
    let mut best: Option<(u32, Vec<Word>)> = None;
    for at in PART..=letters.len() - PART {
        let (left, right) = letters.split_at(at);
        let mut parts = Vec::with_capacity(2);
        for part in [left, right] {
            let mut one = Word::new(word.typed.as_str(), vec![Alternative::new(stems.stem(part), 16)]);
            look_up(conn, index, &mut one)?;
            parts.push(one);
        }
        let least = parts.iter().map(Word::docs).min().unwrap_or(0);
        if least > best.as_ref().map_or(0, |(least, _)| *least) {
            if let Some(last) = parts.last_mut() {
                last.head = word.head;
            }
            best = Some((least, parts));
        }
    }
    if let Some((_, parts)) = best {
        return Ok(parts);
    }
    let sounds = sounds(conn, index, &letters)?;
    Ok(if sounds.is_empty() { vec![word] } else { sounds })
}

/// `letters` as pinyin of words that the catalog has, in as few parts as possible; nothing if it is not.
fn sounds(conn: &Connection, index: &Index, letters: &str) -> Result<Vec<Word>, Error> {
    // For each length, the fewest parts that make up so many letters, and where the last of them begins.
    let mut fewest: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    if let Some(start) = fewest.first_mut() {
        *start = Some((0, 0));
    }
    for from in 0..letters.len() {
        let Some((parts, _)) = fewest.get(from).copied().flatten() else { continue };
        for to in from + 2..=letters.len().min(from + 24) {
            let better = fewest.get(to).copied().flatten().is_none_or(|(known, _)| parts + 1 < known);
            let sound = letters.get(from..to).unwrap_or_default();
            if better
                && index.frequency(conn, &format!("{PINYIN}{sound}"))?.docs > 0
                && let Some(slot) = fewest.get_mut(to)
            {
                *slot = Some((parts + 1, from));
            }
        }
    }
    let mut found = Vec::new();
    let mut end = letters.len();
    while let Some((parts, from)) = fewest.get(end).copied().flatten().filter(|(parts, _)| *parts > 0) {
        let sound = letters.get(from..end).unwrap_or_default();
        let mut one = Word::new(sound, vec![Alternative::new(format!("{PINYIN}{sound}"), SOUND)]);
        look_up(conn, index, &mut one)?;
        one.head = found.is_empty();
        found.push(one);
        end = from;
        if parts == 1 {
            break;
        }
    }
    found.reverse();
    Ok(found)
}

/// Pairs of Chinese characters that nothing has give way to single characters, where no known pair covers these.
fn fall_back_to_characters(conn: &Connection, index: &Index, words: &mut Vec<Word>) -> Result<(), Error> {
    let is_pair = |word: &Word| word.plain.is_none() && word.typed.chars().count() == 2 && has_han(&word.typed);
    let covered: String = words
        .iter()
        .filter(|word| is_pair(word) && !word.alternatives.is_empty())
        .map(|word| word.typed.as_str())
        .collect();
    let mut singles: Vec<Word> = Vec::new();
    for word in words.iter().filter(|word| is_pair(word) && word.alternatives.is_empty()) {
        for c in word.typed.chars().filter(|c| !covered.contains(*c)) {
            let typed = c.to_string();
            if singles.iter().any(|single| single.typed == typed) {
                continue;
            }
            let mut single = Word::new(typed.as_str(), vec![Alternative::new(typed.as_str(), 16)]);
            look_up(conn, index, &mut single)?;
            singles.push(single);
        }
    }
    words.retain(|word| !(is_pair(word) && word.alternatives.is_empty()));
    words.append(&mut singles);
    Ok(())
}

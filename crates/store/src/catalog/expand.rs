//! Finds out what the words of a query stand for in this catalog: unfinished words, misspelt ones, unknown ones.

use rusqlite::Connection;

use super::Error;
use super::index::Index;
use super::query::{Alternative, Word};
use super::vocabulary;
use super::words::has_han;

/// Terms looked at for an unfinished word, in each segment.
const PREFIX_SCAN: u32 = 256;
/// Terms an unfinished word may stand for.
const PREFIX_MOST: usize = 12;
/// Terms a misspelt word may stand for.
const TYPO_MOST: usize = 3;

/// Drops alternatives that nothing has, finds others for words that are left without, and gives the words as typed that
/// stay unknown; those leave `words`.
pub(super) fn resolve(conn: &Connection, index: &Index, words: &mut Vec<Word>) -> Result<Vec<String>, Error> {
    for word in words.iter_mut() {
        let mut known = Vec::with_capacity(word.alternatives.len());
        for alternative in std::mem::take(&mut word.alternatives) {
            if index.has(conn, &alternative.term)? {
                known.push(alternative);
            }
        }
        let exact = known.iter().any(|alternative| alternative.share == 16);
        word.alternatives = known;
        let Some(plain) = word.plain.clone().filter(|plain| plain.chars().all(char::is_alphanumeric)) else { continue };
        if word.unfinished && !exact && plain.len() >= 2 {
            prefixed(conn, index, &plain, word)?;
        }
        if word.alternatives.iter().all(|alternative| alternative.share < 11) {
            misspelt(conn, index, &plain, word)?;
        }
    }
    fall_back_to_characters(conn, index, words)?;
    let mut dropped = Vec::new();
    words.retain(|word| {
        let unknown = word.alternatives.is_empty();
        if unknown && !word.optional && !word.stop && !dropped.contains(&word.typed) {
            dropped.push(word.typed.clone());
        }
        !unknown
    });
    Ok(dropped)
}

/// The first text above all that begin with `prefix`.
pub(super) fn above(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

fn prefixed(conn: &Connection, index: &Index, plain: &str, word: &mut Word) -> Result<(), Error> {
    let mut found: Vec<(u32, String)> = Vec::new();
    index.terms(conn, (plain, &above(plain)), PREFIX_SCAN, |term, docs| found.push((docs, term.to_owned())))?;
    found.sort_unstable_by(|left, right| right.cmp(left));
    for (_, term) in found {
        if word.alternatives.len() < PREFIX_MOST
            && word.alternatives.iter().all(|known| known.term != term)
            && index.has(conn, &term)?
        {
            word.alternatives.push(Alternative { term, share: 13 });
        }
    }
    Ok(())
}

fn misspelt(conn: &Connection, index: &Index, plain: &str, word: &mut Word) -> Result<(), Error> {
    if has_han(plain) || plain.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    let mut found: Vec<(u32, String)> = Vec::new();
    for term in vocabulary::near(conn, index, plain)? {
        found.push((index.frequency(conn, &term)?, term));
    }
    found.sort_unstable_by(|left, right| right.cmp(left));
    for (_, term) in found.into_iter().take(TYPO_MOST) {
        if word.alternatives.iter().all(|known| known.term != term) && index.has(conn, &term)? {
            word.alternatives.push(Alternative { term, share: 12 });
        }
    }
    Ok(())
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
            let known = index.has(conn, &typed)?;
            let alternatives = if known { vec![Alternative { term: typed.clone(), share: 16 }] } else { Vec::new() };
            singles.push(Word { typed, alternatives, ..Word::default() });
        }
    }
    words.retain(|word| !(is_pair(word) && word.alternatives.is_empty()));
    words.append(&mut singles);
    Ok(())
}

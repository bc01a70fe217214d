//! Finds out what the words of a query stand for in this catalog: unfinished words, misspelt ones, unknown ones.

use rusqlite::Connection;

use super::Error;
use super::index::Index;
use super::query::{Alternative, Word};
use super::words::has_han;

/// Terms looked at for an unfinished word, in each segment.
const PREFIX_SCAN: u32 = 256;
/// Terms an unfinished word may stand for.
const PREFIX_MOST: usize = 12;
/// Terms looked at for a misspelt word, in each segment and for each first letter.
const TYPO_SCAN: u32 = 12_000;
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
    let letters: Vec<char> = plain.chars().collect();
    if letters.len() < 4 || has_han(plain) || letters.iter().any(char::is_ascii_digit) {
        return Ok(());
    }
    let most = if letters.len() >= 8 { 2 } else { 1 };
    let mut found: Vec<(usize, std::cmp::Reverse<u32>, String)> = Vec::new();
    // Few people mistype the first letter; those who swap it with the second are found too.
    let mut starts: Vec<char> = letters.iter().take(2).copied().collect();
    starts.dedup();
    for start in starts {
        let from = start.to_string();
        index.terms(conn, (&from, &above(&from)), TYPO_SCAN, |term, docs| {
            if let Some(distance) = distance(&letters, term, most) {
                found.push((distance, std::cmp::Reverse(docs), term.to_owned()));
            }
        })?;
    }
    found.sort_unstable();
    let Some(&(best, ..)) = found.first() else { return Ok(()) };
    for (_, _, term) in found.into_iter().filter(|(distance, ..)| *distance == best) {
        if word.alternatives.len() < TYPO_MOST
            && word.alternatives.iter().all(|known| known.term != term)
            && index.has(conn, &term)?
        {
            word.alternatives.push(Alternative { term, share: 12 });
        }
    }
    Ok(())
}

/// Edits (insert, remove, change, swap neighbours) between `left` and `right` when there are at most `most`.
fn distance(left: &[char], right: &str, most: usize) -> Option<usize> {
    if right.len() + most < left.len() || right.len() > (left.len() + most) * 4 {
        return None;
    }
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, &a) in left.iter().enumerate() {
        let mut row = Vec::with_capacity(right.len() + 1);
        row.push(i + 1);
        for (j, &b) in right.iter().enumerate() {
            let at = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&above, j) + usize::from(a != b)).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(&b) && right.get(j - 1) == Some(&a);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        if row.iter().min().is_none_or(|&least| least > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|&edits| edits <= most)
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

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits_are_counted_up_to_a_bound() {
        let edits = |left: &str, right: &str| distance(&left.chars().collect::<Vec<_>>(), right, 2);
        assert_eq!(edits("bokcase", "bookcase"), Some(1));
        assert_eq!(edits("sfoa", "sofa"), Some(1));
        assert_eq!(edits("wardorbe", "wardrobe"), Some(1));
        assert_eq!(edits("chair", "table"), None);
    }
}

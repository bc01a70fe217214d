//! The plain words of the index, for telling what a misspelt word may have been.

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::index::Index;
use super::lexer::is_han;

/// Letters of a word that can be misspelt or be what was meant.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=24;
/// Candidates kept.
const NEAREST: usize = 24;

/// Writes the words of a segment, which come in order, by their first letter.
#[derive(Debug)]
pub(super) struct Vocabulary {
    seg: i64,
    initial: char,
    words: String,
}

impl Vocabulary {
    /// For segment `seg`.
    pub(super) fn new(seg: i64) -> Self {
        Self { seg, initial: ' ', words: String::new() }
    }

    /// Takes `term` in if it is a plain word.
    pub(super) fn add(&mut self, conn: &Connection, term: &str) -> Result<(), Error> {
        let Some(initial) = term.chars().next() else { return Ok(()) };
        if !LETTERS.contains(&term.chars().count()) || !term.chars().all(|c| c.is_alphabetic() && !is_han(c)) {
            return Ok(());
        }
        if initial != self.initial {
            self.flush(conn)?;
            self.initial = initial;
        }
        self.words.push_str(term);
        self.words.push('\n');
        Ok(())
    }

    /// Writes what it holds.
    pub(super) fn flush(&mut self, conn: &Connection) -> Result<(), Error> {
        if !self.words.is_empty() {
            conn.prepare_cached("INSERT INTO vocabulary (seg, initial, words) VALUES (?1, ?2, ?3)")?
                .execute(params![self.seg, self.initial.to_string(), self.words])?;
            self.words.clear();
        }
        Ok(())
    }
}

/// The words nearest to `plain`: one edit away, or two when it is long. Few people mistype the first letter, so only
/// words that begin like it, or with its second letter, are looked at.
pub(super) fn near(conn: &Connection, index: &Index, plain: &str) -> Result<Vec<String>, Error> {
    let letters: Vec<char> = plain.chars().collect();
    if !LETTERS.contains(&letters.len()) {
        return Ok(Vec::new());
    }
    let mut most = if letters.len() >= 8 { 2 } else { 1 };
    let wanted = marks(plain);
    let mut found: Vec<String> = Vec::new();
    let mut initials: Vec<char> = letters.iter().take(2).copied().collect();
    initials.dedup();
    let mut statement = conn.prepare_cached("SELECT words FROM vocabulary WHERE seg = ?1 AND initial = ?2")?;
    for initial in initials {
        for seg in index.numbers() {
            let words: Option<String> =
                statement.query_row(params![seg, initial.to_string()], |row| row.get(0)).optional()?;
            for word in words.iter().flat_map(|words| words.lines()) {
                // One edit changes the set of letters by two at most.
                if (marks(word) ^ wanted).count_ones() > 2 * u32::try_from(most).unwrap_or(2) {
                    continue;
                }
                let Some(edits) = distance(&letters, word, most) else { continue };
                if edits < most {
                    most = edits;
                    found.clear();
                }
                if found.len() < NEAREST && !found.iter().any(|known| known == word) {
                    found.push(word.to_owned());
                }
            }
        }
    }
    Ok(found)
}

/// Which letters `word` has, one bit each.
fn marks(word: &str) -> u32 {
    word.bytes().fold(0, |marks, byte| marks | 1 << (byte & 31))
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

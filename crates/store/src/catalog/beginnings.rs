//! The commonest words by their first letters, for words that are not typed to their end.

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::index::Index;
use super::lexer::is_han;
use super::words::PINYIN;

/// First letters that words are kept by.
pub(super) const LETTERS: usize = 3;
/// Words kept for each.
const MOST: usize = 12;

/// Writes the beginnings of a segment, whose terms come in order.
#[derive(Debug)]
pub(super) struct Beginnings {
    seg: i64,
    /// For each number of letters: the prefix, and the commonest terms so far.
    open: [(String, Vec<(usize, String)>); LETTERS],
}

/// Letters of plain words and of pinyin; other terms are never typed by halves.
fn letters(term: &str) -> Option<usize> {
    let word = term.strip_prefix(PINYIN).unwrap_or(term);
    (word.chars().all(|c| c.is_alphabetic() && !is_han(c))).then(|| word.chars().count())
}

impl Beginnings {
    /// For segment `seg`.
    pub(super) fn new(seg: i64) -> Self {
        Self { seg, open: Default::default() }
    }

    /// Takes `term` in, which `docs` documents have.
    pub(super) fn add(&mut self, conn: &Connection, term: &str, docs: usize) -> Result<(), Error> {
        let Some(letters) = letters(term) else { return Ok(()) };
        let marked = usize::from(term.starts_with(PINYIN));
        for at in 0..LETTERS.min(letters) {
            let end = term.char_indices().nth(marked + at + 1).map_or(term.len(), |(end, _)| end);
            let prefix = term.get(..end).unwrap_or(term);
            let Some((open, best)) = self.open.get_mut(at) else { continue };
            if open != prefix {
                write(conn, self.seg, open, best)?;
                prefix.clone_into(open);
            }
            if best.len() < MOST || best.last().is_some_and(|(least, _)| docs > *least) {
                let place = best.partition_point(|(more, _)| *more >= docs);
                best.insert(place, (docs, term.to_owned()));
                best.truncate(MOST);
            }
        }
        Ok(())
    }

    /// Writes what it holds.
    pub(super) fn flush(&mut self, conn: &Connection) -> Result<(), Error> {
        for (prefix, best) in &mut self.open {
            write(conn, self.seg, prefix, best)?;
        }
        Ok(())
    }
}

fn write(conn: &Connection, seg: i64, prefix: &str, best: &mut Vec<(usize, String)>) -> Result<(), Error> {
    if best.is_empty() {
        return Ok(());
    }
    let terms: Vec<String> = std::mem::take(best).into_iter().map(|(_, term)| term).collect();
    conn.prepare_cached("INSERT OR REPLACE INTO beginnings (seg, prefix, terms) VALUES (?1, ?2, ?3)")?
        .execute(params![seg, prefix, terms.join("\n")])?;
    Ok(())
}

/// Calls `each` with the commonest terms of every segment that begin with `prefix`, of at most `LETTERS` letters.
pub(super) fn of(conn: &Connection, index: &Index, prefix: &str, mut each: impl FnMut(&str)) -> Result<(), Error> {
    let mut statement = conn.prepare_cached("SELECT terms FROM beginnings WHERE seg = ?1 AND prefix = ?2")?;
    for seg in index.numbers() {
        let terms: Option<String> = statement.query_row(params![seg, prefix], |row| row.get(0)).optional()?;
        terms.iter().flat_map(|terms| terms.lines()).for_each(&mut each);
    }
    Ok(())
}

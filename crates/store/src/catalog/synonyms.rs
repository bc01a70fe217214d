//! Words that mean the same on the shop floor, and those that a chain adds.
//!
//! A group is words or pairs of words that stand for each other. A pair is found by its joined term, so "dresser" finds
//! "chest of drawers" and the other way round. A chain's own groups are read with the catalog.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::Error;
use super::shop_words::{COMMON, KINDS};
use super::words::{Words, has_han, joined};

/// Groups that a chain may have.
const MOST_GROUPS: usize = 2_000;
/// Texts in a group.
const MOST_TEXTS: usize = 20;
/// Characters of a text.
const LONGEST: usize = 60;

/// Whether a chain may have these groups.
pub(super) fn check(groups: &[Vec<String>]) -> Result<(), Error> {
    if groups.len() > MOST_GROUPS {
        return Err(Error::Synonyms(format!("{} groups; at most {MOST_GROUPS}", groups.len())));
    }
    for (group, number) in groups.iter().zip(1..) {
        if !(2..=MOST_TEXTS).contains(&group.len()) {
            return Err(Error::Synonyms(format!("group {number} has {} texts; 2 to {MOST_TEXTS}", group.len())));
        }
        if let Some(text) = group.iter().find(|text| text.trim().is_empty() || text.chars().count() > LONGEST) {
            let shown: String = text.chars().take(LONGEST).collect();
            return Err(Error::Synonyms(format!("group {number} has `{shown}`; 1 to {LONGEST} characters")));
        }
    }
    Ok(())
}

/// The chain's groups.
pub(super) fn stored(conn: &Connection) -> Result<Vec<Vec<String>>, Error> {
    let mut statement = conn.prepare_cached("SELECT words FROM synonyms ORDER BY place")?;
    let groups = statement.query_map([], |row| row.get::<_, String>(0))?;
    groups.map(|group| Ok(serde_json::from_str(&group?)?)).collect()
}

/// Makes `groups` the chain's only ones.
pub(super) fn replace(conn: &Connection, groups: &[Vec<String>]) -> Result<(), Error> {
    conn.execute("DELETE FROM synonyms", [])?;
    for group in groups {
        conn.prepare_cached("INSERT INTO synonyms (words) VALUES (?1)")?
            .execute(params![serde_json::to_string(group)?])?;
    }
    Ok(())
}

/// What stands for what, as terms of the index.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// By term; Chinese by the words themselves.
    others: BTreeMap<String, BTreeSet<String>>,
    /// By term: what is a kind of it, and not the other way round.
    kinds: BTreeMap<String, BTreeSet<String>>,
}

impl Synonyms {
    /// The common groups and those of `chain`.
    pub(super) fn new(words: &Words, chain: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in COMMON {
            synonyms.add(words, group);
        }
        for (general, kinds) in KINDS {
            let of = synonyms.kinds.entry(key(words, general)).or_default();
            of.extend(kinds.iter().flat_map(|kind| terms(words, kind)));
        }
        for group in chain {
            let group: Vec<&str> = group.iter().map(String::as_str).collect();
            synonyms.add(words, &group);
        }
        synonyms
    }

    fn add(&mut self, words: &Words, group: &[&str]) {
        for one in group {
            let others = self.others.entry(key(words, one)).or_default();
            others.extend(group.iter().filter(|other| *other != one).flat_map(|other| terms(words, other)));
        }
    }

    /// What stands for `term`, a stem or a joined pair.
    pub(super) fn of(&self, term: &str) -> Vec<&str> {
        self.others.get(term).into_iter().flatten().map(String::as_str).collect()
    }

    /// What is a kind of `term`, a stem or a joined pair.
    pub(super) fn kinds_of(&self, term: &str) -> Vec<&str> {
        self.kinds.get(term).into_iter().flatten().map(String::as_str).collect()
    }

    /// What stands for the Chinese words of `text` that `pair` is part of.
    pub(super) fn within<'s>(&'s self, text: &'s str, pair: &'s str) -> impl Iterator<Item = &'s str> {
        let known = self.others.iter().filter(move |(word, _)| word.contains(pair) && text.contains(word.as_str()));
        known.flat_map(|(_, others)| others).map(String::as_str)
    }
}

/// What a word or pair of words is looked up by.
fn key(words: &Words, text: &str) -> String {
    let text = text.trim().to_lowercase();
    match text.split_once(' ') {
        _ if has_han(&text) => text,
        Some((left, right)) => joined(words, left, right.trim()),
        None => words.stem(&text),
    }
}

/// The terms by which a word or pair of words is found.
fn terms(words: &Words, text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    if has_han(text) && characters.len() > 1 {
        return characters.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    vec![key(words, text)]
}

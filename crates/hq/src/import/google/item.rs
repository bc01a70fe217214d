//! One item as it stands in the feed.

use super::field::Field;

/// Characters of one field; Google allows 5,000 for the longest.
pub(super) const MAX_FIELD: usize = 1024 * 1024;

/// Values that an item may have in all; Google allows some ten pictures and a hundred details.
const MAX_VALUES: usize = 1000;

/// Where an attribute came from; the earlier wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// Google's namespace.
    Google,
    /// RSS, Atom or none.
    Feed,
}

/// An item.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) line: u64,
    /// Counts items with an id; the same in every pass over a file.
    pub(super) ordinal: u64,
    values: Vec<(Field, Origin, String)>,
    /// Named properties.
    pub(super) details: Vec<(String, String)>,
    /// Bytes kept so far.
    size: usize,
}

impl Item {
    pub(super) fn new(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    pub(super) fn push(&mut self, field: Field, origin: Origin, value: &str) {
        let value = value.trim();
        self.size += value.len();
        if !value.is_empty() && self.values.len() < MAX_VALUES && self.size <= 4 * MAX_FIELD {
            self.values.push((field, origin, value.to_owned()));
        }
    }

    pub(super) fn push_detail(&mut self, name: &str, value: &str) {
        let (name, value) = (name.trim(), value.trim());
        self.size += name.len() + value.len();
        if !name.is_empty() && !value.is_empty() && self.details.len() < MAX_VALUES && self.size <= 4 * MAX_FIELD {
            self.details.push((name.to_owned(), value.to_owned()));
        }
    }

    /// All values of `field` from the better origin.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        let best = self.values.iter().filter(|(found, ..)| *found == field).map(|(_, origin, _)| *origin).min();
        let fits = move |(found, origin, _): &&(Field, Origin, String)| *found == field && Some(*origin) == best;
        self.values.iter().filter(fits).map(|(.., value)| value.as_str())
    }

    /// The first value of `field`, or nothing.
    pub(super) fn get(&self, field: Field) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    pub(super) fn id(&self) -> &str {
        self.get(Field::Id)
    }

    /// What identifies the product that the item belongs to.
    pub(super) fn source_id(&self) -> &str {
        match self.get(Field::GroupId) {
            "" => self.id(),
            group => group,
        }
    }
}

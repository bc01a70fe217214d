//! One offer as a file states it, whatever its format: named values, not yet judged.
//!
//! Every format but Shopify's turns its rows, elements or objects into items; [`group`] makes products of them, so that a
//! price, a barcode or an availability is judged in one place.

mod axis;
mod field;
pub(super) mod group;
mod offer;
mod sale;
mod shared;

use std::rc::Rc;

pub(super) use axis::axis;
pub(super) use field::Field;

/// Characters of one field; Google allows 5,000 for the longest.
pub(super) const MAX_FIELD: usize = 1024 * 1024;

/// Values that an item may have in all; Google allows some ten pictures and a hundred details.
const MAX_VALUES: usize = 1000;

/// Where a value came from; the earlier wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// HQ's own namespace.
    Tenon,
    /// The format's own name for it: Google's namespace, a column.
    Format,
    /// What stands in for it: RSS, Atom or no namespace.
    Feed,
}

/// What an item says of its product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it, or one variant: something that has a price.
    #[default]
    Offer,
    /// One variant of a product that another item describes.
    Variant,
    /// What the variants have in common; it is not bought itself.
    Parent,
}

/// An item.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) line: u64,
    /// The page it stands on, where several are read as one source.
    pub(super) page: Option<Rc<str>>,
    pub(super) part: Part,
    values: Vec<(Field, Origin, String)>,
    /// Named properties.
    pub(super) details: Vec<(String, String)>,
    /// In what it differs from the others of its group: names and values.
    pub(super) axes: Vec<(String, String)>,
    /// The same text in Chinese and in English.
    pub(super) also: Vec<(String, String)>,
    /// Why the shop does not show it.
    pub(super) hidden: Option<String>,
    /// Bytes kept so far.
    size: usize,
}

impl Item {
    pub(super) fn new(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds a value of the format itself.
    pub(super) fn set(&mut self, field: Field, value: &str) {
        self.push(field, Origin::Format, value);
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
        if self.has_room(name, value) && !name.is_empty() && !value.is_empty() {
            self.details.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(super) fn push_axis(&mut self, name: &str, value: &str) {
        let (name, value) = (name.trim(), value.trim());
        if self.has_room(name, value) && !name.is_empty() {
            self.axes.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(super) fn push_also(&mut self, zh: &str, en: &str) {
        if self.has_room(zh, en) {
            self.also.push((zh.trim().to_owned(), en.trim().to_owned()));
        }
    }

    fn has_room(&mut self, name: &str, value: &str) -> bool {
        self.size += name.len() + value.len();
        let pairs = self.details.len() + self.axes.len() + self.also.len();
        pairs < MAX_VALUES && self.size <= 4 * MAX_FIELD
    }

    /// All values of `field` from the best origin.
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

    /// The seller's code; an empty one where HQ's own feed gives none.
    pub(super) fn sku(&self) -> &str {
        let given = [Field::Sku, Field::Mpn].map(|field| self.get(field).trim_start_matches('\''));
        match given.into_iter().find(|code| !code.is_empty()) {
            Some(code) => code,
            None if self.get(Field::VariantId).is_empty() => self.id(),
            None => "",
        }
    }

    /// What identifies the product that the item belongs to.
    pub(super) fn source_id(&self) -> &str {
        match self.get(Field::GroupId) {
            "" => self.id(),
            group => group,
        }
    }
}

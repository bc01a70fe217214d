//! What the variants of a product have in common.

use std::collections::HashSet;

use tenon_domain::Localized;
use tenon_domain::catalog::{Category, PriceUnit, ServiceRoute};

use super::{Field, Item};
use crate::import::plain_text::{plain, plain_line};
use crate::import::words::{address, place, separator};

const MAX_PICTURES: usize = 1_000;

const MEASURES: [(Field, &str, &str); 4] = [
    (Field::Length, "长", "Length"),
    (Field::Width, "宽", "Width"),
    (Field::Height, "高", "Height"),
    (Field::Weight, "重量", "Weight"),
];

/// What variants have in common.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) line: u64,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) brand: String,
    pub(super) product_type: String,
    pub(super) google_category: String,
    pub(super) category_path: String,
    pub(super) unit: PriceUnit,
    pub(super) route: ServiceRoute,
    pub(super) link: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) pictures: Vec<String>,
    known_pictures: HashSet<String>,
    pub(super) details: Vec<(String, String)>,
    pub(super) measures: Vec<(Localized, String)>,
}

impl Shared {
    /// Takes what `item` says where nothing was said before.
    pub(super) fn learn(&mut self, item: &Item) {
        if self.line == 0 {
            self.line = item.line;
            let measure = |(field, zh, en): (Field, &str, &str)| (Localized::new(zh, en), plain_line(item.get(field)));
            let detail = |(name, value): &(String, String)| (plain_line(name), plain_line(value));
            self.details = item.details.iter().map(detail).filter(|(_, value)| !value.is_empty()).collect();
            self.measures = MEASURES.map(measure).into_iter().filter(|(_, value)| !value.is_empty()).collect();
            self.tags = item.all(Field::Tag).map(plain_line).filter(|tag| !tag.is_empty()).collect();
            self.unit = word(item.get(Field::Unit));
            self.route = word(item.get(Field::Route));
        }
        keep_first(&mut self.title, || plain_line(item.get(Field::Title)));
        keep_first(&mut self.description, || plain(item.get(Field::Description)));
        keep_first(&mut self.brand, || plain_line(item.get(Field::Brand)));
        // Of several product types the first is the one that counts (Google, "Product type").
        keep_first(&mut self.product_type, || plain_line(item.get(Field::ProductType)));
        keep_first(&mut self.google_category, || plain_line(item.get(Field::GoogleCategory)));
        keep_first(&mut self.category_path, || item.get(Field::CategoryPath).to_owned());
        if self.link.is_none() {
            self.link = item.all(Field::Link).find_map(address);
        }
        let given = !item.get(Field::VariantId).is_empty();
        let named = if given { [Field::Picture; 2] } else { [Field::ImageLink, Field::AdditionalImageLink] };
        let pictures = named.into_iter().flat_map(|field| item.all(field));
        pictures.filter_map(address).for_each(|picture| self.add_picture(picture));
    }

    /// Takes the place that `item` names, if it is another, as a word for finding the product.
    pub(super) fn learn_place(&mut self, item: &Item) {
        let path = plain_line(item.get(Field::ProductType));
        let name = path.rsplit('>').next().unwrap_or_default().trim();
        if path != self.product_type
            && !name.is_empty()
            && self.tags.len() < 100
            && self.tags.iter().all(|tag| tag != name)
        {
            self.tags.push(name.to_owned());
        }
    }

    fn add_picture(&mut self, picture: String) {
        if self.pictures.len() < MAX_PICTURES && self.known_pictures.insert(picture.clone()) {
            self.pictures.push(picture);
        }
    }

    /// What this says, and what `other` says where this is silent.
    pub(super) fn before(mut self, other: Self) -> Self {
        for (kept, found) in [
            (&mut self.title, other.title),
            (&mut self.description, other.description),
            (&mut self.brand, other.brand),
            (&mut self.product_type, other.product_type),
            (&mut self.google_category, other.google_category),
            (&mut self.category_path, other.category_path),
        ] {
            keep_first(kept, || found);
        }
        self.link = self.link.take().or(other.link);
        if self.tags.is_empty() {
            self.tags = other.tags;
        }
        other.pictures.into_iter().for_each(|picture| self.add_picture(picture));
        self
    }

    pub(super) fn category(&self, local: impl Fn(&str) -> Localized) -> Category {
        // A feed of ours writes names as they are, strokes and all.
        let between = |path| if self.category_path.is_empty() { separator(path) } else { ">" };
        let shelves = [&self.product_type, &self.google_category].map(|path| place(path, between(path), &local));
        let mut found = shelves.into_iter().find(|place| !place.path.is_empty()).unwrap_or_default();
        if !self.category_path.is_empty() {
            found.path.clone_from(&self.category_path);
        }
        found
    }
}

/// The value that serde writes as `text`; the usual one for anything else.
fn word<T: serde::de::DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap_or_default()
}

fn keep_first(kept: &mut String, found: impl FnOnce() -> String) {
    if kept.is_empty() {
        *kept = found();
    }
}

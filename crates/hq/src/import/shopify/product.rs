//! A product in the making, out of its rows.

use std::collections::HashSet;

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, OptionAxis, PriceUnit, Product, ServiceRoute};

use super::columns::{Cell, Columns};
use super::sheet::ProductRow;
use super::variant::{DraftVariant, choice};
use crate::import::item::axis;
use crate::import::plain_text::{plain, plain_line};
use crate::import::problem::{Code, Note, quoted};
use crate::import::words::{address, category, localized};

/// More than Shopify allows (2,048 variants, 250 pictures).
const MAX_VARIANTS: usize = 4_096;
const MAX_PICTURES: usize = 1_000;

/// Why there is no product.
pub(super) enum Left {
    /// It is not for sale.
    Out,
    /// It could not be read.
    Lost,
}

/// What was read of a product so far.
pub(super) struct Draft {
    line: u64,
    handle: String,
    title: String,
    body: String,
    vendor: String,
    kind: String,
    category: String,
    google_category: String,
    tags: String,
    published: String,
    status: String,
    gift_card: String,
    option_names: [String; 3],
    variants: Vec<DraftVariant>,
    choices: HashSet<[String; 3]>,
    pictures: Vec<(u32, String)>,
    attributes: Vec<(String, String)>,
    /// Rows of another product under the same handle are being passed over.
    elsewhere: bool,
    last_ordinal: u64,
    /// Whether a row of it was reported, so that a product without variants is not reported again.
    reported: bool,
}

impl Draft {
    pub(super) fn new(row: &ProductRow) -> Self {
        Self {
            line: row.line,
            handle: row.handle.clone(),
            title: String::new(),
            body: String::new(),
            vendor: String::new(),
            kind: String::new(),
            category: String::new(),
            google_category: String::new(),
            tags: String::new(),
            published: String::new(),
            status: String::new(),
            gift_card: String::new(),
            option_names: Default::default(),
            variants: Vec::new(),
            choices: HashSet::new(),
            pictures: Vec::new(),
            attributes: Vec::new(),
            elsewhere: false,
            last_ordinal: row.ordinal,
            reported: false,
        }
    }

    pub(super) fn handle(&self) -> &str {
        &self.handle
    }

    /// Takes a row with this product's handle.
    pub(super) fn add(&mut self, row: &ProductRow, columns: &Columns, currency: &str, notes: &mut Vec<Note>) {
        let get = |cell| columns.get(&row.cells, cell);
        let title = plain_line(get(Cell::Title));
        self.elsewhere &= row.ordinal == self.last_ordinal + 1;
        self.last_ordinal = row.ordinal;
        if !title.is_empty() {
            // A row with another title begins another product, whose identity is taken; some tools repeat the title.
            self.elsewhere = !self.title.is_empty() && self.title != title;
            if self.elsewhere {
                let (handle, title, first) = (quoted(&self.handle), quoted(&title), self.line);
                let text = format!(
                    "{title} has the handle {handle} of the product on line {first} and was not taken: each product \
                     needs its own handle"
                );
                notes.push(Note::not_taken(row.line, Code::DuplicateId, text));
            }
        }
        if self.elsewhere {
            return;
        }
        keep_first(&mut self.title, &title);
        for (kept, cell) in [
            (&mut self.body, Cell::Body),
            (&mut self.vendor, Cell::Vendor),
            (&mut self.kind, Cell::Type),
            (&mut self.category, Cell::Category),
            (&mut self.google_category, Cell::GoogleCategory),
            (&mut self.tags, Cell::Tags),
            (&mut self.published, Cell::Published),
            (&mut self.status, Cell::Status),
            (&mut self.gift_card, Cell::GiftCard),
        ] {
            keep_first(kept, get(cell));
        }
        for (kept, at) in self.option_names.iter_mut().zip(0..) {
            keep_first(kept, get(Cell::OptionName(at)));
        }
        for (name, place) in &columns.metafields {
            self.add_metafield(name, row.cells.get(*place).map(String::as_str).unwrap_or_default());
        }
        self.add_picture(get(Cell::Image), get(Cell::ImagePosition));
        if DraftVariant::is_in(row, columns) {
            self.add_variant(row, columns, currency, notes);
        }
    }

    fn add_picture(&mut self, source: &str, position: &str) {
        if let Some(picture) = address(source)
            && self.pictures.len() < MAX_PICTURES
            && self.pictures.iter().all(|(_, known)| *known != picture)
        {
            self.pictures.push((position.parse().unwrap_or(u32::MAX), picture));
        }
    }

    /// References to other objects of the shop and structured values say nothing to a reader.
    fn add_metafield(&mut self, name: &str, value: &str) {
        let readable =
            !value.trim().is_empty() && !value.contains("gid://") && !value.trim_start().starts_with(['{', '[']);
        if readable && self.attributes.len() < 200 && self.attributes.iter().all(|(known, _)| known != name) {
            self.attributes.push((name.to_owned(), plain_line(value)));
        }
    }

    fn add_variant(&mut self, row: &ProductRow, columns: &Columns, currency: &str, notes: &mut Vec<Note>) {
        let values = choice(row, columns);
        let read = if self.choices.contains(&values) {
            let choice = quoted(&values.join(" / "));
            Err((Code::DuplicateVariant, format!("{choice} was already there; keep one row of each choice")))
        } else if self.variants.len() >= MAX_VARIANTS {
            Err((Code::TooLarge, format!("its product has {MAX_VARIANTS} before it; split the product")))
        } else {
            DraftVariant::read(row, columns, currency, notes)
        };
        match read {
            Ok(variant) => {
                self.choices.insert(values);
                self.variants.push(variant);
            }
            Err((code, why)) => {
                let text = format!("a variant of {} was not taken: {why}", quoted(&self.handle));
                notes.push(Note::not_taken(row.line, code, text));
                self.reported = true;
            }
        }
    }

    /// The product with the lines of its variants, unless a note says why there is none.
    pub(super) fn finish(
        self,
        merchant: &str,
        currency: &str,
        notes: &mut Vec<Note>,
    ) -> Result<(Product, Vec<u64>), Left> {
        let (line, handle) = (self.line, quoted(&self.handle));
        if self.title.is_empty() {
            let text = format!("{handle} has no title on any of its rows and was not taken: give it a title");
            notes.push(Note::not_taken(line, Code::MissingTitle, text));
            return Err(Left::Lost);
        }
        if is_true(&self.gift_card) {
            let text = format!("{handle} is a gift card and was left out: only goods are shown");
            notes.push(Note::remark(line, Code::GiftCard, text));
            return Err(Left::Out);
        }
        let status = self.status.to_ascii_lowercase();
        let hidden = matches!(self.published.to_ascii_lowercase().as_str(), "false" | "no" | "0");
        if hidden || matches!(status.as_str(), "draft" | "archived") {
            let why = if hidden { "not published" } else { status.as_str() };
            let text = format!("{handle} is {why} in the shop and was left out; publish it there to show it");
            notes.push(Note::remark(line, Code::NotPublished, text));
            return Err(Left::Out);
        }
        if self.variants.is_empty() {
            if !self.reported {
                let text = format!("{handle} has no row with a price and was not taken: give it one in the shop");
                notes.push(Note::not_taken(line, Code::NoVariant, text));
            }
            return Err(Left::Lost);
        }
        Ok(self.product(merchant, currency))
    }

    fn product(mut self, merchant: &str, currency: &str) -> (Product, Vec<u64>) {
        let id = Product::id_of(merchant, &self.handle);
        let (options, choices) = self.options();
        let lines = self.variants.iter().map(|variant| variant.line).collect();
        let variants = self.variants.drain(..).zip(choices);
        let variants = variants.map(|(draft, choice)| draft.variant(id, choice, currency)).collect();
        self.pictures.sort_by_key(|(position, _)| *position);
        // The merchant's own word first, as in Google's feeds.
        let standard = Some(self.category.as_str()).filter(|path| !path.eq_ignore_ascii_case("uncategorized"));
        let paths = [Some(self.kind.as_str()), standard, Some(self.google_category.as_str())];
        let mut places = paths.into_iter().flatten().map(category).filter(|place| !place.path.is_empty());
        let place = places.next().unwrap_or_default();
        let attribute =
            |(name, value): (String, String)| Attribute { name: localized(&name), value: localized(&value) };
        let product = Product {
            id,
            merchant: merchant.to_owned(),
            source_id: self.handle,
            title: localized(&self.title),
            description: localized(&plain(&self.body)),
            brand: plain_line(&self.vendor),
            category: place,
            tags: self.tags.split(',').map(plain_line).filter(|tag| !tag.is_empty()).collect(),
            link: None,
            route: ServiceRoute::default(),
            unit: PriceUnit::default(),
            options,
            variants,
            pictures: self.pictures.into_iter().map(|(_, picture)| picture).collect(),
            attributes: self.attributes.into_iter().map(attribute).collect(),
        };
        (product, lines)
    }

    /// How the variants differ, and each one's choice.
    fn options(&self) -> (Vec<OptionAxis>, Vec<Vec<u16>>) {
        let mut axes = Vec::new();
        let mut choices = vec![Vec::new(); self.variants.len()];
        if self.has_no_options() {
            return (axes, choices);
        }
        for (at, name) in self.option_names.iter().enumerate() {
            if self.variants.iter().all(|variant| variant.value(at).is_empty()) {
                continue;
            }
            let name = if name.is_empty() {
                Localized::new(format!("选项 {}", at + 1), format!("Option {}", at + 1))
            } else {
                localized(&plain_line(name))
            };
            let values: Vec<&str> = self.variants.iter().map(|variant| variant.value(at)).collect();
            axes.push(axis(name, &values, &mut choices, localized));
        }
        (axes, choices)
    }

    /// Shopify writes a product without options as one variant `Default Title` of the option `Title`.
    fn has_no_options(&self) -> bool {
        matches!(self.variants.as_slice(), [only] if only.value(0).eq_ignore_ascii_case("Default Title")
            && only.value(1).is_empty())
    }
}

fn keep_first(kept: &mut String, found: &str) {
    if kept.is_empty() {
        found.clone_into(kept);
    }
}

fn is_true(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "true" | "yes" | "1")
}

//! A product out of the items of its group.

use std::collections::HashSet;
use std::rc::Rc;

use tenon_domain::catalog::{Attribute, OptionAxis, Product, Variant};
use tenon_domain::{Localized, Uuid};

use super::offer::Offer;
use super::shared::Shared;
use super::{Field, Item, Part, axis};
use crate::import::plain_text::plain_line;
use crate::import::problem::{Code, Note, quoted};
use crate::import::words::{address, localized};

const MAX_VARIANTS: usize = 4_096;
const MAX_ATTRIBUTES: usize = 1_000;

/// In what the items of a group may differ (Google, "Item group ID").
const AXES: [(Field, &str, &str); 4] = [
    (Field::Color, "颜色", "Color"),
    (Field::Size, "尺寸", "Size"),
    (Field::Material, "材质", "Material"),
    (Field::Pattern, "图案", "Pattern"),
];

/// What was read of a product so far.
#[derive(Default)]
pub(in crate::import) struct Group {
    members: Vec<Member>,
    /// The first page that tells of it, where several are read as one source.
    pub(in crate::import) page: Option<Rc<str>>,
    /// What its own item says, if it has one.
    parent: Option<Shared>,
    /// What its variants say first.
    shared: Shared,
    /// The first line that needs a parent.
    wants_parent: Option<u64>,
    hidden: Option<String>,
    also: Vec<(String, String)>,
    /// Whether an item of it was reported, so that a product without variants is not reported again.
    reported: bool,
}

struct Member {
    line: u64,
    id: String,
    given_id: Option<Uuid>,
    sku: String,
    axes: Vec<(String, String)>,
    common: [String; 4],
    picture: Option<String>,
    offer: Offer,
}

/// What became of a group.
pub(in crate::import) enum Made {
    /// A product with the lines of its variants.
    Product(Box<Product>, Vec<u64>),
    /// It is not for sale; a note says why.
    Hidden,
    /// It could not be read; notes say why.
    Lost,
}

impl Group {
    /// Takes a further item. `usual` is the currency of prices that name none.
    pub(in crate::import) fn take(&mut self, item: &Item, usual: Option<&str>, notes: &mut Vec<Note>) {
        if self.page.is_none() {
            self.page.clone_from(&item.page);
        }
        self.also.extend(item.also.iter().take(MAX_ATTRIBUTES.saturating_sub(self.also.len())).cloned());
        if item.part == Part::Parent {
            if let Some(first) = &self.parent {
                let (id, first) = (quoted(item.source_id()), first.line);
                let text = format!("{id} was there on line {first} and was not taken again: give each product its own");
                return notes.push(Note::not_taken(item.line, Code::DuplicateId, text));
            }
            self.hidden = self.hidden.take().or_else(|| item.hidden.clone());
            let mut shared = Shared::default();
            shared.learn(item);
            self.parent = Some(shared);
            return;
        }
        if let Some(why) = &item.hidden {
            self.reported = true;
            if item.part == Part::Offer {
                self.hidden.get_or_insert_with(|| why.clone());
                self.shared.line = item.line;
            } else {
                let text = format!("variant {} is {why} in the shop and was left out", quoted(item.id()));
                notes.push(Note::remark(item.line, Code::NotPublished, text));
            }
            return;
        }
        if item.part == Part::Variant {
            self.wants_parent.get_or_insert(item.line);
        }
        match Offer::of(item, usual, notes) {
            Some(offer) => self.add(item, offer, notes),
            None => self.reported = true,
        }
    }

    /// The item stood in the file before. Where it only says the same in another place of the tree, that place becomes a
    /// word to find the product by; answers whether it is so.
    pub(in crate::import) fn again(&mut self, item: &Item, usual: Option<&str>) -> bool {
        let Some(offer) = Offer::of(item, usual, &mut Vec::new()) else { return false };
        let same = |member: &Member| {
            member.id == item.id() && member.offer.title == offer.title && member.offer.prices == offer.prices
        };
        if !self.members.iter().any(same) {
            return false;
        }
        self.shared.learn_place(item);
        true
    }

    fn add(&mut self, item: &Item, offer: Offer, notes: &mut Vec<Note>) {
        if self.members.len() >= MAX_VARIANTS {
            let id = quoted(item.id());
            let text = format!("item {id} was not taken: its group has {MAX_VARIANTS} before it; split the group");
            return notes.push(Note::not_taken(item.line, Code::TooLarge, text));
        }
        self.shared.learn(item);
        let given_id = Uuid::parse_str(item.get(Field::VariantId)).ok();
        let own = if given_id.is_some() { Field::VariantPicture } else { Field::ImageLink };
        self.members.push(Member {
            line: item.line,
            id: item.id().to_owned(),
            given_id,
            sku: plain_line(item.sku()),
            axes: item.axes.iter().map(|(name, value)| (plain_line(name), plain_line(value))).collect(),
            common: AXES.map(|(field, ..)| plain_line(item.get(field))),
            picture: item.all(own).find_map(address),
            offer,
        });
    }

    /// The product, unless notes say why there is none.
    pub(in crate::import) fn finish(mut self, merchant: &str, source_id: String, notes: &mut Vec<Note>) -> Made {
        let shown = quoted(&source_id);
        let line = self.parent.as_ref().map_or(self.shared.line, |parent| parent.line);
        if let Some(why) = &self.hidden {
            let text = format!("{shown} is {why} in the shop and was left out; publish it there to show it");
            notes.push(Note::remark(line, Code::NotPublished, text));
            return Made::Hidden;
        }
        if let (None, Some(line)) = (&self.parent, self.wants_parent) {
            let text = format!("the variants of {shown} were not taken: the file has no product {shown}; export both");
            notes.push(Note::not_taken(line, Code::MissingParent, text));
            return Made::Lost;
        }
        if self.members.is_empty() {
            if !self.reported {
                let text = format!("{shown} has no variant with a price and was not taken: give it one in the shop");
                notes.push(Note::not_taken(line, Code::NoVariant, text));
            }
            return Made::Lost;
        }
        let shared = match self.parent.take() {
            Some(parent) => parent.before(std::mem::take(&mut self.shared)),
            None => std::mem::take(&mut self.shared),
        };
        if shared.title.is_empty() {
            let text = format!("{shown} has no title and was not taken: give it one in the shop");
            notes.push(Note::not_taken(line, Code::MissingTitle, text));
            return Made::Lost;
        }
        let (product, lines) = self.product(shared, merchant, source_id);
        Made::Product(Box::new(product), lines)
    }

    fn product(mut self, mut shared: Shared, merchant: &str, source_id: String) -> (Product, Vec<u64>) {
        let id = Product::id_of(merchant, &source_id);
        let (options, choices) = self.options(&mut shared.measures);
        if self.wants_parent.is_some() {
            // A product that is described by itself lists its variants' choices as properties too.
            let chosen = |name: &str| options.iter().any(|axis| axis.name == localize(&self.also, name));
            shared.details.retain(|(name, _)| !chosen(name));
        }
        let lines = self.members.iter().map(|member| member.line).collect();
        let also = std::mem::take(&mut self.also);
        let local = |text: &str| localize(&also, text);
        let variant = |(member, choice): (Member, Vec<u16>)| Variant {
            id: member.given_id.unwrap_or_else(|| Product::variant_id(id, &member.id)),
            sku: member.sku,
            gtin: member.offer.gtin,
            choice,
            currency: member.offer.currency,
            prices: member.offer.prices,
            compare_at_minor: member.offer.compare_at_minor,
            in_stock: member.offer.in_stock,
            picture: member.picture,
        };
        let product = Product {
            id,
            merchant: merchant.to_owned(),
            source_id,
            title: local(&shared.title),
            description: local(&shared.description),
            brand: shared.brand.clone(),
            category: shared.category(local),
            tags: shared.tags,
            link: shared.link,
            route: shared.route,
            unit: shared.unit,
            options,
            variants: self.members.into_iter().zip(choices).map(variant).collect(),
            pictures: shared.pictures,
            attributes: shared
                .details
                .iter()
                .map(|(name, value)| (local(name), value))
                .chain(shared.measures.iter().map(|(name, value)| (name.clone(), value)))
                .map(|(name, value)| Attribute { name, value: local(value) })
                .collect(),
        };
        (product, lines)
    }

    /// How the members differ, and each one's choice. Of Google's four, what all have in common is a property; members
    /// that differ in nothing else are told apart by their titles or, where these are equal too, by their ids.
    fn options(&self, common: &mut Vec<(Localized, String)>) -> (Vec<OptionAxis>, Vec<Vec<u16>>) {
        let mut axes = Vec::new();
        let mut choices = vec![Vec::new(); self.members.len()];
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in self.members.iter().flat_map(|member| &member.axes) {
            if !names.contains(&name.as_str()) && names.len() < 100 {
                names.push(name);
            }
        }
        for name in &names {
            let value = |member: &Member| {
                let found = member.axes.iter().find(|(known, _)| known == name);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            let values: Vec<String> = self.members.iter().map(value).collect();
            // A variation of WooCommerce may leave a choice open.
            if values.iter().any(|value| !value.is_empty()) {
                axes.push(self.axis(localize(&self.also, name), &values, &mut choices));
            }
        }
        for (at, (_, zh, en)) in AXES.into_iter().enumerate().filter(|_| names.is_empty()) {
            let value = |member: &Member| member.common.get(at).cloned().unwrap_or_default();
            let values: Vec<String> = self.members.iter().map(value).collect();
            if let [first, rest @ ..] = values.as_slice()
                && rest.iter().all(|value| value == first)
            {
                if !first.is_empty() {
                    common.push((Localized::new(zh, en), first.clone()));
                }
                continue;
            }
            axes.push(self.axis(Localized::new(zh, en), &values, &mut choices));
        }
        let distinct: HashSet<&Vec<u16>> = choices.iter().collect();
        if distinct.len() < self.members.len() {
            let titles: HashSet<&str> = self.members.iter().map(|member| member.offer.title.as_str()).collect();
            let by_title = titles.len() == self.members.len();
            let name = |member: &Member| if by_title { member.offer.title.clone() } else { member.id.clone() };
            let values: Vec<String> = self.members.iter().map(name).collect();
            axes.push(self.axis(Localized::new("款式", "Model"), &values, &mut choices));
        }
        (axes, choices)
    }

    fn axis(&self, name: Localized, values: &[String], choices: &mut [Vec<u16>]) -> OptionAxis {
        let texts: Vec<&str> = values.iter().map(String::as_str).collect();
        axis(name, &texts, choices, |text| localize(&self.also, text))
    }
}

/// `text` in both languages, where the file says so.
fn localize(also: &[(String, String)], text: &str) -> Localized {
    match also.iter().find(|(zh, en)| zh == text || en == text) {
        Some((zh, en)) => Localized::new(zh.as_str(), en.as_str()),
        None => localized(text),
    }
}

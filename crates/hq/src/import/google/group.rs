//! A product out of the items of its group.

use std::collections::HashSet;

use tenon_domain::catalog::{Attribute, OptionAxis, PriceUnit, Product, ServiceRoute, Variant};
use tenon_domain::{Localized, Uuid};

use super::field::Field;
use super::item::Item;
use super::offer::Offer;
use crate::import::axis::axis;
use crate::import::plain_text::{plain, plain_line};
use crate::import::problem::{Code, Note, quoted};
use crate::import::words::{address, category, localized};

const MAX_VARIANTS: usize = 4_096;
const MAX_PICTURES: usize = 1_000;

/// In what the items of a group may differ (Google, "Item group ID").
const AXES: [(Field, &str, &str); 4] = [
    (Field::Color, "颜色", "Color"),
    (Field::Size, "尺寸", "Size"),
    (Field::Material, "材质", "Material"),
    (Field::Pattern, "图案", "Pattern"),
];

const MEASURES: [(Field, &str, &str); 4] = [
    (Field::Length, "长", "Length"),
    (Field::Width, "宽", "Width"),
    (Field::Height, "高", "Height"),
    (Field::Weight, "重量", "Weight"),
];

/// What was read of a product so far.
#[derive(Default)]
pub(super) struct Group {
    members: Vec<Member>,
    title: String,
    description: String,
    brand: String,
    product_type: String,
    google_category: String,
    link: Option<String>,
    pictures: Vec<String>,
    known_pictures: HashSet<String>,
    attributes: Vec<(Localized, String)>,
}

struct Member {
    line: u64,
    id: String,
    sku: String,
    axes: [String; 4],
    picture: Option<String>,
    offer: Offer,
}

impl Group {
    /// Takes a further item.
    pub(super) fn add(&mut self, item: &Item, offer: Offer, notes: &mut Vec<Note>) {
        if self.members.len() >= MAX_VARIANTS {
            let id = quoted(item.id());
            let text = format!("item {id} was not taken: its group has {MAX_VARIANTS} before it; split the group");
            return notes.push(Note::not_taken(item.line, Code::TooLarge, text));
        }
        keep_first(&mut self.title, || offer.title.clone());
        keep_first(&mut self.description, || plain(item.get(Field::Description)));
        keep_first(&mut self.brand, || plain_line(item.get(Field::Brand)));
        // Of several product types the first is the one that counts (Google, "Product type").
        keep_first(&mut self.product_type, || plain_line(item.get(Field::ProductType)));
        keep_first(&mut self.google_category, || plain_line(item.get(Field::GoogleCategory)));
        if self.link.is_none() {
            self.link = item.all(Field::Link).find_map(address);
        }
        for picture in item.all(Field::ImageLink).chain(item.all(Field::AdditionalImageLink)).filter_map(address) {
            if self.pictures.len() < MAX_PICTURES && self.known_pictures.insert(picture.clone()) {
                self.pictures.push(picture);
            }
        }
        if self.members.is_empty() {
            let measure = |(field, zh, en): (Field, &str, &str)| (Localized::new(zh, en), plain_line(item.get(field)));
            let detail = |(name, value): &(String, String)| (localized(&plain_line(name)), plain_line(value));
            self.attributes.extend(item.details.iter().map(detail).chain(MEASURES.map(measure)));
            self.attributes.retain(|(_, value)| !value.is_empty());
        }
        let sku = match item.get(Field::Mpn).trim_start_matches('\'') {
            "" => item.id(),
            mpn => mpn,
        };
        self.members.push(Member {
            line: item.line,
            id: item.id().to_owned(),
            sku: sku.to_owned(),
            axes: AXES.map(|(field, ..)| plain_line(item.get(field))),
            picture: item.all(Field::ImageLink).find_map(address),
            offer,
        });
    }

    /// The product with the lines of its variants; `None` if every item was refused.
    pub(super) fn finish(mut self, id: Uuid, merchant: &str, source_id: String) -> Option<(Product, Vec<u64>)> {
        if self.members.is_empty() {
            return None;
        }
        let (options, choices) = self.options();
        let lines = self.members.iter().map(|member| member.line).collect();
        let variant = |(member, choice): (Member, Vec<u16>)| Variant {
            id: Product::variant_id(id, &member.id),
            sku: member.sku,
            gtin: member.offer.gtin,
            choice,
            currency: member.offer.currency,
            prices: member.offer.prices,
            compare_at_minor: member.offer.compare_at_minor,
            in_stock: member.offer.in_stock,
            picture: member.picture,
        };
        let shelves = [&self.product_type, &self.google_category].map(|path| category(path));
        let place = shelves.into_iter().find(|place| !place.path.is_empty()).unwrap_or_default();
        let attribute = |(name, value): (Localized, String)| Attribute { name, value: localized(&value) };
        let product = Product {
            id,
            merchant: merchant.to_owned(),
            source_id,
            title: localized(&self.title),
            description: localized(&self.description),
            brand: self.brand,
            category: place,
            tags: Vec::new(),
            link: self.link,
            route: ServiceRoute::default(),
            unit: PriceUnit::default(),
            options,
            variants: self.members.into_iter().zip(choices).map(variant).collect(),
            pictures: self.pictures,
            attributes: self.attributes.into_iter().map(attribute).collect(),
        };
        Some((product, lines))
    }

    /// How the members differ, and each one's choice. What all have in common is a property; members that differ in
    /// nothing else are told apart by their titles or, where these are equal too, by their ids.
    fn options(&mut self) -> (Vec<OptionAxis>, Vec<Vec<u16>>) {
        let mut axes = Vec::new();
        let mut choices = vec![Vec::new(); self.members.len()];
        for (at, (_, zh, en)) in AXES.into_iter().enumerate() {
            let values: Vec<String> =
                self.members.iter().map(|member| member.axes.get(at).cloned().unwrap_or_default()).collect();
            if let [first, rest @ ..] = values.as_slice()
                && rest.iter().all(|value| value == first)
            {
                if !first.is_empty() {
                    self.attributes.push((Localized::new(zh, en), first.clone()));
                }
                continue;
            }
            axes.push(axis(Localized::new(zh, en), &texts(&values), &mut choices));
        }
        let distinct: HashSet<&Vec<u16>> = choices.iter().collect();
        if distinct.len() < self.members.len() {
            let titles: HashSet<&str> = self.members.iter().map(|member| member.offer.title.as_str()).collect();
            let by_title = titles.len() == self.members.len();
            let name = |member: &Member| if by_title { member.offer.title.clone() } else { member.id.clone() };
            let values: Vec<String> = self.members.iter().map(name).collect();
            axes.push(axis(Localized::new("款式", "Model"), &texts(&values), &mut choices));
        }
        (axes, choices)
    }
}

fn texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

fn keep_first(kept: &mut String, found: impl FnOnce() -> String) {
    if kept.is_empty() {
        *kept = found();
    }
}

//! Items out of a document's products.

use std::collections::HashSet;

use serde_json::Value;

use super::documents::Document;
use super::node::{self, Index, is_a};
use super::offers::{self, Offers};
use crate::feed::NAMESPACE;
use crate::import::item::{Field, Item, Part};
use crate::import::problem::Note;

const PRODUCTS: [&str; 6] = ["Product", "ProductModel", "IndividualProduct", "SomeProducts", "Vehicle", "Book"];

/// Where a page names products that it is not about.
const OTHERS: [&str; 9] = [
    "isRelatedTo",
    "isSimilarTo",
    "isAccessoryOrSparePartFor",
    "isConsumableFor",
    "isVariantOf",
    "hasVariant",
    "itemReviewed",
    "review",
    "predecessorOf",
];

const MAX_DEPTH: u32 = 64;

/// In what schema.org lets variants differ by a property of its own.
const AXES: [(&str, Field, &str); 4] = [
    ("color", Field::Color, "Color"),
    ("size", Field::Size, "Size"),
    ("material", Field::Material, "Material"),
    ("pattern", Field::Pattern, "Pattern"),
];

const GTINS: [&str; 6] = ["gtin", "gtin13", "gtin14", "gtin12", "gtin8", "isbn"];

/// The items of all products in `document`.
pub(super) fn items(document: &Document, usual: Option<&str>, notes: &mut Vec<Note>) -> Vec<Item> {
    let index = Index::of(document.iter().map(|(_, value)| value));
    let mut found = Vec::new();
    for (line, value) in document {
        visit(value, *line, 0, &mut found);
    }
    // A node that a group lists is met there, wherever else it stands.
    let of_groups: HashSet<*const Value> = found
        .iter()
        .filter(|(_, node)| is_a(node, &["ProductGroup"]))
        .flat_map(|(_, group)| index.nodes(group, "hasVariant"))
        .map(std::ptr::from_ref)
        .collect();
    let breadcrumb = if found.len() == 1 { document.iter().find_map(|(_, value)| breadcrumb(value, 0)) } else { None };
    let mut maker = Maker { index, usual, breadcrumb, notes, items: Vec::new() };
    for (line, node) in found {
        if is_a(node, &["ProductGroup"]) {
            maker.group(line, node);
        } else if !of_groups.contains(&std::ptr::from_ref(node)) {
            maker.product(line, node);
        }
    }
    maker.items
}

fn visit<'v>(value: &'v Value, line: u64, depth: u32, found: &mut Vec<(u64, &'v Value)>) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(members) => members.iter().for_each(|member| visit(member, line, depth + 1, found)),
        Value::Object(fields) => {
            let is_product = is_a(value, &PRODUCTS) || is_a(value, &["ProductGroup"]);
            if is_product && fields.len() > 2 {
                found.push((line, value));
            } else {
                let inside = fields.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str()));
                inside.for_each(|(_, field)| visit(field, line, depth + 1, found));
            }
        }
        _ => {}
    }
}

struct Maker<'v, 'n> {
    index: Index<'v>,
    usual: Option<&'n str>,
    breadcrumb: Option<String>,
    notes: &'n mut Vec<Note>,
    items: Vec<Item>,
}

impl<'v> Maker<'v, '_> {
    fn product(&mut self, line: u64, product: &'v Value) {
        let group = self.index.nodes(product, "isVariantOf").into_iter().next();
        let of_group = group.map(identity).unwrap_or_default();
        let group_id = match node::get(product, "inProductGroupWithID") {
            id if id.is_empty() => of_group,
            id => id,
        };
        match offers::offers(product, &self.index, self.usual, line, self.notes) {
            Offers::None => {
                let item = self.item(line, product, group, &group_id);
                self.items.push(item);
            }
            Offers::One(offer) => {
                let mut item = self.item(line, product, group, &group_id);
                offers::fill(&mut item, offer, &self.index, self.notes);
                gtin(&mut item, product, offer);
                self.items.push(item);
            }
            Offers::Variants(variants) => {
                let own = identity(product);
                for (id, offer) in variants {
                    let named = self.index.nodes(offer, "itemOffered").into_iter().next().unwrap_or(offer);
                    let mut item = Item::new(line);
                    item.set(Field::Title, &node::first(named, &["name"]));
                    describe(&mut item, named, &self.index);
                    describe(&mut item, product, &self.index);
                    gtin(&mut item, named, offer);
                    offers::fill(&mut item, offer, &self.index, self.notes);
                    item.set(Field::Id, &id);
                    item.set(Field::GroupId, if group_id.is_empty() { &own } else { &group_id });
                    item.set(Field::Sku, &node::get(offer, "sku"));
                    self.items.push(item);
                }
            }
        }
    }

    fn group(&mut self, line: u64, group: &'v Value) {
        let id = identity(group);
        let variants = self.index.nodes(group, "hasVariant");
        if variants.is_empty() {
            return self.product(line, group);
        }
        let varies: Vec<String> = node::all(group, "variesBy")
            .iter()
            .map(|name| {
                ["https://schema.org/", "http://schema.org/", "schema:"]
                    .iter()
                    .fold(name.as_str(), |name, prefix| name.trim_start_matches(prefix))
                    .to_owned()
            })
            .collect();
        let has_own = varies.iter().any(|name| AXES.iter().all(|(known, ..)| known != name));
        let mut parent = self.item(line, group, None, "");
        parent.part = Part::Parent;
        self.items.push(parent);
        for variant in variants.into_iter().filter(|variant| !is_mention(variant)) {
            let mut item = self.item(line, variant, None, &id);
            item.part = Part::Variant;
            let offer = match offers::offers(variant, &self.index, self.usual, line, self.notes) {
                Offers::One(offer) => Some(offer),
                Offers::Variants(several) => several.first().map(|(_, offer)| *offer),
                Offers::None => None,
            };
            if let Some(offer) = offer {
                offers::fill(&mut item, offer, &self.index, self.notes);
                gtin(&mut item, variant, offer);
            }
            if has_own {
                for name in &varies {
                    let axis = AXES.iter().find(|(known, ..)| known == name).map_or(name.as_str(), |(.., axis)| axis);
                    item.push_axis(axis, &choice(variant, name));
                }
                item.details.retain(|(name, _)| !varies.contains(name));
            }
            self.items.push(item);
        }
    }

    /// The item of `product`, with what its group says where it is silent.
    fn item(&self, line: u64, product: &'v Value, group: Option<&'v Value>, group_id: &str) -> Item {
        let mut item = Item::new(line);
        // The group's name is the product's; a variant's has its choice in it.
        let title = group.map(|group| node::get(group, "name")).filter(|title| !title.is_empty());
        item.set(Field::Title, &title.unwrap_or_else(|| node::get(product, "name")));
        describe(&mut item, product, &self.index);
        if let Some(group) = group {
            describe(&mut item, group, &self.index);
        }
        if let Some(id) = node::get(product, "@id").strip_prefix("urn:uuid:") {
            // Written here: a variant's identifier, and pictures that are its own or its product's.
            item.set(Field::VariantId, id);
            item.set(Field::Id, id);
            let alone = product.get("inProductGroupWithID").is_some();
            let field = if alone { Field::Picture } else { Field::VariantPicture };
            for picture in node::pictures(product, &self.index) {
                item.set(field, &picture);
            }
            if let Some(offer) = product.get("offers").filter(|_| alone) {
                item.set(Field::VariantPicture, &node::get(offer, "image"));
            }
        }
        item.set(Field::Id, &identity(product));
        item.set(Field::GroupId, group_id);
        item.set(Field::Sku, &node::get(product, "sku"));
        if let Some(breadcrumb) = &self.breadcrumb {
            item.set(Field::ProductType, breadcrumb);
        }
        item
    }
}

/// Writes the barcode of a product, or of its offer.
fn gtin(item: &mut Item, product: &Value, offer: &Value) {
    let code = [product, offer].into_iter().map(|node| node::first(node, &GTINS)).find(|code| !code.is_empty());
    item.set(Field::Gtin, &code.unwrap_or_default());
}

/// Writes what a product says of itself, besides its name and price, into `item`; what was there counts first.
fn describe<'v>(item: &mut Item, product: &'v Value, index: &Index<'v>) {
    item.set(Field::Description, &node::get(product, "description"));
    item.set(Field::Mpn, &node::get(product, "mpn"));
    let maker = ["brand", "manufacturer"].into_iter().flat_map(|name| index.nodes(product, name)).next();
    item.set(Field::Brand, &maker.map(node::text).unwrap_or_default());
    let category = match product.get("category") {
        Some(Value::Object(_)) => {
            node::first(product.get("category").unwrap_or(&Value::Null), &["name", "codeValue", "url"])
        }
        _ => node::get(product, "category"),
    };
    item.set(Field::ProductType, &category);
    item.set(Field::Link, &node::get(product, "url"));
    for picture in node::pictures(product, index) {
        item.set(Field::AdditionalImageLink, &picture);
    }
    if let Some(first) = node::pictures(product, index).first() {
        item.set(Field::ImageLink, first);
    }
    for (name, field, _) in AXES {
        item.set(field, &node::all(product, name).join(", "));
    }
    for (name, field) in
        [("depth", Field::Length), ("width", Field::Width), ("height", Field::Height), ("weight", Field::Weight)]
    {
        item.set(field, &node::quantity(product, name));
    }
    for property in index.nodes(product, "additionalProperty") {
        let name = node::get(property, "name");
        if item.details.iter().all(|(known, _)| *known != name) {
            item.push_detail(&name, &node::quantity_of(property));
        }
    }
    for keyword in node::all(product, "keywords").iter().flat_map(|words| words.split(',')) {
        item.set(Field::Tag, keyword);
    }
    let mut texts = Vec::new();
    node::in_both(product, 0, &mut texts);
    for (zh, en) in &texts {
        item.push_also(zh, en);
    }
    if node::get(product.get("category").unwrap_or(&Value::Null), "inCodeSet") == NAMESPACE {
        item.set(Field::CategoryPath, &node::get(product.get("category").unwrap_or(&Value::Null), "codeValue"));
    }
}

/// Whether a variant is only named, by the address of the page that tells of it (Google, "Product variant structured data").
fn is_mention(variant: &Value) -> bool {
    ["name", "offers", "sku"].iter().all(|field| variant.get(field).is_none()) && variant.get("url").is_some()
}

/// What identifies a product or a group.
fn identity(product: &Value) -> String {
    let mut names = vec!["productGroupID", "sku", "productID", "mpn"];
    names.extend(GTINS);
    names.extend(["@id", "url"]);
    node::first(product, &names)
}

/// A variant's choice of what its group calls `name`.
fn choice(variant: &Value, name: &str) -> String {
    let own = node::get(variant, name);
    if !own.is_empty() {
        return own;
    }
    let properties = match variant.get("additionalProperty") {
        Some(Value::Array(members)) => members.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    properties.iter().find(|property| node::get(property, "name") == name).map(node::quantity_of).unwrap_or_default()
}

/// The path that a page's breadcrumb shows, without the shop's first page and the product itself.
fn breadcrumb(value: &Value, depth: u32) -> Option<String> {
    if depth > MAX_DEPTH {
        return None;
    }
    if !is_a(value, &["BreadcrumbList"]) {
        return match value {
            Value::Array(members) => members.iter().find_map(|member| breadcrumb(member, depth + 1)),
            Value::Object(fields) => fields.values().find_map(|field| breadcrumb(field, depth + 1)),
            _ => None,
        };
    }
    let mut places: Vec<(u64, String)> = value
        .get("itemListElement")?
        .as_array()?
        .iter()
        .map(|place| {
            let position = node::get(place, "position").parse().unwrap_or(u64::MAX);
            let name = match node::get(place, "name") {
                name if name.is_empty() => place.get("item").map(node::text).unwrap_or_default(),
                name => name,
            };
            (position, name)
        })
        .collect();
    places.sort_by_key(|(position, _)| *position);
    let names: Vec<String> = places.into_iter().map(|(_, name)| name).collect();
    let inner = names.get(1..names.len().checked_sub(1)?)?;
    (!inner.is_empty()).then(|| inner.join(" > "))
}

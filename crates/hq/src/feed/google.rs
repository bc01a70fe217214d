//! A Google Merchant Center feed, RSS 2.0 (support.google.com/merchants, 7052112 and 14987622).
//!
//! An item is a variant; its `g:id` is the variant's identifier and stays the same as long as the variant lives. Every item
//! has its product's `g:item_group_id`, so that nothing moves when a product gets a second variant.

use std::io::{self, Write};

use chrono::DateTime;
use quick_xml::escape::escape;
use serde::Serialize;
use tenon_domain::Localized;
use tenon_domain::catalog::{Product, Variant};

use super::offer::Offer;
use super::{NAMESPACE, Terms};
use crate::import::amount_text;

/// Options that Google has an attribute for, by their English and Chinese names.
const AXES: [(&str, &str, &str); 4] = [
    ("Color", "颜色", "g:color"),
    ("Size", "尺寸", "g:size"),
    ("Material", "材质", "g:material"),
    ("Pattern", "图案", "g:pattern"),
];

/// Writes a feed.
#[derive(Debug)]
pub struct Google<W> {
    out: W,
}

impl<W: Write> Google<W> {
    /// Begins the feed of what is called `title`, whose website is `link`.
    pub fn begin(mut out: W, title: &str, link: &str) -> io::Result<Self> {
        let (title, link) = (escape(title), escape(link));
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\" \
             xmlns:t=\"{NAMESPACE}\">\n<channel>\n<title>{title}</title>\n<link>{link}</link>\n\
             <description>{title}</description>\n"
        )?;
        Ok(Self { out })
    }

    /// Writes `product`, as many items as it has variants with a price.
    pub fn product(&mut self, product: &Product, terms: &Terms<'_>) -> io::Result<()> {
        let mut first = true;
        for variant in &product.variants {
            if let Some(offer) = terms.offer(variant) {
                self.item(product, variant, &offer, terms, first)?;
                first = false;
            }
        }
        Ok(())
    }

    /// Ends the feed and gives back what it was written to.
    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(b"</channel>\n</rss>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn item(
        &mut self,
        product: &Product,
        variant: &Variant,
        offer: &Offer,
        terms: &Terms<'_>,
        first: bool,
    ) -> io::Result<()> {
        let money = |minor| amount_text(minor, &variant.currency);
        writeln!(self.out, "<item>")?;
        self.field("g:id", &variant.id.to_string())?;
        self.field("g:item_group_id", &product.source_id)?;
        self.field("g:title", primary(&product.title))?;
        self.field("g:description", primary(&product.description))?;
        self.field("g:link", product.link.as_deref().unwrap_or_default())?;
        self.pictures(product, variant, terms)?;
        self.field("g:availability", if variant.in_stock { "in_stock" } else { "out_of_stock" })?;
        self.field("g:price", &money(offer.regular_minor))?;
        if let Some(sale) = &offer.sale {
            self.field("g:sale_price", &money(sale.minor))?;
            if let Some((from, until)) = sale.time {
                self.field("g:sale_price_effective_date", &format!("{}/{}", moment(from), moment(until)))?;
            }
        }
        self.field("t:was", &offer.was_minor.map(money).unwrap_or_default())?;
        self.field("g:condition", "new")?;
        self.field("g:brand", &product.brand)?;
        self.field("g:gtin", variant.gtin.as_deref().unwrap_or_default())?;
        let names: Vec<&str> = product.category.above.iter().chain([&product.category.name]).map(primary).collect();
        self.field("g:product_type", &names.join(" > "))?;
        for (axis, place) in product.options.iter().zip(&variant.choice) {
            let value = axis.values.get(usize::from(*place)).map(primary).unwrap_or_default();
            let google = AXES.iter().find(|(en, zh, _)| axis.name.en == *en || axis.name.zh == *zh);
            if let Some((.., name)) = google {
                self.field(name, value)?;
            }
            self.pair("t:option", [("t:name", primary(&axis.name)), ("t:value", value)])?;
        }
        for attribute in &product.attributes {
            let (name, value) = (primary(&attribute.name), primary(&attribute.value));
            self.pair("g:product_detail", [("g:attribute_name", name), ("g:attribute_value", value)])?;
        }
        self.field("t:variant", &variant.id.to_string())?;
        self.field("t:sku", &variant.sku)?;
        self.field("t:category", &product.category.path)?;
        self.field("t:unit", &word(&product.unit))?;
        self.field("t:route", &word(&product.route))?;
        if first {
            product.tags.iter().try_for_each(|tag| self.field("t:tag", tag))?;
            for text in bilingual(product) {
                self.pair("t:also", [("t:zh", &text.zh), ("t:en", &text.en)])?;
            }
        }
        writeln!(self.out, "</item>")
    }

    fn pictures(&mut self, product: &Product, variant: &Variant, terms: &Terms<'_>) -> io::Result<()> {
        let own = variant.picture.as_ref().map(|picture| terms.picture(picture));
        let all: Vec<String> = product.pictures.iter().map(|picture| terms.picture(picture)).collect();
        let main = own.as_ref().or(all.first()).cloned().unwrap_or_default();
        self.field("g:image_link", &main)?;
        all.iter().filter(|one| **one != main).try_for_each(|one| self.field("g:additional_image_link", one))?;
        all.iter().try_for_each(|one| self.field("t:picture", one))?;
        self.field("t:variant_picture", &own.unwrap_or_default())
    }

    /// Writes an element, unless there is nothing to write.
    fn field(&mut self, name: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "<{name}>{}</{name}>", escape(value))
    }

    fn pair(&mut self, name: &str, parts: [(&str, &str); 2]) -> io::Result<()> {
        write!(self.out, "<{name}>")?;
        for (part, value) in parts {
            write!(self.out, "<{part}>{}</{part}>", escape(value))?;
        }
        writeln!(self.out, "</{name}>")
    }
}

/// The Chinese text, or the English one where there is none.
pub(super) fn primary(text: &Localized) -> &str {
    if text.zh.is_empty() { &text.en } else { &text.zh }
}

/// The texts of `product` that are in both languages, each once.
fn bilingual(product: &Product) -> Vec<&Localized> {
    let mut texts: Vec<&Localized> = vec![&product.title, &product.description, &product.category.name];
    texts.extend(&product.category.above);
    texts.extend(product.options.iter().flat_map(|axis| std::iter::once(&axis.name).chain(&axis.values)));
    texts.extend(product.attributes.iter().flat_map(|attribute| [&attribute.name, &attribute.value]));
    texts.retain(|text| !text.zh.is_empty() && !text.en.is_empty());
    texts.sort();
    texts.dedup();
    texts
}

/// What serde writes for a value without fields.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// ISO 8601 in UTC; what lies outside all calendars is the beginning of 1970.
pub(super) fn moment(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

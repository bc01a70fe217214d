//! What an item costs and whether it can be had.

use tenon_domain::catalog::Price;

use super::{Field, Item, Part, sale};
use crate::import::amount::{Refused, amount, currency_code};
use crate::import::gtin::gtin;
use crate::import::plain_text::plain_line;
use crate::import::problem::{Code, Note, quoted};

/// The part of an item that is bought.
pub(super) struct Offer {
    pub(super) title: String,
    pub(super) currency: String,
    pub(super) prices: Vec<Price>,
    pub(super) compare_at_minor: Option<i64>,
    pub(super) gtin: Option<String>,
    pub(super) in_stock: bool,
}

impl Offer {
    /// What `item` offers; `None` with a note where it cannot be sold as it stands. A variant needs no title of its own.
    pub(super) fn of(item: &Item, usual: Option<&str>, notes: &mut Vec<Note>) -> Option<Self> {
        let (line, id) = (item.line, quoted(item.id()));
        let title = plain_line(item.get(Field::Title));
        if title.is_empty() && item.part != Part::Variant {
            notes.push(Note::not_taken(line, Code::MissingTitle, format!("item {id} has no title and was not taken")));
            return None;
        }
        let usual = usual.and_then(currency_code);
        let (minor, currency) = match amount(item.get(Field::Price), usual.as_deref()) {
            Ok(price) => price,
            Err(refused) => {
                let (code, why) = match refused {
                    Refused::Missing => (Code::Price, "it has no price".to_owned()),
                    Refused::Number(why) => (Code::Price, format!("its price {why}")),
                    Refused::Currency(why) => (Code::Currency, format!("of its price, {why}")),
                };
                let text = format!("item {id} was not taken: {why}; write it like 12.00 USD");
                notes.push(Note::not_taken(line, code, text));
                return None;
            }
        };
        let (prices, mut compare_at_minor) = prices(item, minor, &currency, notes);
        if compare_at_minor.is_none() {
            let compare = amount(item.get(Field::CompareAt), Some(&currency)).ok();
            compare_at_minor = compare.filter(|(at, found)| *found == currency && *at > minor).map(|(at, _)| at);
        }
        let codes: Vec<&str> = item.all(Field::Gtin).collect();
        let valid = codes.iter().find_map(|code| gtin(code));
        if let (None, [code, ..]) = (&valid, codes.as_slice()) {
            let text = format!("GTIN {} of item {id} is not valid; the item was taken without it", quoted(code));
            notes.push(Note::remark(line, Code::Gtin, text));
        }
        let in_stock = in_stock(item.get(Field::Availability)).unwrap_or_else(|| {
            let word = quoted(item.get(Field::Availability));
            let text = format!("availability {word} of item {id} is not known and was taken for out of stock");
            notes.push(Note::remark(line, Code::Availability, text));
            false
        });
        Some(Self { title, currency, prices, compare_at_minor, gtin: valid, in_stock })
    }
}

/// The regular price, and the sale price for its time. A sale price without dates takes the regular one's place, which is
/// then shown struck out.
fn prices(item: &Item, minor: i64, currency: &str, notes: &mut Vec<Note>) -> (Vec<Price>, Option<i64>) {
    let always = |minor| Price { minor, from_ms: i64::MIN, until_ms: None };
    let (sale, dates) = (item.get(Field::SalePrice), item.get(Field::SaleDates));
    if sale.is_empty() {
        return (vec![always(minor)], None);
    }
    let sale_minor = amount(sale, Some(currency)).ok().filter(|(sale, found)| found == currency && *sale <= minor);
    let interval = sale::interval(dates);
    match (sale_minor, interval) {
        (Some((sale, _)), _) if sale == minor => (vec![always(minor)], None),
        (Some((sale, _)), Some((from_ms, until_ms))) => {
            (vec![always(minor), Price { minor: sale, from_ms, until_ms: Some(until_ms) }], None)
        }
        (Some((sale, _)), None) if dates.is_empty() => (vec![always(sale)], Some(minor)),
        _ => {
            let text = format!(
                "sale price {} with dates {} of item {} cannot be used; the regular price was taken: write the price in \
                 the same currency, below the regular one, and the dates like 2026-02-24T13:00+0800/2026-02-29T15:30+0800",
                quoted(sale),
                quoted(dates),
                quoted(item.id())
            );
            notes.push(Note::remark(item.line, Code::SalePrice, text));
            (vec![always(minor)], None)
        }
    }
}

/// Whether goods of that availability can be had now; `None` for a word that is none. A feed that says nothing sells.
fn in_stock(word: &str) -> Option<bool> {
    let word = word.rsplit(['/', ':']).next().unwrap_or_default();
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    match letters.to_ascii_lowercase().as_str() {
        "" if word.trim().is_empty() => Some(true),
        "instock" | "limitedavailability" | "instoreonly" | "onlineonly" | "availablefororder" | "madetoorder" => {
            Some(true)
        }
        "outofstock" | "preorder" | "presale" | "backorder" | "soldout" | "discontinued" | "reserved" => Some(false),
        _ => None,
    }
}

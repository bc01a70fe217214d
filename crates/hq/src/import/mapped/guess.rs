//! A mapping to begin with, from a table's headers and first rows.

mod headers;

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};

use serde_json::json;

use super::mapping::{Mapping, Meaning, Measure, pairs};
use crate::import::csv_rows::{DELIMITERS, Next, Rows};
use crate::import::decoded::Decoded;
use crate::import::format::{Head, head_of};
use crate::import::{Item, Options, read};
use headers::{MEASURES, WORDS, owned, plain};

/// Rows that are looked at.
const ROWS: usize = 200;

/// Products in the preview.
const SHOWN: usize = 5;

/// A mapping with what it makes of the first rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The mapping, with its preview in it.
    pub mapping: Mapping,
    /// What a person must see to: columns that were not found or not used.
    pub remarks: Vec<String>,
}

/// Offers a mapping for the table in `source`. `currency` is for prices that carry none.
pub fn guess_mapping(mut source: impl Read + Seek, currency: Option<&str>) -> io::Result<Guess> {
    let head = Head::of(&mut source)?;
    let bytes = head_of(&mut source)?;
    let text = head.text.as_str();
    let tables = DELIMITERS.map(|delimiter| (delimiter, rows(text, delimiter)));
    let (delimiter, rows) =
        tables.into_iter().max_by_key(|(_, rows)| rows.first().map_or(0, Vec::len)).unwrap_or_default();
    let mut rows = rows.into_iter();
    let header = rows.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.collect();

    let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let mut used = vec![false; names.len()];
    let columns = columns(&names, &rows, &mut used);
    let mut attributes = BTreeMap::new();
    for (name, used) in names.iter().zip(&mut used) {
        let bare = name.split(['(', '（']).next().unwrap_or_default().trim();
        if !*used && MEASURES.contains(&owned(&plain(bare))) {
            let unit = name.split(['(', '（']).nth(1).map(|unit| unit.trim_end_matches([')', '）']).trim().to_owned());
            attributes.insert(bare.to_owned(), Measure { column: name.clone(), unit: unit.unwrap_or_default() });
            *used = true;
        }
    }
    let price = columns
        .get(&Meaning::Price)
        .and_then(|price: &Vec<String>| names.iter().position(|name| Some(name) == price.first()));
    let prices: Vec<&str> =
        rows.iter().filter_map(|row| row.get(price?)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let mut mapping = Mapping {
        encoding: head.encoding.name().to_lowercase(),
        delimiter: char::from(delimiter).to_string(),
        decimal: decimal(&prices).to_owned(),
        currency: currency.map(str::to_owned),
        id_digits: None,
        columns,
        attributes,
        options: BTreeMap::new(),
        preview: Vec::new(),
    };
    let mut remarks = remarks(&mapping, &names, &used);
    mapping.preview = preview(&bytes, &mapping, &mut remarks);
    Ok(Guess { mapping, remarks })
}

/// The headers of each meaning, by their words and by what stands below them; marks those that it takes as `used`.
fn columns(names: &[String], rows: &[Vec<String>], used: &mut [bool]) -> BTreeMap<Meaning, Vec<String>> {
    let headers: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let mut columns: BTreeMap<Meaning, Vec<String>> = BTreeMap::new();
    let mut take = |meaning, place: usize, used: &mut [bool]| {
        columns.entry(meaning).or_default().push(names.get(place).cloned().unwrap_or_default());
        used.iter_mut().skip(place).take(1).for_each(|used| *used = true);
    };
    for (meaning, words) in WORDS {
        let fits = |place: usize| meaning != Meaning::Properties || lists_properties(rows, place);
        let free = |place: &usize, used: &[bool]| used.get(*place) == Some(&false) && fits(*place);
        let called = |word: &str| {
            let whole = headers.iter().enumerate().filter(|(_, header)| *header == word);
            let owned = headers.iter().enumerate().filter(|(_, header)| owned(header) == word);
            whole.chain(owned).map(|(place, _)| place).find(|place| free(place, used))
        };
        let found: Vec<usize> = words.iter().filter_map(|word| called(word)).collect();
        let Some(first) = found.first() else { continue };
        take(meaning, *first, used);
        if meaning == Meaning::Category {
            // A table that names both a path and a class means two things; both find the product.
            for other in found.iter().skip(1).filter(|other| *other != first) {
                if used.get(*other) == Some(&false) {
                    take(Meaning::Tags, *other, used);
                }
            }
        }
    }
    columns
}

/// Whether most cells of the column at `place` that hold anything hold `name: value` pairs.
fn lists_properties(rows: &[Vec<String>], place: usize) -> bool {
    let cells: Vec<&str> =
        rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    cells.iter().filter(|cell| pairs(cell).next().is_some()).count() * 2 > cells.len()
}

fn rows(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut rows = Rows::new(Decoded::new(text.as_bytes(), encoding_rs::UTF_8), text, delimiter);
    let mut found = Vec::new();
    while let (Ok(Some(next)), true) = (rows.next(), found.len() <= ROWS) {
        if let Next::Row(row) = next {
            found.push(row.cells);
        }
    }
    found
}

/// The decimal sign that most prices have; only a comma before one or two digits at the end is one for certain.
fn decimal(prices: &[&str]) -> &'static str {
    let ends_so = |sign: char| {
        let ends = |price: &&&str| {
            let bare = price.trim_end_matches(|c: char| !c.is_ascii_digit());
            bare.rsplit_once(sign).is_some_and(|(_, after)| (1..=2).contains(&after.len()))
        };
        prices.iter().filter(ends).count()
    };
    if ends_so(',') > ends_so('.') { "," } else { "." }
}

fn remarks(mapping: &Mapping, names: &[String], used: &[bool]) -> Vec<String> {
    let mut remarks = Vec::new();
    for (meaning, name) in [(Meaning::Id, "id"), (Meaning::Title, "title"), (Meaning::Price, "price")] {
        if !mapping.columns.contains_key(&meaning) {
            remarks.push(format!("no column was found for {name}, which is needed: write its header into the mapping"));
        }
    }
    if mapping.currency.is_none() && !mapping.columns.contains_key(&Meaning::Currency) {
        remarks.push("the currency is not known: write it into the mapping, or give --currency".to_owned());
    }
    let left: Vec<&str> = names
        .iter()
        .zip(used)
        .filter(|(name, used)| !**used && !name.is_empty())
        .map(|(name, _)| name.as_str())
        .collect();
    if !left.is_empty() {
        remarks.push(format!("these columns are not used: {}", left.join(", ")));
    }
    remarks
}

/// The first products that the mapping makes.
fn preview(bytes: &[u8], mapping: &Mapping, remarks: &mut Vec<String>) -> Vec<serde_json::Value> {
    let options = Options {
        merchant: "preview".to_owned(),
        currency: mapping.currency.clone(),
        format: Some(crate::import::Format::Csv),
        mapping: Some(mapping.clone()),
        file: "the table".to_owned(),
    };
    let mut shown = Vec::new();
    let result = read(io::Cursor::new(bytes), &options, &mut |item| {
        if let Item::Product(product) = item {
            let title = if product.title.zh.is_empty() { &product.title.en } else { &product.title.zh };
            let variant = product.variants.first();
            shown.push(json!({
                "source_id": product.source_id,
                "title": title,
                "price_minor": variant.and_then(|variant| variant.price_at(i64::MIN)),
                "currency": variant.map(|variant| &variant.currency),
                "in_stock": variant.is_some_and(|variant| variant.in_stock),
                "category": product.category.path,
                "variants": product.variants.len(),
            }));
        }
        if shown.len() < SHOWN { Ok(()) } else { Err("enough") }
    });
    if let Err(error @ crate::import::Error::Mapping { .. }) = result {
        remarks.push(error.to_string());
    }
    shown
}

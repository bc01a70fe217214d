//! Feeds as delimited text: one row an item, the attributes in the header.
//!
//! An attribute that may repeat is a column that repeats, or one cell with commas (`additional_image_link`); an attribute
//! with parts has them in the cell with colons, under a header that may name them: `product_detail(section_name:
//! attribute_name:attribute_value)`. A cell with a quotation mark in it need not be quoted.

use std::io::Read;

use crate::import::csv_rows::{DELIMITERS, first_row};
use crate::import::decoded::Decoded;
use crate::import::item::{Field, Item};
use crate::import::items::{Items, Rows, identified};
use crate::import::table::{Layout, Table};

/// Where each attribute stands.
pub(super) struct Columns {
    delimiter: u8,
    width: usize,
    places: Vec<(Field, usize)>,
}

impl Columns {
    /// The columns of the header of `text`, or the name of one that must be there and is not.
    pub(super) fn find(text: &str) -> Result<Self, &'static str> {
        let headers = DELIMITERS.map(|delimiter| (delimiter, first_row(text, delimiter)));
        let (delimiter, header) = headers.into_iter().max_by_key(|(_, header)| known(header)).ok_or("id")?;
        let places: Vec<(Field, usize)> =
            header.iter().enumerate().filter_map(|(place, name)| Some((attribute(name)?, place))).collect();
        for (field, name) in [(Field::Id, "id"), (Field::Title, "title"), (Field::Price, "price")] {
            if places.iter().all(|(known, _)| *known != field) {
                return Err(name);
            }
        }
        Ok(Self { delimiter, width: header.len(), places })
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == field).map(|(_, place)| *place)
    }

    /// Whether the cells that can only hold addresses hold some.
    fn in_place(&self, cells: &[String]) -> bool {
        let link = |cell: &str| cell.is_empty() || cell.contains("://") || cell.starts_with("//");
        [Field::Link, Field::ImageLink]
            .into_iter()
            .filter_map(|field| cells.get(self.place(field)?))
            .all(|cell| link(cell.trim()))
    }
}

/// The attribute that a header names: `g:image link`, `product_detail(attribute_name:attribute_value)`.
fn attribute(header: &str) -> Option<Field> {
    let bare = header.trim_start_matches('\u{feff}').split('(').next().unwrap_or_default().trim();
    let bare = bare.strip_prefix("g:").or_else(|| bare.strip_prefix("c:")).unwrap_or(bare);
    Field::named(bare).filter(|field| !matches!(field, Field::DetailName | Field::DetailValue))
}

fn known(header: &[String]) -> usize {
    header.iter().filter(|name| attribute(name).is_some()).count()
}

/// Whether `cells` are the header of a feed: what identifies, describes and prices an item, and what only Google asks for.
pub(in crate::import) fn is_header(cells: &[String]) -> bool {
    let has = |field| cells.iter().any(|name| attribute(name) == Some(field));
    let googles = [
        Field::Link,
        Field::ImageLink,
        Field::Availability,
        Field::GoogleCategory,
        Field::GroupId,
        Field::Mpn,
        Field::SaleDates,
    ];
    has(Field::Id) && has(Field::Title) && has(Field::Price) && googles.into_iter().filter(|one| has(*one)).count() >= 2
}

/// Reads items.
pub(super) fn rows<'c, R: Read + 'c>(text: Decoded<R>, head: &'c str, columns: &'c Columns) -> Box<dyn Items + 'c> {
    let layout = Layout {
        head,
        delimiter: columns.delimiter,
        width: columns.width,
        id: columns.place(Field::Id),
        price: columns.place(Field::Price),
    };
    let table = Table::new(text, layout, |cells| columns.in_place(cells));
    Box::new(Rows { table, item: |line, cells: &[String]| identified(line, item(columns, line, cells)) })
}

fn item(columns: &Columns, line: u64, cells: &[String]) -> Item {
    let mut item = Item::new(line);
    for (field, place) in &columns.places {
        let cell = cells.get(*place).map(|cell| cell.trim()).unwrap_or_default();
        match field {
            Field::AdditionalImageLink => several(cell).for_each(|link| item.set(*field, link)),
            Field::Detail => details(cell).for_each(|(name, value)| item.push_detail(name, value)),
            Field::Id | Field::GroupId | Field::Gtin => item.set(*field, cell.trim_start_matches('\'')),
            _ => item.set(*field, cell),
        }
    }
    item
}

/// The addresses in a cell; a comma inside an address is followed by none.
fn several(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = cell;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = [",http", ", http", ",//"].iter().filter_map(|sign| rest.find(sign)).min();
        let (one, after) = end.map_or((rest, ""), |end| rest.split_at(end));
        rest = after.trim_start_matches([',', ' ']);
        Some(one)
    })
}

/// Names and values of `section:name:value,section:name:value`, the section left out at will.
fn details(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    cell.split(',').filter_map(|detail| {
        let (before, value) = detail.rsplit_once(':')?;
        Some((before.rsplit(':').next().unwrap_or_default(), value))
    })
}

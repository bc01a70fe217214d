//! An item out of a row.

use super::columns::{Cell, Columns, bare};
use crate::import::item::{Field, Item, Part};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A product that is bought as it is.
    Simple,
    /// A product that is bought in one of its variations.
    Variable,
    Variation,
    /// Products shown together.
    Grouped,
}

impl Kind {
    /// The kind that the words of `Type` say: `simple, downloadable, virtual`. Extensions have names of their own that end
    /// in these.
    pub(super) fn of(words: &str) -> Option<Self> {
        let word = words.split(',').next().unwrap_or_default().trim().to_ascii_lowercase();
        Some(match word.as_str() {
            "simple" | "external" | "subscription" | "bundle" | "composite" | "booking" => Self::Simple,
            "variable" | "variable-subscription" => Self::Variable,
            "variation" | "subscription_variation" => Self::Variation,
            "grouped" => Self::Grouped,
            _ => return None,
        })
    }
}

/// The item in a row, but for its id and group.
pub(super) fn item(line: u64, cells: &[String], columns: &Columns, kind: Kind) -> Item {
    let get = |cell| columns.get(cells, cell);
    let mut item = Item::new(line);
    item.part = match kind {
        Kind::Variable => Part::Parent,
        Kind::Variation => Part::Variant,
        Kind::Simple | Kind::Grouped => Part::Offer,
    };
    item.hidden = hidden(get(Cell::Published), get(Cell::Visibility), kind);
    for (field, cell) in [
        (Field::Title, Cell::Name),
        (Field::Gtin, Cell::Gtin),
        (Field::Sku, Cell::Sku),
        (Field::Link, Cell::ExternalUrl),
        (Field::Price, Cell::Price),
        (Field::SalePrice, Cell::SalePrice),
    ] {
        item.set(field, get(cell));
    }
    let description = [Cell::Description, Cell::ShortDescription].map(get).into_iter().find(|text| !text.is_empty());
    // The exporter writes line breaks as the two signs \n.
    item.set(Field::Description, &description.unwrap_or_default().replace("\\n", "\n"));
    let (from, until) = (get(Cell::SaleFrom), get(Cell::SaleUntil));
    let dated = !from.is_empty() || !until.is_empty();
    if dated && !get(Cell::SalePrice).is_empty() {
        let or = |text: &str, open: &str| if text.is_empty() { open.to_owned() } else { text.to_owned() };
        item.set(Field::SaleDates, &format!("{}/{}", or(from, "1970-01-01"), or(until, "9999-12-30")));
    }
    let in_stock = in_stock(get(Cell::InStock), get(Cell::Stock));
    item.set(Field::Availability, if in_stock { "in_stock" } else { "out_of_stock" });
    let mut images = list(get(Cell::Images)).into_iter();
    item.set(Field::ImageLink, &images.next().unwrap_or_default());
    images.for_each(|image| item.set(Field::AdditionalImageLink, &image));
    item.set(Field::ProductType, list(get(Cell::Categories)).first().map(String::as_str).unwrap_or_default());
    for tag in list(get(Cell::Tags)) {
        item.set(Field::Tag, &tag);
    }
    item.set(Field::Brand, list(get(Cell::Brands)).first().map(String::as_str).unwrap_or_default());
    for (field, cell) in [
        (Field::Weight, Cell::Weight),
        (Field::Length, Cell::Length),
        (Field::Width, Cell::Width),
        (Field::Height, Cell::Height),
    ] {
        if !matches!(get(cell), "" | "0") {
            item.set(field, format!("{} {}", get(cell), columns.unit(cell)).trim());
        }
    }
    attributes(&mut item, cells, columns, kind);
    item
}

/// A product's attributes are properties, a variation's its choice. Of a variable product those that its variations choose
/// among become options; which, only the variations say.
fn attributes(item: &mut Item, cells: &[String], columns: &Columns, kind: Kind) {
    let cell = |place: Option<usize>| place.and_then(|at| cells.get(at)).map(|text| bare(text)).unwrap_or_default();
    for [name, values, shown] in &columns.attributes {
        let (name, values) = (cell(*name), cell(*values));
        if name.is_empty() {
            continue;
        }
        match kind {
            Kind::Variation => item.push_axis(name, &list(values).join(", ")),
            _ if cell(*shown) != "0" => item.push_detail(name, &list(values).join(", ")),
            _ => {}
        }
    }
}

/// Why the shop does not show it: 1 is published, 0 private, -1 a draft; a variation is only switched off or on.
fn hidden(published: &str, visibility: &str, kind: Kind) -> Option<String> {
    match published {
        "0" if kind == Kind::Variation => return Some("switched off".to_owned()),
        "0" => return Some("private".to_owned()),
        "-1" => return Some("a draft".to_owned()),
        _ => {}
    }
    (kind != Kind::Variation && visibility.eq_ignore_ascii_case("hidden")).then(|| "hidden".to_owned())
}

/// Whether it can be had now; what is only ordered from the maker cannot.
fn in_stock(state: &str, left: &str) -> bool {
    match state.to_ascii_lowercase().as_str() {
        "" => left.is_empty() || left.parse::<f64>().is_ok_and(|left| left > 0.0),
        state => matches!(state, "1" | "instock" | "yes" | "true"),
    }
}

/// The parts of a list between commas; `\,` is a comma inside one. Commas inside an address have no space after them.
fn list(cell: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut signs = cell.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if signs.peek() == Some(&',') => part.extend(signs.next()),
            ',' => parts.push(std::mem::take(&mut part)),
            _ => part.push(sign),
        }
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

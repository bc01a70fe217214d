//! Which cell of a row is what.

use crate::import::csv_rows::{DELIMITERS, first_row};
use crate::import::format::Head;

/// A cell that Shopify's export can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Handle,
    Title,
    Body,
    Vendor,
    Category,
    Type,
    Tags,
    Published,
    Status,
    GiftCard,
    OptionName(u8),
    OptionValue(u8),
    Sku,
    Barcode,
    Price,
    CompareAt,
    Tracker,
    Quantity,
    Policy,
    Image,
    ImagePosition,
    VariantImage,
    GoogleCategory,
    Taxable,
}

impl Cell {
    /// What a header, in lower case, names: the older name of each stands first.
    fn named(header: &str) -> Option<Self> {
        Some(match header {
            "handle" | "url handle" => Self::Handle,
            "title" => Self::Title,
            "body (html)" | "description" | "body html" | "body" => Self::Body,
            "vendor" => Self::Vendor,
            "product category" | "standard product type" => Self::Category,
            "type" | "product type" | "custom product type" => Self::Type,
            "tags" => Self::Tags,
            "published" | "published on online store" => Self::Published,
            "status" => Self::Status,
            "gift card" => Self::GiftCard,
            "option1 name" => Self::OptionName(0),
            "option2 name" => Self::OptionName(1),
            "option3 name" => Self::OptionName(2),
            "option1 value" => Self::OptionValue(0),
            "option2 value" => Self::OptionValue(1),
            "option3 value" => Self::OptionValue(2),
            "variant sku" | "sku" => Self::Sku,
            "variant barcode" | "barcode" => Self::Barcode,
            "variant price" | "price" => Self::Price,
            "variant compare at price" | "compare-at price" | "compare at price" => Self::CompareAt,
            "variant inventory tracker" | "inventory tracker" => Self::Tracker,
            "variant inventory qty" | "inventory quantity" => Self::Quantity,
            "variant inventory policy" | "continue selling when out of stock" => Self::Policy,
            "image src" | "product image url" => Self::Image,
            "image position" => Self::ImagePosition,
            "variant image" | "variant image url" => Self::VariantImage,
            "google shopping / google product category" => Self::GoogleCategory,
            "variant taxable" | "charge tax" => Self::Taxable,
            _ => return None,
        })
    }
}

/// Where each cell stands.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) delimiter: u8,
    pub(super) width: usize,
    places: Vec<(Cell, usize)>,
    /// Metafields: their name and place.
    pub(super) metafields: Vec<(String, usize)>,
}

impl Columns {
    /// The columns of the header in `head`, or the name of one that must be there and is not.
    pub(super) fn find(head: &Head) -> Result<Self, &'static str> {
        let header = DELIMITERS.iter().map(|&delimiter| (delimiter, first_row(&head.text, delimiter)));
        let (delimiter, header) = header.max_by_key(|(_, header)| known(header)).ok_or("Handle")?;
        let mut columns = Self { delimiter, width: header.len(), places: Vec::new(), metafields: Vec::new() };
        for (place, name) in header.iter().enumerate() {
            match Cell::named(&normalised(name)) {
                Some(cell) if columns.place(cell).is_none() => columns.places.push((cell, place)),
                Some(_) => {}
                None => columns.metafields.extend(metafield(name).map(|name| (name, place))),
            }
        }
        let needed = [(Cell::Handle, "Handle"), (Cell::Title, "Title"), (Cell::Price, "Variant Price")];
        match needed.into_iter().find(|(cell, _)| columns.place(*cell).is_none()) {
            Some((_, name)) => Err(name),
            None => Ok(columns),
        }
    }

    pub(super) fn place(&self, cell: Cell) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == cell).map(|(_, place)| *place)
    }

    pub(super) fn has(&self, cell: Cell) -> bool {
        self.place(cell).is_some()
    }

    /// What stands in `cell` of a row, without spaces around it; empty if the row or the file has no such cell.
    pub(super) fn get<'c>(&self, cells: &'c [String], cell: Cell) -> &'c str {
        self.place(cell).and_then(|place| cells.get(place)).map(|text| text.trim()).unwrap_or_default()
    }
}

/// Whether `cells` are the header of a product export.
pub(in crate::import) fn is_header(cells: &[String]) -> bool {
    let has = |wanted| cells.iter().any(|name| Cell::named(&normalised(name)) == Some(wanted));
    has(Cell::Handle) && has(Cell::Title)
}

fn known(header: &[String]) -> usize {
    header.iter().filter(|name| Cell::named(&normalised(name)).is_some()).count()
}

fn normalised(name: &str) -> String {
    name.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The name of a product's metafield: `Color (product.metafields.shopify.color-pattern)`. Ratings are not properties.
fn metafield(header: &str) -> Option<String> {
    let (name, key) = header.trim().split_once("(product.metafields.")?;
    let name = name.trim();
    (!name.is_empty() && !key.starts_with("reviews.")).then(|| name.to_owned())
}

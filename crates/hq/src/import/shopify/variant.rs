//! A variant out of its row.

use tenon_domain::Uuid;
use tenon_domain::catalog::{Price, Product, Variant};

use super::columns::{Cell, Columns};
use super::sheet::ProductRow;
use crate::import::amount::{Refused, amount};
use crate::import::gtin::gtin;
use crate::import::plain_text::plain_line;
use crate::import::problem::{Code, Note, quoted};
use crate::import::words::address;

/// A variant whose place among the others is not known yet.
pub(super) struct DraftVariant {
    pub(super) line: u64,
    pub(super) values: [String; 3],
    sku: String,
    gtin: Option<String>,
    minor: i64,
    compare_at_minor: Option<i64>,
    in_stock: bool,
    picture: Option<String>,
}

impl DraftVariant {
    /// The variant in `row`, or why there can be none.
    pub(super) fn read(
        row: &ProductRow,
        columns: &Columns,
        currency: &str,
        notes: &mut Vec<Note>,
    ) -> Result<Self, (Code, String)> {
        let get = |cell| columns.get(&row.cells, cell);
        let minor = match amount(get(Cell::Price), Some(currency)) {
            Ok((minor, found)) if found == currency => minor,
            Ok((_, found)) => return Err((Code::Currency, format!("its price is in {found}, the file in {currency}"))),
            Err(Refused::Missing) => return Err((Code::Price, "it has no price: give it one in the shop".to_owned())),
            Err(Refused::Currency(why)) => return Err((Code::Currency, format!("of its price, {why}"))),
            Err(Refused::Number(why)) => return Err((Code::Price, format!("its price {why}"))),
        };
        let barcode = get(Cell::Barcode);
        let gtin = gtin(barcode);
        if gtin.is_none() && !barcode.is_empty() {
            let text = format!(
                "barcode {} of {} is no valid GTIN; the variant was taken without it: type it in again as text",
                quoted(barcode),
                quoted(&row.handle)
            );
            notes.push(Note::remark(row.line, Code::Gtin, text));
        }
        Ok(Self {
            line: row.line,
            values: choice(row, columns),
            sku: sku(row, columns),
            gtin,
            minor,
            // A struck-out price that is not higher is none; shops leave 0 and the price itself in this cell.
            compare_at_minor: amount(get(Cell::CompareAt), Some(currency))
                .ok()
                .filter(|(compare, found)| found == currency && *compare > minor)
                .map(|(compare, _)| compare),
            in_stock: in_stock(&row.cells, columns),
            // Not `Image Src`: pictures fill the rows in their own order and belong to the product.
            picture: address(get(Cell::VariantImage)),
        })
    }

    /// Whether `row` is a variant, and not only a picture.
    pub(super) fn is_in(row: &ProductRow, columns: &Columns) -> bool {
        [0, 1, 2]
            .map(Cell::OptionValue)
            .into_iter()
            .chain([Cell::Price, Cell::Sku, Cell::Barcode])
            .any(|cell| !columns.get(&row.cells, cell).is_empty())
    }

    /// Its value of the option number `at`, counted from 0.
    pub(super) fn value(&self, at: usize) -> &str {
        self.values.get(at).map(String::as_str).unwrap_or_default()
    }

    /// The variant of `product` with its places on the axes.
    pub(super) fn variant(self, product: Uuid, choice: Vec<u16>, currency: &str) -> Variant {
        Variant {
            id: Product::variant_id(product, &self.values.join("\n")),
            sku: self.sku,
            gtin: self.gtin,
            choice,
            currency: currency.to_owned(),
            prices: vec![Price { minor: self.minor, from_ms: i64::MIN, until_ms: None }],
            compare_at_minor: self.compare_at_minor,
            in_stock: self.in_stock,
            picture: self.picture,
        }
    }
}

/// The seller's code in `row`; spreadsheets mark it as text with an apostrophe.
pub(super) fn sku(row: &ProductRow, columns: &Columns) -> String {
    plain_line(columns.get(&row.cells, Cell::Sku).trim_start_matches('\''))
}

/// The option values of `row`.
pub(super) fn choice(row: &ProductRow, columns: &Columns) -> [String; 3] {
    [0, 1, 2].map(|at| plain_line(columns.get(&row.cells, Cell::OptionValue(at))))
}

/// What is not counted can be had, and so can what is sold beyond its stock. Chains with several locations export no
/// quantity.
fn in_stock(cells: &[String], columns: &Columns) -> bool {
    let get = |cell| columns.get(cells, cell);
    let counted = if columns.has(Cell::Tracker) { !get(Cell::Tracker).is_empty() } else { columns.has(Cell::Quantity) };
    let beyond = matches!(get(Cell::Policy).to_ascii_lowercase().as_str(), "continue" | "true" | "yes");
    let left = get(Cell::Quantity);
    !counted || beyond || left.is_empty() || left.parse::<i64>().is_ok_and(|left| left > 0)
}

//! The rows of an export that can belong to a product, with a note for each that cannot.

use std::io::{self, Read};

use super::columns::{Cell, Columns};
use crate::import::decoded::Decoded;
use crate::import::format::Head;
use crate::import::items::is_identity;
use crate::import::problem::{Code, Note, quoted};
use crate::import::table::{Layout, Table};

/// A row with a handle.
#[derive(Debug)]
pub(super) struct ProductRow {
    pub(super) line: u64,
    /// Counts such rows; the same in every pass over a file.
    pub(super) ordinal: u64,
    pub(super) handle: String,
    pub(super) cells: Vec<String>,
}

/// Reads product rows.
pub(super) struct Sheet<'c, R> {
    pub(super) table: Table<'c, R>,
    columns: &'c Columns,
    ordinal: u64,
    /// Handles of rows that could not be used otherwise.
    pub(super) lost: Vec<String>,
}

impl<'c, R: Read> Sheet<'c, R> {
    pub(super) fn new(text: Decoded<R>, head: &'c Head, columns: &'c Columns) -> Self {
        let layout = Layout {
            head: &head.text,
            delimiter: columns.delimiter,
            width: columns.width,
            id: columns.place(Cell::Handle),
            price: columns.place(Cell::Price),
        };
        let table = Table::new(text, layout, |cells| in_place(columns, cells));
        Self { table, columns, ordinal: 0, lost: Vec::new() }
    }

    /// The next row of a product; what was skipped before it stands in the table's notes.
    pub(super) fn next(&mut self) -> io::Result<Option<ProductRow>> {
        while let Some((line, cells)) = self.table.next()? {
            self.give_up();
            let handle = self.handle(&cells);
            if is_handle(handle) {
                let handle = handle.to_owned();
                self.ordinal += 1;
                return Ok(Some(ProductRow { line, ordinal: self.ordinal, handle, cells }));
            }
            let text = if handle.is_empty() {
                format!("the row on line {line} has no handle and was not taken: every row needs its product's handle")
            } else {
                let handle = quoted(handle);
                format!("the row on line {line} has {handle} for a handle, which can be none; it was not taken")
            };
            self.table.notes.push(Note::not_taken(line, Code::MissingId, text));
        }
        self.give_up();
        Ok(None)
    }

    fn handle<'r>(&self, cells: &'r [String]) -> &'r str {
        self.columns.get(cells, Cell::Handle).trim_start_matches('\'')
    }

    fn give_up(&mut self) {
        if let Some(cells) = self.table.lost.take() {
            let handle = self.handle(&cells);
            self.lost.extend(is_handle(handle).then(|| handle.to_owned()));
        }
    }
}

/// Whether the cells that can only hold certain words hold one of them.
fn in_place(columns: &Columns, cells: &[String]) -> bool {
    let word = |cell| columns.get(cells, cell).to_ascii_lowercase();
    let truth = |cell| matches!(word(cell).as_str(), "" | "true" | "false" | "yes" | "no");
    let whole = |cell| word(cell).trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    let link =
        |cell| matches!(word(cell), link if link.is_empty() || link.starts_with("http") || link.starts_with("//"));
    truth(Cell::Published)
        && truth(Cell::GiftCard)
        && truth(Cell::Taxable)
        && whole(Cell::Quantity)
        && whole(Cell::ImagePosition)
        && link(Cell::Image)
        && matches!(word(Cell::Policy).as_str(), "" | "deny" | "continue" | "true" | "false")
        && matches!(word(Cell::Status).as_str(), "" | "active" | "draft" | "archived" | "unlisted")
}

/// Whether `text` can be the last part of a product's address. Handles are letters, digits and hyphens; files made by hand
/// have others too, but quotation marks come only from damage.
fn is_handle(text: &str) -> bool {
    is_identity(text) && !text.contains('"')
}

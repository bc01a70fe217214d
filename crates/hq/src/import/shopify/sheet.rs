//! The rows of an export that can belong to a product, with a note for each that cannot.

use std::io::{self, Read};

use super::columns::{Cell, Columns};
use crate::import::csv_rows::{Next, Row, Rows};
use crate::import::decoded::Decoded;
use crate::import::format::Head;
use crate::import::problem::{Code, Note, quoted};

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
    rows: Rows<R>,
    columns: &'c Columns,
    header_passed: bool,
    /// After a quotation mark that was never closed the rest of its cell looks like rows; they end with the first row of
    /// the right width.
    amid_debris: bool,
    ordinal: u64,
    pub(super) rows_read: u64,
    pub(super) notes: Vec<Note>,
    /// Whether the file ends in the middle of a row.
    pub(super) truncated: bool,
}

impl<'c, R: Read> Sheet<'c, R> {
    pub(super) fn new(text: Decoded<R>, head: &Head, columns: &'c Columns) -> Self {
        Self {
            rows: Rows::new(text, &head.text, columns.delimiter),
            columns,
            header_passed: false,
            amid_debris: false,
            ordinal: 0,
            rows_read: 0,
            notes: Vec::new(),
            truncated: false,
        }
    }

    /// See [`Decoded::bad_lines`].
    pub(super) fn bad_lines(&self) -> Vec<Note> {
        self.rows.bad_lines()
    }

    /// The next row of a product; what was skipped before it stands in `notes`.
    pub(super) fn next(&mut self) -> io::Result<Option<ProductRow>> {
        while let Some(next) = self.rows.next()? {
            if !self.header_passed {
                self.header_passed = true;
                continue;
            }
            self.truncated = false;
            match next {
                Next::Row(row) => {
                    if let Some(row) = self.take(row) {
                        return Ok(Some(row));
                    }
                }
                Next::Unclosed { line } => {
                    self.rows_read += 1;
                    self.truncated = true;
                    self.amid_debris = true;
                    self.notes.push(Note::not_taken(
                        line,
                        Code::UnclosedQuote,
                        format!(
                            "the row on line {line} opens a quotation mark that is never closed; it was not taken, nor \
                             the lines up to the next whole row: export again, or double the marks inside the cell"
                        ),
                    ));
                }
                Next::TooLarge { line } => {
                    self.rows_read += 1;
                    let text = format!("line {line} is longer than any row can be and was not taken: export again");
                    self.notes.push(Note::not_taken(line, Code::TooLarge, text));
                }
            }
        }
        Ok(None)
    }

    fn take(&mut self, row: Row) -> Option<ProductRow> {
        let Row { line, mut cells, ended } = row;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let beyond = cells.get(self.columns.width..).unwrap_or_default();
        if beyond.iter().all(|cell| cell.trim().is_empty()) && self.in_place(&cells) {
            cells.truncate(self.columns.width);
        }
        let ragged = cells.len() != self.columns.width;
        if self.amid_debris && ragged {
            return None;
        }
        self.amid_debris = false;
        self.rows_read += 1;
        if ragged && !self.take_ragged(line, &cells, ended) {
            return None;
        }
        let handle = self.columns.get(&cells, Cell::Handle).trim_start_matches('\'');
        if !is_handle(handle) {
            let text = if handle.is_empty() {
                format!("the row on line {line} has no handle and was not taken: every row needs its product's handle")
            } else {
                let handle = quoted(handle);
                format!("the row on line {line} has {handle} for a handle, which can be none; it was not taken")
            };
            self.notes.push(Note::not_taken(line, Code::MissingId, text));
            return None;
        }
        let handle = handle.to_owned();
        self.ordinal += 1;
        Some(ProductRow { line, ordinal: self.ordinal, handle, cells })
    }

    /// Whether a row with more or fewer cells than columns can be used: its cells must stand where they belong.
    fn take_ragged(&mut self, line: u64, cells: &[String], ended: bool) -> bool {
        let (found, wanted) = (cells.len(), self.columns.width);
        if !ended && found < wanted {
            self.truncated = true;
            let text =
                format!("the file ends in the middle of line {line}, which was not taken: export or copy it again");
            self.notes.push(Note::not_taken(line, Code::Truncated, text));
            return false;
        }
        let fits = self.in_place(cells);
        let (make, taken): (fn(u64, Code, String) -> Note, _) = if fits {
            (Note::remark, "it was taken as far as it goes")
        } else {
            (
                Note::not_taken,
                "its cells stand under the wrong headers, so it was not taken: quote cells that have commas",
            )
        };
        let text = format!("the row on line {line} has {found} cells under {wanted} headers; {taken}");
        self.notes.push(make(line, Code::RaggedRow, text));
        fits
    }

    /// Whether the cells that can only hold certain words hold one of them.
    fn in_place(&self, cells: &[String]) -> bool {
        let word = |cell| self.columns.get(cells, cell).to_ascii_lowercase();
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
}

/// Whether `text` can be the last part of a product's address. Handles are letters, digits and hyphens; files made by hand
/// have others too, but markup and line breaks come only from damage.
fn is_handle(text: &str) -> bool {
    !text.is_empty() && text.len() <= 1024 && !text.contains(['<', '>', '"', '\n', '\r', '\u{fffd}'])
}

//! The rows under a header, each in its place, with a note for each that is not.

use std::io::{self, Read};

use super::csv_rows::{Next, Row, Rows};
use super::decoded::Decoded;
use super::problem::{Code, Note};

/// How a table is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'l> {
    /// The beginning of the text.
    pub(super) head: &'l str,
    pub(super) delimiter: u8,
    /// Cells of the header.
    pub(super) width: usize,
    /// Where the cell stands that identifies a row: cut at the end of a file, it would name another product.
    pub(super) id: Option<usize>,
    /// Where the price stands.
    pub(super) price: Option<usize>,
}

/// Whether the cells of a row stand where they belong.
type Check<'l> = dyn Fn(&[String]) -> bool + 'l;

/// Reads rows.
pub(super) struct Table<'l, R> {
    rows: Rows<R>,
    layout: Layout<'l>,
    /// Whether the cells that can only hold certain words hold one of them.
    in_place: Box<Check<'l>>,
    header_passed: bool,
    /// After a quotation mark that was never closed the rest of its cell looks like rows; they end with the first row of
    /// the right width.
    amid_debris: bool,
    pub(super) rows_read: u64,
    pub(super) notes: Vec<Note>,
    /// Whether no row was lost that may have named a product.
    pub(super) complete: bool,
    /// The cells of a row that was given up because they stand in the wrong places.
    pub(super) lost: Option<Vec<String>>,
}

impl<'l, R: Read> Table<'l, R> {
    pub(super) fn new(text: Decoded<R>, layout: Layout<'l>, in_place: impl Fn(&[String]) -> bool + 'l) -> Self {
        Self {
            rows: Rows::new(text, layout.head, layout.delimiter),
            layout,
            in_place: Box::new(in_place),
            header_passed: false,
            amid_debris: false,
            rows_read: 0,
            notes: Vec::new(),
            complete: true,
            lost: None,
        }
    }

    /// See [`Decoded::bad_lines`].
    pub(super) fn bad_lines(&self) -> Vec<Note> {
        self.rows.bad_lines()
    }

    /// The next row with its line; what was skipped before it stands in `notes`.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Vec<String>)>> {
        while let Some(next) = self.rows.next()? {
            if !self.header_passed {
                self.header_passed = true;
                continue;
            }
            match next {
                Next::Row(row) => {
                    if let Some(row) = self.take(row) {
                        return Ok(Some(row));
                    }
                }
                Next::Unclosed { line } => {
                    self.rows_read += 1;
                    self.complete = false;
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
                    self.complete = false;
                    let text = format!("line {line} is longer than any row can be and was not taken: export again");
                    self.notes.push(Note::not_taken(line, Code::TooLarge, text));
                }
            }
        }
        Ok(None)
    }

    fn take(&mut self, row: Row) -> Option<(u64, Vec<String>)> {
        let Row { line, mut cells, ended } = row;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let width = self.layout.width;
        let beyond = cells.get(width..).unwrap_or_default();
        if beyond.iter().all(|cell| cell.trim().is_empty()) && (self.in_place)(&cells) {
            cells.truncate(width);
        }
        let ragged = cells.len() != width;
        if self.amid_debris && ragged {
            return None;
        }
        self.amid_debris = false;
        self.rows_read += 1;
        if ragged && !self.take_ragged(line, &cells, ended) {
            self.lost = Some(cells);
            return None;
        }
        if !ended && !self.take_last(line, &cells) {
            return None;
        }
        Some((line, cells))
    }

    /// Whether a row with more or fewer cells than columns can be used: its cells must stand where they belong.
    fn take_ragged(&mut self, line: u64, cells: &[String], ended: bool) -> bool {
        let (found, wanted) = (cells.len(), self.layout.width);
        if !ended && found < wanted {
            self.cut(line);
            return false;
        }
        let fits = (self.in_place)(cells);
        let (make, taken): (fn(u64, Code, String) -> Note, _) = if fits {
            (Note::remark, "it was taken as far as it goes")
        } else {
            (
                Note::not_taken,
                "its cells stand under the wrong headers, so it was not taken: quote cells that have the delimiter",
            )
        };
        let text = format!("the row on line {line} has {found} cells under {wanted} headers; {taken}");
        self.notes.push(make(line, Code::RaggedRow, text));
        fits
    }

    /// Whether the last row of a file without a line end can be used: what stands last on it may be half of a word.
    fn take_last(&mut self, line: u64, cells: &[String]) -> bool {
        let Some(last) = cells.len().checked_sub(1) else { return false };
        let empty = cells.last().is_some_and(String::is_empty);
        if (self.layout.id == Some(last) && !empty) || !(self.in_place)(cells) {
            self.cut(line);
            return false;
        }
        if self.layout.price == Some(last) && !empty {
            let text = format!("line {line} is the last and has no line end: see that its price is whole");
            self.notes.push(Note::remark(line, Code::NoLineEnd, text));
        }
        true
    }

    fn cut(&mut self, line: u64) {
        self.complete = false;
        let text = format!("the file ends in the middle of line {line}, which was not taken: export or copy it again");
        self.notes.push(Note::not_taken(line, Code::Truncated, text));
    }
}

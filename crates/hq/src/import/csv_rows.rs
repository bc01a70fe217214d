//! Rows of comma-separated text (RFC 4180), with the physical line on which each begins.
//!
//! Stricter and more forgiving than common readers: in well-formed text a quotation mark inside a quoted cell is doubled
//! or ends the cell, so any other one shows damage. On the line where the cell began it is taken for an inch sign if the
//! cell still ends properly on that line. On a later line it shows that the cell was never closed: the row is given up
//! and reading goes on with its second line, so that one lost mark costs one row and not all that follow. The same
//! happens at the end of the text and at [`MAX_ROW`], which bounds memory.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use super::decoded::Decoded;
use super::problem::Note;

/// What may stand between cells, in the order in which it is tried.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes of a row, far beyond any real one (Shopify allows half a million characters in a description).
const MAX_ROW: usize = 8 * 1024 * 1024;

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// Whether a line break stood after it; if not, the text may have been cut in its last cell.
    pub(super) ended: bool,
}

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    Row(Row),
    /// A row that was given up: its quotation mark is never closed.
    Unclosed {
        line: u64,
    },
    /// A row that was skipped: it is longer than [`MAX_ROW`].
    TooLarge {
        line: u64,
    },
}

/// Rows out of a text.
pub(super) struct Rows<R> {
    text: Decoded<R>,
    delimiter: u8,
    terminator: u8,
    line: u64,
    pending: VecDeque<Line>,
}

struct Line {
    number: u64,
    text: String,
    ended: bool,
    /// Whether more stood on it than is kept.
    cut: bool,
}

impl<R: Read> Rows<R> {
    /// `head` is the beginning of the text: only where it has no line feed are lines taken to end with carriage returns.
    pub(super) fn new(text: Decoded<R>, head: &str, delimiter: u8) -> Self {
        let terminator = if head.contains('\r') && !head.contains('\n') { b'\r' } else { b'\n' };
        Self { text, delimiter, terminator, line: 0, pending: VecDeque::new() }
    }

    /// See [`Decoded::bad_lines`].
    pub(super) fn bad_lines(&self) -> Vec<Note> {
        self.text.bad_lines()
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> io::Result<Option<Next>> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if line.cut {
                return Ok(Some(Next::TooLarge { line: line.number }));
            }
            // What Excel reads as the name of the delimiter is no row.
            let hint = line.number == 1
                && line.text.len() <= 8
                && line.text.trim_start_matches('\u{feff}').starts_with("sep=");
            if !line.text.trim().is_empty() && !hint {
                return self.row(line).map(Some);
            }
        }
    }

    fn row(&mut self, first: Line) -> io::Result<Next> {
        let mut splitter = Splitter::new(self.delimiter);
        let number = first.number;
        let mut size = first.text.len();
        let mut used = VecDeque::from([first]);
        loop {
            let Some(line) = used.back() else { return Ok(Next::Unclosed { line: number }) };
            let progress = splitter.feed(&line.text);
            if progress == Progress::Done {
                return Ok(Next::Row(Row { line: number, cells: splitter.cells, ended: line.ended }));
            }
            let next = if progress == Progress::More && size <= MAX_ROW { self.line()? } else { None };
            let Some(next) = next else { break };
            size += next.text.len();
            let cut = next.cut;
            used.push_back(next);
            if cut {
                break;
            }
        }
        used.pop_front();
        used.append(&mut self.pending);
        self.pending = used;
        Ok(Next::Unclosed { line: number })
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut ended = false;
        loop {
            let chunk = self.text.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let end = chunk.iter().position(|&byte| byte == self.terminator);
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            cut |= bytes.len() + part.len() > MAX_ROW;
            if !cut {
                bytes.extend_from_slice(part);
            }
            ended = end.is_some();
            let used = part.len() + usize::from(ended);
            self.text.consume(used);
            if ended {
                break;
            }
        }
        if bytes.is_empty() && !ended && !cut {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        self.line += 1;
        let text = String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        Ok(Some(Line { number: self.line, text, ended, cut }))
    }
}

/// The cells of the first row of `text` that is not blank.
pub(super) fn first_row(text: &str, delimiter: u8) -> Vec<String> {
    let mut rows = Rows::new(Decoded::new(text.as_bytes(), encoding_rs::UTF_8), text, delimiter);
    match rows.next() {
        Ok(Some(Next::Row(row))) => row.cells,
        _ => Vec::new(),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Progress {
    Done,
    /// The row goes on with the next line.
    More,
    /// A quotation mark shows that a cell of an earlier line was never closed.
    Damaged,
}

#[derive(Clone, Copy)]
enum State {
    CellStart,
    Plain,
    Quoted { this_line: bool },
}

struct Splitter {
    delimiter: u8,
    cells: Vec<String>,
    cell: String,
    state: State,
}

impl Splitter {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, cells: Vec::new(), cell: String::new(), state: State::CellStart }
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.state = State::CellStart;
    }

    /// Takes one line, without its end.
    fn feed(&mut self, line: &str) -> Progress {
        if let State::Quoted { this_line } = &mut self.state {
            *this_line = false;
        }
        let mut last_close = None;
        let mut at = 0;
        loop {
            let rest = line.get(at..).unwrap_or_default();
            match self.state {
                State::CellStart if rest.starts_with('"') => {
                    self.state = State::Quoted { this_line: true };
                    at += 1;
                }
                State::CellStart | State::Plain => {
                    let end = rest.bytes().position(|byte| byte == self.delimiter);
                    self.cell.push_str(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
                    self.end_cell();
                    match end {
                        Some(end) => at += end + 1,
                        None => return Progress::Done,
                    }
                }
                State::Quoted { this_line } => {
                    let Some(quote) = rest.find('"') else {
                        self.cell.push_str(rest);
                        self.cell.push('\n');
                        return Progress::More;
                    };
                    self.cell.push_str(rest.get(..quote).unwrap_or_default());
                    at += quote + 1;
                    let after = line.get(at..).unwrap_or_default();
                    if after.starts_with('"') {
                        self.cell.push('"');
                        at += 1;
                    } else if let Some(skipped) = self.close(after) {
                        self.end_cell();
                        if after.len() == skipped {
                            return Progress::Done;
                        }
                        at += skipped + 1;
                    } else if this_line {
                        self.cell.push('"');
                        let last = *last_close.get_or_insert_with(|| self.last_close(line));
                        if last.is_none_or(|last| last < at) {
                            self.state = State::Plain;
                        }
                    } else {
                        return Progress::Damaged;
                    }
                }
            }
        }
    }

    /// How many spaces stand between a closing mark and the end of its cell; `None` if `after` shows that it closes none.
    fn close(&self, after: &str) -> Option<usize> {
        let spaces = after.bytes().take_while(|&byte| byte == b' ').count();
        after.as_bytes().get(spaces).is_none_or(|&byte| byte == self.delimiter).then_some(spaces)
    }

    /// Where the last mark of `line` stands that could close a cell.
    fn last_close(&self, line: &str) -> Option<usize> {
        line.rmatch_indices('"')
            .map(|(at, _)| at)
            .find(|&at| line.as_bytes().get(at + 1).is_none_or(|&byte| byte == self.delimiter))
    }
}

#[cfg(test)]
mod tests {
    use super::{Next, Rows};
    use crate::import::decoded::Decoded;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(Decoded::new(text.as_bytes(), encoding_rs::UTF_8), text, b',');
        let mut all = Vec::new();
        while let Some(next) = rows.next().unwrap() {
            all.push(match next {
                Next::Row(row) => (row.line, row.cells),
                Next::Unclosed { line } => (line, vec!["UNCLOSED".to_owned()]),
                Next::TooLarge { line } => (line, vec!["TOO LARGE".to_owned()]),
            });
        }
        all
    }

    fn texts(text: &str) -> Vec<String> {
        rows(text).into_iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect()
    }

    #[test]
    fn well_formed_rows_keep_their_lines() {
        assert_eq!(texts("a,b\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\r\n\r\n,\n"), ["1:a|b", "2:x\ny|say \"hi\"", "5:|"]);
        assert_eq!(texts("a,b\rc,d\r"), ["1:a|b", "2:c|d"]);
        assert_eq!(texts("\"a\" ,b"), ["1:a|b"]);
        assert_eq!(texts("sep=,\r\na,b\r\n"), ["2:a|b"]);
    }

    #[test]
    fn inch_signs_stay_in_their_cell() {
        assert_eq!(texts("\"20\" deep, white\",9"), ["1:20\" deep, white|9"]);
        assert_eq!(texts("\"20\"x30,9\n1,2"), ["1:20\"x30|9", "2:1|2"]);
        assert_eq!(texts("20\" pipe,9"), ["1:20\" pipe|9"]);
    }

    #[test]
    fn a_lost_mark_costs_one_row() {
        assert_eq!(texts("a,\"<p>open,9\nb,\"<p>x</p>\",8\nc,,7"), ["1:UNCLOSED", "2:b|<p>x</p>|8", "3:c||7"]);
        assert_eq!(texts("a,\"open\nb,8\nc,7"), ["1:UNCLOSED", "2:b|8", "3:c|7"]);
    }

    #[test]
    fn hostile_quotes_take_linear_time() {
        for line in ["\"\"a\n", "x,\"\"\"\n", "\"a\n", "\"\"\"x\n", "\"\"\"\"a\"b\n", "\"a\"b\"b\"b\"b,\n"] {
            assert!(!rows(&line.repeat(50_000)).is_empty());
        }
        assert!(!rows(&"\"a\"b".repeat(500_000)).is_empty());
    }
}

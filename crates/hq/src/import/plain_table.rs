//! A table that is no catalog: any delimiter, any encoding, rows under a header.

use std::io::{self, Read, Seek};

use super::csv_rows::{DELIMITERS, first_row};
use super::decoded::Decoded;
use super::format::Head;
use super::problem::Note;
use super::table::{Layout, Table};

/// What was found on a line: its cells, or the code of a problem and what to do about it.
pub(crate) type Line = (u64, Result<Vec<String>, (String, String)>);

/// Reads the table in `source` whose header `fits`; none where no header does. Lines come in their order, at most
/// `limit` of them.
pub(crate) fn lines(
    mut source: impl Read + Seek,
    fits: impl Fn(&[String]) -> bool,
    limit: usize,
) -> io::Result<Option<(Vec<String>, Vec<Line>)>> {
    let head = Head::of(&mut source)?;
    let headers = DELIMITERS.map(|delimiter| (delimiter, first_row(&head.text, delimiter)));
    let Some((delimiter, header)) = headers.into_iter().find(|(_, header)| fits(header)) else { return Ok(None) };
    let width = header.len();
    let layout = Layout { head: &head.text, delimiter, width, id: None, price: None };
    let mut table = Table::new(Decoded::new(source, head.encoding), layout, |cells| cells.len() >= width);
    let mut lines: Vec<Line> = Vec::new();
    while let Some((line, cells)) = table.next()? {
        if lines.len() >= limit {
            let text = format!("a file has at most {limit} rows; this one and those after it were not taken: split it");
            lines.push((line, Err(("too_large".to_owned(), text))));
            break;
        }
        lines.push((line, Ok(cells)));
    }
    let notes = std::mem::take(&mut table.notes).into_iter().chain(head.note()).chain(table.bad_lines());
    lines.extend(notes.map(|note| (note.line, Err(said(note)))));
    lines.sort_by_key(|(line, _)| *line);
    Ok(Some((header, lines)))
}

fn said(note: Note) -> (String, String) {
    let code = serde_json::to_value(note.code).ok().and_then(|code| code.as_str().map(str::to_owned));
    (code.unwrap_or_default(), note.message)
}

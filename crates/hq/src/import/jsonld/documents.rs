//! Documents out of a page or a file of JSON.

use std::io::{self, BufRead, Read};

use serde_json::Value;

use super::repair;
use crate::import::decoded::Decoded;
use crate::import::problem::{Code, Note};

/// Bytes of a page; saved pages with everything in them have some megabytes.
const MAX_PAGE: usize = 64 * 1024 * 1024;

/// Bytes of one JSON value.
const MAX_VALUE: usize = 16 * 1024 * 1024;

/// Values that belong together, with the lines on which they begin.
pub(super) type Document = Vec<(u64, Value)>;

/// Where reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a page.
    Page,
    /// Between values that stand by themselves.
    Values,
    /// Between the members of the outermost list.
    List,
    End,
}

/// Reads documents.
pub(super) struct Documents<R> {
    text: Decoded<R>,
    place: Place,
    /// Whether nothing was lost.
    pub(super) complete: bool,
}

impl<R: Read> Documents<R> {
    /// `page` says that the text is HTML.
    pub(super) fn new(text: Decoded<R>, page: bool) -> Self {
        Self { text, place: if page { Place::Page } else { Place::Values }, complete: true }
    }

    /// See [`Decoded::bad_lines`].
    pub(super) fn bad_lines(&self) -> Vec<Note> {
        self.text.bad_lines()
    }

    /// The next document.
    pub(super) fn next(&mut self, notes: &mut Vec<Note>) -> io::Result<Option<Document>> {
        if self.place == Place::End {
            return Ok(None);
        }
        if self.place == Place::Page {
            self.place = Place::End;
            return self.whole_page(notes).map(Some);
        }
        while let Some((line, text)) = self.value(notes)? {
            if let Some(value) = parsed(line, &text, notes) {
                return Ok(Some(vec![(line, value)]));
            }
            self.complete = false;
        }
        self.place = Place::End;
        Ok(None)
    }

    fn whole_page(&mut self, notes: &mut Vec<Note>) -> io::Result<Document> {
        let mut bytes = Vec::new();
        self.text.by_ref().take(MAX_PAGE as u64 + 1).read_to_end(&mut bytes)?;
        let page = String::from_utf8_lossy(&bytes);
        if bytes.len() > MAX_PAGE {
            self.complete = false;
            let text = format!("the page is longer than {MAX_PAGE} bytes; what stands after that was not read");
            notes.push(Note::not_taken(1, Code::TooLarge, text));
        }
        let mut document = Vec::new();
        let mut scripts = 0;
        let found = Scripts { page: &page, lower: page.to_ascii_lowercase(), at: 0 };
        for script in found {
            scripts += 1;
            let line = 1 + page.get(..script.at).unwrap_or_default().matches('\n').count() as u64;
            if !script.ended {
                self.complete = false;
                let text =
                    format!("the file ends inside the script on line {line}, which was not taken: save it again");
                notes.push(Note::not_taken(line, Code::Truncated, text));
                continue;
            }
            match parsed(line, script.text, notes) {
                Some(value) => document.push((line, value)),
                None => self.complete = false,
            }
        }
        let lower = page.to_ascii_lowercase();
        if lower.contains("<html") && !lower.contains("</html") && !lower.contains("</body") && self.complete {
            self.complete = false;
            let text = "the page has no end; if it was cut, save it again. Nothing is withdrawn for it".to_owned();
            notes.push(Note::remark(1 + page.matches('\n').count() as u64, Code::Truncated, text));
        }
        if scripts == 0 {
            let text = "the page has no script of type application/ld+json: save the page itself, or export a feed";
            notes.push(Note::not_taken(1, Code::NoVariant, text));
        }
        Ok(document)
    }

    /// The text of the next value of a file of JSON: a member of the outermost list, or what stands by itself. Signs that
    /// structure are ASCII, and brackets inside texts do not count.
    fn value(&mut self, notes: &mut Vec<Note>) -> io::Result<Option<(u64, String)>> {
        let (mut bytes, mut depth, mut line) = (Vec::new(), 0_u32, 0);
        let (mut in_text, mut escaped, mut too_large) = (false, false, false);
        loop {
            let here = self.text.line();
            let Some(&byte) = self.text.fill_buf()?.first() else { break };
            self.text.consume(1);
            let outermost = depth == 0 && !in_text;
            if outermost && bytes.is_empty() {
                match byte {
                    b'[' if self.place == Place::Values => {
                        self.place = Place::List;
                        continue;
                    }
                    b']' if self.place == Place::List => {
                        self.place = Place::Values;
                        continue;
                    }
                    b',' | b'\x1e' => continue,
                    _ if byte.is_ascii_whitespace() || byte == 0xef || byte == 0xbb || byte == 0xbf => continue,
                    _ => line = here,
                }
            } else if outermost && (byte == b',' || byte == b']' || byte == b'\n') {
                // The end of a bare word, which no product is.
                if byte == b']' {
                    self.place = Place::Values;
                }
                break;
            }
            match (in_text, byte) {
                (true, _) if escaped => escaped = false,
                (true, b'\\') => escaped = true,
                (_, b'"') => in_text = !in_text,
                (false, b'{' | b'[') => depth += 1,
                (false, b'}' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            too_large |= bytes.len() >= MAX_VALUE;
            if !too_large {
                bytes.push(byte);
            }
            if depth == 0 && !in_text && matches!(byte, b'}' | b']') {
                break;
            }
        }
        if too_large {
            self.complete = false;
            let text =
                format!("the value that begins on line {line} is longer than {MAX_VALUE} bytes and was not taken");
            notes.push(Note::not_taken(line, Code::TooLarge, text));
            return Ok(Some((line, "null".to_owned())));
        }
        if depth > 0 || in_text || (bytes.is_empty() && self.place == Place::List) {
            self.complete = false;
            let text = format!("the file ends inside the value that begins on line {line}: export or save it again");
            notes.push(Note::not_taken(line.max(1), Code::Truncated, text));
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok((!text.is_empty()).then_some((line, text)))
    }
}

/// The value of a JSON text; a note says what was put right, or why there is none.
fn parsed(line: u64, text: &str, notes: &mut Vec<Note>) -> Option<Value> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let at = line + (error.line() as u64).saturating_sub(1);
    let Some(value) = repair::repaired(text).and_then(|text| serde_json::from_str(&text).ok()) else {
        let text = format!("the JSON on line {line} does not parse and was not taken: line {at}, {error}");
        notes.push(Note::not_taken(at, Code::MalformedJson, text));
        return None;
    };
    let text = format!("the JSON on line {line} is damaged on line {at} ({error}) and was taken after repair");
    notes.push(Note::remark(at, Code::MalformedJson, text));
    Some(value)
}

/// The JSON-LD scripts of a page, without those in comments.
struct Scripts<'p> {
    page: &'p str,
    lower: String,
    at: usize,
}

struct Script<'p> {
    at: usize,
    text: &'p str,
    ended: bool,
}

impl<'p> Iterator for Scripts<'p> {
    type Item = Script<'p>;

    fn next(&mut self) -> Option<Script<'p>> {
        loop {
            let rest = self.lower.get(self.at..)?;
            let script = rest.find("<script")?;
            if let Some(comment) = rest.find("<!--").filter(|comment| *comment < script) {
                let inside = rest.get(comment..)?;
                self.at += comment + inside.find("-->").map_or(inside.len(), |end| end + 3);
                continue;
            }
            let tag = rest.get(script..)?;
            let Some(opened) = tag.find('>') else {
                self.at = self.lower.len();
                return None;
            };
            let is_json = tag.get(..opened)?.contains("ld+json");
            let begin = self.at + script + opened + 1;
            let content = self.lower.get(begin..)?;
            let end = content.find("</script");
            self.at = begin + end.unwrap_or(content.len());
            if is_json {
                let text = self.page.get(begin..self.at).unwrap_or_default();
                return Some(Script { at: begin, text, ended: end.is_some() });
            }
        }
    }
}

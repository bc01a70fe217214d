//! Bytes in any encoding, read as UTF-8.
//!
//! A byte-order mark beats the caller's encoding; what is no text becomes U+FFFD and its line is noted; NUL characters
//! are left out. Lines are counted as the text is consumed.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding};

use super::problem::{Code, Note};

const CHUNK: usize = 64 * 1024;

/// Lines that are named one by one; more are counted.
const MAX_NAMED: usize = 1000;

/// UTF-8 out of `R`.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    encoding: &'static Encoding,
    raw: Vec<u8>,
    raw_range: std::ops::Range<usize>,
    ended: bool,
    scratch: Vec<u8>,
    text: Vec<u8>,
    text_at: usize,
    lines_consumed: u64,
    lines_decoded: u64,
    bad_lines: Vec<u64>,
    bad_lines_more: u64,
    allowance: Option<usize>,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder(),
            encoding,
            raw: vec![0; CHUNK],
            raw_range: 0..0,
            ended: false,
            scratch: vec![0; CHUNK],
            text: Vec::new(),
            text_at: 0,
            lines_consumed: 0,
            lines_decoded: 0,
            bad_lines: Vec::new(),
            bad_lines_more: 0,
            allowance: None,
        }
    }

    /// The line on which the next character stands, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.lines_consumed + 1
    }

    /// From here on at most `bytes` may be consumed; then reading fails with [`io::ErrorKind::FileTooLarge`].
    pub(super) fn allow(&mut self, bytes: usize) {
        self.allowance = Some(bytes);
    }

    /// A remark for each line that had bytes which are no text.
    pub(super) fn bad_lines(&self) -> Vec<Note> {
        let name = self.encoding.name();
        let note = |line, more: String| {
            let advice = "the characters were replaced by \u{fffd}: export the file as UTF-8";
            Note::remark(line, Code::Encoding, format!("line {line}{more} has bytes that are not {name}; {advice}"))
        };
        let mut notes: Vec<Note> = self.bad_lines.iter().map(|&line| note(line, String::new())).collect();
        if let (Some(last), 1..) = (notes.last_mut(), self.bad_lines_more) {
            *last = note(last.line, format!(" (and {} after it)", self.bad_lines_more));
        }
        notes
    }

    fn bad_line(&mut self) {
        let line = self.lines_decoded + 1;
        if self.bad_lines.last() == Some(&line) {
            return;
        }
        if self.bad_lines.len() < MAX_NAMED {
            self.bad_lines.push(line);
        } else {
            self.bad_lines_more += 1;
        }
    }

    /// Decodes until there is text or the source has ended.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() && !self.ended {
            if self.raw_range.is_empty() {
                let read = loop {
                    match self.source.read(&mut self.raw) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        read => break read?,
                    }
                };
                self.raw_range = 0..read;
                if read == 0 {
                    self.finish();
                    return Ok(());
                }
            }
            self.decode();
        }
        Ok(())
    }

    /// Decodes all that was read.
    fn decode(&mut self) {
        while !self.raw_range.is_empty() {
            let source = self.raw.get(self.raw_range.clone()).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(source, &mut self.scratch, false);
            self.raw_range.start += read;
            self.keep(written, matches!(result, DecoderResult::Malformed(..)));
        }
    }

    fn finish(&mut self) {
        while !self.ended {
            let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(&[], &mut self.scratch, true);
            self.keep(written, matches!(result, DecoderResult::Malformed(..)));
            self.ended = result == DecoderResult::InputEmpty;
        }
    }

    /// Keeps `written` bytes of the scratch buffer, without NUL, and a mark after them if what followed was no text.
    fn keep(&mut self, written: usize, bad: bool) {
        let fresh = self.scratch.get(..written).unwrap_or_default();
        self.lines_decoded += newlines(fresh);
        self.text.extend(fresh.iter().filter(|&&byte| byte != 0));
        if bad {
            self.bad_line();
            self.text.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
}

impl<R: Read> BufRead for Decoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.text_at >= self.text.len() && !self.ended {
            self.refill()?;
        }
        let rest = self.text.get(self.text_at..).unwrap_or_default();
        match self.allowance {
            Some(0) if !rest.is_empty() => Err(io::ErrorKind::FileTooLarge.into()),
            Some(bytes) => Ok(rest.get(..bytes).unwrap_or(rest)),
            None => Ok(rest),
        }
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.text_at + amount).min(self.text.len());
        self.lines_consumed += newlines(self.text.get(self.text_at..end).unwrap_or_default());
        if let Some(allowance) = &mut self.allowance {
            *allowance = allowance.saturating_sub(end - self.text_at);
        }
        self.text_at = end;
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(target)?;
        self.consume(read);
        Ok(read)
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.split(|&byte| byte == b'\n').skip(1).count() as u64
}

/// The beginning of a file as text, whatever its encoding.
pub(super) fn decode_head(head: &[u8], encoding: &'static Encoding) -> String {
    let mut text = String::with_capacity(head.len() * 3 + 16);
    let mut at = 0;
    let mut decoder = encoding.new_decoder();
    loop {
        let rest = head.get(at..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_string(rest, &mut text, false);
        at += read;
        if result == CoderResult::InputEmpty {
            break;
        }
        text.reserve(head.len() + 16);
    }
    text.retain(|c| c != '\0');
    text
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::Decoded;

    fn decode(bytes: &[u8]) -> (String, Vec<u64>) {
        let mut decoded = Decoded::new(bytes, encoding_rs::UTF_8);
        let mut text = String::new();
        decoded.read_to_string(&mut text).unwrap();
        (text, decoded.bad_lines().iter().map(|note| note.line).collect())
    }

    #[test]
    fn marks_choose_the_encoding() {
        let utf16: Vec<u8> = [0xfeff].into_iter().chain("椅子,a".encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&utf16), ("椅子,a".to_owned(), vec![]));
        assert_eq!(decode(b"\xef\xbb\xbfa\0b"), ("ab".to_owned(), vec![]));
    }

    #[test]
    fn what_is_no_text_names_its_line() {
        assert_eq!(decode(b"a\nb\xff\xfec\nd\xe6\xa4"), ("a\nb\u{fffd}\u{fffd}c\nd\u{fffd}".to_owned(), vec![2, 3]));
    }
}

//! Which format a file has.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::str::FromStr;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::decoded::decode_head;
use super::problem::{Code, Note};
use super::{Error, Options, csv_rows, google, shopify, woocommerce};

/// How much of a file is looked at to recognise it.
const HEAD: u64 = 64 * 1024;

/// A format that products can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The product CSV that Shopify exports, with its headers before or after their renaming in 2024.
    Shopify,
    /// A Google Merchant Center feed: RSS 2.0, Atom or delimited text.
    Google,
    /// The product CSV that WooCommerce exports, in any of its languages.
    WooCommerce,
    /// schema.org products as JSON-LD, in saved pages or by themselves.
    JsonLd,
    /// Any other table, read by a mapping.
    Csv,
}

impl Format {
    /// The formats in words.
    pub const NAMES: &str = "shopify (Shopify product CSV), google (Google Merchant Center feed: RSS 2.0, Atom or TSV), \
                             woocommerce (WooCommerce product CSV), jsonld (schema.org products in saved pages or JSON), \
                             csv (any table, with a mapping)";

    /// Their names, in the order in which they are told.
    const ALL: [(Self, &str); 5] = [
        (Self::Shopify, "shopify"),
        (Self::Google, "google"),
        (Self::WooCommerce, "woocommerce"),
        (Self::JsonLd, "jsonld"),
        (Self::Csv, "csv"),
    ];

    /// The format that a file beginning with `bytes` has, or in words what it looks like instead.
    pub fn detect(bytes: &[u8]) -> Result<Self, String> {
        Head::from_bytes(bytes).format()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = Self::ALL.iter().find(|(format, _)| format == self);
        f.write_str(named.map_or("", |(_, name)| name))
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let named = Self::ALL.iter().find(|(_, name)| *name == word);
        named
            .map(|(format, _)| *format)
            .ok_or_else(|| format!("{word:?} is no catalog format; known are {}", Self::NAMES))
    }
}

/// The beginning of a file.
pub(super) struct Head {
    pub(super) encoding: &'static Encoding,
    /// The label in an XML declaration that names no encoding.
    pub(super) unknown_encoding: Option<String>,
    /// Whether the encoding is what the bytes look like, and not what they say.
    guessed: bool,
    pub(super) text: String,
}

impl Head {
    /// Reads the beginning of `source` and rewinds it.
    pub(super) fn of(source: &mut (impl Read + Seek)) -> io::Result<Self> {
        Ok(Self::from_bytes(&head_of(source)?))
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let (encoding, unknown_encoding) = match (Encoding::for_bom(bytes), bytes) {
            (Some((encoding, _)), _) => (encoding, None),
            (None, [1..=255, 0, 1..=255, 0, ..]) => (UTF_16LE, None),
            (None, [0, 1..=255, 0, 1..=255, ..]) => (UTF_16BE, None),
            _ => declared_encoding(bytes),
        };
        let guess = if encoding == UTF_8 && Encoding::for_bom(bytes).is_none() { guess(bytes) } else { None };
        let encoding = guess.unwrap_or(encoding);
        Self { encoding, unknown_encoding, guessed: guess.is_some(), text: decode_head(bytes, encoding) }
    }

    /// The same beginning, read in `encoding`.
    pub(super) fn read_as(bytes: &[u8], encoding: &'static Encoding) -> Self {
        Self { encoding, unknown_encoding: None, guessed: false, text: decode_head(bytes, encoding) }
    }

    /// What is to be said of the encoding.
    pub(super) fn note(&self) -> Option<Note> {
        let name = self.encoding.name();
        let text =
            format!("the file is not UTF-8 and was read as {name}: see that its names are right, or export UTF-8");
        self.guessed.then(|| Note::remark(1, Code::Encoding, text))
    }

    /// The format that `options` say or the file has.
    pub(super) fn format_of<E>(&self, options: &Options) -> Result<Format, Error<E>> {
        let file = || options.file.clone();
        if self.text.trim().is_empty() {
            return Err(Error::Empty { file: file() });
        }
        match (options.format, &options.mapping) {
            (Some(format), _) => Ok(format),
            (None, Some(_)) => Ok(Format::Csv),
            (None, None) => self.format().map_err(|reason| Error::UnknownFormat { file: file(), reason }),
        }
    }

    /// The format, or what the file looks like instead.
    fn format(&self) -> Result<Format, String> {
        let text = self.text.trim_start();
        if text.starts_with('<') {
            return match (is_feed(text), is_page(text)) {
                (true, _) => Ok(Format::Google),
                (false, true) => Ok(Format::JsonLd),
                (false, false) => Err("it is XML, but no RSS or Atom feed".to_owned()),
            };
        }
        if text.starts_with(['{', '[']) {
            return Ok(Format::JsonLd);
        }
        let headers = csv_rows::DELIMITERS.map(|delimiter| (delimiter, csv_rows::first_row(&self.text, delimiter)));
        for (delimiter, header) in &headers {
            if shopify::is_header(header) {
                return Ok(Format::Shopify);
            }
            if woocommerce::is_table(&self.text, *delimiter, header) {
                return Ok(Format::WooCommerce);
            }
            if google::is_header(header) {
                return Ok(Format::Google);
            }
        }
        let first: String = text.lines().next().unwrap_or_default().chars().take(80).collect();
        Err(format!(
            "its first line is {first:?}; for a table with columns of its own, make a mapping with --guess-mapping"
        ))
    }
}

/// The first bytes of `source`, which is rewound.
pub(super) fn head_of(source: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut bytes)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(bytes)
}

/// Whether `text` begins a web page.
fn is_page(text: &str) -> bool {
    let lower = text.get(..text.floor_char_boundary(4096)).unwrap_or(text).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<script"].iter().any(|tag| lower.contains(tag))
}

/// The encoding that bytes without a mark look like, where it is not UTF-8. Text in GB 18030 has nearly all its high bytes
/// in pairs; in Western text they stand alone between letters.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    if invalid == 0 || valid >= invalid {
        return None;
    }
    let (mut pairs, mut single, mut at) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (byte, bytes.get(at)) {
            (0xa1..=0xfe, Some(0xa1..=0xfe)) => {
                pairs += 1;
                at += 1;
            }
            (0x80.., _) => single += 1,
            _ => {}
        }
    }
    Some(if pairs >= 4 * single { GB18030 } else { WINDOWS_1252 })
}

/// Whether an opening tag of a feed stands in `text`, under any prefix.
fn is_feed(text: &str) -> bool {
    text.contains("://base.google.com/ns/1.0")
        || text.split('<').skip(1).any(|tag| {
            let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
            matches!(name.rsplit(':').next(), Some("rss" | "feed" | "RDF"))
        })
}

/// The encoding that an XML declaration names; the declaration itself is ASCII in all of them but UTF-16, which has a
/// mark or zeros and was recognised before.
fn declared_encoding(bytes: &[u8]) -> (&'static Encoding, Option<String>) {
    let declaration = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let declaration = String::from_utf8_lossy(declaration);
    let label = declaration
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(inside, _)| inside.split_once("encoding"))
        .and_then(|(_, after)| after.trim_start().strip_prefix('='))
        .map(str::trim_start)
        .and_then(|value| {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            value.get(1..)?.split_once(quote).map(|(label, _)| label.to_owned())
        });
    let Some(label) = label else { return (UTF_8, None) };
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => (UTF_8, None),
        Some(encoding) => (encoding, None),
        None => (UTF_8, Some(label)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Head};

    #[test]
    fn formats_are_told_apart() {
        let shopify =
            ["Handle,Title,Body (HTML)\r\n", "\u{feff}Title,URL handle,Description\n", "\"Handle\";\"Title\"\n"];
        for text in shopify {
            assert_eq!(Format::detect(text.as_bytes()), Ok(Format::Shopify), "{text}");
        }
        for text in [
            "<?xml version=\"1.0\"?>\n<!-- x --><rss>",
            "<a:feed xmlns:a='…'>",
            "<x xmlns='http://base.google.com/ns/1.0'>",
        ] {
            assert_eq!(Format::detect(text.as_bytes()), Ok(Format::Google), "{text}");
        }
        let pages = ["<!DOCTYPE html><html>", "<!-- saved from url --><html>", "{}", "[{}]"];
        let tables = ["ID,Type,SKU,Name\n", "\u{feff}ID,Typ,Artikelnummer,Name\r\n1,simple,a,A\r\n"];
        let rows = ["id\ttitle\tlink\tprice\tavailability\n", "g:id,title,price,image link,mpn\n"];
        for (texts, format) in
            [(&pages[..], Format::JsonLd), (&tables[..], Format::WooCommerce), (&rows[..], Format::Google)]
        {
            for text in texts {
                assert_eq!(Format::detect(text.as_bytes()), Ok(format), "{text}");
            }
        }
        for text in ["", "sku,name,price\n", "<catalog><product/></catalog>"] {
            assert!(Format::detect(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn encodings_that_are_not_said_are_guessed() {
        let name = |bytes: &[u8]| Head::from_bytes(bytes).encoding.name();
        assert_eq!(name(&encoding_rs::GB18030.encode("编号,名称\n1,橡木餐桌\n").0), "gb18030");
        assert_eq!(name(b"id,name\n1,Cr\xe9dit \xe0 caf\xe9\n"), "windows-1252");
        assert_eq!(name("id,name\n1,Café 橡木".as_bytes()), "UTF-8");
        assert_eq!(name("橡木".as_bytes().get(..5).unwrap()), "UTF-8");
    }

    #[test]
    fn declared_encodings_are_honoured() {
        let named = |text: &str| Head::from_bytes(text.as_bytes()).encoding.name();
        assert_eq!(named("<?xml version='1.0' encoding='gb2312'?>"), "GBK");
        assert_eq!(named("<?xml version=\"1.0\" encoding = \"ISO-8859-1\" ?>"), "windows-1252");
        assert_eq!(named("<?xml version='1.0'?>"), "UTF-8");
        assert_eq!(Head::from_bytes(b"<?xml encoding='klingon'?>").unknown_encoding.as_deref(), Some("klingon"));
    }
}

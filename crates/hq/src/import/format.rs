//! Which format a file has.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::decoded::decode_head;
use super::{Error, Options, csv_rows, shopify};

/// How much of a file is looked at to recognise it.
const HEAD: u64 = 64 * 1024;

/// A format that products can be read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The product CSV that Shopify exports, with its headers before or after their renaming in 2024.
    Shopify,
    /// A Google Merchant Center feed: RSS 2.0 or Atom.
    Google,
}

impl Format {
    /// The formats in words.
    pub const NAMES: &str = "shopify (Shopify product CSV), google (Google Merchant Center feed, RSS 2.0 or Atom)";

    /// The format that a file beginning with `bytes` has, or in words what it looks like instead.
    pub fn detect(bytes: &[u8]) -> Result<Self, String> {
        Head::from_bytes(bytes).format()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shopify => "shopify",
            Self::Google => "google",
        })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "shopify" => Ok(Self::Shopify),
            "google" => Ok(Self::Google),
            _ => Err(format!("{word:?} is no catalog format; known are {}", Self::NAMES)),
        }
    }
}

/// The beginning of a file.
pub(super) struct Head {
    pub(super) encoding: &'static Encoding,
    /// The label in an XML declaration that names no encoding.
    pub(super) unknown_encoding: Option<String>,
    pub(super) text: String,
}

impl Head {
    /// Reads the beginning of `source` and rewinds it.
    pub(super) fn of(source: &mut (impl Read + Seek)) -> io::Result<Self> {
        let mut bytes = Vec::new();
        source.by_ref().take(HEAD).read_to_end(&mut bytes)?;
        source.seek(SeekFrom::Start(0))?;
        Ok(Self::from_bytes(&bytes))
    }

    fn from_bytes(bytes: &[u8]) -> Self {
        let (encoding, unknown_encoding) = match (Encoding::for_bom(bytes), bytes) {
            (Some((encoding, _)), _) => (encoding, None),
            (None, [1..=255, 0, 1..=255, 0, ..]) => (UTF_16LE, None),
            (None, [0, 1..=255, 0, 1..=255, ..]) => (UTF_16BE, None),
            _ => declared_encoding(bytes),
        };
        Self { encoding, unknown_encoding, text: decode_head(bytes, encoding) }
    }

    /// The format that `options` say or the file has.
    pub(super) fn format_of<E>(&self, options: &Options) -> Result<Format, Error<E>> {
        let file = || options.file.clone();
        if self.text.trim().is_empty() {
            return Err(Error::Empty { file: file() });
        }
        match options.format {
            Some(format) => Ok(format),
            None => self.format().map_err(|reason| Error::UnknownFormat { file: file(), reason }),
        }
    }

    /// The format, or what the file looks like instead.
    fn format(&self) -> Result<Format, String> {
        let text = self.text.trim_start();
        if text.starts_with('<') {
            return if is_feed(text) {
                Ok(Format::Google)
            } else {
                Err("it is XML or HTML, but no RSS or Atom feed".to_owned())
            };
        }
        let found = |delimiter| shopify::is_header(&csv_rows::first_row(&self.text, delimiter));
        if csv_rows::DELIMITERS.into_iter().any(found) {
            return Ok(Format::Shopify);
        }
        let first: String = text.lines().next().unwrap_or_default().chars().take(80).collect();
        Err(format!("its first line is {first:?}, without the columns Handle and Title of Shopify"))
    }
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
        for text in ["", "ID,Type,SKU,Name\n", "<html>", "{}"] {
            assert!(Format::detect(text.as_bytes()).is_err(), "{text}");
        }
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

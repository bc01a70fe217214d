//! What an import reports beside its products.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// What kind of problem it is; scripts branch on it, so a name never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A row or item without what identifies it.
    MissingId,
    /// A product without a title.
    MissingTitle,
    /// A price that is missing, negative or readable in more than one way.
    Price,
    /// A price without a currency, or in one that is none.
    Currency,
    /// A sale price, or its dates, that cannot be used; the regular price is.
    SalePrice,
    /// A barcode that is no valid GTIN.
    Gtin,
    /// An availability that the format does not know.
    Availability,
    /// The seller's code stands at more than one variant.
    DuplicateSku,
    /// An identity that was already used for something else.
    DuplicateId,
    /// A variant in the same choice of options as another of its product.
    DuplicateVariant,
    /// A product without any variant.
    NoVariant,
    /// A variant whose product is not in the file.
    MissingParent,
    /// A draft, archived or hidden product.
    NotPublished,
    /// A gift card, which is not goods.
    GiftCard,
    /// More or fewer cells than columns.
    RaggedRow,
    /// A quotation mark that is never closed.
    UnclosedQuote,
    /// A field, row or product beyond the bounds.
    TooLarge,
    /// The products' rows lie too far apart to be put together.
    TooScattered,
    /// Bytes that are no text in the file's encoding.
    Encoding,
    /// A document type definition, which is never followed.
    DtdRefused,
    /// An entity that is not of XML or HTML.
    UnknownEntity,
    /// Markup that is not well-formed.
    MalformedXml,
    /// A JSON block that does not parse, or only after repair.
    MalformedJson,
    /// The file ends in the middle.
    Truncated,
    /// The last line has no end, and its price may have been cut.
    NoLineEnd,
    /// More would be withdrawn than a file may without confirmation.
    MassWithdrawal,
    /// Products that the file does not name stay, because it is damaged.
    NothingWithdrawn,
    /// Further problems that are counted but not listed.
    More,
}

/// Whether anything was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Taken all the same; worth a look.
    Remark,
    /// A row, variant or product was not taken.
    NotTaken,
}

/// One thing that a person should know about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, as the caller named it.
    pub file: String,
    /// The line on which the row or item begins, counted from 1.
    pub line: u64,
    /// Its kind.
    pub code: Code,
    /// What is wrong, where, and what to do about it.
    pub message: String,
    /// Whether anything was lost.
    #[serde(skip)]
    pub severity: Severity,
}

/// A problem before it is known which file it is in.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) line: u64,
    pub(super) code: Code,
    pub(super) severity: Severity,
    pub(super) message: String,
    /// The page it is in, where several are read as one source.
    pub(super) page: Option<Rc<str>>,
}

impl Note {
    pub(super) fn remark(line: u64, code: Code, message: impl Into<String>) -> Self {
        Self { line, code, severity: Severity::Remark, message: message.into(), page: None }
    }

    pub(super) fn not_taken(line: u64, code: Code, message: impl Into<String>) -> Self {
        Self { line, code, severity: Severity::NotTaken, message: message.into(), page: None }
    }

    /// The same of `page`.
    pub(super) fn of(self, page: &Rc<str>) -> Self {
        Self { page: Some(Rc::clone(page)), ..self }
    }
}

/// `text` short enough to be quoted in a message, on one line.
pub(super) fn quoted(text: &str) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    if flat.chars().count() > 60 {
        format!("\"{}…\"", flat.chars().take(60).collect::<String>())
    } else {
        format!("\"{flat}\"")
    }
}

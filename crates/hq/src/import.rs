//! Catalog files in: what shops export becomes products and variants.
//!
//! A file is read twice. The first pass finds the identities (Shopify handle, Google item group) whose rows stand apart;
//! the second hands out a product as soon as its last row was read. So rows of one product may stand anywhere in the file
//! without becoming two products, and memory holds one product where the rows are together, plus some megabytes that do
//! not grow with the file. Of the text of a file nothing else is kept.
//!
//! Everything that is not taken, or taken otherwise than it is written, is a [`Problem`] with its line; nothing is
//! dropped in silence and no input makes the reader panic. `read` knows no catalog; `import_files` puts what it
//! gives into one. What this module lacks on purpose: the network (pictures stay
//! addresses), a clock, and guesses about money — a price that can be read in two ways is refused.
//!
//! A format is one file here that turns a source into items (`items.rs`), of which `item/group.rs` makes products; only
//! Shopify's, the one without offers of their own, makes them itself. Adding one adds a variant to [`Format`], its
//! recognition to `format.rs` and that file.

mod amount;
mod csv_rows;
mod decoded;
mod file;
mod format;
mod google;
mod gtin;
mod item;
mod items;
mod jsonld;
mod mapped;
mod output;
mod plain_table;
mod plain_text;
mod problem;
mod repeats;
mod report;
mod shopify;
mod table;
mod woocommerce;
mod words;

use std::io::{self, Read, Seek};
use std::path::PathBuf;

use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

pub(crate) use amount::text_of as amount_text;
pub use file::{Coverage, Failure, Progress, Publishing, Request, Withdrawal, import_files};
pub use format::Format;
pub use mapped::{Guess, Mapping, guess_mapping};
pub use problem::{Code, Problem, Severity};
pub use report::{Change, ChangeKind, Report};

pub(crate) use amount::amount;
use format::Head;
use output::Output;
pub(crate) use plain_table::lines;

/// How to read a file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Short name of the merchant whose goods these are.
    pub merchant: String,
    /// ISO 4217 code for prices that carry none, as all of Shopify's.
    pub currency: Option<String>,
    /// The format; `None` to recognise it.
    pub format: Option<Format>,
    /// What the columns of a table mean that is in no known format.
    pub mapping: Option<Mapping>,
    /// The file's name as people know it, for the problems.
    pub file: String,
}

/// What a file gives, one at a time.
#[derive(Debug)]
pub enum Item {
    /// A product with at least one variant, each with a price.
    Product(Box<Product>),
    /// A product that the source names and that could not be read.
    Kept(Uuid),
    /// Something not taken, or worth a look.
    Problem(Problem),
    /// How far reading is.
    Progress {
        /// Rows or items read.
        done: u64,
        /// How many there are; 0 while that is not known.
        of: u64,
    },
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The format that the file turned out to have.
    pub format: Format,
    /// Rows or items that are not blank, the header not counted.
    pub rows: u64,
    /// Products given.
    pub products: u64,
    /// Their variants.
    pub variants: u64,
    /// Problems and remarks given.
    pub problems: u64,
    /// Whether the file was read to its proper end. What a cut file does not mention may still be on sale.
    pub complete: bool,
}

/// Why a file could not be read at all. `E` is the taker's own failure.
#[derive(Debug, thiserror::Error)]
pub enum Error<E> {
    /// The file has no text.
    #[error("{file} is empty; export the catalog again")]
    Empty {
        /// The file.
        file: String,
    },
    /// It is none of the formats.
    #[error(
        "{file} is in no catalog format known here ({reason}); known are {}; name one with --format if the file is one",
        Format::NAMES
    )]
    UnknownFormat {
        /// The file.
        file: String,
        /// What was found instead.
        reason: String,
    },
    /// It lacks a column without which no product can be made.
    #[error("{file} has no column {column:?}, so it is not a {format} product export; export the products again")]
    NoColumn {
        /// The file.
        file: String,
        /// The format it was read as.
        format: Format,
        /// What is missing.
        column: &'static str,
    },
    /// The format has no currency and none was given, or what was given is none.
    #[error("the currency of {file} is not known: give its three letters with --currency, for example --currency CNY")]
    NoCurrency {
        /// The file.
        file: String,
    },
    /// A table in no known format, without a mapping.
    #[error("{file} needs a mapping: make one with --guess-mapping, look at it, and give it with --mapping")]
    NoMapping {
        /// The file.
        file: String,
    },
    /// A mapping that does not fit the table.
    #[error("the mapping does not fit {file}: {reason}")]
    Mapping {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// The source failed.
    #[error("reading {file} failed")]
    Read {
        /// The file.
        file: String,
        /// How.
        #[source]
        source: io::Error,
    },
    /// The taker failed.
    #[error(transparent)]
    Sink(E),
}

/// Reads all of `source` and hands every product and problem to `sink`, which can stop it with an error.
///
/// Problems come in the order in which they are met, which for products with scattered rows is not that of their lines.
pub fn read<E>(
    mut source: impl Read + Seek,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Result<(), E>,
) -> Result<Summary, Error<E>> {
    let failed = |source| Error::Read { file: options.file.clone(), source };
    let head = Head::of(&mut source).map_err(failed)?;
    let format = head.format_of(options)?;
    let mut output = Output::new(options, format, sink);
    if format != Format::Csv {
        output.notes(head.note())?;
    }
    match format {
        Format::Shopify => shopify::read(source, &head, options, &mut output)?,
        Format::Google => google::read(source, &head, options, &mut output)?,
        Format::WooCommerce => woocommerce::read(source, &head, options, &mut output)?,
        Format::JsonLd => jsonld::read(source, &head, options, &mut output)?,
        Format::Csv => mapped::read(source, options, &mut output)?,
    }
    Ok(output.summary)
}

/// Reads several pages of JSON-LD as one source, as [`read`] reads a file. Each comes with the name that people know it by.
fn read_pages<E>(
    pages: &[(PathBuf, String)],
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Result<(), E>,
) -> Result<Summary, Error<E>> {
    let mut output = Output::new(options, Format::JsonLd, sink);
    jsonld::read_pages(pages, options, &mut output)?;
    Ok(output.summary)
}

#[cfg(test)]
mod tests;

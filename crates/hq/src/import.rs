//! Catalog files in: what shops export becomes products and variants.
//!
//! A file is read twice. The first pass notes the last row of every identity (Shopify handle, Google item group); the
//! second hands out a product as soon as its last row was read. So rows of one product may stand anywhere in the file
//! without becoming two products, and memory holds one product where the rows are together, plus sixteen bytes an
//! identity. Of the text of a file nothing else is kept.
//!
//! Everything that is not taken, or taken otherwise than it is written, is a [`Problem`] with its line; nothing is
//! dropped in silence and no input makes the reader panic. `read` knows no catalog; `import_file` puts what it
//! gives into one. What this module lacks on purpose: the network (pictures stay
//! addresses), a clock, and guesses about money — a price that can be read in two ways is refused.
//!
//! A format is one file here that turns a source into [`Item`]s; `read` chooses it. Adding one (WooCommerce, mapped CSV)
//! adds a variant to [`Format`], its recognition to `format.rs` and that file.

mod amount;
mod axis;
mod csv_rows;
mod decoded;
mod file;
mod format;
mod google;
mod gtin;
mod last_rows;
mod output;
mod plain_text;
mod problem;
mod report;
mod shopify;
mod words;

use std::io::{self, Read, Seek};

use tenon_domain::catalog::Product;

pub use file::{Failure, import_file};
pub use format::Format;
pub use problem::{Code, Problem, Severity};
pub use report::Report;

pub(crate) use amount::amount;
use format::Head;
use output::Output;

/// How to read a file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Short name of the merchant whose goods these are.
    pub merchant: String,
    /// ISO 4217 code for prices that carry none, as all of Shopify's.
    pub currency: Option<String>,
    /// The format; `None` to recognise it.
    pub format: Option<Format>,
    /// The file's name as people know it, for the problems.
    pub file: String,
}

/// What a file gives, one at a time.
#[derive(Debug)]
pub enum Item {
    /// A product with at least one variant, each with a price.
    Product(Box<Product>),
    /// Something not taken, or worth a look.
    Problem(Problem),
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
    match format {
        Format::Shopify => shopify::read(source, &head, options, &mut output)?,
        Format::Google => google::read(source, &head, options, &mut output)?,
    }
    Ok(output.summary)
}

#[cfg(test)]
mod tests;

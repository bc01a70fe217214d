//! schema.org products as JSON-LD: in the scripts of a saved page, or by themselves.
//!
//! Source: schema.org (Product, ProductGroup, Offer, AggregateOffer, PriceSpecification) and developers.google.com,
//! "Product variant structured data". A page's scripts are one document: nodes in one may name nodes in another by their
//! `@id`. Several pages are one source, so that variants on pages of their own become one product. A file of JSON is a document, or each member of a list is, so that a long list is never in memory as a whole.
//! `source_id` is the first that is there of `productGroupID`, `sku`, `productID`, `mpn`, GTIN, `@id` and `url`.
//!
//! JSON that only parses after comments, raw control characters, stray commas or HTML entities were put right is taken, and
//! said; what still does not parse is named by its line. Related products of a page are not its own and are passed over.

mod documents;
mod node;
mod offers;
mod pages;
mod product;
mod repair;

use std::collections::VecDeque;
use std::io::{self, Read, Seek};
use std::path::PathBuf;

use super::decoded::Decoded;
use super::format::Head;
use super::item::Item;
use super::items::{self, Items, is_identity};
use super::output::Output;
use super::problem::{Code, Note, quoted};
use super::{Error, Options};
use documents::Documents;
use pages::Pages;

/// Reads all of `source`.
pub(super) fn read<R: Read + Seek, E>(
    source: R,
    head: &Head,
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    let usual = options.currency.as_deref();
    items::read(source, options, output, |source| Box::new(Nodes::new(source, head, usual)))
}

/// Reads all of several pages, each with the name that people know it by.
pub(super) fn read_pages<E>(
    pages: &[(PathBuf, String)],
    options: &Options,
    output: &mut Output<'_, E>,
) -> Result<(), Error<E>> {
    items::read_from(options, output, || Ok(Box::new(Pages::new(pages, options.currency.as_deref()))))
}

struct Nodes<'o, R> {
    documents: Documents<R>,
    /// The currency that is wanted where a product has several.
    usual: Option<&'o str>,
    ready: VecDeque<Item>,
    notes: Vec<Note>,
    rows: u64,
}

impl<'o, R: Read> Nodes<'o, R> {
    fn new(source: R, head: &Head, usual: Option<&'o str>) -> Self {
        let documents = Documents::new(Decoded::new(source, head.encoding), head.text.trim_start().starts_with('<'));
        Self { documents, usual, ready: VecDeque::new(), notes: Vec::new(), rows: 0 }
    }
}

impl<R: Read> Items for Nodes<'_, R> {
    fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            while let Some(item) = self.ready.pop_front() {
                self.rows += 1;
                if is_identity(item.id()) && is_identity(item.source_id()) {
                    return Ok(Some(item));
                }
                let title = quoted(item.get(super::item::Field::Title));
                let text = format!(
                    "product {title} was not taken: it has no sku, productID, mpn, gtin, @id or url to know it by"
                );
                self.notes.push(Note::not_taken(item.line, Code::MissingId, text));
            }
            let Some(document) = self.documents.next(&mut self.notes)? else { return Ok(None) };
            self.ready.extend(product::items(&document, self.usual, &mut self.notes));
            if let (true, Some((line, _))) = (self.ready.is_empty(), document.first()) {
                let text = format!("the JSON on line {line} has no schema.org product in it");
                self.notes.push(Note::not_taken(*line, Code::NoVariant, text));
            }
        }
    }

    fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    fn rows(&self) -> u64 {
        self.rows
    }

    fn complete(&self) -> bool {
        self.documents.complete
    }

    fn text_notes(&self) -> Vec<Note> {
        self.documents.bad_lines()
    }
}

//! The way out of an import: counts what it hands on.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tenon_domain::catalog::Product;

use super::problem::{Code, Note, quoted};
use super::{Error, Format, Item, Options, Problem, Summary};

/// Hands items to the taker.
pub(super) struct Output<'a, E> {
    file: &'a str,
    sink: &'a mut dyn FnMut(Item) -> Result<(), E>,
    /// Hashes of the seller's codes met so far, with the line that had them first.
    skus: HashMap<u64, u64>,
    pub(super) summary: Summary,
}

impl<'a, E> Output<'a, E> {
    pub(super) fn new(options: &'a Options, format: Format, sink: &'a mut dyn FnMut(Item) -> Result<(), E>) -> Self {
        let summary = Summary { format, rows: 0, products: 0, variants: 0, problems: 0, complete: true };
        Self { file: &options.file, sink, skus: HashMap::new(), summary }
    }

    pub(super) fn note(&mut self, note: Note) -> Result<(), Error<E>> {
        self.summary.problems += 1;
        let Note { line, code, severity, message } = note;
        let problem = Problem { file: self.file.to_owned(), line, code, message, severity };
        (self.sink)(Item::Problem(problem)).map_err(Error::Sink)
    }

    pub(super) fn notes(&mut self, notes: impl IntoIterator<Item = Note>) -> Result<(), Error<E>> {
        notes.into_iter().try_for_each(|note| self.note(note))
    }

    /// Hands on `product`; `lines` are those of its variants.
    pub(super) fn product(&mut self, product: Product, lines: &[u64]) -> Result<(), Error<E>> {
        for (variant, &line) in product.variants.iter().zip(lines) {
            if variant.sku.is_empty() {
                continue;
            }
            let mut hasher = DefaultHasher::new();
            variant.sku.hash(&mut hasher);
            if let Some(&first) = self.skus.get(&hasher.finish()) {
                let sku = quoted(&variant.sku);
                self.note(Note::remark(
                    line,
                    Code::DuplicateSku,
                    format!(
                        "SKU {sku} already stands on line {first}; both variants were taken: give each its own SKU"
                    ),
                ))?;
            } else {
                self.skus.insert(hasher.finish(), line);
            }
        }
        self.summary.products += 1;
        self.summary.variants += product.variants.len() as u64;
        (self.sink)(Item::Product(Box::new(product))).map_err(Error::Sink)
    }
}

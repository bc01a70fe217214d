//! The way out of an import: counts what it hands on.

use tenon_domain::catalog::Product;

use super::problem::{Code, Note, quoted};
use super::repeats::Seen;
use super::{Error, Format, Item, Options, Problem, Summary};

/// Rows between two words on how far it is.
const STEP: u64 = 1_000;

/// Hands items to the taker.
pub(super) struct Output<'a, E> {
    file: &'a str,
    sink: &'a mut dyn FnMut(Item) -> Result<(), E>,
    /// The seller's codes.
    pub(super) skus: Seen,
    pub(super) summary: Summary,
    /// Rows that the first pass found; 0 while it runs.
    pub(super) of: u64,
    told: u64,
}

impl<'a, E> Output<'a, E> {
    pub(super) fn new(options: &'a Options, format: Format, sink: &'a mut dyn FnMut(Item) -> Result<(), E>) -> Self {
        let summary = Summary { format, rows: 0, products: 0, variants: 0, problems: 0, complete: true };
        Self { file: &options.file, sink, skus: Seen::new(), summary, of: 0, told: 0 }
    }

    fn hand(&mut self, item: Item) -> Result<(), Error<E>> {
        (self.sink)(item).map_err(Error::Sink)
    }

    pub(super) fn note(&mut self, note: Note) -> Result<(), Error<E>> {
        self.summary.problems += 1;
        let Note { line, code, severity, message, page } = note;
        let file = page.as_deref().unwrap_or(self.file).to_owned();
        self.hand(Item::Problem(Problem { file, line, code, message, severity }))
    }

    pub(super) fn notes(&mut self, notes: impl IntoIterator<Item = Note>) -> Result<(), Error<E>> {
        notes.into_iter().try_for_each(|note| self.note(note))
    }

    /// The first pass has met `rows` rows.
    pub(super) fn looked(&mut self, rows: u64) -> Result<(), Error<E>> {
        self.tell(rows)
    }

    /// The second pass has met `rows` rows.
    pub(super) fn rows(&mut self, rows: u64) -> Result<(), Error<E>> {
        self.summary.rows = rows;
        self.tell(rows)
    }

    fn tell(&mut self, rows: u64) -> Result<(), Error<E>> {
        if rows < self.told {
            self.told = 0;
        }
        if rows < self.told + STEP {
            return Ok(());
        }
        self.told = rows;
        self.hand(Item::Progress { done: rows, of: self.of })
    }

    /// The file names what `merchant` calls `source_id`, and it could not be read.
    pub(super) fn kept(&mut self, merchant: &str, source_id: &str) -> Result<(), Error<E>> {
        self.hand(Item::Kept(Product::id_of(merchant, source_id)))
    }

    /// Hands on `product`; `lines` are those of its variants.
    pub(super) fn product(&mut self, product: Product, lines: &[u64]) -> Result<(), Error<E>> {
        for (variant, &line) in product.variants.iter().zip(lines) {
            if variant.sku.is_empty() {
                continue;
            }
            if let Some(first) = self.skus.again(&variant.sku, line) {
                let sku = quoted(&variant.sku);
                self.note(Note::remark(
                    line,
                    Code::DuplicateSku,
                    format!(
                        "SKU {sku} already stands on line {first}; both variants were taken: give each its own SKU"
                    ),
                ))?;
            }
        }
        self.summary.products += 1;
        self.summary.variants += product.variants.len() as u64;
        self.hand(Item::Product(Box::new(product)))
    }
}

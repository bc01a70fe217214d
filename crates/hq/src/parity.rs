//! Whether website and tablets show the same goods at the same prices.
//!
//! The website's side is a feed in any format that `import` reads; the tablets' side is the published catalog, as their
//! screens show it at one moment. An offer of the feed is known by its identifier, else by its SKU, else by its GTIN.
//! What this module lacks on purpose: a clock, and a judgement on who is right.

mod compare;
mod fetch;
mod shelf;
mod table;
mod tablets;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use serde::Serialize;
use tenon_domain::catalog::Product;
use tenon_store::catalog::{self, Catalog};
use ts_rs::TS;

use crate::import::{self, Item, Options, Problem};
use compare::Compared;
use shelf::Shelf;

pub use fetch::fetch;
pub use tablets::{StaleTablet, stale_tablets};

/// Differences that are listed one by one; the counts know all of them.
const MAX_LISTED: usize = 100_000;

/// In what the two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ParityKind")]
pub enum Kind {
    /// The website offers it, tablets do not have it.
    MissingOnTablets,
    /// Tablets have it, the website does not offer it.
    MissingOnWebsite,
    /// It costs something else.
    Price,
    /// It costs another money.
    Currency,
    /// It can be had on one side only.
    Availability,
    /// It has another name.
    Title,
    /// It shows another picture first.
    Picture,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ParityDifference")]
pub struct Difference {
    /// In what.
    pub kind: Kind,
    /// What identifies the product in its file.
    pub source_id: String,
    /// The seller's code.
    pub sku: String,
    /// The product's name.
    pub title: String,
    /// What the website says.
    pub website: String,
    /// What tablets say.
    pub tablets: String,
}

/// The outcome of an audit; counts are of offers, that is of variants.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Parity {
    /// Offers on either side.
    pub offers: u64,
    /// Offers that are the same on both.
    pub agree: u64,
    /// Their share, from 0 to 1; 1 where there are no offers.
    pub share: f64,
    /// The catalog's version.
    pub catalog_version: i64,
    /// Differences by kind.
    pub counts: BTreeMap<Kind, u64>,
    /// Tablets whose catalog is old.
    pub stale_tablets: Vec<StaleTablet>,
    /// The differences, at most a hundred thousand.
    pub differences: Vec<Difference>,
    /// What could not be read of the feed.
    pub problems: Vec<Problem>,
}

/// How to read the feeds.
#[derive(Debug, Clone)]
pub struct Request {
    /// Short name of the merchant whose goods the feeds offer, as in the import.
    pub merchant: String,
    /// Whether the website is to have this merchant's goods only, or all.
    pub only_merchant: bool,
    /// ISO 4217 code for prices that carry none.
    pub currency: Option<String>,
    /// What the columns of a table mean that is in no known format.
    pub mapping: Option<import::Mapping>,
    /// The moment that prices are compared at, UTC milliseconds.
    pub now_ms: i64,
}

/// Why there is no audit.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A feed cannot be opened.
    #[error("{file} cannot be opened; check its name and that it may be read")]
    Open {
        /// The feed.
        file: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A feed cannot be read.
    #[error(transparent)]
    Read(#[from] import::Error<catalog::Error>),
    /// The catalog fails.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
}

/// Compares the feeds, each with the name that people know it by, with what `catalog` shows.
pub fn audit(catalog: &Catalog, feeds: &[(String, &Path)], request: &Request) -> Result<Parity, Failure> {
    let merchant = request.only_merchant.then_some(request.merchant.as_str());
    let mut shelf = Shelf::of(catalog, merchant)?;
    let mut parity = Parity { catalog_version: catalog.status()?.version, ..Parity::default() };
    for (name, path) in feeds {
        let file = File::open(path).map_err(|source| Failure::Open { file: name.clone(), source })?;
        let options = Options {
            merchant: request.merchant.clone(),
            currency: request.currency.clone(),
            format: None,
            mapping: request.mapping.clone(),
            file: name.clone(),
        };
        import::read(BufReader::new(file), &options, &mut |item| {
            match item {
                Item::Product(product) => offers(&product, catalog, &mut shelf, request.now_ms, &mut parity)?,
                Item::Problem(problem) if parity.problems.len() < MAX_LISTED => parity.problems.push(problem),
                Item::Problem(_) | Item::Kept(_) | Item::Progress { .. } => {}
            }
            Ok::<(), catalog::Error>(())
        })?;
    }
    for unseen in shelf.unseen() {
        let Some(sheet) = catalog.product(unseen.product, request.now_ms)? else { continue };
        let Some(variant) = sheet.variants.iter().find(|variant| variant.variant_id == unseen.variant) else {
            continue;
        };
        let source_id = catalog.stored(unseen.product)?.map(|product| product.source_id).unwrap_or_default();
        parity.offers += 1;
        let tablets = import::amount_text(variant.price_minor, &variant.currency);
        parity.add(Difference {
            kind: Kind::MissingOnWebsite,
            source_id,
            sku: variant.sku.clone(),
            title: compare::shown(&sheet.title).to_owned(),
            website: String::new(),
            tablets,
        });
    }
    #[expect(clippy::cast_precision_loss, reason = "a share of fewer offers than 2^52")]
    let share = if parity.offers == 0 { 1.0 } else { parity.agree as f64 / parity.offers as f64 };
    parity.share = share;
    Ok(parity)
}

/// Compares every variant of what the website offers.
fn offers(
    product: &Product,
    catalog: &Catalog,
    shelf: &mut Shelf,
    now_ms: i64,
    parity: &mut Parity,
) -> Result<(), catalog::Error> {
    let mut held = None;
    for variant in &product.variants {
        parity.offers += 1;
        let found = match shelf.find(variant) {
            Some(place) => {
                if held.as_ref().is_none_or(|(id, _)| *id != place.product) {
                    held = Some((place.product, catalog.product(place.product, now_ms)?));
                }
                let sheet = held.as_ref().and_then(|(_, sheet)| sheet.as_ref());
                sheet.and_then(|sheet| {
                    let variant = sheet.variants.iter().find(|variant| variant.variant_id == place.variant)?;
                    Some((sheet, variant))
                })
            }
            None => None,
        };
        let compared = Compared { product, variant, now_ms };
        let differences = compared.with(found);
        parity.agree += u64::from(differences.is_empty());
        for difference in differences {
            parity.add(difference);
        }
    }
    Ok(())
}

impl Parity {
    fn add(&mut self, difference: Difference) {
        *self.counts.entry(difference.kind).or_default() += 1;
        if self.differences.len() < MAX_LISTED {
            self.differences.push(difference);
        }
    }
}

#[cfg(test)]
mod tests;

//! The catalog out, for the website: a Google Merchant feed and schema.org JSON-LD.
//!
//! A feed written here and read back by `import` gives the same products, as far as the format reaches: the Google feed
//! carries in HQ's own namespace what Google has no attribute for; of prices it carries the usual one and one that holds
//! for a time. JSON-LD shows what a product costs now, and neither [`PriceUnit`](tenon_domain::catalog::PriceUnit) nor
//! [`ServiceRoute`](tenon_domain::catalog::ServiceRoute).
//! What this module lacks on purpose: the network and a clock.

mod google;
mod jsonld;
mod offer;

#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;

use tenon_domain::catalog::Variant;
use tenon_store::catalog::{Catalog, ProductSheet};

pub use google::Google;
pub use jsonld::jsonld;

/// The namespace of what Google has no attribute for, in feeds; and of category paths, in JSON-LD.
pub const NAMESPACE: &str = "urn:tenon:catalog:1";

/// Under what terms a product is offered.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'t> {
    /// What price book and promotions make of the product now; none for its imported prices alone.
    pub sheet: Option<&'t ProductSheet>,
    /// The moment that prices are for, UTC milliseconds.
    pub now_ms: i64,
    /// Where the website finds pictures that are stored here: the address before their hash.
    pub pictures: &'t str,
}

impl Terms<'_> {
    /// What `variant` costs.
    fn offer(&self, variant: &Variant) -> Option<offer::Offer> {
        let shown = self.sheet.and_then(|sheet| sheet.variants.iter().find(|shown| shown.variant_id == variant.id));
        let until = self.sheet.and_then(|sheet| sheet.promotion.as_ref()?.until_ms);
        offer::Offer::of(variant, shown, until, self.now_ms)
    }

    /// The address of a picture.
    fn picture(&self, reference: &str) -> String {
        if reference.contains("://") { reference.to_owned() } else { format!("{}{reference}", self.pictures) }
    }
}

/// Products that are read at a time.
const PAGE: u32 = 500;

/// Writes the Google feed of the catalog in `dir`, of one merchant or of all. `base` is the address under which the website
/// reaches this server.
pub fn write(dir: &Path, out: impl Write, base: &str, merchant: Option<&str>, now_ms: i64) -> anyhow::Result<()> {
    let catalog = Catalog::open(dir)?;
    let pictures = format!("{base}/v1/feed/pictures/");
    let mut feed = Google::begin(out, "Tenon", base)?;
    let mut after = None;
    loop {
        let page = catalog.products_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for product in page.iter().filter(|product| merchant.is_none_or(|merchant| product.merchant == merchant)) {
            let sheet = catalog.product(product.id, now_ms)?;
            feed.product(product, &Terms { sheet: sheet.as_ref(), now_ms, pictures: &pictures })?;
        }
    }
    feed.end()?;
    Ok(())
}

/// Writes every product of the catalog in `dir` as JSON-LD, one on each line.
pub fn write_jsonld(
    dir: &Path,
    mut out: impl Write,
    base: &str,
    merchant: Option<&str>,
    now_ms: i64,
) -> anyhow::Result<()> {
    let catalog = Catalog::open(dir)?;
    let pictures = format!("{base}/v1/feed/pictures/");
    let mut after = None;
    loop {
        let page = catalog.products_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for product in page.iter().filter(|product| merchant.is_none_or(|merchant| product.merchant == merchant)) {
            let sheet = catalog.product(product.id, now_ms)?;
            writeln!(out, "{}", jsonld(product, &Terms { sheet: sheet.as_ref(), now_ms, pictures: &pictures }))?;
        }
    }
    out.flush()?;
    Ok(())
}

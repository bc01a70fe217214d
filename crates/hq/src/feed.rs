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

use tenon_domain::catalog::Promotion;

pub use google::Google;
pub use jsonld::jsonld;

/// The namespace of what Google has no attribute for, in feeds; and of category paths, in JSON-LD.
pub const NAMESPACE: &str = "urn:tenon:catalog:1";

/// Under what terms products are offered.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'t> {
    /// What is reduced; the best of them counts.
    pub promotions: &'t [Promotion],
    /// The moment that prices are for, UTC milliseconds.
    pub now_ms: i64,
    /// Where the website finds pictures that are stored here: the address before their hash.
    pub pictures: &'t str,
}

impl Terms<'_> {
    /// The address of a picture.
    fn picture(&self, reference: &str) -> String {
        if reference.contains("://") { reference.to_owned() } else { format!("{}{reference}", self.pictures) }
    }
}

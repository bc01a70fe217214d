//! The demonstration chain: three cities, six showrooms, and a catalog with drawn pictures.
//!
//! Pure functions of a seed and a day: no clock, no file, no network, and no chance that is not the seed's, so that two
//! runs give the same bytes. Nothing here writes to a database; whoever does hashes the PINs, hands out rights and
//! quotas, and stores the pictures. Every name, address, brand and phone is invented: phones are 138 0000 and four
//! digits, GTINs lie in the range that GS1 leaves to retailers, links point to `example.com`.
//!
//! PINs: sellers 1234, store managers 2580, measurers and installers 3690, clerks at HQ 7410.

mod campaigns;
mod categories;
mod chain;
mod checklists;
mod crews;
mod customers;
mod day;
mod dice;
mod finish;
mod forms;
mod gtin;
mod holidays;
mod jobs;
mod merchants;
mod norms;
mod people;
mod picture;
mod price_books;
mod products;
mod projects;
mod promotions;
mod staff;
#[cfg(test)]
mod tests;
mod travel;
mod visits;

use tenon_domain::Uuid;

pub use campaigns::CARDS;
pub use categories::categories;
pub use chain::{Chain, chain};
pub use picture::pictures;
pub use price_books::{CHENGDU, discount_authority, price_books};
pub use products::{PRODUCTS, products};
pub use promotions::promotions;
pub use staff::{Hire, pin};

/// Namespace of all identifiers of the demonstration.
const NAMESPACE: Uuid = Uuid::from_u128(0x7465_6e6f_6e00_4000_8000_0000_6465_6d6f);

/// The namespace of one seed.
fn root(seed: u64) -> Uuid {
    Uuid::new_v5(&NAMESPACE, &seed.to_be_bytes())
}

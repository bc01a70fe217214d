//! Pictures of the website, fetched from the addresses that products name and made into two sizes for tablets.
//!
//! A round collects addresses from the catalog, asks for those that are due, keeps both sizes under their content hash
//! and publishes which address became what. What is refused or cannot be had is written down with its reason and a time
//! to try again, so that it costs nothing until then. A round that is ended at any point goes on where it was.

mod address;
mod asking;
mod fetch;
mod round;
mod trouble;

#[cfg(test)]
mod tests;

pub use address::Reach;
pub use round::{Again, Progress, Report, Round, round};
pub use trouble::Trouble;

//! Pictures: what products call them, what became of the addresses, and where headquarters keeps the bytes.
//!
//! A product's reference is a content hash, as for drawn pictures, or an address. `picture_names` says which two sizes
//! headquarters has made of an address; it travels like any other change of the catalog, the product stays as it was
//! imported. The bytes never lie in the catalog's file.

mod fetches;
mod folder;
mod names;
mod standing;

pub use folder::{Folder, media_type};
pub use names::{Named, PictureName};
pub(super) use names::{Names, apply, drop_stored, in_version};
pub use standing::{Due, PictureCounts, PictureProblem, Settled, Standing};

use sha2::{Digest, Sha256};
use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

/// A stored picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg` and so on.
    pub media_type: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// The hash in `reference`, 64 lower-case hexadecimal digits; addresses give `None`.
pub(super) fn hash_of(reference: &str) -> Option<Vec<u8>> {
    (reference.len() == 64).then(|| data_encoding::HEXLOWER.decode(reference.as_bytes()).ok()).flatten()
}

/// The content hash of a picture: SHA-256, lower-case hexadecimal.
pub fn content_hash(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// What stands for an address in keys.
pub(super) fn key_of(address: &str) -> Uuid {
    let mut key = [0; 16];
    key.copy_from_slice(&Sha256::digest(address.as_bytes())[..16]);
    Uuid::from_bytes(key)
}

/// Everything that `product` calls a picture, its own first, each once.
pub(super) fn references(product: &Product) -> Vec<&str> {
    let of_variants = product.variants.iter().filter_map(|variant| variant.picture.as_ref());
    let mut found: Vec<&str> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for reference in product.pictures.iter().chain(of_variants) {
        if known.insert(reference) {
            found.push(reference);
        }
    }
    found
}

//! Pictures by content hash.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use tenon_domain::catalog::Product;

use super::Error;

/// A stored picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg` and so on.
    pub media_type: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// The hash in `reference`, 64 lower-case hexadecimal digits; addresses of pictures not fetched yet give `None`.
pub(super) fn hash_of(reference: &str) -> Option<Vec<u8>> {
    (reference.len() == 64).then(|| data_encoding::HEXLOWER.decode(reference.as_bytes()).ok()).flatten()
}

/// Remembers which pictures `product` shows, so that a tablet can ask for those it lacks.
pub(super) fn note(conn: &Connection, product: &Product) -> Result<(), Error> {
    let of_variants = product.variants.iter().filter_map(|variant| variant.picture.as_ref());
    for hash in product.pictures.iter().chain(of_variants).filter_map(|reference| hash_of(reference)) {
        conn.prepare_cached("INSERT OR IGNORE INTO picture_refs (hash) VALUES (?1)")?.execute([hash])?;
    }
    Ok(())
}

/// The content hash of a picture.
pub(super) fn name(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Stores a picture and gives its hash.
pub(super) fn put(conn: &Connection, media_type: &str, bytes: &[u8]) -> Result<String, Error> {
    let hash = Sha256::digest(bytes);
    conn.prepare_cached("INSERT OR IGNORE INTO pictures (hash, media_type, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![hash.as_slice(), media_type, bytes])?;
    Ok(data_encoding::HEXLOWER.encode(&hash))
}

/// The picture with this hash.
pub(super) fn get(conn: &Connection, hash: &str) -> Result<Option<Picture>, Error> {
    let Some(hash) = hash_of(hash) else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT media_type, bytes FROM pictures WHERE hash = ?1")?
        .query_row([hash], |row| Ok(Picture { media_type: row.get(0)?, bytes: row.get(1)? }))
        .optional()?)
}

/// Up to `limit` hashes above `after` that products show and that are not stored here.
pub(super) fn missing(conn: &Connection, after: Option<&str>, limit: u32) -> Result<Vec<String>, Error> {
    let after = after.and_then(hash_of).unwrap_or_default();
    let mut statement = conn.prepare_cached(
        "SELECT hash FROM picture_refs WHERE hash > ?1 AND NOT EXISTS
         (SELECT 1 FROM pictures WHERE pictures.hash = picture_refs.hash) ORDER BY hash LIMIT ?2",
    )?;
    let rows = statement.query_map(params![after, limit], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|hash| Ok(data_encoding::HEXLOWER.encode(&hash?))).collect()
}

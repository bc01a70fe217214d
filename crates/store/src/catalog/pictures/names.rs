//! Which two sizes were made of the picture at an address.

use std::path::Path;

use data_encoding::HEXLOWER;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

use super::{Folder, hash_of, key_of};
use crate::catalog::Error;

/// The two sizes of a picture by content hash; one hash for both where the original is small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// For lists: at most 320 pixels wide and high.
    pub thumb: String,
    /// For the product sheet: at most 1,280 pixels wide and high.
    pub large: String,
}

/// A name as it travels; nothing instead of the sizes takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureName {
    /// What stands for the address.
    pub key: Uuid,
    /// The sizes.
    #[serde(flatten)]
    pub named: Option<Named>,
}

/// Looks names up.
#[derive(Debug, Clone, Copy)]
pub(in crate::catalog) struct Names<'c>(pub(in crate::catalog) &'c Connection);

impl Names<'_> {
    /// What stands for a product's reference; `None` while headquarters has not fetched it.
    pub(in crate::catalog) fn of(self, reference: &str) -> Result<Option<Named>, Error> {
        if hash_of(reference).is_some() {
            return Ok(Some(Named { thumb: reference.to_owned(), large: reference.to_owned() }));
        }
        stored(self.0, key_of(reference))
    }

    /// The names of what lists show of `product` first.
    pub(in crate::catalog) fn of_product(self, product: &Product, most: usize) -> Result<Vec<Named>, Error> {
        let first = product.pictures.first().into_iter();
        let of_variants = product.variants.iter().filter_map(|variant| variant.picture.as_ref());
        let mut found: Vec<Named> = Vec::new();
        for reference in first.chain(of_variants).take(most) {
            found.extend(self.of(reference)?.filter(|named| !found.contains(named)));
        }
        Ok(found)
    }
}

fn stored(conn: &Connection, key: Uuid) -> Result<Option<Named>, Error> {
    let mut statement = conn.prepare_cached("SELECT thumb, large FROM picture_names WHERE key = ?1")?;
    let sizes: Option<[Option<Vec<u8>>; 2]> =
        statement.query_row([key.as_bytes()], |row| Ok([row.get(0)?, row.get(1)?])).optional()?;
    let Some([Some(thumb), Some(large)]) = sizes else { return Ok(None) };
    Ok(Some(Named { thumb: HEXLOWER.encode(&thumb), large: HEXLOWER.encode(&large) }))
}

/// The name with this key as headquarters has it.
pub(in crate::catalog) fn in_version(conn: &Connection, key: Uuid) -> Result<PictureName, Error> {
    Ok(PictureName { key, named: stored(conn, key)? })
}

/// Writes the name of `key` as of `version`; `false` when it was that already. What is taken back leaves its row, for
/// tablets that still have to be told.
pub(super) fn put(conn: &Connection, key: Uuid, named: Option<&Named>, version: i64) -> Result<bool, Error> {
    let hash = |size: fn(&Named) -> &String| named.and_then(|named| hash_of(size(named)));
    let (thumb, large) = (hash(|named| &named.thumb), hash(|named| &named.large));
    let changed = conn
        .prepare_cached(
            "INSERT INTO picture_names (key, thumb, large, changed) SELECT ?1, ?2, ?3, ?4
             WHERE ?2 IS NOT NULL OR EXISTS (SELECT 1 FROM picture_names WHERE key = ?1)
             ON CONFLICT (key) DO UPDATE SET thumb = excluded.thumb, large = excluded.large, changed = excluded.changed
             WHERE thumb IS NOT excluded.thumb OR large IS NOT excluded.large",
        )?
        .execute(params![key.as_bytes(), thumb, large, version])?;
    Ok(changed > 0)
}

/// Takes a name in on a tablet.
pub(in crate::catalog) fn apply(conn: &Connection, name: &PictureName, version: i64) -> Result<(), Error> {
    if name.named.is_some() {
        put(conn, name.key, name.named.as_ref(), version)?;
    } else {
        conn.prepare_cached("DELETE FROM picture_names WHERE key = ?1")?.execute([name.key.as_bytes()])?;
    }
    Ok(())
}

/// Pictures lay in the catalog's file once. Headquarters' go to its folder; a tablet fetches its own again.
pub(in crate::catalog) fn drop_stored(conn: &Connection) -> Result<(), Error> {
    let at_hq = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'hq_meta')";
    let dir = conn.path().map(Path::new).and_then(Path::parent);
    if let (true, Some(dir)) = (conn.query_row(at_hq, [], |row| row.get(0))?, dir) {
        let folder = Folder::of_catalog(dir);
        let mut statement = conn.prepare("SELECT bytes FROM pictures")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            folder.put(row.get_ref(0)?.as_blob().unwrap_or_default())?;
        }
    }
    conn.execute_batch("DROP TABLE pictures")?;
    Ok(())
}

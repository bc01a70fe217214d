//! Headquarters' record of the addresses that products name: which are here, refused or to be tried again, and when.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use tenon_domain::Uuid;
use tenon_domain::catalog::Product;

use super::standing::{Due, PictureCounts, PictureProblem, Settled};
use super::{Folder, hash_of, key_of, names, references};
use crate::catalog::meta::Meta;
use crate::catalog::{Error, Master};

/// Products whose addresses are collected in one transaction.
const BATCH: u32 = 2_000;

impl Master {
    /// Where the bytes lie.
    pub fn pictures(&self) -> Folder {
        Folder::of_catalog(self.dir())
    }

    /// Collects the addresses of products that changed, and forgets those that no product names any more; `true` when
    /// there is more to collect.
    pub fn collect_pictures(&mut self, now_ms: i64) -> Result<bool, Error> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (to, id, withdrawn): (i64, Vec<u8>, i64) =
            tx.query_row("SELECT pictures_to, pictures_id, pictures_withdrawn FROM hq_meta", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let mut let_go = Vec::new();
        for product in column(&tx, "SELECT id FROM sources WHERE withdrawn > ?1", withdrawn)? {
            release(&tx, &product, &mut let_go)?;
        }
        let mut statement = tx.prepare(
            "SELECT changed, id, body FROM products WHERE (changed, id) > (?1, ?2) ORDER BY changed, id LIMIT ?3",
        )?;
        let mut rows = statement.query(params![to, id, BATCH])?;
        let (mut place, mut count) = ((to, id.clone()), 0);
        while let Some(row) = rows.next()? {
            place = (row.get(0)?, row.get(1)?);
            let body = row.get_ref(2)?;
            let product: Product = serde_json::from_str(body.as_str().map_err(rusqlite::Error::from)?)?;
            release(&tx, &place.1, &mut let_go)?;
            claim(&tx, &product)?;
            count += 1;
        }
        drop(rows);
        drop(statement);
        forget(&tx, &let_go, now_ms)?;
        let seen = Meta::read(&tx)?.version;
        tx.execute(
            "UPDATE hq_meta SET pictures_to = ?1, pictures_id = ?2, pictures_withdrawn = ?3",
            params![place.0, place.1, seen],
        )?;
        tx.commit()?;
        Ok(count == BATCH)
    }

    /// Up to `limit` addresses to ask for at `now_ms`: first pictures of products before their second.
    pub fn due_pictures(&self, now_ms: i64, limit: u32) -> Result<Vec<Due>, Error> {
        let folder = self.pictures();
        let mut statement = self.conn.prepare_cached(
            "SELECT f.key, f.address, f.tries, f.etag, f.modified, n.thumb, n.large FROM picture_fetches f
             LEFT JOIN picture_names n ON n.key = f.key WHERE f.due_ms <= ?1 ORDER BY f.due_ms, f.key LIMIT ?2",
        )?;
        let rows = statement.query_map(params![now_ms, limit], |row| {
            let sizes: [Option<Vec<u8>>; 2] = [row.get(5)?, row.get(6)?];
            let due = Due {
                key: Uuid::from_bytes(row.get(0)?),
                address: row.get(1)?,
                tries: row.get(2)?,
                etag: row.get(3)?,
                modified: row.get(4)?,
            };
            Ok((due, sizes))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (mut due, sizes) = row?;
            let there = |size: &Option<Vec<u8>>| {
                size.as_ref().is_none_or(|hash| folder.holds(&data_encoding::HEXLOWER.encode(hash)))
            };
            // What is lost must come whole, not as “unchanged”.
            if !sizes.iter().all(there) {
                (due.etag, due.modified) = (None, None);
            }
            found.push(due);
        }
        Ok(found)
    }

    /// How many addresses are due at `now_ms`.
    pub fn due_count(&self, now_ms: i64) -> Result<u64, Error> {
        let count: i64 =
            self.conn
                .query_row("SELECT count(*) FROM picture_fetches WHERE due_ms <= ?1", [now_ms], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// When the next address is due, UTC milliseconds.
    pub fn next_picture_due(&self) -> Result<Option<i64>, Error> {
        Ok(self.conn.query_row("SELECT min(due_ms) FROM picture_fetches", [], |row| row.get(0))?)
    }

    /// Makes every address due again, or only those that are not here.
    pub fn recheck_pictures(&mut self, all: bool) -> Result<(), Error> {
        let only = if all { "" } else { "WHERE state <> 1" };
        self.conn.execute(&format!("UPDATE picture_fetches SET due_ms = 0 {only}"), [])?;
        Ok(())
    }

    /// Writes down what became of addresses, and publishes a new version if products show other pictures now; gives the
    /// version that readers see.
    pub fn settle_pictures(&mut self, settled: &[Settled], now_ms: i64) -> Result<i64, Error> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = Meta::read(&tx)?.version + 1;
        let mut shown = false;
        for one in settled {
            let (code, message) = one.why.as_ref().map_or(("", ""), |(code, words)| (*code, words.as_str()));
            let known = tx
                .prepare_cached(
                    "UPDATE picture_fetches SET state = ?2, code = ?3, message = ?4, tries = iif(?2 = 1, 0, tries + 1),
                     due_ms = ?5, etag = ?6, modified = ?7 WHERE key = ?1",
                )?
                .execute(params![
                    one.key.as_bytes(),
                    one.standing.number(),
                    code,
                    message,
                    one.due_ms,
                    one.etag,
                    one.modified
                ])?;
            // A product may have let go of it meanwhile.
            if let (1, Some(named)) = (known, &one.named) {
                shown |= names::put(&tx, one.key, Some(named), version)?;
            }
        }
        let version = publish(&tx, shown, now_ms)?;
        tx.commit()?;
        Ok(version)
    }

    /// How the addresses stand.
    pub fn picture_counts(&self) -> Result<PictureCounts, Error> {
        let mut counts = PictureCounts::default();
        let mut statement = self.conn.prepare_cached("SELECT state, count(*) FROM picture_fetches GROUP BY state")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let count = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            counts.addresses += count;
            match row.get::<_, i64>(0)? {
                1 => counts.here = count,
                2 => counts.refused = count,
                3 => counts.failed = count,
                _ => counts.waiting = count,
            }
        }
        Ok(counts)
    }

    /// Up to `limit` addresses that are refused or could not be had, refused ones first.
    pub fn picture_problems(&self, limit: u32) -> Result<Vec<PictureProblem>, Error> {
        let mut statement = self.conn.prepare_cached(
            "SELECT f.code, f.message, f.address, f.due_ms, p.body FROM picture_fetches f
             JOIN products p ON p.id = (SELECT min(product) FROM picture_uses u WHERE u.key = f.key)
             WHERE f.state IN (2, 3) ORDER BY f.state, f.code, f.address LIMIT ?1",
        )?;
        let mut rows = statement.query([limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let product: Product = serde_json::from_str(&row.get::<_, String>(4)?)?;
            found.push(PictureProblem {
                code: row.get(0)?,
                message: row.get(1)?,
                address: row.get(2)?,
                product_id: product.id,
                source_id: product.source_id,
                title: product.title,
                again_ms: row.get(3)?,
            });
        }
        Ok(found)
    }
}

/// Writes down that `product` names its addresses.
fn claim(conn: &Connection, product: &Product) -> Result<(), Error> {
    for (place, reference) in (0_i64..).zip(references(product)) {
        if hash_of(reference).is_some() {
            continue;
        }
        let key = key_of(reference);
        conn.prepare_cached("INSERT OR IGNORE INTO picture_uses (product, key) VALUES (?1, ?2)")?
            .execute(params![product.id.as_bytes(), key.as_bytes()])?;
        conn.prepare_cached("INSERT OR IGNORE INTO picture_fetches (key, address, due_ms) VALUES (?1, ?2, ?3)")?
            .execute(params![key.as_bytes(), reference, place])?;
    }
    Ok(())
}

/// Takes back what `product` named, noting it in `let_go`.
fn release(conn: &Connection, product: &[u8], let_go: &mut Vec<Vec<u8>>) -> Result<(), Error> {
    let mut statement = conn.prepare_cached("DELETE FROM picture_uses WHERE product = ?1 RETURNING key")?;
    let rows = statement.query_map([product], |row| row.get(0))?;
    for key in rows {
        let_go.push(key?);
    }
    Ok(())
}

/// Forgets those of `let_go` that no product names now; tablets are told.
fn forget(conn: &Connection, let_go: &[Vec<u8>], now_ms: i64) -> Result<(), Error> {
    let version = Meta::read(conn)?.version + 1;
    let mut shown = false;
    for key in let_go {
        let unused: Option<i64> = conn
            .prepare_cached(
                "DELETE FROM picture_fetches WHERE key = ?1
                 AND NOT EXISTS (SELECT 1 FROM picture_uses WHERE picture_uses.key = ?1) RETURNING 1",
            )?
            .query_row([key], |row| row.get(0))
            .optional()?;
        if let (Some(_), Ok(key)) = (unused, Uuid::from_slice(key)) {
            shown |= names::put(conn, key, None, version)?;
        }
    }
    publish(conn, shown, now_ms)?;
    Ok(())
}

/// Publishes what was written as the next version, if anything that is shown has changed.
fn publish(conn: &Connection, shown: bool, now_ms: i64) -> Result<i64, Error> {
    if shown { crate::catalog::master::flip(conn, now_ms) } else { Ok(Meta::read(conn)?.version) }
}

fn column(conn: &Connection, sql: &str, value: i64) -> Result<Vec<Vec<u8>>, Error> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([value], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

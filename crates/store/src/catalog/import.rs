//! An import: staged in short transactions, published in one.
//!
//! What the source no longer names is withdrawn, unless the source is said to be a part of the whole (`finish_part`) or the
//! product is said to be there without having been readable (`keep`). `outlook` tells what finishing would do.
//!
//! While it runs, bodies wait in `staged` and postings in segments that are not on the stack, so readers see nothing of
//! it. `finish` moves them over in the transaction that flips the version. A crash leaves staged rows behind, which
//! the next `begin` throws away.

mod publishing;

use std::fs::File;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use tenon_domain::Uuid;
use tenon_domain::catalog::{Price, Product};

use super::columns::Editor;
use super::doc_values::DocValues;
use super::meta::Meta;
use super::segment::{self, Builder};
use super::terms::{Terms, text_hash};
use super::{Error, repriced};

/// Products in one staging transaction.
const BATCH: u32 = 2_000;

/// What an upsert did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upserted {
    /// Readers have never seen it.
    Created,
    /// It differs from what readers see, or comes back after having been withdrawn.
    Updated,
    /// It is what readers see.
    Unchanged,
}

/// What an import did, in products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// New ones.
    pub created: u64,
    /// Changed ones and returned ones.
    pub updated: u64,
    /// Others.
    pub unchanged: u64,
    /// Taken away because the source no longer has them.
    pub withdrawn: u64,
    /// The version readers see now; the old one when nothing changed.
    pub version: i64,
}

/// What finishing an import would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// Its counts, with everything withdrawn that it did not name.
    pub counts: Imported,
    /// Products of this merchant and source that readers see now.
    pub known: u64,
}

/// An import under way; dropped without `finish`, it never happened.
#[derive(Debug)]
pub struct Import<'m> {
    conn: &'m Connection,
    _lock: File,
    merchant: String,
    source: String,
    number: i64,
    next_doc: u32,
    next_seg: i64,
    in_batch: u32,
    currency: String,
    terms: Terms,
    builder: Builder,
    counts: Imported,
}

impl<'m> Import<'m> {
    pub(super) fn begin(conn: &'m Connection, lock: File, merchant: &str, source: &str) -> Result<Self, Error> {
        clear(conn)?;
        let number = conn.query_row("UPDATE hq_meta SET import = import + 1 RETURNING import", [], |row| row.get(0))?;
        let meta = Meta::read(conn)?;
        Ok(Self {
            conn,
            _lock: lock,
            merchant: merchant.to_owned(),
            source: source.to_owned(),
            number,
            next_doc: meta.next_doc,
            next_seg: segment::next_number(conn)?,
            in_batch: 0,
            currency: meta.currency,
            terms: Terms::default(),
            builder: Builder::default(),
            counts: Imported { version: meta.version, ..Imported::default() },
        })
    }

    /// Stages `product`. The same product again in one import replaces the one before.
    pub fn upsert(&mut self, product: &Product) -> Result<Upserted, Error> {
        if product.merchant != self.merchant {
            return Err(Error::WrongMerchant {
                source_id: product.source_id.clone(),
                found: product.merchant.clone(),
                expected: self.merchant.clone(),
            });
        }
        let Some(first) = product.variants.first() else { return Err(Error::NoVariants(product.source_id.clone())) };
        if self.currency.is_empty() {
            self.currency.clone_from(&first.currency);
        }
        if self.conn.is_autocommit() {
            self.conn.execute_batch("BEGIN IMMEDIATE")?;
        }
        let upserted = self.stage(product)?;
        self.in_batch += 1;
        if self.builder.is_full() {
            self.flush_segment()?;
        }
        if self.in_batch >= BATCH {
            self.commit()?;
        }
        Ok(upserted)
    }

    /// The source names the product `id`, but it could not be read: what readers see of it stays.
    pub fn keep(&mut self, id: Uuid) -> Result<(), Error> {
        if self.conn.is_autocommit() {
            self.conn.execute_batch("BEGIN IMMEDIATE")?;
        }
        // The negative number names it without counting it as read.
        self.conn
            .prepare_cached("UPDATE sources SET seen = -?2 WHERE id = ?1 AND seen <> ?2 AND withdrawn IS NULL")?
            .execute(params![id.as_bytes(), self.number])?;
        Ok(())
    }

    /// What finishing it now would do.
    pub fn outlook(&self) -> Result<Outlook, Error> {
        let known: i64 = self.conn.query_row(
            "SELECT count(*) FROM sources WHERE merchant = ?1 AND source = ?2 AND withdrawn IS NULL",
            params![self.merchant, self.source],
            |row| row.get(0),
        )?;
        let withdrawn = self.missing()?.len() as u64;
        Ok(Outlook { counts: Imported { withdrawn, ..self.counts }, known: u64::try_from(known).unwrap_or(0) })
    }

    /// Calls `each` with what would change, at most `limit` times: a product as readers see it and as it would be. Those
    /// to be withdrawn come last.
    pub fn changes(&self, limit: u32, mut each: impl FnMut(Option<Product>, Option<Product>)) -> Result<(), Error> {
        let parsed = |body: Option<String>| body.map(|body| serde_json::from_str(&body)).transpose();
        let mut statement = self.conn.prepare(
            "SELECT products.body, staged.body FROM staged LEFT JOIN products ON products.id = staged.id
             ORDER BY staged.doc LIMIT ?1",
        )?;
        let mut rows = statement.query([limit])?;
        let mut told = 0;
        while let Some(row) = rows.next()? {
            each(parsed(row.get(0)?)?, parsed(row.get(1)?)?);
            told += 1;
        }
        for id in self.missing()?.iter().take((limit - told) as usize) {
            let body = self
                .conn
                .prepare_cached("SELECT body FROM products WHERE id = ?1")?
                .query_row([id.as_bytes()], |row| row.get(0))
                .optional()?;
            each(parsed(body)?, None);
        }
        Ok(())
    }

    fn stage(&mut self, product: &Product) -> Result<Upserted, Error> {
        let body = serde_json::to_string(product)?;
        let hash = Sha256::digest(body.as_bytes());
        let known: Option<(Vec<u8>, bool, i64)> = self
            .conn
            .prepare_cached("SELECT hash, withdrawn IS NULL, seen FROM sources WHERE id = ?1")?
            .query_row([product.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let staged: Option<(u32, Vec<u8>, i64)> = self
            .conn
            .prepare_cached("SELECT doc, hash, text_hash FROM staged WHERE id = ?1")?
            .query_row([product.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        if let Some((_, staged_hash, _)) = &staged
            && staged_hash.as_slice() == hash.as_slice()
        {
            return Ok(Upserted::Unchanged);
        }
        if let (Some((known_hash, true, seen)), None) = (&known, &staged)
            && known_hash.as_slice() == hash.as_slice()
        {
            self.conn
                .prepare_cached("UPDATE sources SET seen = ?2, merchant = ?3, source = ?4 WHERE id = ?1")?
                .execute(params![product.id.as_bytes(), self.number, self.merchant, self.source])?;
            self.counts.unchanged += u64::from(*seen != self.number);
            return Ok(Upserted::Unchanged);
        }
        let outcome = if known.is_some() { Upserted::Updated } else { Upserted::Created };
        if staged.is_none() {
            match known {
                Some((_, true, seen)) if seen == self.number => {
                    // Named before in this import, as it was: it counts once, as updated.
                    self.counts.unchanged -= 1;
                    self.counts.updated += 1;
                }
                Some(_) => self.counts.updated += 1,
                None => self.counts.created += 1,
            }
        }
        self.put(product, &body, hash.as_slice(), staged.map(|(doc, ..)| doc))?;
        Ok(outcome)
    }

    /// Writes the row of `staged` and, when the text differs, the postings.
    fn put(&mut self, product: &Product, body: &str, hash: &[u8], staged: Option<u32>) -> Result<(), Error> {
        let live: Option<(u32, i64, String)> = self
            .conn
            .prepare_cached("SELECT doc, text_hash, body FROM products WHERE id = ?1")?
            .query_row([product.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let before: Option<Product> = live.as_ref().map(|(.., body)| serde_json::from_str(body)).transpose()?;
        let prices_before = before.as_ref().and_then(|before| prices_before(before, product));
        let prices_before = prices_before.as_ref().map(serde_json::to_string).transpose()?;
        let rewritten = !before.is_some_and(|before| repriced::only_prices_differ(before, product));
        let live = live.map(|(doc, text_hash, _)| (doc, text_hash));
        let text_hash = text_hash(product)?;
        let doc = match (staged, live) {
            (Some(doc), _) | (None, Some((doc, _))) => doc,
            (None, None) => {
                self.next_doc += 1;
                self.next_doc - 1
            }
        };
        // Postings staged earlier in this import hide the live ones, so they must be written again.
        if staged.is_some() || live.is_none_or(|(_, live_hash)| live_hash != text_hash) {
            if self.builder.holds(doc) {
                self.flush_segment()?;
            }
            self.builder.touch(doc);
            let builder = &mut self.builder;
            self.terms.of(product, |term, weight| builder.add(term, doc, weight));
        }
        let category = serde_json::to_string(&product.category)?;
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO staged VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?
            .execute(params![
                doc,
                product.id.as_bytes(),
                hash,
                text_hash,
                live.is_none(),
                category,
                product.brand,
                serde_json::to_vec(&DocValues::of(product, &[]))?,
                face(product),
                rewritten,
                prices_before,
                body
            ])?;
        Ok(())
    }

    fn flush_segment(&mut self) -> Result<(), Error> {
        if !self.builder.is_empty() {
            let segment = self.builder.flush(self.conn, self.next_seg)?;
            segment::push(self.conn, "staged_segments", &segment)?;
            self.next_seg += 1;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), Error> {
        self.in_batch = 0;
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Publishes the import: one transaction, one version. Products of the same merchant and source that it did not
    /// name are withdrawn.
    pub fn finish(self, now_ms: i64) -> Result<Imported, Error> {
        let gone = self.missing()?;
        self.end(&gone, now_ms)
    }

    /// Publishes the import, which is only a part of what its source has: nothing is withdrawn.
    pub fn finish_part(self, now_ms: i64) -> Result<Imported, Error> {
        self.end(&[], now_ms)
    }

    fn end(mut self, gone: &[Uuid], now_ms: i64) -> Result<Imported, Error> {
        if self.conn.is_autocommit() {
            self.conn.execute_batch("BEGIN IMMEDIATE")?;
        }
        self.flush_segment()?;
        let staged = segment::stack(self.conn, "staged_segments")?;
        if staged.len() > 1 {
            segment::merge_in(self.conn, "staged_segments", &staged)?;
        }
        self.commit()?;
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        self.publish(gone, now_ms)?;
        self.commit()?;
        Ok(self.counts)
    }

    /// Products of this merchant and source that the import did not name.
    fn missing(&self) -> Result<Vec<Uuid>, Error> {
        let mut statement = self.conn.prepare(
            "SELECT id FROM sources WHERE merchant = ?1 AND source = ?2 AND abs(seen) <> ?3 AND withdrawn IS NULL
             AND id NOT IN (SELECT id FROM staged)",
        )?;
        let rows = statement.query_map(params![self.merchant, self.source, self.number], |row| row.get(0))?;
        rows.map(|id| Ok(Uuid::from_bytes(id?))).collect()
    }

    /// Gives the import up; readers never saw any of it.
    pub fn abort(self) -> Result<(), Error> {
        if !self.conn.is_autocommit() {
            self.conn.execute_batch("ROLLBACK")?;
        }
        clear(self.conn)
    }
}

impl Drop for Import<'_> {
    fn drop(&mut self) {
        if !self.conn.is_autocommit() {
            // A rollback that fails has nothing left to undo.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
    }
}

/// The prices of each variant of `before`, if `after` has others.
fn prices_before<'p>(before: &'p Product, after: &Product) -> Option<Vec<(Uuid, &'p [Price])>> {
    let all = |product: &'p Product| -> Vec<(Uuid, &'p [Price])> {
        product.variants.iter().map(|variant| (variant.id, variant.prices.as_slice())).collect()
    };
    let after: Vec<_> = after.variants.iter().map(|variant| (variant.id, variant.prices.as_slice())).collect();
    Some(all(before)).filter(|before| *before != after)
}

/// Throws away what an import without an end has staged.
fn clear(conn: &Connection) -> Result<(), Error> {
    conn.execute_batch(
        "BEGIN IMMEDIATE;
         DELETE FROM staged;
         DELETE FROM staged_segments;
         DELETE FROM postings WHERE seg > coalesce((SELECT max(seg) FROM segments), 0);
         DELETE FROM vocabulary WHERE seg > coalesce((SELECT max(seg) FROM segments), 0);
         DELETE FROM beginnings WHERE seg > coalesce((SELECT max(seg) FROM segments), 0);
         COMMIT;",
    )?;
    Ok(())
}

/// The titles, one a line.
pub(super) fn face(product: &Product) -> String {
    format!("{}\n{}", product.title.zh.replace('\n', " "), product.title.en.replace('\n', " "))
}

/// Takes the product `id` off the shelf; gives its document number if it was there.
pub(super) fn remove(conn: &Connection, id: Uuid, editor: &mut Editor) -> Result<Option<u32>, Error> {
    let doc: Option<u32> = conn
        .prepare_cached("DELETE FROM products WHERE id = ?1 RETURNING doc")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    if let Some(doc) = doc {
        editor.set(conn, doc, None)?;
    }
    Ok(doc)
}

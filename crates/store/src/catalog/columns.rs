//! What filters, facets and sorting need of every product, in memory while a catalog is open.
//!
//! On disk a row of `doc_columns` has 256 documents, one after the other: 0 for none; else category + 1, brand,
//! four bytes of the product's id (little-endian; breaks ties alike on every copy), the price steps (`steps.rs`).

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use tenon_domain::Uuid;

use super::Error;
use super::codec::{Bits, put_varint, take_varint};
use super::steps;

/// Documents in one row.
const CHUNK: u32 = 256;
/// The price of a product that has none in force.
pub(super) const NO_PRICE: i64 = i64::MAX;
const MALFORMED: Error = Error::Damaged("a row of doc_columns");

/// The columns of all documents at one moment.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Documents there are.
    pub(super) present: Bits,
    pub(super) category: Vec<u32>,
    pub(super) brand: Vec<u32>,
    pub(super) tie: Vec<u32>,
    /// Cheapest in force in the zone without promotion, minor units; `NO_PRICE` for none.
    pub(super) price: Vec<i64>,
    /// First moment at which a price differs from `price`.
    pub(super) good_until_ms: i64,
    /// The moment `price` was worked out for.
    pub(super) as_of_ms: i64,
    state: i64,
    zone: Option<String>,
}

impl Columns {
    /// One past the highest document number.
    pub(super) fn end(&self) -> u32 {
        u32::try_from(self.tie.len()).unwrap_or(u32::MAX)
    }

    /// Reads what changed since it was last brought up to date; all of it when prices have moved meanwhile.
    pub(super) fn refresh(
        &mut self,
        conn: &Connection,
        state: i64,
        zone: Option<&str>,
        now_ms: i64,
    ) -> Result<(), Error> {
        let moved = !(self.as_of_ms..self.good_until_ms).contains(&now_ms) || self.zone.as_deref() != zone;
        if self.state > 0 && moved {
            *self = Self::default();
        }
        if self.state == 0 {
            (self.as_of_ms, self.good_until_ms) = (now_ms, i64::MAX);
            self.zone = zone.map(str::to_owned);
        }
        if self.state == state {
            return Ok(());
        }
        let mut statement =
            conn.prepare_cached("SELECT chunk, data FROM doc_columns WHERE state > ?1 ORDER BY chunk")?;
        let mut rows = statement.query([self.state])?;
        while let Some(row) = rows.next()? {
            let first = row.get::<_, u32>(0)?.saturating_mul(CHUNK);
            let mut bytes = row.get_ref(1)?.as_blob().map_err(|_| MALFORMED)?;
            let end = (first + CHUNK) as usize;
            if self.tie.len() < end {
                self.category.resize(end, 0);
                self.brand.resize(end, 0);
                self.tie.resize(end, 0);
                self.price.resize(end, NO_PRICE);
            }
            for doc in first..first + CHUNK {
                self.load(doc, &mut bytes)?;
            }
        }
        self.state = state;
        self.load_zone(conn)
    }

    /// Puts the prices of the zone over those of the whole chain.
    fn load_zone(&mut self, conn: &Connection) -> Result<(), Error> {
        let Some(zone) = &self.zone else { return Ok(()) };
        let mut statement = conn.prepare_cached("SELECT doc, steps FROM zone_steps WHERE zone = ?1")?;
        let mut rows = statement.query([zone])?;
        while let Some(row) = rows.next()? {
            let mut bytes = row.get_ref(1)?.as_blob().map_err(|_| MALFORMED)?;
            let (price, next) = steps::price_at(&mut bytes, self.as_of_ms).ok_or(MALFORMED)?;
            let doc: u32 = row.get(0)?;
            if let Some(slot) = self.price.get_mut(doc as usize).filter(|_| self.present.contains(doc)) {
                *slot = price.unwrap_or(NO_PRICE);
                self.good_until_ms = self.good_until_ms.min(next);
            }
        }
        Ok(())
    }

    fn load(&mut self, doc: u32, bytes: &mut &[u8]) -> Result<(), Error> {
        let at = doc as usize;
        let Some(category) = take_varint(bytes).ok_or(MALFORMED)?.checked_sub(1) else {
            self.present.remove(doc);
            return Ok(());
        };
        let brand = take_varint(bytes).ok_or(MALFORMED)?;
        let (tie, rest) = bytes.split_first_chunk::<4>().ok_or(MALFORMED)?;
        *bytes = rest;
        let (price, next) = steps::price_at(bytes, self.as_of_ms).ok_or(MALFORMED)?;
        self.good_until_ms = self.good_until_ms.min(next);
        self.present.insert(doc);
        let narrow = |value: u64| u32::try_from(value).map_err(|_| MALFORMED);
        let set = |column: &mut Vec<u32>, value: u32| {
            if let Some(slot) = column.get_mut(at) {
                *slot = value;
            }
        };
        set(&mut self.category, narrow(category)?);
        set(&mut self.brand, narrow(brand)?);
        set(&mut self.tie, u32::from_le_bytes(*tie));
        if let Some(slot) = self.price.get_mut(at) {
            *slot = price.unwrap_or(NO_PRICE);
        }
        Ok(())
    }
}

/// One document's columns as they are stored.
pub(super) fn record(id: Uuid, category: u32, brand: u32, steps: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(steps.len() + 12);
    put_varint(&mut out, u64::from(category) + 1);
    put_varint(&mut out, u64::from(brand));
    out.extend(id.as_bytes().iter().take(4));
    out.extend(steps);
    out
}

/// Changes rows of `doc_columns`, each written once when documents come in ascending order.
#[derive(Debug)]
pub(super) struct Editor {
    state: i64,
    chunks: BTreeMap<u32, Vec<Vec<u8>>>,
}

/// Rows an editor holds before it writes them.
const HELD: usize = 512;

impl Editor {
    /// Changes made here belong to `state`.
    pub(super) fn new(state: i64) -> Self {
        Self { state, chunks: BTreeMap::new() }
    }

    /// Sets the columns of `doc`; an empty `record` takes it away.
    pub(super) fn set(&mut self, conn: &Connection, doc: u32, record: Vec<u8>) -> Result<(), Error> {
        let chunk = doc / CHUNK;
        if !self.chunks.contains_key(&chunk) {
            if self.chunks.len() >= HELD {
                self.flush(conn)?;
            }
            self.chunks.insert(chunk, read(conn, chunk)?);
        }
        let records = self.chunks.get_mut(&chunk).ok_or(MALFORMED)?;
        if let Some(slot) = records.get_mut((doc % CHUNK) as usize) {
            *slot = if record.is_empty() { vec![0] } else { record };
        }
        Ok(())
    }

    /// Writes what it holds.
    pub(super) fn flush(&mut self, conn: &Connection) -> Result<(), Error> {
        for (chunk, records) in std::mem::take(&mut self.chunks) {
            conn.prepare_cached("INSERT OR REPLACE INTO doc_columns (chunk, state, data) VALUES (?1, ?2, ?3)")?
                .execute(params![chunk, self.state, records.concat()])?;
        }
        Ok(())
    }
}

fn read(conn: &Connection, chunk: u32) -> Result<Vec<Vec<u8>>, Error> {
    let data: Option<Vec<u8>> = conn
        .prepare_cached("SELECT data FROM doc_columns WHERE chunk = ?1")?
        .query_row([chunk], |row| row.get(0))
        .optional()?;
    let Some(data) = data else { return Ok(vec![vec![0]; CHUNK as usize]) };
    let mut bytes = data.as_slice();
    let mut records = Vec::with_capacity(CHUNK as usize);
    for _ in 0..CHUNK {
        let before = bytes;
        if take_varint(&mut bytes).ok_or(MALFORMED)? > 0 {
            take_varint(&mut bytes).ok_or(MALFORMED)?;
            bytes = bytes.get(4..).ok_or(MALFORMED)?;
            steps::price_at(&mut bytes, 0).ok_or(MALFORMED)?;
        }
        records.push(before.get(..before.len() - bytes.len()).ok_or(MALFORMED)?.to_vec());
    }
    Ok(records)
}

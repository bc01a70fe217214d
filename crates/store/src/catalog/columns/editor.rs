//! Writing the columns.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use tenon_domain::Uuid;

use super::{CHUNK, CHUNK_BITS, Choices, MALFORMED, NO_PRICE, each_steps, kind, number, numbers, place, read, stored};
use crate::catalog::codec::{pack, put_varint};
use crate::catalog::{Error, steps};

/// Colours and sizes kept of one product.
const MOST_CHOICES: usize = 12;

/// One document's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::catalog) struct Record {
    pub(in crate::catalog) category: u32,
    pub(in crate::catalog) brand: u32,
    pub(in crate::catalog) tie: u32,
    pub(in crate::catalog) in_stock: bool,
    /// As `steps.rs` writes them.
    pub(in crate::catalog) steps: Vec<u8>,
    /// Numbers of colours and sizes.
    pub(in crate::catalog) choices: Vec<u32>,
}

/// What breaks ties between products.
pub(in crate::catalog) fn tie(id: Uuid) -> u32 {
    id.as_bytes().first_chunk::<4>().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// Changes that an editor holds before it writes them.
const HELD: usize = 65_536;

/// Changes values of documents, each chunk written once for many of them.
#[derive(Debug, Default)]
pub(in crate::catalog) struct Editor {
    changes: BTreeMap<u32, Option<Record>>,
}

impl Editor {
    /// Sets the values of `doc`; `None` takes it away.
    pub(in crate::catalog) fn set(&mut self, conn: &Connection, doc: u32, record: Option<Record>) -> Result<(), Error> {
        self.changes.insert(doc, record);
        if self.changes.len() >= HELD { self.flush(conn) } else { Ok(()) }
    }

    /// Writes what it holds.
    pub(in crate::catalog) fn flush(&mut self, conn: &Connection) -> Result<(), Error> {
        let mut changes = std::mem::take(&mut self.changes).into_iter().peekable();
        while let Some((first, _)) = changes.peek() {
            let chunk = first >> CHUNK_BITS;
            let mut held = Held::read(conn, chunk)?;
            while let Some((doc, record)) = changes.next_if(|(doc, _)| doc >> CHUNK_BITS == chunk) {
                held.set(place(doc), record);
            }
            held.write(conn, chunk)?;
        }
        Ok(())
    }
}

/// All values of a chunk, while it is changed.
struct Held {
    packed: [Vec<u64>; kind::PACKED],
    steps: BTreeMap<usize, Vec<u8>>,
    choices: Vec<Vec<u32>>,
}

impl Held {
    fn read(conn: &Connection, chunk: u32) -> Result<Self, Error> {
        let mut packed: [Vec<u64>; kind::PACKED] = Default::default();
        for (kind, slot) in packed.iter_mut().enumerate() {
            *slot = numbers(conn, chunk, kind)?;
        }
        let mut steps = BTreeMap::new();
        if let Some(data) = read(conn, chunk, kind::STEPS)? {
            each_steps(&data, |at, one| _ = steps.insert(at, one.to_vec())).ok_or(MALFORMED)?;
        }
        let mut choices = Vec::with_capacity(CHUNK);
        let places = 0..1 << CHUNK_BITS;
        let stored = Choices::stored(read(conn, chunk, kind::CHOICES)?)?;
        stored.each(places, |ids| choices.push(ids.to_vec())).ok_or(MALFORMED)?;
        Ok(Self { packed, steps, choices })
    }

    fn set(&mut self, at: usize, record: Option<Record>) {
        self.steps.remove(&at);
        let mut values = [0; kind::PACKED];
        let mut choices = Vec::new();
        if let Some(record) = record {
            let price = steps::constant(&record.steps);
            values[kind::CATEGORY] = u64::from(record.category) + 1;
            values[kind::BRAND] = u64::from(record.brand);
            values[kind::TIE] = u64::from(record.tie);
            values[kind::PRICE] = stored(price.filter(|price| *price != NO_PRICE));
            values[kind::STOCK] = u64::from(record.in_stock);
            if price.is_none() {
                self.steps.insert(at, record.steps);
            }
            choices = record.choices;
            choices.truncate(MOST_CHOICES);
        }
        for (column, value) in self.packed.iter_mut().zip(values) {
            if let Some(slot) = column.get_mut(at) {
                *slot = value;
            }
        }
        if let Some(slot) = self.choices.get_mut(at) {
            *slot = choices;
        }
    }

    fn write(&self, conn: &Connection, chunk: u32) -> Result<(), Error> {
        let mut put =
            conn.prepare_cached("INSERT OR REPLACE INTO doc_columns (chunk, kind, data) VALUES (?1, ?2, ?3)")?;
        for (kind, values) in self.packed.iter().enumerate() {
            put.execute(params![chunk, number(kind), pack(values)])?;
        }
        let mut steps = Vec::new();
        for (at, one) in &self.steps {
            put_varint(&mut steps, *at as u64);
            put_varint(&mut steps, one.len() as u64);
            steps.extend(one);
        }
        put.execute(params![chunk, number(kind::STEPS), steps])?;
        let mut choices: Vec<u8> = self.choices.iter().map(|one| u8::try_from(one.len()).unwrap_or(0)).collect();
        self.choices.iter().flatten().for_each(|id| put_varint(&mut choices, u64::from(*id)));
        put.execute(params![chunk, number(kind::CHOICES), choices])?;
        Ok(())
    }
}

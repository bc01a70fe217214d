//! What filters, facets and sorting need of every product.
//!
//! Documents are cut into chunks of 4,096; of each chunk a row of `doc_columns` holds one kind of value of all its
//! documents. A search reads the chunks and kinds that it needs, one chunk at a time, so its memory does not grow with the
//! catalog. Numbers are packed: a byte for their width, then each in that many bytes, lowest first.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use tenon_domain::Uuid;

use super::Error;
use super::codec::{pack, put_varint, take_varint, unpack, unzigzag, zigzag};
use super::steps;

/// Documents in one chunk, as a power of two.
const CHUNK_BITS: u32 = 12;
const CHUNK: usize = 1 << CHUNK_BITS;
/// The price of a product that has none in force.
pub(super) const NO_PRICE: i64 = i64::MAX;
/// Colours and sizes kept of one product.
const MOST_CHOICES: usize = 12;
const MALFORMED: Error = Error::Damaged("a row of doc_columns");

/// Kinds of values; the numbers are those on disk.
mod kind {
    /// Number of the category + 1, or 0 where there is no product.
    pub(super) const CATEGORY: usize = 0;
    pub(super) const BRAND: usize = 1;
    /// The first four bytes of the product's id, which break ties alike on every copy.
    pub(super) const TIE: usize = 2;
    /// Zigzag + 1, or 0 for none or for one that changes with time.
    pub(super) const PRICE: usize = 3;
    /// 1 when it can be had now.
    pub(super) const STOCK: usize = 4;
    /// How many kinds are packed numbers.
    pub(super) const PACKED: usize = 5;
    /// Price steps (`steps.rs`) of those whose price changes with time: place, length, steps.
    pub(super) const STEPS: usize = 5;
    /// How many colours and sizes each has (one byte each), then their numbers.
    pub(super) const CHOICES: usize = 6;
}

/// One document's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) category: u32,
    pub(super) brand: u32,
    pub(super) tie: u32,
    pub(super) in_stock: bool,
    /// As `steps.rs` writes them.
    pub(super) steps: Vec<u8>,
    /// Numbers of colours and sizes.
    pub(super) choices: Vec<u32>,
}

/// What breaks ties between products.
pub(super) fn tie(id: Uuid) -> u32 {
    id.as_bytes().first_chunk::<4>().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

/// A kind as it stands on disk.
fn number(kind: usize) -> i64 {
    i64::try_from(kind).unwrap_or(i64::MAX)
}

fn place(doc: u32) -> usize {
    doc as usize & (CHUNK - 1)
}

fn read(conn: &Connection, chunk: u32, kind: usize) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = conn.prepare_cached("SELECT data FROM doc_columns WHERE chunk = ?1 AND kind = ?2")?;
    Ok(statement.query_row(params![chunk, number(kind)], |row| row.get(0)).optional()?)
}

/// The numbers of `kind` in `chunk`; zeros where there is no row.
fn numbers(conn: &Connection, chunk: u32, kind: usize) -> Result<Vec<u64>, Error> {
    let Some(data) = read(conn, chunk, kind)? else { return Ok(vec![0; CHUNK]) };
    unpack(&data).filter(|all| all.len() == CHUNK).ok_or(MALFORMED)
}

/// Calls `each` with place and steps of those whose price changes with time.
fn each_steps(mut data: &[u8], mut each: impl FnMut(usize, &[u8])) -> Option<()> {
    while !data.is_empty() {
        let at = usize::try_from(take_varint(&mut data)?).ok()?;
        let length = usize::try_from(take_varint(&mut data)?).ok()?;
        each(at, data.get(..length)?);
        data = data.get(length..)?;
    }
    Some(())
}

/// The numbers of colours and sizes: where each document's begin, and all of them.
fn choices(conn: &Connection, chunk: u32) -> Result<(Vec<u32>, Vec<u32>), Error> {
    let Some(data) = read(conn, chunk, kind::CHOICES)? else { return Ok((vec![0; CHUNK + 1], Vec::new())) };
    let (counts, mut rest) = data.split_at_checked(CHUNK).ok_or(MALFORMED)?;
    let mut starts = Vec::with_capacity(CHUNK + 1);
    let mut sum = 0;
    for count in counts {
        starts.push(sum);
        sum += u32::from(*count);
    }
    starts.push(sum);
    let mut all = Vec::with_capacity(sum as usize);
    for _ in 0..sum {
        all.push(take_varint(&mut rest).and_then(|id| u32::try_from(id).ok()).ok_or(MALFORMED)?);
    }
    Ok((starts, all))
}

/// Reads values of documents; quick when they are asked for in ascending order.
pub(super) struct Columns<'c> {
    conn: &'c Connection,
    now_ms: i64,
    chunk: u32,
    packed: [Option<Vec<u64>>; kind::PACKED],
    choices: Option<(Vec<u32>, Vec<u32>)>,
}

impl<'c> Columns<'c> {
    /// Values as of `now_ms`.
    pub(super) fn new(conn: &'c Connection, now_ms: i64) -> Self {
        Self { conn, now_ms, chunk: 0, packed: Default::default(), choices: None }
    }

    fn value(&mut self, kind: usize, doc: u32) -> Result<u64, Error> {
        self.turn(doc);
        let missing = self.packed.get(kind).is_none_or(Option::is_none);
        if missing {
            let mut found = numbers(self.conn, self.chunk, kind)?;
            if kind == kind::PRICE
                && let Some(data) = read(self.conn, self.chunk, kind::STEPS)?
            {
                let now_ms = self.now_ms;
                each_steps(&data, |at, mut steps| {
                    let price = steps::price_at(&mut steps, now_ms).and_then(|(price, _)| price);
                    if let Some(slot) = found.get_mut(at) {
                        *slot = price.map_or(0, |price| zigzag(price).saturating_add(1));
                    }
                })
                .ok_or(MALFORMED)?;
            }
            if let Some(slot) = self.packed.get_mut(kind) {
                *slot = Some(found);
            }
        }
        let column = self.packed.get(kind).and_then(Option::as_ref);
        Ok(column.and_then(|column| column.get(place(doc))).copied().unwrap_or(0))
    }

    fn turn(&mut self, doc: u32) {
        if doc >> CHUNK_BITS != self.chunk {
            self.chunk = doc >> CHUNK_BITS;
            self.packed = Default::default();
            self.choices = None;
        }
    }

    /// The number of the category; `None` where there is no product.
    pub(super) fn category(&mut self, doc: u32) -> Result<Option<u32>, Error> {
        Ok(self.value(kind::CATEGORY, doc)?.checked_sub(1).and_then(|number| u32::try_from(number).ok()))
    }

    /// The number of the maker, 0 for none.
    pub(super) fn brand(&mut self, doc: u32) -> Result<u32, Error> {
        Ok(u32::try_from(self.value(kind::BRAND, doc)?).unwrap_or(0))
    }

    /// What breaks ties.
    pub(super) fn tie(&mut self, doc: u32) -> Result<u32, Error> {
        Ok(u32::try_from(self.value(kind::TIE, doc)?).unwrap_or(0))
    }

    /// Cheapest in force without promotion, minor units; `NO_PRICE` for none.
    pub(super) fn price(&mut self, doc: u32) -> Result<i64, Error> {
        Ok(self.value(kind::PRICE, doc)?.checked_sub(1).map_or(NO_PRICE, unzigzag))
    }

    /// Whether any variant can be had now.
    pub(super) fn in_stock(&mut self, doc: u32) -> Result<bool, Error> {
        Ok(self.value(kind::STOCK, doc)? > 0)
    }

    /// Numbers of the colours and sizes it can be had in.
    pub(super) fn choices(&mut self, doc: u32) -> Result<&[u32], Error> {
        self.turn(doc);
        if self.choices.is_none() {
            self.choices = Some(choices(self.conn, self.chunk)?);
        }
        let Some((starts, all)) = &self.choices else { return Ok(&[]) };
        let at = place(doc);
        let (Some(from), Some(to)) = (starts.get(at), starts.get(at + 1)) else { return Ok(&[]) };
        Ok(all.get(*from as usize..*to as usize).unwrap_or_default())
    }
}

/// Counts products by category number.
pub(super) fn by_category(conn: &Connection, categories: usize) -> Result<Vec<u32>, Error> {
    let mut counts = vec![0_u32; categories];
    let mut statement = conn.prepare_cached("SELECT chunk FROM doc_columns WHERE kind = ?1")?;
    let chunks: Vec<u32> =
        statement.query_map([number(kind::CATEGORY)], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for chunk in chunks {
        for number in numbers(conn, chunk, kind::CATEGORY)? {
            let count = number.checked_sub(1).and_then(|number| counts.get_mut(usize::try_from(number).ok()?));
            if let Some(count) = count {
                *count += 1;
            }
        }
    }
    Ok(counts)
}

/// Changes that an editor holds before it writes them.
const HELD: usize = 65_536;

/// Changes values of documents, each chunk written once for many of them.
#[derive(Debug, Default)]
pub(super) struct Editor {
    changes: BTreeMap<u32, Option<Record>>,
}

impl Editor {
    /// Sets the values of `doc`; `None` takes it away.
    pub(super) fn set(&mut self, conn: &Connection, doc: u32, record: Option<Record>) -> Result<(), Error> {
        self.changes.insert(doc, record);
        if self.changes.len() >= HELD { self.flush(conn) } else { Ok(()) }
    }

    /// Writes what it holds.
    pub(super) fn flush(&mut self, conn: &Connection) -> Result<(), Error> {
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
        let (starts, all) = choices(conn, chunk)?;
        let ranges = starts.windows(2).map(|pair| match pair {
            [from, to] => all.get(*from as usize..*to as usize).unwrap_or_default().to_vec(),
            _ => Vec::new(),
        });
        let choices = ranges.collect();
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
            values[kind::PRICE] =
                price.filter(|price| *price != NO_PRICE).map_or(0, |price| zigzag(price).saturating_add(1));
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

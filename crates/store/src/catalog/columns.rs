//! What filters, facets and sorting need of every product.
//!
//! Documents are cut into chunks of 4,096; of each chunk a row of `doc_columns` holds one kind of value of all its
//! documents. A search reads the chunks and kinds that it needs, one chunk at a time, so its memory does not grow with the
//! catalog. Numbers are packed: a byte for their width, then each in that many bytes, lowest first.

mod editor;

use rusqlite::{Connection, OptionalExtension, params};
use tenon_domain::pricing::Sale;

use super::Error;
use super::codec::{take_varint, unpack, unzigzag, zigzag};
use super::steps;
pub(super) use editor::{Editor, Record, tie};

/// Documents in one chunk, as a power of two.
const CHUNK_BITS: u32 = 12;
const CHUNK: usize = 1 << CHUNK_BITS;
/// The price of a product that has none in force.
pub(super) const NO_PRICE: i64 = i64::MAX;
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

/// A price as the column keeps it.
fn stored(price: Option<i64>) -> u64 {
    price.map_or(0, |price| zigzag(price).saturating_add(1))
}

/// Reads values of documents; quick when they are asked for in ascending order.
pub(super) struct Columns<'c> {
    conn: &'c Connection,
    sale: &'c Sale,
    chunk: u32,
    packed: [Option<Vec<u64>>; kind::PACKED],
    choices: Option<(Vec<u32>, Vec<u32>)>,
}

impl<'c> Columns<'c> {
    /// Values as of the moment and in the price zone of `sale`.
    pub(super) fn new(conn: &'c Connection, sale: &'c Sale) -> Self {
        Self { conn, sale, chunk: 0, packed: Default::default(), choices: None }
    }

    fn value(&mut self, kind: usize, doc: u32) -> Result<u64, Error> {
        self.turn(doc);
        let missing = self.packed.get(kind).is_none_or(Option::is_none);
        if missing {
            let mut found = numbers(self.conn, self.chunk, kind)?;
            if kind == kind::PRICE {
                self.lay_steps(&mut found)?;
                self.lay_zone(&mut found)?;
            }
            if let Some(slot) = self.packed.get_mut(kind) {
                *slot = Some(found);
            }
        }
        let column = self.packed.get(kind).and_then(Option::as_ref);
        Ok(column.and_then(|column| column.get(place(doc))).copied().unwrap_or(0))
    }

    /// Puts the prices of now over `found`, for those that change with time.
    fn lay_steps(&self, found: &mut [u64]) -> Result<(), Error> {
        let Some(data) = read(self.conn, self.chunk, kind::STEPS)? else { return Ok(()) };
        let mut read = Some(());
        each_steps(&data, |at, mut steps| {
            let price = steps::price_at(&mut steps, self.sale.at_ms);
            read = read.and(price.map(|_| ()));
            if let (Some((price, _)), Some(slot)) = (price, found.get_mut(at)) {
                *slot = stored(price);
            }
        })
        .and(read)
        .ok_or(MALFORMED)
    }

    /// Puts the prices of the zone over those of the whole chain.
    fn lay_zone(&self, found: &mut [u64]) -> Result<(), Error> {
        let Some(zone) = &self.sale.zone else { return Ok(()) };
        let first = i64::from(self.chunk) << CHUNK_BITS;
        let mut statement =
            self.conn.prepare_cached("SELECT doc, steps FROM zone_steps WHERE zone = ?1 AND doc >= ?2 AND doc < ?3")?;
        let mut rows = statement.query(params![zone, first, first + (1 << CHUNK_BITS)])?;
        while let Some(row) = rows.next()? {
            let mut steps = row.get_ref(1)?.as_blob().map_err(|_| MALFORMED)?;
            let (price, _) = steps::price_at(&mut steps, self.sale.at_ms).ok_or(MALFORMED)?;
            if let Some(slot) = found.get_mut(place(row.get(0)?)) {
                *slot = stored(price);
            }
        }
        Ok(())
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

    /// Cheapest in force in the zone without promotion, minor units; `NO_PRICE` for none.
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

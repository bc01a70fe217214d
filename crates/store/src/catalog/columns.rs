//! What filters, facets and sorting need of every product.
//!
//! Documents are cut into chunks of 4,096; of each chunk a row of `doc_columns` holds one kind of value of all its
//! documents. A search reads the chunks and kinds that it needs, one chunk at a time, so its memory does not grow with the
//! catalog. Numbers are packed: a byte for their width, then each in that many bytes, lowest first.

mod choices;
mod editor;
mod packed;
mod prices_now;

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use tenon_domain::pricing::Sale;

use super::Error;
use super::codec::{take_varint, unpack, unzigzag, zigzag};
use super::steps;
use choices::Choices;
pub(super) use editor::{Editor, Record, tie};
pub(super) use packed::Packed;
use prices_now::Known;
pub(super) use prices_now::PricesNow;

/// Documents in one chunk, as a power of two.
pub(super) const CHUNK_BITS: u32 = 12;
pub(super) const CHUNK: usize = 1 << CHUNK_BITS;
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

/// A price as the column keeps it.
fn stored(price: Option<i64>) -> u64 {
    price.map_or(0, |price| zigzag(price).saturating_add(1))
}

/// Reads values of the documents of one chunk after the other.
pub(super) struct Columns<'c> {
    conn: &'c Connection,
    sale: &'c Sale,
    prices_now: &'c PricesNow,
    chunk: u32,
    packed: [Option<Packed>; kind::PACKED],
    prices: Option<(Arc<Packed>, bool)>,
    choices: Option<Choices>,
}

impl<'c> Columns<'c> {
    /// Values as of the moment and in the price zone of `sale`, for which `prices_now` are.
    pub(super) fn new(conn: &'c Connection, sale: &'c Sale, prices_now: &'c PricesNow) -> Self {
        Self { conn, sale, prices_now, chunk: 0, packed: Default::default(), prices: None, choices: None }
    }

    /// Turns to `chunk`: what is asked for from now on is of its documents.
    pub(super) fn turn(&mut self, chunk: u32) {
        if chunk != self.chunk {
            self.chunk = chunk;
            self.packed = Default::default();
            (self.prices, self.choices) = (None, None);
        }
    }

    /// Which chunk that is.
    pub(super) fn chunk(&self) -> u32 {
        self.chunk
    }

    fn packed(&mut self, kind: usize) -> Result<&Packed, Error> {
        let slot = self.packed.get_mut(kind).ok_or(MALFORMED)?;
        if slot.is_none() {
            *slot = Some(match read(self.conn, self.chunk, kind)? {
                Some(data) => Packed::stored(data)?,
                None => Packed::zeros(),
            });
        }
        slot.as_ref().ok_or(MALFORMED)
    }

    /// Number of the category + 1, or 0 where there is no product.
    pub(super) fn categories(&mut self) -> Result<&Packed, Error> {
        self.packed(kind::CATEGORY)
    }

    /// Number of the maker, 0 for none.
    pub(super) fn brands(&mut self) -> Result<&Packed, Error> {
        self.packed(kind::BRAND)
    }

    /// 1 where any variant can be had now.
    pub(super) fn stock(&mut self) -> Result<&Packed, Error> {
        self.packed(kind::STOCK)
    }

    /// What breaks ties.
    pub(super) fn tie(&mut self, place: u16) -> Result<u32, Error> {
        Ok(u32::try_from(self.packed(kind::TIE)?.get(place)).unwrap_or(0))
    }

    /// The number of the category at `place`.
    pub(super) fn category(&mut self, place: u16) -> Result<u32, Error> {
        Ok(u32::try_from(self.categories()?.get(place).saturating_sub(1)).unwrap_or(0))
    }

    /// The number of the maker at `place`.
    pub(super) fn brand(&mut self, place: u16) -> Result<u32, Error> {
        Ok(u32::try_from(self.brands()?.get(place)).unwrap_or(0))
    }

    /// Cheapest in force in the zone without promotion, for `price` to read.
    pub(super) fn prices(&mut self) -> Result<Arc<Packed>, Error> {
        Ok(self.priced()?.0)
    }

    /// Whether every product of the chunk has a price in force.
    pub(super) fn all_are_priced(&mut self) -> Result<bool, Error> {
        Ok(self.priced()?.1)
    }

    fn priced(&mut self) -> Result<(Arc<Packed>, bool), Error> {
        if let Some((prices, all)) = &self.prices {
            return Ok((Arc::clone(prices), *all));
        }
        let found = match self.prices_now.at(self.chunk, self.sale.at_ms) {
            Some(found) => found,
            None => self.work_out_prices()?,
        };
        self.prices = Some((Arc::clone(&found.0), found.1));
        Ok(found)
    }

    /// Puts those prices that change with time, and those of the zone, over those that do not.
    fn work_out_prices(&mut self) -> Result<(Arc<Packed>, bool), Error> {
        let mut found = numbers(self.conn, self.chunk, kind::PRICE)?;
        let mut until_ms = i64::MAX;
        let mut lay = |at: usize, mut steps: &[u8]| {
            let (price, next) = steps::price_at(&mut steps, self.sale.at_ms)?;
            until_ms = until_ms.min(next);
            *found.get_mut(at)? = stored(price);
            Some(())
        };
        if let Some(data) = read(self.conn, self.chunk, kind::STEPS)? {
            let mut read = Some(());
            each_steps(&data, |at, steps| read = read.and(lay(at, steps))).and(read).ok_or(MALFORMED)?;
        }
        if let Some(zone) = &self.sale.zone {
            let first = i64::from(self.chunk) << CHUNK_BITS;
            let mut statement = self
                .conn
                .prepare_cached("SELECT doc, steps FROM zone_steps WHERE zone = ?1 AND doc >= ?2 AND doc < ?3")?;
            let mut rows = statement.query(params![zone, first, first + (1 << CHUNK_BITS)])?;
            while let Some(row) = rows.next()? {
                let steps = row.get_ref(1)?.as_blob().map_err(|_| MALFORMED)?;
                lay(place(row.get(0)?), steps).ok_or(MALFORMED)?;
            }
        }
        let mut there = found.iter().map(|price| *price > 0);
        let mut all = true;
        self.categories()?.each(0..1 << CHUNK_BITS, |category| all &= there.next() == Some(true) || category == 0);
        let prices = Arc::new(Packed::of(&found));
        let known = Known { from_ms: self.sale.at_ms, until_ms, prices: Arc::clone(&prices), all };
        self.prices_now.keep(self.chunk, known);
        Ok((prices, all))
    }

    /// Calls `each` with the colours and sizes, by number, of every one of `places`, which ascend.
    pub(super) fn each_choices(
        &mut self,
        places: impl Iterator<Item = u16>,
        each: impl FnMut(&[u32]),
    ) -> Result<(), Error> {
        self.choices()?.each(places, each).ok_or(MALFORMED)
    }

    /// Counts colours and sizes: calls `each` with a number, a mark, and of how many documents with that mark it is; 0 marks
    /// those that `marked` does not name, and the largest mark is 31. For many documents quicker than `each_choices`.
    pub(super) fn count_choices(
        &mut self,
        marked: impl Iterator<Item = (u16, u8)>,
        each: impl FnMut(u32, u8, u32),
    ) -> Result<(), Error> {
        self.choices()?.count_marked(marked, each).ok_or(MALFORMED)
    }

    fn choices(&mut self) -> Result<&Choices, Error> {
        if self.choices.is_none() {
            self.choices = Some(Choices::stored(read(self.conn, self.chunk, kind::CHOICES)?)?);
        }
        self.choices.as_ref().ok_or(MALFORMED)
    }
}

/// A price as `Columns::prices` has it; `NO_PRICE` for none.
pub(super) fn price(stored: u64) -> i64 {
    stored.checked_sub(1).map_or(NO_PRICE, unzigzag)
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

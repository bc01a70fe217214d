//! The price book's versions in the catalog's file, and what a product costs over time by them.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::{BookLine, BookVersion, Rate};
use tenon_domain::{Localized, Uuid};

use super::columns::Editor;
use super::doc_values::DocValues;
use super::master::{Master, flip};
use super::meta::{Meta, Numbers};
use super::{Error, steps};

/// A version of the price book that is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPrices {
    /// The price zone; none for the whole chain.
    pub zone: Option<String>,
    /// What people call it.
    pub name: Localized,
    /// First moment, UTC milliseconds; may lie ahead.
    pub from_ms: i64,
    /// First moment after, UTC milliseconds; none until a later version has the line.
    pub until_ms: Option<i64>,
    /// Product, variant and what it costs; without a rate the line goes back to the next wider book.
    pub lines: Vec<(Uuid, Uuid, Option<Rate>)>,
}

impl NewPrices {
    fn fault(&self) -> Option<String> {
        if self.lines.is_empty() {
            return Some("a version of the price book has at least one line".to_owned());
        }
        if self.until_ms.is_some_and(|until| until <= self.from_ms) {
            return Some("a version of the price book ends after it begins".to_owned());
        }
        if self.zone.as_deref().is_some_and(|zone| zone.is_empty() || zone.len() > 40) {
            return Some("a price zone's name has 1 to 40 letters".to_owned());
        }
        let fault = |(_, variant, rate): &(Uuid, Uuid, Option<Rate>)| Some((*variant, rate.as_ref()?.fault()?));
        self.lines.iter().find_map(fault).map(|(variant, fault)| format!("variant {variant}: {fault}"))
    }
}

impl Master {
    /// Publishes a version of the price book and gives it with its number. It never changes afterwards.
    pub fn publish_prices(&mut self, prices: &NewPrices, now_ms: i64) -> Result<BookVersion, Error> {
        if let Some(fault) = prices.fault() {
            return Err(Error::Faulty(fault));
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number = flip(&tx, now_ms)?;
        let version = BookVersion {
            number,
            zone: prices.zone.clone(),
            name: prices.name.clone(),
            from_ms: prices.from_ms,
            until_ms: prices.until_ms,
            published_ms: now_ms,
        };
        put_version(&tx, &version)?;
        let mut products = Vec::with_capacity(prices.lines.len());
        for (product, variant, rate) in &prices.lines {
            put_line(&tx, number, *product, *variant, rate.as_ref())?;
            products.push(*product);
        }
        let mut meta = Meta::read(&tx)?;
        meta.price_book = number;
        meta.write(&tx)?;
        settle_all(&tx, products)?;
        tx.commit()?;
        Ok(version)
    }

    /// Number of the imported book's version.
    pub fn base_book(&self) -> Result<i64, Error> {
        Ok(Meta::read(&self.conn)?.base_book)
    }

    /// Every version of the price book besides the imported one, with its number of lines, latest first.
    pub fn price_versions(&self) -> Result<Vec<(BookVersion, u64)>, Error> {
        let mut statement = self.conn.prepare(&format!(
            "SELECT {VERSION}, (SELECT count(*) FROM price_lines l WHERE l.version = v.number)
             FROM price_versions v ORDER BY v.number DESC"
        ))?;
        let rows = statement.query_map([], |row| Ok((version_in(row)?, row.get::<_, i64>(7)?.cast_unsigned())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The columns that `version_in` reads.
const VERSION: &str = "v.number, v.zone, v.zh, v.en, v.from_ms, v.until_ms, v.published_ms";

fn version_in(row: &rusqlite::Row<'_>) -> rusqlite::Result<BookVersion> {
    Ok(BookVersion {
        number: row.get(0)?,
        zone: row.get(1)?,
        name: Localized { zh: row.get(2)?, en: row.get(3)? },
        from_ms: row.get(4)?,
        until_ms: row.get(5)?,
        published_ms: row.get(6)?,
    })
}

/// The version of that number.
pub(super) fn version(conn: &Connection, number: i64) -> Result<BookVersion, Error> {
    Ok(conn
        .prepare_cached(&format!("SELECT {VERSION} FROM price_versions v WHERE v.number = ?1"))?
        .query_row([number], version_in)?)
}

/// Writes a version; the same again changes nothing.
pub(super) fn put_version(conn: &Connection, version: &BookVersion) -> Result<(), Error> {
    conn.prepare_cached("INSERT OR REPLACE INTO price_versions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(
        params![
            version.number,
            version.zone,
            version.name.zh,
            version.name.en,
            version.from_ms,
            version.until_ms,
            version.published_ms
        ],
    )?;
    Ok(())
}

/// Writes a line; the same again changes nothing.
pub(super) fn put_line(
    conn: &Connection,
    version: i64,
    product: Uuid,
    variant: Uuid,
    rate: Option<&Rate>,
) -> Result<(), Error> {
    let rate = rate.map(serde_json::to_string).transpose()?;
    conn.prepare_cached("INSERT OR REPLACE INTO price_lines VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        product.as_bytes(),
        variant.as_bytes(),
        version,
        rate
    ])?;
    Ok(())
}

/// What all versions say of a product.
pub(super) fn lines_of(conn: &Connection, product: Uuid) -> Result<Vec<BookLine>, Error> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {VERSION}, l.variant, l.rate FROM price_lines l JOIN price_versions v ON v.number = l.version
         WHERE l.product = ?1"
    ))?;
    let mut rows = statement.query([product.as_bytes()])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let rate: Option<String> = row.get(8)?;
        lines.push(BookLine {
            version: Arc::new(version_in(row)?),
            variant: Uuid::from_bytes(row.get(7)?),
            rate: rate.map(|rate| serde_json::from_str(&rate)).transpose()?,
        });
    }
    Ok(lines)
}

/// Writes what the product with number `doc` costs over time, for everywhere and for each zone that names it.
pub(super) fn settle(
    conn: &Connection,
    editor: &mut Editor,
    numbers: &mut Numbers,
    doc: u32,
    product: &Product,
) -> Result<(), Error> {
    let lines = lines_of(conn, product.id)?;
    let category = numbers.category(conn, &product.category)?;
    let brand = numbers.brand(conn, &product.brand)?;
    let record = DocValues::of(product, &lines).record(conn, product.id, (category, brand))?;
    editor.set(conn, doc, Some(record))?;
    let mut zones: Vec<&str> = lines.iter().filter_map(|line| line.version.zone.as_deref()).collect();
    zones.sort_unstable();
    zones.dedup();
    for zone in zones {
        conn.prepare_cached("INSERT OR REPLACE INTO zone_steps VALUES (?1, ?2, ?3)")?.execute(params![
            zone,
            doc,
            steps::steps(product, &lines, Some(zone))
        ])?;
    }
    Ok(())
}

/// Settles those of `products` that are here.
pub(super) fn settle_all(conn: &Connection, mut products: Vec<Uuid>) -> Result<(), Error> {
    products.sort_unstable();
    products.dedup();
    let mut docs: Vec<(u32, Uuid)> = Vec::with_capacity(products.len());
    for id in products {
        let mut statement = conn.prepare_cached("SELECT doc FROM products WHERE id = ?1")?;
        docs.extend(statement.query_row([id.as_bytes()], |row| row.get(0)).optional()?.map(|doc| (doc, id)));
    }
    docs.sort_unstable();
    let (mut editor, mut numbers) = (Editor::default(), Numbers::default());
    for (doc, id) in docs {
        if let Some((_, product)) = stored(conn, id)? {
            settle(conn, &mut editor, &mut numbers, doc, &product)?;
        }
    }
    editor.flush(conn)
}

/// A product with its number, if it is here.
pub(super) fn stored(conn: &Connection, id: Uuid) -> Result<Option<(u32, Product)>, Error> {
    let row: Option<(u32, String)> = conn
        .prepare_cached("SELECT doc, body FROM products WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(doc, body)| Ok((doc, serde_json::from_str(&body)?))).transpose()
}

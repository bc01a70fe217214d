//! The one row that says which catalog this is, and the dictionaries that columns speak of by number.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use tenon_domain::catalog::Category;

use super::Error;
use super::answers::Status;

/// The row of `meta`.
#[derive(Debug, Clone)]
pub(super) struct Meta {
    pub(super) version: i64,
    pub(super) price_book: i64,
    pub(super) base_book: i64,
    pub(super) changed_ms: i64,
    pub(super) products: i64,
    pub(super) next_doc: u32,
    pub(super) state: i64,
    pub(super) currency: String,
}

impl Meta {
    /// Reads it.
    pub(super) fn read(conn: &Connection) -> Result<Self, Error> {
        Ok(conn
            .prepare_cached(
                "SELECT version, price_book, changed_ms, products, next_doc, state, currency, base_book FROM meta",
            )?
            .query_row([], |row| {
                Ok(Self {
                    version: row.get(0)?,
                    price_book: row.get(1)?,
                    changed_ms: row.get(2)?,
                    products: row.get(3)?,
                    next_doc: row.get(4)?,
                    state: row.get(5)?,
                    currency: row.get(6)?,
                    base_book: row.get(7)?,
                })
            })?)
    }

    /// Writes it.
    pub(super) fn write(&self, conn: &Connection) -> Result<(), Error> {
        conn.prepare_cached(
            "UPDATE meta SET version = ?1, price_book = ?2, changed_ms = ?3, products = ?4, next_doc = ?5, state = ?6,
             currency = ?7, base_book = ?8",
        )?
        .execute(params![
            self.version,
            self.price_book,
            self.changed_ms,
            self.products,
            self.next_doc,
            self.state,
            self.currency,
            self.base_book
        ])?;
        Ok(())
    }

    /// The part that others may know.
    pub(super) fn status(&self) -> Status {
        Status {
            version: self.version,
            products: self.products,
            changed_ms: self.changed_ms,
            price_book: self.price_book,
        }
    }
}

/// Gives categories and brands their numbers, making new ones. Number 0 is the empty brand.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    categories: HashMap<String, (u32, String, String)>,
    brands: HashMap<String, u32>,
}

impl Numbers {
    /// The number of a category; the names of the places above it are learnt on the way.
    pub(super) fn category(&mut self, conn: &Connection, category: &Category) -> Result<u32, Error> {
        let ends = category.path.match_indices('/').map(|(at, _)| at);
        for (end, name) in ends.zip(&category.above) {
            self.place(conn, category.path.get(..end).unwrap_or_default(), &name.zh, &name.en)?;
        }
        self.place(conn, &category.path, &category.name.zh, &category.name.en)
    }

    /// The number of the place at `path`; a name that is not empty replaces the one known.
    fn place(&mut self, conn: &Connection, path: &str, zh: &str, en: &str) -> Result<u32, Error> {
        if let Some((number, known_zh, known_en)) = self.categories.get(path)
            && (zh.is_empty() || zh == known_zh)
            && (en.is_empty() || en == known_en)
        {
            return Ok(*number);
        }
        let found = conn
            .prepare_cached(
                "INSERT INTO categories (path, zh, en) VALUES (?1, ?2, ?3) ON CONFLICT (path) DO UPDATE SET
                 zh = iif(excluded.zh = '', zh, excluded.zh), en = iif(excluded.en = '', en, excluded.en)
                 RETURNING id, zh, en",
            )?
            .query_row([path, zh, en], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let number = found.0;
        self.categories.insert(path.to_owned(), found);
        Ok(number)
    }

    /// The number of the brand `name`.
    pub(super) fn brand(&mut self, conn: &Connection, name: &str) -> Result<u32, Error> {
        if name.is_empty() {
            return Ok(0);
        }
        if let Some(number) = self.brands.get(name) {
            return Ok(*number);
        }
        let known: Option<u32> = conn
            .prepare_cached("SELECT id FROM brands WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let number = if let Some(number) = known {
            number
        } else {
            conn.prepare_cached("INSERT INTO brands (name) VALUES (?1) RETURNING id")?
                .query_row([name], |row| row.get(0))?
        };
        self.brands.insert(name.to_owned(), number);
        Ok(number)
    }
}

//! Changes from one version of the catalog to a later one, in pages.
//!
//! A page follows the order (version that changed it, product id), so that a run of pages can stop anywhere and go on
//! later, also past versions that headquarters publishes meanwhile. The tablet's version moves with the last page only.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::Promotion;
use tenon_domain::{Localized, Uuid};

use super::columns::Editor;
use super::import::{face, remove};
use super::master::{self, Master};
use super::meta::{Meta, Numbers};
use super::pictures::{self, PictureName};
use super::replica::Replica;
use super::repriced::{BookLines, ProductRates, Repriced, ShortId};
use super::segment::{self, Builder};
use super::terms::{Terms, text_hash};
use super::{Error, prices, synonyms};

/// Products in a page at most.
const MOST: u32 = 5_000;

/// A place in the order of changes: all that comes before it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor {
    /// Version of the change.
    pub version: i64,
    /// Product, or key of a picture, that changed.
    pub id: Uuid,
}

/// A page of changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The version that the run of pages started from.
    pub from: i64,
    /// The place that this page follows.
    pub after: Option<Cursor>,
    /// Where the next page goes on; `None` on the last, with which the tablet reaches `version`.
    pub next: Option<Cursor>,
    /// Headquarters' version when the page was made.
    pub version: i64,
    /// Number of the price book.
    pub price_book: i64,
    /// When `version` was published, UTC milliseconds.
    pub changed_ms: i64,
    /// What a bare number in a query is meant in, ISO 4217.
    pub currency: String,
    /// New and changed products.
    pub products: Vec<Product>,
    /// Imported prices of products of which nothing else has changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repriced: Vec<Repriced>,
    /// Lines of versions of the price book, in the order of versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub books: Vec<BookLines>,
    /// Number of the imported book's version.
    pub base_book: i64,
    /// Products taken away.
    pub withdrawn: Vec<Uuid>,
    /// What became of pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureName>,
    /// All promotions, when any has changed; on the last page.
    pub promotions: Option<Vec<Promotion>>,
    /// All merchants' names, when any has changed; on the last page.
    pub merchants: Option<Vec<(String, Localized)>>,
    /// All synonyms of the chain, when any has changed; on the last page.
    pub synonyms: Option<Vec<Vec<String>>>,
}

impl Master {
    /// The page of at most `limit` products (5,000 at most) that have changed since version `from`, following `after`.
    pub fn changes_since(&mut self, from: i64, after: Option<Cursor>, limit: u32) -> Result<Changes, Error> {
        let limit = limit.clamp(1, MOST);
        let tx = self.conn.transaction()?;
        let meta = Meta::read(&tx)?;
        if from > meta.version {
            return Err(Error::DeltaGap { from, held: meta.version });
        }
        // Nothing has the largest id, so this place lies before everything newer than `from`.
        let place = after.unwrap_or(Cursor { version: from, id: Uuid::max() });
        let (changed, next) = changed(&tx, place, limit)?;
        let (mut products, mut repriced) = (Vec::new(), Vec::new());
        let (mut withdrawn, mut books, mut named) = (Vec::new(), Vec::new(), Vec::new());
        for (place, what) in changed {
            match what {
                Change::Withdrawn => withdrawn.push(place.id),
                Change::Prices => add_lines(&tx, place, &mut books)?,
                Change::Picture => named.push(pictures::in_version(&tx, place.id)?),
                Change::Product => {
                    let (body, rewritten): (String, i64) = tx
                        .prepare_cached("SELECT body, rewritten FROM products WHERE id = ?1")?
                        .query_row([place.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    let product = serde_json::from_str(&body)?;
                    if rewritten > from { products.push(product) } else { repriced.push(Repriced::of(product)) }
                }
            }
        }
        let (promotions_changed, merchants_changed, synonyms_changed): (i64, i64, i64) =
            tx.query_row("SELECT promotions_changed, merchants_changed, synonyms_changed FROM hq_meta", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let last = next.is_none();
        let promotions = (last && promotions_changed > from).then(|| master::promotions_in(&tx)).transpose()?;
        let merchants = (last && merchants_changed > from).then(|| master::merchants_in(&tx)).transpose()?;
        let synonyms = (last && synonyms_changed > from).then(|| synonyms::stored(&tx)).transpose()?;
        let Meta { version, price_book, base_book, changed_ms, currency, .. } = meta;
        Ok(Changes {
            from,
            after,
            next,
            version,
            price_book,
            changed_ms,
            currency,
            products,
            repriced,
            books,
            base_book,
            withdrawn,
            pictures: named,
            promotions,
            merchants,
            synonyms,
        })
    }
}

/// What happened to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Product,
    Withdrawn,
    Prices,
    Picture,
}

/// Places with what happened there, and the place to go on from if there are more.
type Changed = (Vec<(Cursor, Change)>, Option<Cursor>);

/// Adds the lines of the version and product at `place`.
fn add_lines(conn: &Connection, place: Cursor, books: &mut Vec<BookLines>) -> Result<(), Error> {
    if books.last().is_none_or(|book| book.version.number != place.version) {
        books.push(BookLines { version: prices::version(conn, place.version)?, products: Vec::new() });
    }
    let mut statement =
        conn.prepare_cached("SELECT variant, rate FROM price_lines WHERE version = ?1 AND product = ?2")?;
    let mut rows = statement.query(params![place.version, place.id.as_bytes()])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let rate: Option<String> = row.get(1)?;
        let rate = rate.map(|rate| serde_json::from_str(&rate)).transpose()?;
        lines.push((ShortId(Uuid::from_bytes(row.get(0)?)), rate));
    }
    if let Some(book) = books.last_mut() {
        book.products.push(ProductRates(ShortId(place.id), lines));
    }
    Ok(())
}

/// What changed after `place` in order, and the place to go on from if there are more.
fn changed(conn: &Connection, place: Cursor, limit: u32) -> Result<Changed, Error> {
    let mut found: Vec<(Cursor, Change)> = Vec::new();
    for (what, sql) in [
        (
            Change::Product,
            "SELECT changed, id FROM products WHERE (changed, id) > (?1, ?2) ORDER BY changed, id LIMIT ?3",
        ),
        (
            Change::Withdrawn,
            "SELECT withdrawn, id FROM sources WHERE withdrawn IS NOT NULL AND (withdrawn, id) > (?1, ?2)
             ORDER BY withdrawn, id LIMIT ?3",
        ),
        (
            Change::Prices,
            "SELECT DISTINCT version, product FROM price_lines WHERE (version, product) > (?1, ?2)
             ORDER BY version, product LIMIT ?3",
        ),
        (
            Change::Picture,
            "SELECT changed, key FROM picture_names WHERE (changed, key) > (?1, ?2) ORDER BY changed, key LIMIT ?3",
        ),
    ] {
        let mut statement = conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![place.version, place.id.as_bytes(), limit + 1], |row| {
            Ok(Cursor { version: row.get(0)?, id: Uuid::from_bytes(row.get(1)?) })
        })?;
        for row in rows {
            found.push((row?, what));
        }
    }
    found.sort_unstable();
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().map(|(cursor, _)| *cursor).filter(|_| more);
    Ok((found, next))
}

impl Replica {
    /// The place that the next page must follow: `None` when the last run of pages was finished.
    pub fn resume(&self) -> Result<Option<Cursor>, Error> {
        Ok(self.conn.query_row("SELECT delta_to, delta_id FROM meta", [], |row| {
            let (version, id): (i64, Option<[u8; 16]>) = (row.get(0)?, row.get(1)?);
            Ok(id.map(|id| Cursor { version, id: Uuid::from_bytes(id) }))
        })?)
    }

    /// Takes a page in, in one transaction. A page that does not follow what is held is refused: `Error::DeltaGap`.
    pub fn apply(&mut self, page: &Changes) -> Result<(), Error> {
        let resume = self.resume()?;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut meta = Meta::read(&tx)?;
        if page.from != meta.version || page.after != resume {
            return Err(Error::DeltaGap { from: page.from, held: meta.version });
        }
        meta.state += 1;
        let mut taking = Taking {
            conn: &tx,
            editor: Editor::default(),
            numbers: Numbers::default(),
            builder: Builder::default(),
            terms: &self.terms,
        };
        for product in &page.products {
            taking.put(product, page.version, &mut meta)?;
        }
        for repriced in &page.repriced {
            taking.reprice(repriced, page)?;
        }
        for id in &page.withdrawn {
            if let Some(doc) = remove(&tx, *id, &mut taking.editor)? {
                taking.builder.touch(doc);
                meta.products -= 1;
            }
        }
        taking.editor.flush(&tx)?;
        let mut builder = taking.builder;
        take_lines(&tx, &page.books)?;
        if !builder.is_empty() {
            let segment = builder.flush(&tx, segment::next_number(&tx)?)?;
            segment::push(&tx, "segments", &segment)?;
            segment::settle(&tx)?;
        }
        for name in &page.pictures {
            pictures::apply(&tx, name, page.version)?;
        }
        if let Some(promotions) = &page.promotions {
            master::replace_promotions(&tx, promotions)?;
        }
        for (code, name) in page.merchants.iter().flatten() {
            master::set_merchant(&tx, code, name)?;
        }
        if let Some(groups) = &page.synonyms {
            synonyms::replace(&tx, groups)?;
        }
        meta.currency.clone_from(&page.currency);
        if page.next.is_none() {
            (meta.version, meta.changed_ms) = (page.version, page.changed_ms);
            (meta.price_book, meta.base_book) = (page.price_book, page.base_book);
        }
        meta.write(&tx)?;
        tx.execute(
            "UPDATE meta SET delta_to = ?1, delta_id = ?2",
            params![page.next.map_or(0, |next| next.version), page.next.map(|next| *next.id.as_bytes())],
        )?;
        tx.commit()?;
        Ok(())
    }
}

/// Takes lines of the price book in.
fn take_lines(conn: &Connection, books: &[BookLines]) -> Result<(), Error> {
    let mut products = Vec::new();
    for book in books {
        prices::put_version(conn, &book.version)?;
        for ProductRates(product, lines) in &book.products {
            products.push(product.0);
            for (variant, rate) in lines {
                prices::put_line(conn, book.version.number, product.0, variant.0, rate.as_ref())?;
            }
        }
    }
    prices::settle_all(conn, products)
}

/// A page being taken in.
struct Taking<'t> {
    conn: &'t Connection,
    editor: Editor,
    numbers: Numbers,
    builder: Builder,
    terms: &'t Terms,
}

impl Taking<'_> {
    fn put(&mut self, product: &Product, version: i64, meta: &mut Meta) -> Result<(), Error> {
        let conn = self.conn;
        let held: Option<(u32, i64)> = conn
            .prepare_cached("SELECT doc, text_hash FROM products WHERE id = ?1")?
            .query_row([product.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let doc = held.map_or(meta.next_doc, |(doc, _)| doc);
        if held.is_none() {
            meta.next_doc += 1;
            meta.products += 1;
        }
        let text_hash = text_hash(product)?;
        if held.is_none_or(|(_, held)| held != text_hash) && self.builder.touch(doc) {
            let builder = &mut self.builder;
            self.terms.of(product, |term, weight| builder.add(term, doc, weight));
        }
        conn.prepare_cached(
            "INSERT OR REPLACE INTO products (doc, id, changed, text_hash, face, body, rewritten)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?3)",
        )?
        .execute(params![
            doc,
            product.id.as_bytes(),
            version,
            text_hash,
            face(product),
            serde_json::to_string(product)?
        ])?;
        prices::settle(conn, &mut self.editor, &mut self.numbers, doc, product)
    }

    /// New prices for a product that is here as it was at `page.from`.
    fn reprice(&mut self, repriced: &Repriced, page: &Changes) -> Result<(), Error> {
        let gap = || Error::DeltaGap { from: page.from, held: page.from };
        let (doc, mut product) = prices::stored(self.conn, repriced.0.0)?.ok_or_else(gap)?;
        if !repriced.apply(&mut product) {
            return Err(gap());
        }
        self.conn.prepare_cached("UPDATE products SET body = ?2, changed = ?3 WHERE doc = ?1")?.execute(params![
            doc,
            serde_json::to_string(&product)?,
            page.version
        ])?;
        prices::settle(self.conn, &mut self.editor, &mut self.numbers, doc, &product)
    }
}

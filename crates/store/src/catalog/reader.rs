//! The reading side.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::Promotion;
use tenon_domain::{Localized, Uuid};

use super::answers::{CategoryCount, Coded, ProductSheet, SearchAnswer, SearchArgs, Status};
use super::columns::{PricesNow, by_category};
use super::index::Index;
use super::market::Selling;
use super::meta::Meta;
use super::pictures::{Named, Names};
use super::promoted_prices::PromotedPrices;
use super::score::Scores;
use super::synonyms::{self, Synonyms};
use super::words::{Words, code_term};
use super::{Error, Market, master, prices, schema, search, sheet};

/// What a reader keeps in memory between two searches: names, and one bit for each product.
#[derive(Debug)]
pub(super) struct Cache {
    pub(super) meta: Meta,
    pub(super) index: Index,
    pub(super) prices_now: PricesNow,
    pub(super) promoted: PromotedPrices,
    pub(super) promotions: Vec<Promotion>,
    /// By number; number 0 is none.
    pub(super) categories: Vec<(String, Localized)>,
    /// By number; number 0 is none.
    pub(super) brands: Vec<String>,
    /// Kind (`doc_values.rs`) and name of colours and sizes, by number.
    pub(super) choices: Vec<(u8, Localized)>,
    pub(super) synonyms: Synonyms,
    /// Kept from one search to the next: a mebibyte is dear to ask for each time.
    pub(super) scores: RefCell<Scores>,
}

/// A catalog to read from, headquarters' or a tablet's. It follows what imports and deltas publish; after a new snapshot was
/// installed, open it again.
#[derive(Debug)]
pub struct Catalog {
    conn: Connection,
    words: Words,
    cache: RefCell<Option<Cache>>,
    /// Where this reader sells, and how often that changed.
    market: RefCell<(Arc<Market>, u64)>,
    /// First moment at which something in the last answer costs something else.
    until_ms: Cell<i64>,
}

impl Catalog {
    /// Opens the catalog that serves `dir`; `Error::Missing` before the first.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let conn = schema::open_reading(&schema::current(dir)?)?;
        let (cache, market, until_ms) = (RefCell::new(None), RefCell::default(), Cell::new(i64::MAX));
        Ok(Self { conn, words: Words::default(), cache, market, until_ms })
    }

    /// Says where this reader sells; what it answers afterwards holds there.
    pub fn sell_in(&self, market: Market) {
        let mut held = self.market.borrow_mut();
        if *held.0 != market {
            *held = (Arc::new(market), held.1 + 1);
        }
    }

    /// First moment (UTC milliseconds) after that of the last search, sheet or basket at which anything in it costs
    /// something else; `None` while nothing says so.
    pub fn prices_hold_until(&self) -> Option<i64> {
        Some(self.until_ms.get()).filter(|until| *until < i64::MAX)
    }

    /// A sale whose prices `prices_hold_until` tells of.
    pub(super) fn selling<'s>(
        &'s self,
        market: &'s Market,
        promotions: &'s [Promotion],
        (at_ms, base_book): (i64, i64),
    ) -> Selling<'s> {
        self.until_ms.set(i64::MAX);
        Selling::new(market.sale(at_ms, base_book), promotions, market.authority.as_ref(), &self.until_ms)
    }

    pub(super) fn market(&self) -> Arc<Market> {
        Arc::clone(&self.market.borrow().0)
    }

    /// Runs `read` in one read transaction with the promotions of then.
    pub(super) fn steady<T>(
        &self,
        read: impl FnOnce(&Connection, &Meta, &[Promotion]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tx = self.conn.unchecked_transaction()?;
        let meta = Meta::read(&tx)?;
        let promotions = master::promotions_in(&tx)?;
        read(&tx, &meta, &promotions)
    }

    /// Runs `read` in one read transaction with the cache as of it.
    pub(super) fn reading<T>(
        &self,
        read: impl FnOnce(&Connection, &mut Cache) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tx = self.conn.unchecked_transaction()?;
        let meta = Meta::read(&tx)?;
        let mut slot = self.cache.borrow_mut();
        // Taken out while it changes: a failure half-way leaves none rather than a wrong one.
        let mut cache = match slot.take() {
            Some(cache) if cache.meta.state == meta.state => cache,
            _ => names(&tx, &self.words, meta)?,
        };
        cache.index.refresh(&tx, cache.meta.state)?;
        read(&tx, slot.insert(cache))
    }

    /// Finds products. `now_ms` (UTC) decides prices and promotions. Everything is bounded: 200 characters, 24 words, a
    /// page of 100, 10,000 hits deep.
    pub fn search(&self, args: &SearchArgs, now_ms: i64) -> Result<SearchAnswer, Error> {
        let (market, turn) = self.market.borrow().clone();
        self.reading(|conn, cache| {
            let sale = market.sale(now_ms, cache.meta.base_book);
            cache.prices_now.refresh(turn);
            cache.promoted.refresh(conn, &cache.meta, &cache.promotions, (&market, turn), &sale)?;
            let selling = self.selling(&market, &cache.promotions, (now_ms, cache.meta.base_book));
            search::search(conn, cache, &self.words, args, &selling)
        })
    }

    /// The sheet of a product; `None` when it is unknown, withdrawn or without a price in force.
    pub fn product(&self, id: Uuid, now_ms: i64) -> Result<Option<ProductSheet>, Error> {
        let market = self.market();
        self.steady(|conn, meta, promotions| {
            let Some((_, product)) = prices::stored(conn, id)? else { return Ok(None) };
            let selling = self.selling(&market, promotions, (now_ms, meta.base_book));
            sheet::sheet(product, &selling, &prices::lines_of(conn, id)?, meta.price_book, Names(conn))
        })
    }

    /// A product as it was imported.
    pub fn stored(&self, id: Uuid) -> Result<Option<Product>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT body FROM products WHERE id = ?1")?;
        let body: Option<String> = statement.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// Calls `each` with every product on show, in the order of this file.
    pub fn each_product(&self, mut each: impl FnMut(Product)) -> Result<(), Error> {
        let mut statement = self.conn.prepare("SELECT body FROM products ORDER BY doc")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
        }
        Ok(())
    }

    /// Up to `limit` products on show, by identifier, from the one after `after` on. A page is one moment's; between two
    /// pages the catalog may change.
    pub fn products_after(&self, after: Option<Uuid>, limit: u32) -> Result<Vec<Product>, Error> {
        let after = after.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        let mut statement = self.conn.prepare_cached("SELECT body FROM products WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let bodies = statement.query_map(rusqlite::params![after, limit], |row| row.get::<_, String>(0))?;
        bodies.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
    }

    /// Every category with products in it or below it, by path.
    pub fn categories(&self) -> Result<Vec<CategoryCount>, Error> {
        self.reading(|conn, cache| Ok(tree(&cache.categories, &by_category(conn, cache.categories.len())?)))
    }

    /// Everything that a typed code stands for: an SKU or GTIN, whatever its case and dashes; at most ten.
    pub fn with_code(&self, text: &str) -> Result<Vec<Coded>, Error> {
        let Some(code) = code_term(text) else { return Ok(Vec::new()) };
        self.reading(|conn, cache| {
            let mut docs = cache.index.docs(conn, &code)?;
            docs.sort_unstable();
            let is_it = |written: &str| code_term(written).as_ref() == Some(&code);
            let mut found = Vec::new();
            for doc in docs {
                let body: String =
                    conn.query_row("SELECT body FROM products WHERE doc = ?1", [doc], |row| row.get(0))?;
                let product: Product = serde_json::from_str(&body)?;
                let variants = product.variants.iter();
                let fit = variants.filter(|one| is_it(&one.sku) || one.gtin.as_deref().is_some_and(is_it));
                found.extend(fit.map(|variant| Coded { product: product.id, variant: variant.id }));
            }
            found.truncate(10);
            Ok(found)
        })
    }

    /// What lists show of the products behind document `after`, in the order of this file: at most `limit` products, and
    /// of each at most eight pictures. Gives the last document too; `None` at the end.
    pub fn pictures_after(&self, after: u32, limit: u32) -> Result<Option<(u32, Vec<Named>)>, Error> {
        let mut statement =
            self.conn.prepare_cached("SELECT doc, body FROM products WHERE doc > ?1 ORDER BY doc LIMIT ?2")?;
        let mut rows = statement.query([after, limit])?;
        let (mut last, mut found) = (None, Vec::new());
        while let Some(row) = rows.next()? {
            last = Some(row.get(0)?);
            let product: Product = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            found.extend(Names(&self.conn).of_product(&product, 8)?);
        }
        Ok(last.map(|last| (last, found)))
    }

    /// The full name of a merchant.
    pub fn merchant(&self, code: &str) -> Result<Option<Localized>, Error> {
        let mut statement = self.conn.prepare_cached("SELECT zh, en FROM merchants WHERE code = ?1")?;
        Ok(statement.query_row([code], |row| Ok(Localized { zh: row.get(0)?, en: row.get(1)? })).optional()?)
    }

    /// Which catalog this is.
    pub fn status(&self) -> Result<Status, Error> {
        Ok(Meta::read(&self.conn)?.status())
    }
}

/// Reads the names that numbers stand for.
fn names(conn: &Connection, words: &Words, meta: Meta) -> Result<Cache, Error> {
    let mut categories: Vec<(String, Localized)> = Vec::new();
    let mut statement = conn.prepare_cached("SELECT id, path, zh, en FROM categories ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        categories.resize(row.get::<_, u32>(0)? as usize, Default::default());
        categories.push((row.get(1)?, Localized { zh: row.get(2)?, en: row.get(3)? }));
    }
    let mut brands: Vec<String> = vec![String::new()];
    let mut statement = conn.prepare_cached("SELECT id, name FROM brands ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        brands.resize(row.get::<_, u32>(0)? as usize, String::new());
        brands.push(row.get(1)?);
    }
    let mut choices: Vec<(u8, Localized)> = Vec::new();
    let mut statement = conn.prepare_cached("SELECT id, kind, zh, en FROM choices ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        choices.resize(row.get::<_, u32>(0)? as usize, Default::default());
        choices.push((row.get(1)?, Localized { zh: row.get(2)?, en: row.get(3)? }));
    }
    let (promotions, synonyms) = (master::promotions_in(conn)?, Synonyms::new(words, &synonyms::stored(conn)?));
    let (index, prices_now, promoted) = (Index::default(), PricesNow::default(), PromotedPrices::default());
    let scores = RefCell::default();
    Ok(Cache { meta, index, prices_now, promoted, promotions, categories, brands, choices, synonyms, scores })
}

/// Counts of all paths and their ancestors; an ancestor without a name of its own is called by its path's last part.
fn tree(categories: &[(String, Localized)], counts: &[u32]) -> Vec<CategoryCount> {
    let mut found: BTreeMap<&str, (u32, Localized)> = BTreeMap::new();
    let names: BTreeMap<&str, &Localized> = categories.iter().map(|(path, name)| (path.as_str(), name)).collect();
    for ((path, _), count) in categories.iter().zip(counts).filter(|(_, count)| **count > 0) {
        for end in path.match_indices('/').map(|(at, _)| at).chain([path.len()]) {
            let ancestor = path.get(..end).unwrap_or(path);
            let place = found.entry(ancestor).or_insert_with(|| {
                let last = ancestor.rsplit('/').next().unwrap_or(ancestor).replace('-', " ");
                (0, names.get(ancestor).map_or_else(|| Localized::new("", last), |name| (*name).clone()))
            });
            place.0 += count;
        }
    }
    found.into_iter().map(|(path, (count, name))| CategoryCount { category: path.to_owned(), name, count }).collect()
}

//! A search from words to a page of hits.

use std::time::Instant;

use rusqlite::{Connection, OptionalExtension};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::Sale;

use super::answers::{SearchAnswer, SearchArgs, SearchPart, Sort};
use super::collected::{ByLevel, CODED, Collected, Entry, Found, LEVELS};
use super::columns::{CHUNK, CHUNK_BITS, Columns};
use super::expand::{above, resolve};
use super::facets::Counts;
use super::filter::Filter;
use super::market::Selling;
use super::pictures::Names;
use super::query::{self, Query};
use super::score::{CHUNKS, Plan};
use super::segment::WINDOW_BITS;
use super::words::Words;
use super::{Error, prices, reader::Cache, rerank, sheet};

/// Hits that can be paged through.
const DEEPEST: usize = 10_000;
/// Hits on one page.
const PAGE: usize = 100;

/// Finds the page that `args` asks for.
pub(super) fn search(
    conn: &Connection,
    cache: &Cache,
    words: &Words,
    args: &SearchArgs,
    selling: &Selling<'_>,
) -> Result<SearchAnswer, Error> {
    let began = Instant::now();
    let mut query = query::read(words, &cache.synonyms, &args.text);
    let mut dropped_words = resolve(conn, &cache.index, words, &mut query.words)?;
    let coded = coded(conn, cache, &query)?;
    if !coded.is_empty() {
        dropped_words.retain(|word| !word.bytes().any(|b| b.is_ascii_digit()));
    }
    let browsing = query.words.is_empty() && dropped_words.is_empty() && coded.is_empty();
    let filter = Filter::new(cache, args, &query);
    let asking = Asking { conn, cache, words, args, coded: &coded, browsing, sale: &selling.sale };
    let (mut counts, mut ranked) = asking.collect(&mut query, &filter)?;
    if counts.total == 0 && !query.price_typed.is_empty() {
        // Nothing costs that: what comes near is more use than an empty page, as long as it is told.
        dropped_words.push(std::mem::take(&mut query.price_typed));
        (query.price_min, query.price_max) = (None, None);
        let filter = Filter::new(cache, args, &query);
        (counts, ranked) = asking.collect(&mut query, &filter)?;
    }
    let (offset, limit) = page(args);
    let mut hits = Vec::with_capacity(limit);
    for entry in ranked.iter().skip(offset).take(limit) {
        let Some(body) = body(conn, entry.doc)? else { continue };
        let product: Product = serde_json::from_str(&body)?;
        #[expect(clippy::cast_precision_loss, reason = "a score to look at")]
        let score = entry.score.min(CODED >> 16) as f64 / 1e6;
        let lines = prices::lines_of(conn, product.id)?;
        hits.extend(sheet::hit(product, selling, &lines, &query.codes, score, Names(conn))?);
    }
    let took_ms = (began.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
    Ok(SearchAnswer { took_ms, total: counts.total, dropped_words, hits, facets: counts.facets(cache) })
}

/// How many hits to pass over and how many to give.
fn page(args: &SearchArgs) -> (usize, usize) {
    let limit = if args.part == SearchPart::Facets { 0 } else { (args.limit as usize).min(PAGE) };
    ((args.offset as usize).min(DEEPEST), limit)
}

/// A query that has been read, and what it is asked of.
struct Asking<'a> {
    conn: &'a Connection,
    cache: &'a Cache,
    words: &'a Words,
    args: &'a SearchArgs,
    coded: &'a [u32],
    /// Nothing was typed.
    browsing: bool,
    sale: &'a Sale,
}

impl Asking<'_> {
    /// Counts of everything that is found and passes `filter`, and the best of it in order.
    fn collect(&self, query: &mut Query, filter: &Filter<'_>) -> Result<(Counts, Vec<Entry>), Error> {
        let Self { conn, cache, words, args, coded, .. } = *self;
        let (offset, limit) = page(args);
        let keep = if args.part == SearchPart::Facets { 0 } else { (offset + limit).max(rerank::READ) };
        let columns = Columns::new(conn, self.sale, &cache.prices_now);
        let mut collected = Collected::new(filter, columns, args, keep);
        if self.browsing {
            browse(cache.meta.next_doc, &mut collected)?;
        } else {
            let products = u32::try_from(cache.meta.products).unwrap_or(u32::MAX);
            let plan = Plan::of(&mut query.words, products);
            score(conn, cache, &plan, coded, &mut collected)?;
            for doc in coded {
                let one = Found { at: place(*doc), level: LEVELS, score: CODED, price: 0 };
                collected.take(doc >> CHUNK_BITS, &mut vec![one])?;
            }
        }
        let (counts, mut ranked) = collected.finish();
        if args.sort == Sort::Relevance && !query.words.is_empty() {
            let read = ranked.len().min(rerank::READ);
            rerank::rerank(conn, cache, words, &query.words, ranked.get_mut(..read).unwrap_or_default())?;
        }
        Ok((counts, ranked))
    }
}

fn body(conn: &Connection, doc: u32) -> Result<Option<String>, Error> {
    let mut statement = conn.prepare_cached("SELECT body FROM products WHERE doc = ?1")?;
    Ok(statement.query_row([doc], |row| row.get(0)).optional()?)
}

/// Documents whose code was typed, or begins with what was typed.
fn coded(conn: &Connection, cache: &Cache, query: &Query) -> Result<Vec<u32>, Error> {
    let mut docs = Vec::new();
    for code in &query.codes {
        docs.extend(cache.index.docs(conn, code)?);
    }
    let prefix = query.codes.first().filter(|code| code.len() >= 5 && code.bytes().any(|b| b.is_ascii_digit()));
    if let (true, Some(prefix)) = (docs.is_empty(), prefix) {
        for term in cache.index.terms(conn, prefix, &above(prefix), 20)? {
            docs.extend(cache.index.docs(conn, &term)?);
        }
    }
    docs.sort_unstable();
    docs.dedup();
    docs.truncate(PAGE);
    Ok(docs)
}

/// The place of `doc` in its chunk.
fn place(doc: u32) -> u16 {
    u16::try_from(doc & ((1 << CHUNK_BITS) - 1)).unwrap_or(0)
}

/// Gives `collected` every product.
fn browse(next_doc: u32, collected: &mut Collected<'_>) -> Result<(), Error> {
    let mut found = Vec::with_capacity(CHUNK);
    for chunk in 0..=next_doc.saturating_sub(1) >> CHUNK_BITS {
        found.clear();
        found.extend((0..1_u16 << CHUNK_BITS).map(|at| Found { at, level: LEVELS, score: 0, price: 0 }));
        collected.take(chunk, &mut found)?;
    }
    Ok(())
}

/// Gives `collected` every document that `plan` finds and that can still count or be among the best, but for those in
/// `coded`; tells it how many the others are.
pub(super) fn score(
    conn: &Connection,
    cache: &Cache,
    plan: &Plan,
    coded: &[u32],
    collected: &mut Collected<'_>,
) -> Result<(), Error> {
    let mut scores = cache.scores.borrow_mut();
    scores.clear();
    let whole = usize::try_from(plan.whole).unwrap_or(usize::MAX / usize::from(LEVELS) - 1);
    // Looked up instead of worked out: this is asked for every document.
    let level = |has: usize| u8::try_from(has * usize::from(LEVELS) / whole).unwrap_or(LEVELS);
    let levels: Vec<u8> = (0..=whole).map(level).collect();
    let mut found = Vec::with_capacity(CHUNK);
    for win in &plan.windows {
        plan.fill(conn, &cache.index, *win, &mut scores)?;
        for doc in coded.iter().filter(|doc| *doc >> WINDOW_BITS == *win) {
            scores.forget((doc & 0xffff) as u16);
        }
        for part in 0..CHUNKS {
            if !scores.any_in(part) {
                continue;
            }
            found.clear();
            let chunk = win * CHUNKS + part;
            let least = collected.least_level();
            let least_has = levels.partition_point(|level| *level < least) as u64;
            let least_scores = collected.least_scores(chunk)?;
            let mut unseen = ByLevel::<u32>::default();
            scores.take(part, least_has, |at, has, score| {
                let level = usize::try_from(has).ok().and_then(|has| levels.get(has)).copied().unwrap_or(LEVELS);
                match (least_scores.get(usize::from(level)), unseen.get_mut(usize::from(level))) {
                    (Some(least), Some(unseen)) if score < *least => *unseen += 1,
                    _ => found.push(Found { at, level, score, price: 0 }),
                }
            });
            collected.count(&unseen);
            if !found.is_empty() {
                collected.take(chunk, &mut found)?;
            }
        }
    }
    Ok(())
}

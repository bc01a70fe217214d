//! A search from words to a page of hits.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::Sale;

use super::answers::{SearchAnswer, SearchArgs, SearchPart, Sort};
use super::columns::Columns;
use super::expand::{above, resolve};
use super::facets::Counts;
use super::filter::Filter;
use super::market::Selling;
use super::pictures::Names;
use super::query::{self, Query};
use super::score::{Plan, Scores};
use super::segment::WINDOW_BITS;
use super::words::Words;
use super::{Error, prices, reader::Cache, rerank, sheet};

/// Hits that can be paged through.
const DEEPEST: usize = 10_000;
/// Hits on one page.
const PAGE: usize = 100;
/// How finely it is told apart how many of the query's words a product has.
const LEVELS: usize = 16;
/// Ties that are broken by the products' ids, so that every copy ranks alike; beyond so many, as in a million products that
/// differ in colour only, the order of this file decides.
const TIES: u32 = 8_192;
/// The score of a product whose code was typed.
const CODED: u64 = u64::MAX;

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
        let mut collected = Collected::new(filter, Columns::new(conn, self.sale), args, keep);
        if self.browsing {
            (0..cache.meta.next_doc).try_for_each(|doc| collected.offer(doc, LEVELS, 0))?;
        } else {
            let products = u32::try_from(cache.meta.products).unwrap_or(u32::MAX);
            let plan = Plan::of(conn, &cache.index, &mut query.words, products)?;
            let found = Found { conn, cache, plan: &plan, coded };
            if args.sort != Sort::Relevance && keep > 0 {
                // The cheapest may come before the best is known, so that is found out first.
                found.each(|doc, level, _| collected.look(doc, level))?;
            }
            found.each(|doc, level, score| collected.offer(doc, level, score))?;
            coded.iter().try_for_each(|doc| collected.offer(*doc, LEVELS, CODED))?;
        }
        let counts = collected.counts();
        let mut ranked = collected.ranked();
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

/// What the words of a query find.
struct Found<'f> {
    conn: &'f Connection,
    cache: &'f Cache,
    plan: &'f Plan,
    coded: &'f [u32],
}

impl Found<'_> {
    /// Calls `each` with every document found by its words and not by a code: how many of the words it has, and its
    /// score.
    fn each(&self, mut each: impl FnMut(u32, usize, u64) -> Result<(), Error>) -> Result<(), Error> {
        let mut scores = Scores::default();
        let whole = usize::try_from(self.plan.whole).unwrap_or(usize::MAX / LEVELS - 1);
        // Looked up instead of worked out: this is asked for every posting.
        let levels: Vec<u8> = (0..=whole).map(|has| u8::try_from(has * LEVELS / whole).unwrap_or(0)).collect();
        for win in &self.plan.windows {
            self.plan.fill(self.conn, &self.cache.index, *win, &mut scores)?;
            scores.each(*win, |doc, has, score| {
                if !self.coded.is_empty() && self.coded.binary_search(&doc).is_ok() {
                    return Ok(());
                }
                let level = usize::try_from(has).ok().and_then(|has| levels.get(has)).copied();
                each(doc, level.map_or(LEVELS, usize::from), score)
            })?;
        }
        Ok(())
    }
}

/// One document on its way to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Larger comes first.
    key: i64,
    pub(super) score: u64,
    pub(super) tie: Reverse<u32>,
    pub(super) doc: u32,
    pub(super) category: u32,
    level: usize,
}

impl Entry {
    /// Whether its code was typed, so that its words do not matter.
    pub(super) fn is_coded(&self) -> bool {
        self.score == CODED
    }
}

/// The best documents so far, and counts over all that passed: those that have about as many of the query's words as the
/// best, at least half of their weight. How many that is shows only in the end, so counts are kept by level.
struct Collected<'c> {
    filter: &'c Filter<'c>,
    columns: Columns<'c>,
    sort: Sort,
    part: SearchPart,
    keep: usize,
    best: BinaryHeap<Reverse<Entry>>,
    /// Hardly anything fails an open filter, and most documents are not among the best: when only hits are wanted, the
    /// others need not be read.
    unread: bool,
    /// How many more ties are broken.
    ties: u32,
    /// The highest level that anything has that passed.
    most: usize,
    levels: [Counts; LEVELS + 1],
}

impl<'c> Collected<'c> {
    fn new(filter: &'c Filter<'c>, columns: Columns<'c>, args: &SearchArgs, keep: usize) -> Self {
        let (sort, part) = (args.sort, args.part);
        let unread = part == SearchPart::Hits && sort == Sort::Relevance && filter.is_open();
        Self {
            unread,
            filter,
            columns,
            sort,
            part,
            keep,
            best: BinaryHeap::new(),
            ties: TIES,
            most: 0,
            levels: Default::default(),
        }
    }

    /// Takes notice of how many words `doc` has, if it passes.
    fn look(&mut self, doc: u32, level: usize) -> Result<(), Error> {
        if level > self.most && self.filter.pass(&mut self.columns, doc)?.is_some() {
            self.most = level;
        }
        Ok(())
    }

    fn offer(&mut self, doc: u32, level: usize, score: u64) -> Result<(), Error> {
        if level * 2 < self.most {
            return Ok(());
        }
        let unread = self.unread && score > 0;
        if unread {
            if let Some(counts) = self.levels.get_mut(level) {
                counts.total += 1;
            }
            if level <= self.most && !self.is_among_best(0, score) {
                return Ok(());
            }
        }
        let Some((category, price)) = self.filter.pass(&mut self.columns, doc)? else { return Ok(()) };
        if score != CODED {
            self.most = self.most.max(level);
        }
        if let Some(counts) = self.levels.get_mut(level).filter(|_| !unread) {
            match self.part {
                SearchPart::Hits => counts.total += 1,
                SearchPart::All | SearchPart::Facets => counts.see(&mut self.columns, doc, category, price)?,
            }
        }
        let key = match self.sort {
            Sort::Relevance => 0,
            Sort::PriceUp => -price,
            Sort::PriceDown => price,
        };
        if self.is_among_best(key, score) {
            let tie = Reverse(self.columns.tie(doc)?);
            let entry = Entry { key, score, tie, doc, category, level };
            if self.best.len() < self.keep {
                self.best.push(Reverse(entry));
            } else if self.best.peek().is_some_and(|Reverse(worst)| *worst < entry) {
                self.best.pop();
                self.best.push(Reverse(entry));
            }
        }
        Ok(())
    }

    /// Whether a document may be among the best; of those that are as good as the worst of these, so many are compared
    /// more closely.
    fn is_among_best(&mut self, key: i64, score: u64) -> bool {
        if self.best.len() < self.keep {
            return true;
        }
        let Some(Reverse(worst)) = self.best.peek() else { return false };
        match (key, score).cmp(&(worst.key, worst.score)) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => {
                self.ties = self.ties.saturating_sub(1);
                self.ties > 0
            }
        }
    }

    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        self.levels
            .iter()
            .enumerate()
            .filter(|(level, _)| level * 2 >= self.most)
            .for_each(|(_, counts)| sum.add(counts));
        sum
    }

    fn ranked(self) -> Vec<Entry> {
        let most = self.most;
        let sorted = self.best.into_sorted_vec().into_iter().map(|Reverse(entry)| entry);
        sorted.filter(|entry| entry.level * 2 >= most).collect()
    }
}

/// Windows hold whole chunks of columns, so a search that goes through windows in order goes through chunks in order.
const _: () = assert!(WINDOW_BITS >= 12);

//! A search from words to a page of hits.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension};
use tenon_domain::catalog::Product;
use tenon_domain::minor_digits;

use super::answers::{BrandCount, CategoryCount, Facets, SearchAnswer, SearchArgs, Sort};
use super::columns::{Columns, NO_PRICE};
use super::expand::{above, resolve};
use super::market::Selling;
use super::offers::Offers;
use super::query::{self, Query};
use super::score::Scores;
use super::words::Words;
use super::{Error, prices, reader::Cache, rerank, sheet};

/// Hits that can be paged through.
const DEEPEST: usize = 10_000;
/// Hits on one page.
const PAGE: usize = 100;
/// Entries of a facet.
const FACET: usize = 24;

/// What a document must have to be shown.
struct Filter<'c> {
    columns: &'c Columns,
    /// By category number, if one is asked for.
    categories: Option<Vec<bool>>,
    brand: Option<u32>,
    price: std::ops::RangeInclusive<i64>,
    offers: &'c Offers,
}

impl Filter<'_> {
    /// The price with promotion if `doc` passes.
    fn price_of(&self, doc: u32) -> Option<i64> {
        let at = doc as usize;
        let columns = self.columns;
        let category = *columns.category.get(at)? as usize;
        if !columns.present.contains(doc)
            || self.brand.is_some_and(|brand| columns.brand.get(at) != Some(&brand))
            || self.categories.as_ref().is_some_and(|wanted| !wanted.get(category).copied().unwrap_or(false))
        {
            return None;
        }
        let price = columns.price.get(at).copied().filter(|price| *price != NO_PRICE)?;
        let price = self.offers.price(at, price);
        self.price.contains(&price).then_some(price)
    }
}

/// Finds the page that `args` asks for.
pub(super) fn search(
    conn: &Connection,
    cache: &Cache,
    words: &Words,
    args: &SearchArgs,
    selling: &Selling<'_>,
) -> Result<SearchAnswer, Error> {
    let began = Instant::now();
    let mut query = query::read(words, &args.text);
    let mut dropped_words = resolve(conn, &cache.index, &mut query.words)?;
    let coded = coded(conn, cache, &query)?;
    if !coded.is_empty() {
        dropped_words.retain(|word| !word.bytes().any(|b| b.is_ascii_digit()));
    }
    let browsing = query.words.is_empty() && dropped_words.is_empty() && coded.is_empty();
    let filter = filter(cache, args, &query);
    let products = u32::try_from(cache.meta.products).unwrap_or(u32::MAX);
    let scores = Scores::of(conn, &cache.index, &mut query.words, cache.columns.end(), products)?;

    let limit = (args.limit as usize).min(PAGE);
    let offset = (args.offset as usize).min(DEEPEST);
    let mut collected = Collected::new((offset + limit).max(rerank::READ), args.sort, cache);
    if browsing {
        (0..cache.columns.end()).for_each(|doc| collected.offer(&filter, doc, 0));
    } else {
        for &doc in &coded {
            collected.offer(&filter, doc, u64::from(u32::MAX));
        }
        let matching = || scores.found().filter(|(doc, _)| !coded.contains(doc));
        // Nearly every document passes when nothing is asked but words; asking each twice would cost more than all else.
        let open = filter.categories.is_none() && filter.brand.is_none() && filter.price == (i64::MIN..=i64::MAX);
        let most = matching().filter(|(doc, _)| open || filter.price_of(*doc).is_some()).map(|(_, has)| has).max();
        for (doc, _) in matching().filter(|(_, has)| has * 2 >= most.unwrap_or(0)) {
            collected.offer(&filter, doc, scores.score(doc));
        }
        if collected.total == 0 {
            matching().for_each(|(doc, _)| collected.offer(&filter, doc, scores.score(doc)));
        }
    }
    let total = collected.total;
    let facets = collected.facets();
    let mut ranked = collected.ranked();
    if args.sort == Sort::Relevance && !query.words.is_empty() {
        let mut reader = rerank::Reader::new(words, &query.words);
        for entry in ranked.iter_mut().take(rerank::READ).filter(|entry| entry.score < u64::from(u32::MAX)) {
            if let Some(body) = body(conn, entry.doc)? {
                entry.score = entry.score * reader.factor(&body) / 64;
            }
        }
        let read = ranked.len().min(rerank::READ);
        if let Some(best) = ranked.get_mut(..read) {
            best.sort_by_key(|entry| (Reverse(entry.score), entry.tie));
        }
    }
    let mut hits = Vec::with_capacity(limit);
    for entry in ranked.iter().skip(offset).take(limit) {
        let Some(body) = body(conn, entry.doc)? else { continue };
        let product: Product = serde_json::from_str(&body)?;
        #[expect(clippy::cast_precision_loss, reason = "a score to look at")]
        let score = entry.score as f64 / 1000.0;
        let lines = prices::lines_of(conn, product.id)?;
        hits.extend(sheet::hit(product, selling, &lines, &query.codes, score));
    }
    let took_ms = (began.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
    Ok(SearchAnswer { took_ms, total, dropped_words, hits, facets })
}

fn body(conn: &Connection, doc: u32) -> Result<Option<String>, Error> {
    let mut statement = conn.prepare_cached("SELECT body FROM products WHERE doc = ?1")?;
    Ok(statement.query_row([doc], |row| row.get(0)).optional()?)
}

/// Documents whose code was typed, or begins with what was typed.
fn coded(conn: &Connection, cache: &Cache, query: &Query) -> Result<Vec<u32>, Error> {
    let mut docs = Vec::new();
    for code in &query.codes {
        cache.index.postings(conn, code, |doc, _| docs.push(doc))?;
    }
    let prefix = query.codes.first().filter(|code| code.len() >= 5 && code.bytes().any(|b| b.is_ascii_digit()));
    if let (true, Some(prefix)) = (docs.is_empty(), prefix) {
        let mut terms = Vec::new();
        cache.index.terms(conn, (prefix, &above(prefix)), 20, |term, _| terms.push(term.to_owned()))?;
        for term in terms {
            cache.index.postings(conn, &term, |doc, _| docs.push(doc))?;
        }
    }
    docs.sort_unstable();
    docs.dedup();
    docs.truncate(PAGE);
    Ok(docs)
}

fn filter<'c>(cache: &'c Cache, args: &SearchArgs, query: &Query) -> Filter<'c> {
    let categories = args.category.as_deref().filter(|path| !path.is_empty()).map(|wanted| {
        let below = |path: &str| path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        cache.categories.iter().map(|(path, _)| below(path)).collect()
    });
    let brand = args.brand.as_deref().filter(|name| !name.is_empty()).map(|wanted| {
        cache.brands.iter().position(|name| name == wanted).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
    });
    let minor = |major: Option<f64>| {
        major.map(|major| {
            #[expect(clippy::cast_possible_truncation, reason = "below 1e9 major units")]
            let minor =
                (major * 10_f64.powi(i32::try_from(minor_digits(&cache.meta.currency)).unwrap_or(2))).round() as i64;
            minor
        })
    };
    let low = args.price_min.into_iter().chain(minor(query.price_min)).max().unwrap_or(i64::MIN);
    let high = args.price_max.into_iter().chain(minor(query.price_max)).min().unwrap_or(i64::MAX);
    Filter { columns: &cache.columns, categories, brand, price: low..=high, offers: &cache.offers }
}

/// One document on its way to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Larger comes first.
    key: i64,
    score: u64,
    tie: Reverse<u32>,
    doc: u32,
}

/// The best documents so far, and counts over all that passed.
struct Collected<'c> {
    cache: &'c Cache,
    sort: Sort,
    keep: usize,
    best: BinaryHeap<Reverse<Entry>>,
    total: u32,
    categories: Vec<u32>,
    brands: Vec<u32>,
    prices: Option<(i64, i64)>,
}

impl<'c> Collected<'c> {
    fn new(keep: usize, sort: Sort, cache: &'c Cache) -> Self {
        let (categories, brands) = (vec![0; cache.categories.len()], vec![0; cache.brands.len()]);
        Self { cache, sort, keep, best: BinaryHeap::new(), total: 0, categories, brands, prices: None }
    }

    fn offer(&mut self, filter: &Filter<'_>, doc: u32, score: u64) {
        let Some(price) = filter.price_of(doc) else { return };
        let at = doc as usize;
        let columns = &self.cache.columns;
        self.total += 1;
        for (counts, column) in [(&mut self.categories, &columns.category), (&mut self.brands, &columns.brand)] {
            if let Some(count) = column.get(at).and_then(|number| counts.get_mut(*number as usize)) {
                *count += 1;
            }
        }
        self.prices = Some(self.prices.map_or((price, price), |(low, high)| (low.min(price), high.max(price))));
        let key = match self.sort {
            Sort::Relevance => 0,
            Sort::PriceUp => -price,
            Sort::PriceDown => price,
        };
        let tie = Reverse(columns.tie.get(at).copied().unwrap_or(0));
        let entry = Entry { key, score, tie, doc };
        if self.best.len() < self.keep {
            self.best.push(Reverse(entry));
        } else if self.best.peek().is_some_and(|Reverse(worst)| *worst < entry) {
            self.best.pop();
            self.best.push(Reverse(entry));
        }
    }

    fn ranked(self) -> Vec<Entry> {
        self.best.into_sorted_vec().into_iter().map(|Reverse(entry)| entry).collect()
    }

    fn facets(&self) -> Facets {
        let top = |counts: &[u32]| {
            let mut some: Vec<(usize, u32)> = counts.iter().copied().enumerate().filter(|(_, n)| *n > 0).collect();
            some.sort_by_key(|(at, count)| (Reverse(*count), *at));
            some
        };
        let mut categories: Vec<CategoryCount> = top(&self.categories)
            .into_iter()
            .filter_map(|(at, count)| {
                let (category, name) = self.cache.categories.get(at)?.clone();
                Some(CategoryCount { category, name, count })
            })
            .take(FACET)
            .collect();
        categories
            .sort_by(|left, right| (Reverse(left.count), &left.category).cmp(&(Reverse(right.count), &right.category)));
        let brands = top(&self.brands)
            .into_iter()
            .filter_map(|(at, count)| Some(BrandCount { name: self.cache.brands.get(at)?.clone(), count }))
            .filter(|brand| !brand.name.is_empty())
            .take(FACET)
            .collect();
        let (price_min, price_max) = self.prices.unzip();
        Facets { categories, brands, price_min, price_max }
    }
}

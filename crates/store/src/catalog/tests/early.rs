//! Stopping early changes nothing: what the search leaves out would not have been on the page, nor in its total.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use tenon_domain::Localized;

use super::{NOW, import, product};
use crate::catalog::collected::{ByLevel, Collected, LEVELS};
use crate::catalog::columns::{CHUNK, CHUNK_BITS, Columns};
use crate::catalog::expand::resolve;
use crate::catalog::filter::Filter;
use crate::catalog::reader::Cache;
use crate::catalog::score::{CHUNKS, Plan, Scores};
use crate::catalog::search::score;
use crate::catalog::words::Words;
use crate::catalog::{Catalog, Error, Market, Master, SearchArgs, SearchPart, query};

/// More than one chunk of columns, so that what is found in the first says what can be left out of the second.
const PRODUCTS: usize = CHUNK + 1_000;
const WORDS: [&str; 8] = ["oak", "white", "sofa", "table", "lamp", "round", "small", "velvet"];
/// So many ties that every one is broken.
const ALL: u32 = u32::MAX;

/// A few words say everything, so that many products are equally good and few are the best.
fn shop() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let products: Vec<_> = (0..PRODUCTS)
        .map(|n| {
            let mut dice = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let mut word = || {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // The first words are much commoner than the last.
                let at = usize::try_from((dice >> 33) % 36).unwrap();
                WORDS[(0..7).find(|word| at < (word + 1) * (16 - word) / 2).unwrap_or(7)]
            };
            let title = format!("{} {}", word(), word());
            let prose = format!("goes with {} and {}", word(), word());
            let mut one = product(&format!("p{n}"), "", &title, "living/all", 100_000);
            one.description = Localized::new("", prose);
            one
        })
        .collect();
    import(&mut master, &products);
    (dir, Catalog::open(master.dir()).unwrap())
}

/// What is found: how many, and the best with their scores.
type Outcome = (u32, Vec<(u64, u32)>);

/// As the search does it; with facets it looks at everything that it finds.
fn searched(
    conn: &Connection,
    cache: &Cache,
    plan: &Plan,
    part: SearchPart,
    (keep, ties): (usize, u32),
) -> Result<Outcome, Error> {
    let args = SearchArgs { part, ..SearchArgs::default() };
    let sale = Market::default().sale(NOW, cache.meta.base_book);
    let filter = Filter::new(cache, &args, &query::Query::default());
    let columns = Columns::new(conn, &sale, &cache.prices_now);
    let mut collected = Collected::new(&filter, columns, &args, keep).with_ties(ties);
    score(conn, cache, plan, &[], &mut collected)?;
    let (counts, best) = collected.finish();
    Ok((counts.total, best.iter().map(|entry| (entry.score, entry.doc)).collect()))
}

/// By scoring everything, sorting it, and cutting it off.
fn exhausted(conn: &Connection, cache: &Cache, plan: &Plan, keep: usize) -> Result<Outcome, Error> {
    let sale = Market::default().sale(NOW, cache.meta.base_book);
    let mut columns = Columns::new(conn, &sale, &cache.prices_now);
    let (mut scores, mut all) = (Scores::default(), Vec::new());
    for win in &plan.windows {
        plan.fill(conn, &cache.index, *win, &mut scores)?;
        for part in 0..CHUNKS {
            scores.take(part, 0, |at, has, score| all.push((win * CHUNKS + part, at, has, score)));
        }
    }
    let level = |has: u64| has * u64::from(LEVELS) / plan.whole;
    let most = all.iter().map(|(_, _, has, _)| level(*has)).max().unwrap_or(0);
    all.retain(|(_, _, has, _)| level(*has) * 2 >= most);
    let mut best = Vec::with_capacity(all.len());
    for (chunk, at, _, score) in &all {
        columns.turn(*chunk);
        let tie = columns.tie(*at)?;
        best.push((std::cmp::Reverse(*score), tie, (chunk << CHUNK_BITS) + u32::from(*at)));
    }
    best.sort_unstable();
    let total = u32::try_from(best.len()).unwrap_or(u32::MAX);
    Ok((total, best.into_iter().take(keep).map(|(score, _, doc)| (score.0, doc)).collect()))
}

#[test]
fn the_best_and_the_total_are_those_of_scoring_everything() {
    let (_dir, shop) = shop();
    let words = Words::default();
    let asked = proptest::collection::vec(proptest::sample::select(WORDS.as_slice()), 1..5);
    let few_ties = prop_oneof![Just(0), 1..40_u32];
    let mut runner = TestRunner::new(Config { cases: 48, ..Config::default() });
    let outcome = runner.run(&(asked, 1..200_usize, few_ties), |(asked, keep, few)| {
        let compared = shop.reading(|conn, cache| {
            let mut query = query::read(&words, &cache.synonyms, &asked.join(" "));
            resolve(conn, &cache.index, &words, &mut query.words)?;
            let plan = Plan::of(&mut query.words, u32::try_from(PRODUCTS).unwrap());
            let all = exhausted(conn, cache, &plan, keep)?;
            let early = searched(conn, cache, &plan, SearchPart::Hits, (keep, ALL))?;
            let few_early = searched(conn, cache, &plan, SearchPart::Hits, (keep, few))?;
            let few_all = searched(conn, cache, &plan, SearchPart::All, (keep, few))?;
            Ok((all, early, few_early, few_all))
        });
        let (all, early, few_early, few_all) = compared.unwrap();
        prop_assert_eq!(early, all);
        prop_assert_eq!(few_early, few_all);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn what_the_first_chunk_holds_narrows_the_second() {
    let (_dir, shop) = shop();
    let words = Words::default();
    let looked_at = shop.reading(|conn, cache| {
        let mut query = query::read(&words, &cache.synonyms, "oak");
        resolve(conn, &cache.index, &words, &mut query.words)?;
        let plan = Plan::of(&mut query.words, u32::try_from(PRODUCTS).unwrap());
        let args = SearchArgs { part: SearchPart::Hits, ..SearchArgs::default() };
        let sale = Market::default().sale(NOW, cache.meta.base_book);
        let filter = Filter::new(cache, &args, &query::Query::default());
        let columns = Columns::new(conn, &sale, &cache.prices_now);
        let mut collected = Collected::new(&filter, columns, &args, 10).with_ties(0);
        score(conn, cache, &plan, &[], &mut collected)?;
        collected.least_scores(1)
    });
    let least: ByLevel<u64> = looked_at.unwrap();
    assert!(least.iter().any(|least| *least > 1), "nothing can be left out of the second chunk");
}

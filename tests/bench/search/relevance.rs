//! How good the answers are: judged queries over a real furniture catalog, a made one, and the demonstration catalog.
//!
//! `success@5` is the share of queries with an exact answer among the first five, `nDCG@10` the usual discounted gain of
//! the first ten (3 for exact, 1 for partial) over that of the best order possible. The furniture ones and the made ones
//! served for tuning; the blind ones never, nor every second one over the demonstration catalog.

use std::collections::HashMap;

use anyhow::{Context, Result};
use tenon_domain::catalog::Product;
use tenon_hq::{administration, demo, now_ms};
use tenon_store::catalog::{Catalog, Master, SearchArgs};

use super::fts::{Fts, Tokenizer};
use super::judged::{self, Grade, Query};
use super::made;
use crate::place::Ground;
use crate::spread::Rounds;
use crate::table::Table;

const FIRST: usize = 10;

pub(super) fn measure(ground: &mut Ground, table: &mut Table) -> Result<()> {
    match judged::products(env!("CARGO_MANIFEST_DIR"), 1) {
        Ok(products) => {
            let dir = ground.folder()?;
            let mut master = Master::open(&dir)?;
            let mut import = master.begin_import("oak", "file")?;
            products.iter().try_for_each(|product| import.upsert(product).map(|_| ()))?;
            import.finish(now_ms())?;
            judge(table, "furniture", &dir, &asked(&judged::queries(judged::IKEA), |_| false), ground.misses)?;
            judge(table, "furniture, blind", &dir, &asked(&judged::queries(judged::BLIND), |_| true), ground.misses)?;
        }
        Err(path) => table.note(format!("Relevance over real furniture SKIPPED: {} is not there.", path.display())),
    }
    judge_made(ground, table)?;
    let dir = ground.folder()?;
    let mut master = Master::open(&dir)?;
    administration::seed_catalog(&mut master, &demo::chain(1, now_ms()), 1, now_ms(), 2_000, now_ms(), |_| {})?;
    judge(table, "demonstration", &dir, &asked(&judged::queries(judged::DEMO), |at| at % 2 == 1), ground.misses)
}

/// Over the made catalog; what nothing in it answers is not asked.
fn judge_made(ground: &mut Ground, table: &mut Table) -> Result<()> {
    let made = made::catalog::products();
    let dir = ground.folder()?;
    let mut master = Master::open(&dir)?;
    let mut import = master.begin_import("oak", "file")?;
    made.iter().try_for_each(|(product, _)| import.upsert(product).map(|_| ()))?;
    import.finish(now_ms())?;
    let facts: HashMap<_, _> = made.iter().map(|(product, facts)| (product.id, facts)).collect();
    let mut queries = made::asked::queries();
    queries.retain(|query| facts.values().any(|facts| query.answers(facts)));
    let facts = &facts;
    let queries: Vec<Asked<'_>> = queries
        .iter()
        .map(|query| {
            let right = move |product: &Product| facts.get(&product.id).is_some_and(|facts| query.answers(facts));
            let grade = move |product: &Product| if right(product) { Grade::Exact } else { Grade::Wrong };
            Asked { text: query.text, held_out: false, grade: Box::new(grade) }
        })
        .collect();
    judge(table, "made", &dir, &queries, ground.misses)
}

/// A query, and how good a product is as an answer.
struct Asked<'q> {
    text: &'q str,
    /// Nobody looks at its answers while tuning.
    held_out: bool,
    grade: Box<dyn Fn(&Product) -> Grade + 'q>,
}

/// Queries, of which those at the places that `held_out` tells are.
fn asked(queries: &[Query], held_out: fn(usize) -> bool) -> Vec<Asked<'_>> {
    let mut asked = Vec::with_capacity(queries.len());
    for (at, query) in queries.iter().enumerate() {
        let grade = Box::new(|product: &Product| query.grade(product));
        asked.push(Asked { text: query.text, held_out: held_out(at), grade });
    }
    asked
}

/// Sums over queries.
#[derive(Default)]
struct Sums {
    asked: f64,
    success: f64,
    gain: f64,
}

impl Sums {
    fn add(&mut self, grades: &[Grade], ideal: f64) {
        self.asked += 1.0;
        self.success += f64::from(u8::from(grades.iter().take(5).any(|grade| *grade == Grade::Exact)));
        self.gain += discounted(grades.iter().copied()) / ideal;
    }
}

fn judge(table: &mut Table, of: &str, dir: &std::path::Path, queries: &[Asked<'_>], misses: bool) -> Result<()> {
    let catalog = Catalog::open(dir)?;
    let mut products: Vec<Product> = Vec::new();
    catalog.each_product(|product| products.push(product))?;
    let held = tempfile::tempdir_in(dir)?;
    let fts = Fts::create(&held.path().join("fts.db"), Tokenizer::Porter)?;
    products.iter().enumerate().try_for_each(|(row, product)| fts.add(row, product))?;
    fts.finish()?;
    let rows: HashMap<_, _> = products.iter().enumerate().map(|(row, product)| (product.id, row)).collect();
    // Tuning and held out; Tenon and plain.
    let mut sums: [[Sums; 2]; 2] = Default::default();
    for query in queries {
        let grades: Vec<Grade> = products.iter().map(|product| (query.grade)(product)).collect();
        let mut best = grades.clone();
        best.sort_unstable_by(|left, right| right.cmp(left));
        let ideal = discounted(best.into_iter());
        anyhow::ensure!(grades.contains(&Grade::Exact), "nothing in the catalog answers `{}`", query.text);
        let grade = |row: &usize| grades.get(*row).copied().unwrap_or(Grade::Wrong);
        let args = SearchArgs { text: query.text.to_owned(), limit: u32::try_from(FIRST)?, ..SearchArgs::default() };
        let answer = catalog.search(&args, now_ms())?;
        let ours = answer.hits.iter().map(|hit| rows.get(&hit.product_id).context("a hit that is not there"));
        let ours = ours.map(|row| Ok(grade(row?))).collect::<Result<Vec<_>>>()?;
        let plain: Vec<Grade> = fts.find(query.text, FIRST)?.iter().map(grade).collect();
        if misses && !query.held_out && !ours.iter().take(5).any(|grade| *grade == Grade::Exact) {
            println!("missed: {} (dropped {:?})", query.text, answer.dropped_words);
            answer
                .hits
                .iter()
                .take(5)
                .for_each(|hit| println!("    {} {} | {}", hit.title.zh, hit.title.en, hit.category));
        }
        let part = &mut sums[usize::from(query.held_out)];
        part[0].add(&ours, ideal);
        part[1].add(&plain, ideal);
    }
    for ([ours, plain], part) in sums.iter().zip(["tuning", "held out"]).filter(|([ours, _], _)| ours.asked > 0.0) {
        for (what, share) in [
            ("success@5", (|sums| sums.success / sums.asked) as fn(&Sums) -> f64),
            ("nDCG@10", |sums| sums.gain / sums.asked),
        ] {
            let mut shares = Rounds::default();
            shares.push(share(ours), share(plain));
            table.compare(format!("{what}, {of}, {part} ({})", ours.asked), "share", &shares);
        }
    }
    Ok(())
}

fn discounted(grades: impl Iterator<Item = Grade>) -> f64 {
    let gains = grades.take(FIRST).map(|grade| match grade {
        Grade::Exact => 3.0,
        Grade::Partial => 1.0,
        Grade::Wrong => 0.0,
    });
    gains.zip(2_u32..).map(|(gain, place): (f64, u32)| gain / f64::from(place).log2()).sum()
}

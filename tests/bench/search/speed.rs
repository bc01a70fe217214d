//! How long a search takes and how much memory it needs.
//!
//! Every query is put to every engine in turn, five rounds; it counts with its median. Tenon's first results hold products,
//! prices and promotions, its facets are asked for apart; the others answer with the numbers of twenty products, ranked by
//! weighted bm25.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tenon_domain::catalog::Product;
use tenon_hq::now_ms;
use tenon_store::catalog::{Catalog, SearchArgs, SearchPart};

use super::mix;
use super::rivals::{NAMES, Rivals};
use crate::place::{Ground, timed};
use crate::spread::{Rounds, percentile};
use crate::table::Table;

const ROUNDS: usize = 5;
const PAGE: u32 = 20;

/// Measures over the large catalog.
pub(super) fn measure(ground: &mut Ground, table: &mut Table) -> Result<()> {
    let dir = ground.catalog()?.join("catalog");
    let catalog = Catalog::open(&dir)?;
    let rivals = Rivals::build(ground, &catalog, table)?;
    let engines = NAMES.len() + 2;
    let mut all = vec![Vec::new(); engines];
    for (kind, texts) in mix::TEXTS {
        let mut took = vec![Vec::new(); engines];
        for text in texts {
            let mut rounds = vec![Vec::new(); engines];
            // The first round reads everything into memory.
            for round in 0..=ROUNDS {
                let mut each = Vec::with_capacity(engines);
                for part in [SearchPart::Hits, SearchPart::Facets] {
                    each.push(timed(|| ask(&catalog, &words(text, part)))?.0);
                }
                for rival in 0..NAMES.len() {
                    each.push(timed(|| rivals.find(rival, text, PAGE as usize))?.0);
                }
                if round > 0 {
                    rounds.iter_mut().zip(each).for_each(|(all, one)| all.push(one));
                }
            }
            took.iter_mut().zip(rounds).for_each(|(all, rounds)| all.push(percentile(&rounds, 50)));
        }
        tell(table, kind, NAMES, &took);
        all.iter_mut().zip(took).for_each(|(all, one)| all.extend(one));
    }
    tell(table, "all queries", NAMES, &all);
    for part in [SearchPart::Hits, SearchPart::Facets] {
        let mut filtered = Vec::new();
        for args in mix::filtered() {
            let args = SearchArgs { part, ..args };
            let rounds: Vec<f64> = (0..ROUNDS).map(|_| Ok(timed(|| ask(&catalog, &args))?.0)).collect::<Result<_>>()?;
            filtered.push(percentile(&rounds, 50));
        }
        let part = if part == SearchPart::Hits { "hits" } else { "facets" };
        table.tell(format!("filtered and sorted, {part}, p50"), "ms", &[percentile(&filtered, 50)]);
        table.tell(format!("filtered and sorted, {part}, p99"), "ms", &[percentile(&filtered, 99)]);
    }
    drop(catalog);
    let [small, large] = [small(ground)?, dir].map(|dir| memory(&dir));
    let mut resident = Rounds::default();
    resident.push(large?, small?);
    table.compare(format!("memory, {} against 2,000 products", ground.products), "MB", &resident);
    Ok(())
}

fn words(text: &str, part: SearchPart) -> SearchArgs {
    SearchArgs { text: text.to_owned(), limit: PAGE, part, ..SearchArgs::default() }
}

fn ask(catalog: &Catalog, args: &SearchArgs) -> Result<usize> {
    Ok(catalog.search(args, now_ms())?.hits.len())
}

/// A line for hits beside each rival, and one for facets; a query counts with the median of its rounds.
fn tell(table: &mut Table, kind: &str, rivals: &[&str], took: &[Vec<f64>]) {
    let [hits, facets, others @ ..] = took else { return };
    for percent in [50, 99] {
        for (rival, times) in rivals.iter().zip(others) {
            let mut both = Rounds::default();
            both.push(percentile(hits, percent), percentile(times, percent));
            table.compare(format!("{kind}, p{percent}, {rival}"), "ms", &both);
        }
        table.tell(format!("{kind}, p{percent}, facets"), "ms", &[percentile(facets, percent)]);
    }
}

/// A catalog of 2,000 products.
fn small(ground: &mut Ground) -> Result<std::path::PathBuf> {
    let dir = ground.folder()?;
    let mut master = tenon_store::catalog::Master::open(&dir)?;
    let chain = tenon_hq::demo::chain(1, now_ms());
    tenon_hq::administration::seed_catalog(&mut master, &chain, 1, now_ms(), 2_000, now_ms(), |_| {})?;
    Ok(dir)
}

/// Megabytes that a process of its own holds after it has asked everything of the catalog in `dir`.
fn memory(dir: &Path) -> Result<f64> {
    let out = Command::new(std::env::current_exe()?).arg("--memory-of").arg(dir).output()?;
    ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?.trim().parse()?)
}

/// Asks everything of the catalog in `dir` and prints the most memory that this process has held, in megabytes.
pub(crate) fn tell_memory(dir: &Path) -> Result<()> {
    let catalog = Catalog::open(dir)?;
    for text in mix::TEXTS.iter().flat_map(|(_, texts)| *texts) {
        ask(&catalog, &words(text, SearchPart::All))?;
    }
    for args in mix::filtered() {
        ask(&catalog, &args)?;
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the system tells no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("{:.1}", kilobytes / 1024.0);
    Ok(())
}

/// Calls `each` with every product and its number.
pub(super) fn every(catalog: &Catalog, mut each: impl FnMut(usize, &Product) -> Result<()>) -> Result<()> {
    let (mut row, mut done) = (0, Ok(()));
    catalog.each_product(|product| {
        if done.is_ok() {
            done = each(row, &product);
        }
        row += 1;
    })?;
    done
}

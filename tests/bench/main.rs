//! Measures Tenon against plain baselines of the same run: `bench`, or `bench NAME…` for some.
//!
//! Every number stands beside a baseline that was measured in turn with it, on the same disk, in the same process, so
//! that a slow or busy machine slows both. Nothing here fails for being slow: it prints, people judge. What each table
//! compares is said above it, and in the module of its name.

mod bootstrap;
mod drain;
mod durable;
mod idle;
mod import;
mod operations;
mod photos;
mod place;
mod planner;
mod prices;
mod proposals;
mod rows;
mod scan;
mod search;
mod spread;
mod table;
mod used;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Parser;

use place::Ground;
use table::Table;

/// Measures Tenon as ratios against plain baselines of the same run.
#[derive(Parser)]
struct Args {
    /// Which measurements: durable, rows, idle, drain, operations, bootstrap, prices, search, import, scan, photos,
    /// proposals, planner,
    /// relevance (a part of search); all of them unless some are named.
    names: Vec<String>,
    /// Products in the catalog of `bootstrap`, `prices` and `search`.
    #[arg(long, default_value_t = 100_000)]
    products: usize,
    /// Waiting operations of `drain`.
    #[arg(long, default_value_t = 10_000)]
    operations: usize,
    /// Rows of the larger file of `import`; the smaller has a quarter.
    #[arg(long, default_value_t = 500_000)]
    rows: u32,
    /// A folder on the disk to measure on; where the program lies unless told otherwise.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Tell what `relevance` does not find of the queries that are for tuning.
    #[arg(long)]
    misses: bool,
    /// Asks everything of the catalog in this folder and tells how much memory that took; `search` calls it.
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
    /// The folder of a catalog to measure on: used if it is there, else made there, and kept.
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// JSON for programs.
    #[arg(long)]
    json: bool,
    /// For `import`, which runs itself: the file to import, and nothing else.
    #[arg(long, hide = true)]
    import_file: Option<PathBuf>,
    /// For `import`: where to; only reading without it.
    #[arg(long, hide = true)]
    import_into: Option<PathBuf>,
}

type Measure = fn(&mut Ground) -> Result<Table>;

const MEASURES: [(&str, Measure); 14] = [
    ("durable", durable::measure),
    ("rows", rows::measure),
    ("idle", idle::measure),
    ("drain", drain::measure),
    ("operations", operations::measure),
    ("bootstrap", bootstrap::measure),
    ("prices", prices::measure),
    ("search", search::measure),
    ("relevance", search::relevance),
    ("import", import::measure),
    ("scan", scan::measure),
    ("photos", photos::measure),
    ("proposals", proposals::measure),
    ("planner", planner::measure),
];

fn main() -> Result<()> {
    let args = Args::parse();
    if let Some(dir) = &args.memory_of {
        return search::tell_memory(dir);
    }
    if let Some(file) = args.import_file {
        return import::import_alone(file, args.import_into.as_deref());
    }
    if let Some(unknown) = args.names.iter().find(|name| MEASURES.iter().all(|(known, _)| known != name)) {
        bail!("there is no measurement `{unknown}`; there are {}", MEASURES.map(|(name, _)| name).join(", "));
    }
    let beside = || Some(std::env::current_exe().ok()?.parent()?.to_owned());
    let disk = args.dir.or_else(beside).context("name a folder with --dir")?;
    let mut ground = Ground::new(&disk, args.products, args.operations, args.rows)?;
    ground.misses = args.misses;
    ground.keep_at = args.catalog;
    let began = Instant::now();
    let mut tables = Vec::new();
    for (name, measure) in MEASURES {
        // `relevance` is a part of `search`.
        let asked = if args.names.is_empty() { name != "relevance" } else { args.names.iter().any(|one| one == name) };
        if !asked {
            continue;
        }
        let table = measure(&mut ground).with_context(|| format!("{name} could not be measured"))?;
        if !args.json {
            println!("{table}");
        }
        tables.push(table);
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&tables)?);
    } else {
        println!("Measured in {:.0} s.", began.elapsed().as_secs_f64());
    }
    Ok(())
}

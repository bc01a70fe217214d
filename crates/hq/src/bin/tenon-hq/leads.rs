//! `tenon-hq leads`: files of leads, and the time that a showroom has.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::Policy;
use tenon_hq::keys::Keys;
use tenon_hq::{leads, now_ms};
use tenon_store::{Schema, SqlRows};

use super::{Cli, connect, file_name, tell};

/// What is to be done with leads.
#[derive(Subcommand)]
pub(super) enum Leads {
    /// Take in a CSV file with columns name and phone; also reference, store, wish, consent, utm_source and its kind.
    Import {
        /// The file.
        file: PathBuf,
    },
    /// How long a showroom may leave a lead untouched before it goes back to head office.
    Patience {
        /// The new time, in minutes; without it the one that holds is shown.
        #[arg(long)]
        minutes: Option<u32>,
    },
}

pub(super) fn run(cli: &Cli, what: &Leads) -> Result<bool> {
    match what {
        Leads::Import { file } => import(cli, file),
        Leads::Patience { minutes } => patience(cli, *minutes),
    }
}

fn import(cli: &Cli, path: &PathBuf) -> Result<bool> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let keys = Keys::open(&cli.data)?;
    let name = file_name(path);
    let table = leads::import(connect(cli)?.as_mut(), &keys.hq, None, BufReader::new(file), &name, now_ms())?;
    let table =
        table.with_context(|| format!("the first line of {name} names no columns `name` and `phone`; add it"))?;
    let mut words = format!(
        "{} rows: {} new leads, {} that were here before, {} problems",
        table.rows,
        table.created,
        table.again,
        table.problems.len()
    );
    for problem in &table.problems {
        let _ = write!(words, "\n  {} line {}: {}", problem.file, problem.line, problem.message);
    }
    tell(cli, &serde_json::to_value(&table)?, &words);
    Ok(table.created + table.again > 0)
}

fn patience(cli: &Cli, minutes: Option<u32>) -> Result<bool> {
    let mut conn = connect(cli)?;
    let held = SqlRows(conn.as_mut(), Schema::Hq).entity::<Policy>(Policy::ID)?;
    let mut policy = held.unwrap_or_else(|| Policy::first(Vec::new()));
    if let Some(minutes) = minutes {
        policy.version += 1;
        policy.lead_minutes = minutes;
        tenon_store::hq::commit(conn.as_mut(), |commit| commit.put(&policy))?;
    }
    let words = format!("A lead that nobody touches goes back to head office after {} minutes.", policy.lead_minutes);
    tell(cli, &json!({ "minutes": policy.lead_minutes }), &words);
    Ok(true)
}

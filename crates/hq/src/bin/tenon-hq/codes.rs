//! `tenon-hq codes`: the kinds of jobs that a crew begins with the customer's code.

use anyhow::Result;
use serde_json::json;
use tenon_domain::entities::{Policy, WorkKind};
use tenon_store::{Schema, SqlRows};

use super::{Cli, connect, tell};

/// What is to be laid down.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The kinds, `measure`, `install` or both with a comma; without this and `--none` those that hold are shown. They count for
    /// jobs that are booked from then on.
    #[arg(long, value_delimiter = ',', conflicts_with = "none")]
    kinds: Option<Vec<Kind>>,
    /// No code for any kind.
    #[arg(long)]
    none: bool,
}

/// A kind of job.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// Measuring.
    Measure,
    /// Installing.
    Install,
}

pub(super) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let mut conn = connect(cli)?;
    let held = SqlRows(conn.as_mut(), Schema::Hq).entity::<Policy>(Policy::ID)?;
    let mut policy = held.unwrap_or_else(|| Policy::first(Vec::new()));
    let wanted = args.kinds.as_ref().map(|kinds| {
        kinds.iter().map(|kind| match kind {
            Kind::Measure => WorkKind::Measure,
            Kind::Install => WorkKind::Install,
        })
    });
    let wanted: Option<Vec<WorkKind>> = wanted.map(Iterator::collect).or_else(|| args.none.then(Vec::new));
    if let Some(mut kinds) = wanted {
        kinds.sort_unstable();
        kinds.dedup();
        policy.version += 1;
        policy.code_kinds = kinds;
        tenon_store::hq::commit(conn.as_mut(), |commit| commit.put(&policy))?;
    }
    let words = if policy.code_kinds.is_empty() {
        "No job needs the customer's code.".to_owned()
    } else {
        let kinds: Vec<&str> = policy.code_kinds.iter().map(|kind| kind.as_str()).collect();
        format!("A crew begins these with the customer's code: {}.", kinds.join(", "))
    };
    tell(cli, &json!({ "kinds": policy.code_kinds }), &words);
    Ok(true)
}

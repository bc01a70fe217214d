//! `tenon-hq norms`: how long visits take, and how many minutes a work unit has.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::WorkNorms;
use tenon_domain::ops::PutWorkNorms;
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// Longest file, in bytes.
const FILE_LIMIT: u64 = 1 << 18;

/// What is to be done with the norms.
#[derive(Subcommand)]
pub(super) enum Norms {
    /// Show the norms, as JSON to change and put.
    Show,
    /// Lay down all norms. Appointments keep the units that they were booked with; windows keep their capacity, which counts
    /// in units, so resize them where a unit gets longer or shorter.
    Put {
        /// JSON as `show` gives it: {unit_minutes, buffer_minutes, norms: [{kind, goods, first_minutes, further_minutes,
        /// lead_days}]}.
        file: PathBuf,
    },
}

pub(super) fn run(cli: &Cli, what: &Norms) -> Result<bool> {
    let mut conn = connect(cli)?;
    match what {
        Norms::Show => {
            let norms = held(conn.as_mut())?
                .context("there are no norms yet, and every visit takes one unit; `norms put` lays them down")?;
            let WorkNorms { unit_minutes, buffer_minutes, norms, .. } = norms;
            let norms = PutWorkNorms { unit_minutes, buffer_minutes, norms };
            tell(cli, &serde_json::to_value(&norms)?, &serde_json::to_string_pretty(&norms)?);
            Ok(true)
        }
        Norms::Put { file } => put(cli, conn.as_mut(), file),
    }
}

fn held(conn: &mut dyn Connection) -> Result<Option<WorkNorms>> {
    Ok(SqlRows(conn, Schema::Hq).entity::<WorkNorms>(WorkNorms::ID)?)
}

fn put(cli: &Cli, conn: &mut dyn Connection, file: &Path) -> Result<bool> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(unreadable)?.len();
    ensure!(size <= FILE_LIMIT, "{} is larger than 256 kB; 500 norms are smaller", file.display());
    let text = std::fs::read_to_string(file).with_context(unreadable)?;
    let op: PutWorkNorms = serde_json::from_str(&text)
        .with_context(|| format!("{} has no norms; `norms show` writes them", file.display()))?;
    if let Err(refusal) = act(conn, &Keys::open(&cli.data)?, &op.into())? {
        return refused(cli, &refusal);
    }
    let now = held(conn)?.context("the norms are missing")?;
    let told = json!({ "version": now.version, "norms": now.norms.len() });
    tell(cli, &told, &format!("Version {}: {} norms.", now.version, now.norms.len()));
    Ok(true)
}

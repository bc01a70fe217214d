//! `tenon-hq travel`: the areas that crews drive to, and the ways between them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use serde_json::json;
use tenon_domain::entities::TravelTable;
use tenon_domain::ops::PutTravelTable;
use tenon_hq::keys::Keys;
use tenon_store::{Connection, Schema, SqlRows};

use super::cards::{act, refused};
use super::{Cli, connect, tell};

/// Longest file, in bytes.
const FILE_LIMIT: u64 = 1 << 20;

/// What is to be done with the table.
#[derive(Subcommand)]
pub(super) enum Travel {
    /// Show areas and ways, as JSON to change and put.
    Show,
    /// Say in which area an address lies.
    Area {
        /// As it is typed: 杭州市滨江区江南大道 100 号.
        address: String,
    },
    /// Lay down all areas and ways. A way holds in both directions unless the way back is there as well; appointments keep
    /// the area that they were booked in.
    Put {
        /// JSON as `show` gives it: {areas: [{code, name, divisions, minutes, metres}], ways: [{from, to, minutes, metres}]}.
        file: PathBuf,
    },
}

pub(super) fn run(cli: &Cli, what: &Travel) -> Result<bool> {
    let mut conn = connect(cli)?;
    match what {
        Travel::Show => {
            let held = held(conn.as_mut())?;
            let table =
                held.map_or_else(none, |held| PutTravelTable { areas: held.areas, ways: held.ways, seen: None });
            tell(cli, &serde_json::to_value(&table)?, &serde_json::to_string_pretty(&table)?);
            Ok(true)
        }
        Travel::Area { address } => {
            let held = held(conn.as_mut())?.context("there is no travel table yet; `travel put` lays one down")?;
            let area = held.area_of(address);
            let words = area.map_or_else(|| "in no area of the table".to_owned(), |area| area.name.zh.clone());
            tell(cli, &json!({ "area": area }), &words);
            Ok(true)
        }
        Travel::Put { file } => put(cli, conn.as_mut(), file),
    }
}

fn held(conn: &mut dyn Connection) -> Result<Option<TravelTable>> {
    Ok(SqlRows(conn, Schema::Hq).entity::<TravelTable>(TravelTable::ID)?)
}

const fn none() -> PutTravelTable {
    PutTravelTable { areas: Vec::new(), ways: Vec::new(), seen: None }
}

fn put(cli: &Cli, conn: &mut dyn Connection, file: &Path) -> Result<bool> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(unreadable)?.len();
    ensure!(size <= FILE_LIMIT, "{} is larger than 1 MB; a table of 1,000 areas is smaller", file.display());
    let text = std::fs::read_to_string(file).with_context(unreadable)?;
    let op: PutTravelTable = serde_json::from_str(&text)
        .with_context(|| format!("{} is no travel table; `travel show` writes one", file.display()))?;
    if let Err(refusal) = act(conn, &Keys::open(&cli.data)?, &op.into())? {
        return refused(cli, &refusal);
    }
    let now = held(conn)?.context("the table is missing")?;
    let (areas, ways) = (now.areas.len(), now.ways.len());
    let told = json!({ "version": now.version, "areas": areas, "ways": ways });
    tell(cli, &told, &format!("Version {}: {areas} areas, {ways} ways.", now.version));
    Ok(true)
}

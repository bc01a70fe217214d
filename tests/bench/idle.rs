//! `idle`: a sync when nothing has changed on either side.
//!
//! The baseline is `GET /healthz` of the same server with a client that keeps its connection: one request, no signature,
//! no body, and one statement in the same database. Processor time is that of the whole process, so HQ's part and the
//! tablet's.

use anyhow::{Result, ensure};

use crate::place::{Ground, Headquarters, timed};
use crate::spread::{Rounds, percentile};
use crate::table::Table;
use crate::used;

const ROUNDS: usize = 10;
const SYNCS: usize = 30;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "a sync with nothing to move against a GET of /healthz on the same server";
    let mut table = Table::new("idle", about);
    let (home, dir) = (ground.folder()?, ground.folder()?);
    let hq = Headquarters::found(ground, home, 500)?;
    let tablet = hq.enrol(ground, &dir)?;
    let client = reqwest::Client::new();
    let health = format!("{}/healthz", hq.url);
    let runtime = &ground.runtime;
    let sync = || Ok(runtime.block_on(tablet.sync())?);
    let get = || Ok(runtime.block_on(async { client.get(&health).send().await?.bytes().await })?);
    sync()?;
    get()?;

    let (mut wall, mut used) = (Rounds::default(), Rounds::default());
    for _ in 0..ROUNDS {
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        let (mut ours_used, mut plain_used) = (0.0, 0.0);
        for _ in 0..SYNCS {
            let before = used::by_process();
            ours.push(timed(sync)?.0);
            let between = used::by_process();
            plain.push(timed(get)?.0);
            ours_used += between - before;
            plain_used += used::by_process() - between;
        }
        wall.push(percentile(&ours, 50), percentile(&plain, 50));
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let each = SYNCS as f64;
        used.push(ours_used / each, plain_used / each);
    }
    let report = sync()?;
    ensure!(report.pulled == 0 && report.pushed == 0, "the sync moved something: {report:?}");
    table.compare("wall time", "ms", &wall);
    table.compare("processor time, both ends", "ms", &used);
    for (what, count) in
        [("requests", report.requests), ("bytes up", report.bytes_up), ("bytes down", report.bytes_down)]
    {
        table.tell(what, "in one sync", &[f64::from(u32::try_from(count)?)]);
    }
    Ok(table)
}

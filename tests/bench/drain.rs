//! `drain`: a tablet that was cut off hands in its queue.
//!
//! `whole sync`: over loopback HTTP, until nothing waits: handed in, judged, every verdict pulled and applied. `HQ alone`:
//! the same batches given to `tenon_sync::hq::hand_in` on a copy of HQ's database, in turn with the baseline: the same
//! bytes inserted in transactions of 500 rows, with the same durability, on the same disk.

use anyhow::{Context, Result, ensure};
use tenon_domain::Signed;
use tenon_hq::now_ms;
use tenon_store::{Sqlite, tablet as journal};
use tenon_sync::hq as engine;
use tenon_sync::sign;
use tenon_sync::wire::{Cursor, Exchange, OPS_LIMIT, PROTOCOL};

use crate::durable::{Plain, advance, check_in, redeem};
use crate::place::{self, Ground, Headquarters, timed};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: usize = 3;
const CARDS: usize = 2_000;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "waiting operations handed in and judged against their bytes inserted in batches of 500";
    let mut table = Table::new("drain", about);
    let (home, dir) = (ground.folder()?, ground.folder()?);
    let hq = Headquarters::found(ground, home, CARDS)?;
    let tablet = hq.enrol(ground, &dir)?;
    ground.runtime.block_on(tablet.sync())?;
    let (filling, ()) = timed(|| fill(&tablet, &hq, ground.operations))?;

    let mut conn = Sqlite::open(&dir.join("work.db"))?;
    let key = place::device_key(&dir)?;
    let mut batches: Vec<Vec<Signed>> = Vec::new();
    let mut after = 0;
    loop {
        let batch = journal::to_push(&mut conn, after, OPS_LIMIT)?;
        let Some(last) = batch.last() else { break };
        after = last.seq;
        batches.push(batch.into_iter().map(|entry| sign(&key, entry.bytes)).collect());
    }
    drop(conn);
    let count = f64::from(u32::try_from(after)?);
    let rate = |ms: f64| count / ms * 1000.0;

    let mut alone = Rounds::default();
    for _ in 0..ROUNDS {
        let copy = ground.folder()?.join("hq.db");
        let copied = copy.to_str().context("a path that is not UTF-8")?;
        Sqlite::open(&hq.dir.join("hq.db"))?.raw().execute("VACUUM INTO ?1", [copied])?;
        let mut conn = Sqlite::open(&copy)?;
        let device = device_of(&batches)?;
        let (took, ()) = timed(|| {
            for ops in &batches {
                let exchange = Exchange {
                    protocol: PROTOCOL,
                    ops: ops.clone(),
                    cursor: Cursor::default(),
                    waiting: 0,
                    wall_ms: now_ms(),
                    catalog_version: None,
                };
                engine::hand_in(&mut conn, device, &exchange, now_ms())?;
            }
            Ok(())
        })?;
        alone.push(rate(took), rate(insert(&ground.folder()?, &batches)?));
    }

    let resident = reset_peak();
    let (took, report) = timed(|| Ok(ground.runtime.block_on(tablet.sync())?))?;
    ensure!(report.waiting == 0 && report.accepted == report.pushed, "not all were accepted: {report:?}");
    let mut whole = Rounds::default();
    whole.push(rate(took), rate(insert(&ground.folder()?, &batches)?));

    table.compare("whole sync", "operations per second", &whole);
    table.compare("HQ alone", "operations per second", &alone);
    table.tell("drained", "operations", &[count]);
    table.tell("drained in", "ms", &[took]);
    table.tell("on the wire, up", "bytes per operation", &[f64::from(u32::try_from(report.bytes_up)?) / count]);
    table.tell("on the wire, down", "bytes per operation", &[f64::from(u32::try_from(report.bytes_down)?) / count]);
    table.tell("requests", "in one sync", &[f64::from(u32::try_from(report.requests)?)]);
    match resident.zip(status_mb("VmHWM:")) {
        Some((before, peak)) => {
            table.tell("resident before", "MB, HQ and tablet", &[before]);
            table.tell("resident at most", "MB, HQ and tablet", &[peak]);
        }
        None => table.note("Peak memory: this system does not tell."),
    }
    table.note(format!("The queue was made through the tablet's front door in {:.1} s.", filling / 1000.0));
    Ok(table)
}

/// A busy month: check-ins, among them redemptions and steps of jobs.
fn fill(tablet: &tenon_tablet::Tablet, hq: &Headquarters, operations: usize) -> Result<()> {
    let (cards, steps) = ((operations / 5).min(hq.cards.len()), (operations / 5).min(hq.jobs.len() * 4));
    place::sign_in(tablet, &hq.measurer)?;
    (0..steps).try_for_each(|at| place::submit(tablet, advance(&hq.jobs, at)?))?;
    place::sign_in(tablet, &hq.seller)?;
    (0..cards).try_for_each(|at| place::submit(tablet, redeem(hq, at)?))?;
    (cards + steps + 2..operations).try_for_each(|at| place::submit(tablet, check_in(at)))
}

fn device_of(batches: &[Vec<Signed>]) -> Result<tenon_domain::DeviceId> {
    let first = batches.iter().flatten().next().context("nothing waits")?;
    Ok(serde_json::from_str::<tenon_domain::Stamp>(&first.bytes)?.device)
}

fn insert(dir: &std::path::Path, batches: &[Vec<Signed>]) -> Result<f64> {
    let rows: Vec<Vec<String>> =
        batches.iter().map(|ops| ops.iter().map(|one| format!("{}{}", one.bytes, one.signature)).collect()).collect();
    let mut plain = Plain::open(dir)?;
    Ok(timed(|| rows.iter().try_for_each(|batch| plain.save_all(batch)))?.0)
}

/// Lets the peak of resident memory begin anew; answers what is resident now.
fn reset_peak() -> Option<f64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    status_mb("VmRSS:")
}

fn status_mb(field: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
}

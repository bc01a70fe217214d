//! `proposals`: times for one appointment among 200 crews and 60 days.
//!
//! Tenon's side asks the tablet at its front door, once where there is room in the first days and once where all but the last
//! day are full. The baseline reads all windows of the 60 days from the same file and ranks nothing.

use anyhow::{Context, Result, ensure};
use tenon_domain::entities::{Crew, TravelTable, Window, WorkKind};
use tenon_domain::scheduling::Date;
use tenon_domain::{Id, Localized, Uuid};
use tenon_store::{Schema, SqlRows, Sqlite};
use tenon_tablet::queries::ProposalsArgs;

use crate::place::{Ground, Headquarters, put_all, timed};
use crate::spread::Rounds;
use crate::table::Table;

const CREWS: usize = 200;
const DAYS: i64 = 60;
const ROUNDS: usize = 15;
const HOUR_MS: i64 = 3_600_000;
/// Work units of a visit, and as many as two.
const VISIT: u32 = 20;
const CAPACITY: u32 = 2 * VISIT;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "the best windows for one visit among 200 crews and 60 days against reading all their windows";
    let mut table = Table::new("proposals", about);
    let home = ground.folder()?;
    let hq = Headquarters::found(ground, home, 100)?;
    let windows = fill(&hq)?;
    let dir = ground.folder()?;
    let tablet = hq.enrol(ground, &dir)?;
    ground.runtime.block_on(tablet.sync())?;
    let mut plain = Sqlite::open(&dir.join("work.db"))?;
    let ways = [("room in the first days", WorkKind::Measure), ("room on the last day alone", WorkKind::Install)];
    for (what, kind) in ways {
        let mut rounds = Rounds::default();
        for _ in 0..=ROUNDS {
            let (took, answer) = timed(|| {
                let asked = ProposalsArgs {
                    kind,
                    goods: Some("kitchen/cabinet".to_owned()),
                    quantity: 1,
                    address: "杭州市西湖区文三路 1 号".to_owned(),
                    from: None,
                    weekdays: Vec::new(),
                    part: None,
                    limit: 6,
                };
                Ok(tablet.query("proposals", serde_json::to_value(asked)?)?)
            })?;
            ensure!(answer["best"].as_array().is_some_and(|best| best.len() == 6), "not six: {answer}");
            let (read, held) = timed(|| {
                let keys: Vec<_> = days()?.iter().map(|day| Window::on_day(&day.to_string())).collect();
                Ok(SqlRows(&mut plain, Schema::Tablet).entities_by_any::<Window>(&keys)?)
            })?;
            ensure!(held.len() >= windows, "{} windows instead of {windows}", held.len());
            rounds.push(took, read);
        }
        table.compare(what, "ms", &rounds);
    }
    table.note(format!("{windows} windows; those for measuring have room, those for installing only on the last day"));
    Ok(table)
}

fn days() -> Result<Vec<Date>> {
    let today = Date::utc(tenon_hq::now_ms() + 8 * HOUR_MS);
    (0..DAYS).map(|ahead| today.plus(ahead).context("the calendar ends")).collect()
}

/// 200 crews with two windows a day; answers how many windows that makes.
fn fill(hq: &Headquarters) -> Result<usize> {
    let mut conn = Sqlite::open(&hq.dir.join("hq.db"))?;
    let areas =
        SqlRows(&mut conn, Schema::Hq).entity::<TravelTable>(TravelTable::ID)?.context("no travel table")?.areas;
    let crew = |at: usize| Crew {
        id: Id::new(Uuid::from_u128(7_000 + at as u128)),
        name: Localized::new(format!("{at}组"), format!("Crew {at}")),
        trades: Localized::default(),
        kinds: vec![WorkKind::Measure, WorkKind::Install],
        stores: vec![hq.store],
        calendar: None,
        categories: if at.is_multiple_of(3) { vec!["kitchen".to_owned()] } else { Vec::new() },
        base: areas.get(at % 6).map(|area| area.code.clone()),
    };
    let crews: Vec<Crew> = (0..CREWS).map(crew).collect();
    let (days, mut windows) = (days()?, Vec::new());
    for (at, crew) in crews.iter().enumerate() {
        for (ahead, day) in days.iter().enumerate() {
            let begins_ms = tenon_hq::now_ms() + (24 * i64::try_from(ahead)? + 1) * HOUR_MS;
            for (half, kind) in [WorkKind::Measure, WorkKind::Install].into_iter().enumerate() {
                let start_ms = begins_ms + if half == 0 { 0 } else { 4 * HOUR_MS };
                let full = kind == WorkKind::Install && ahead + 1 < days.len();
                let free = if full { 0 } else { VISIT };
                let visits = (at + ahead * 7 + half) % areas.len().min(6);
                windows.push(Window {
                    id: Window::id_of(crew.id, start_ms),
                    crew: crew.id,
                    kind,
                    date: day.to_string(),
                    start_ms,
                    end_ms: start_ms + 4 * HOUR_MS,
                    capacity: CAPACITY,
                    free,
                    more_units: CAPACITY - free - (CAPACITY - free) / VISIT,
                    kept: 0,
                    blocks: Vec::new(),
                    short: 0,
                    areas: vec![areas[visits].code.clone(); ((CAPACITY - free) / VISIT) as usize],
                    stores: vec![hq.store],
                });
            }
        }
    }
    put_all(&mut conn, &crews)?;
    put_all(&mut conn, &windows)?;
    Ok(windows.len())
}

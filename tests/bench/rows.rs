//! `rows`: the first sync of a new tablet, work rows only.
//!
//! Tenon's side is a whole sync over loopback HTTP: HQ reads its pages, both ends pack and unpack them, the tablet keeps
//! rows, keys and memberships durably. The baseline inserts the same rows in one transaction into a table of a fresh file
//! with the same pragmas: no network, no keys, no memberships.

use anyhow::Result;
use tenon_store::{Sqlite, tablet as journal};

use crate::place::{Ground, Headquarters, timed};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: usize = 3;
const CARDS: usize = 8_000;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "a new tablet's first sync of its store's rows against a bulk insert of the same rows";
    let mut table = Table::new("rows", about);
    let home = ground.folder()?;
    let hq = Headquarters::found(ground, home, CARDS)?;
    // The first tablet of a store is given the rights to its cards; the others are what most tablets are.
    let mut rates = Rounds::default();
    let (mut bytes, mut pulled) = (Vec::new(), Vec::new());
    for _ in 0..=ROUNDS {
        let dir = ground.folder()?;
        let tablet = hq.enrol(ground, &dir)?;
        let (took, report) = timed(|| Ok(ground.runtime.block_on(tablet.sync())?))?;
        drop(tablet);
        let rows = journal::base_rows(&mut Sqlite::open(&dir.join("work.db"))?)?;
        let (plain, ()) = timed_insert(&ground.folder()?, &rows)?;
        let count = f64::from(u32::try_from(rows.len())?);
        rates.push(count / took * 1000.0, count / plain * 1000.0);
        bytes.push(f64::from(u32::try_from(report.bytes_down)?) / count);
        pulled.push(count);
    }
    table.compare("rows", "per second", &rates);
    table.tell("rows", "in one tablet", &pulled);
    table.tell("on the wire", "bytes per row", &bytes);
    Ok(table)
}

fn timed_insert(dir: &std::path::Path, rows: &[(String, String, String)]) -> Result<(f64, ())> {
    let mut conn = Sqlite::open(&dir.join("plain.db"))?;
    conn.raw().execute_batch(
        "CREATE TABLE plain (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) \
         WITHOUT ROWID",
    )?;
    timed(|| {
        let tx = conn.raw().transaction()?;
        {
            let mut insert = tx.prepare("INSERT INTO plain (kind, id, body) VALUES (?1, ?2, ?3)")?;
            rows.iter().try_for_each(|(kind, id, body)| insert.execute([kind, id, body]).map(|_| ()))?;
        }
        Ok(tx.commit()?)
    })
}

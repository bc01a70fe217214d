//! `operations`: 50 tablets hand in at the same time to one server, on either engine.
//!
//! The tablets are real: enrolled over HTTP, each in a store of its own with its seller and its cards, their operations
//! made and signed by the tablet's engine: redemptions, check-ins, and quotes of two lines. What they send goes over loopback HTTP to the program that ships, in batches,
//! every tablet waiting for its answer as a tablet does; each sends its first batch twice, as after an answer that was
//! lost. Counted is what headquarters then holds as accepted, once each, durable, from the first request to the last
//! answer. The baseline inserts the same rows (received, entities, keys, memberships) into an empty database with the
//! same tables and indexes on the same disk: one connection, prepared statements of many rows, transactions of 2,000
//! operations.

mod fleet;
mod quote;
mod server;

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use tenon_hq::database::Target;
use tenon_store::{Connection, Engine, Row, Schema, Sqlite, Value, migrate};
use tenon_tests::postgres::TestServer;

use crate::place::{Ground, timed};
use crate::spread::Rounds;
use crate::table::Table;
use fleet::Fleet;
use server::Server;

const ROUNDS: usize = 3;
/// Operations in one transaction of the baseline.
const RAW_TOGETHER: usize = 2_000;

/// What an operation leaves behind, with a column that numbers commits where there is one.
const TABLES: [(&str, &str); 5] = [
    ("received", "device, seq, op, hash, bytes, signature"),
    ("chains", "device, seq, hash, judged"),
    ("entities", "kind, id, n, body, keys, scopes"),
    ("entity_keys", "kind, key, id"),
    ("memberships", "scope, n, kind, id, gone"),
];

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "operations accepted at headquarters, 50 tablets at once, against their rows inserted";
    let mut table = Table::new("operations", about);
    let fleet = Fleet::muster(ground)?;
    let postgres = TestServer::start_in(&ground.folder()?, true);
    let template = postgres.database();
    copy(&fleet.before, Target::Postgres(template.clone()).connect()?.as_mut())?;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let name = if engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" };
        let mut rates = [Rounds::default(), Rounds::default(), Rounds::default()];
        for _ in 0..ROUNDS {
            let (target, empty) = match engine {
                Engine::Sqlite => {
                    let path = ground.folder()?.join("hq.db");
                    let to = path.to_str().context("a path that is not UTF-8")?;
                    Sqlite::open(&fleet.before)?.raw().execute("VACUUM INTO ?1", [to])?;
                    (Target::Sqlite(path), Target::Sqlite(ground.folder()?.join("raw.db")))
                }
                Engine::Postgres => {
                    (Target::Postgres(postgres.copy_of(&template)), Target::Postgres(postgres.database()))
                }
            };
            migrate(empty.connect()?.as_mut(), Schema::Hq)?;
            let server = Server::start(&fleet.data, &target)?;
            let mut hq = target.connect()?;
            let mut held = Held::look(hq.as_mut())?;
            for (phase, rates) in fleet.phases().iter().zip(&mut rates) {
                let began = Instant::now();
                ground.runtime.block_on(fleet.hand_in(&server.url, phase))?;
                let took = began.elapsed().as_secs_f64();
                let now = Held::look(hq.as_mut())?;
                let accepted = now.accepted - held.accepted;
                ensure!(accepted == phase.operations(), "{accepted} of {} were accepted", phase.operations());
                let rows = rows_since(hq.as_mut(), &held)?;
                held = now;
                let (raw, ()) = timed(|| insert(empty.connect()?.as_mut(), &rows, accepted))?;
                rates.push(count(accepted)? / took, count(accepted)? / raw * 1000.0);
                eprintln!("{name}, {}: {accepted} in {took:.2} s, their rows in {:.2} s", phase.name, raw / 1000.0);
            }
        }
        for (phase, rates) in fleet.phases().iter().zip(&rates) {
            table.compare(format!("{name}, {}", phase.name), "operations per second", rates);
        }
    }
    table.note("Durable: SQLite WAL with synchronous=FULL; PostgreSQL with fsync and synchronous_commit on.");
    table.note(format!("{} tablets and the server share this machine's processors.", fleet::TABLETS));
    Ok(table)
}

fn count(operations: usize) -> Result<f64> {
    Ok(f64::from(u32::try_from(operations)?))
}

/// How far a headquarters is.
struct Held {
    accepted: usize,
    n: i64,
    /// The longest chain of a device; those of the tablets are equally long.
    seq: i64,
}

impl Held {
    fn look(conn: &mut dyn Connection) -> Result<Self> {
        let one = |conn: &mut dyn Connection, sql: &str| -> Result<i64> {
            Ok(conn.query_one(sql, &[])?.context("no answer")?.integer(0)?)
        };
        let accepted = "SELECT COUNT(*) FROM entities WHERE kind = 'verdict' AND body LIKE '%\"accepted\"%'";
        Ok(Self {
            accepted: usize::try_from(one(conn, accepted)?)?,
            n: one(conn, "SELECT n FROM head")?,
            seq: one(conn, "SELECT COALESCE(MAX(seq), 0) FROM chains")?,
        })
    }
}

/// The rows of each table that are there since `held`.
fn rows_since(conn: &mut dyn Connection, held: &Held) -> Result<Vec<Vec<Row>>> {
    let (n, seq) = (held.n, held.seq);
    let queries = [
        format!("SELECT {} FROM received WHERE seq > {seq} ORDER BY seq, device", TABLES[0].1),
        format!("SELECT {} FROM chains WHERE seq > {seq} ORDER BY device", TABLES[1].1),
        format!("SELECT {} FROM entities WHERE n > {n} ORDER BY n, kind, id", TABLES[2].1),
        format!("SELECT {} FROM memberships WHERE n > {n} ORDER BY n, scope, kind, id", TABLES[4].1),
    ];
    let mut rows = queries.iter().map(|sql| Ok(conn.query(sql, &[])?)).collect::<Result<Vec<_>>>()?;
    let mut keys = Vec::new();
    for entity in &rows[2] {
        // A right was there before, and so were its keys.
        let fresh = entity.text(0)? != "right";
        for key in serde_json::from_str::<Vec<String>>(entity.text(4)?)?.into_iter().filter(|_| fresh) {
            keys.push(Row(vec![entity.0[0].clone(), key.into(), entity.0[1].clone()]));
        }
    }
    rows.insert(3, keys);
    Ok(rows)
}

/// Inserts the rows of `operations` operations, as many of each table in each transaction.
fn insert(conn: &mut dyn Connection, rows: &[Vec<Row>], operations: usize) -> Result<()> {
    let transactions = operations.div_ceil(RAW_TOGETHER);
    for at in 0..transactions {
        tenon_store::transaction(conn, |conn| -> Result<()> {
            for ((table, columns), rows) in TABLES.iter().zip(rows) {
                let part = rows.len().div_ceil(transactions);
                let rows = rows.get(at * part..).unwrap_or_default();
                // What the tablets' second phase writes again is in the way.
                let again = if *table == "chains" { "ON CONFLICT DO NOTHING" } else { "" };
                insert_all(conn, table, columns, &rows[..part.min(rows.len())], again)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Inserts rows, as many in a statement as Tenon does.
fn insert_all(conn: &mut dyn Connection, table: &str, columns: &str, rows: &[Row], again: &str) -> Result<()> {
    let most = if conn.engine() == Engine::Sqlite { 32 } else { 256 };
    let width = columns.split(", ").count();
    let mut left = rows;
    while let Some(many) = left.len().min(most).checked_ilog2() {
        let (portion, rest) = left.split_at(1 << many);
        left = rest;
        let places = |at: usize| (1..=width).map(|to| format!("?{}", at * width + to)).collect::<Vec<_>>().join(", ");
        let values: Vec<String> = (0..portion.len()).map(|at| format!("({})", places(at))).collect();
        let args: Vec<Value> = portion.iter().flat_map(|row| row.0.iter().cloned()).collect();
        conn.execute(&format!("INSERT INTO {table} ({columns}) VALUES {} {again}", values.join(", ")), &args)?;
    }
    Ok(())
}

/// Copies the headquarters in the file at `from` to `to`, which is empty.
fn copy(from: &std::path::Path, to: &mut dyn Connection) -> Result<()> {
    migrate(to, Schema::Hq)?;
    let mut from = Sqlite::open(from)?;
    tenon_store::transaction(to, |to| -> Result<()> {
        to.execute("DELETE FROM head", &[])?;
        for (table, columns) in TABLES.iter().chain(&[("head", "one, n, generation")]) {
            let rows = from.query(&format!("SELECT {columns} FROM {table}"), &[])?;
            insert_all(to, table, columns, &rows, "")?;
        }
        Ok(())
    })
}

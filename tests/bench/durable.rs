//! `durable`: what it costs to save one operation on the tablet.
//!
//! The baseline is the least that durability costs: the bytes of the same operation as one row in one transaction, in a
//! database with the same pragmas (`WAL`, `synchronous = FULL`) beside it. `engine` is `tenon_sync::tablet::submit`
//! alone; `tablet` is the front door that the screens use, with session, clock and notices. The store has thousands of
//! rows; the two take turns, operation by operation; a round's number is the median of its operations.
//!
//! A log that grows costs its file system more at every sync than one that is written over. `new log`: both logs begin
//! anew with each round, as they do when the app starts; `used log`: both have reached their full size, as late on a busy
//! day.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use data_encoding::HEXLOWER;
use tenon_domain::entities::{Device, Staff, WorkOrder, WorkStep};
use tenon_domain::ops::{AdvanceWorkOrder, AnyOperation, CheckIn, RedeemCard};
use tenon_domain::{Hash, Id, OpId, StampedAt, Uuid};
use tenon_store::{Sqlite, tablet as journal};
use tenon_sync::tablet::{Draft, Identity, submit};

use crate::place::{self, Ground, Headquarters, timed, wall_nanos};
use crate::spread::{Rounds, percentile};
use crate::table::Table;
use crate::used;

const ROUNDS: usize = 12;
const OPS: usize = 25;
const CARDS: usize = 2_000;
/// Rows that fill a log, of one page each: SQLite begins it anew after 1,000 pages.
const FILLING: usize = 1_100;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "an operation saved on the tablet against its bytes in one row, one transaction, the same durability";
    let mut table = Table::new("durable", about);
    let (home, dir) = (ground.folder()?, ground.folder()?);
    let hq = Headquarters::found(ground, home, CARDS)?;
    let tablet = hq.enrol(ground, &dir)?;
    ground.runtime.block_on(tablet.sync())?;
    drop(tablet);
    let mut plain = Plain::open(&ground.folder()?)?;
    let mut engine = Engine::open(&dir, &hq)?;
    table.note(format!("The tablet holds {} rows.", journal::live_rows(&mut engine.conn)?.len()));
    table.note(format!("A sync of one written page takes {:.2} ms on this disk.", sync_ms(&ground.folder()?)?));

    let mut work = Work::of(&hq);
    for kind in Kind::ALL {
        let turns = Turns::take(|| {
            let (op, by) = (work.next(kind)?, hq.by(kind));
            let ours = cost(|| engine.save(&op, by))?;
            let bytes = engine.last()?;
            Ok([ours, cost(|| plain.save(&bytes))?])
        })?;
        turns.tell(&mut table, &format!("engine, {}", kind.name()));
    }
    let bytes = engine.last()?;
    drop(engine);

    let tablet = tenon_tablet::Tablet::open(&dir)?;
    let mut beside = Sqlite::open(&dir.join("work.db"))?;
    for log in ["new log", "used log"] {
        if log == "used log" {
            place::sign_in(&tablet, hq.by(Kind::CheckIn))?;
            for _ in 0..FILLING {
                place::submit(&tablet, work.next(Kind::CheckIn)?)?;
                plain.save(&bytes)?;
            }
        }
        for kind in Kind::ALL {
            place::sign_in(&tablet, hq.by(kind))?;
            let mut saved = 0;
            let turns = Turns::take(|| {
                if log == "new log" && saved % OPS == 0 {
                    begin_log_anew(&mut beside)?;
                    begin_log_anew(&mut plain.0)?;
                }
                saved += 1;
                let op = work.next(kind)?;
                Ok([cost(|| place::submit(&tablet, op))?, cost(|| plain.save(&bytes))?])
            })?;
            turns.tell(&mut table, &format!("tablet, {log}, {}", kind.name()));
        }
    }
    Ok(table)
}

/// Takes all that is in the log into the database, and the log's file to nothing.
fn begin_log_anew(conn: &mut Sqlite) -> Result<()> {
    let busy: i64 = conn.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    ensure!(busy == 0, "the log is in use");
    Ok(())
}

/// What making one written page durable takes here, at the median: what all of the above pay. Where it is next to nothing (a
/// file system without a journal on a disk that does not flush), only the processor is compared.
fn sync_ms(dir: &Path) -> Result<f64> {
    const PAGE: [u8; 4096] = [0; 4096];
    let mut file = File::create(dir.join("page"))?;
    let taken = (0..200).map(|_| {
        file.rewind()?;
        file.write_all(&PAGE)?;
        Ok(timed(|| Ok(file.sync_all()?))?.0)
    });
    Ok(percentile(&taken.collect::<Result<Vec<_>>>()?, 50))
}

/// What one call took: milliseconds on the wall's clock, and of the processor.
struct Cost {
    wall: f64,
    used: f64,
}

fn cost(work: impl FnOnce() -> Result<()>) -> Result<Cost> {
    let before = used::by_thread();
    let (wall, ()) = timed(work)?;
    Ok(Cost { wall, used: used::by_thread() - before })
}

/// Tenon and the baseline by turns.
#[derive(Default)]
struct Turns {
    wall: Rounds,
    used: Rounds,
    slow: Rounds,
}

impl Turns {
    fn take(mut turn: impl FnMut() -> Result<[Cost; 2]>) -> Result<Self> {
        let mut turns = Self::default();
        let mut all = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            let round = (0..OPS).map(|_| turn()).collect::<Result<Vec<_>>>()?;
            let [ours, plain] = [0, 1].map(|side| round.iter().map(|turn| turn[side].wall).collect::<Vec<_>>());
            turns.wall.push(percentile(&ours, 50), percentile(&plain, 50));
            all[0].extend(ours);
            all[1].extend(plain);
            let [ours, plain] = [0, 1].map(|side| round.iter().map(|turn| turn[side].used).collect::<Vec<_>>());
            turns.used.push(percentile(&ours, 50), percentile(&plain, 50));
        }
        turns.slow.push(percentile(&all[0], 99), percentile(&all[1], 99));
        Ok(turns)
    }

    fn tell(&self, table: &mut Table, what: &str) {
        table.compare(what, "ms", &self.wall);
        table.compare(format!("{what}, processor"), "ms", &self.used);
        table.compare(format!("{what}, p99"), "ms", &self.slow);
    }
}

#[derive(Clone, Copy)]
enum Kind {
    CheckIn,
    Redeem,
    Advance,
}

impl Kind {
    const ALL: [Self; 3] = [Self::CheckIn, Self::Redeem, Self::Advance];

    fn name(self) -> &'static str {
        match self {
            Self::CheckIn => "visit.check_in",
            Self::Redeem => "card.redeem",
            Self::Advance => "work_order.advance",
        }
    }
}

impl Headquarters {
    fn by(&self, kind: Kind) -> &Staff {
        if matches!(kind, Kind::Advance) { &self.measurer } else { &self.seller }
    }
}

/// Operations that go through, one after the other.
struct Work<'h> {
    hq: &'h Headquarters,
    customers: usize,
    cards: usize,
    steps: usize,
}

impl<'h> Work<'h> {
    fn of(hq: &'h Headquarters) -> Self {
        Self { hq, customers: 0, cards: 0, steps: 0 }
    }

    fn next(&mut self, kind: Kind) -> Result<AnyOperation> {
        match kind {
            Kind::CheckIn => {
                self.customers += 1;
                Ok(check_in(self.customers))
            }
            Kind::Redeem => {
                self.cards += 1;
                redeem(self.hq, self.cards - 1)
            }
            Kind::Advance => {
                self.steps += 1;
                advance(&self.hq.jobs, self.steps - 1)
            }
        }
    }
}

/// The `at`th customer comes in for the first time.
pub(crate) fn check_in(at: usize) -> AnyOperation {
    let phone = format!("+8613{:09}", at % 1_000_000_000);
    CheckIn { name: "王女士".to_owned(), phone: Some(phone), ..CheckIn::default() }.into()
}

/// The `at`th card is redeemed.
pub(crate) fn redeem(hq: &Headquarters, at: usize) -> Result<AnyOperation> {
    let card = hq.cards.get(at).context("no card is left")?;
    Ok(RedeemCard { number: card.number.clone(), token: None, visit: None }.into())
}

/// The `at`th step of all jobs, each job after the other, from planned to done.
pub(crate) fn advance(jobs: &[WorkOrder], at: usize) -> Result<AnyOperation> {
    const STEPS: [WorkStep; 4] = [WorkStep::Accepted, WorkStep::OnTheWay, WorkStep::OnSite, WorkStep::Done];
    let job = jobs.get(at / STEPS.len()).context("no job is left")?;
    Ok(AdvanceWorkOrder { work_order: job.id, to: STEPS[at % STEPS.len()], reason: None, absent: false, arrival: None }
        .into())
}

/// The tablet's engine over its `work.db`, without anything around it.
struct Engine {
    conn: Sqlite,
    identity: Identity,
    made: u128,
}

impl Engine {
    fn open(dir: &Path, hq: &Headquarters) -> Result<Self> {
        let mut conn = Sqlite::open(&dir.join("work.db"))?;
        let key = place::device_key(dir)?;
        let device = Id::<Device>::new(Hash::of(HEXLOWER.encode(key.verifying_key().as_bytes()).as_bytes()).uuid());
        // The first statement reads the schema; what is measured is a program that has been running.
        journal::tail(&mut conn)?;
        Ok(Self { conn, identity: Identity { device, store: hq.store, key }, made: 0 })
    }

    fn save(&mut self, op: &AnyOperation, by: &Staff) -> Result<()> {
        self.made += 1;
        let ms = wall_nanos() / 1_000_000;
        let random = Uuid::new_v5(&Uuid::nil(), &self.made.to_be_bytes()).as_u128() >> 80;
        let id: OpId = Id::new(Uuid::from_u128(ms << 80 | 7 << 76 | 2 << 62 | random));
        let wall_ms = i64::try_from(ms)?;
        let at = StampedAt { wall_ms, hq_ms: Some(wall_ms), uncertainty_ms: 5 };
        let draft = Draft { id, op: op.clone(), actor: Some(by.id), session: Some(id), at };
        submit(&mut self.conn, &self.identity, &draft).map_err(|stop| anyhow!("{stop:?}"))?;
        Ok(())
    }

    /// The bytes of the last operation, as the journal holds them.
    fn last(&mut self) -> Result<String> {
        let (seq, _) = journal::tail(&mut self.conn)?;
        let entry = journal::entry(&mut self.conn, seq)?.context("the journal is empty")?;
        Ok(entry.bytes)
    }
}

/// One table of bytes in a database with the tablet's pragmas.
pub(crate) struct Plain(Sqlite);

impl Plain {
    /// A new one in `dir`.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let mut conn = Sqlite::open(&dir.join("plain.db"))?;
        conn.raw().execute_batch("CREATE TABLE plain (seq INTEGER PRIMARY KEY, bytes TEXT NOT NULL)")?;
        Ok(Self(conn))
    }

    /// One row, one transaction.
    fn save(&mut self, bytes: &str) -> Result<()> {
        self.0.raw().prepare_cached("INSERT INTO plain (bytes) VALUES (?1)")?.execute([bytes])?;
        Ok(())
    }

    /// Many rows, one transaction.
    pub(crate) fn save_all(&mut self, all: &[String]) -> Result<()> {
        let tx = self.0.raw().transaction()?;
        {
            let mut insert = tx.prepare_cached("INSERT INTO plain (bytes) VALUES (?1)")?;
            all.iter().try_for_each(|bytes| insert.execute([bytes]).map(|_| ()))?;
        }
        Ok(tx.commit()?)
    }
}

//! One round over the addresses that are due.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream;
use rusqlite::ErrorCode;
use serde::Serialize;
use tenon_store::catalog::{Error as CatalogError, Master, PictureCounts, PictureProblem, Settled, Standing};
use tokio::task::spawn_blocking;

use super::address::Reach;
use super::asking::Asking;
use crate::now_ms;

/// Addresses that are asked for at a time.
const AT_A_TIME: usize = 12;
/// Addresses that are taken up together.
const BATCH: u32 = 500;
/// Between two publications, so that tablets are not told of each picture.
const PUBLISH_EVERY: Duration = Duration::from_secs(5);
/// How often a write waits for an import, ten seconds each.
const WAITS: u32 = 30;
/// Problems that a report lists.
const MOST_PROBLEMS: u32 = 1_000;

/// What is asked for although it is not due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Again {
    /// Nothing.
    #[default]
    Due,
    /// What was refused or failed.
    Failed,
    /// Everything; what is here is asked for only if it changed.
    All,
}

/// How a round goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Which servers may be reached.
    pub reach: Reach,
    /// What is asked for besides what is due.
    pub again: Again,
}

/// How far a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Addresses asked for.
    pub done: u64,
    /// Addresses still to be asked for.
    pub left: u64,
}

/// What a round did, and how the addresses stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Pictures fetched and made now.
    pub fetched: u64,
    /// Pictures that their server says are what they were.
    pub unchanged: u64,
    /// Pictures refused now.
    pub refused_now: u64,
    /// Pictures that could not be had now.
    pub failed_now: u64,
    /// Bytes received.
    pub bytes: u64,
    /// The catalog's version that names what is here.
    pub version: i64,
    /// How all addresses stand.
    #[serde(flatten)]
    pub counts: PictureCounts,
    /// Of those refused or failed at most a thousand.
    pub problems: Vec<PictureProblem>,
}

/// The catalog while a round works on it.
struct Book {
    master: Master,
    _lock: File,
}

/// Runs a round on the catalog in `dir`; one at a time over all programs, others wait for it.
pub async fn round(dir: &Path, how: Round, mut told: impl FnMut(Progress)) -> Result<Report> {
    let book = open(dir.to_owned(), how.again).await?;
    let (mut book, mut left) = book;
    let asking = Arc::new(Asking::new(book.master.pictures(), how.reach)?);
    let (began, mut report, mut done) = (now_ms(), Report::default(), 0);
    loop {
        let due;
        (book, due) = with(book, move |book| Ok(book.master.due_pictures(began, BATCH)?)).await?;
        if due.is_empty() {
            break;
        }
        let jobs = due.into_iter().map(|due| {
            let asking = Arc::clone(&asking);
            async move { asking.settle(due).await }
        });
        let mut settled = Vec::new();
        let mut published = Instant::now();
        let mut running = stream::iter(jobs).buffer_unordered(AT_A_TIME);
        while let Some((one, bytes)) = running.next().await {
            report.count(&one, bytes);
            settled.push(one);
            done += 1;
            left = left.saturating_sub(1);
            told(Progress { done, left });
            if published.elapsed() >= PUBLISH_EVERY {
                book = write_down(book, std::mem::take(&mut settled)).await?;
                published = Instant::now();
            }
        }
        book = write_down(book, settled).await?;
    }
    let (_, (counts, problems, version)) = with(book, |book| {
        let master = &book.master;
        Ok((master.picture_counts()?, master.picture_problems(MOST_PROBLEMS)?, master.status()?.version))
    })
    .await?;
    Ok(Report { version, counts, problems, ..report })
}

impl Report {
    /// How the pictures of the catalog in `dir` stand, with nothing asked for.
    pub fn standing(master: &Master) -> Result<Self> {
        Ok(Self {
            counts: master.picture_counts()?,
            problems: master.picture_problems(MOST_PROBLEMS)?,
            version: master.status()?.version,
            ..Self::default()
        })
    }

    fn count(&mut self, one: &Settled, bytes: u64) {
        self.bytes += bytes;
        match one.standing {
            Standing::Here if one.named.is_some() => self.fetched += 1,
            Standing::Here => self.unchanged += 1,
            Standing::Refused => self.refused_now += 1,
            Standing::Failed => self.failed_now += 1,
        }
    }
}

/// Opens the catalog alone among rounds, with every address collected; answers how many are due too.
async fn open(dir: PathBuf, again: Again) -> Result<(Book, u64)> {
    spawn_blocking(move || {
        let mut master = Master::open(&dir)?;
        let lock = File::create(dir.join("pictures.lock"))?;
        lock.lock()?;
        master.pictures().clean()?;
        if again != Again::Due {
            master.recheck_pictures(again == Again::All)?;
        }
        while patiently(|| master.collect_pictures(now_ms()))? {}
        let left = master.due_count(now_ms())?;
        Ok((Book { master, _lock: lock }, left))
    })
    .await?
}

/// Works on the catalog where blocking is allowed.
async fn with<T: Send + 'static>(
    mut book: Book,
    work: impl FnOnce(&mut Book) -> Result<T> + Send + 'static,
) -> Result<(Book, T)> {
    spawn_blocking(move || work(&mut book).map(|worked| (book, worked))).await?
}

async fn write_down(book: Book, settled: Vec<Settled>) -> Result<Book> {
    if settled.is_empty() {
        return Ok(book);
    }
    let write = move |book: &mut Book| Ok(patiently(|| book.master.settle_pictures(&settled, now_ms()))?);
    Ok(with(book, write).await?.0)
}

/// Writes although an import is being published, which may take longer than SQLite waits by itself.
fn patiently<T>(mut write: impl FnMut() -> Result<T, CatalogError>) -> Result<T, CatalogError> {
    for _ in 0..WAITS {
        match write() {
            Err(CatalogError::Sqlite(error)) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
            done => return done,
        }
    }
    write()
}

//! One round over the addresses that are due.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream;
use serde::Serialize;
use tenon_store::catalog::{Due, Folder, Master, Named, PictureCounts, PictureProblem, Settled, Standing};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::address::Reach;
use super::fetch::{Fetched, Fetcher};
use super::make::{Made, make};
use super::trouble::Trouble;
use crate::now_ms;

/// Addresses that are asked for at a time, and of one server.
const AT_A_TIME: usize = 12;
const OF_A_SERVER: usize = 4;
/// Pictures that are unpacked at a time: each may take a few hundred megabytes.
const UNPACKED_AT_A_TIME: usize = 2;
/// Addresses that are taken up together.
const BATCH: u32 = 500;
/// Between two publications, so that tablets are not told of each picture.
const PUBLISH_EVERY: Duration = Duration::from_secs(5);
/// Failures in a row after which a server is left alone for this round.
const PATIENCE: u32 = 6;
/// Problems that a report lists.
const MOST_PROBLEMS: u32 = 1_000;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

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
    Ok(Report { counts, problems, version, ..report })
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
        while master.collect_pictures(now_ms())? {}
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
    let (book, _) = with(book, move |book| Ok(book.master.settle_pictures(&settled, now_ms())?)).await?;
    Ok(book)
}

/// What all requests of a round share.
struct Asking {
    fetcher: Fetcher,
    folder: Folder,
    unpacking: Semaphore,
    servers: Mutex<HashMap<String, Server>>,
}

struct Server {
    turns: Arc<Semaphore>,
    failures: u32,
}

impl Asking {
    fn new(folder: Folder, reach: Reach) -> Result<Self> {
        let unpacking = Semaphore::new(UNPACKED_AT_A_TIME);
        Ok(Self { fetcher: Fetcher::new(reach)?, folder, unpacking, servers: Mutex::default() })
    }

    /// Asks for `due`, makes both sizes and keeps them; answers the bytes received too.
    async fn settle(&self, due: Due) -> (Settled, u64) {
        let server = Fetcher::host(&due.address);
        let fetched = self.fetch(&server, &due).await;
        let down = fetched.as_ref().is_err_and(|trouble| trouble.code == "picture_unreachable");
        self.note(&server, down);
        let now = now_ms();
        let here = Settled {
            key: due.key,
            standing: Standing::Here,
            named: None,
            why: None,
            due_ms: now + 30 * DAY_MS,
            etag: due.etag.clone(),
            modified: due.modified.clone(),
        };
        let (made, received, etag, modified) = match fetched {
            Ok(Fetched::Unchanged) => return (here, 0),
            Ok(Fetched::File { bytes, etag, modified }) => {
                let received = bytes.len() as u64;
                (self.keep(bytes).await, received, etag, modified)
            }
            Err(trouble) => (Err(trouble), 0, due.etag, due.modified),
        };
        let settled = match made {
            Ok(named) => Settled { named: Some(named), etag, modified, ..here },
            // Without validators: it is judged anew, whatever the server says of it.
            Err(Trouble { code, message, standing }) => Settled {
                standing,
                why: Some((code, message)),
                due_ms: now + patience_ms(standing, due.tries),
                etag: None,
                modified: None,
                ..here
            },
        };
        (settled, received)
    }

    async fn fetch(&self, server: &str, due: &Due) -> Result<Fetched, Trouble> {
        let turns = {
            let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = || Server { turns: Arc::new(Semaphore::new(OF_A_SERVER)), failures: 0 };
            Arc::clone(&servers.entry(server.to_owned()).or_insert_with(fresh).turns)
        };
        let _turn = turns.acquire().await.map_err(|error| Trouble::here(&error))?;
        if self.gave_up(server) {
            return Err(Trouble::unreachable("it did not answer for other pictures either"));
        }
        self.fetcher.fetch(due).await
    }

    fn gave_up(&self, server: &str) -> bool {
        let servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        servers.get(server).is_some_and(|server| server.failures >= PATIENCE)
    }

    fn note(&self, server: &str, down: bool) {
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = servers.get_mut(server) {
            server.failures = if down { server.failures + 1 } else { 0 };
        }
    }

    /// Makes both sizes and keeps them. A decoder that panics has met a file that is made to break it.
    async fn keep(&self, bytes: Vec<u8>) -> Result<Named, Trouble> {
        let _turn = self.unpacking.acquire().await.map_err(|error| Trouble::here(&error))?;
        let folder = self.folder.clone();
        let kept = spawn_blocking(move || {
            let Made { thumb, large } = make(&bytes)?;
            let put = |size: &[u8]| folder.put(size).map_err(|error| Trouble::here(&error));
            Ok(Named { thumb: put(&thumb)?, large: put(&large)? })
        });
        kept.await.unwrap_or_else(|_| Err(Trouble::broken("it cannot be unpacked")))
    }
}

/// How long an address is left alone after `tries` without success.
fn patience_ms(standing: Standing, tries: u32) -> i64 {
    match standing {
        Standing::Failed => (15 * MINUTE_MS << tries.min(7)).min(DAY_MS),
        _ => 7 * DAY_MS,
    }
}

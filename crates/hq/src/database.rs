//! Connections on threads of their own: one that writes, some that read. Work goes to them as closures, so that nothing
//! blocking runs in async code, and writers never wait for each other in a lock that times out.
//!
//! A database that is away costs those who ask meanwhile their answer, and nobody else: each thread connects anew when
//! work comes, and work whose connection broke is reported as not done. Whether its commit arrived is then unknown; all
//! that is written here can be asked for twice.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tenon_store::{Connection, Listener, News, Postgres, Schema, Sqlite, migrate};
use thiserror::Error;
use tokio::sync::oneshot;

/// Where HQ keeps its rows.
#[derive(Debug, Clone)]
pub enum Target {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its URL.
    Postgres(String),
}

type Job = Box<dyn FnOnce(&mut dyn Connection) -> Done + Send>;

/// Work that was done.
struct Done {
    panicked: bool,
    /// Answers whoever waits; is told whether the connection held.
    answer: Box<dyn FnOnce(bool) + Send>,
}

/// The database.
#[derive(Clone)]
pub struct Database {
    writer: Sender<Job>,
    readers: Sender<Job>,
}

/// Why work could not be done.
#[derive(Debug, Error)]
pub enum Error {
    /// The database cannot be reached, or could not be until the work was done: it may be asked for again.
    #[error("the database cannot be reached")]
    Away,
    /// The work panicked, or the thread is gone.
    #[error("the work on the database broke off")]
    Gone,
    /// The database could not be opened.
    #[error("the database cannot be opened: {0}")]
    Open(#[from] tenon_store::Error),
}

/// Readers of a SQLite file, which are as many as can run; a server's answers are waited for.
const FILE_READERS: usize = 2;
const SERVER_READERS: usize = 4;

impl Target {
    /// A connection of one's own, for one thread.
    pub fn connect(&self) -> Result<Box<dyn Connection>, tenon_store::Error> {
        Ok(match self {
            Self::Sqlite(path) => Box::new(Sqlite::open(path)?),
            Self::Postgres(url) => Box::new(Postgres::connect(url)?),
        })
    }

    fn connect_for(&self, access: Access) -> Result<Box<dyn Connection>, tenon_store::Error> {
        match (self, access) {
            (Self::Sqlite(path), Access::Reads) => Ok(Box::new(Sqlite::open_to_read(path)?)),
            (Self::Sqlite(path), Access::Writes) => {
                let mut conn = Sqlite::open(path)?;
                conn.script(SERVER_MEMORY)?;
                Ok(Box::new(conn))
            }
            (Self::Postgres(_), _) => self.connect(),
        }
    }
}

/// A server has more memory than a tablet: the pages that many devices write stay in it (128 MB), and the log grows to
/// 64 MB before it is put into the file, so that a page that is written often is put there once.
const SERVER_MEMORY: &str = "PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 16384;";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Reads,
    Writes,
}

impl Database {
    /// Opens the database, bringing its schema up to date.
    pub fn open(target: &Target) -> Result<Self, Error> {
        let breaks = Arc::default();
        let (writer, work) = channel();
        spawn("hq-writer", target.clone(), Access::Writes, Arc::new(Mutex::new(work)), Arc::clone(&breaks))?;
        let (readers, work) = channel();
        let work = Arc::new(Mutex::new(work));
        let many = if matches!(target, Target::Sqlite(_)) { FILE_READERS } else { SERVER_READERS };
        for _ in 0..many {
            spawn("hq-reader", target.clone(), Access::Reads, Arc::clone(&work), Arc::clone(&breaks))?;
        }
        Ok(Self { writer, readers })
    }

    /// Runs `work` on the writing connection.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Connection) -> T + Send + 'static,
    ) -> Result<T, Error> {
        send(&self.writer, work).await
    }

    /// Runs `work` on a reading connection.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Connection) -> T + Send + 'static,
    ) -> Result<T, Error> {
        send(&self.readers, work).await
    }
}

async fn send<T: Send + 'static>(
    to: &Sender<Job>,
    work: impl FnOnce(&mut dyn Connection) -> T + Send + 'static,
) -> Result<T, Error> {
    let (tell, told) = oneshot::channel();
    let job: Job = Box::new(move |conn| {
        let outcome = catch_unwind(AssertUnwindSafe(|| work(conn)));
        let panicked = outcome.is_err();
        let answer = Box::new(move |held| {
            let _ = tell.send(match outcome {
                Ok(value) if held => Ok(value),
                Ok(_) => Err(Error::Away),
                Err(_) => Err(Error::Gone),
            });
        });
        Done { panicked, answer }
    });
    to.send(job).map_err(|_| Error::Gone)?;
    // A job that is dropped had no connection.
    told.await.map_err(|_| Error::Away)?
}

/// A thread with a connection that does what `work` brings. `breaks` counts over all threads: where one connection broke,
/// the others are likely to have, and to meet that would cost each of them somebody's answer.
fn spawn(
    name: &str,
    target: Target,
    access: Access,
    work: Arc<Mutex<Receiver<Job>>>,
    breaks: Arc<AtomicUsize>,
) -> Result<(), Error> {
    let (tell, told) = channel();
    let run = move || {
        let opened = target.connect_for(access).and_then(|mut conn| {
            if access == Access::Writes {
                migrate(conn.as_mut(), Schema::Hq)?;
            }
            Ok(conn)
        });
        let mut conn = match opened {
            Ok(conn) => {
                let _ = tell.send(Ok(()));
                Some(conn)
            }
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        let mut known = breaks.load(Ordering::Relaxed);
        loop {
            let job = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { return };
            let broken = breaks.load(Ordering::Relaxed);
            if std::mem::replace(&mut known, broken) != broken {
                conn = None;
            }
            conn = conn.or_else(|| reconnect(&target, access));
            let Some(open) = conn.as_mut() else { continue };
            let done = job(open.as_mut());
            let held = !open.broke();
            if done.panicked || !held {
                tracing::error!(
                    panicked = done.panicked,
                    "work on the database broke off; its connection is opened again"
                );
                conn = None;
            }
            if !held {
                known = breaks.fetch_add(1, Ordering::Relaxed) + 1;
            }
            (done.answer)(held);
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|_| Error::Gone)?;
    Ok(told.recv().map_err(|_| Error::Gone)??)
}

fn reconnect(target: &Target, access: Access) -> Option<Box<dyn Connection>> {
    target.connect_for(access).inspect_err(|error| tracing::warn!(%error, "the database cannot be reached")).ok()
}

/// Between two attempts to listen again.
const LISTEN_AGAIN: Duration = Duration::from_millis(500);
/// How long silence is believed.
const SILENCE: Duration = Duration::from_secs(5);

/// Tells `hear` of every commit on the database at `url`, whoever makes it, until it says that it has heard enough. What
/// may have been missed is told as [`News::Many`].
pub fn listen(url: String, mut hear: impl FnMut(News) -> bool + Send + 'static) -> Result<(), Error> {
    let (tell, told) = channel();
    let run = move || {
        let mut listener = match Listener::connect(&url) {
            Ok(listener) => {
                let _ = tell.send(Ok(()));
                Some(listener)
            }
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        loop {
            let Some(open) = listener.as_mut() else {
                thread::sleep(LISTEN_AGAIN);
                listener = Listener::connect(&url).ok();
                if listener.is_some() && !hear(News::Many) {
                    return;
                }
                continue;
            };
            match open.next(SILENCE) {
                Ok(None) => {}
                Ok(Some(news)) => {
                    if !hear(news) {
                        return;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "commits of other servers cannot be heard; listening again");
                    listener = None;
                }
            }
        }
    };
    thread::Builder::new().name("hq-listener".to_owned()).spawn(run).map_err(|_| Error::Gone)?;
    Ok(told.recv().map_err(|_| Error::Gone)??)
}

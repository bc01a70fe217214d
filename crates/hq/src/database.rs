//! Connections on threads of their own: one that writes, some that read. Work goes to them as closures, so that nothing
//! blocking runs in async code, and writers never wait for each other in a lock that times out.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use tenon_store::{Connection, Postgres, Schema, Sqlite, migrate};
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

type Job = Box<dyn FnOnce(&mut dyn Connection) + Send>;

/// The database.
#[derive(Clone)]
pub struct Database {
    writer: Sender<Job>,
    readers: Sender<Job>,
}

/// Why work could not be done.
#[derive(Debug, Error)]
pub enum Error {
    /// The thread ended, or the work panicked.
    #[error("the database thread is gone")]
    Gone,
    /// The database could not be opened.
    #[error("the database cannot be opened: {0}")]
    Open(#[from] tenon_store::Error),
}

const READERS: usize = 2;

impl Target {
    fn connect(&self, reading: bool) -> Result<Box<dyn Connection>, tenon_store::Error> {
        Ok(match self {
            Self::Sqlite(path) if reading => Box::new(Sqlite::open_to_read(path)?),
            Self::Sqlite(path) => Box::new(Sqlite::open(path)?),
            Self::Postgres(url) => Box::new(Postgres::connect(url)?),
        })
    }
}

impl Database {
    /// Opens the database, bringing its schema up to date.
    pub fn open(target: &Target) -> Result<Self, Error> {
        let (writer, work) = channel();
        spawn("hq-writer", target.clone(), false, Arc::new(Mutex::new(work)))?;
        let (readers, work) = channel();
        let work = Arc::new(Mutex::new(work));
        for _ in 0..READERS {
            spawn("hq-reader", target.clone(), true, Arc::clone(&work))?;
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
        let _ = tell.send(work(conn));
    });
    to.send(job).map_err(|_| Error::Gone)?;
    told.await.map_err(|_| Error::Gone)
}

fn spawn(name: &str, target: Target, reading: bool, work: Arc<Mutex<Receiver<Job>>>) -> Result<(), Error> {
    let (tell, told) = channel();
    let run = move || {
        let opened = target.connect(reading).and_then(|mut conn| {
            if !reading {
                migrate(conn.as_mut(), Schema::Hq)?;
            }
            Ok(conn)
        });
        let mut conn = match opened {
            Ok(conn) => {
                let _ = tell.send(Ok(()));
                conn
            }
            Err(error) => {
                let _ = tell.send(Err(error));
                return;
            }
        };
        loop {
            let job = match work.lock() {
                Ok(work) => work.recv(),
                Err(_) => return,
            };
            let Ok(job) = job else { return };
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(conn.as_mut())));
            if done.is_err() {
                tracing::error!("work on the database panicked; its connection is opened again");
                match target.connect(reading) {
                    Ok(fresh) => conn = fresh,
                    Err(error) => {
                        tracing::error!(%error, "the database cannot be opened again");
                        return;
                    }
                }
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|_| Error::Gone)?;
    Ok(told.recv().map_err(|_| Error::Gone)??)
}

//! One address: asked for, made into two sizes, kept, or left with a reason and a time to try again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tenon_images::{Fault, Made, make};
use tenon_store::catalog::{Due, Folder, Named, Settled, Standing};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::address::Reach;
use super::fetch::{Fetched, Fetcher};
use super::trouble::Trouble;
use crate::now_ms;

/// Addresses of one server that are asked for at a time.
const OF_A_SERVER: usize = 4;
/// Pictures that are unpacked at a time: each may take a few hundred megabytes.
const UNPACKED_AT_A_TIME: usize = 2;
/// Failures in a row after which a server is left alone for this round.
const PATIENCE: u32 = 6;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// What all requests of a round share.
pub(super) struct Asking {
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
    pub(super) fn new(folder: Folder, reach: Reach) -> reqwest::Result<Self> {
        let unpacking = Semaphore::new(UNPACKED_AT_A_TIME);
        Ok(Self { fetcher: Fetcher::new(reach)?, folder, unpacking, servers: Mutex::default() })
    }

    /// Asks for `due`, makes both sizes and keeps them; answers the bytes received too.
    pub(super) async fn settle(&self, due: Due) -> (Settled, u64) {
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
            let Made { thumb, large } = make(&bytes).map_err(|fault| Trouble::of(&fault))?;
            let put = |size: &[u8]| folder.put(size).map_err(|error| Trouble::here(&error));
            Ok(Named { thumb: put(&thumb)?, large: put(&large)? })
        });
        kept.await.unwrap_or_else(|_| Err(Trouble::of(&Fault::Broken("it cannot be unpacked".to_owned()))))
    }
}

/// How long an address is left alone after `tries` without success.
fn patience_ms(standing: Standing, tries: u32) -> i64 {
    match standing {
        Standing::Failed => ((15 * MINUTE_MS) << tries.min(7)).min(DAY_MS),
        _ => 7 * DAY_MS,
    }
}

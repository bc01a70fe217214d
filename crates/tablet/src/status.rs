//! Whether the tablet is in touch with HQ, as the screens show it.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tenon_domain::Refusal;
use tenon_domain::entities::Case;
use tenon_store::tablet::{BlobStanding, blobs_in, get_meta, pending_count};
use tenon_store::{Connection, Error, Schema, SqlRows};
use tenon_sync::tablet::Link;
use ts_rs::TS;

use crate::Tablet;
use crate::network::metered;
use crate::queries::kept;
use crate::tablet::{LAST_CONTACT, now};

/// How the link to HQ is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// There was no contact yet.
    Never,
    /// The last exchange went through.
    Online,
    /// An exchange is under way that moves something.
    Syncing,
    /// HQ cannot be reached.
    Offline,
    /// HQ does not take this tablet's word.
    Blocked,
}

/// A download under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Download {
    /// Bytes here.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// The catalog on this tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CatalogStatus {
    /// Its version.
    pub version: i64,
    /// Products in it.
    pub products: i64,
    /// When HQ published it, UTC milliseconds.
    pub changed_ms: i64,
}

/// Files of photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PhotoSum {
    /// How many.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What the sync mark and its sheet show.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SyncStatus {
    /// How the link is.
    pub state: LinkState,
    /// Why HQ does not take this tablet's word.
    pub reason: Option<Refusal>,
    /// Operations without a verdict.
    pub waiting: i64,
    /// Files of photos that HQ does not hold yet.
    pub photos_waiting: PhotoSum,
    /// Whether the network costs money: these files wait for another, their small pictures do not.
    pub metered: bool,
    /// Files of photos that HQ does not take, or that are damaged here.
    pub photos_refused: u64,
    /// Open cases.
    pub attention: i64,
    /// Customers on the waiting list for whom a place is kept.
    pub kept: usize,
    /// When HQ last answered, UTC milliseconds.
    pub last_contact_ms: Option<i64>,
    /// The catalog here.
    pub catalog: Option<CatalogStatus>,
    /// A catalog download under way.
    pub download: Option<Download>,
    /// The wall clock less HQ's, where they differ by more than a minute.
    pub clock_off_ms: Option<i64>,
}

/// What changes while the program runs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running {
    pub(crate) link: Option<LinkState>,
    pub(crate) download: Option<Download>,
    pub(crate) clock_off_ms: Option<i64>,
    pub(crate) contact_ms: Option<i64>,
    send_files_once: bool,
}

/// The running state, shared.
#[derive(Default)]
pub(crate) struct RunningState(Mutex<Running>);

impl RunningState {
    pub(crate) fn get(&self) -> Running {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Changes the state; answers whether it is another one now.
    pub(crate) fn set_link(&self, link: LinkState) -> bool {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.link.replace(link) != Some(link)
    }
    pub(crate) fn set_contact(&self, at_ms: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contact_ms = Some(at_ms);
    }
    /// The next time that photos are sent their files go, whatever the network costs.
    pub(crate) fn send_files_once(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).send_files_once = true;
    }
    /// Whether that was asked for; it is forgotten then.
    pub(crate) fn take_send_files_once(&self) -> bool {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).send_files_once)
    }
    pub(crate) fn set_download(&self, download: Option<Download>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).download = download;
    }
    pub(crate) fn set_clock_off(&self, clock_off_ms: i64) {
        let off = (clock_off_ms.abs() > 60_000).then_some(clock_off_ms);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clock_off_ms = off;
    }
}

impl Tablet {
    /// What the sync mark shows.
    pub(crate) fn sync_status(&self) -> Result<SyncStatus, Error> {
        let running = self.running().get();
        let catalog = self.catalog().status().ok().flatten();
        let mut reader = self.reader();
        let conn: &mut dyn Connection = &mut *reader;
        let link = Link::read(conn).map_err(|error| Error::Corrupt(error.to_string()))?;
        let last: Option<i64> = get_meta(conn, LAST_CONTACT)?;
        let state = match running.link {
            _ if link.blocked.is_some() => LinkState::Blocked,
            Some(state) => state,
            None if last.is_some() => LinkState::Offline,
            None => LinkState::Never,
        };
        let now_ms = now(conn)?.best_ms();
        let photos = blobs_in(conn, BlobStanding::Waiting)?;
        Ok(SyncStatus {
            photos_waiting: PhotoSum { count: photos.count, bytes: photos.bytes },
            metered: metered(conn)?,
            photos_refused: blobs_in(conn, BlobStanding::Refused)?.count,
            state,
            reason: link.blocked,
            waiting: pending_count(conn)?,
            attention: i64::try_from(SqlRows(conn, Schema::Tablet).entities_by::<Case>(&Case::open())?.len())
                .unwrap_or(0),
            kept: kept(conn, now_ms)?,
            last_contact_ms: running.contact_ms.or(last),
            catalog: catalog.filter(|catalog| catalog.version > 0).map(|catalog| CatalogStatus {
                version: catalog.version,
                products: catalog.products,
                changed_ms: catalog.changed_ms,
            }),
            download: running.download,
            clock_off_ms: running.clock_off_ms,
        })
    }
}

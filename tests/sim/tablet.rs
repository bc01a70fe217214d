//! A tablet's driver: what an app does around the engine, and nothing more.

use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Device, Staff};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{DeviceId, Finality, Id, OpId, StampedAt, Stop};
use tenon_store::{Schema, SqlRows};
use tenon_sync::tablet::{self as engine, Draft, Identity, Submitted};
use tenon_sync::wire::{Answer, Exchange};

use super::disk::{Disk, Fault};
use super::hole::Hole;

/// An exchange whose answer the tablet waits for.
pub(super) struct InFlight {
    pub(super) ticket: u64,
    pub(super) asked: Exchange,
}

/// A tablet.
pub(super) struct Tablet {
    pub(super) path: PathBuf,
    hole: Option<Hole>,
    pub(super) disk: Disk,
    pub(super) identity: Identity,
    pub(super) in_flight: Option<InFlight>,
    /// Who is signed in, under which sign-in.
    pub(super) session: Option<(Id<Staff>, OpId)>,
    /// What its wall clock is off by.
    pub(super) wall_off_ms: i64,
    /// HQ's time at the last contact and the true time then; none after a restart of the machine.
    anchor: Option<(i64, i64)>,
}

impl Tablet {
    pub(super) fn open(path: &Path, device: DeviceId, key: SigningKey, hole: Option<Hole>) -> Self {
        let hole = hole.filter(|hole| !hole.at_hq());
        let disk = Disk::open(path, Schema::Tablet, hole);
        let identity = Identity { device, store: Id::new(tenon_domain::Uuid::nil()), key };
        let (in_flight, session, anchor) = (None, None, None);
        Self { path: path.to_owned(), hole, disk, identity, in_flight, session, wall_off_ms: 0, anchor }
    }

    /// The app ends and is started again; with `reboot` the machine too, whose monotonic clock starts anew.
    pub(super) fn restart(&mut self, reboot: bool) {
        let path = self.path.clone();
        self.reopen(&path);
        self.session = None;
        self.in_flight = None;
        if reboot {
            self.anchor = None;
        }
    }

    /// Goes on with the database at `path`.
    pub(super) fn reopen(&mut self, path: &Path) {
        self.disk.reopen(path, Schema::Tablet);
        path.clone_into(&mut self.path);
    }

    pub(super) fn at(&self, now_ms: i64) -> StampedAt {
        StampedAt {
            wall_ms: now_ms + self.wall_off_ms,
            hq_ms: self.anchor.map(|(hq_ms, then_ms)| hq_ms + (now_ms - then_ms)),
            uncertainty_ms: 60_000,
        }
    }

    /// Runs `work` on a disk with `fault` planned; a driver starts anew after the disk broke. Also tells whether it did.
    pub(super) fn on_disk<T>(&mut self, fault: Option<Fault>, work: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        self.disk.plan(fault);
        let outcome = work(self);
        let struck = self.disk.struck;
        self.disk.plan(None);
        if (struck && fault.is_some_and(|fault| fault.for_good)) || self.disk.leaks() {
            self.restart(false);
        }
        (outcome, struck)
    }

    /// Submits `op` for whoever is signed in.
    pub(super) fn submit(&mut self, id: OpId, op: AnyOperation, now_ms: i64) -> Result<Submitted, Stop> {
        if let Ok(Some(device)) = SqlRows(&mut self.disk, Schema::Tablet).entity::<Device>(self.identity.device) {
            self.identity.store = device.store;
        }
        let by_device = matches!(op, AnyOperation::ReturnRight(_));
        let (actor, session) = match (&op, self.session) {
            _ if by_device => (None, None),
            (AnyOperation::SignIn(sign_in), _) => (Some(sign_in.staff), Some(id)),
            (_, Some((staff, session))) => (Some(staff), Some(session)),
            (_, None) => (None, None),
        };
        let draft = Draft { id, op, actor, session, at: self.at(now_ms) };
        let submitted = engine::submit(&mut self.disk, &self.identity, &draft)?;
        if let AnyOperation::SignIn(sign_in) = draft.op {
            self.session = Some((sign_in.staff, id));
        }
        Ok(submitted)
    }

    /// Begins an exchange of at most `ops` operations; what is waited for is given up.
    pub(super) fn ask(&mut self, ticket: u64, now_ms: i64, ops: usize) -> Option<Vec<u8>> {
        let mut asked =
            engine::next_exchange(&mut self.disk, &self.identity.key, now_ms + self.wall_off_ms, None).ok()?;
        asked.ops.truncate(ops);
        let bytes = serde_json::to_vec(&asked).unwrap();
        self.in_flight = Some(InFlight { ticket, asked });
        Some(bytes)
    }

    /// Takes in what came over the connection `ticket`, if it is still the one waited on. Answers whether to go on.
    pub(super) fn hear(&mut self, ticket: u64, bytes: &[u8], now_ms: i64) -> bool {
        let Some(in_flight) = self.in_flight.take_if(|in_flight| in_flight.ticket == ticket) else { return false };
        let Ok(answer) = serde_json::from_slice::<Answer>(bytes) else { return false };
        if self.hole == Some(Hole::PushEndsPending) {
            let through = answer.received_through;
            let sql = "UPDATE journal SET pending = 0 WHERE seq <= ?1";
            let _ = tenon_store::Connection::execute(&mut self.disk, sql, &[through.into()]);
        }
        let Ok(progress) = engine::take_in(&mut self.disk, &in_flight.asked, &answer) else { return false };
        self.anchor = Some((answer.hq_ms, now_ms));
        progress.more
    }
}

/// Whether `finality` promises anything.
pub(super) fn is_final(finality: Finality) -> bool {
    finality == Finality::Final
}

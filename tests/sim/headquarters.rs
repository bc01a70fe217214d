//! HQ's driver: what a server does around the engine, and nothing more.

use std::path::PathBuf;

use tenon_domain::DeviceId;
use tenon_store::{Schema, hq as store};
use tenon_sync::hq;
use tenon_sync::wire::{Answer, Exchange};

use super::disk::{Disk, Fault};
use super::hole::Hole;

/// HQ.
pub(super) struct Headquarters {
    path: PathBuf,
    pub(super) disk: Disk,
}

impl Headquarters {
    pub(super) fn open(path: PathBuf, hole: Option<Hole>) -> Self {
        let hole = hole.filter(|hole| hole.at_hq());
        let disk = Disk::open(&path, Schema::Hq, hole);
        Self { path, disk }
    }

    /// The process ends and is started again.
    pub(super) fn restart(&mut self) {
        self.disk.reopen(&self.path, Schema::Hq);
    }

    /// What the server does every so often and when it starts: it judges what an exchange that failed left waiting.
    pub(super) fn watch(&mut self) {
        let waiting = store::waiting_devices(&mut self.disk).unwrap();
        hq::judge_waiting(&mut self.disk, &waiting).unwrap();
    }

    /// Serves one request of `device`; no answer stands for a status that the tablet tries again after. Also tells
    /// whether the fault struck.
    pub(super) fn serve(
        &mut self,
        device: DeviceId,
        request: &[u8],
        now_ms: i64,
        page_rows: usize,
        fault: Option<Fault>,
    ) -> (Option<Answer>, bool) {
        let Ok(exchange) = serde_json::from_slice::<Exchange>(request) else { return (None, false) };
        self.disk.plan(fault);
        let served = self.exchange(device, &exchange, now_ms, page_rows);
        let struck = self.disk.struck;
        self.disk.plan(None);
        if (struck && fault.is_some_and(|fault| fault.for_good)) || self.disk.leaks() {
            self.restart();
        }
        (served.ok().flatten(), struck)
    }

    fn exchange(
        &mut self,
        device: DeviceId,
        exchange: &Exchange,
        now_ms: i64,
        page_rows: usize,
    ) -> Result<Option<Answer>, tenon_sync::Error> {
        hq::hand_in(&mut self.disk, device, exchange, now_ms)?;
        store::record_contact(&mut self.disk, device, &hq::contact(exchange, now_ms))?;
        hq::answer_in_pages(&mut self.disk, device, exchange, now_ms, None, page_rows)
    }
}

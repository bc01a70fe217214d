//! Carrying exchanges to HQ: at once when something was saved or HQ hints, now and then otherwise, with patience when
//! there is no network.

mod catalog;
mod hints;
mod photos;
pub(crate) mod pictures;
mod prices;
mod uploads;

pub use uploads::Uploaded;

use std::time::{Duration, Instant};

use serde::Serialize;
use tenon_domain::Refusal;
use tenon_store::tablet::{get_two, pending_count, put_meta};
use tenon_sync::tablet::{Link, Progress, next_exchange, take_in};
use tenon_sync::wire::{Answer, Exchange};
use tokio::sync::Notify;

use crate::Tablet;
use crate::clock::{HqTime, wall_ms};
use crate::http::{HqClient, LinkError, unpack};
use crate::status::LinkState;
use crate::tablet::{HQ_TIME, LAST_CONTACT, Topic};

/// Exchanges in one sync at most: 10,000 operations in batches of 500, and as many pages.
const EXCHANGES_LIMIT: usize = 10_000;
/// Between exchanges when nothing calls for one.
const IDLE: Duration = Duration::from_secs(30);
/// After the first failure; doubles up to `PATIENCE`.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_mins(1);

/// What a sync moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SyncReport {
    /// Operations handed in.
    pub pushed: usize,
    /// Verdicts pulled, by what they say.
    pub accepted: usize,
    /// See `accepted`.
    pub refused: usize,
    /// See `accepted`.
    pub conflicts: usize,
    /// See `accepted`.
    pub quarantined: usize,
    /// Rows and tombstones pulled.
    pub pulled: usize,
    /// Requests made.
    pub requests: usize,
    /// Bytes of bodies sent.
    pub bytes_up: usize,
    /// Bytes of bodies received.
    pub bytes_down: usize,
    /// Operations still without a verdict.
    pub waiting: i64,
}

impl SyncReport {
    fn add(&mut self, progress: &Progress) {
        self.pulled += progress.pulled;
        self.accepted += progress.verdicts.accepted;
        self.refused += progress.verdicts.refused;
        self.conflicts += progress.verdicts.conflicts;
        self.quarantined += progress.verdicts.quarantined;
    }
}

impl Tablet {
    /// Syncs until there is nothing more to move.
    pub async fn sync(&self) -> Result<SyncReport, LinkError> {
        let enrolment = self.enrolment().map_err(LinkError::here)?;
        let enrolment = enrolment.ok_or_else(|| LinkError::Refused(crate::tablet::not_enrolled()))?;
        let client = self.client(&enrolment)?;
        let mut report = SyncReport::default();
        let outcome = self.sync_with(&client, &enrolment.hq_public_key, &mut report).await;
        let state = match &outcome {
            Ok(None) => LinkState::Online,
            Ok(Some(_)) => LinkState::Blocked,
            Err(LinkError::Refused(refusal)) if refusal.code == "not_signed_in" => LinkState::Blocked,
            Err(_) => LinkState::Offline,
        };
        if self.running().set_link(state) || outcome.is_ok() {
            self.tell(Topic::Sync);
        }
        outcome?;
        report.waiting = pending_count(&mut *self.writer()).map_err(LinkError::here)?;
        Ok(report)
    }

    async fn sync_with(
        &self,
        client: &HqClient,
        hq_key: &str,
        report: &mut SyncReport,
    ) -> Result<Option<Refusal>, LinkError> {
        for _ in 0..EXCHANGES_LIMIT {
            let progress = self.exchange(client, report).await?;
            report.add(&progress);
            if progress.changed {
                self.tell(Topic::Rows);
            }
            let returned = self.return_rights().map_err(|stop| LinkError::here(format!("{stop:?}")))?;
            if !progress.more && returned == 0 {
                break;
            }
        }
        self.sync_catalog(client, hq_key, report).await?;
        Ok(Link::read(&mut *self.writer()).map_err(LinkError::here)?.blocked)
    }

    async fn exchange(&self, client: &HqClient, report: &mut SyncReport) -> Result<Progress, LinkError> {
        let catalog = self.catalog().version();
        let asked = next_exchange(&mut *self.writer(), self.key(), wall_ms(), catalog).map_err(LinkError::here)?;
        if !asked.ops.is_empty() && self.running().set_link(LinkState::Syncing) {
            self.tell(Topic::Sync);
        }
        let plain = serde_json::to_vec(&asked).map_err(LinkError::here)?;
        let packed = zstd::bulk::compress(&plain, 3).map_err(LinkError::here)?;
        report.requests += 1;
        report.bytes_up += packed.len();
        let sent = Instant::now();
        let body = client.post("/v1/exchange", packed).await?;
        let took = i64::try_from(sent.elapsed().as_millis()).unwrap_or(i64::MAX);
        report.bytes_down += body.len();
        let answer: Answer = serde_json::from_slice(&unpack(&body)?)
            .map_err(|error| LinkError::NotTenon(format!("an answer that cannot be read ({error})")))?;
        report.pushed += asked.ops.len();
        self.heard(&answer, took)?;
        self.take_in(asked, answer).await
    }

    /// Applying a large pull takes a while: it runs where blocking is allowed.
    async fn take_in(&self, asked: Exchange, answer: Answer) -> Result<Progress, LinkError> {
        let tablet = self.clone();
        let taken = tokio::task::spawn_blocking(move || take_in(&mut *tablet.writer(), &asked, &answer));
        taken.await.map_err(LinkError::here)?.map_err(LinkError::here)
    }

    /// Notes HQ's time. The fact is written once a minute, as a counter carries it on, and when a faster answer makes it surer.
    fn heard(&self, answer: &Answer, took_ms: i64) -> Result<(), LinkError> {
        let now = wall_ms();
        self.running().set_clock_off(now.saturating_sub(answer.hq_ms.saturating_add(answer.held_ms)));
        self.running().set_contact(now);
        let mut writer = self.writer();
        let held = get_two::<HqTime, i64>(&mut *writer, HQ_TIME, LAST_CONTACT).map_err(LinkError::here)?;
        let heard = HqTime::heard(answer.hq_ms, answer.held_ms, took_ms);
        if let (Some(time), Some(last)) = held
            && (now - last).abs() < 60_000
            && !heard.is_surer_than(&time)
        {
            return Ok(());
        }
        put_meta(&mut *writer, HQ_TIME, &heard).map_err(LinkError::here)?;
        put_meta(&mut *writer, LAST_CONTACT, &now).map_err(LinkError::here)
    }
}

/// Syncs as long as the program runs.
pub async fn run_for_ever(tablet: Tablet) {
    let hinted = std::sync::Arc::new(Notify::new());
    tokio::spawn(hints::listen_for_ever(tablet.clone(), std::sync::Arc::clone(&hinted)));
    tokio::spawn(pictures::prefetch_for_ever(tablet.clone()));
    tokio::spawn(prices::tell_for_ever(tablet.clone()));
    tokio::spawn(uploads::upload_for_ever(tablet.clone()));
    let mut retry = FIRST_RETRY;
    loop {
        let wait = match tablet.sync().await {
            Ok(_) => {
                tablet.fetching().wake.notify_one();
                tablet.uploading().notify_one();
                retry = FIRST_RETRY;
                IDLE
            }
            Err(error) => {
                tracing::info!(%error, "no exchange with head office");
                let wait = retry;
                retry = (retry * 2).min(PATIENCE);
                // Half of the wait is chance, so that a shop's tablets do not all come back in the same instant.
                wait / 2 + wait.mul_f64(rand::random::<f64>() / 2.0)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = tablet.saved().notified() => {}
            () = hinted.notified() => {}
        }
    }
}

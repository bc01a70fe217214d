//! Noticing what other processes do to HQ's data: an import, a command of the administration, a server that was killed
//! between receiving and judging. And what is due by time: leads that nobody touched, the waiting list, files of customers
//! who were erased.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tenon_domain::DeviceId;

use tenon_domain::Stop;
use tenon_domain::ops::AnyOperation;
use tenon_store::{Connection, Error};

use super::{Hq, blobs};
use crate::administration::act_on_time;
use crate::clock::now_ms;
use crate::{leads, waitlist};

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Between two looks for operations without a verdict. What is found twice has waited for longer than judging takes.
const LEFTOVERS_EVERY: Duration = Duration::from_secs(5);

/// Between two looks at the waiting list while no row changes.
const LIST_EVERY: Duration = Duration::from_mins(1);

/// Looks at the head of the rows and at the catalog's version, and hints at what others changed; judges what others left.
pub async fn watch_for_ever(hq: Arc<Hq>) {
    let mut seen = None;
    let (mut waiting, mut looked) = (Vec::new(), Instant::now());
    let mut erased = 0;
    let (mut listed, mut listed_at) = (None, Instant::now());
    loop {
        let looking = Arc::clone(&hq);
        match tokio::task::spawn_blocking(move || looking.catalog.look()).await {
            Ok(Ok(true)) => hq.hints.catalog_changed(),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::error!(%error, "the catalog cannot be looked at"),
            Err(error) => tracing::error!(%error, "the catalog cannot be looked at"),
        }
        if hq.hints.must_look()
            && let Ok(Ok(head)) = hq.database.read(tenon_sync::hq::head).await
        {
            let told = hq.hints.told();
            if seen.replace(head.n).is_some_and(|n| n != head.n) && !told {
                hq.hints.anything_changed();
            }
        }
        if looked.elapsed() >= LEFTOVERS_EVERY {
            looked = Instant::now();
            waiting = judge_what_still_waits(&hq, &waiting).await;
            on_time(&hq, leads::due, "leads that nobody touched").await;
            let head = hq.database.read(tenon_sync::hq::head).await.ok().and_then(Result::ok).map(|head| head.n);
            if head != listed || listed_at.elapsed() >= LIST_EVERY {
                on_time(&hq, waitlist::due, "the waiting list").await;
                (listed, listed_at) = (head, Instant::now());
            }
            match blobs::forget_erased(&hq, erased).await {
                Ok(count) => erased = count,
                Err(error) => tracing::error!(%error, "photos of erased customers cannot be removed now"),
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Does what is due by time. What fails now is due again the next time.
async fn on_time(
    hq: &Arc<Hq>,
    due: fn(&mut dyn Connection, i64) -> Result<Vec<AnyOperation>, Error>,
    what: &'static str,
) {
    match hq.database.read(move |conn| due(conn, now_ms())).await {
        Ok(Ok(ops)) if ops.is_empty() => {}
        Ok(Ok(ops)) => {
            tracing::info!(operations = ops.len(), "{what}: due");
            let shared = Arc::clone(hq);
            let done = hq.database.write(move |conn| {
                tenon_store::hq::commit(conn, |commit| act_on_time(commit, &shared.keys.hq, &ops, now_ms()))
            });
            match done.await {
                Ok(Ok(((), changed))) => hq.hints.rows_changed(changed),
                Ok(Err(Stop::Failed(failure))) => tracing::error!(%failure, "{what}: cannot be seen to now"),
                Ok(Err(Stop::Refused(refusal) | Stop::Conflict(refusal))) => {
                    tracing::error!(refusal = refusal.message, "{what}: cannot be seen to now");
                }
                Err(error) => tracing::error!(%error, "{what}: cannot be seen to now"),
            }
        }
        Ok(Err(error)) => tracing::error!(%error, "{what}: cannot be seen to now"),
        Err(error) => tracing::error!(%error, "{what}: cannot be seen to now"),
    }
}

/// Judges what waits of those of `before` that still wait; answers who waits now.
async fn judge_what_still_waits(hq: &Hq, before: &[DeviceId]) -> Vec<DeviceId> {
    let Ok(Ok(waiting)) = hq.database.read(tenon_store::hq::waiting_devices).await else { return Vec::new() };
    let (left, fresh) = waiting.into_iter().partition::<Vec<_>, _>(|device| before.contains(device));
    if let Err(error) = hq.judge(left).await {
        tracing::error!(%error, "what another server left cannot be judged now");
    }
    fresh
}

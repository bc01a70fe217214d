//! Noticing what other processes do to HQ's data: an import, a command of the administration, a server that was killed
//! between receiving and judging. And what is due by time: leads that nobody touched, files of customers
//! who were erased.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tenon_domain::DeviceId;

use super::{Hq, blobs};

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Between two looks for operations without a verdict. What is found twice has waited for longer than judging takes.
const LEFTOVERS_EVERY: Duration = Duration::from_secs(5);

/// Looks at the head of the rows and at the catalog's version, and hints at what others changed; judges what others left.
pub async fn watch_for_ever(hq: Arc<Hq>) {
    let mut seen = None;
    let (mut waiting, mut looked) = (Vec::new(), Instant::now());
    let mut erased = 0;
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
            if let Err(error) = hq.return_leads().await {
                tracing::error!(%error, "leads that nobody touched cannot be taken back now");
            }
            match blobs::forget_erased(&hq, erased).await {
                Ok(count) => erased = count,
                Err(error) => tracing::error!(%error, "photos of erased customers cannot be removed now"),
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
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

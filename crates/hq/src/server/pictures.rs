//! Fetching pictures while the server runs: after every change of the catalog, and when an address is due again.

use std::sync::Arc;
use std::time::Duration;

use super::Hq;
use crate::now_ms;
use crate::pictures::{Again, Reach, Round, round};

/// Between two rounds at least: an import is published at once, but a clerk may import several files.
const PAUSE: Duration = Duration::from_secs(2);
/// Without a change of the catalog at most, and after a round that failed.
const REST: Duration = Duration::from_mins(15);

/// Runs rounds as long as the server does.
pub(super) async fn fetch_for_ever(hq: Arc<Hq>, reach: Reach) {
    let how = Round { reach, again: Again::Due };
    loop {
        match round(&hq.catalog.dir(), how, |_| {}).await {
            Ok(report) if report.fetched + report.refused_now + report.failed_now > 0 => tracing::info!(
                fetched = report.fetched,
                refused = report.refused_now,
                failed = report.failed_now,
                "pictures were fetched"
            ),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "pictures could not be fetched"),
        }
        tokio::time::sleep(PAUSE).await;
        let rest = rest(&hq).await;
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = hq.catalog.imported().notified() => {}
        }
    }
}

/// Until an address is due again.
async fn rest(hq: &Arc<Hq>) -> Duration {
    let shared = Arc::clone(hq);
    let due = tokio::task::spawn_blocking(move || shared.catalog.next_picture_due()).await;
    let Ok(Ok(Some(due_ms))) = due else { return REST };
    Duration::from_millis(u64::try_from(due_ms - now_ms()).unwrap_or(0)).clamp(PAUSE, REST)
}

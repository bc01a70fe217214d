//! Noticing what other processes do to HQ's data: an import, a command of the administration.

use std::sync::Arc;
use std::time::Duration;

use super::Hq;

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Looks at the head of the rows and at the catalog's version, and hints at what others changed.
pub async fn watch_for_ever(hq: Arc<Hq>) {
    let mut seen = None;
    loop {
        let looking = Arc::clone(&hq);
        match tokio::task::spawn_blocking(move || looking.catalog.look()).await {
            Ok(Ok(true)) => hq.hints.catalog_changed(),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::error!(%error, "the catalog cannot be looked at"),
            Err(error) => tracing::error!(%error, "the catalog cannot be looked at"),
        }
        if let Ok(Ok(head)) = hq.database.read(tenon_sync::hq::head).await {
            let told = hq.hints.told();
            if seen.replace(head.n).is_some_and(|n| n != head.n) && !told {
                hq.hints.anything_changed();
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

//! Telling the screens what changed.

use serde_json::json;
use tauri::{AppHandle, Emitter, Runtime};
use tenon_tablet::Topic;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// The event that carries `{topics}`.
const CHANGED: &str = "changed";

/// Tells the screens as long as the tablet is open.
pub(crate) async fn tell<R: Runtime>(app: AppHandle<R>, mut changes: Receiver<Topic>) {
    loop {
        let topics = match changes.recv().await {
            Ok(topic) => vec![topic],
            Err(RecvError::Lagged(_)) => vec![Topic::Rows, Topic::Sync, Topic::Catalog, Topic::Pictures],
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = app.emit(CHANGED, json!({ "topics": topics })) {
            tracing::error!(%error, "the screens were not told of a change");
        }
    }
}

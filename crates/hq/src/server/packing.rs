//! The catalog's snapshot: made once for all who ask, beside the requests.
//!
//! Of a million products it takes minutes, longer than a tablet waits for an answer. Whoever asks meanwhile is given the
//! snapshot before it, whose changes the tablet then follows, or is told to come again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tenon_store::catalog::Error as CatalogError;
use tenon_store::catalog::snapshot::Built;
use tokio::sync::Notify;

use crate::now_ms;

/// A snapshot this young is served although the catalog has moved on: the changes since are few.
const FRESH_MS: i64 = 10 * 60 * 1000;

/// The snapshot that is held, and the making of the next.
#[derive(Default)]
pub(super) struct Packing {
    state: Mutex<State>,
    ended: Notify,
}

#[derive(Default)]
struct State {
    held: Option<(Arc<Built>, i64)>,
    running: bool,
    /// Why the last one could not be made.
    failed: Option<String>,
}

impl State {
    fn current(&self, version: i64) -> Option<Arc<Built>> {
        let (built, at_ms) = self.held.as_ref()?;
        (built.manifest.version == version || now_ms() - at_ms < FRESH_MS).then(|| Arc::clone(built))
    }
}

impl Packing {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A snapshot that is current, or young enough, or the best there is; none if the first takes longer than `patience`.
    /// `make` makes one of the published `version`, on a thread of its own, if none is being made.
    pub(super) async fn get(
        self: &Arc<Self>,
        version: i64,
        patience: Duration,
        make: impl FnOnce() -> Result<Built, CatalogError> + Send + 'static,
    ) -> anyhow::Result<Option<Arc<Built>>> {
        let ended = self.ended.notified();
        tokio::pin!(ended);
        ended.as_mut().enable();
        {
            let mut state = self.state();
            if let Some(current) = state.current(version) {
                return Ok(Some(current));
            }
            if !state.running {
                (state.running, state.failed) = (true, None);
                let this = Arc::clone(self);
                // Not one of the runtime's threads: these are waited for when the server ends.
                std::thread::Builder::new().name("snapshot".to_owned()).spawn(move || this.run(make))?;
            }
            if let Some((before, _)) = &state.held {
                return Ok(Some(Arc::clone(before)));
            }
        }
        let _ = tokio::time::timeout(patience, ended).await;
        let state = self.state();
        match (&state.held, &state.failed) {
            (Some((built, _)), _) => Ok(Some(Arc::clone(built))),
            (None, Some(why)) => Err(anyhow::anyhow!("the catalog's snapshot could not be made: {why}")),
            (None, None) => Ok(None),
        }
    }

    fn run(&self, make: impl FnOnce() -> Result<Built, CatalogError>) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(make));
        let mut state = self.state();
        state.running = false;
        match outcome {
            Ok(Ok(built)) => state.held = Some((Arc::new(built), now_ms())),
            Ok(Err(error)) => state.failed = Some(error.to_string()),
            Err(_) => state.failed = Some("it panicked".to_owned()),
        }
        if let Some(why) = &state.failed {
            tracing::error!(%why, "the catalog's snapshot could not be made");
        }
        drop(state);
        self.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tenon_store::catalog::snapshot::Manifest;

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_mins(1);

    fn built(version: i64) -> Built {
        let manifest = serde_json::json!({
            "version": version, "products": 0, "bytes": 0, "sha256": "", "compressed_bytes": 0, "compressed_sha256": "",
            "signature": ""
        });
        Built { path: "catalog.zst".into(), manifest: serde_json::from_value::<Manifest>(manifest).unwrap() }
    }

    fn version(found: anyhow::Result<Option<Arc<Built>>>) -> Option<i64> {
        found.unwrap().map(|built| built.manifest.version)
    }

    #[tokio::test]
    async fn one_is_made_for_all_and_nobody_waits_for_ever() {
        let packing = Arc::new(Packing::default());
        let (go, wait) = mpsc::channel();
        let slow = move || {
            wait.recv().unwrap();
            Ok(built(1))
        };
        assert_eq!(version(packing.get(1, SHORT, slow).await), None);
        let waiting = (0..20).map(|_| packing.get(1, LONG, || panic!("it is being made"))).collect::<Vec<_>>();
        let release = async {
            tokio::time::sleep(SHORT).await;
            go.send(()).unwrap();
        };
        let (all, ()) = tokio::join!(async { futures_all(waiting).await }, release);
        assert!(all.into_iter().all(|found| version(found) == Some(1)));
    }

    async fn futures_all<F: Future>(all: Vec<F>) -> Vec<F::Output> {
        let mut answers = Vec::new();
        for one in all {
            answers.push(one.await);
        }
        answers
    }

    #[tokio::test]
    async fn the_one_before_is_served_while_the_next_is_made() {
        let packing = Arc::new(Packing::default());
        assert_eq!(version(packing.get(1, LONG, || Ok(built(1))).await), Some(1));
        packing.state().held.as_mut().unwrap().1 -= FRESH_MS;
        let (go, wait) = mpsc::channel();
        let slow = move || {
            wait.recv().unwrap();
            Ok(built(2))
        };
        assert_eq!(version(packing.get(2, LONG, slow).await), Some(1));
        let ended = packing.ended.notified();
        go.send(()).unwrap();
        ended.await;
        assert_eq!(version(packing.get(2, LONG, || panic!("it is held")).await), Some(2));
    }

    #[tokio::test]
    async fn one_that_fails_is_said_and_tried_again() {
        let packing = Arc::new(Packing::default());
        let failing = || Err(CatalogError::Damaged("the disk is full"));
        assert!(packing.get(1, LONG, failing).await.is_err());
        assert_eq!(version(packing.get(1, LONG, || Ok(built(1))).await), Some(1));
    }
}

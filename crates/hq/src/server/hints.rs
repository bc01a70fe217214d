//! `GET /v1/hints`: server-sent events that tell a device or a console that an exchange would bring something.
//!
//! A hint carries no data. One that is lost costs nothing but time: tablets also exchange now and then by themselves.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use tenon_domain::Scope;
use tenon_store::News;
use tokio::sync::broadcast::{Receiver, Sender, channel, error::RecvError};

use super::failure::Failure;
use super::{Hq, device_auth};
use crate::database::{self, Target};

/// What changed.
#[derive(Debug, Clone)]
pub(super) enum Hint {
    /// Rows in these scopes.
    Rows(Arc<BTreeSet<Scope>>),
    /// Rows, nobody knows which.
    Anything,
    /// The catalog.
    Catalog,
}

/// Who listens.
pub(super) struct Hints {
    sender: Sender<Hint>,
    /// The database tells of every commit, those of this process among them.
    told_of_commits: bool,
    /// Whether a hint about rows went out since the last look at the head.
    sent: AtomicBool,
}

impl Hints {
    /// Hints over the database at `target`. PostgreSQL tells of commits itself, whichever server makes them.
    pub(super) fn over(target: &Target) -> Result<Arc<Self>, database::Error> {
        let told_of_commits = matches!(target, Target::Postgres(_));
        let hints = Arc::new(Self { sender: channel(256).0, told_of_commits, sent: AtomicBool::new(false) });
        if let Target::Postgres(url) = target {
            let hints = Arc::downgrade(&hints);
            database::listen(url.clone(), move |news| hints.upgrade().is_some_and(|hints| hints.heard(news)))?;
        }
        Ok(hints)
    }

    fn heard(&self, news: News) -> bool {
        let _ = self.sender.send(match news {
            News::Scopes(scopes) => Hint::Rows(Arc::new(scopes)),
            News::Many => Hint::Anything,
        });
        true
    }

    /// Whether commits of other processes have to be looked for.
    pub(super) fn must_look(&self) -> bool {
        !self.told_of_commits
    }

    /// Tells everyone that this process changed rows in `scopes`.
    pub(super) fn rows_changed(&self, scopes: BTreeSet<Scope>) {
        if !scopes.is_empty() && !self.told_of_commits {
            self.sent.store(true, Ordering::Relaxed);
            let _ = self.sender.send(Hint::Rows(Arc::new(scopes)));
        }
    }
    /// Tells everyone that rows changed that this process did not write: a command of the administration ran.
    pub(super) fn anything_changed(&self) {
        let _ = self.sender.send(Hint::Anything);
    }
    /// Whether this process told of rows since the last call.
    pub(super) fn told(&self) -> bool {
        self.sent.swap(false, Ordering::Relaxed)
    }
    /// Tells everyone that the catalog changed.
    pub(super) fn catalog_changed(&self) {
        let _ = self.sender.send(Hint::Catalog);
    }
    /// A stream of events for those who care about `scopes`; none: about every one.
    pub(super) fn events(&self, scopes: Option<Vec<Scope>>) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
        let greeting = futures_util::stream::iter([Ok(Event::default().event("hello").data("{}"))]);
        let following =
            futures_util::stream::unfold((self.sender.subscribe(), scopes), |(mut receiver, scopes)| async move {
                let name = next(&mut receiver, scopes.as_deref()).await?;
                Some((Ok(Event::default().event(name).data("{}")), (receiver, scopes)))
            });
        futures_util::StreamExt::chain(greeting, following)
    }
}

async fn next(receiver: &mut Receiver<Hint>, scopes: Option<&[Scope]>) -> Option<&'static str> {
    loop {
        match receiver.recv().await {
            Ok(Hint::Catalog) => return Some("catalog"),
            Ok(Hint::Rows(changed)) => {
                if scopes.is_none_or(|scopes| scopes.iter().any(|scope| changed.contains(scope))) {
                    return Some("rows");
                }
            }
            // Too slow to hear everything: something changed, that is all there is to say.
            Ok(Hint::Anything) | Err(RecvError::Lagged(_)) => return Some("rows"),
            Err(RecvError::Closed) => return None,
        }
    }
}

/// Hints for one device.
#[utoipa::path(get, path = "/v1/hints", responses(
    (status = 200, description = "Server-sent events `hello`, `rows`, `catalog`", content_type = "text/event-stream"),
    (status = 401, description = "The device is unknown or revoked, or its signature does not fit")))]
pub(super) async fn hints(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let device = device_auth::active_device(&hq, &headers, "/v1/hints").await?;
    Ok(Sse::new(hq.hints.events(Some(device.subscriptions()))).keep_alive(KeepAlive::default()))
}

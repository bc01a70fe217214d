//! How much of the server those may take who need not say who they are.
//!
//! The catalog for the website (`/v1/feed.xml`, `/v1/products/{id}`, `/v1/price`, the feed's pictures) is open on
//! purpose: it says what the website shows to everybody, and nothing of customers, stocks of a store, or the discount
//! authority. It is bounded in what one request may ask, and here in how many are answered at once: whoever asks beyond
//! that is told to come back, and tablets and the console stay served. Bounds by address are the work of the proxy in
//! front, which is the only one that knows them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tenon_domain::entities::Staff;
use tenon_domain::{Id, Refusal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Hq;
use super::failure::Failure;

/// Feeds that are written at once; each reads the whole catalog.
const FEEDS: usize = 4;
/// Baskets, products, pictures and calendars that are answered at once.
const LOOKS: usize = 32;

/// Leads that one key may hand in at once.
const LEADS_AT_ONCE: f64 = 60.0;
/// Leads that one key may hand in every second after that.
const LEADS_A_SECOND: f64 = 5.0;

/// What one key may still hand in: a bucket that fills again with time.
struct Bucket {
    left: f64,
    at: Instant,
}

/// The gates.
pub(super) struct Gates {
    feeds: Arc<Semaphore>,
    looks: Arc<Semaphore>,
    leads: Mutex<BTreeMap<Id<Staff>, Bucket>>,
}

impl Default for Gates {
    fn default() -> Self {
        Self { feeds: Arc::new(Semaphore::new(FEEDS)), looks: Arc::new(Semaphore::new(LOOKS)), leads: Mutex::default() }
    }
}

impl Gates {
    /// A place for a feed; it is free again when what this gives is dropped.
    pub(super) fn feed(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.feeds).try_acquire_owned().ok()
    }

    /// Whether the key of `site` may hand in one more lead now. There are as many buckets as keys that are taken.
    pub(super) fn lead(&self, site: Id<Staff>) -> bool {
        let now = Instant::now();
        let mut buckets = self.leads.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(site).or_insert(Bucket { left: LEADS_AT_ONCE, at: now });
        let gained = now.duration_since(bucket.at).as_secs_f64() * LEADS_A_SECOND;
        *bucket = Bucket { left: (bucket.left + gained).min(LEADS_AT_ONCE), at: now };
        let may = bucket.left >= 1.0;
        if may {
            bucket.left -= 1.0;
        }
        may
    }
}

/// The answer to whoever finds no place.
pub(super) fn busy() -> Response {
    let refusal = Refusal::new("too_busy", "Too many ask at once. Try again in a few seconds.");
    let answer = Failure::Refused(StatusCode::TOO_MANY_REQUESTS, refusal);
    ([(header::RETRY_AFTER, "2")], answer).into_response()
}

/// Lets so many through at once.
pub(super) async fn looks(State(hq): State<Arc<Hq>>, request: Request, next: Next) -> Response {
    match hq.gates.looks.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => busy(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FEEDS, Gates};

    #[test]
    fn a_place_is_free_again_when_its_feed_ended() {
        let gates = Gates::default();
        let mut held: Vec<_> = (0..FEEDS).map(|_| gates.feed().unwrap()).collect();
        assert!(gates.feed().is_none());
        held.pop();
        assert!(gates.feed().is_some());
    }
}

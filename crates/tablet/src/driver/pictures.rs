//! Fetching pictures: at once what a screen shows, in the background what screens asked for without a network, then what
//! the catalog shows, small sizes before large ones, as long as there is room.
//!
//! Nothing here runs by the clock: a finished exchange wakes it, and it rests when nothing is left or nobody answers.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use serde::Serialize;
use tenon_store::catalog::Picture;
use tokio::sync::{Notify, Semaphore};

use crate::Tablet;
use crate::http::{HqClient, LinkError};
use crate::pictures::{Kept, Walk};
use crate::status::LinkState;
use crate::tablet::Topic;

/// Pictures that are asked for at a time in the background, and by screens.
const AHEAD: usize = 3;
const SHOWN: usize = 6;
/// Pictures that are taken up together.
const BATCH: usize = 24;
/// Products that are looked at together.
const PRODUCTS: u32 = 200;
/// A screen that waits for a picture longer than this shows its code instead.
const PATIENCE: Duration = Duration::from_secs(8);
/// Passes over the catalog: small sizes, large sizes.
const PASSES: u8 = 2;

/// What fetching shares while the program runs.
pub(crate) struct Fetching {
    /// Wakes the background.
    pub(crate) wake: Notify,
    shown: Semaphore,
    /// What HQ does not have.
    absent: Mutex<HashSet<String>>,
}

impl Default for Fetching {
    fn default() -> Self {
        Self { wake: Notify::new(), shown: Semaphore::new(SHOWN), absent: Mutex::default() }
    }
}

/// What fetching ahead did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Prefetched {
    /// Pictures that came.
    pub fetched: usize,
    /// Their bytes.
    pub bytes: usize,
}

/// Why a picture is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Wanted,
    Ahead,
}

/// What came of one request.
enum Came {
    Kept(usize),
    /// The shelf is full of what was used later.
    NoRoom,
    /// HQ has no such picture, or gave another one.
    Nothing,
    /// This tablet cannot keep it now.
    Failed,
}

impl Tablet {
    /// The picture with this hash: from here, or from head office while there is a network.
    /// A photo's name has the size behind the hash.
    pub async fn picture(&self, hash: &str) -> Option<Picture> {
        if let Some((hash, form)) = super::photos::named(hash) {
            return self.photo(hash, form).await;
        }
        let (tablet, name) = (self.clone(), hash.to_owned());
        let held = tokio::task::spawn_blocking(move || tablet.pictures().get(&name)).await.ok()?;
        if held.is_some() || !self.is_online() {
            return held;
        }
        tokio::time::timeout(PATIENCE, self.fetch_shown(hash)).await.ok()?
    }

    pub(super) fn is_online(&self) -> bool {
        matches!(self.running().get().link, Some(LinkState::Online | LinkState::Syncing))
    }

    async fn fetch_shown(&self, hash: &str) -> Option<Picture> {
        let _turn = self.fetching().shown.acquire().await.ok()?;
        let client = self.client(&self.enrolment().ok()??).ok()?;
        let bytes = client.get(&path(hash)).await.ok()?;
        let (tablet, hash) = (self.clone(), hash.to_owned());
        let kept = tokio::task::spawn_blocking(move || {
            let kept = tablet.pictures().keep_shown(&hash, &bytes);
            (kept, bytes)
        });
        let (kept, bytes) = kept.await.ok()?;
        let media_type = tenon_store::catalog::media_type(&bytes).to_owned();
        // What finds no room here is shown all the same.
        (kept != Kept::Wrong).then_some(Picture { media_type, bytes })
    }

    /// Fetches what screens asked for and then what the catalog shows, at most `limit` pictures.
    pub async fn prefetch(&self, limit: usize) -> Result<Prefetched, LinkError> {
        let enrolment = self.enrolment().map_err(LinkError::here)?;
        let enrolment = enrolment.ok_or_else(|| LinkError::Refused(crate::tablet::not_enrolled()))?;
        let client = self.client(&enrolment)?;
        let mut done = Prefetched::default();
        while done.fetched < limit {
            let (hashes, why, walk) = self.next_pictures(BATCH.min(limit - done.fetched)).await?;
            let asked = hashes.len();
            let before = done.fetched;
            let mut coming =
                stream::iter(hashes.into_iter().map(|hash| self.fetch_one(&client, hash, why))).buffer_unordered(AHEAD);
            let mut full = false;
            while let Some(came) = coming.next().await {
                match came? {
                    Came::Kept(bytes) => {
                        done.fetched += 1;
                        done.bytes += bytes;
                    }
                    Came::NoRoom => full = true,
                    Came::Nothing => {}
                    Came::Failed => return Ok(done),
                }
            }
            drop(coming);
            if done.fetched > before {
                self.tell(Topic::Pictures);
            }
            match walk {
                Some(walk) => {
                    let walk = if full { Walk { pass: PASSES, ..walk } } else { walk };
                    self.pictures().set_walk(walk);
                    if walk.pass >= PASSES {
                        break;
                    }
                }
                None if asked == 0 => break,
                None => {}
            }
        }
        Ok(done)
    }

    /// What is to be fetched next, why, and how far the catalog has then been gone through.
    async fn next_pictures(&self, most: usize) -> Result<(Vec<String>, Why, Option<Walk>), LinkError> {
        let tablet = self.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let wanted = tablet.pictures().wanted(most);
            let (wanted, gone): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|hash| !tablet.is_absent(hash));
            for hash in &gone {
                tablet.pictures().unwant(hash);
            }
            if !wanted.is_empty() {
                return Ok((wanted, Why::Wanted, None));
            }
            tablet.walk_on(most).map(|(hashes, walk)| (hashes, Why::Ahead, Some(walk)))
        });
        looked.await.map_err(LinkError::here)?
    }

    /// Goes through the catalog until something is missing here.
    fn walk_on(&self, most: usize) -> Result<(Vec<String>, Walk), LinkError> {
        let version = self.catalog().version().unwrap_or(0);
        let mut walk = self.pictures().walk();
        if walk.version != version {
            walk = Walk { version, pass: 0, doc: 0 };
            self.fetching().absent.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        let mut missing: Vec<String> = Vec::new();
        while walk.pass < PASSES && missing.len() < most {
            if !self.pictures().has_room() {
                walk.pass = PASSES;
                break;
            }
            let page = self.catalog().pictures_after(walk.doc, PRODUCTS).map_err(LinkError::here)?;
            let Some((last, named)) = page else {
                walk = Walk { pass: walk.pass + 1, doc: 0, ..walk };
                continue;
            };
            let sizes = named.into_iter().map(|named| if walk.pass == 0 { named.thumb } else { named.large });
            let lacking = |hash: &String| !self.pictures().holds(hash) && !self.is_absent(hash);
            let lacking: Vec<String> = sizes.filter(lacking).collect();
            missing.extend(lacking);
            walk.doc = last;
        }
        Ok((missing, walk))
    }

    async fn fetch_one(&self, client: &HqClient, hash: String, why: Why) -> Result<Came, LinkError> {
        let bytes = match client.get(&path(&hash)).await {
            Ok(bytes) => bytes,
            Err(LinkError::Refused(_)) => {
                self.note_absent(hash);
                return Ok(Came::Nothing);
            }
            Err(error) => return Err(error),
        };
        let tablet = self.clone();
        let kept = tokio::task::spawn_blocking(move || {
            let kept = match why {
                Why::Wanted => tablet.pictures().keep_wanted(&hash, &bytes),
                Why::Ahead => tablet.pictures().keep_ahead(&hash, &bytes),
            };
            if kept == Kept::Wrong {
                tracing::warn!(hash, "a picture is not what its hash says; it is not kept");
                tablet.note_absent(hash);
            }
            match kept {
                Kept::Here => Came::Kept(bytes.len()),
                Kept::NoRoom => Came::NoRoom,
                Kept::Wrong => Came::Nothing,
                Kept::Failed => Came::Failed,
            }
        });
        kept.await.map_err(LinkError::here)
    }

    fn is_absent(&self, hash: &str) -> bool {
        self.fetching().absent.lock().unwrap_or_else(PoisonError::into_inner).contains(hash)
    }

    fn note_absent(&self, hash: String) {
        self.fetching().absent.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
    }
}

fn path(hash: &str) -> String {
    // A hash has hexadecimal digits only; anything else asks for nothing.
    let plain: String = hash.chars().filter(char::is_ascii_hexdigit).take(64).collect();
    format!("/v1/pictures/{plain}")
}

/// Fetches ahead as long as the program runs, whenever an exchange went through.
pub(super) async fn prefetch_for_ever(tablet: Tablet) {
    loop {
        tablet.fetching().wake.notified().await;
        match tablet.prefetch(usize::MAX).await {
            Ok(done) => tracing::debug!(fetched = done.fetched, bytes = done.bytes, "pictures came"),
            Err(error) => tracing::debug!(%error, "pictures wait for head office"),
        }
    }
}

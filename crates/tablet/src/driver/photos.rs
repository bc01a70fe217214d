//! Photos on screens: from here, else from headquarters while there is a network; and, after what waits was sent, both
//! sizes of what other tablets took for the jobs that this one shows, so that they are here where there is no network. Of a
//! drawing that is a PDF the file itself comes.

use std::time::Duration;

use tenon_domain::Hash;
use tenon_domain::entities::{Photo, PhotoType};
use tenon_store::catalog::Picture;
use tenon_store::tablet::{BlobStanding, blobs_here, missing_blobs, note_blob_shown, put_blob, settle_blob};
use tenon_store::{Schema, SqlRows};

use crate::Tablet;
use crate::blobs::Form;
use crate::http::{HqClient, LinkError};
use crate::tablet::Topic;

/// A screen that waits for a photo longer than this shows none.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bytes that photos of others may fill the folder to.
const ROOM: u64 = 1536 * 1024 * 1024;
/// Photos that come before screens are told.
const BATCH: usize = 8;

/// A photo's size for screens by the name in its address, `HASH.thumb` or `HASH.large`.
pub(super) fn named(name: &str) -> Option<(Hash, Form)> {
    let (hash, form) = name.split_once('.')?;
    let form = [Form::Thumb, Form::Large].into_iter().find(|one| one.as_str() == form)?;
    Some((hash.parse().ok()?, form))
}

fn jpeg(bytes: Vec<u8>) -> Picture {
    Picture { media_type: "image/jpeg".to_owned(), bytes }
}

impl Tablet {
    /// A size of a photo, if it is here or headquarters gives it in time.
    pub(super) async fn photo(&self, hash: Hash, form: Form) -> Option<Picture> {
        let tablet = self.clone();
        let held = tokio::task::spawn_blocking(move || {
            let held = tablet.blobs().get(hash, form).ok().flatten();
            // Only what fills the screen was looked at; lists show everything.
            if held.is_some()
                && form == Form::Large
                && let Err(error) = note_blob_shown(&mut *tablet.writer(), hash)
            {
                tracing::warn!(%error, "that a photo was shown is not noted");
            }
            held
        });
        match held.await.ok()? {
            Some(bytes) => Some(jpeg(bytes)),
            None if !self.is_online() => None,
            None => {
                let client = self.client(&self.enrolment().ok()??).ok()?;
                tokio::time::timeout(PATIENCE, size(&client, hash, form)).await.ok()?.ok().map(jpeg)
            }
        }
    }

    /// Fetches photos that this tablet shows and does not hold, at most `limit`; answers how many came.
    pub async fn fetch_photos(&self, limit: usize) -> Result<usize, LinkError> {
        let enrolment = self.enrolment().map_err(LinkError::here)?;
        let enrolment = enrolment.ok_or_else(|| LinkError::Refused(crate::tablet::not_enrolled()))?;
        let client = self.client(&enrolment)?;
        let missing = missing_blobs(&mut *self.reader()).map_err(LinkError::here)?;
        let mut came = 0;
        for hash in missing.into_iter().take(limit) {
            let full = blobs_here(&mut *self.reader()).map_err(LinkError::here)?.bytes > ROOM;
            if full || self.photo_room().refusal.is_some() {
                break;
            }
            if self.is_pdf(hash)? {
                match size(&client, hash, Form::Original).await {
                    Ok(file) => self.keep_whole(hash, file).await?,
                    // Its tablet has not sent it yet.
                    Err(LinkError::Refused(_)) => continue,
                    Err(error) => return Err(error),
                }
                came += 1;
                self.tell(Topic::Pictures);
                continue;
            }
            let (thumb, large) = match (size(&client, hash, Form::Thumb).await, size(&client, hash, Form::Large).await)
            {
                (Ok(thumb), Ok(large)) => (thumb, large),
                // Its tablet has not sent it yet.
                (Err(LinkError::Refused(_)), _) | (_, Err(LinkError::Refused(_))) => continue,
                (Err(error), _) | (_, Err(error)) => return Err(error),
            };
            let tablet = self.clone();
            let kept = tokio::task::spawn_blocking(move || tablet.keep_sizes(hash, &thumb, &large));
            kept.await.map_err(LinkError::here)??;
            came += 1;
            if came % BATCH == 0 {
                self.tell(Topic::Pictures);
            }
        }
        if came % BATCH != 0 {
            self.tell(Topic::Pictures);
        }
        Ok(came)
    }

    /// Whether the file is a drawing's PDF, of which there are no sizes.
    fn is_pdf(&self, hash: Hash) -> Result<bool, LinkError> {
        let mut reader = self.reader();
        let mut rows = SqlRows(&mut *reader, Schema::Tablet);
        let named = rows.entities_by::<Photo>(&Photo::of_file(hash)).map_err(LinkError::here)?;
        Ok(named.iter().any(|photo| photo.media_type == PhotoType::Pdf))
    }

    /// Keeps a file that headquarters gave; of other bytes than its name says nothing is kept.
    async fn keep_whole(&self, hash: Hash, file: Vec<u8>) -> Result<(), LinkError> {
        if Hash::of(&file) != hash {
            return Err(LinkError::NotTenon("a drawing that is not what its SHA-256 says".to_owned()));
        }
        let tablet = self.clone();
        let kept = tokio::task::spawn_blocking(move || {
            tablet.blobs().put(hash, Form::Original, &file).map_err(LinkError::here)?;
            let conn = &mut *tablet.writer();
            put_blob(conn, hash, file.len() as u64, 0).map_err(LinkError::here)?;
            settle_blob(conn, hash, BlobStanding::Held).map_err(LinkError::here)
        });
        kept.await.map_err(LinkError::here)?
    }

    fn keep_sizes(&self, hash: Hash, thumb: &[u8], large: &[u8]) -> Result<(), LinkError> {
        self.blobs().put(hash, Form::Thumb, thumb).map_err(LinkError::here)?;
        self.blobs().put(hash, Form::Large, large).map_err(LinkError::here)?;
        put_blob(&mut *self.writer(), hash, 0, (thumb.len() + large.len()) as u64).map_err(LinkError::here)
    }
}

async fn size(client: &HqClient, hash: Hash, form: Form) -> Result<Vec<u8>, LinkError> {
    client.get(&format!("/v1/blobs/{hash}/{}", form.as_str())).await
}

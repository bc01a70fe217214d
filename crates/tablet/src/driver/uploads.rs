//! Sending the files of photos to headquarters, by the tus protocol 1.0 (`POST` makes an upload or says how far one is,
//! `PATCH` goes on with it): smallest and oldest first, one at a time, after operations and beside them.
//!
//! Nothing is noted here of how far an upload is: headquarters says so, to whoever asks after a kill or a week. What it
//! holds already it says at once, so nothing is sent twice.

use reqwest::Method;
use serde::Serialize;
use tenon_domain::entities::Photo;
use tenon_domain::{Hash, Refusal};
use tenon_store::tablet::{
    BlobStanding, blob, blobs_in, forget_blob, note_thumb_sent, settle_blob, thumbs_waiting, waiting_blobs,
};
use tenon_store::{Schema, SqlRows};

use crate::Tablet;
use crate::blobs::Form;
use crate::http::{HqClient, LinkError};
use crate::network::metered;
use crate::tablet::Topic;

/// Bytes of a file that one request carries.
const PIECE: u64 = 1024 * 1024;
/// How often a file is begun anew in one go, when what headquarters received is not what was sent.
const ATTEMPTS: u32 = 3;

/// What sending did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Uploaded {
    /// Files that headquarters holds since.
    pub sent: usize,
    /// Bytes that were sent for them, and for those that are not whole yet.
    pub bytes: u64,
    /// Files that it does not take.
    pub refused: usize,
    /// Files that still wait.
    pub waiting: u64,
    /// Small pictures that were sent because the network costs money.
    pub thumbs: usize,
}

/// What became of one file.
enum Sent {
    /// Headquarters holds it, verified.
    Held,
    /// It is not its turn: headquarters does not know the photo yet, or another tablet is sending the same file.
    Later,
    /// Headquarters does not take it, or it is not here any more as it was kept.
    Refused(Refusal),
    /// Its customer was erased.
    Gone,
}

impl Tablet {
    /// Sends what waits. Ends at the first sign that headquarters is out of reach.
    pub async fn upload(&self) -> Result<Uploaded, LinkError> {
        let enrolment = self.enrolment().map_err(LinkError::here)?;
        let enrolment = enrolment.ok_or_else(|| LinkError::Refused(crate::tablet::not_enrolled()))?;
        let client = self.client(&enrolment)?;
        self.forget_erased()?;
        let mut done = Uploaded::default();
        let files = self.running().take_send_files_once() || !metered(&mut *self.reader()).map_err(LinkError::here)?;
        if !files {
            self.upload_thumbs(&client, &mut done).await?;
        }
        let waiting = if files { waiting_blobs(&mut *self.reader()).map_err(LinkError::here)? } else { Vec::new() };
        for (hash, length) in waiting {
            let standing = match self.upload_one(&client, hash, length, &mut done.bytes).await? {
                Sent::Held => {
                    done.sent += 1;
                    BlobStanding::Held
                }
                Sent::Later => continue,
                Sent::Refused(refusal) => {
                    tracing::warn!(%hash, code = refusal.code, "the file of a photo is not taken by head office");
                    done.refused += 1;
                    BlobStanding::Refused
                }
                Sent::Gone => {
                    self.forget_file(hash)?;
                    continue;
                }
            };
            settle_blob(&mut *self.writer(), hash, standing).map_err(LinkError::here)?;
            // The mark of the sync and the job that shows the photo.
            self.tell(Topic::Sync);
            self.tell(Topic::Rows);
        }
        if done.sent > 0 {
            self.trim_blobs().map_err(LinkError::here)?;
        }
        done.waiting = blobs_in(&mut *self.reader(), BlobStanding::Waiting).map_err(LinkError::here)?.count;
        Ok(done)
    }

    /// Sends the small pictures of files that wait for a network that costs nothing.
    async fn upload_thumbs(&self, client: &HqClient, done: &mut Uploaded) -> Result<(), LinkError> {
        let waiting = thumbs_waiting(&mut *self.reader()).map_err(LinkError::here)?;
        for hash in waiting {
            let folder = self.blobs().clone();
            let read = tokio::task::spawn_blocking(move || folder.get(hash, Form::Thumb));
            let picture = read.await.map_err(LinkError::here)?.map_err(LinkError::here)?;
            // A PDF has none.
            let Some(picture) = picture else { continue };
            let length = picture.len() as u64;
            match client.tus(Method::PUT, &format!("/v1/blobs/{hash}/thumb"), &[], picture).await {
                Ok(_) => {}
                // What is wrong with the photo is said when its file is sent.
                Err(LinkError::Refused(refusal)) => {
                    settled(refusal)?;
                    continue;
                }
                Err(error) => return Err(error),
            }
            done.thumbs += 1;
            done.bytes += length;
            note_thumb_sent(&mut *self.writer(), hash).map_err(LinkError::here)?;
        }
        Ok(())
    }

    /// Removes the files that only photos of erased customers name.
    fn forget_erased(&self) -> Result<(), LinkError> {
        let gone = {
            let mut reader = self.reader();
            let mut rows = SqlRows(&mut *reader, Schema::Tablet);
            let erased = rows.entities_by::<Photo>(&Photo::of_erased()).map_err(LinkError::here)?;
            let mut gone = Vec::new();
            for photo in erased {
                let named = rows.entities_by::<Photo>(&Photo::of_file(photo.sha256)).map_err(LinkError::here)?;
                if named.iter().all(|one| one.erased) {
                    gone.push(photo.sha256);
                }
            }
            gone
        };
        for hash in gone {
            if blob(&mut *self.reader(), hash).map_err(LinkError::here)?.is_some() {
                self.forget_file(hash)?;
            }
        }
        Ok(())
    }

    fn forget_file(&self, hash: Hash) -> Result<(), LinkError> {
        forget_blob(&mut *self.writer(), hash).map_err(LinkError::here)?;
        for form in [Form::Original, Form::Large, Form::Thumb] {
            self.blobs().remove(hash, form).map_err(LinkError::here)?;
        }
        Ok(())
    }

    async fn upload_one(&self, client: &HqClient, hash: Hash, length: u64, sent: &mut u64) -> Result<Sent, LinkError> {
        for _ in 0..ATTEMPTS {
            let mut offset = match begin(client, hash, length).await {
                Err(LinkError::Refused(refusal)) => return settled(refusal),
                begun => begun?,
            };
            loop {
                if offset >= length {
                    return Ok(Sent::Held);
                }
                let piece = self.piece(hash, offset).await?;
                if piece.is_empty() {
                    return Ok(Sent::Refused(damaged()));
                }
                let carried = piece.len() as u64;
                match go_on(client, hash, offset, piece).await {
                    Ok(reached) if reached > offset => offset = reached,
                    Ok(_) => return Err(LinkError::NotTenon("an upload that does not go on".to_owned())),
                    Err(LinkError::Refused(refusal)) if refusal.code == "upload_offset" => break,
                    Err(LinkError::Refused(refusal)) if refusal.code == "blob_mismatch" => {
                        *sent += carried;
                        if !self.is_intact(hash).await? {
                            return Ok(Sent::Refused(damaged()));
                        }
                        break;
                    }
                    Err(LinkError::Refused(refusal)) => return settled(refusal),
                    Err(error) => return Err(error),
                }
                *sent += carried;
            }
        }
        Ok(Sent::Later)
    }

    async fn piece(&self, hash: Hash, from: u64) -> Result<Vec<u8>, LinkError> {
        let folder = self.blobs().clone();
        let read = tokio::task::spawn_blocking(move || folder.piece(hash, from, PIECE));
        match read.await.map_err(LinkError::here)? {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            piece => piece.map_err(LinkError::here),
        }
    }

    /// Whether the file is what its name says.
    async fn is_intact(&self, hash: Hash) -> Result<bool, LinkError> {
        let folder = self.blobs().clone();
        let read = tokio::task::spawn_blocking(move || folder.get(hash, Form::Original));
        let bytes = read.await.map_err(LinkError::here)?.map_err(LinkError::here)?;
        Ok(bytes.is_some_and(|bytes| Hash::of(&bytes) == hash))
    }
}

/// Makes the upload of a file, or finds it; answers how far it is.
async fn begin(client: &HqClient, hash: Hash, length: u64) -> Result<u64, LinkError> {
    let name = data_encoding::BASE64.encode(hash.to_string().as_bytes());
    let about = [("upload-length", length.to_string()), ("upload-metadata", format!("sha256 {name}"))];
    client.tus(Method::POST, "/v1/blobs", &about, Vec::new()).await
}

/// Sends a piece; answers how far the upload is then.
async fn go_on(client: &HqClient, hash: Hash, offset: u64, piece: Vec<u8>) -> Result<u64, LinkError> {
    let about = [("upload-offset", offset.to_string()), ("content-type", "application/offset+octet-stream".to_owned())];
    client.tus(Method::PATCH, &format!("/v1/blobs/{hash}"), &about, piece).await
}

/// What a refusal says of a file; one of the tablet itself ends everything.
fn settled(refusal: Refusal) -> Result<Sent, LinkError> {
    match refusal.code.as_str() {
        "not_signed_in" | "bad_request" => Err(LinkError::Refused(refusal)),
        "photo_erased" => Ok(Sent::Gone),
        "photo_unreadable" | "photo_length" => Ok(Sent::Refused(refusal)),
        _ => Ok(Sent::Later),
    }
}

fn damaged() -> Refusal {
    Refusal::new("photo_damaged", "The file of this photo on this tablet is damaged. Take the photo again.")
}

/// Sends as long as the program runs, whenever an exchange went through.
pub(super) async fn upload_for_ever(tablet: Tablet) {
    loop {
        tablet.uploading().notified().await;
        match tablet.upload().await {
            Ok(done) => {
                tracing::debug!(sent = done.sent, bytes = done.bytes, waiting = done.waiting, "photos were sent");
                match tablet.fetch_photos(usize::MAX).await {
                    Ok(fetched) => tracing::debug!(fetched, "photos of others came"),
                    Err(error) => tracing::debug!(%error, "photos of others wait for head office"),
                }
            }
            Err(error) => tracing::info!(%error, "photos wait for head office"),
        }
    }
}

//! Taking a photo or a drawing in: looked at within bounds, made into two sizes, durable before anybody may name it. A PDF
//! has no sizes.

use std::io::ErrorKind;
use std::panic::catch_unwind;

use serde::{Deserialize, Serialize};
use tenon_domain::entities::PhotoType;
use tenon_domain::ops::{AnyOperation, PHOTO_BYTES_LIMIT};
use tenon_domain::{Hash, Refusal};
use tenon_images::{Fault, ImageFormat, Made, check_pdf, format_of, is_pdf, make};
use tenon_store::Error;
use tenon_store::tablet::{blob, blobs_here, blobs_to_let_go, let_go_of_blob, put_blob};
use ts_rs::TS;

use super::Form;
use crate::Tablet;

/// What stays free on the disk, for `work.db` and what else staff save, in bytes.
const SPARE: u64 = 64 * 1024 * 1024;
/// Below this much free space no photo is taken: the largest one, twice, because a draft and the sizes take room as well.
const LEAST_FREE: u64 = SPARE + 2 * PHOTO_BYTES_LIMIT;
/// Bytes that files of photos may take while HQ holds them as well.
const BUDGET: u64 = 2 * 1024 * 1024 * 1024;

/// A file that is kept here, as an operation names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoFile {
    /// SHA-256, lower-case hex.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// Its length.
    pub bytes: u64,
    /// Its format.
    pub media_type: PhotoType,
}

/// What `keep_photo` answers. When there is a file, power loss does not undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoKept {
    /// The file; none where it was declined.
    pub file: Option<PhotoFile>,
    /// Why it was declined.
    pub refusal: Option<Refusal>,
}

/// Whether there is room for a photo, to be asked before one is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PhotoRoom {
    /// Why none may be taken.
    pub refusal: Option<Refusal>,
}

impl Tablet {
    /// Keeps the bytes of a photo; what it answers is named by `photo.add.v1` or
    /// `drawing.add.v1` afterwards. The same bytes are kept once.
    pub fn keep_photo(&self, bytes: &[u8]) -> PhotoKept {
        match self.try_keep_photo(bytes) {
            Ok(file) => PhotoKept { file: Some(file), refusal: None },
            Err(refusal) => PhotoKept { file: None, refusal: Some(refusal) },
        }
    }

    /// Whether there is room for a photo.
    pub(crate) fn photo_room(&self) -> PhotoRoom {
        let refusal = self.blobs().free().filter(|free| *free < LEAST_FREE).map(disk_low);
        PhotoRoom { refusal }
    }

    fn try_keep_photo(&self, bytes: &[u8]) -> Result<PhotoFile, Refusal> {
        let length = bytes.len() as u64;
        if !(1..=PHOTO_BYTES_LIMIT).contains(&length) {
            return Err(Refusal::photo_too_large(length, PHOTO_BYTES_LIMIT));
        }
        if let Some(refusal) = self.photo_room().refusal {
            return Err(refusal);
        }
        let media_type = media_type(bytes)?;
        let sha256 = Hash::of(bytes);
        let file = PhotoFile { sha256, bytes: length, media_type };
        if self.has_original(&file).map_err(not_kept)? {
            return Ok(file);
        }
        let put = |form, bytes: &[u8]| self.blobs().put(sha256, form, bytes).map_err(io_refusal);
        if media_type == PhotoType::Pdf {
            put(Form::Original, bytes)?;
            put_blob(&mut *self.writer(), sha256, length, 0).map_err(not_kept)?;
            return Ok(file);
        }
        // A decoder that panics has met a file that is made to break it.
        let made =
            catch_unwind(|| make(bytes)).unwrap_or_else(|_| Err(Fault::Broken("it cannot be unpacked".to_owned())));
        let Made { thumb, large } = made.map_err(|fault| unfit(&fault))?;
        put(Form::Thumb, &thumb)?;
        put(Form::Large, &large)?;
        put(Form::Original, bytes)?;
        let screen = (thumb.len() + large.len()) as u64;
        put_blob(&mut *self.writer(), sha256, length, screen).map_err(not_kept)?;
        Ok(file)
    }

    /// Whether the file is here, as long as it should be.
    fn has_original(&self, file: &PhotoFile) -> Result<bool, Error> {
        let known = blob(&mut *self.reader(), file.sha256)?.is_some_and(|blob| blob.bytes == file.bytes);
        let length = self.blobs().length(file.sha256, Form::Original).ok().flatten();
        Ok(known && length == Some(file.bytes))
    }

    /// Refuses an operation that names a file which is not here: it would promise what nobody has.
    pub(crate) fn check_file(&self, op: &AnyOperation) -> Result<(), Refusal> {
        let file = match op {
            AnyOperation::AddPhoto(op) => PhotoFile { sha256: op.sha256, bytes: op.bytes, media_type: op.media_type },
            AnyOperation::AddDrawing(op) => PhotoFile { sha256: op.sha256, bytes: op.bytes, media_type: op.media_type },
            _ => return Ok(()),
        };
        if self.has_original(&file).map_err(not_kept)? {
            return Ok(());
        }
        Err(Refusal::new("photo_not_kept", "The file of this photo is not on this tablet. Take it again."))
    }

    /// Lets files go that headquarters holds, least recently looked at first, until the budget holds.
    pub(crate) fn trim_blobs(&self) -> Result<(), Error> {
        self.trim_blobs_to(BUDGET)
    }

    pub(crate) fn trim_blobs_to(&self, budget: u64) -> Result<(), Error> {
        loop {
            let over = blobs_here(&mut *self.writer())?.bytes > budget;
            let going = if over { blobs_to_let_go(&mut *self.writer(), 16)? } else { Vec::new() };
            if going.is_empty() {
                return Ok(());
            }
            for hash in going {
                // The row first: a file without it is only room that is lost, a row without its file would be a lie.
                let_go_of_blob(&mut *self.writer(), hash)?;
                if let Err(error) = self.blobs().remove(hash, Form::Original) {
                    tracing::warn!(%error, "a file that may go cannot be removed");
                }
            }
        }
    }
}

fn media_type(bytes: &[u8]) -> Result<PhotoType, Refusal> {
    if is_pdf(bytes) {
        return check_pdf(bytes).map(|()| PhotoType::Pdf).map_err(|fault| unfit(&fault));
    }
    match format_of(bytes).map_err(|fault| unfit(&fault))? {
        ImageFormat::Jpeg => Ok(PhotoType::Jpeg),
        ImageFormat::Png => Ok(PhotoType::Png),
        ImageFormat::WebP => Ok(PhotoType::Webp),
        _ => Err(unfit(&Fault::Format("a GIF file"))),
    }
}

fn unfit(fault: &Fault) -> Refusal {
    let (code, what_to_do) = match fault {
        Fault::Format(_) => ("photo_format", "Take a JPEG, PNG or WebP; a drawing may be a PDF, too"),
        Fault::TooLarge { .. } => ("photo_too_many_pixels", "Take it with fewer pixels"),
        Fault::Truncated => ("photo_truncated", "Copy the whole file again"),
        Fault::Broken(_) => ("photo_broken", "Take it again"),
    };
    let refusal = Refusal::new(code, format!("This cannot be kept as a photo: {fault}. {what_to_do}."));
    if let Fault::Format(what) = fault { refusal.text("what", *what) } else { refusal }
}

fn disk_low(free: u64) -> Refusal {
    let mb = i64::try_from(free / (1024 * 1024)).unwrap_or(i64::MAX);
    let words = format!("Only {mb} MB are free on this tablet: no photo is taken. Free some space, then take it.");
    Refusal::new("disk_low", words).number("mb", mb)
}

/// Why a file is not on the disk.
pub(crate) fn io_refusal(error: std::io::Error) -> Refusal {
    if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge) {
        return Refusal::new("disk_full", "The disk is full: this was not saved. Free some space and try again.");
    }
    not_kept(error)
}

fn not_kept(error: impl std::fmt::Display) -> Refusal {
    tracing::error!(%error, "a photo could not be kept");
    Refusal::new("failure", "This was not saved. Try again; if it stays, call head office.")
}

#[cfg(test)]
mod tests {
    use tenon_store::tablet::{BlobStanding, settle_blob};

    use super::*;

    fn picture(shade: u8) -> Vec<u8> {
        // A PNG of one pixel: signature, header, one packed pixel, end; each shade another file.
        let chunk = |kind: &[u8; 4], body: &[u8]| {
            let named = [kind.as_slice(), body].concat();
            let sum = named.iter().fold(u32::MAX, |sum, byte| {
                let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
                (0..8).fold(sum ^ u32::from(*byte), step)
            });
            [&u32::try_from(body.len()).unwrap().to_be_bytes(), named.as_slice(), &(!sum).to_be_bytes()].concat()
        };
        let raw = [0, shade];
        let (mut a, mut b) = (1_u32, 0_u32);
        for byte in raw {
            a = (a + u32::from(byte)) % 65_521;
            b = (b + a) % 65_521;
        }
        let packed = [&[0x78, 1, 1, 2, 0, 0xFD, 0xFF], raw.as_slice(), &((b << 16) | a).to_be_bytes()].concat();
        let head = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
        let signature = b"\x89PNG\r\n\x1A\n".to_vec();
        [signature, chunk(b"IHDR", &head), chunk(b"IDAT", &packed), chunk(b"IEND", b"")].concat()
    }

    #[test]
    fn only_what_headquarters_holds_goes_and_what_was_looked_at_longest_ago_first() {
        let dir = tempfile::tempdir().unwrap();
        let tablet = Tablet::open(dir.path()).unwrap();
        let files: Vec<Hash> =
            (0..20).map(|shade| tablet.keep_photo(&picture(shade)).file.expect("a picture").sha256).collect();
        let here = |hash: &Hash| tablet.blobs().length(*hash, Form::Original).unwrap().is_some();
        tablet.trim_blobs_to(0).unwrap();
        assert!(files.iter().all(here), "nothing that only this tablet has");

        for hash in &files[..19] {
            settle_blob(&mut *tablet.writer(), *hash, BlobStanding::Held).unwrap();
        }
        tenon_store::tablet::note_blob_shown(&mut *tablet.writer(), files[0]).unwrap();
        let all = blobs_here(&mut *tablet.writer()).unwrap().bytes;
        tablet.trim_blobs_to(all - 1).unwrap();
        assert!(here(&files[0]) && !here(&files[1]), "the one that was looked at stays");
        tablet.trim_blobs_to(0).unwrap();
        assert_eq!(files.iter().filter(|hash| here(hash)).collect::<Vec<_>>(), [&files[19]]);
        assert!(tablet.blobs().get(files[3], Form::Thumb).unwrap().is_some(), "it is still shown");
        // Taken once more it is here again, and need not be sent again.
        assert!(tablet.keep_photo(&picture(3)).file.is_some() && here(&files[3]));
        let again = blob(&mut *tablet.reader(), files[3]).unwrap().unwrap();
        assert_eq!((again.standing, again.bytes), (BlobStanding::Held, picture(3).len() as u64));
    }

    #[test]
    fn the_same_bytes_are_kept_once_and_a_lost_file_is_kept_again() {
        let dir = tempfile::tempdir().unwrap();
        let tablet = Tablet::open(dir.path()).unwrap();
        let kept = tablet.keep_photo(&picture(9));
        assert_eq!(tablet.keep_photo(&picture(9)), kept);
        assert_eq!(blobs_here(&mut *tablet.writer()).unwrap().count, 1);
        let hash = kept.file.expect("a picture").sha256;
        tablet.blobs().remove(hash, Form::Original).unwrap();
        assert!(tablet.keep_photo(&picture(9)).file.is_some());
        assert_eq!(tablet.blobs().get(hash, Form::Original).unwrap(), Some(picture(9)));
    }
}

//! Taking a file in: a piece goes behind what is there, and when all is there it is verified.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::panic::catch_unwind;

use tenon_domain::Hash;
use tenon_domain::entities::PhotoType;
use tenon_images::{Fault, ImageFormat, Made, bare, check_pdf, format_of, is_pdf, make};
use tenon_store::files::found;

use super::folder::{Blobs, Form, Kept};

/// Why a piece was not taken.
#[derive(Debug)]
pub enum Refused {
    /// So many bytes are there; the piece does not begin behind them.
    Offset(u64),
    /// The file would be longer than was said.
    TooLong,
    /// Another request is writing the same file.
    Busy,
    /// All bytes are there, and they are not what the name says; they were thrown away.
    Mismatch,
    /// They are what the name says and no picture that can be shown; they were thrown away.
    Unreadable(Fault),
    /// The disk.
    Io(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Why a part is not to be had.
fn locked(error: TryLockError) -> Refused {
    match error {
        TryLockError::WouldBlock => Refused::Busy,
        TryLockError::Error(error) => Refused::Io(error),
    }
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// So many bytes are there.
    Part(u64),
    /// It is held: whole and verified.
    Whole,
}

impl Blobs {
    /// How far the file is; [`Refused::Busy`] while a piece of it is taken. Its last piece is not there before it is
    /// verified, and whoever is told so by then sends it twice. `places`: as for [`Self::take`].
    pub fn received(&self, hash: Hash, places: bool) -> Result<Received, Refused> {
        if self.is_held(hash, places)? {
            return Ok(Received::Whole);
        }
        let Some(part) = found(File::open(self.part(hash)?))? else {
            // It may have been verified between the two looks.
            return Ok(if self.is_held(hash, places)? { Received::Whole } else { Received::Part(0) });
        };
        part.try_lock_shared().map_err(locked)?;
        Ok(Received::Part(part.metadata()?.len()))
    }

    /// Takes the bytes of a file of `length` bytes from `offset` on. With the last of them the file is verified: that
    /// takes as long as unpacking the picture. `places` keeps what the file says beside its picture; a PDF stays as it is.
    pub fn take(&self, hash: Hash, length: u64, offset: u64, piece: &[u8], places: bool) -> Result<Received, Refused> {
        if self.is_held(hash, places)? {
            return if offset == length && piece.is_empty() {
                Ok(Received::Whole)
            } else {
                Err(Refused::Offset(length))
            };
        }
        let path = self.part(hash)?;
        let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
        // Of two requests for one file, on one server or two, one writes.
        file.try_lock().map_err(locked)?;
        let there = file.metadata()?.len();
        if there != offset {
            return Err(Refused::Offset(there));
        }
        let reached = offset + piece.len() as u64;
        if reached > length {
            return Err(Refused::TooLong);
        }
        if reached < length {
            if let Err(error) = file.write_all(piece) {
                // A full disk may have taken a part of it.
                file.set_len(offset)?;
                return Err(error.into());
            }
            return Ok(Received::Part(reached));
        }
        // The last piece is never put behind the others, so that a part is never as long as its file: whoever reads that
        // all bytes are there may rely on a file that was verified.
        let mut bytes = fs::read(&path)?;
        bytes.extend_from_slice(piece);
        let verified = self.verify(hash, &bytes, places);
        // Whole, it is held by now; otherwise it is begun anew. Only a full disk keeps the part for another try.
        if !matches!(verified, Err(Refused::Io(_))) {
            fs::remove_file(&path)?;
        }
        verified
    }

    /// Whether the file is held; where it is to stay as it is, one of which something was removed does not count.
    fn is_held(&self, hash: Hash, places: bool) -> io::Result<bool> {
        Ok(self.held(hash)?.is_some_and(|kept| !places || kept.sha256 == hash))
    }

    fn verify(&self, hash: Hash, bytes: &[u8], places: bool) -> Result<Received, Refused> {
        if Hash::of(bytes) != hash {
            return Err(Refused::Mismatch);
        }
        if is_pdf(bytes) {
            check_pdf(bytes).map_err(Refused::Unreadable)?;
            let about = Kept { sha256: hash, bytes: bytes.len() as u64, media_type: PhotoType::Pdf, bare: false };
            self.keep(hash, &[(Form::Original, bytes)], &about)?;
            return Ok(Received::Whole);
        }
        let media_type = match format_of(bytes).map_err(Refused::Unreadable)? {
            ImageFormat::Jpeg => PhotoType::Jpeg,
            ImageFormat::Png => PhotoType::Png,
            ImageFormat::WebP => PhotoType::Webp,
            _ => return Err(Refused::Unreadable(Fault::Format("a GIF file"))),
        };
        let broken = || Refused::Unreadable(Fault::Broken("it cannot be unpacked".to_owned()));
        // A decoder that panics has met a file that is made to break it.
        let made = catch_unwind(|| make(bytes)).map_err(|_| broken())?;
        let Made { thumb, large } = made.map_err(Refused::Unreadable)?;
        let plain = if places { None } else { Some(bare(bytes).ok_or_else(broken)?) };
        let kept = plain.as_deref().unwrap_or(bytes);
        let about = Kept { sha256: Hash::of(kept), bytes: kept.len() as u64, media_type, bare: plain.is_some() };
        self.keep(hash, &[(Form::Thumb, &thumb), (Form::Large, &large), (Form::Original, kept)], &about)?;
        Ok(Received::Whole)
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};
    use proptest::prelude::*;

    use super::*;

    fn picture() -> Vec<u8> {
        let mut file = io::Cursor::new(Vec::new());
        DynamicImage::new_rgb8(60, 40).write_to(&mut file, ImageFormat::Jpeg).unwrap();
        file.into_inner()
    }

    #[test]
    fn what_is_not_what_it_is_called_is_thrown_away_and_begun_anew() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::of_data(dir.path());
        let (file, mut wrong) = (picture(), picture());
        wrong[20] ^= 1;
        let (hash, length) = (Hash::of(&file), file.len() as u64);
        assert!(matches!(blobs.take(hash, length, 0, &wrong, false), Err(Refused::Mismatch)));
        assert_eq!(blobs.received(hash, false).unwrap(), Received::Part(0));
        assert!(matches!(blobs.take(hash, length, 5, &file, false), Err(Refused::Offset(0))));
        assert!(matches!(blobs.take(hash, length - 1, 0, &file, false), Err(Refused::TooLong)));
        assert_eq!(blobs.take(hash, length, 0, &file, false).unwrap(), Received::Whole);
        assert!(matches!(blobs.take(hash, length, 0, &file, false), Err(Refused::Offset(_))), "held already");
        assert_eq!(blobs.get(hash, Form::Original).unwrap().unwrap(), file);
    }

    #[test]
    fn what_is_no_picture_is_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::of_data(dir.path());
        let text = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
        let taken = blobs.take(Hash::of(text), text.len() as u64, 0, text, false);
        assert!(matches!(taken, Err(Refused::Unreadable(Fault::Format("an SVG drawing")))));
        assert!(blobs.held(Hash::of(text)).unwrap().is_none());
    }

    #[test]
    fn a_drawing_stays_as_it_is_also_where_a_photo_of_the_same_bytes_was_laid_bare() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::of_data(dir.path());
        let mut file = picture();
        file.splice(2..2, [0xFF, 0xFE, 0, 5, b'n', b'o', b'w']);
        let (hash, length) = (Hash::of(&file), file.len() as u64);
        assert_eq!(blobs.take(hash, length, 0, &file, false).unwrap(), Received::Whole);
        assert_ne!(blobs.get(hash, Form::Original).unwrap().unwrap(), file, "its comment was removed");
        assert_eq!(blobs.received(hash, true).unwrap(), Received::Part(0));
        assert_eq!(blobs.take(hash, length, 0, &file, true).unwrap(), Received::Whole);
        assert_eq!(blobs.get(hash, Form::Original).unwrap().unwrap(), file);
        assert_eq!(blobs.received(hash, false).unwrap(), Received::Whole);
    }

    #[test]
    fn a_pdf_is_kept_without_sizes_and_half_of_one_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::of_data(dir.path());
        let file = b"%PDF-1.7\n1 0 obj\n%%EOF\n";
        let take = |file: &[u8]| blobs.take(Hash::of(file), file.len() as u64, 0, file, false);
        assert_eq!(take(file).unwrap(), Received::Whole);
        assert_eq!(blobs.get(Hash::of(file), Form::Original).unwrap().unwrap(), file);
        assert!(blobs.get(Hash::of(file), Form::Thumb).unwrap().is_none());
        assert!(matches!(take(&file[..15]), Err(Refused::Unreadable(Fault::Truncated))));
    }

    #[test]
    fn one_request_at_a_time_writes_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::of_data(dir.path());
        let file = picture();
        let hash = Hash::of(&file);
        let writing = OpenOptions::new().create(true).append(true).open(blobs.part(hash).unwrap()).unwrap();
        writing.lock().unwrap();
        assert!(matches!(blobs.take(hash, file.len() as u64, 0, &file, false), Err(Refused::Busy)));
        assert!(matches!(blobs.received(hash, false), Err(Refused::Busy)), "how far it is, is not known yet");
        drop(writing);
        assert_eq!(blobs.received(hash, false).unwrap(), Received::Part(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// However a file is cut, repeated and put in the wrong order, it is held once, as it was.
        #[test]
        fn pieces_make_the_file(cuts in prop::collection::vec(0.0..1.0_f64, 0..8), repeated in any::<bool>()) {
            let dir = tempfile::tempdir().unwrap();
            let blobs = Blobs::of_data(dir.path());
            let file = picture();
            let (hash, length) = (Hash::of(&file), file.len());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share")]
            let mut at: Vec<usize> = cuts.iter().map(|cut| (length as f64 * cut) as usize).collect();
            at.extend([0, length]);
            at.sort_unstable();
            for pair in at.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let before = blobs.received(hash, false).unwrap();
                prop_assert_eq!(before, Received::Part(from as u64));
                let outcome = blobs.take(hash, length as u64, from as u64, &file[from..to], false);
                let expected = if to == length { Received::Whole } else { Received::Part(to as u64) };
                prop_assert_eq!(outcome.unwrap(), expected);
                if repeated && to > from {
                    let again = blobs.take(hash, length as u64, from as u64, &file[from..to], false);
                    prop_assert!(matches!(again, Err(Refused::Offset(there)) if there == to as u64), "{again:?}");
                }
            }
            prop_assert_eq!(blobs.get(hash, Form::Original).unwrap().unwrap(), file);
        }
    }
}

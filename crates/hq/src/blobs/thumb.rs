//! Small pictures that stand for files which have not arrived: they lie among the parts, until the file is whole.

use std::fs;
use std::io;
use std::panic::catch_unwind;
use std::path::PathBuf;

use tenon_domain::Hash;
use tenon_images::make;
use tenon_store::files::{self, found};

use super::folder::Blobs;

/// Longest small picture, bytes.
pub const THUMB_LIMIT: u64 = 64 * 1024;

impl Blobs {
    fn sent_thumb_path(&self, hash: Hash) -> io::Result<PathBuf> {
        Ok(self.part(hash)?.with_extension("thumb"))
    }

    /// Keeps `picture` until the file arrives; false where it is none that can be shown.
    pub fn put_sent_thumb(&self, hash: Hash, picture: &[u8]) -> io::Result<bool> {
        if self.held(hash)?.is_some() {
            return Ok(true);
        }
        // Made anew, so that what is shown is what our own program wrote.
        let Ok(Ok(made)) = catch_unwind(|| make(picture)) else { return Ok(false) };
        let path = self.sent_thumb_path(hash)?;
        files::put(path.parent().unwrap_or(&path), &path, &made.thumb)?;
        Ok(true)
    }

    /// The small picture that was sent.
    pub(super) fn sent_thumb(&self, hash: Hash) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.sent_thumb_path(hash)?))
    }

    /// The file is here now, or nobody wants it any more.
    pub(super) fn remove_sent_thumb(&self, hash: Hash) -> io::Result<()> {
        found(fs::remove_file(self.sent_thumb_path(hash)?)).map(drop)
    }
}

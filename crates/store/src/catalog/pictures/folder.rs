//! Headquarters' pictures as files that are named by their content: `ab/cdef…`, never changed once they are there.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Picture, content_hash, hash_of};
use crate::files;

/// The folder. Cheap to clone; several programs may use it at once.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// The pictures of the catalog in `dir`.
    pub fn of_catalog(dir: &Path) -> Self {
        Self(dir.join("pictures"))
    }

    fn path(&self, hash: &str) -> Option<PathBuf> {
        hash_of(hash)?;
        let (first, rest) = hash.split_at_checked(2)?;
        Some(self.0.join(first).join(rest))
    }

    /// Keeps `bytes` and gives their content hash. On the disk when it returns; a power cut leaves all of it or none.
    pub fn put(&self, bytes: &[u8]) -> io::Result<String> {
        let hash = content_hash(bytes);
        let path = self.path(&hash).ok_or(ErrorKind::InvalidInput)?;
        if self.get(&hash)?.is_some() {
            return Ok(hash);
        }
        files::put(&self.0, &path, bytes)?;
        Ok(hash)
    }

    /// Whether a picture of this hash lies here; its content is looked at when it is read.
    pub fn holds(&self, hash: &str) -> bool {
        self.path(hash).is_some_and(|path| path.is_file())
    }

    /// The picture with this hash. A file that is no longer what its name says is removed and counts as missing.
    pub fn get(&self, hash: &str) -> io::Result<Option<Picture>> {
        let Some(path) = self.path(hash) else { return Ok(None) };
        let Some(bytes) = files::found(fs::read(&path))? else { return Ok(None) };
        if content_hash(&bytes) != hash {
            tracing::error!(hash, "a picture's file was damaged; it is removed and fetched again when it is due");
            fs::remove_file(&path)?;
            return Ok(None);
        }
        Ok(Some(Picture { media_type: media_type(&bytes).to_owned(), bytes }))
    }

    /// Removes drafts that programs left which were ended while they wrote; nobody else may be writing.
    pub fn clean(&self) -> io::Result<()> {
        files::clean(&self.0, Duration::ZERO)
    }
}

/// What a picture of ours is, by its first bytes; what is none of the others was drawn here.
pub fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xD8, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "image/svg+xml",
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;

    #[test]
    fn a_damaged_file_counts_as_missing_and_can_be_kept_again() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::of_catalog(dir.path());
        let hash = folder.put(b"pixels").unwrap();
        assert_eq!(folder.put(b"pixels").unwrap(), hash);
        assert_eq!(folder.get(&hash).unwrap().unwrap().bytes, b"pixels");
        let path = dir.path().join("pictures").join(&hash[..2]).join(&hash[2..]);
        std::fs::write(&path, b"pix").unwrap();
        assert!(folder.get(&hash).unwrap().is_none());
        assert!(!folder.holds(&hash));
        folder.put(b"pixels").unwrap();
        assert!(folder.holds(&hash));
        assert!(folder.get("../../etc/passwd").unwrap().is_none());
        std::fs::write(dir.path().join("pictures/draft-1-1"), b"p").unwrap();
        folder.clean().unwrap();
        assert_eq!(std::fs::read_dir(dir.path().join("pictures")).unwrap().count(), 1);
    }
}

//! The folder `blobs`: `ab/cdef…` for a file, with `.thumb` and `.large` for its sizes on screens.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tenon_domain::Hash;
use tenon_store::files::{self, found};

/// Nobody writes one for longer.
const DRAFT_LIFE: Duration = Duration::from_hours(24);

/// What is kept of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The file as it was taken.
    Original,
    /// At most 320 pixels, JPEG.
    Thumb,
    /// At most 1,280 pixels, JPEG.
    Large,
}

impl Form {
    /// The name at headquarters and in addresses.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Thumb => "thumb",
            Self::Large => "large",
        }
    }
}

/// The folder. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn of_tablet(dir: &Path) -> Self {
        Self(dir.join("blobs"))
    }

    fn path(&self, hash: Hash, form: Form) -> PathBuf {
        let name = hash.to_string();
        let (first, rest) = name.split_at(2);
        let end = if form == Form::Original { String::new() } else { format!(".{}", form.as_str()) };
        self.0.join(first).join(format!("{rest}{end}"))
    }

    /// Keeps `bytes`. On the disk when it returns, under its name in a folder that is on the disk, too.
    pub(crate) fn put(&self, hash: Hash, form: Form, bytes: &[u8]) -> io::Result<()> {
        files::put(&self.0, &self.path(hash, form), bytes)
    }

    /// The whole file, if it is here.
    pub(crate) fn get(&self, hash: Hash, form: Form) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.path(hash, form)))
    }

    /// Bytes of the file, if it is here.
    pub(crate) fn length(&self, hash: Hash, form: Form) -> io::Result<Option<u64>> {
        Ok(found(fs::metadata(self.path(hash, form)))?.map(|about| about.len()))
    }

    /// At most `length` bytes of the original from `from` on.
    pub(crate) fn piece(&self, hash: Hash, from: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.path(hash, Form::Original))?;
        file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        file.take(length).read_to_end(&mut piece)?;
        Ok(piece)
    }

    /// Removes a file; what is not here need not be removed.
    pub(crate) fn remove(&self, hash: Hash, form: Form) -> io::Result<()> {
        found(fs::remove_file(self.path(hash, form))).map(drop)
    }

    /// Removes drafts of programs that were ended while they wrote, a day ago or longer: another may be writing now.
    pub(crate) fn clean(&self) -> io::Result<()> {
        files::clean(&self.0, DRAFT_LIFE)
    }

    /// Bytes that this program may still write to the disk; none where the system does not tell.
    pub(crate) fn free(&self) -> Option<u64> {
        let there = self.0.ancestors().find(|dir| dir.is_dir())?;
        free_bytes(there)
    }
}

#[cfg(target_os = "linux")]
fn free_bytes(dir: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(dir).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(target_os = "linux"))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}

//! The folder: `ab/cdef….json` says that a file is held; beside it lie the file and both sizes. `parts/` has what is not
//! whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tenon_domain::Hash;
use tenon_domain::entities::PhotoType;
use tenon_store::files::{self, found};

/// How long a part may lie without another piece: longer than any tablet is out of reach.
const PART_LIFE: Duration = Duration::from_hours(24 * 60);

/// What is kept of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The file; without what it said beside its picture, unless that is kept.
    Original,
    /// At most 320 pixels, JPEG.
    Thumb,
    /// At most 1,280 pixels, JPEG.
    Large,
}

impl Form {
    /// The form of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "original" => Some(Self::Original),
            "thumb" => Some(Self::Thumb),
            "large" => Some(Self::Large),
            _ => None,
        }
    }

    const fn end(self) -> &'static str {
        match self {
            Self::Original => "",
            Self::Thumb => ".thumb",
            Self::Large => ".large",
        }
    }
}

/// What is known of a file that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// SHA-256 of the file as it lies here.
    pub sha256: Hash,
    /// Its length as it lies here.
    pub bytes: u64,
    /// Its format.
    pub media_type: PhotoType,
    /// Whether what it said beside its picture was removed.
    pub bare: bool,
}

/// The folder. Cheap to clone; several programs may use it at once.
#[derive(Debug, Clone)]
pub struct Blobs(PathBuf);

impl Blobs {
    /// The files in the data folder `dir`.
    pub fn of_data(dir: &Path) -> Self {
        Self(dir.join("blobs"))
    }

    fn path(&self, hash: Hash, end: &str) -> PathBuf {
        let name = hash.to_string();
        let (first, rest) = name.split_at(2);
        self.0.join(first).join(format!("{rest}{end}"))
    }

    /// Where the pieces of a file lie until it is whole.
    pub(super) fn part(&self, hash: Hash) -> io::Result<PathBuf> {
        let parts = self.0.join("parts");
        fs::create_dir_all(&parts)?;
        Ok(parts.join(hash.to_string()))
    }

    /// What is known of the file, if it is held: it was whole and verified.
    pub fn held(&self, hash: Hash) -> io::Result<Option<Kept>> {
        let Some(text) = found(fs::read(self.path(hash, ".json")))? else { return Ok(None) };
        serde_json::from_slice(&text).map(Some).map_err(io::Error::from)
    }

    /// A form of a file that is held.
    pub fn get(&self, hash: Hash, form: Form) -> io::Result<Option<Vec<u8>>> {
        let Some(kept) = self.held(hash)? else { return Ok(None) };
        let Some(bytes) = found(fs::read(self.path(hash, form.end())))? else { return Ok(None) };
        if form == Form::Original && Hash::of(&bytes) != kept.sha256 {
            tracing::error!(%hash, "the file of a photo is damaged; restore it from a backup");
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// Keeps a file in all forms; it is held when this returns, and a power cut leaves it held or not.
    pub(super) fn keep(&self, hash: Hash, forms: &[(Form, &[u8])], kept: &Kept) -> io::Result<()> {
        for (form, bytes) in forms {
            files::put(&self.0, &self.path(hash, form.end()), bytes)?;
        }
        // What says that it is held comes last, when the folder knows of the rest.
        files::put(&self.0, &self.path(hash, ".json"), &serde_json::to_vec(kept)?)
    }

    /// Removes every form of a file.
    pub fn remove(&self, hash: Hash) -> io::Result<()> {
        for end in [".json", "", ".large", ".thumb"] {
            found(fs::remove_file(self.path(hash, end)))?;
        }
        found(fs::remove_file(self.part(hash)?)).map(drop)
    }

    /// Removes parts that nobody goes on with.
    pub fn clean(&self) -> io::Result<()> {
        let Some(entries) = found(fs::read_dir(self.0.join("parts")))? else { return Ok(()) };
        for entry in entries {
            let entry = entry?;
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > PART_LIFE {
                found(fs::remove_file(entry.path()))?;
            }
        }
        Ok(())
    }
}

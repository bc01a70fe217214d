//! Where the files are: `ab/cdef….json` says that a file is held; beside it lie the file and both sizes. In the folder,
//! `parts/` has what is not whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use tenon_domain::Hash;
use tenon_domain::entities::PhotoType;
use tenon_store::files::{self, found};

use super::bucket::Bucket;

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

/// Where files lie that are whole.
#[derive(Debug, Clone)]
enum Place {
    Folder(PathBuf),
    Bucket(Bucket),
}

impl Place {
    fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Folder(folder) => found(fs::read(folder.join(name))),
            Self::Bucket(bucket) => bucket.read(name),
        }
    }

    /// Durable when it returns.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Folder(folder) => files::put(folder, &folder.join(name), bytes),
            Self::Bucket(bucket) => bucket.put(name, bytes.to_vec()),
        }
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match self {
            Self::Folder(folder) => found(fs::remove_file(folder.join(name))).map(drop),
            Self::Bucket(bucket) => bucket.remove(name),
        }
    }
}

/// The files of photos. Cheap to clone; several programs may use them at once.
#[derive(Debug, Clone)]
pub struct Blobs {
    parts: PathBuf,
    place: Place,
}

fn name(hash: Hash, end: &str) -> String {
    let name = hash.to_string();
    let (first, rest) = name.split_at(2);
    format!("{first}/{rest}{end}")
}

impl Blobs {
    /// The files in the data folder `dir`.
    pub fn of_data(dir: &Path) -> Self {
        let folder = dir.join("blobs");
        Self { parts: folder.join("parts"), place: Place::Folder(folder) }
    }

    /// The files in the bucket at `url`, `s3://bucket/prefix`; what is not whole lies in the data folder `dir`. See
    /// ARCHITECTURE.md for what is read from the environment. Must be called on a runtime of tokio.
    pub fn of_bucket(dir: &Path, url: &str) -> Result<Self> {
        Ok(Self { place: Place::Bucket(Bucket::open(url)?), ..Self::of_data(dir) })
    }

    /// Where the pieces of a file lie until it is whole.
    pub(super) fn part(&self, hash: Hash) -> io::Result<PathBuf> {
        let parts = &self.parts;
        fs::create_dir_all(parts)?;
        Ok(parts.join(hash.to_string()))
    }

    /// What is known of the file, if it is held: it was whole and verified.
    pub fn held(&self, hash: Hash) -> io::Result<Option<Kept>> {
        let Some(text) = self.place.read(&name(hash, ".json"))? else { return Ok(None) };
        serde_json::from_slice(&text).map(Some).map_err(io::Error::from)
    }

    /// A form of a file that is held.
    pub fn get(&self, hash: Hash, form: Form) -> io::Result<Option<Vec<u8>>> {
        let Some(kept) = self.held(hash)? else { return Ok(None) };
        let Some(bytes) = self.place.read(&name(hash, form.end()))? else { return Ok(None) };
        if form == Form::Original && Hash::of(&bytes) != kept.sha256 {
            tracing::error!(%hash, "the file of a photo is damaged; restore it from a backup");
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// Keeps a file in all forms; it is held when this returns, and a power cut leaves it held or not.
    pub(super) fn keep(&self, hash: Hash, forms: &[(Form, &[u8])], kept: &Kept) -> io::Result<()> {
        for (form, bytes) in forms {
            self.place.put(&name(hash, form.end()), bytes)?;
        }
        // What says that it is held comes last, when the rest is there.
        self.place.put(&name(hash, ".json"), &serde_json::to_vec(kept)?)
    }

    /// Removes every form of a file.
    pub fn remove(&self, hash: Hash) -> io::Result<()> {
        for end in [".json", "", ".large", ".thumb"] {
            self.place.remove(&name(hash, end))?;
        }
        found(fs::remove_file(self.part(hash)?)).map(drop)
    }

    /// Removes parts that nobody goes on with.
    pub fn clean(&self) -> io::Result<()> {
        let Some(entries) = found(fs::read_dir(&self.parts))? else { return Ok(()) };
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

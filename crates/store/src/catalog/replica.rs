//! A tablet's copy: what writes to it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::answers::Status;
use super::meta::Meta;
use super::schema::{self, Role};
use super::terms::Terms;
use super::{Error, pictures, snapshot};

/// The writing side of a tablet's copy. Everything in it can be fetched again.
#[derive(Debug)]
pub struct Replica {
    pub(super) conn: Connection,
    pub(super) terms: Terms,
    path: PathBuf,
}

impl Replica {
    /// Opens the copy in `dir`, an empty one when there is none, and clears away what an interrupted installation and
    /// earlier snapshots left.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(dir)?;
        snapshot::clean(dir)?;
        let path = schema::current(dir)?;
        let conn = schema::open_writing(&path, Role::Replica)?;
        Ok(Self { conn, terms: Terms::default(), path })
    }

    /// Brings the copy in `dir`, if there is one and an older program or headquarters wrote it, to the form that this
    /// program reads; makes its index anew, which takes about as long as an import of as many products.
    pub fn upgrade(dir: &Path) -> Result<(), Error> {
        let path = schema::current(dir)?;
        if schema::is_older(&path)? {
            schema::open_writing(&path, Role::Replica)?;
        }
        Ok(())
    }

    /// Whether a snapshot has been installed in its directory since it was opened; then open it again.
    pub fn is_replaced(&self, dir: &Path) -> Result<bool, Error> {
        Ok(schema::current(dir)? != self.path)
    }

    /// Which catalog this is; version 0 when there is none yet.
    pub fn status(&self) -> Result<Status, Error> {
        Ok(Meta::read(&self.conn)?.status())
    }

    /// Up to `limit` content hashes of pictures that products show and that are not here, above `after` in order.
    pub fn missing_pictures(&self, after: Option<&str>, limit: u32) -> Result<Vec<String>, Error> {
        pictures::missing(&self.conn, after, limit)
    }

    /// Stores a fetched picture under its content hash; `false` when the bytes are others.
    pub fn put_picture(&mut self, hash: &str, media_type: &str, bytes: &[u8]) -> Result<bool, Error> {
        if pictures::name(bytes) != hash {
            return Ok(false);
        }
        pictures::put(&self.conn, media_type, bytes)?;
        Ok(true)
    }
}

//! A tablet's copy: what writes to it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::answers::Status;
use super::meta::Meta;
use super::schema::{self, Role};
use super::terms::Terms;
use super::{Error, snapshot};

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
}

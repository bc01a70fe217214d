//! What can break below the rules.

use tenon_domain::Failure;
use thiserror::Error;

/// A failure of storage. None of these is a refusal: nothing is concluded from one, and nothing was saved.
#[derive(Debug, Error)]
pub enum Error {
    /// SQLite said so.
    #[error("the database said: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL said so.
    #[error("the database said: {0}")]
    Postgres(#[from] ::postgres::Error),
    /// The line to PostgreSQL cannot be encrypted as it was asked for.
    #[error("no encrypted line to the database: {0}")]
    Tls(String),
    /// The disk is full; what was there is intact, and nothing new was saved.
    #[error("the disk is full: nothing was saved; free some space and try again")]
    DiskFull,
    /// A row does not hold what this version expects.
    #[error("a stored row cannot be read: {0}")]
    Corrupt(String),
    /// The database was written by a later version.
    #[error("the database has schema {found}, this program knows up to {known}: start the newer program")]
    Newer {
        /// Schema of the file.
        found: i64,
        /// Latest schema of this program.
        known: i64,
    },
}

impl Error {
    pub(crate) fn from_sqlite(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure(error.to_string())
    }
}

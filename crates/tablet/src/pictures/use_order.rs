//! When a picture was used last, as a number: what has the lowest goes first.
//!
//! A clock that only counts gives them out, because a tablet's wall clock may jump. Pictures that nobody has looked at
//! yet come below all others, and those that were fetched first stay longest: they are fetched in the order in which the
//! catalog puts its products.

use rusqlite::Connection;

/// The number of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UseOrder(pub(super) i64);

impl UseOrder {
    /// Used now.
    pub(super) fn now(conn: &Connection) -> rusqlite::Result<Self> {
        conn.prepare_cached("UPDATE meta SET clock = clock + 1 RETURNING clock")?
            .query_row([], |row| row.get(0))
            .map(Self)
    }

    /// Fetched now, before anybody asked for it.
    pub(super) fn ahead(conn: &Connection) -> rusqlite::Result<Self> {
        Self::now(conn).map(|now| Self(-now.0))
    }
}

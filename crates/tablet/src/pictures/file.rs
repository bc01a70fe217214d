//! The file `pictures.db`: its tables, opening it, taking it away.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::room::signed;

const SCHEMA: i64 = 1;
const TABLES: &str = "
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  clock INTEGER NOT NULL DEFAULT 0,        -- counts uses
  total INTEGER NOT NULL DEFAULT 0,        -- bytes of all pictures
  budget INTEGER NOT NULL,                 -- bytes that they may take
  walk_version INTEGER NOT NULL DEFAULT 0, -- how far the catalog was gone through ahead of use
  walk_pass INTEGER NOT NULL DEFAULT 0,
  walk_doc INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE pictures (hash BLOB PRIMARY KEY, used INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);
CREATE INDEX pictures_used ON pictures (used, size);
-- What screens named and what is not here, by the use that they would have had.
CREATE TABLE wants (hash BLOB PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX wants_used ON wants (used);
";
/// Bytes that pictures take unless someone says otherwise.
pub(super) const BUDGET: u64 = 500 * 1024 * 1024;

pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(path)?;
    conn.busy_timeout(Duration::from_secs(2))?;
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found != 0 && found != SCHEMA {
        return Err(rusqlite::Error::InvalidQuery);
    }
    if found == 0 {
        conn.pragma_update(None, "page_size", 16_384)?;
        conn.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    }
    conn.pragma_update(None, "journal_mode", "WAL")?;
    // A power cut may take the last pictures back; they are fetched again.
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    conn.pragma_update(None, "journal_size_limit", 4 << 20)?;
    if found == 0 {
        let tx = rusqlite::Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)?;
        if tx.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? == 0 {
            tx.execute_batch(TABLES)?;
            tx.execute("INSERT INTO meta (one, budget) VALUES (1, ?1)", [signed(BUDGET)])?;
            tx.pragma_update(None, "user_version", SCHEMA)?;
        }
        tx.commit()?;
    }
    Ok(conn)
}

/// Removes the file and what SQLite keeps beside it.
pub(super) fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // What is not there need not be removed.
        let _ = std::fs::remove_file(name);
    }
}

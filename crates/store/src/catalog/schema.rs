//! Opening and upgrading the catalog's file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::{Error, pictures, reindex};
use crate::sqlite::keep_plans;

/// One numbered step of the schema: what every copy has, what headquarters has besides, and what the program does then.
struct Step {
    shared: &'static str,
    hq: &'static str,
    then: fn(&Connection) -> Result<(), Error>,
}

const STEPS: &[Step] = &[
    Step {
        shared: include_str!("../../../../migrations/catalog/0001_catalog.sql"),
        hq: include_str!("../../../../migrations/catalog/0001_catalog_hq.sql"),
        then: |_| Ok(()),
    },
    Step {
        shared: include_str!("../../../../migrations/catalog/0002_prices.sql"),
        hq: include_str!("../../../../migrations/catalog/0002_prices_hq.sql"),
        then: |_| Ok(()),
    },
    Step {
        shared: include_str!("../../../../migrations/catalog/0003_search.sql"),
        hq: include_str!("../../../../migrations/catalog/0003_search_hq.sql"),
        // The last step that clears the index fills it.
        then: |_| Ok(()),
    },
    Step { shared: include_str!("../../../../migrations/catalog/0004_long_rows.sql"), hq: "", then: |_| Ok(()) },
    Step {
        shared: include_str!("../../../../migrations/catalog/0005_pictures.sql"),
        hq: include_str!("../../../../migrations/catalog/0005_pictures_hq.sql"),
        then: pictures::drop_stored,
    },
    Step {
        shared: include_str!("../../../../migrations/catalog/0006_inches.sql"),
        hq: include_str!("../../../../migrations/catalog/0006_inches_hq.sql"),
        then: |_| Ok(()),
    },
    Step {
        shared: include_str!("../../../../migrations/catalog/0007_places.sql"),
        hq: include_str!("../../../../migrations/catalog/0007_places_hq.sql"),
        then: reindex::reindex,
    },
];

/// What a reader keeps of the file, in kibibytes as SQLite counts them: the columns of a million products and the postings
/// of common words. It is the bound on a reader's memory, however large the catalog.
const READING: i64 = -65_536;
/// Bytes of a page: postings and columns come in long rows.
const PAGE: i64 = 16_384;

/// Whose copy a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Master,
    Replica,
}

/// Names the file in use when it is not `catalog.db`. A snapshot gets a name of its own, because a write-ahead log
/// beside an exchanged file would be replayed into the wrong database.
pub(super) const POINTER: &str = "catalog.current";

/// The file that serves `dir` now.
pub(super) fn current(dir: &Path) -> Result<PathBuf, Error> {
    match std::fs::read_to_string(dir.join(POINTER)) {
        Ok(name) if name.starts_with("catalog-") && !name.contains(['/', '\\']) => Ok(dir.join(name)),
        Ok(_) => Err(Error::Damaged("the pointer names no catalog file")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(dir.join("catalog.db")),
        Err(error) => Err(error.into()),
    }
}

/// Opens `path` for writing, creating and upgrading it. Write-ahead log with `synchronous=NORMAL`: a power cut may
/// take the last publication back, never half of it; imports and deltas can be had again.
pub(super) fn open_writing(path: &Path, role: Role) -> Result<Connection, Error> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "page_size", PAGE)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
    prepare(&conn)?;
    // An import touches all of a large file; mapped, all of it would count as this process's memory.
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    migrate(&conn, role)?;
    Ok(conn)
}

/// Whether an older program wrote `path`, so that it has to be upgraded before it can be read.
pub(super) fn is_older(path: &Path) -> Result<bool, Error> {
    if !path.exists() {
        return Ok(false);
    }
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    prepare(&conn)?;
    Ok((1..known()).contains(&check(&conn)?))
}

/// Opens `path` for reading.
pub(super) fn open_reading(path: &Path) -> Result<Connection, Error> {
    if !path.exists() {
        return Err(Error::Missing(path.to_owned()));
    }
    // A reader of a write-ahead log maps the shared index, which needs the right to write; `query_only` holds it back.
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.pragma_update(None, "cache_size", READING)?;
    prepare(&conn)?;
    let found = check(&conn)?;
    if found == 0 {
        return Err(Error::Missing(path.to_owned()));
    }
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// Makes an empty copy without a log, to be filled once.
pub(super) fn create_bare(path: &Path) -> Result<Connection, Error> {
    let conn = Connection::open(path)?;
    conn.pragma_update(None, "page_size", PAGE)?;
    conn.pragma_update(None, "journal_mode", "OFF")?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    keep_plans(&conn)?;
    migrate(&conn, Role::Replica)?;
    Ok(conn)
}

fn prepare(conn: &Connection) -> Result<(), Error> {
    conn.busy_timeout(Duration::from_secs(10))?;
    keep_plans(conn)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}

fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The schema number, refused when it is newer than this program.
fn check(conn: &Connection) -> Result<i64, Error> {
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known() {
        return Err(Error::Newer { found, known: known() });
    }
    Ok(found)
}

fn migrate(conn: &Connection, role: Role) -> Result<(), Error> {
    let found = check(conn)?;
    for (step, number) in STEPS.iter().zip(1_i64..).filter(|(_, number)| *number > found) {
        let hq = if role == Role::Master { step.hq } else { "" };
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        tx.execute_batch(&format!("{}\n{hq}\nPRAGMA user_version = {number};", step.shared))?;
        (step.then)(&tx)?;
        tx.commit()?;
    }
    Ok(())
}

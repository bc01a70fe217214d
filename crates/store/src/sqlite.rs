//! SQLite behind the trait.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{OpenFlags, ToSql};

use crate::{Connection, Engine, Error, Row, Value};

/// A connection to a SQLite file.
pub struct Sqlite(rusqlite::Connection);

impl Sqlite {
    /// Opens or makes the file at `path` for work that must survive power loss: write-ahead log, every commit synced.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let conn = rusqlite::Connection::open(path).map_err(Error::from_sqlite)?;
        Self::set_up(conn)
    }

    /// Opens the file at `path` for reading only.
    pub fn open_to_read(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let conn = rusqlite::Connection::open_with_flags(path, flags).map_err(Error::from_sqlite)?;
        conn.busy_timeout(Duration::from_secs(10)).map_err(Error::from_sqlite)?;
        keep_plans(&conn).map_err(Error::from_sqlite)?;
        Ok(Self(conn))
    }

    fn set_up(conn: rusqlite::Connection) -> Result<Self, Error> {
        conn.busy_timeout(Duration::from_secs(10)).map_err(Error::from_sqlite)?;
        keep_plans(&conn).map_err(Error::from_sqlite)?;
        let mut this = Self(conn);
        this.script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
             PRAGMA cache_size = -16384;",
        )?;
        Ok(this)
    }

    /// The connection itself, for what only SQLite has: limits, backups, hooks.
    pub fn raw(&mut self) -> &mut rusqlite::Connection {
        &mut self.0
    }
}

/// Statements stay prepared, and prepared once: without the stability guarantee SQLite plans anew for other values, which
/// took a third of the time of saving an operation.
pub(crate) fn keep_plans(conn: &rusqlite::Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(128);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::ToSqlOutput::Borrowed;
        Ok(Borrowed(match self {
            Self::Integer(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(value) => ValueRef::Blob(value),
            Self::Null => ValueRef::Null,
        }))
    }
}

fn read(value: ValueRef<'_>) -> Result<Value, Error> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => return Err(Error::Corrupt(format!("{value} is no whole number"))),
        ValueRef::Text(text) => {
            Value::Text(String::from_utf8(text.to_vec()).map_err(|_| Error::Corrupt("text is not UTF-8".into()))?)
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    })
}

impl Connection for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        let mut statement = self.0.prepare_cached(sql).map_err(Error::from_sqlite)?;
        let changed = statement.execute(rusqlite::params_from_iter(args)).map_err(Error::from_sqlite)?;
        Ok(changed as u64)
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error> {
        let mut statement = self.0.prepare_cached(sql).map_err(Error::from_sqlite)?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(args)).map_err(Error::from_sqlite)?;
        let mut answer = Vec::new();
        while let Some(row) = rows.next().map_err(Error::from_sqlite)? {
            let values = (0..columns).map(|at| read(row.get_ref(at).map_err(Error::from_sqlite)?));
            answer.push(Row(values.collect::<Result<_, _>>()?));
        }
        Ok(answer)
    }

    fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.0.execute_batch(sql).map_err(Error::from_sqlite)
    }
}

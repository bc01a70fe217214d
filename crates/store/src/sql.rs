//! One SQL text for two engines.
//!
//! Placeholders are `?1`, `?2`, …: SQLite takes `$1` for a name and would number it by first appearance. Values are
//! integer, text, bytes and null; text columns compare by bytes (`COLLATE "C"` in PostgreSQL, the default in SQLite); no
//! statement relies on a constraint error for its control flow.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::Error;

/// A value in a statement or a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// 64 bits, signed.
    Integer(i64),
    /// UTF-8.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Nothing.
    Null,
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Which engine is behind a connection, for the few texts that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The integer in column `at`.
    pub fn integer(&self, at: usize) -> Result<i64, Error> {
        match self.0.get(at) {
            Some(Value::Integer(value)) => Ok(*value),
            other => Err(Error::Corrupt(format!("column {at}: {other:?} is no integer"))),
        }
    }
    /// The text in column `at`.
    pub fn text(&self, at: usize) -> Result<&str, Error> {
        match self.0.get(at) {
            Some(Value::Text(value)) => Ok(value),
            other => Err(Error::Corrupt(format!("column {at}: {other:?} is no text"))),
        }
    }
    /// The text in column `at`, or none where it is null.
    pub fn maybe_text(&self, at: usize) -> Result<Option<&str>, Error> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.text(at).map(Some),
        }
    }
    /// The integer in column `at`, or none where it is null.
    pub fn maybe_integer(&self, at: usize) -> Result<Option<i64>, Error> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.integer(at).map(Some),
        }
    }
    /// What the text in column `at` parses to.
    pub fn parsed<T: std::str::FromStr>(&self, at: usize) -> Result<T, Error> {
        let text = self.text(at)?;
        text.parse().map_err(|_| Error::Corrupt(format!("column {at}: `{text}` cannot be read")))
    }
}

/// A connection to a database. Answers are read whole: callers bound them.
pub trait Connection {
    /// Which engine this is.
    fn engine(&self) -> Engine;
    /// Runs one statement; answers how many rows it changed.
    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error>;
    /// Runs one query.
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error>;
    /// Runs several statements without arguments.
    fn script(&mut self, sql: &str) -> Result<(), Error>;
    /// Whether something broke since the last call that the work on this connection is not to blame for: the line to the
    /// server, or another session that was in the way. Nothing of that work may be relied on; it may be done again.
    fn broke(&mut self) -> bool {
        false
    }

    /// The first row of an answer.
    fn query_one(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.query(sql, args)?.into_iter().next())
    }
}

/// Runs `work` in a writing transaction: all of it is durable when this returns `Ok`, none of it otherwise.
pub fn transaction<T, E: From<Error>>(
    conn: &mut dyn Connection,
    work: impl FnOnce(&mut dyn Connection) -> Result<T, E>,
) -> Result<T, E> {
    // As statements, not as a script: those stay prepared.
    let begin = match conn.engine() {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
    };
    conn.execute(begin, &[])?;
    // A panic must not leave the transaction open behind it: the connection may outlive it.
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut *conn))).unwrap_or_else(|panic| {
        let _ = conn.script("ROLLBACK");
        resume_unwind(panic)
    });
    match outcome {
        Ok(value) => match conn.execute("COMMIT", &[]) {
            Ok(_) => Ok(value),
            Err(error) => {
                // After a failed commit (disk full, I/O error) the transaction may still be open; it must not leak.
                let _ = conn.script("ROLLBACK");
                Err(error.into())
            }
        },
        Err(error) => {
            let _ = conn.script("ROLLBACK");
            Err(error)
        }
    }
}

/// Runs `work` on one snapshot of the database, without holding up writers.
pub fn snapshot<T, E: From<Error>>(
    conn: &mut dyn Connection,
    work: impl FnOnce(&mut dyn Connection) -> Result<T, E>,
) -> Result<T, E> {
    conn.script(match conn.engine() {
        Engine::Sqlite => "BEGIN",
        Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    })?;
    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut *conn)));
    let ended = conn.script("ROLLBACK");
    let outcome = outcome.unwrap_or_else(|panic| resume_unwind(panic))?;
    ended?;
    Ok(outcome)
}

/// Runs `work` in a savepoint of the open transaction: what fails leaves nothing behind.
pub fn savepoint<T, E: From<Error>>(
    conn: &mut dyn Connection,
    work: impl FnOnce(&mut dyn Connection) -> Result<T, E>,
) -> Result<T, E> {
    conn.script("SAVEPOINT inner_work")?;
    let outcome = work(conn);
    if outcome.is_err() {
        conn.script("ROLLBACK TO SAVEPOINT inner_work")?;
    }
    conn.script("RELEASE SAVEPOINT inner_work")?;
    outcome
}

//! A disk that fails on command: a connection that breaks at a chosen statement.

use std::path::Path;

use tenon_store::{Connection, Engine, Error, Row, Schema, Sqlite, Value, migrate};

use super::hole::{Fate, Hole};

/// When a disk breaks, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// Statements that still go well.
    pub(super) after: usize,
    /// Nothing works any more from then on: the process is as good as dead. Otherwise one statement fails.
    pub(super) for_good: bool,
    /// The statement that fails takes effect all the same; only the word of it is lost.
    pub(super) in_effect: bool,
}

/// A connection to a SQLite file on a disk that may fail.
pub(super) struct Disk {
    inner: Sqlite,
    fault: Option<Fault>,
    hole: Option<Hole>,
    /// Whether the open transaction has journalled an operation.
    journalled: bool,
    /// Whether a fault has struck since it was planned.
    pub(super) struck: bool,
    /// Whether anything may have been written since this was last put to false.
    pub(super) written: bool,
}

impl Disk {
    /// Opens or makes the file at `path`.
    pub(super) fn open(path: &Path, schema: Schema, hole: Option<Hole>) -> Self {
        let mut inner = Sqlite::open(path).unwrap();
        inner.script("PRAGMA synchronous = OFF").unwrap();
        migrate(&mut inner, schema).unwrap();
        Self { inner, fault: None, hole, journalled: false, struck: false, written: true }
    }

    /// Drops the connection as a dying process does, and opens the file at `path`.
    pub(super) fn reopen(&mut self, path: &Path, schema: Schema) {
        // The old connection must be gone before the new one looks at the file.
        self.inner = Sqlite::open(Path::new(":memory:")).unwrap();
        *self = Self::open(path, schema, self.hole);
    }

    /// Plans a fault, or none.
    pub(super) fn plan(&mut self, fault: Option<Fault>) {
        self.fault = fault;
        self.struck = false;
    }

    /// Whether a transaction is open that nobody will end.
    pub(super) fn leaks(&mut self) -> bool {
        !self.inner.raw().is_autocommit()
    }

    /// Writes a copy of the database to `path`.
    pub(super) fn copy_to(&mut self, path: &Path) {
        self.inner.execute("VACUUM INTO ?1", &[path.to_str().unwrap().into()]).unwrap();
    }

    /// Runs `statement` if the disk lets it.
    fn guarded<T>(&mut self, statement: impl FnOnce(&mut Sqlite) -> Result<T, Error>) -> Result<T, Error> {
        match &mut self.fault {
            None => statement(&mut self.inner),
            Some(fault) if fault.after > 0 => {
                fault.after -= 1;
                statement(&mut self.inner)
            }
            Some(fault) => {
                let fault = *fault;
                let first = !std::mem::replace(&mut self.struck, true);
                if !fault.for_good {
                    self.fault = None;
                }
                if first && fault.in_effect {
                    statement(&mut self.inner)?;
                }
                Err(Error::DiskFull)
            }
        }
    }
}

impl Connection for Disk {
    fn engine(&self) -> Engine {
        self.inner.engine()
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        if sql == "COMMIT" || sql.starts_with("BEGIN") {
            let journalled = std::mem::take(&mut self.journalled);
            let lie = journalled && self.hole == Some(Hole::CommitIsRolledBack) && sql == "COMMIT";
            return self.guarded(|inner| inner.execute(if lie { "ROLLBACK" } else { sql }, args));
        }
        self.written = true;
        self.journalled |= sql.starts_with("INSERT INTO journal");
        let fate = self.hole.map_or(Fate::Runs, |hole| hole.statement(sql, args));
        self.guarded(|inner| match fate {
            Fate::Runs => inner.execute(sql, args),
            Fate::Ignored => Ok(1),
            Fate::Breaks => Err(Error::Corrupt("the planted hole".to_owned())),
            Fate::Also(more, more_args) => {
                inner.execute(more, &more_args)?;
                inner.execute(sql, args)
            }
        })
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error> {
        self.guarded(|inner| inner.query(sql, args))
    }

    fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.guarded(|inner| inner.script(sql))
    }
}

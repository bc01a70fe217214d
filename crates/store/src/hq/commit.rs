//! Writing at HQ: one commit number for every writing transaction, taken first, which also serialises writers.

use std::collections::BTreeSet;

use tenon_domain::entities::Right;
use tenon_domain::{Entity, Failure, Id, Key, Kind, Rows, Scope, Touched, Uuid, Written};

use super::flush::flush;
use super::working::{Known, Working};
use crate::postgres::tell;
use crate::rows::parse;
use crate::{Connection, Engine, Error, Schema, SqlRows, transaction};

/// Where HQ's history stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last commit.
    pub n: i64,
    /// Counts up when HQ is restored from a backup.
    pub generation: i64,
}

/// Where HQ's history stands now.
pub fn head(conn: &mut dyn Connection) -> Result<Head, Error> {
    let row = conn.query_one("SELECT n, generation FROM head WHERE one = 1", &[])?;
    let row = row.ok_or_else(|| Error::Corrupt("the head row is missing".into()))?;
    Ok(Head { n: row.integer(0)?, generation: row.integer(1)? })
}

/// A writing transaction under way. Rows that it writes go to the tables at its end, all together.
pub struct Commit<'c> {
    conn: &'c mut dyn Connection,
    n: i64,
    scopes: BTreeSet<Scope>,
    working: Working,
}

/// Runs `work` as one commit; answers what it gave and the scopes whose members changed.
pub fn commit<T, E: From<Error>>(
    conn: &mut dyn Connection,
    work: impl FnOnce(&mut Commit<'_>) -> Result<T, E>,
) -> Result<(T, BTreeSet<Scope>), E> {
    transaction(conn, |conn| {
        let row = conn.query_one("UPDATE head SET n = n + 1 WHERE one = 1 RETURNING n", &[])?;
        let n = row.ok_or_else(|| Error::Corrupt("the head row is missing".into()))?.integer(0)?;
        let mut commit = Commit { conn, n, scopes: BTreeSet::new(), working: Working::default() };
        let value = work(&mut commit)?;
        commit.flush()?;
        let Commit { conn, scopes, .. } = commit;
        if conn.engine() == Engine::Postgres && !scopes.is_empty() {
            tell(conn, &scopes)?;
        }
        Ok((value, scopes))
    })
}

impl Commit<'_> {
    /// The connection, for tables that are not entities. Rows written here are not in the tables yet.
    pub fn conn(&mut self) -> &mut dyn Connection {
        self.conn
    }

    /// The rows as this transaction sees them.
    pub fn rows(&mut self) -> CommitRows<'_> {
        CommitRows { conn: &mut *self.conn, working: &mut self.working, n: self.n, scopes: &mut self.scopes }
    }

    /// Writes an entity.
    pub fn put<E: Entity>(&mut self, entity: &E) -> Result<(), Error> {
        let body = serde_json::to_string(entity).map_err(|e| Error::Corrupt(format!("{}: {e}", E::KIND.as_str())))?;
        let written = Written { body, scopes: entity.scopes(), keys: entity.keys() };
        self.write(E::KIND, entity.id().0, written);
        Ok(())
    }

    /// Writes a row with its keys and memberships.
    pub fn write(&mut self, kind: Kind, id: Uuid, written: Written) {
        self.working.write(kind, id, written);
    }

    /// Rows without a journey to the database: what is not known here reads as absent and is noted in `missing`.
    pub fn foresight<'f>(&'f self, missing: &'f mut BTreeSet<Touched>) -> Foresight<'f> {
        Foresight { working: &self.working, missing }
    }

    /// Reads `wanted` in few statements, so that reading it one by one costs no more journeys. Answers whether anything
    /// had to be read.
    pub fn fetch(&mut self, wanted: &BTreeSet<Touched>) -> Result<bool, Error> {
        self.working.fetch(self.conn, wanted)
    }

    fn flush(&mut self) -> Result<(), Error> {
        flush(self.conn, &mut self.working, self.n, &mut self.scopes)
    }
}

/// The rows as a commit sees them, those that it wrote among them.
pub struct CommitRows<'c> {
    conn: &'c mut dyn Connection,
    working: &'c mut Working,
    n: i64,
    scopes: &'c mut BTreeSet<Scope>,
}

impl CommitRows<'_> {
    /// The entity `id`, if it is here.
    pub fn entity<E: Entity>(&mut self, id: Id<E>) -> Result<Option<E>, Error> {
        self.body(E::KIND, id.0)?.map(parse).transpose()
    }

    /// Every entity that `key` finds, ordered by identifier.
    pub fn entities_by<E: Entity>(&mut self, key: &Key) -> Result<Vec<E>, Error> {
        self.bodies_by_key(E::KIND, key)?.iter().map(|(_, body)| parse(body)).collect()
    }

    /// Every entity of a kind, ordered by identifier. For kinds that are few.
    pub fn all<E: Entity>(&mut self) -> Result<Vec<E>, Error> {
        flush(self.conn, self.working, self.n, self.scopes)?;
        SqlRows(self.conn, Schema::Hq).all()
    }

    fn body(&mut self, kind: Kind, id: Uuid) -> Result<Option<&str>, Error> {
        if self.working.known(kind, id) == Known::Unknown {
            self.working.fetch_rows(self.conn, kind, &[id])?;
        }
        match self.working.known(kind, id) {
            Known::Here(body) => Ok(Some(body)),
            Known::Absent | Known::Unknown => Ok(None),
        }
    }

    fn bodies_by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Error> {
        if let Some(known) = self.working.known_by_key(kind, key) {
            return Ok(known);
        }
        self.working.fetch(self.conn, &[Touched::Key(kind, key.clone())].into())?;
        Ok(self.working.known_by_key(kind, key).unwrap_or_default())
    }
}

impl Rows for CommitRows<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        Ok(self.body(kind, id)?.map(str::to_owned))
    }

    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        Ok(self.bodies_by_key(kind, key)?)
    }

    fn spent(&mut self, _: Id<Right>, _: u64) -> Result<u32, Failure> {
        Ok(0)
    }
}

/// See [`Commit::foresight`].
pub struct Foresight<'f> {
    working: &'f Working,
    missing: &'f mut BTreeSet<Touched>,
}

impl Rows for Foresight<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        match self.working.known(kind, id) {
            Known::Here(body) => return Ok(Some(body.to_owned())),
            Known::Absent => {}
            Known::Unknown => drop(self.missing.insert(Touched::Row(kind, id))),
        }
        Ok(None)
    }

    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        let known = self.working.known_by_key(kind, key);
        if known.is_none() {
            self.missing.insert(Touched::Key(kind, key.clone()));
        }
        Ok(known.unwrap_or_default())
    }

    fn spent(&mut self, _: Id<Right>, _: u64) -> Result<u32, Failure> {
        Ok(0)
    }
}

impl From<Error> for tenon_domain::Stop {
    fn from(error: Error) -> Self {
        Self::Failed(Failure::from(error))
    }
}

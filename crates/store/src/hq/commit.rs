//! Writing at HQ: one commit number for every writing transaction, taken first, which also serialises writers.

use std::collections::BTreeSet;

use tenon_domain::{Entity, Failure, Kind, Scope, Uuid, Written};

use crate::postgres::tell;
use crate::rows::{parse, put_keys};
use crate::{Connection, Engine, Error, Schema, SqlRows, Value, transaction};

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

/// A writing transaction under way.
pub struct Commit<'c> {
    conn: &'c mut dyn Connection,
    n: i64,
    scopes: BTreeSet<Scope>,
}

/// Runs `work` as one commit; answers what it gave and the scopes whose members changed.
pub fn commit<T, E: From<Error>>(
    conn: &mut dyn Connection,
    work: impl FnOnce(&mut Commit<'_>) -> Result<T, E>,
) -> Result<(T, BTreeSet<Scope>), E> {
    transaction(conn, |conn| {
        let row = conn.query_one("UPDATE head SET n = n + 1 WHERE one = 1 RETURNING n", &[])?;
        let n = row.ok_or_else(|| Error::Corrupt("the head row is missing".into()))?.integer(0)?;
        let mut commit = Commit { conn, n, scopes: BTreeSet::new() };
        let value = work(&mut commit)?;
        let Commit { conn, scopes, .. } = commit;
        if conn.engine() == Engine::Postgres && !scopes.is_empty() {
            tell(conn, &scopes)?;
        }
        Ok((value, scopes))
    })
}

impl Commit<'_> {
    /// The connection, for tables that are not entities.
    pub fn conn(&mut self) -> &mut dyn Connection {
        self.conn
    }

    /// The rows as this transaction sees them.
    pub fn rows(&mut self) -> SqlRows<'_> {
        SqlRows(self.conn, Schema::Hq)
    }

    /// Writes an entity.
    pub fn put<E: Entity>(&mut self, entity: &E) -> Result<(), Error> {
        let body = serde_json::to_string(entity).map_err(|e| Error::Corrupt(format!("{}: {e}", E::KIND.as_str())))?;
        self.write(E::KIND, entity.id().0, &Written { body, scopes: entity.scopes(), keys: entity.keys() })
    }

    /// Changes an entity that is there.
    pub fn change<E: Entity>(&mut self, entity: &str, change: impl FnOnce(&mut E)) -> Result<(), Error> {
        let mut entity: E = parse(entity)?;
        change(&mut entity);
        self.put(&entity)
    }

    /// Writes a row with its keys and memberships.
    pub fn write(&mut self, kind: Kind, id: Uuid, written: &Written) -> Result<(), Error> {
        let (kind_value, id_value) = (Value::from(kind.as_str()), Value::from(id.to_string()));
        self.conn.execute(
            "INSERT INTO entities (kind, id, n, body) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (kind, id) DO UPDATE SET n = excluded.n, body = excluded.body",
            &[kind_value.clone(), id_value.clone(), self.n.into(), written.body.as_str().into()],
        )?;
        put_keys(self.conn, kind, id, &written.keys)?;
        let sql = "SELECT scope FROM memberships WHERE kind = ?1 AND id = ?2 AND gone = 0";
        let held: Vec<Scope> = self
            .conn
            .query(sql, &[kind_value.clone(), id_value.clone()])?
            .iter()
            .map(|row| row.parsed(0))
            .collect::<Result<_, _>>()?;
        let left = held.into_iter().filter(|scope| !written.scopes.contains(scope)).map(|scope| (scope, 1));
        let members = written.scopes.iter().map(|scope| (*scope, 0));
        for (scope, gone) in left.chain(members).collect::<Vec<_>>() {
            self.conn.execute(
                "INSERT INTO memberships (scope, kind, id, n, gone) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (scope, kind, id) DO UPDATE SET n = excluded.n, gone = excluded.gone",
                &[scope.to_string().into(), kind_value.clone(), id_value.clone(), self.n.into(), Value::Integer(gone)],
            )?;
            self.scopes.insert(scope);
        }
        Ok(())
    }
}

impl From<Error> for tenon_domain::Stop {
    fn from(error: Error) -> Self {
        Self::Failed(Failure::from(error))
    }
}

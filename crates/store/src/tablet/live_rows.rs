//! The live rows, as a tablet's desk reads them.

use std::collections::BTreeSet;

use tenon_domain::entities::Right;
use tenon_domain::{Failure, Id, Key, Kind, Rows, Uuid};

use super::{json, spent};
use crate::{Connection, Row};

/// Reads the live rows and keeps which pending operations wrote what was read.
pub struct LiveRows<'c> {
    conn: &'c mut dyn Connection,
    writers: BTreeSet<i64>,
}

impl<'c> LiveRows<'c> {
    /// The live rows behind `conn`.
    pub fn new(conn: &'c mut dyn Connection) -> Self {
        Self { conn, writers: BTreeSet::new() }
    }

    /// Numbers of the pending operations that wrote what was read.
    pub fn into_writers(self) -> BTreeSet<i64> {
        self.writers
    }

    fn keep_writers(&mut self, row: &Row, at: usize) -> Result<(), Failure> {
        if let Some(writers) = row.maybe_text(at)? {
            self.writers.extend(json::read::<Vec<i64>>(writers)?);
        }
        Ok(())
    }
}

impl Rows for LiveRows<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        let sql = "SELECT body, writers FROM entities WHERE kind = ?1 AND id = ?2";
        let Some(row) = self.conn.query_one(sql, &[kind.as_str().into(), id.to_string().into()])? else {
            return Ok(None);
        };
        self.keep_writers(&row, 1)?;
        Ok(Some(row.text(0)?.to_owned()))
    }

    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        // Ordered by the key's column: see `crate::rows`.
        let sql = "SELECT e.id, e.body, e.writers FROM entity_keys k JOIN entities e ON e.kind = k.kind AND e.id = k.id \
                   WHERE k.kind = ?1 AND k.key = ?2 ORDER BY k.id";
        let mut found = Vec::new();
        for row in self.conn.query(sql, &[kind.as_str().into(), key.0.as_str().into()])? {
            self.keep_writers(&row, 2)?;
            found.push((row.parsed(0)?, row.text(1)?.to_owned()));
        }
        Ok(found)
    }

    fn spent(&mut self, right: Id<Right>, epoch: u64) -> Result<u32, Failure> {
        Ok(spent(self.conn, right, epoch)?)
    }
}

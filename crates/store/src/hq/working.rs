//! A commit's own view of the rows: what it wrote, which is in no table yet, over what it read of the tables.
//!
//! Written rows go to the tables together ([`super::flush`]), so that a commit of many operations costs few statements.
//! While a commit is under way nobody else writes: what it once read stays true.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tenon_domain::{Key, Kind, Touched, Uuid, Written};

use super::many::for_each;
use super::{at_once, portions};
use crate::{Connection, Error, Row, Value};

/// A row as it stands in the tables.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) n: i64,
    pub(super) body: String,
    /// A JSON array.
    keys: String,
    /// With a blank between.
    pub(super) scopes: String,
}

impl Stored {
    pub(super) fn keys(&self) -> Result<Vec<Key>, Error> {
        let keys: Vec<String> = serde_json::from_str(&self.keys).map_err(|e| Error::Corrupt(format!("keys: {e}")))?;
        Ok(keys.into_iter().map(Key).collect())
    }

    /// Reads the columns `n, body, keys, scopes` from column `at` on.
    fn read(row: &Row, at: usize) -> Result<Self, Error> {
        Ok(Self {
            n: row.integer(at)?,
            body: row.text(at + 1)?.to_owned(),
            keys: row.text(at + 2)?.to_owned(),
            scopes: row.text(at + 3)?.to_owned(),
        })
    }
}

/// What is known of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known<'w> {
    /// Its body.
    Here(&'w str),
    /// There is none.
    Absent,
    /// It has to be read.
    Unknown,
}

/// See the module.
#[derive(Default)]
pub(super) struct Working {
    /// Rows as the tables have them; none: there is no such row.
    pub(super) read: HashMap<(Kind, Uuid), Option<Stored>>,
    /// What keys find in the tables.
    found: BTreeMap<(Kind, Key), Vec<Uuid>>,
    /// Rows as this commit leaves them.
    pub(super) written: BTreeMap<(Kind, Uuid), Written>,
    /// What keys find among those.
    by_key: BTreeMap<(Kind, Key), BTreeSet<Uuid>>,
}

impl Working {
    pub(super) fn write(&mut self, kind: Kind, id: Uuid, written: Written) {
        for key in &written.keys {
            self.by_key.entry((kind, key.clone())).or_default().insert(id);
        }
        self.written.insert((kind, id), written);
    }

    /// A row, as far as it is known without asking.
    pub(super) fn known(&self, kind: Kind, id: Uuid) -> Known<'_> {
        match (self.written.get(&(kind, id)), self.read.get(&(kind, id))) {
            (Some(written), _) => Known::Here(&written.body),
            (None, Some(Some(stored))) => Known::Here(&stored.body),
            (None, Some(None)) => Known::Absent,
            (None, None) => Known::Unknown,
        }
    }

    /// What a key finds, ordered by identifier, as far as it is known without asking.
    pub(super) fn known_by_key(&self, kind: Kind, key: &Key) -> Option<Vec<(Uuid, String)>> {
        let sought = (kind, key.clone());
        let mut bodies = BTreeMap::new();
        for id in self.found.get(&sought)? {
            match self.written.get(&(kind, *id)) {
                Some(written) if !written.keys.contains(key) => {}
                _ => {
                    if let Known::Here(body) = self.known(kind, *id) {
                        bodies.insert(*id, body.to_owned());
                    }
                }
            }
        }
        for id in self.by_key.get(&sought).into_iter().flatten() {
            // It may have been written again since, without the key.
            if let Some(written) = self.written.get(&(kind, *id)).filter(|written| written.keys.contains(key)) {
                bodies.insert(*id, written.body.clone());
            }
        }
        Some(bodies.into_iter().collect())
    }

    /// Reads `wanted` from the tables, as far as it is not known; answers whether that was anything.
    pub(super) fn fetch(&mut self, conn: &mut dyn Connection, wanted: &BTreeSet<Touched>) -> Result<bool, Error> {
        let (mut rows, mut keys) = (BTreeMap::<Kind, Vec<Uuid>>::new(), BTreeMap::<Kind, Vec<&Key>>::new());
        for touched in wanted {
            match touched {
                Touched::Row(kind, id) if !self.read.contains_key(&(*kind, *id)) => {
                    rows.entry(*kind).or_default().push(*id);
                }
                Touched::Key(kind, key) if !self.found.contains_key(&(*kind, key.clone())) => {
                    keys.entry(*kind).or_default().push(key);
                }
                _ => {}
            }
        }
        let anything = !rows.is_empty() || !keys.is_empty();
        for (kind, ids) in rows {
            self.fetch_rows(conn, kind, &ids)?;
        }
        for (kind, keys) in keys {
            self.fetch_keys(conn, kind, &keys)?;
        }
        Ok(anything)
    }

    pub(super) fn fetch_rows(&mut self, conn: &mut dyn Connection, kind: Kind, ids: &[Uuid]) -> Result<(), Error> {
        for ids in portions(at_once(conn.engine()), ids) {
            let select = "SELECT id, n, body, keys, scopes FROM entities WHERE kind = ?1 AND";
            let sql = for_each(conn.engine(), select, "id", 2, ids.len());
            let args = ids.iter().map(|id| Value::from(id.to_string()));
            let rows = conn.query(&sql, &[kind.as_str().into()].into_iter().chain(args).collect::<Vec<_>>())?;
            self.read.extend(ids.iter().map(|id| ((kind, *id), None)));
            for row in rows {
                self.read.insert((kind, row.parsed(0)?), Some(Stored::read(&row, 1)?));
            }
        }
        Ok(())
    }

    fn fetch_keys(&mut self, conn: &mut dyn Connection, kind: Kind, keys: &[&Key]) -> Result<(), Error> {
        for keys in portions(at_once(conn.engine()), keys) {
            let select = "SELECT k.key, k.id, e.n, e.body, e.keys, e.scopes FROM entity_keys k \
                 JOIN entities e ON e.kind = k.kind AND e.id = k.id WHERE k.kind = ?1 AND";
            let sql = for_each(conn.engine(), select, "k.key", 2, keys.len());
            let args = keys.iter().map(|key| Value::from(key.0.as_str()));
            let rows = conn.query(&sql, &[kind.as_str().into()].into_iter().chain(args).collect::<Vec<_>>())?;
            self.found.extend(keys.iter().map(|key| ((kind, (*key).clone()), Vec::new())));
            for row in rows {
                let id = row.parsed(1)?;
                self.found.entry((kind, Key(row.text(0)?.to_owned()))).or_default().push(id);
                self.read.insert((kind, id), Some(Stored::read(&row, 2)?));
            }
        }
        Ok(())
    }
}

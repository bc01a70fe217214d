//! Entities by identifier and by key; the same tables at HQ and on a tablet.

use tenon_domain::entities::Right;
use tenon_domain::{Entity, Failure, Id, Key, Kind, Rows, Uuid};

use crate::{Connection, Error, Schema, Value};

/// How many rows one statement takes: more than an operation has. A text for each number of them stays prepared.
pub(crate) const AT_ONCE: usize = 32;
/// How many keys one statement looks up where many rows are read together.
const KEYS_AT_ONCE: usize = 256;

/// The rows of a database, as a desk reads them, and whose database it is.
pub struct SqlRows<'c>(pub &'c mut dyn Connection, pub Schema);

impl Rows for SqlRows<'_> {
    fn get(&mut self, kind: Kind, id: Uuid) -> Result<Option<String>, Failure> {
        Ok(body(self.0, kind, id)?)
    }

    fn by_key(&mut self, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Failure> {
        Ok(bodies_by_key(self.0, kind, key)?)
    }

    fn spent(&mut self, right: Id<Right>, epoch: u64) -> Result<u32, Failure> {
        if self.1 == Schema::Hq { Ok(0) } else { Ok(crate::tablet::spent(self.0, right, epoch)?) }
    }
}

impl SqlRows<'_> {
    /// The entity `id`, if it is here.
    pub fn entity<E: Entity>(&mut self, id: Id<E>) -> Result<Option<E>, Error> {
        body(self.0, E::KIND, id.0)?.map(|body| parse(&body)).transpose()
    }

    /// Every entity that `key` finds, ordered by identifier.
    pub fn entities_by<E: Entity>(&mut self, key: &Key) -> Result<Vec<E>, Error> {
        bodies_by_key(self.0, E::KIND, key)?.iter().map(|(_, body)| parse(body)).collect()
    }

    /// Whether any entity that `key` finds is as `fits` says; none is read beyond the first that is.
    pub fn any_by<E: Entity>(&mut self, key: &Key, fits: impl Fn(&E) -> bool) -> Result<bool, Error> {
        for (_, body) in bodies_by_key(self.0, E::KIND, key)? {
            if fits(&parse(&body)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Every entity that any of `keys` finds, in as few statements as that takes; of one key ordered by identifier. An
    /// entity that two of them find may be there twice.
    pub fn entities_by_any<E: Entity>(&mut self, keys: &[Key]) -> Result<Vec<E>, Error> {
        let places: Vec<String> = (0..KEYS_AT_ONCE).map(|at| format!("?{}", at + 2)).collect();
        let sql = format!(
            "SELECT e.body FROM entity_keys k JOIN entities e ON e.kind = k.kind AND e.id = k.id \
             WHERE k.kind = ?1 AND k.key IN ({}) ORDER BY k.key, k.id",
            places.join(", ")
        );
        let mut found = Vec::new();
        for some in keys.chunks(KEYS_AT_ONCE) {
            // Filled up with its last key, so that one text stays prepared.
            let filled = some.iter().chain(std::iter::repeat(&some[some.len() - 1])).take(KEYS_AT_ONCE);
            let args: Vec<Value> =
                [E::KIND.as_str().into()].into_iter().chain(filled.map(|key| key.0.as_str().into())).collect();
            for row in self.0.query(&sql, &args)? {
                found.push(parse(row.text(0)?)?);
            }
        }
        Ok(found)
    }

    /// Every entity of a kind, ordered by identifier. For kinds that are few.
    pub fn all<E: Entity>(&mut self) -> Result<Vec<E>, Error> {
        let sql = "SELECT body FROM entities WHERE kind = ?1 ORDER BY id";
        self.0.query(sql, &[E::KIND.as_str().into()])?.iter().map(|row| parse(row.text(0)?)).collect()
    }
}

/// Reads an entity out of its row.
pub(crate) fn parse<E: Entity>(body: &str) -> Result<E, Error> {
    serde_json::from_str(body).map_err(|e| Error::Corrupt(format!("{}: {e}", E::KIND.as_str())))
}

/// The body of one row.
pub(crate) fn body(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Option<String>, Error> {
    let sql = "SELECT body FROM entities WHERE kind = ?1 AND id = ?2";
    let row = conn.query_one(sql, &[kind.as_str().into(), id.to_string().into()])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

fn bodies_by_key(conn: &mut dyn Connection, kind: Kind, key: &Key) -> Result<Vec<(Uuid, String)>, Error> {
    // Ordered by the key's column: by the entity's, SQLite walks all entities of the kind to save itself the sorting.
    let sql = "SELECT e.id, e.body FROM entity_keys k JOIN entities e ON e.kind = k.kind AND e.id = k.id \
               WHERE k.kind = ?1 AND k.key = ?2 ORDER BY k.id";
    let rows = conn.query(sql, &[kind.as_str().into(), key.0.as_str().into()])?;
    rows.iter().map(|row| Ok((row.parsed(0)?, row.text(1)?.to_owned()))).collect()
}

/// Replaces the keys of one row, which are `held`.
pub(crate) fn change_keys(
    conn: &mut dyn Connection,
    kind: Kind,
    id: Uuid,
    held: &[Key],
    keys: &[Key],
) -> Result<(), Error> {
    let (kind, id) = (Value::from(kind.as_str()), Value::from(id.to_string()));
    for key in held.iter().filter(|key| !keys.contains(key)) {
        let sql = "DELETE FROM entity_keys WHERE kind = ?1 AND key = ?2 AND id = ?3";
        conn.execute(sql, &[kind.clone(), key.0.as_str().into(), id.clone()])?;
    }
    let fresh: Vec<&Key> = keys.iter().filter(|key| !held.contains(key)).collect();
    for fresh in fresh.chunks(AT_ONCE) {
        let rows: Vec<String> = (0..fresh.len()).map(|at| format!("(?1, ?{}, ?2)", at + 3)).collect();
        let sql = format!("INSERT INTO entity_keys (kind, key, id) VALUES {} ON CONFLICT DO NOTHING", rows.join(", "));
        let keys = fresh.iter().map(|key| Value::from(key.0.as_str()));
        conn.execute(&sql, &[kind.clone(), id.clone()].into_iter().chain(keys).collect::<Vec<_>>())?;
    }
    Ok(())
}

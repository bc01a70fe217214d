//! Written rows go to the tables: a few statements for many rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tenon_domain::{Kind, Scope, Uuid, Written};

use super::many::{Change, args, change};
use super::working::{Stored, Working};
use super::{at_once, portions};
use crate::{Connection, Error, Value};

/// What becomes of memberships and keys, as the arguments that name them.
#[derive(Default)]
struct Changes {
    keys_gone: Vec<[Value; 2]>,
    keys_new: Vec<[Value; 2]>,
    /// `scope, n, id` of memberships that go on.
    kept: Vec<[Value; 3]>,
    /// `scope, n, id` of memberships that end.
    left: Vec<[Value; 3]>,
    /// `scope, id` of memberships that begin.
    joined: Vec<[Value; 2]>,
    /// `scope, id` of memberships that begin, of rows that were there before: they may have a tombstone.
    back: Vec<[Value; 2]>,
}

/// Writes all that `working` holds as commit `n`; adds the scopes whose members changed to `scopes`.
pub(super) fn flush(
    conn: &mut dyn Connection,
    working: &mut Working,
    n: i64,
    scopes: &mut BTreeSet<Scope>,
) -> Result<(), Error> {
    let written = std::mem::take(&mut working.written);
    for kind in Kind::ALL {
        let of_kind = (*kind, Uuid::nil())..=(*kind, Uuid::max());
        let rows: Vec<(Uuid, &Written)> = written.range(of_kind).map(|((_, id), row)| (*id, row)).collect();
        if rows.is_empty() {
            continue;
        }
        let unread = rows.iter().map(|(id, _)| *id).filter(|id| !working.read.contains_key(&(*kind, *id)));
        let unread: Vec<Uuid> = unread.collect();
        working.fetch_rows(conn, *kind, &unread)?;
        let mut changes = Changes::default();
        for (id, row) in &rows {
            let before = working.read.get(&(*kind, *id)).and_then(Option::as_ref);
            changes.of(n, *id, row, before, scopes)?;
        }
        write_entities(conn, *kind, n, &rows)?;
        changes.write(conn, *kind, n)?;
    }
    *working = Working::default();
    Ok(())
}

impl Changes {
    fn of(
        &mut self,
        n: i64,
        id: Uuid,
        row: &Written,
        before: Option<&Stored>,
        changed: &mut BTreeSet<Scope>,
    ) -> Result<(), Error> {
        let id = Value::from(id.to_string());
        let held = before.map_or(Ok(Vec::new()), Stored::keys)?;
        let key = |key: &tenon_domain::Key| [Value::from(key.0.as_str()), id.clone()];
        self.keys_gone.extend(held.iter().filter(|held| !row.keys.contains(held)).map(key));
        self.keys_new.extend(row.keys.iter().filter(|key| !held.contains(key)).map(key));
        let scope = |text: &str| text.parse::<Scope>().map_err(|_| Error::Corrupt(format!("`{text}` is no scope")));
        let held = before.map_or("", |before| &before.scopes).split_whitespace().map(scope);
        let held: BTreeSet<Scope> = held.collect::<Result<_, _>>()?;
        let members: BTreeSet<Scope> = row.scopes.iter().copied().collect();
        for scope in &held {
            let was = before.map_or(n, |before| before.n);
            let named = [scope.to_string().into(), was.into(), id.clone()];
            if !members.contains(scope) {
                self.left.push(named);
            } else if was != n {
                self.kept.push(named);
            }
        }
        for scope in members.difference(&held) {
            let named = [scope.to_string().into(), id.clone()];
            if before.is_some() {
                self.back.push(named.clone());
            }
            self.joined.push(named);
        }
        changed.extend(held.union(&members));
        Ok(())
    }

    fn write(&self, conn: &mut dyn Connection, kind: Kind, n: i64) -> Result<(), Error> {
        let (kind, n) = (Value::from(kind.as_str()), Value::from(n));
        let same = [kind.clone(), n.clone()];
        let by_key = ["key", "id"];
        let gone = Change { what: "DELETE FROM entity_keys", table: "entity_keys", of: "kind = ?1" };
        change(conn, gone, &same[..1], by_key, &self.keys_gone)?;
        let by_n = ["scope", "n", "id"];
        let kept = Change { what: "UPDATE memberships SET n = ?2", table: "memberships", of: "kind = ?1" };
        change(conn, kept, &same, by_n, &self.kept)?;
        let left = Change { what: "UPDATE memberships SET n = ?2, gone = 1", ..kept };
        change(conn, left, &same, by_n, &self.left)?;
        let buried = Change { what: "DELETE FROM memberships", table: "memberships", of: "kind = ?1 AND gone = 1" };
        change(conn, buried, &same[..1], ["scope", "id"], &self.back)?;
        insert(conn, "entity_keys (kind, key, id)", &same[..1], &self.keys_new, "ON CONFLICT DO NOTHING")?;
        let same = [kind, n, Value::Integer(0)];
        insert(conn, "memberships (kind, n, gone, scope, id)", &same, &self.joined, "")
    }
}

fn write_entities(conn: &mut dyn Connection, kind: Kind, n: i64, rows: &[(Uuid, &Written)]) -> Result<(), Error> {
    let columns = |(id, row): &(Uuid, &Written)| {
        let keys: Vec<&str> = row.keys.iter().map(|key| key.0.as_str()).collect();
        let keys = serde_json::to_string(&keys).map_err(|e| Error::Corrupt(format!("keys: {e}")))?;
        let scopes: Vec<String> = row.scopes.iter().map(ToString::to_string).collect();
        Ok([id.to_string().into(), row.body.as_str().into(), keys.into(), scopes.join(" ").into()])
    };
    let rows = rows.iter().map(columns).collect::<Result<Vec<[Value; 4]>, Error>>()?;
    let again = "ON CONFLICT (kind, id) DO UPDATE SET \
                 n = excluded.n, body = excluded.body, keys = excluded.keys, scopes = excluded.scopes";
    insert(conn, "entities (kind, n, id, body, keys, scopes)", &[kind.as_str().into(), n.into()], &rows, again)
}

/// Inserts `rows` into `table (columns)`; the first columns have the values `same` in all of them.
pub(super) fn insert<const C: usize>(
    conn: &mut dyn Connection,
    table: &str,
    same: &[Value],
    rows: &[[Value; C]],
    otherwise: &str,
) -> Result<(), Error> {
    for rows in portions(at_once(conn.engine()), rows) {
        let mut sql = format!("INSERT INTO {table} VALUES ");
        for at in 0..rows.len() {
            let own = same.len() + at * C;
            let numbers = (1..=same.len()).chain(own + 1..=own + C);
            for (at, number) in numbers.enumerate() {
                let _ = write!(sql, "{}?{number}", if at == 0 { '(' } else { ',' });
            }
            sql += if at + 1 == rows.len() { ") " } else { "), " };
        }
        sql += otherwise;
        conn.execute(&sql, &args(same, rows))?;
    }
    Ok(())
}

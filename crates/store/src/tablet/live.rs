//! Live rows with what HQ sent of them, and the scopes through which that came.
//!
//! The base is what HQ sent: `base` of a row that a pending operation has written (its shadow), its body otherwise. The
//! live rows are the base with the pending operations performed on it.

use serde::Deserialize;
use tenon_domain::entities::Policy;
use tenon_domain::{Entity, Key, Kind, Scope, Uuid};

use super::json;
use crate::rows::{body, change_keys};
use crate::{Connection, Error, Value};

/// A row that HQ sent, by kind and identifier.
pub type Member = (Kind, Uuid);

fn args(kind: Kind, id: Uuid) -> [Value; 2] {
    [kind.as_str().into(), id.to_string().into()]
}

/// What is known of a row besides its body.
#[derive(Default)]
struct Held {
    keys: Vec<Key>,
    writers: Vec<i64>,
    shadowed: bool,
}

fn held(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Held, Error> {
    let sql = "SELECT keys, writers, shadowed FROM entities WHERE kind = ?1 AND id = ?2";
    let Some(row) = conn.query_one(sql, &args(kind, id))? else { return Ok(Held::default()) };
    let writers = row.maybe_text(1)?.map(json::read).transpose()?.unwrap_or_default();
    Ok(Held { keys: json::read(row.text(0)?)?, writers, shadowed: row.integer(2)? != 0 })
}

/// Writes what pending operation number `seq` left, keeping HQ's version as the shadow. Answers the keys the row had
/// before.
pub fn put_live(
    conn: &mut dyn Connection,
    seq: i64,
    (kind, id): Member,
    new: &str,
    keys: &[Key],
) -> Result<Vec<Key>, Error> {
    let [kind_value, id_value] = args(kind, id);
    let mut args = [kind_value, id_value, new.into(), json::write(&keys)?.into(), json::write(&[seq])?.into()];
    // Most rows that an operation writes are new.
    let added = conn.execute(
        "INSERT INTO entities (kind, id, body, keys, writers, shadowed, base) VALUES (?1, ?2, ?3, ?4, ?5, 1, NULL) \
         ON CONFLICT DO NOTHING",
        &args,
    )?;
    let mut before = Held::default();
    if added == 0 {
        before = held(conn, kind, id)?;
        before.writers.push(seq);
        args[4] = json::write(&before.writers)?.into();
        conn.execute(
            "UPDATE entities SET base = CASE WHEN shadowed = 1 THEN base ELSE body END, shadowed = 1, body = ?3, \
             keys = ?4, writers = ?5 WHERE kind = ?1 AND id = ?2",
            &args,
        )?;
    }
    change_keys(conn, kind, id, &before.keys, keys)?;
    Ok(before.keys)
}

/// Takes in HQ's version of a row: into the shadow where a pending operation has written the row, else into the live
/// row. `row` none: HQ's row is gone. Answers the keys that found the live row before.
pub fn put_base(conn: &mut dyn Connection, (kind, id): Member, row: Option<(&str, &[Key])>) -> Result<Vec<Key>, Error> {
    let held = held(conn, kind, id)?;
    let [kind_value, id_value] = args(kind, id);
    if held.shadowed {
        let sql = "UPDATE entities SET base = ?3 WHERE kind = ?1 AND id = ?2";
        conn.execute(sql, &[kind_value, id_value, row.map(|(body, _)| body).into()])?;
    } else if let Some((body, keys)) = row {
        conn.execute(
            "INSERT INTO entities (kind, id, body, keys, shadowed) VALUES (?1, ?2, ?3, ?4, 0) \
             ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, keys = excluded.keys",
            &[kind_value, id_value, body.into(), json::write(&keys)?.into()],
        )?;
        change_keys(conn, kind, id, &held.keys, keys)?;
    } else {
        remove(conn, (kind, id), &held.keys)?;
    }
    Ok(held.keys)
}

fn remove(conn: &mut dyn Connection, (kind, id): Member, keys: &[Key]) -> Result<(), Error> {
    conn.execute("DELETE FROM entities WHERE kind = ?1 AND id = ?2", &args(kind, id))?;
    change_keys(conn, kind, id, keys, &[])
}

/// Puts HQ's version back as the live row, if a pending operation has written it. `keys` gives the keys of a body.
pub fn restore(
    conn: &mut dyn Connection,
    (kind, id): Member,
    keys: impl FnOnce(&str) -> Vec<Key>,
) -> Result<(), Error> {
    let sql = "SELECT keys, base FROM entities WHERE kind = ?1 AND id = ?2 AND shadowed = 1";
    let Some(row) = conn.query_one(sql, &args(kind, id))? else { return Ok(()) };
    let before: Vec<Key> = json::read(row.text(0)?)?;
    let Some(base) = row.maybe_text(1)? else { return remove(conn, (kind, id), &before) };
    let keys = keys(base);
    let [kind_value, id_value] = args(kind, id);
    let sql = "UPDATE entities SET body = base, keys = ?3 WHERE kind = ?1 AND id = ?2";
    conn.execute(sql, &[kind_value, id_value, json::write(&keys)?.into()])?;
    change_keys(conn, kind, id, &before, &keys)
}

/// Drops the shadow of a row that no pending operation writes any more; the live row must be restored before.
pub fn settle_shadow(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<(), Error> {
    let sql = "UPDATE entities SET shadowed = 0, base = NULL WHERE kind = ?1 AND id = ?2 AND shadowed = 1";
    conn.execute(sql, &args(kind, id))?;
    Ok(())
}

/// The pending operations that wrote the row, in order.
pub fn writers(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Vec<i64>, Error> {
    Ok(held(conn, kind, id)?.writers)
}

/// Number `seq` wrote the row no more.
pub(super) fn forget_writer(conn: &mut dyn Connection, (kind, id): Member, seq: i64) -> Result<(), Error> {
    let mut left = writers(conn, kind, id)?;
    left.retain(|one| *one != seq);
    let left = if left.is_empty() { None } else { Some(json::write(&left)?) };
    let [kind, id] = args(kind, id);
    conn.execute("UPDATE entities SET writers = ?3 WHERE kind = ?1 AND id = ?2", &[kind, id, left.into()])?;
    Ok(())
}

/// The version of the chain's policy that this tablet knows; 0 before it knows one. Every operation is stamped with it, so
/// the rest of the policy is not read for it.
pub fn policy_version(conn: &mut dyn Connection) -> Result<u64, Error> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let body = body(conn, Policy::KIND, Policy::ID.0)?;
    body.map_or(Ok(0), |body| Ok(json::read::<Versioned>(&body)?.version))
}

/// Notes that HQ sent the row through `scope`.
pub fn join_scope(conn: &mut dyn Connection, scope: Scope, (kind, id): Member) -> Result<(), Error> {
    let [kind, id] = args(kind, id);
    let sql = "INSERT INTO memberships (scope, kind, id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    conn.execute(sql, &[scope.to_string().into(), kind, id])?;
    Ok(())
}

/// Ends the row's membership of `scope`; answers whether it was its last.
pub fn leave_scope(conn: &mut dyn Connection, scope: Scope, (kind, id): Member) -> Result<bool, Error> {
    let [kind, id] = args(kind, id);
    let sql = "DELETE FROM memberships WHERE scope = ?1 AND kind = ?2 AND id = ?3";
    conn.execute(sql, &[scope.to_string().into(), kind.clone(), id.clone()])?;
    Ok(!any_member(conn, &[kind, id])?)
}

/// Whether the row came through any scope.
pub fn is_member(conn: &mut dyn Connection, (kind, id): Member) -> Result<bool, Error> {
    any_member(conn, &args(kind, id))
}

fn any_member(conn: &mut dyn Connection, row: &[Value; 2]) -> Result<bool, Error> {
    Ok(conn.query_one("SELECT 1 FROM memberships WHERE kind = ?1 AND id = ?2 LIMIT 1", row)?.is_some())
}

/// Every row that came through `scope`.
pub fn members_of(conn: &mut dyn Connection, scope: Scope) -> Result<Vec<Member>, Error> {
    let sql = "SELECT kind, id FROM memberships WHERE scope = ?1 ORDER BY kind, id";
    let rows = conn.query(sql, &[scope.to_string().into()])?;
    rows.iter().map(|row| Ok((kind(row.text(0)?)?, row.parsed(1)?))).collect()
}

fn kind(name: &str) -> Result<Kind, Error> {
    Kind::parse(name).ok_or_else(|| Error::Corrupt(format!("`{name}` is no kind")))
}

/// Every row of HQ's as this tablet holds it, for checks: kind, identifier, body.
pub fn base_rows(conn: &mut dyn Connection) -> Result<Vec<(String, String, String)>, Error> {
    triples(
        conn,
        "SELECT kind, id, CASE WHEN shadowed = 1 THEN base ELSE body END FROM entities \
         WHERE shadowed = 0 OR base IS NOT NULL ORDER BY 1, 2",
    )
}

/// Every row as the screens see it, for checks: kind, identifier, body.
pub fn live_rows(conn: &mut dyn Connection) -> Result<Vec<(String, String, String)>, Error> {
    triples(conn, "SELECT kind, id, body FROM entities ORDER BY 1, 2")
}

fn triples(conn: &mut dyn Connection, sql: &str) -> Result<Vec<(String, String, String)>, Error> {
    let rows = conn.query(sql, &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned()))).collect()
}

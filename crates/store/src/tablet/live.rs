//! Live rows, their shadows, and the scopes through which HQ's rows came.
//!
//! The base is what HQ sent: a row's shadow where it has one, its live version otherwise. The live rows are the base
//! with the pending operations performed on it.

use tenon_domain::{Key, Kind, Scope, Uuid};

use crate::rows::{change_keys, keys_of};
use crate::{Connection, Error, Value};

/// A row that HQ sent, by kind and identifier.
pub type Member = (Kind, Uuid);

fn args(kind: Kind, id: Uuid) -> [Value; 2] {
    [kind.as_str().into(), id.to_string().into()]
}

/// Writes the live row, which `before` found.
fn write(
    conn: &mut dyn Connection,
    kind: Kind,
    id: Uuid,
    row: Option<(&str, &[Key])>,
    before: &[Key],
) -> Result<(), Error> {
    let [kind_value, id_value] = args(kind, id);
    if let Some((body, keys)) = row {
        conn.execute(
            "INSERT INTO entities (kind, id, body) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            &[kind_value, id_value, body.into()],
        )?;
        change_keys(conn, kind, id, before, keys)
    } else {
        conn.execute("DELETE FROM entities WHERE kind = ?1 AND id = ?2", &[kind_value, id_value])?;
        change_keys(conn, kind, id, before, &[])
    }
}

/// HQ's version of a row that a pending operation has written.
enum Shadow {
    /// HQ has it.
    Row(String),
    /// HQ has no such row.
    Absent,
}

fn shadow(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Option<Shadow>, Error> {
    let row = conn.query_one("SELECT body FROM shadows WHERE kind = ?1 AND id = ?2", &args(kind, id))?;
    row.map(|row| Ok(row.maybe_text(0)?.map_or(Shadow::Absent, |body| Shadow::Row(body.to_owned())))).transpose()
}

/// Writes what a pending operation left, keeping HQ's version as the shadow. Answers the keys the row had before.
pub fn put_live(conn: &mut dyn Connection, kind: Kind, id: Uuid, new: &str, keys: &[Key]) -> Result<Vec<Key>, Error> {
    let before = keys_of(conn, kind, id)?;
    // Where another pending operation has written the row, its shadow stands already.
    let sql = "INSERT INTO shadows (kind, id, body) \
               VALUES (?1, ?2, (SELECT body FROM entities WHERE kind = ?1 AND id = ?2)) ON CONFLICT DO NOTHING";
    conn.execute(sql, &args(kind, id))?;
    write(conn, kind, id, Some((new, keys)), &before)?;
    Ok(before)
}

/// Takes in HQ's version of a row: into the shadow where a pending operation has written the row, else into the live
/// row. `row` none: HQ's row is gone. Answers the keys that found the live row before.
pub fn put_base(
    conn: &mut dyn Connection,
    kind: Kind,
    id: Uuid,
    row: Option<(&str, &[Key])>,
) -> Result<Vec<Key>, Error> {
    let before = keys_of(conn, kind, id)?;
    if shadow(conn, kind, id)?.is_some() {
        let [kind_value, id_value] = args(kind, id);
        let sql = "UPDATE shadows SET body = ?3 WHERE kind = ?1 AND id = ?2";
        conn.execute(sql, &[kind_value, id_value, row.map(|(body, _)| body).into()])?;
    } else {
        write(conn, kind, id, row, &before)?;
    }
    Ok(before)
}

/// Puts HQ's version back as the live row, if a pending operation has written it. `keys` gives the keys of a body.
pub fn restore(
    conn: &mut dyn Connection,
    kind: Kind,
    id: Uuid,
    keys: impl FnOnce(&str) -> Vec<Key>,
) -> Result<(), Error> {
    let Some(shadow) = shadow(conn, kind, id)? else { return Ok(()) };
    let before = keys_of(conn, kind, id)?;
    match shadow {
        Shadow::Row(body) => {
            let keys = keys(&body);
            write(conn, kind, id, Some((&body, &keys)), &before)
        }
        Shadow::Absent => write(conn, kind, id, None, &before),
    }
}

/// Drops the shadow of a row that no pending operation writes any more; the live row must be restored before.
pub fn settle_shadow(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<(), Error> {
    conn.execute("DELETE FROM shadows WHERE kind = ?1 AND id = ?2", &args(kind, id))?;
    Ok(())
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
        "SELECT e.kind, e.id, e.body FROM entities e LEFT JOIN shadows s ON s.kind = e.kind AND s.id = e.id \
         WHERE s.kind IS NULL UNION ALL SELECT kind, id, body FROM shadows WHERE body IS NOT NULL ORDER BY 1, 2",
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

//! Single facts by name.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Connection, Error};

/// The fact `name`.
pub fn get_meta<T: DeserializeOwned>(conn: &mut dyn Connection, name: &str) -> Result<Option<T>, Error> {
    let row = conn.query_one("SELECT value FROM meta WHERE name = ?1", &[name.into()])?;
    row.map(|row| parse(name, row.text(0)?)).transpose()
}

/// The facts `one` and `other`, in one statement.
pub fn get_two<A: DeserializeOwned, B: DeserializeOwned>(
    conn: &mut dyn Connection,
    one: &str,
    other: &str,
) -> Result<(Option<A>, Option<B>), Error> {
    // Not `name IN (…)`: for that SQLite makes a table of its own, each time.
    let sql = "SELECT (SELECT value FROM meta WHERE name = ?1), (SELECT value FROM meta WHERE name = ?2)";
    let Some(row) = conn.query_one(sql, &[one.into(), other.into()])? else { return Ok((None, None)) };
    let one = row.maybe_text(0)?.map(|value| parse(one, value)).transpose()?;
    let other = row.maybe_text(1)?.map(|value| parse(other, value)).transpose()?;
    Ok((one, other))
}

fn parse<T: DeserializeOwned>(name: &str, value: &str) -> Result<T, Error> {
    serde_json::from_str(value).map_err(|e| Error::Corrupt(format!("{name}: {e}")))
}

/// Sets the fact `name`.
pub fn put_meta<T: Serialize>(conn: &mut dyn Connection, name: &str, value: &T) -> Result<(), Error> {
    let value = serde_json::to_string(value).map_err(|e| Error::Corrupt(format!("{name}: {e}")))?;
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    conn.execute(sql, &[name.into(), value.into()])?;
    Ok(())
}

/// Removes the fact `name`.
pub fn remove_meta(conn: &mut dyn Connection, name: &str) -> Result<(), Error> {
    conn.execute("DELETE FROM meta WHERE name = ?1", &[name.into()])?;
    Ok(())
}

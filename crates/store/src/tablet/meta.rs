//! Single facts by name.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Connection, Error};

/// The fact `name`.
pub fn get_meta<T: DeserializeOwned>(conn: &mut dyn Connection, name: &str) -> Result<Option<T>, Error> {
    let row = conn.query_one("SELECT value FROM meta WHERE name = ?1", &[name.into()])?;
    let Some(row) = row else { return Ok(None) };
    serde_json::from_str(row.text(0)?).map(Some).map_err(|e| Error::Corrupt(format!("{name}: {e}")))
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

//! Pages of a pull that is not complete.

use crate::{Connection, Error};

/// Keeps a page behind those before it.
pub fn stage(conn: &mut dyn Connection, page: &str) -> Result<(), Error> {
    let sql = "INSERT INTO staged (ordinal, page) SELECT COALESCE(MAX(ordinal), 0) + 1, ?1 FROM staged";
    conn.execute(sql, &[page.into()])?;
    Ok(())
}

/// Every page, in order.
pub fn staged(conn: &mut dyn Connection) -> Result<Vec<String>, Error> {
    let rows = conn.query("SELECT page FROM staged ORDER BY ordinal", &[])?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// How many pages wait.
pub fn staged_count(conn: &mut dyn Connection) -> Result<i64, Error> {
    conn.query_one("SELECT COUNT(*) FROM staged", &[])?.map_or(Ok(0), |row| row.integer(0))
}

/// Drops every page.
pub fn clear_staged(conn: &mut dyn Connection) -> Result<(), Error> {
    conn.execute("DELETE FROM staged", &[])?;
    Ok(())
}

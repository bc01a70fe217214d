//! Numbered schemas. A newer database is refused, never guessed at.

use crate::{Connection, Engine, Error, Value, transaction};

/// Whose tables a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Headquarters.
    Hq,
    /// A tablet's `work.db`.
    Tablet,
}

const HQ_SQLITE: &[&str] = &[include_str!("../../../migrations/hq/sqlite/0001_start.sql")];
const HQ_POSTGRES: &[&str] = &[include_str!("../../../migrations/hq/postgres/0001_start.sql")];
const TABLET: &[&str] = &[include_str!("../../../migrations/tablet/0001_start.sql")];

fn steps(schema: Schema, engine: Engine) -> &'static [&'static str] {
    match (schema, engine) {
        (Schema::Hq, Engine::Sqlite) => HQ_SQLITE,
        (Schema::Hq, Engine::Postgres) => HQ_POSTGRES,
        (Schema::Tablet, _) => TABLET,
    }
}

/// Brings the database to the latest schema, each step in a transaction of its own.
pub fn migrate(conn: &mut dyn Connection, schema: Schema) -> Result<(), Error> {
    conn.script(
        "CREATE TABLE IF NOT EXISTS schema_version (one BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)",
    )?;
    let steps = steps(schema, conn.engine());
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = version(conn)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for (at, step) in (1..).zip(steps) {
        if at > found {
            transaction(conn, |conn| -> Result<(), Error> {
                if version(conn)? >= at {
                    return Ok(());
                }
                conn.script(step)?;
                conn.execute("DELETE FROM schema_version", &[])?;
                conn.execute("INSERT INTO schema_version (one, version) VALUES (1, ?1)", &[Value::Integer(at)])?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

fn version(conn: &mut dyn Connection) -> Result<i64, Error> {
    conn.query_one("SELECT version FROM schema_version", &[])?.map_or(Ok(0), |row| row.integer(0))
}

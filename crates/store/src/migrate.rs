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

const HQ_SQLITE: &[&str] = &[
    include_str!("../../../migrations/hq/sqlite/0001_start.sql"),
    include_str!("../../../migrations/hq/sqlite/0002_console.sql"),
    include_str!("../../../migrations/hq/sqlite/0003_fewer_indexes.sql"),
];
const HQ_POSTGRES: &[&str] = &[
    include_str!("../../../migrations/hq/postgres/0001_start.sql"),
    include_str!("../../../migrations/hq/postgres/0002_console.sql"),
    include_str!("../../../migrations/hq/postgres/0003_fewer_indexes.sql"),
];
const TABLET: &[&str] = &[
    include_str!("../../../migrations/tablet/0001_start.sql"),
    include_str!("../../../migrations/tablet/0002_writers.sql"),
    include_str!("../../../migrations/tablet/0003_signed_when_handed_in.sql"),
    include_str!("../../../migrations/tablet/0004_blobs.sql"),
    include_str!("../../../migrations/tablet/0005_units.sql"),
    include_str!("../../../migrations/tablet/0006_thumbs.sql"),
    include_str!("../../../migrations/tablet/0007_room.sql"),
];

fn steps(schema: Schema, engine: Engine) -> &'static [&'static str] {
    match (schema, engine) {
        (Schema::Hq, Engine::Sqlite) => HQ_SQLITE,
        (Schema::Hq, Engine::Postgres) => HQ_POSTGRES,
        (Schema::Tablet, _) => TABLET,
    }
}

/// Brings the database to the latest schema, each step in a transaction of its own.
pub fn migrate(conn: &mut dyn Connection, schema: Schema) -> Result<(), Error> {
    if conn.engine() == Engine::Sqlite {
        return step_up(conn, schema);
    }
    // Two programs that start at once: PostgreSQL lets both make a table that is not there, and fails one of them.
    conn.script(&format!("SELECT pg_advisory_lock({MIGRATING})"))?;
    let done = step_up(conn, schema);
    let freed = conn.script(&format!("SELECT pg_advisory_unlock({MIGRATING})"));
    done.and(freed)
}

/// The number of the lock that whoever migrates holds; any that nobody else uses.
const MIGRATING: i64 = 7_463_661;

fn step_up(conn: &mut dyn Connection, schema: Schema) -> Result<(), Error> {
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

#[cfg(test)]
mod tests {
    use tenon_domain::entities::{Window, WorkKind};
    use tenon_domain::{Key, Kind, Touched, Uuid};

    use super::{Schema, TABLET, migrate, version};
    use crate::{Connection, Sqlite, tablet, transaction};

    #[test]
    fn what_waited_before_is_still_met_by_what_changes() {
        let dir = tempfile::tempdir().unwrap();
        let mut conn = Sqlite::open(&dir.path().join("work.db")).unwrap();
        conn.script("CREATE TABLE schema_version (one BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL)").unwrap();
        conn.script(TABLET[0]).unwrap();
        let (read, written) = (Uuid::from_u128(1), Uuid::from_u128(2));
        conn.script(&format!(
            "INSERT INTO schema_version VALUES (1, 1);
             INSERT INTO journal VALUES (1, '{read}', '', '{{}}', '', 0, NULL), (2, '{written}', '', '{{}}', '', 1, NULL);
             INSERT INTO touches VALUES ('row:card:{read}', 2, 0), ('row:card:{written}', 2, 1), ('key:card:a:b', 2, 1);
             INSERT INTO entities VALUES ('card', '{read}', 'r'), ('card', '{written}', 'w');
             INSERT INTO entity_keys VALUES ('card', 'c', '{read}');
             INSERT INTO shadows VALUES ('card', '{written}', 'HQ');"
        ))
        .unwrap();

        migrate(&mut conn, Schema::Tablet).unwrap();

        assert_eq!(version(&mut conn).unwrap(), i64::try_from(TABLET.len()).unwrap());
        let readers = tablet::readers(&mut conn).unwrap();
        for row in [read, written] {
            let met = tablet::touching(&mut conn, &readers, &Touched::Row(Kind::Card, row)).unwrap();
            assert_eq!(met.into_iter().collect::<Vec<_>>(), [2]);
        }
        assert_eq!(tablet::writers(&mut conn, Kind::Card, written).unwrap(), [2]);
        assert_eq!(tablet::writers(&mut conn, Kind::Card, read).unwrap(), [] as [i64; 0]);
        let key = Touched::Key(Kind::Card, Key("a:b".to_owned()));
        assert_eq!(tablet::touching(&mut conn, &readers, &key).unwrap().into_iter().collect::<Vec<_>>(), [2]);
        assert_eq!(tablet::written_rows(&mut conn, 2).unwrap().len(), 2);
        let row = |id: Uuid, body: &str| ("card".to_owned(), id.to_string(), body.to_owned());
        assert_eq!(tablet::live_rows(&mut conn).unwrap(), [row(read, "r"), row(written, "w")]);
        assert_eq!(tablet::base_rows(&mut conn).unwrap(), [row(read, "r"), row(written, "HQ")]);
        tablet::forget_touches(&mut conn, 2).unwrap();
        assert_eq!(tablet::writers(&mut conn, Kind::Card, written).unwrap(), [] as [i64; 0]);
    }

    #[test]
    fn windows_of_before_are_found_by_their_room() {
        let dir = tempfile::tempdir().unwrap();
        let mut conn = Sqlite::open(&dir.path().join("work.db")).unwrap();
        migrate(&mut conn, Schema::Tablet).unwrap();
        let (id, date) = (Uuid::from_u128(1), Key::new("date", "2026-11-24"));
        let body = r#"{"kind":"measure","date":"2026-11-24"}"#;
        transaction(&mut conn, |conn| tablet::put_base(conn, (Kind::Window, id), Some((body, &[date])))).unwrap();
        conn.script("UPDATE schema_version SET version = 6").unwrap();

        migrate(&mut conn, Schema::Tablet).unwrap();

        let found = |conn: &mut Sqlite| {
            let keys = conn.query("SELECT key FROM entity_keys ORDER BY key", &[]).unwrap();
            keys.iter().map(|row| row.text(0).unwrap().to_owned()).collect::<Vec<_>>()
        };
        let room = Window::with_room(WorkKind::Measure, "2026-11-24");
        assert_eq!(found(&mut conn), ["date=2026-11-24", room.0.as_str()]);
        transaction(&mut conn, |conn| tablet::put_base(conn, (Kind::Window, id), None)).unwrap();
        assert_eq!(found(&mut conn), [] as [&str; 0], "nothing stays behind");
    }
}

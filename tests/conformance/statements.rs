//! Statements, transactions and types.

use tenon_store::{Connection, Engine, Error, Schema, Value, migrate, savepoint, snapshot, transaction};

use crate::Place;

fn scratch(conn: &mut dyn Connection) {
    let bytes = if conn.engine() == Engine::Sqlite { "BLOB" } else { "BYTEA" };
    conn.script(&format!("CREATE TABLE scratch (a BIGINT, b TEXT, c {bytes})")).unwrap();
}

fn count(conn: &mut dyn Connection) -> i64 {
    conn.query_one("SELECT COUNT(*) FROM scratch", &[]).unwrap().unwrap().integer(0).unwrap()
}

pub fn values_come_back(place: &Place) {
    let mut conn = place.open();
    scratch(conn.as_mut());
    let rows = [
        [Value::Integer(i64::MAX), Value::from("特权卡 😀 O'Neil \\ \"x\" ?1 $1"), Value::Bytes(vec![0, 255, 1])],
        [Value::Integer(i64::MIN), Value::from(""), Value::Bytes(Vec::new())],
        [Value::Null, Value::Null, Value::Null],
    ];
    for row in &rows {
        let changed = conn.execute("INSERT INTO scratch (a, b, c) VALUES (?1, ?2, ?3)", row).unwrap();
        assert_eq!(changed, 1);
    }
    for row in &rows[..2] {
        let found = conn.query("SELECT a, b, c FROM scratch WHERE a = ?1", &row[..1]).unwrap();
        assert_eq!(found[0].0, row);
    }
    let nulls = conn.query("SELECT a, b, c FROM scratch WHERE a IS NULL", &[]).unwrap();
    assert_eq!(nulls[0].0, rows[2]);
    assert_eq!((nulls[0].maybe_integer(0).unwrap(), nulls[0].maybe_text(1).unwrap()), (None, None));
    assert!(nulls[0].integer(0).is_err());
    let sum = "SELECT CAST(SUM(a) AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM scratch WHERE a IS NULL";
    assert_eq!(conn.query(sum, &[]).unwrap()[0].0, [Value::Null, Value::Integer(1)]);
    assert_eq!(conn.execute("UPDATE scratch SET b = 'x' WHERE a = 7", &[]).unwrap(), 0);
    assert!(conn.query_one("SELECT a FROM scratch WHERE a = 7", &[]).unwrap().is_none());
}

pub fn arguments_go_by_number(place: &Place) {
    let mut conn = place.open();
    scratch(conn.as_mut());
    let args = [Value::Integer(1), Value::from("two")];
    conn.execute("INSERT INTO scratch (b, a) VALUES (?2, ?1)", &args).unwrap();
    let sql = "SELECT a, b FROM scratch WHERE b = ?2 AND a = ?1 AND a <= ?1 AND b >= ?2";
    let found = conn.query(sql, &args).unwrap();
    assert_eq!(found[0].0, args);
    let many: Vec<Value> = (1..=12).map(Value::Integer).collect();
    let backwards: Vec<String> = (1..=12).rev().map(|number| format!("CAST(?{number} AS BIGINT)")).collect();
    let found = conn.query(&format!("SELECT {}", backwards.join(", ")), &many).unwrap();
    assert!(found[0].0.iter().eq(many.iter().rev()), "?1 is not the beginning of ?10");
}

pub fn a_failed_transaction_leaves_nothing(place: &Place) {
    let mut conn = place.open();
    scratch(conn.as_mut());
    let insert = "INSERT INTO scratch (a) VALUES (1)";
    let failed = transaction(conn.as_mut(), |conn| -> Result<(), Error> {
        conn.execute(insert, &[])?;
        conn.execute("INSERT INTO nowhere (a) VALUES (1)", &[])?;
        Ok(())
    });
    assert!(failed.is_err());
    assert_eq!(count(conn.as_mut()), 0);
    let given_up = transaction(conn.as_mut(), |conn| -> Result<(), Error> {
        conn.execute(insert, &[])?;
        Err(Error::Corrupt("on purpose".to_owned()))
    });
    assert!(given_up.is_err());
    assert_eq!(count(conn.as_mut()), 0);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        transaction(conn.as_mut(), |conn| -> Result<(), Error> {
            conn.execute(insert, &[])?;
            panic!("on purpose")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(count(conn.as_mut()), 0);
    let read = snapshot(conn.as_mut(), |conn| -> Result<i64, Error> {
        place.open().execute(insert, &[])?;
        let seen = conn.query_one("SELECT COUNT(*) FROM scratch", &[])?.unwrap().integer(0)?;
        place.open().execute(insert, &[])?;
        let again = conn.query_one("SELECT COUNT(*) FROM scratch", &[])?.unwrap().integer(0)?;
        assert_eq!(seen, again, "a snapshot does not change while it is read");
        Ok(seen)
    });
    assert!(read.unwrap() <= 1);
    transaction(conn.as_mut(), |conn| conn.execute(insert, &[])).unwrap();
    assert_eq!(count(conn.as_mut()), 3);
}

pub fn a_savepoint_survives_an_error(place: &Place) {
    let mut conn = place.open();
    scratch(conn.as_mut());
    transaction(conn.as_mut(), |conn| -> Result<(), Error> {
        conn.execute("INSERT INTO scratch (a) VALUES (1)", &[])?;
        let broken = savepoint(conn, |conn| -> Result<(), Error> {
            conn.execute("INSERT INTO scratch (a) VALUES (2)", &[])?;
            conn.query("SELECT a FROM nowhere", &[])?;
            Ok(())
        });
        assert!(broken.is_err());
        savepoint(conn, |conn| conn.execute("INSERT INTO scratch (a) VALUES (3)", &[]))?;
        conn.execute("INSERT INTO scratch (a) VALUES (4)", &[])?;
        Ok(())
    })
    .unwrap();
    let rows = conn.query("SELECT a FROM scratch ORDER BY a", &[]).unwrap();
    let left: Vec<i64> = rows.iter().map(|row| row.integer(0).unwrap()).collect();
    assert_eq!(left, [1, 3, 4]);
}

pub fn text_is_ordered_by_bytes(place: &Place) {
    let mut conn = place.open();
    let mut keys = [
        "b", "a", "B", "A", "Zebra", "zebra", "_", "~", "é", "ä", "z", "瓷砖", "厨房", "😀", "￥", "10", "9", "a b",
        "a-b", "",
    ];
    for key in keys {
        let sql = "INSERT INTO entity_keys (kind, key, id) VALUES ('card', ?1, '0')";
        conn.execute(sql, &[key.into()]).unwrap();
    }
    keys.sort_unstable();
    let rows = conn.query("SELECT key FROM entity_keys WHERE kind = 'card' ORDER BY key", &[]).unwrap();
    let ordered: Vec<&str> = rows.iter().map(|row| row.text(0).unwrap()).collect();
    assert_eq!(ordered, keys);
    let sql = "SELECT key FROM entity_keys WHERE kind = ?1 AND key > ?2 ORDER BY key LIMIT 1";
    let next = conn.query_one(sql, &["card".into(), "Zebra".into()]).unwrap().unwrap();
    assert_eq!(next.text(0).unwrap(), "_");
    let rows = conn.query("SELECT MAX(key), MIN(key) FROM entity_keys", &[]).unwrap();
    assert_eq!((rows[0].text(0).unwrap(), rows[0].text(1).unwrap()), ("😀", ""));
}

pub fn a_newer_schema_is_refused(place: &Place) {
    let mut conn = place.open();
    migrate(conn.as_mut(), Schema::Hq).unwrap();
    conn.execute("UPDATE schema_version SET version = 1000", &[]).unwrap();
    assert!(matches!(migrate(conn.as_mut(), Schema::Hq), Err(Error::Newer { found: 1000, .. })));
}

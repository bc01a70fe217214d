//! A database of the first schema, with a past in it, goes on under the latest.

use tenon_domain::entities::Staff;
use tenon_domain::{Entity, Hash, Scope};
use tenon_store::hq::{self, commit, members_after};
use tenon_store::{Connection, Engine, Schema, SqlRows, migrate};

use crate::Place;
use crate::showroom::{id, seller};

const FIRST: [&str; 2] = [
    include_str!("../../migrations/hq/sqlite/0001_start.sql"),
    include_str!("../../migrations/hq/postgres/0001_start.sql"),
];

fn at_store(number: u128) -> Staff {
    Staff { id: id(1), store: Some(id(number)), ..seller(true) }
}

/// Someone who worked in store 1 and now in store 2, and a device with three operations, two of them judged.
fn first_schema(conn: &mut dyn Connection) {
    let first = FIRST[usize::from(conn.engine() == Engine::Postgres)];
    let (staff, body) = (id::<Staff>(1), serde_json::to_string(&at_store(2)).unwrap());
    let (left, held) = (Scope::Store(id(1)), Scope::Store(id(2)));
    let (device, hash) = (id::<tenon_domain::entities::Device>(9), Hash::of(b"three"));
    conn.script(&format!(
        "CREATE TABLE schema_version (one BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL);
         INSERT INTO schema_version VALUES (1, 1);
         {first}
         UPDATE head SET n = 2;
         INSERT INTO entities (kind, id, n, body) VALUES ('staff', '{staff}', 2, '{body}');
         INSERT INTO entity_keys (kind, key, id) VALUES ('staff', 'of:old', '{staff}'), ('staff', 'of:\"older\"', '{staff}');
         INSERT INTO memberships (scope, kind, id, n, gone) VALUES
            ('{left}', 'staff', '{staff}', 2, 1), ('{held}', 'staff', '{staff}', 2, 0);
         INSERT INTO received (device, seq, op, hash, bytes, signature, judged) VALUES
            ('{device}', 1, '{}', 'a', '1', '', 1), ('{device}', 2, '{}', 'b', '2', '', 1),
            ('{device}', 3, '{}', '{hash}', '3', '', 0);",
        id::<()>(11),
        id::<()>(12),
        id::<()>(13)
    ))
    .unwrap();
}

pub fn an_older_database_goes_on(place: &Place) {
    let mut conn = place.connect();
    first_schema(conn.as_mut());

    migrate(conn.as_mut(), Schema::Hq).unwrap();

    let conn = conn.as_mut();
    assert_eq!(hq::tail(conn, id(9)).unwrap(), hq::Tail { seq: 3, hash: Hash::of(b"three") });
    assert_eq!(hq::waiting(conn, id(9), 9).unwrap().iter().map(|one| one.seq).collect::<Vec<_>>(), [3]);
    let (left, held) = (Scope::Store(id(1)), Scope::Store(id(2)));
    assert!(members_after(conn, left, 1, 9).unwrap()[0].body.is_none());
    assert!(members_after(conn, held, 1, 9).unwrap()[0].body.is_some());
    // Back to where the tombstone is: the keys of before go, and everyone is told once.
    commit(conn, |commit| commit.put(&at_store(1))).unwrap();
    let back = members_after(conn, left, 1, 9).unwrap();
    assert_eq!((back.len(), back[0].n, back[0].body.is_some()), (1, 3, true));
    let gone = members_after(conn, held, 1, 9).unwrap();
    assert_eq!((gone.len(), gone[0].n, gone[0].body.is_none()), (1, 3, true));
    assert_eq!(SqlRows(conn, Schema::Hq).all::<Staff>().unwrap(), [at_store(1)]);
    let keys = conn.query("SELECT key FROM entity_keys ORDER BY key", &[]).unwrap();
    assert_eq!(keys.len(), at_store(1).keys().len());
}

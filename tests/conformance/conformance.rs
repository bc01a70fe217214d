//! Both database engines must do the same: each case runs over SQLite and over PostgreSQL, in a database of its own.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, missing_docs, unreachable_pub)] // A test.

mod engine;
mod rows;
mod statements;
mod tls;
mod upgrade;
mod writers;

#[allow(dead_code, reason = "the engine's own tests need the rest")]
#[path = "../../crates/sync/tests/sync/showroom.rs"]
mod showroom;

use std::path::PathBuf;

use tenon_store::{Connection, Engine, Postgres, Schema, Sqlite, migrate};
use tenon_tests::postgres::TestServer;

/// Where a case's database is; every call of `open` is another connection to it.
#[derive(Debug, Clone)]
pub enum Place {
    File(PathBuf),
    Server(String),
}

impl Place {
    pub fn connect(&self) -> Box<dyn Connection> {
        match self {
            Self::File(path) => Box::new(Sqlite::open(path).unwrap()),
            Self::Server(url) => Box::new(Postgres::connect(url).unwrap()),
        }
    }

    /// Brought to the latest schema.
    pub fn open(&self) -> Box<dyn Connection> {
        let mut conn = self.connect();
        migrate(conn.as_mut(), Schema::Hq).unwrap();
        conn
    }
}

type Case = (&'static str, fn(&Place));

const CASES: &[Case] = &[
    ("values come back as they went in", statements::values_come_back),
    ("arguments go by their numbers", statements::arguments_go_by_number),
    ("a failed transaction leaves nothing", statements::a_failed_transaction_leaves_nothing),
    ("a savepoint survives an error", statements::a_savepoint_survives_an_error),
    ("text is ordered by its bytes", statements::text_is_ordered_by_bytes),
    ("a newer schema is refused", statements::a_newer_schema_is_refused),
    ("commits are numbered without a gap", rows::commits_are_numbered),
    ("keys follow their row", rows::keys_follow_their_row),
    ("many keys are looked up together", rows::many_keys_are_looked_up_together),
    ("a row that leaves a scope leaves a tombstone", rows::leaving_leaves_a_tombstone),
    ("members come in whole commits", rows::members_come_in_whole_commits),
    ("what was received is kept in order", rows::received_is_kept_in_order),
    ("strays and contacts", rows::strays_and_contacts),
    ("an older database goes on", upgrade::an_older_database_goes_on),
    ("no cursor skips a row while writers race", writers::no_cursor_skips_a_row),
    ("racing writers lose nothing", writers::racing_writers_lose_nothing),
    ("the engine ends with equal rows", engine::equal_rows_in_the_end),
];

#[test]
fn on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    for (at, (name, case)) in CASES.iter().enumerate() {
        eprintln!("sqlite: {name}");
        case(&Place::File(dir.path().join(format!("{at}.db"))));
    }
}

#[test]
fn on_postgres() {
    let Some(server) = TestServer::start() else { return };
    for (name, case) in CASES {
        eprintln!("postgres: {name}");
        let place = Place::Server(server.database());
        assert_eq!(place.connect().engine(), Engine::Postgres);
        case(&place);
    }
}

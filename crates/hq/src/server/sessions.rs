//! Who is signed in at the console: random tokens whose hashes lie in the database, so that every server over it knows
//! them, and how often a wrong PIN was given for a name.

use tenon_domain::entities::Staff;
use tenon_domain::{Hash, Id};
use tenon_store::{Connection, Error, Value, transaction};

/// How long a session lasts.
const LIFE_MS: i64 = 12 * 60 * 60 * 1000;
/// Wrong PINs before a name is locked, and for how long.
const TRIES: u32 = 5;
const LOCK_MS: i64 = 60 * 1000;
/// How long wrong PINs are remembered.
const MEMORY_MS: i64 = 24 * 60 * 60 * 1000;

fn hash(text: &str) -> Value {
    Hash::of(text.as_bytes()).to_string().into()
}

/// Begins the session of `staff` under `token`; forgets those that are over.
pub(super) fn begin(conn: &mut dyn Connection, token: &str, staff: Id<Staff>, now_ms: i64) -> Result<(), Error> {
    transaction(conn, |conn| {
        conn.execute("DELETE FROM console_sessions WHERE until_ms <= ?1", &[now_ms.into()])?;
        let sql = "INSERT INTO console_sessions (token_hash, staff, until_ms) VALUES (?1, ?2, ?3)";
        conn.execute(sql, &[hash(token), staff.to_string().into(), (now_ms + LIFE_MS).into()])?;
        Ok(())
    })
}

/// Who holds `token`.
pub(super) fn staff(conn: &mut dyn Connection, token: &str, now_ms: i64) -> Result<Option<Id<Staff>>, Error> {
    let sql = "SELECT staff FROM console_sessions WHERE token_hash = ?1 AND until_ms > ?2";
    conn.query_one(sql, &[hash(token), now_ms.into()])?.map(|row| row.parsed(0)).transpose()
}

/// Ends a session.
pub(super) fn end(conn: &mut dyn Connection, token: &str) -> Result<(), Error> {
    conn.execute("DELETE FROM console_sessions WHERE token_hash = ?1", &[hash(token)])?;
    Ok(())
}

/// Until when `login` is locked, if it is.
pub(super) fn locked(conn: &mut dyn Connection, login: &str, now_ms: i64) -> Result<Option<i64>, Error> {
    let sql = "SELECT locked_until_ms FROM console_tries WHERE login_hash = ?1 AND locked_until_ms > ?2";
    conn.query_one(sql, &[hash(login), now_ms.into()])?.map(|row| row.integer(0)).transpose()
}

/// Notes a right or wrong PIN for `login`; answers how many tries are left.
pub(super) fn tried(conn: &mut dyn Connection, login: &str, right: bool, now_ms: i64) -> Result<u32, Error> {
    transaction(conn, |conn| {
        if right {
            conn.execute("DELETE FROM console_tries WHERE login_hash = ?1", &[hash(login)])?;
            return Ok(TRIES);
        }
        conn.execute("DELETE FROM console_tries WHERE at_ms <= ?1", &[(now_ms - MEMORY_MS).into()])?;
        let sql = "INSERT INTO console_tries (login_hash, wrong, locked_until_ms, at_ms) VALUES (?1, 1, 0, ?2) \
                   ON CONFLICT (login_hash) DO UPDATE SET wrong = console_tries.wrong + 1, at_ms = excluded.at_ms \
                   RETURNING wrong";
        let row = conn.query_one(sql, &[hash(login), now_ms.into()])?;
        let wrong = row.map_or(Ok(1), |row| row.integer(0))?;
        let left = TRIES.saturating_sub(u32::try_from(wrong).unwrap_or(TRIES));
        if left == 0 {
            let sql = "UPDATE console_tries SET wrong = 0, locked_until_ms = ?2 WHERE login_hash = ?1";
            conn.execute(sql, &[hash(login), (now_ms + LOCK_MS).into()])?;
        }
        Ok(left)
    })
}

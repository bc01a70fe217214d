//! The journal: every operation of this tablet, and the rights that the pending ones spent.

use tenon_domain::entities::Right;
use tenon_domain::{Hash, Id, OpId, Spend};

use super::Touches;
use crate::{Connection, Error, Row};

/// An operation in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number on this tablet.
    pub seq: i64,
    /// Its identifier.
    pub op: OpId,
    /// The operation in its stamp, byte for byte as it was made.
    pub bytes: String,
    /// Whether HQ's verdict has not been pulled yet.
    pub pending: bool,
    /// Why it no longer goes through on this tablet: a refusal as JSON.
    pub unapplied: Option<String>,
}

impl Entry {
    /// The link that the next operation's `prev` holds.
    pub fn hash(&self) -> Hash {
        Hash::of(self.bytes.as_bytes())
    }
}

const ENTRY: &str = "SELECT seq, op, bytes, pending, unapplied FROM journal";

fn read(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        seq: row.integer(0)?,
        op: row.parsed(1)?,
        bytes: row.text(2)?.to_owned(),
        pending: row.integer(3)? != 0,
        unapplied: row.maybe_text(4)?.map(str::to_owned),
    })
}

/// Number and hash of the last operation; zeros before the first.
pub fn tail(conn: &mut dyn Connection) -> Result<(i64, Hash), Error> {
    match conn.query_one("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", &[])? {
        Some(row) => Ok((row.integer(0)?, row.parsed(1)?)),
        None => Ok((0, Hash::default())),
    }
}

/// Adds an operation that waits for its verdict, and what it touched.
pub fn append(conn: &mut dyn Connection, seq: i64, op: OpId, bytes: String, touches: &Touches) -> Result<(), Error> {
    let hash = Hash::of(bytes.as_bytes());
    conn.execute(
        "INSERT INTO journal (seq, op, hash, pending, touched, bytes) VALUES (?1, ?2, ?3, 1, ?4, ?5)",
        &[seq.into(), op.to_string().into(), hash.to_string().into(), touches.to_text()?.into(), bytes.into()],
    )?;
    Ok(())
}

/// Operation number `seq`.
pub fn entry(conn: &mut dyn Connection, seq: i64) -> Result<Option<Entry>, Error> {
    conn.query_one(&format!("{ENTRY} WHERE seq = ?1"), &[seq.into()])?.map(|row| read(&row)).transpose()
}

/// Operation `op`, if it waits for its verdict. Looks through all that do, for a person who waits for a paper.
pub fn pending_of(conn: &mut dyn Connection, op: OpId) -> Result<Option<Entry>, Error> {
    let sql = format!("{ENTRY} WHERE pending = 1 AND op = ?1");
    conn.query_one(&sql, &[op.to_string().into()])?.map(|row| read(&row)).transpose()
}

/// At most `limit` pending operations after number `after`, in order.
pub fn pending_after(conn: &mut dyn Connection, after: i64, limit: usize) -> Result<Vec<Entry>, Error> {
    let sql = format!("{ENTRY} WHERE pending = 1 AND seq > ?1 ORDER BY seq LIMIT {limit}");
    conn.query(&sql, &[after.into()])?.iter().map(read).collect()
}

/// Operations after number `after`, judged or not, for handing in: at most `limit` of them.
pub fn to_push(conn: &mut dyn Connection, after: i64, limit: usize) -> Result<Vec<Entry>, Error> {
    let sql = format!("{ENTRY} WHERE seq > ?1 ORDER BY seq LIMIT {limit}");
    conn.query(&sql, &[after.into()])?.iter().map(read).collect()
}

/// How many operations wait for their verdict.
pub fn pending_count(conn: &mut dyn Connection) -> Result<i64, Error> {
    conn.query_one("SELECT COUNT(*) FROM journal WHERE pending = 1", &[])?.map_or(Ok(0), |row| row.integer(0))
}

/// Notes that the verdict on number `seq` was pulled.
pub fn mark_judged(conn: &mut dyn Connection, seq: i64) -> Result<(), Error> {
    conn.execute("UPDATE journal SET pending = 0, unapplied = NULL WHERE seq = ?1", &[seq.into()])?;
    Ok(())
}

/// Notes whether number `seq` still goes through here.
pub fn set_unapplied(conn: &mut dyn Connection, seq: i64, refusal: Option<&str>) -> Result<(), Error> {
    conn.execute("UPDATE journal SET unapplied = ?2 WHERE seq = ?1", &[seq.into(), refusal.into()])?;
    Ok(())
}

/// Records the rights that `op` spent.
pub fn put_spends(conn: &mut dyn Connection, op: OpId, spends: &[Spend]) -> Result<(), Error> {
    for spend in spends {
        let epoch = i64::try_from(spend.epoch).unwrap_or(i64::MAX);
        let sql = "INSERT INTO spends (right_id, op, epoch, units) VALUES (?1, ?2, ?3, ?4)";
        conn.execute(
            sql,
            &[spend.right.to_string().into(), op.to_string().into(), epoch.into(), i64::from(spend.units).into()],
        )?;
    }
    Ok(())
}

/// Units of `right`, under `epoch`, that operations without a verdict have spent.
pub fn spent(conn: &mut dyn Connection, right: Id<Right>, epoch: u64) -> Result<u32, Error> {
    let epoch = i64::try_from(epoch).unwrap_or(i64::MAX);
    let sql = "SELECT COALESCE(SUM(units), 0) FROM spends WHERE right_id = ?1 AND epoch = ?2";
    let row = conn.query_one(sql, &[right.to_string().into(), epoch.into()])?;
    Ok(u32::try_from(row.map_or(Ok(0), |row| row.integer(0))?).unwrap_or(u32::MAX))
}

/// Takes out what `op` spent: its verdict is pulled, and HQ's rows say what is left.
pub fn take_out_spends(conn: &mut dyn Connection, op: OpId, spends: &[Spend]) -> Result<(), Error> {
    for spend in spends {
        let sql = "DELETE FROM spends WHERE right_id = ?1 AND op = ?2";
        conn.execute(sql, &[spend.right.to_string().into(), op.to_string().into()])?;
    }
    Ok(())
}

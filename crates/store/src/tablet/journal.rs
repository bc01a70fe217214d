//! The journal: every operation of this tablet, what the pending ones touch, and the rights they spent.

use std::collections::BTreeSet;

use tenon_domain::entities::Right;
use tenon_domain::{Hash, Id, Key, Kind, OpId, Reading, Signed, Spend, Touched, Uuid, Written};

use crate::{Connection, Error, Row, Value};

/// An operation in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number on this tablet.
    pub seq: i64,
    /// Its identifier.
    pub op: OpId,
    /// The exact bytes and their signature.
    pub signed: Signed,
    /// Whether HQ's verdict has not been pulled yet.
    pub pending: bool,
    /// Why it no longer goes through on this tablet: a refusal as JSON.
    pub unapplied: Option<String>,
}

const ENTRY: &str = "SELECT seq, op, bytes, signature, pending, unapplied FROM journal";

fn read(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        seq: row.integer(0)?,
        op: row.parsed(1)?,
        signed: Signed { bytes: row.text(2)?.to_owned(), signature: row.text(3)?.to_owned() },
        pending: row.integer(4)? != 0,
        unapplied: row.maybe_text(5)?.map(str::to_owned),
    })
}

/// Number and hash of the last operation; zeros before the first.
pub fn tail(conn: &mut dyn Connection) -> Result<(i64, Hash), Error> {
    match conn.query_one("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", &[])? {
        Some(row) => Ok((row.integer(0)?, row.parsed(1)?)),
        None => Ok((0, Hash::default())),
    }
}

/// Adds an operation that waits for its verdict.
pub fn append(conn: &mut dyn Connection, seq: i64, op: OpId, signed: &Signed) -> Result<(), Error> {
    conn.execute(
        "INSERT INTO journal (seq, op, hash, bytes, signature, pending) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        &[
            seq.into(),
            op.to_string().into(),
            signed.hash().to_string().into(),
            signed.bytes.as_str().into(),
            signed.signature.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Operation number `seq`.
pub fn entry(conn: &mut dyn Connection, seq: i64) -> Result<Option<Entry>, Error> {
    conn.query_one(&format!("{ENTRY} WHERE seq = ?1"), &[seq.into()])?.map(|row| read(&row)).transpose()
}

/// The number of operation `op`.
pub fn seq_of(conn: &mut dyn Connection, op: OpId) -> Result<Option<i64>, Error> {
    let row = conn.query_one("SELECT seq FROM journal WHERE op = ?1", &[op.to_string().into()])?;
    row.map(|row| row.integer(0)).transpose()
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

fn row_target(kind: Kind, id: Uuid) -> String {
    format!("row:{}:{id}", kind.as_str())
}

fn key_target(kind: Kind, key: &Key) -> String {
    format!("key:{}:{}", kind.as_str(), key.0)
}

fn target(touched: &Touched) -> String {
    match touched {
        Touched::Row(kind, id) => row_target(*kind, *id),
        Touched::Key(kind, key) => key_target(*kind, key),
    }
}

/// Records what number `seq` read, and what it wrote where it went through. `keys_before` are keys that found a written
/// row before.
pub fn put_touches(
    conn: &mut dyn Connection,
    seq: i64,
    reading: &Reading,
    writes: &[(Kind, Uuid, &Written)],
    keys_before: &[(Kind, Key)],
) -> Result<(), Error> {
    let mut targets: BTreeSet<(String, i64)> = reading.reads.iter().map(|touched| (target(touched), 0)).collect();
    for (kind, id, written) in writes {
        targets.insert((row_target(*kind, *id), 1));
        targets.extend(written.keys.iter().map(|key| (key_target(*kind, key), 1)));
    }
    targets.extend(keys_before.iter().map(|(kind, key)| (key_target(*kind, key), 1)));
    for (target, written) in targets {
        let sql = "INSERT INTO touches (target, seq, written) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        conn.execute(sql, &[target.into(), seq.into(), Value::Integer(written)])?;
    }
    Ok(())
}

/// Forgets what number `seq` read and wrote.
pub fn forget_touches(conn: &mut dyn Connection, seq: i64) -> Result<(), Error> {
    conn.execute("DELETE FROM touches WHERE seq = ?1", &[seq.into()])?;
    Ok(())
}

/// Pending operations that read or wrote `touched`.
pub fn touching(conn: &mut dyn Connection, touched: &Touched) -> Result<Vec<i64>, Error> {
    let sql = "SELECT DISTINCT seq FROM touches WHERE target = ?1 ORDER BY seq";
    conn.query(sql, &[target(touched).into()])?.iter().map(|row| row.integer(0)).collect()
}

/// Pending operations that wrote the row.
pub fn writers(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Vec<i64>, Error> {
    let sql = "SELECT seq FROM touches WHERE target = ?1 AND written = 1 ORDER BY seq";
    conn.query(sql, &[row_target(kind, id).into()])?.iter().map(|row| row.integer(0)).collect()
}

/// The pending operations whose writes a decision read: what it builds on.
pub fn depends_on(conn: &mut dyn Connection, reading: &Reading) -> Result<Vec<OpId>, Error> {
    let mut ops = BTreeSet::new();
    for touched in &reading.reads {
        let sql = "SELECT j.op FROM touches t JOIN journal j ON j.seq = t.seq WHERE t.target = ?1 AND t.written = 1";
        for row in conn.query(sql, &[target(touched).into()])? {
            ops.insert(row.parsed(0)?);
        }
    }
    Ok(ops.into_iter().collect())
}

/// What number `seq` wrote: rows, and the keys that found them.
pub fn written_rows(conn: &mut dyn Connection, seq: i64) -> Result<Vec<Touched>, Error> {
    let rows =
        conn.query("SELECT target FROM touches WHERE seq = ?1 AND written = 1 ORDER BY target", &[seq.into()])?;
    rows.iter().map(|row| parse_target(row.text(0)?)).collect()
}

/// What number `seq` read of that which a pending operation after it has written.
pub fn overtaken_reads(conn: &mut dyn Connection, seq: i64) -> Result<Vec<Touched>, Error> {
    let sql = "SELECT DISTINCT r.target FROM touches r JOIN touches w ON w.target = r.target \
               WHERE r.seq = ?1 AND r.written = 0 AND w.written = 1 AND w.seq > r.seq ORDER BY r.target";
    conn.query(sql, &[seq.into()])?.iter().map(|row| parse_target(row.text(0)?)).collect()
}

fn parse_target(target: &str) -> Result<Touched, Error> {
    let unreadable = || Error::Corrupt(format!("`{target}` is no target"));
    let mut parts = target.splitn(3, ':');
    let (noun, kind, rest) = (parts.next(), parts.next(), parts.next().ok_or_else(unreadable)?);
    let kind = kind.and_then(Kind::parse).ok_or_else(unreadable)?;
    match noun {
        Some("row") => Uuid::parse_str(rest).map(|id| Touched::Row(kind, id)).map_err(|_| unreadable()),
        Some("key") => Ok(Touched::Key(kind, Key(rest.to_owned()))),
        _ => Err(unreadable()),
    }
}

/// Records the rights that `op` spent.
pub fn put_spends(conn: &mut dyn Connection, op: OpId, spends: &[Spend]) -> Result<(), Error> {
    for spend in spends {
        let epoch = i64::try_from(spend.epoch).unwrap_or(i64::MAX);
        let sql = "INSERT INTO spends (right_id, op, epoch) VALUES (?1, ?2, ?3)";
        conn.execute(sql, &[spend.right.to_string().into(), op.to_string().into(), epoch.into()])?;
    }
    Ok(())
}

/// Units of `right`, under `epoch`, that operations without a verdict have spent.
pub fn spent(conn: &mut dyn Connection, right: Id<Right>, epoch: u64) -> Result<u32, Error> {
    let epoch = i64::try_from(epoch).unwrap_or(i64::MAX);
    let sql = "SELECT COUNT(*) FROM spends WHERE right_id = ?1 AND epoch = ?2";
    let row = conn.query_one(sql, &[right.to_string().into(), epoch.into()])?;
    Ok(u32::try_from(row.map_or(Ok(0), |row| row.integer(0))?).unwrap_or(u32::MAX))
}

/// Takes out what `op` spent: its verdict is pulled, and HQ's rows say what is left.
pub fn take_out_spends(conn: &mut dyn Connection, op: OpId) -> Result<(), Error> {
    conn.execute("DELETE FROM spends WHERE op = ?1", &[op.to_string().into()])?;
    Ok(())
}

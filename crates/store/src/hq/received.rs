//! What devices handed in, byte for byte.

use std::collections::BTreeSet;

use tenon_domain::{DeviceId, Hash, OpId, Signed};

use super::flush::insert;
use super::many::for_each;
use super::{at_once, portions};
use crate::{Connection, Error, Row, Value};

/// An operation as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its sequence on the device.
    pub seq: i64,
    /// The exact bytes and their signature.
    pub signed: Signed,
}

/// The end of a device's chain, as HQ holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tail {
    /// The last sequence received; 0 before the first.
    pub seq: i64,
    /// Its hash; zeros before the first.
    pub hash: Hash,
}

/// An operation that continues a chain.
#[derive(Debug, Clone)]
pub struct Arrived<'s> {
    /// Its sequence on the device.
    pub seq: i64,
    /// Its identifier.
    pub op: OpId,
    /// The hash of its bytes.
    pub hash: Hash,
    /// The exact bytes and their signature.
    pub signed: &'s Signed,
}

/// The end of the chain of `device`.
pub fn tail(conn: &mut dyn Connection, device: DeviceId) -> Result<Tail, Error> {
    let sql = "SELECT seq, hash FROM chains WHERE device = ?1";
    match conn.query_one(sql, &[device.to_string().into()])? {
        Some(row) => Ok(Tail { seq: row.integer(0)?, hash: row.parsed(1)? }),
        None => Ok(Tail::default()),
    }
}

/// Adds an operation to the end of the chain of `device`.
pub fn append(conn: &mut dyn Connection, device: DeviceId, seq: i64, op: OpId, signed: &Signed) -> Result<(), Error> {
    append_all(conn, device, &[Arrived { seq, op, hash: signed.hash(), signed }])
}

/// Adds operations to the end of the chain of `device`, in its order.
pub fn append_all(conn: &mut dyn Connection, device: DeviceId, arrived: &[Arrived<'_>]) -> Result<(), Error> {
    let Some(last) = arrived.last() else { return Ok(()) };
    let row = |one: &Arrived<'_>| {
        let (op, hash) = (one.op.to_string(), one.hash.to_string());
        let Signed { bytes, signature } = one.signed;
        [one.seq.into(), op.into(), hash.into(), bytes.as_str().into(), signature.as_str().into()]
    };
    let rows: Vec<[Value; 5]> = arrived.iter().map(row).collect();
    let device = Value::from(device.to_string());
    insert(conn, "received (device, seq, op, hash, bytes, signature)", std::slice::from_ref(&device), &rows, "")?;
    conn.execute(
        "INSERT INTO chains (device, seq, hash, judged) VALUES (?1, ?2, ?3, 0) \
         ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        &[device, last.seq.into(), last.hash.to_string().into()],
    )?;
    Ok(())
}

/// What `device` handed in as number `seq`.
pub fn at(conn: &mut dyn Connection, device: DeviceId, seq: i64) -> Result<Option<Received>, Error> {
    let sql = "SELECT seq, bytes, signature FROM received WHERE device = ?1 AND seq = ?2";
    conn.query_one(sql, &[device.to_string().into(), seq.into()])?.map(|row| received(&row)).transpose()
}

/// Those of `ops` that some device handed in before.
pub fn received_before(conn: &mut dyn Connection, ops: &[OpId]) -> Result<BTreeSet<OpId>, Error> {
    let mut before = BTreeSet::new();
    for ops in portions(at_once(conn.engine()), ops) {
        let sql = for_each(conn.engine(), "SELECT op FROM received WHERE", "op", 1, ops.len());
        let args: Vec<Value> = ops.iter().map(|op| op.to_string().into()).collect();
        for row in conn.query(&sql, &args)? {
            before.insert(row.parsed(0)?);
        }
    }
    Ok(before)
}

/// At most `limit` operations of `device` without a verdict, in its order.
pub fn waiting(conn: &mut dyn Connection, device: DeviceId, limit: usize) -> Result<Vec<Received>, Error> {
    let sql = "SELECT r.seq, r.bytes, r.signature FROM chains c JOIN received r ON r.device = c.device AND r.seq > c.judged \
               WHERE c.device = ?1 ORDER BY r.seq LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    conn.query(sql, &[device.to_string().into(), limit.into()])?.iter().map(received).collect()
}

/// Every device with operations that have no verdict.
pub fn waiting_devices(conn: &mut dyn Connection) -> Result<Vec<DeviceId>, Error> {
    let sql = "SELECT device FROM chains WHERE judged < seq ORDER BY device";
    conn.query(sql, &[])?.iter().map(|row| row.parsed(0)).collect()
}

/// Whether an operation of `device` has no verdict.
pub fn waits(conn: &mut dyn Connection, device: DeviceId) -> Result<bool, Error> {
    let sql = "SELECT seq FROM chains WHERE device = ?1 AND judged < seq";
    Ok(!conn.query(sql, &[device.to_string().into()])?.is_empty())
}

/// Notes that all of `device` up to number `seq` has its verdict.
pub fn mark_judged(conn: &mut dyn Connection, device: DeviceId, seq: i64) -> Result<(), Error> {
    let sql = "UPDATE chains SET judged = ?2 WHERE device = ?1";
    conn.execute(sql, &[device.to_string().into(), seq.into()])?;
    Ok(())
}

/// Keeps what contradicts the chain of `device`; answers whether it is new.
pub fn put_stray(
    conn: &mut dyn Connection,
    device: DeviceId,
    seq: i64,
    signed: &Signed,
    why: &str,
) -> Result<bool, Error> {
    let changed = conn.execute(
        "INSERT INTO strays (hash, device, seq, bytes, signature, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (hash) DO NOTHING",
        &[
            signed.hash().to_string().into(),
            device.to_string().into(),
            seq.into(),
            keepable(&signed.bytes),
            keepable(&signed.signature),
            Value::from(why),
        ],
    )?;
    Ok(changed > 0)
}

/// PostgreSQL's text has no NUL, which only what is no JSON contains.
fn keepable(text: &str) -> Value {
    text.replace('\0', "\u{2400}").into()
}

fn received(row: &Row) -> Result<Received, Error> {
    let signed = Signed { bytes: row.text(1)?.to_owned(), signature: row.text(2)?.to_owned() };
    Ok(Received { seq: row.integer(0)?, signed })
}

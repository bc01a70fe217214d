//! What devices handed in, byte for byte.

use tenon_domain::{DeviceId, Hash, OpId, Signed};

use crate::{Connection, Engine, Error, Row, Value};

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

/// The end of the chain of `device`.
pub fn tail(conn: &mut dyn Connection, device: DeviceId) -> Result<Tail, Error> {
    let sql = "SELECT seq, hash FROM received WHERE device = ?1 ORDER BY seq DESC LIMIT 1";
    match conn.query_one(sql, &[device.to_string().into()])? {
        Some(row) => Ok(Tail { seq: row.integer(0)?, hash: row.parsed(1)? }),
        None => Ok(Tail::default()),
    }
}

/// Adds an operation to the end of the chain of `device`.
pub fn append(conn: &mut dyn Connection, device: DeviceId, seq: i64, op: OpId, signed: &Signed) -> Result<(), Error> {
    conn.execute(
        "INSERT INTO received (device, seq, op, hash, bytes, signature, judged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
        &[
            device.to_string().into(),
            seq.into(),
            op.to_string().into(),
            signed.hash().to_string().into(),
            signed.bytes.as_str().into(),
            signed.signature.as_str().into(),
        ],
    )?;
    Ok(())
}

/// What `device` handed in as number `seq`.
pub fn at(conn: &mut dyn Connection, device: DeviceId, seq: i64) -> Result<Option<Received>, Error> {
    let sql = "SELECT seq, bytes, signature FROM received WHERE device = ?1 AND seq = ?2";
    conn.query_one(sql, &[device.to_string().into(), seq.into()])?.map(|row| received(&row)).transpose()
}

/// Which device handed in operation `op`, and as which number.
pub fn seq_of_op(conn: &mut dyn Connection, op: OpId) -> Result<Option<(DeviceId, i64)>, Error> {
    let sql = "SELECT device, seq FROM received WHERE op = ?1";
    conn.query_one(sql, &[op.to_string().into()])?.map(|row| Ok((row.parsed(0)?, row.integer(1)?))).transpose()
}

/// At most `limit` operations of `device` without a verdict, in its order.
pub fn waiting(conn: &mut dyn Connection, device: DeviceId, limit: usize) -> Result<Vec<Received>, Error> {
    // Left to itself, SQLite walks everything that the device ever handed in.
    let index = if conn.engine() == Engine::Sqlite { "INDEXED BY received_waiting" } else { "" };
    let sql = format!(
        "SELECT seq, bytes, signature FROM received {index} WHERE device = ?1 AND judged = 0 ORDER BY seq LIMIT {limit}"
    );
    conn.query(&sql, &[device.to_string().into()])?.iter().map(received).collect()
}

/// Every device with operations that have no verdict.
pub fn waiting_devices(conn: &mut dyn Connection) -> Result<Vec<DeviceId>, Error> {
    let sql = "SELECT DISTINCT device FROM received WHERE judged = 0 ORDER BY device";
    conn.query(sql, &[])?.iter().map(|row| row.parsed(0)).collect()
}

/// Notes that number `seq` of `device` has its verdict.
pub fn mark_judged(conn: &mut dyn Connection, device: DeviceId, seq: i64) -> Result<(), Error> {
    let sql = "UPDATE received SET judged = 1 WHERE device = ?1 AND seq = ?2";
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
            signed.bytes.as_str().into(),
            signed.signature.as_str().into(),
            Value::from(why),
        ],
    )?;
    Ok(changed > 0)
}

fn received(row: &Row) -> Result<Received, Error> {
    let signed = Signed { bytes: row.text(1)?.to_owned(), signature: row.text(2)?.to_owned() };
    Ok(Received { seq: row.integer(0)?, signed })
}

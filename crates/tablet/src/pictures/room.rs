//! Making room: what was used longest ago goes first, and nothing goes for what it would not make room for.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::shelf::Kept;
use super::use_order::UseOrder;

/// Keeps a picture as used at `order`, in one transaction.
pub(super) fn keep(
    conn: &mut Connection,
    key: &[u8],
    bytes: &[u8],
    order: impl FnOnce(&Connection, &[u8]) -> rusqlite::Result<UseOrder>,
) -> rusqlite::Result<Kept> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let used = order(&tx, key)?;
    tx.prepare_cached("DELETE FROM wants WHERE hash = ?1")?.execute([key])?;
    if tx.prepare_cached("SELECT 1 FROM pictures WHERE hash = ?1")?.exists([key])? {
        tx.commit()?;
        return Ok(Kept::Here);
    }
    let size = bytes.len() as u64;
    let kept = make_room(&tx, size, used)?;
    if kept {
        tx.prepare_cached("INSERT INTO pictures (hash, used, size, bytes) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![key, used.0, signed(size), bytes])?;
        tx.prepare_cached("UPDATE meta SET total = total + ?1")?.execute([signed(size)])?;
    }
    tx.commit()?;
    Ok(if kept { Kept::Here } else { Kept::NoRoom })
}

/// Lets go of what was used before `used`, until `size` more bytes fit; lets nothing go if they never will.
pub(super) fn make_room(conn: &Connection, size: u64, used: UseOrder) -> rusqlite::Result<bool> {
    let over: i64 =
        conn.prepare_cached("SELECT total + ?1 - budget FROM meta")?.query_row([signed(size)], |row| row.get(0))?;
    if over <= 0 {
        return Ok(true);
    }
    let (mut freed, mut going) = (0, Vec::new());
    {
        let mut statement = conn.prepare_cached("SELECT hash, size FROM pictures WHERE used < ?1 ORDER BY used")?;
        let mut rows = statement.query([used.0])?;
        while let (true, Some(row)) = (freed < over, rows.next()?) {
            freed += row.get::<_, i64>(1)?;
            going.push(row.get::<_, Vec<u8>>(0)?);
        }
    }
    if freed < over {
        return Ok(false);
    }
    for key in going {
        drop_one(conn, &key)?;
    }
    Ok(true)
}

pub(super) fn drop_one(conn: &Connection, key: &[u8]) -> rusqlite::Result<()> {
    let size: Option<i64> = conn
        .prepare_cached("DELETE FROM pictures WHERE hash = ?1 RETURNING size")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    conn.prepare_cached("UPDATE meta SET total = total - ?1")?.execute([size.unwrap_or(0)])?;
    Ok(())
}

pub(super) fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

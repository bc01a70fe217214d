//! Which files of photos lie beside the database, and what headquarters said of them.

use tenon_domain::Hash;

use crate::{Connection, Error};

/// What headquarters says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobStanding {
    /// It does not hold it yet.
    Waiting,
    /// It holds it, and has verified it.
    Held,
    /// It does not take it.
    Refused,
}

impl BlobStanding {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Refused => "refused",
        }
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let all = [Self::Waiting, Self::Held, Self::Refused];
        all.into_iter()
            .find(|one| one.as_str() == text)
            .ok_or_else(|| Error::Corrupt(format!("blobs: `{text}` is no standing")))
    }
}

/// A file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// Bytes of the file, while it is here.
    pub bytes: u64,
    /// What headquarters says of it.
    pub standing: BlobStanding,
}

/// Files, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BlobSum {
    /// How many.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A photo that this tablet shows names the file; what nobody names waits for nothing.
const NAMED: &str = "EXISTS (SELECT 1 FROM entity_keys k WHERE k.kind = 'photo' AND k.key = 'file=' || blobs.hash)";
const NEXT_USE: &str = "(SELECT COALESCE(MAX(shown), 0) + 1 FROM blobs)";

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// What is known of a file.
pub fn blob(conn: &mut dyn Connection, hash: Hash) -> Result<Option<Blob>, Error> {
    let row = conn.query_one("SELECT bytes, standing FROM blobs WHERE hash = ?1", &[hash.to_string().into()])?;
    row.map(|row| Ok(Blob { bytes: row.integer(0)?.unsigned_abs(), standing: BlobStanding::parse(row.text(1)?)? }))
        .transpose()
}

/// Notes that a file's sizes for screens are here, and the file itself where `bytes` is not 0. A file that HQ holds stays
/// held; one of which only the sizes are here came from HQ.
pub fn put_blob(conn: &mut dyn Connection, hash: Hash, bytes: u64, screen_bytes: u64) -> Result<(), Error> {
    let standing = if bytes == 0 { BlobStanding::Held } else { BlobStanding::Waiting };
    let sql = format!(
        "INSERT INTO blobs (hash, bytes, screen_bytes, standing, shown) VALUES (?1, ?2, ?3, ?4, {NEXT_USE}) \
         ON CONFLICT (hash) DO UPDATE SET bytes = MAX(bytes, excluded.bytes), screen_bytes = excluded.screen_bytes"
    );
    let args = [hash.to_string().into(), signed(bytes).into(), signed(screen_bytes).into(), standing.as_str().into()];
    conn.execute(&sql, &args)?;
    Ok(())
}

/// Notes what headquarters says of a file.
pub fn settle_blob(conn: &mut dyn Connection, hash: Hash, standing: BlobStanding) -> Result<(), Error> {
    conn.execute(
        "UPDATE blobs SET standing = ?2 WHERE hash = ?1",
        &[hash.to_string().into(), standing.as_str().into()],
    )?;
    Ok(())
}

/// Notes that somebody looks at it.
pub fn note_blob_shown(conn: &mut dyn Connection, hash: Hash) -> Result<(), Error> {
    conn.execute(&format!("UPDATE blobs SET shown = {NEXT_USE} WHERE hash = ?1"), &[hash.to_string().into()])?;
    Ok(())
}

/// The files that wait for headquarters: the smallest first, of equal ones the oldest.
pub fn waiting_blobs(conn: &mut dyn Connection) -> Result<Vec<(Hash, u64)>, Error> {
    let sql = format!("SELECT hash, bytes FROM blobs WHERE standing = 'waiting' AND {NAMED} ORDER BY bytes, shown");
    let rows = conn.query(&sql, &[])?;
    rows.iter().map(|row| Ok((row.parsed(0)?, row.integer(1)?.unsigned_abs()))).collect()
}

/// The files that wait for headquarters and whose small picture was not sent, in the same order.
pub fn thumbs_waiting(conn: &mut dyn Connection) -> Result<Vec<Hash>, Error> {
    let sql = format!(
        "SELECT hash FROM blobs WHERE standing = 'waiting' AND thumb_sent = 0 AND {NAMED} ORDER BY bytes, shown"
    );
    conn.query(&sql, &[])?.iter().map(|row| row.parsed(0)).collect()
}

/// Notes that headquarters has the small picture of a file.
pub fn note_thumb_sent(conn: &mut dyn Connection, hash: Hash) -> Result<(), Error> {
    conn.execute("UPDATE blobs SET thumb_sent = 1 WHERE hash = ?1", &[hash.to_string().into()])?;
    Ok(())
}

/// The files of photos in `standing`.
pub fn blobs_in(conn: &mut dyn Connection, standing: BlobStanding) -> Result<BlobSum, Error> {
    let sql = format!("SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM blobs WHERE standing = ?1 AND {NAMED}");
    sum(conn, &sql, &[standing.as_str().into()])
}

/// All that lies beside the database.
pub fn blobs_here(conn: &mut dyn Connection) -> Result<BlobSum, Error> {
    sum(conn, "SELECT COUNT(*), COALESCE(SUM(bytes + screen_bytes), 0) FROM blobs", &[])
}

fn sum(conn: &mut dyn Connection, sql: &str, args: &[crate::Value]) -> Result<BlobSum, Error> {
    let Some(row) = conn.query_one(sql, args)? else { return Ok(BlobSum::default()) };
    Ok(BlobSum { count: row.integer(0)?.unsigned_abs(), bytes: row.integer(1)?.unsigned_abs() })
}

/// The files that headquarters holds and that may go from here, least recently shown first.
pub fn blobs_to_let_go(conn: &mut dyn Connection, limit: u32) -> Result<Vec<Hash>, Error> {
    let sql = "SELECT hash FROM blobs WHERE standing = 'held' AND bytes > 0 ORDER BY shown LIMIT ?1";
    conn.query(sql, &[i64::from(limit).into()])?.iter().map(|row| row.parsed(0)).collect()
}

/// Notes that the file itself is not here any more; its sizes for screens are.
pub fn let_go_of_blob(conn: &mut dyn Connection, hash: Hash) -> Result<(), Error> {
    conn.execute("UPDATE blobs SET bytes = 0 WHERE hash = ?1 AND standing = 'held'", &[hash.to_string().into()])?;
    Ok(())
}

/// The files that photos here name and of which nothing is here, those of the latest photos first.
pub fn missing_blobs(conn: &mut dyn Connection) -> Result<Vec<Hash>, Error> {
    let sql = "SELECT DISTINCT substr(k.key, 6), k.id FROM entity_keys k WHERE k.kind = 'photo' AND k.key LIKE 'file=%' \
               AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.hash = substr(k.key, 6)) \
               AND NOT EXISTS (SELECT 1 FROM entity_keys e WHERE e.kind = 'photo' AND e.key = 'state=erased' AND e.id = k.id) \
               ORDER BY k.id DESC";
    conn.query(sql, &[])?.iter().map(|row| row.parsed(0)).collect()
}

/// Forgets a file.
pub fn forget_blob(conn: &mut dyn Connection, hash: Hash) -> Result<(), Error> {
    conn.execute("DELETE FROM blobs WHERE hash = ?1", &[hash.to_string().into()])?;
    Ok(())
}

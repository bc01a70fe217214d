//! What pending operations read and wrote.
//!
//! The whole of it stands with each operation in the journal; what was written can be looked up by itself. Who read
//! something is asked when HQ's rows come in, of all pending operations at once ([`readers`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tenon_domain::{Key, Kind, OpId, Reading, Touched, Uuid};

use crate::rows::AT_ONCE;
use crate::{Connection, Error, Value};

/// What one operation read, and what it wrote where it went through: rows, and the keys that found a written row before
/// or find it after.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Touches {
    reads: BTreeSet<String>,
    writes: BTreeSet<String>,
}

impl Touches {
    /// Those of `reading`. `keys_before` are keys that found a written row before.
    pub fn of(reading: &Reading, keys_before: &[(Kind, Key)]) -> Self {
        let mut touches = Self { reads: reading.reads.iter().map(target).collect(), writes: BTreeSet::new() };
        for ((kind, id), written) in &reading.writes {
            touches.writes.insert(row_target(*kind, *id));
            touches.writes.extend(written.keys.iter().map(|key| key_target(*kind, key)));
        }
        touches.writes.extend(keys_before.iter().map(|(kind, key)| key_target(*kind, key)));
        touches
    }

    pub(super) fn to_text(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|e| Error::Corrupt(format!("touches: {e}")))
    }

    fn parse(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|e| Error::Corrupt(format!("touches: {e}")))
    }
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

/// Makes what number `seq` wrote known to those that look it up.
pub fn put_writes(conn: &mut dyn Connection, seq: i64, touches: &Touches) -> Result<(), Error> {
    let writes: Vec<&String> = touches.writes.iter().collect();
    for targets in writes.chunks(AT_ONCE) {
        let rows: Vec<String> = (0..targets.len()).map(|at| format!("(?{}, ?1)", at + 2)).collect();
        let sql = format!("INSERT INTO writes (target, seq) VALUES {}", rows.join(", "));
        let args = targets.iter().map(|target| Value::from(target.as_str()));
        conn.execute(&sql, &[Value::Integer(seq)].into_iter().chain(args).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Replaces what number `seq`, which has none, is known to have read and written.
pub fn put_touches(conn: &mut dyn Connection, seq: i64, touches: &Touches) -> Result<(), Error> {
    conn.execute("UPDATE journal SET touched = ?2 WHERE seq = ?1", &[seq.into(), touches.to_text()?.into()])?;
    put_writes(conn, seq, touches)
}

/// Forgets what number `seq` read and wrote.
pub fn forget_touches(conn: &mut dyn Connection, seq: i64) -> Result<(), Error> {
    for target in touches_of(conn, seq)?.writes {
        conn.execute("DELETE FROM writes WHERE target = ?1 AND seq = ?2", &[target.into(), seq.into()])?;
    }
    conn.execute("UPDATE journal SET touched = NULL WHERE seq = ?1", &[seq.into()])?;
    Ok(())
}

fn touches_of(conn: &mut dyn Connection, seq: i64) -> Result<Touches, Error> {
    let row = conn.query_one("SELECT touched FROM journal WHERE seq = ?1", &[seq.into()])?;
    let text = row.as_ref().map(|row| row.maybe_text(0)).transpose()?.flatten();
    text.map_or_else(|| Ok(Touches::default()), Touches::parse)
}

/// Which pending operations read what.
pub struct Readers(BTreeMap<String, Vec<i64>>);

/// Who reads what, of all pending operations.
pub fn readers(conn: &mut dyn Connection) -> Result<Readers, Error> {
    let mut readers: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let sql = "SELECT seq, touched FROM journal WHERE pending = 1 AND touched IS NOT NULL ORDER BY seq";
    for row in conn.query(sql, &[])? {
        for target in Touches::parse(row.text(1)?)?.reads {
            readers.entry(target).or_default().push(row.integer(0)?);
        }
    }
    Ok(Readers(readers))
}

/// Pending operations that read or wrote `touched`.
pub fn touching(conn: &mut dyn Connection, readers: &Readers, touched: &Touched) -> Result<BTreeSet<i64>, Error> {
    let target = target(touched);
    let mut touching: BTreeSet<i64> = readers.0.get(&target).into_iter().flatten().copied().collect();
    touching.extend(writers_of(conn, &target)?);
    Ok(touching)
}

/// Pending operations that wrote the row.
pub fn writers(conn: &mut dyn Connection, kind: Kind, id: Uuid) -> Result<Vec<i64>, Error> {
    writers_of(conn, &row_target(kind, id))
}

fn writers_of(conn: &mut dyn Connection, target: &str) -> Result<Vec<i64>, Error> {
    let rows = conn.query("SELECT seq FROM writes WHERE target = ?1 ORDER BY seq", &[target.into()])?;
    rows.iter().map(|row| row.integer(0)).collect()
}

/// The pending operations whose writes a decision read: what it builds on.
pub fn depends_on(conn: &mut dyn Connection, reading: &Reading) -> Result<Vec<OpId>, Error> {
    let mut ops = BTreeSet::new();
    let targets: Vec<Value> = reading.reads.iter().map(|touched| target(touched).into()).collect();
    for targets in targets.chunks(AT_ONCE) {
        let places: Vec<String> = (1..=targets.len()).map(|at| format!("?{at}")).collect();
        let sql = format!(
            "SELECT j.op FROM writes w JOIN journal j ON j.seq = w.seq WHERE w.target IN ({})",
            places.join(", ")
        );
        for row in conn.query(&sql, targets)? {
            ops.insert(row.parsed(0)?);
        }
    }
    Ok(ops.into_iter().collect())
}

/// What number `seq` wrote: rows, and the keys that found them.
pub fn written_rows(conn: &mut dyn Connection, seq: i64) -> Result<Vec<Touched>, Error> {
    touches_of(conn, seq)?.writes.iter().map(|target| parse_target(target)).collect()
}

/// What number `seq` read of that which a pending operation after it has written.
pub fn overtaken_reads(conn: &mut dyn Connection, seq: i64) -> Result<Vec<Touched>, Error> {
    let mut overtaken = Vec::new();
    for target in touches_of(conn, seq)?.reads {
        if writers_of(conn, &target)?.last().is_some_and(|last| *last > seq) {
            overtaken.push(parse_target(&target)?);
        }
    }
    Ok(overtaken)
}

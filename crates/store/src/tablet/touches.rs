//! What pending operations read and wrote.
//!
//! The whole of it stands with each operation in the journal. Who wrote a row stands with the row as well, since every
//! decision asks; who read something is asked when HQ's rows come in, of all pending operations at once ([`readers`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tenon_domain::{Key, Kind, OpId, Reading, Touched, Uuid};

use super::json;
use super::live::forget_writer;
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
        json::write(self)
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

/// Notes the keys that number `seq` took from a row: what looks for them does not find the row, and so who wrote it.
pub fn put_lost_keys<'k>(
    conn: &mut dyn Connection,
    seq: i64,
    kind: Kind,
    keys: impl Iterator<Item = &'k Key>,
) -> Result<(), Error> {
    for key in keys {
        let sql = "INSERT INTO lost_keys (kind, key, seq) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        conn.execute(sql, &[kind.as_str().into(), key.0.as_str().into(), seq.into()])?;
    }
    Ok(())
}

/// Notes what number `seq` read and wrote.
pub fn put_touches(conn: &mut dyn Connection, seq: i64, touches: &Touches) -> Result<(), Error> {
    conn.execute("UPDATE journal SET touched = ?2 WHERE seq = ?1", &[seq.into(), touches.to_text()?.into()])?;
    Ok(())
}

/// Forgets what number `seq` read and wrote.
pub fn forget_touches(conn: &mut dyn Connection, seq: i64) -> Result<(), Error> {
    for written in written_rows(conn, seq)? {
        match written {
            Touched::Row(kind, id) => forget_writer(conn, (kind, id), seq)?,
            Touched::Key(kind, key) => {
                let sql = "DELETE FROM lost_keys WHERE kind = ?1 AND key = ?2 AND seq = ?3";
                conn.execute(sql, &[kind.as_str().into(), key.0.into(), seq.into()])?;
            }
        }
    }
    conn.execute("UPDATE journal SET touched = NULL WHERE seq = ?1", &[seq.into()])?;
    Ok(())
}

fn touches_of(conn: &mut dyn Connection, seq: i64) -> Result<Touches, Error> {
    let row = conn.query_one("SELECT touched FROM journal WHERE seq = ?1", &[seq.into()])?;
    let text = row.as_ref().map(|row| row.maybe_text(0)).transpose()?.flatten();
    text.map_or_else(|| Ok(Touches::default()), json::read)
}

/// Which pending operations read what.
pub struct Readers(BTreeMap<String, Vec<i64>>);

/// Who reads what, of all pending operations.
pub fn readers(conn: &mut dyn Connection) -> Result<Readers, Error> {
    let mut readers: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let sql = "SELECT seq, touched FROM journal WHERE pending = 1 AND touched IS NOT NULL ORDER BY seq";
    for row in conn.query(sql, &[])? {
        for target in json::read::<Touches>(row.text(1)?)?.reads {
            readers.entry(target).or_default().push(row.integer(0)?);
        }
    }
    Ok(Readers(readers))
}

/// Pending operations that read or wrote `touched`.
pub fn touching(conn: &mut dyn Connection, readers: &Readers, touched: &Touched) -> Result<BTreeSet<i64>, Error> {
    let mut touching = writers_of(conn, [touched])?;
    touching.extend(readers.0.get(&target(touched)).into_iter().flatten());
    Ok(touching)
}

/// Pending operations that wrote one of the rows, or a row that one of the keys finds or found.
fn writers_of<'t>(
    conn: &mut dyn Connection,
    touched: impl IntoIterator<Item = &'t Touched>,
) -> Result<BTreeSet<i64>, Error> {
    let touched: Vec<&Touched> = touched.into_iter().collect();
    let mut writers = BTreeSet::new();
    // One statement for all of them; its text depends on their number only, so that it stays prepared.
    for touched in touched.chunks(AT_ONCE) {
        let (mut parts, mut args) = (Vec::new(), Vec::new());
        for touched in touched {
            let (kind, name) = (args.len() + 1, args.len() + 2);
            match touched {
                Touched::Row(of, id) => {
                    parts.push(format!(
                        "SELECT writers FROM entities WHERE kind = ?{kind} AND id = ?{name} AND writers IS NOT NULL"
                    ));
                    args.extend([Value::from(of.as_str()), Value::from(id.to_string())]);
                }
                Touched::Key(of, key) => {
                    parts.push(format!(
                        "SELECT e.writers FROM entity_keys k JOIN entities e ON e.kind = k.kind AND e.id = k.id \
                         WHERE k.kind = ?{kind} AND k.key = ?{name} AND e.writers IS NOT NULL \
                         UNION ALL SELECT '[' || seq || ']' FROM lost_keys WHERE kind = ?{kind} AND key = ?{name}"
                    ));
                    args.extend([Value::from(of.as_str()), Value::from(key.0.as_str())]);
                }
            }
        }
        for row in conn.query(&parts.join(" UNION ALL "), &args)? {
            writers.extend(json::read::<Vec<i64>>(row.text(0)?)?);
        }
    }
    Ok(writers)
}

/// The pending operations whose writes a decision read: what it builds on. `writers` are those of the rows that it found.
pub fn depends_on(
    conn: &mut dyn Connection,
    mut writers: BTreeSet<i64>,
    reading: &Reading,
) -> Result<Vec<OpId>, Error> {
    if conn.query_one("SELECT seq FROM lost_keys LIMIT 1", &[])?.is_some() {
        let keys = reading.reads.iter().filter(|touched| matches!(touched, Touched::Key(..)));
        writers.extend(writers_of(conn, keys)?);
    }
    let mut ops = BTreeSet::new();
    for seq in writers {
        if let Some(row) = conn.query_one("SELECT op FROM journal WHERE seq = ?1", &[seq.into()])? {
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
        let touched = parse_target(&target)?;
        if writers_of(conn, [&touched])?.last().is_some_and(|last| *last > seq) {
            overtaken.push(touched);
        }
    }
    Ok(overtaken)
}

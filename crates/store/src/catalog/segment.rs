//! Writing the search index: a segment is built in memory, laid on top of the stack, and small ones are merged.
//!
//! A posting list is the documents of a term in ascending order, each a gap (varint) and a weight byte (`terms.rs`).

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::codec::{Bits, each_doc, put_docs, put_varint, take_varint};
use super::vocabulary::Collector;

/// Postings held in memory before they are written.
const FULL: usize = 3_000_000;

/// Postings of some documents, in memory.
#[derive(Debug, Default)]
pub(super) struct Builder {
    terms: HashMap<Box<str>, Vec<(u32, u8)>>,
    postings: usize,
    touched: Vec<u32>,
    touched_set: std::collections::HashSet<u32>,
}

impl Builder {
    /// Marks `doc` as rewritten or gone: what earlier segments say of it is void. `false` when it is already in here.
    pub(super) fn touch(&mut self, doc: u32) -> bool {
        let fresh = self.touched_set.insert(doc);
        if fresh {
            self.touched.push(doc);
        }
        fresh
    }

    /// Whether `doc` has postings here.
    pub(super) fn holds(&self, doc: u32) -> bool {
        self.touched_set.contains(&doc)
    }

    /// Adds a posting of a touched document.
    pub(super) fn add(&mut self, term: &str, doc: u32, weight: u8) {
        self.postings += 1;
        if let Some(list) = self.terms.get_mut(term) {
            list.push((doc, weight));
        } else {
            self.terms.insert(term.into(), vec![(doc, weight)]);
        }
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.postings >= FULL
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// Writes the postings as segment `seg` and empties itself; gives what `segments` needs to know.
    pub(super) fn flush(&mut self, conn: &Connection, seg: i64) -> Result<Segment, Error> {
        let mut lists: Vec<_> = std::mem::take(&mut self.terms).into_iter().collect();
        lists.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let mut vocabulary = Collector::new(seg);
        for (term, mut list) in lists {
            list.sort_unstable();
            put_list(conn, seg, &term, &list)?;
            vocabulary.add(conn, &term)?;
        }
        vocabulary.flush(conn)?;
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        self.touched_set.clear();
        let postings = i64::try_from(std::mem::take(&mut self.postings)).unwrap_or(i64::MAX);
        Ok(Segment { seg, postings, touched: put_docs(&touched) })
    }
}

/// A row of `segments`.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) seg: i64,
    pub(super) postings: i64,
    pub(super) touched: Vec<u8>,
}

fn put_list(conn: &Connection, seg: i64, term: &str, list: &[(u32, u8)]) -> Result<(), Error> {
    let mut data = Vec::with_capacity(list.len() * 3);
    let mut before = 0;
    for &(doc, weight) in list {
        put_varint(&mut data, u64::from(doc - before));
        data.push(weight);
        before = doc;
    }
    let docs = i64::try_from(list.len()).unwrap_or(i64::MAX);
    conn.prepare_cached("INSERT INTO postings (seg, term, docs, data) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![seg, term, docs, data])?;
    Ok(())
}

/// Every posting in `data`: document and weight byte.
pub(super) fn postings(mut data: &[u8]) -> impl Iterator<Item = (u32, u8)> {
    let mut doc = 0_u32;
    std::iter::from_fn(move || {
        let gap = take_varint(&mut data)?;
        let (&weight, rest) = data.split_first()?;
        data = rest;
        doc = doc.saturating_add(u32::try_from(gap).unwrap_or(u32::MAX));
        Some((doc, weight))
    })
}

/// Lays `segment` on the stack in table `table` (`segments` or `staged_segments`).
pub(super) fn push(conn: &Connection, table: &str, segment: &Segment) -> Result<(), Error> {
    conn.prepare_cached(&format!("INSERT INTO {table} (seg, postings, touched) VALUES (?1, ?2, ?3)"))?
        .execute(params![segment.seg, segment.postings, segment.touched])?;
    Ok(())
}

/// The rows of `table`, bottom first.
pub(super) fn stack(conn: &Connection, table: &str) -> Result<Vec<Segment>, Error> {
    let mut statement = conn.prepare(&format!("SELECT seg, postings, touched FROM {table} ORDER BY seg"))?;
    let rows =
        statement.query_map([], |row| Ok(Segment { seg: row.get(0)?, postings: row.get(1)?, touched: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A segment number that nothing uses.
pub(super) fn next_number(conn: &Connection) -> Result<i64, Error> {
    let last: Option<i64> =
        conn.query_row("SELECT seg FROM postings ORDER BY seg DESC LIMIT 1", [], |row| row.get(0)).optional()?;
    let stacked: Option<i64> = conn.query_row("SELECT max(seg) FROM segments", [], |row| row.get(0))?;
    Ok(last.max(stacked).unwrap_or(0) + 1)
}

/// Merges neighbouring `segments` (bottom first) into a new one numbered `into`, without registering it.
pub(super) fn merge(conn: &Connection, segments: &[Segment], into: i64) -> Result<Segment, Error> {
    let mut dead: Vec<Bits> = Vec::with_capacity(segments.len());
    let mut later = Bits::default();
    for segment in segments.iter().rev() {
        dead.push(later.clone());
        each_doc(&segment.touched, |doc| later.insert(doc));
    }
    dead.reverse();
    let mut statements = Vec::with_capacity(segments.len());
    for _ in segments {
        statements.push(conn.prepare("SELECT term, data FROM postings WHERE seg = ?1 ORDER BY term")?);
    }
    let mut cursors = Vec::with_capacity(segments.len());
    for (statement, segment) in statements.iter_mut().zip(segments) {
        cursors.push(statement.query([segment.seg])?);
    }
    let mut heads: Vec<Option<String>> = Vec::with_capacity(cursors.len());
    for cursor in &mut cursors {
        heads.push(cursor.next()?.map(|row| row.get(0)).transpose()?);
    }
    let mut count = 0;
    let mut vocabulary = Collector::new(into);
    let mut list: Vec<(u32, u8)> = Vec::new();
    while let Some(term) = heads.iter().flatten().min().cloned() {
        list.clear();
        for ((cursor, head), dead) in cursors.iter_mut().zip(&mut heads).zip(&dead) {
            if head.as_ref() != Some(&term) {
                continue;
            }
            if let Some(row) = rusqlite::fallible_streaming_iterator::FallibleStreamingIterator::get(cursor) {
                let data = row.get_ref(1)?.as_blob().unwrap_or_default();
                list.extend(postings(data).filter(|(doc, _)| !dead.contains(*doc)));
            }
            *head = cursor.next()?.map(|row| row.get(0)).transpose()?;
        }
        list.sort_unstable();
        if !list.is_empty() {
            put_list(conn, into, &term, &list)?;
            vocabulary.add(conn, &term)?;
            count += i64::try_from(list.len()).unwrap_or(0);
        }
    }
    vocabulary.flush(conn)?;
    let mut touched: Vec<u32> = Vec::new();
    for segment in segments {
        each_doc(&segment.touched, |doc| touched.push(doc));
    }
    touched.sort_unstable();
    touched.dedup();
    Ok(Segment { seg: into, postings: count, touched: put_docs(&touched) })
}

/// Replaces neighbouring `segments` of `table` by their merger.
pub(super) fn merge_in(conn: &Connection, table: &str, segments: &[Segment]) -> Result<(), Error> {
    let merged = merge(conn, segments, next_number(conn)?)?;
    for segment in segments {
        conn.prepare_cached("DELETE FROM postings WHERE seg = ?1")?.execute([segment.seg])?;
        conn.prepare_cached("DELETE FROM vocabulary WHERE seg = ?1")?.execute([segment.seg])?;
        conn.execute(&format!("DELETE FROM {table} WHERE seg = ?1"), [segment.seg])?;
    }
    push(conn, table, &merged)
}

/// Merges from the top while a segment is less than four times what lies above it, so that there are few of them and
/// every posting is rewritten a logarithmic number of times.
pub(super) fn settle(conn: &Connection) -> Result<(), Error> {
    let stack = stack(conn, "segments")?;
    let mut above = 0;
    let mut from = stack.len();
    for (at, segment) in stack.iter().enumerate().rev() {
        if from < stack.len() && segment.postings >= above * 4 {
            break;
        }
        above += segment.postings;
        from = at;
    }
    match stack.get(from..) {
        Some(top) if top.len() > 1 => merge_in(conn, "segments", top),
        _ => Ok(()),
    }
}

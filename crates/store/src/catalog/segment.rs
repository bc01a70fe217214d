//! Writing the search index: a segment is built in memory, laid on top of the stack, and small ones are merged.
//!
//! A posting list is the documents of a term in ascending order, cut into windows of 65,536 documents; each posting is a
//! gap (varint, from the window's first document) and a weight byte (`terms.rs`).

use std::collections::HashMap;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Error;
use super::beginnings::Beginnings;
use super::codec::{Bits, each_doc, put_docs, put_varint, take_varint};
use super::terms::{names, states};
use super::vocabulary::Vocabulary;

/// Documents in a window, as a power of two.
pub(super) const WINDOW_BITS: u32 = 16;
/// Bytes held in memory before they are written.
const FULL: usize = 48 << 20;
/// What a term takes besides its text: its place in the map, the heads of its text and list, the list's first four places.
const TERM: usize = 128;
/// What one more posting takes in a list that has doubled now and then.
const POSTING: usize = 12;

/// Postings of some documents, in memory.
#[derive(Debug, Default)]
pub(super) struct Builder {
    terms: HashMap<Box<str>, Vec<(u32, u8)>>,
    held: usize,
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
        if let Some(list) = self.terms.get_mut(term) {
            self.held += POSTING;
            list.push((doc, weight));
        } else {
            self.held += TERM + term.len();
            self.terms.insert(term.into(), vec![(doc, weight)]);
        }
    }

    /// Whether it is time to write.
    pub(super) fn is_full(&self) -> bool {
        self.held >= FULL
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// Writes the postings as segment `seg` and empties itself; gives what `segments` needs to know.
    pub(super) fn flush(&mut self, conn: &Connection, seg: i64) -> Result<Segment, Error> {
        let mut lists: Vec<_> = std::mem::take(&mut self.terms).into_iter().collect();
        lists.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let mut writer = Writer::new(conn, seg);
        for (term, mut list) in lists {
            list.sort_unstable();
            writer.put(&term, &list)?;
        }
        let mut touched = std::mem::take(&mut self.touched);
        touched.sort_unstable();
        self.touched_set.clear();
        self.held = 0;
        writer.finish(touched.into_iter())
    }
}

/// A row of `segments`.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) seg: i64,
    pub(super) postings: i64,
    pub(super) touched: Vec<u8>,
}

/// Writes the terms of one segment, which come in order, each with its postings in order: all at once or window by window.
struct Writer<'c> {
    conn: &'c Connection,
    seg: i64,
    postings: i64,
    /// The last term, and how many postings of it came so far.
    term: String,
    docs: usize,
    vocabulary: Vocabulary,
    beginnings: Beginnings,
}

impl<'c> Writer<'c> {
    fn new(conn: &'c Connection, seg: i64) -> Self {
        let (vocabulary, beginnings) = (Vocabulary::new(seg), Beginnings::new(seg));
        Self { conn, seg, postings: 0, term: String::new(), docs: 0, vocabulary, beginnings }
    }

    fn put(&mut self, term: &str, list: &[(u32, u8)]) -> Result<(), Error> {
        if self.term != term {
            self.end_term()?;
            term.clone_into(&mut self.term);
        }
        self.docs += list.len();
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO postings (seg, term, win, docs, named, stated, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let window = |(doc, _): &(u32, u8)| doc >> WINDOW_BITS;
        for part in list.chunk_by(|left, right| window(left) == window(right)) {
            let win = part.first().map_or(0, window);
            let mut data = Vec::with_capacity(part.len() * 3);
            let mut before = win << WINDOW_BITS;
            for &(doc, weight) in part {
                put_varint(&mut data, u64::from(doc - before));
                data.push(weight);
                before = doc;
            }
            let named = part.iter().filter(|(_, weight)| names(*weight)).count();
            let stated = part.iter().filter(|(_, weight)| states(*weight)).count();
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            insert.execute(params![self.seg, term, win, count(part.len()), count(named), count(stated), data])?;
            self.postings += count(part.len());
        }
        Ok(())
    }

    fn end_term(&mut self) -> Result<(), Error> {
        match std::mem::take(&mut self.docs) {
            0 => Ok(()),
            docs => {
                self.vocabulary.add(self.conn, &self.term)?;
                self.beginnings.add(self.conn, &self.term, docs)
            }
        }
    }

    fn finish(mut self, touched: impl Iterator<Item = u32>) -> Result<Segment, Error> {
        self.end_term()?;
        self.vocabulary.flush(self.conn)?;
        self.beginnings.flush(self.conn)?;
        Ok(Segment { seg: self.seg, postings: self.postings, touched: put_docs(touched) })
    }
}

/// Calls `each` with every posting in `data`: the document's place in its window, and the weight byte.
pub(super) fn each_posting(mut data: &[u8], mut each: impl FnMut(u16, u8)) {
    let mut at = 0_u16;
    loop {
        // Nearly every gap is one byte.
        if let [gap, weight, rest @ ..] = data
            && *gap < 0x80
        {
            at = at.wrapping_add(u16::from(*gap));
            each(at, *weight);
            data = rest;
            continue;
        }
        let Some(gap) = take_varint(&mut data) else { return };
        let Some((&weight, rest)) = data.split_first() else { return };
        data = rest;
        at = at.wrapping_add((gap & 0xffff) as u16);
        each(at, weight);
    }
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
        statements.push(conn.prepare("SELECT term, win, data FROM postings WHERE seg = ?1 ORDER BY term, win")?);
    }
    let mut cursors = Vec::with_capacity(segments.len());
    for (statement, segment) in statements.iter_mut().zip(segments) {
        cursors.push(statement.query([segment.seg])?);
    }
    let mut heads: Vec<Option<(String, u32)>> = Vec::with_capacity(cursors.len());
    for cursor in &mut cursors {
        heads.push(cursor.next()?.map(head).transpose()?);
    }
    let mut writer = Writer::new(conn, into);
    let mut list: Vec<(u32, u8)> = Vec::new();
    // One window of a term at a time, so that memory does not grow with the commonest.
    while let Some(least) = heads.iter().flatten().min().cloned() {
        list.clear();
        let first = least.1 << WINDOW_BITS;
        for ((cursor, at), dead) in cursors.iter_mut().zip(&mut heads).zip(&dead) {
            if at.as_ref() != Some(&least) {
                continue;
            }
            if let Some(row) = FallibleStreamingIterator::get(cursor) {
                each_posting(row.get_ref(2)?.as_blob().unwrap_or_default(), |at, weight| {
                    let doc = first + u32::from(at);
                    if !dead.contains(doc) {
                        list.push((doc, weight));
                    }
                });
            }
            *at = cursor.next()?.map(head).transpose()?;
        }
        list.sort_unstable();
        if !list.is_empty() {
            writer.put(&least.0, &list)?;
        }
    }
    writer.finish(later.iter())
}

/// Term and window of a row of `postings`.
fn head(row: &Row<'_>) -> rusqlite::Result<(String, u32)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// Replaces neighbouring `segments` of `table` by their merger.
pub(super) fn merge_in(conn: &Connection, table: &str, segments: &[Segment]) -> Result<(), Error> {
    let merged = merge(conn, segments, next_number(conn)?)?;
    for segment in segments {
        for holds in ["postings", "vocabulary", "beginnings", table] {
            conn.prepare_cached(&format!("DELETE FROM {holds} WHERE seg = ?1"))?.execute([segment.seg])?;
        }
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

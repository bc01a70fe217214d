//! Reading the search index: the stack of segments, and the postings of a term through it.

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use super::codec::{Bits, each_doc};
use super::segment::{postings, stack};

/// The stack of segments at one state of the catalog.
#[derive(Debug, Default)]
pub(super) struct Index {
    state: i64,
    /// Number, and the documents that later segments have taken over.
    segments: Vec<(i64, Bits)>,
}

impl Index {
    /// Reads the stack anew when the catalog has changed.
    pub(super) fn refresh(&mut self, conn: &Connection, state: i64) -> Result<(), Error> {
        if self.state == state && state > 0 {
            return Ok(());
        }
        let mut later = Bits::default();
        let mut segments = Vec::new();
        for segment in stack(conn, "segments")?.into_iter().rev() {
            segments.push((segment.seg, later.clone()));
            each_doc(&segment.touched, |doc| later.insert(doc));
        }
        segments.reverse();
        (self.state, self.segments) = (state, segments);
        Ok(())
    }

    /// The live postings of `term`, ascending within a segment: calls `each` with document and weight byte.
    pub(super) fn postings(&self, conn: &Connection, term: &str, mut each: impl FnMut(u32, u8)) -> Result<(), Error> {
        let mut statement = conn.prepare_cached("SELECT data FROM postings WHERE seg = ?1 AND term = ?2")?;
        for (seg, dead) in &self.segments {
            let mut rows = statement.query(params![seg, term])?;
            let Some(row) = rows.next()? else { continue };
            let data = row.get_ref(0)?.as_blob().unwrap_or_default();
            if dead.is_empty() {
                postings(data).for_each(|(doc, weight)| each(doc, weight));
            } else {
                postings(data).filter(|(doc, _)| !dead.contains(*doc)).for_each(|(doc, weight)| each(doc, weight));
            }
        }
        Ok(())
    }

    /// Whether any live document has `term`.
    pub(super) fn has(&self, conn: &Connection, term: &str) -> Result<bool, Error> {
        let mut statement = conn.prepare_cached("SELECT data FROM postings WHERE seg = ?1 AND term = ?2")?;
        for (seg, dead) in &self.segments {
            let mut rows = statement.query(params![seg, term])?;
            let Some(row) = rows.next()? else { continue };
            let data = row.get_ref(0)?.as_blob().unwrap_or_default();
            if postings(data).any(|(doc, _)| !dead.contains(doc)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// About how many documents have `term`; those that later segments took over are counted too.
    pub(super) fn frequency(&self, conn: &Connection, term: &str) -> Result<u32, Error> {
        let mut statement = conn.prepare_cached("SELECT docs FROM postings WHERE seg = ?1 AND term = ?2")?;
        let mut sum = 0_u32;
        for (seg, _) in &self.segments {
            let docs: Option<u32> = statement.query_row(params![seg, term], |row| row.get(0)).optional()?;
            sum = sum.saturating_add(docs.unwrap_or(0));
        }
        Ok(sum)
    }

    /// Numbers of the segments, bottom first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = i64> {
        self.segments.iter().map(|(seg, _)| *seg)
    }

    /// Calls `each` with up to `most` terms of every segment from `from` on that are below `below`, with the number of
    /// their documents; the same term can come from several segments.
    pub(super) fn terms(
        &self,
        conn: &Connection,
        (from, below): (&str, &str),
        most: u32,
        mut each: impl FnMut(&str, u32),
    ) -> Result<(), Error> {
        let mut statement = conn.prepare_cached(
            "SELECT term, docs FROM postings WHERE seg = ?1 AND term >= ?2 AND term < ?3 ORDER BY term LIMIT ?4",
        )?;
        for (seg, ..) in &self.segments {
            let mut rows = statement.query(params![seg, from, below, most])?;
            while let Some(row) = rows.next()? {
                each(row.get_ref(0)?.as_str().unwrap_or_default(), row.get(1)?);
            }
        }
        Ok(())
    }
}

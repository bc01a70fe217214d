//! Reading the search index: the stack of segments, and the postings of a term through it, window by window.

use rusqlite::{Connection, params};

use super::Error;
use super::codec::{Bits, each_doc};
use super::segment::{WINDOW_BITS, each_posting, stack};
use super::terms::{names, states};

/// The stack of segments at one state of the catalog.
#[derive(Debug, Default)]
pub(super) struct Index {
    state: i64,
    /// Number, and the documents that later segments have taken over.
    segments: Vec<(i64, Bits)>,
}

/// Postings of a list that are counted one by one, so that every copy of a catalog ranks alike. In a longer one those
/// that later segments took over count, too: they are at most a fourth.
const COUNTED: u32 = 4_096;

/// A row of postings: the window, and the place of its segment in the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) win: u32,
    segment: usize,
}

/// How many documents have a term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Frequency {
    pub(super) docs: u32,
    /// How many of them are called so, by their title or the name of their category.
    pub(super) named: u32,
    /// Of how many more than a sentence says so.
    pub(super) stated: u32,
}

impl Frequency {
    fn and(self, other: Self) -> Self {
        Self {
            docs: self.docs.saturating_add(other.docs),
            named: self.named.saturating_add(other.named),
            stated: self.stated.saturating_add(other.stated),
        }
    }
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

    /// The live postings of `term` at `place`: calls `each` with the place in the window and the weight byte.
    pub(super) fn read(
        &self,
        conn: &Connection,
        term: &str,
        place: Place,
        mut each: impl FnMut(u16, u8),
    ) -> Result<(), Error> {
        let Some((seg, dead)) = self.segments.get(place.segment) else { return Ok(()) };
        let mut statement =
            conn.prepare_cached("SELECT data FROM postings WHERE seg = ?1 AND term = ?2 AND win = ?3")?;
        let mut rows = statement.query(params![seg, term, place.win])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let data = row.get_ref(0)?.as_blob().unwrap_or_default();
        let first = place.win << WINDOW_BITS;
        if dead.is_empty() {
            each_posting(data, each);
        } else {
            each_posting(data, |at, weight| {
                if !dead.contains(first + u32::from(at)) {
                    each(at, weight);
                }
            });
        }
        Ok(())
    }

    /// The live documents of `term`, of one with few.
    pub(super) fn docs(&self, conn: &Connection, term: &str) -> Result<Vec<u32>, Error> {
        let mut docs = Vec::new();
        for place in self.places(conn, term)?.1 {
            self.read(conn, term, place, |at, _| docs.push((place.win << WINDOW_BITS) + u32::from(at)))?;
        }
        Ok(docs)
    }

    /// How many documents have `term`.
    pub(super) fn frequency(&self, conn: &Connection, term: &str) -> Result<Frequency, Error> {
        Ok(self.places(conn, term)?.0)
    }

    /// How many documents have `term`, and where its postings stand, in the order of windows.
    pub(super) fn places(&self, conn: &Connection, term: &str) -> Result<(Frequency, Vec<Place>), Error> {
        let mut statement =
            conn.prepare_cached("SELECT win, docs, named, stated FROM postings WHERE seg = ?1 AND term = ?2")?;
        let (mut sum, mut places) = (Frequency::default(), Vec::new());
        for (segment, (seg, dead)) in self.segments.iter().enumerate() {
            let mut all = Frequency::default();
            let first = places.len();
            let mut rows = statement.query(params![seg, term])?;
            while let Some(row) = rows.next()? {
                places.push(Place { win: row.get(0)?, segment });
                all = all.and(Frequency { docs: row.get(1)?, named: row.get(2)?, stated: row.get(3)? });
            }
            drop(rows);
            if !dead.is_empty() && all.docs <= COUNTED {
                all = Frequency::default();
                for place in places.get(first..).unwrap_or_default() {
                    self.read(conn, term, *place, |_, weight| {
                        all = all.and(Frequency {
                            docs: 1,
                            named: u32::from(names(weight)),
                            stated: u32::from(states(weight)),
                        });
                    })?;
                }
            }
            sum = sum.and(all);
        }
        places.sort_unstable();
        Ok((sum, places))
    }

    /// Numbers of the segments, bottom first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = i64> {
        self.segments.iter().map(|(seg, _)| *seg)
    }

    /// Up to `most` terms of every segment from `from` on that are below `below`, with the number of their documents, the
    /// commonest first.
    pub(super) fn terms(&self, conn: &Connection, from: &str, below: &str, most: u32) -> Result<Vec<String>, Error> {
        let mut statement = conn.prepare_cached(
            "SELECT term, sum(docs) FROM postings WHERE seg = ?1 AND term >= ?2 AND term < ?3 GROUP BY term
             ORDER BY term LIMIT ?4",
        )?;
        let mut found: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
        for (seg, ..) in &self.segments {
            let mut rows = statement.query(params![seg, from, below, most])?;
            while let Some(row) = rows.next()? {
                *found.entry(row.get(0)?).or_default() += row.get::<_, u32>(1)?;
            }
        }
        let mut terms: Vec<(u32, String)> = found.into_iter().map(|(term, docs)| (docs, term)).collect();
        terms.sort_unstable_by(|left, right| right.cmp(left));
        Ok(terms.into_iter().map(|(_, term)| term).collect())
    }
}

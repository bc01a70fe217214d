//! What is found on its way to the page: filtered, counted, and the best of it kept, chunk by chunk.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::Error;
use super::answers::{SearchArgs, SearchPart, Sort};
use super::columns::{CHUNK_BITS, Columns};
use super::facets::Counts;
use super::filter::Filter;

/// How finely it is told apart how many of the query's words a product has.
pub(super) const LEVELS: u8 = 16;
/// The score of a product whose code was typed.
pub(super) const CODED: u64 = u64::MAX;
/// Ties that are broken by the products' ids, so that every copy ranks alike; beyond so many, as in a million products that
/// differ in colour only, the order of this file decides.
const TIES: u32 = 8_192;

/// A document of one chunk that was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Its place in the chunk.
    pub(super) at: u16,
    /// How many of the query's words it has, of `LEVELS`.
    pub(super) level: u8,
    pub(super) score: u64,
    /// Minor units; set while it is filtered.
    pub(super) price: i64,
}

/// One document on its way to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Larger comes first.
    key: i64,
    pub(super) score: u64,
    pub(super) tie: Reverse<u32>,
    pub(super) doc: u32,
    pub(super) category: u32,
}

impl Entry {
    /// Whether its code was typed, so that its words do not matter.
    pub(super) fn is_coded(&self) -> bool {
        self.score == CODED
    }
}

/// One for each level.
pub(super) type ByLevel<T> = [T; LEVELS as usize + 1];

/// What is known of the documents that have so many of the query's words.
#[derive(Debug, Default)]
struct Level {
    counts: Counts,
    best: BinaryHeap<Reverse<Entry>>,
}

/// The best documents so far, and counts over all that passed: those that have about as many of the query's words as the
/// best one, at least half of their weight. How many that is shows only in the end, so both are kept by level.
pub(super) struct Collected<'c> {
    filter: &'c Filter<'c>,
    columns: Columns<'c>,
    sort: Sort,
    part: SearchPart,
    keep: usize,
    /// How many more ties are broken.
    ties: u32,
    /// The highest level that anything has that passed.
    most: u8,
    levels: ByLevel<Level>,
    /// By level, the score below which nothing is among its best any more.
    least: ByLevel<u64>,
    /// Those of one level, while they are counted.
    same: Vec<Found>,
}

impl<'c> Collected<'c> {
    /// Nothing so far; `keep` of the best will be wanted.
    pub(super) fn new(filter: &'c Filter<'c>, columns: Columns<'c>, args: &SearchArgs, keep: usize) -> Self {
        let (sort, part, levels) = (args.sort, args.part, Default::default());
        Self {
            filter,
            columns,
            sort,
            part,
            keep,
            ties: TIES,
            most: 0,
            levels,
            least: Default::default(),
            same: Vec::new(),
        }
    }

    /// Takes what was found in `chunk`, each document once.
    pub(super) fn take(&mut self, chunk: u32, found: &mut Vec<Found>) -> Result<(), Error> {
        self.columns.turn(chunk);
        let priced = self.part != SearchPart::Hits || self.sort != Sort::Relevance;
        self.filter.narrow(&mut self.columns, found, priced)?;
        let mut there = ByLevel::<u32>::default();
        for one in found.iter() {
            if let Some(count) = there.get_mut(usize::from(one.level)) {
                *count += 1;
            }
        }
        let present = || (0_u8..).zip(there).filter(|(_, count)| *count > 0);
        // A code that was typed says nothing of words.
        if found.first().is_some_and(|one| one.score != CODED) {
            self.most = present().map(|(level, _)| level).fold(self.most, u8::max);
        }
        for (level, count) in present().filter(|(level, _)| level * 2 >= self.most) {
            let Some(slot) = self.levels.get_mut(usize::from(level)) else { continue };
            slot.counts.total += count;
            if self.part == SearchPart::Hits {
                continue;
            }
            if usize::try_from(count).is_ok_and(|count| count == found.len()) {
                slot.counts.see(&mut self.columns, found)?;
            } else {
                self.same.clear();
                self.same.extend(found.iter().filter(|one| one.level == level));
                slot.counts.see(&mut self.columns, &self.same)?;
            }
        }
        if self.keep == 0 {
            return Ok(());
        }
        let by_price = self.sort != Sort::Relevance;
        for one in found.iter() {
            // Most are far from the best.
            if by_price || self.least.get(usize::from(one.level)).is_some_and(|least| one.score >= *least) {
                self.rank(chunk, one)?;
            }
        }
        Ok(())
    }

    /// The least level that can still count.
    pub(super) fn least_level(&self) -> u8 {
        self.most.div_ceil(2)
    }

    /// By level, the score below which documents of `chunk` need only be counted (`count`): where no value of theirs is
    /// asked for, and they are not among the best.
    pub(super) fn least_scores(&mut self, chunk: u32) -> Result<ByLevel<u64>, Error> {
        if self.part != SearchPart::Hits || self.sort != Sort::Relevance || !self.filter.is_open() {
            return Ok(ByLevel::default());
        }
        self.columns.turn(chunk);
        Ok(if self.columns.all_are_priced()? { self.least } else { ByLevel::default() })
    }

    /// Counts documents of `least_scores`.
    pub(super) fn count(&mut self, unseen: &ByLevel<u32>) {
        for (level, count) in self.levels.iter_mut().zip(unseen) {
            level.counts.total += count;
        }
    }

    /// Keeps `one` if it is among the best of its level.
    fn rank(&mut self, chunk: u32, one: &Found) -> Result<(), Error> {
        let key = match self.sort {
            Sort::Relevance => 0,
            Sort::PriceUp => -one.price,
            Sort::PriceDown => one.price,
        };
        let Some(Level { best, .. }) = self.levels.get_mut(usize::from(one.level)) else { return Ok(()) };
        if best.len() >= self.keep
            && let Some(Reverse(worst)) = best.peek()
        {
            match (key, one.score).cmp(&(worst.key, worst.score)) {
                Ordering::Less => return Ok(()),
                Ordering::Equal if self.ties == 0 => return Ok(()),
                Ordering::Equal => self.ties -= 1,
                Ordering::Greater => {}
            }
        }
        let (tie, category) = (Reverse(self.columns.tie(one.at)?), self.columns.category(one.at)?);
        let doc = (chunk << CHUNK_BITS) + u32::from(one.at);
        let entry = Entry { key, score: one.score, tie, doc, category };
        if best.len() < self.keep {
            best.push(Reverse(entry));
        } else if let Some(mut worst) = best.peek_mut()
            && worst.0 < entry
        {
            *worst = Reverse(entry);
        }
        if let (Some(least), Some(Reverse(worst))) = (self.least.get_mut(usize::from(one.level)), best.peek())
            && best.len() >= self.keep
        {
            *least = worst.score;
        }
        Ok(())
    }

    /// Counts of everything that has enough of the words, and the best of it in order.
    pub(super) fn finish(self) -> (Counts, Vec<Entry>) {
        let (mut sum, mut ranked) = (Counts::default(), Vec::new());
        for (_, level) in (0_u8..).zip(self.levels).filter(|(level, _)| level * 2 >= self.most) {
            sum.add(&level.counts);
            ranked.extend(level.best.into_iter().map(|Reverse(entry)| entry));
        }
        ranked.sort_unstable_by(|left, right| right.cmp(left));
        ranked.truncate(self.keep);
        (sum, ranked)
    }
}

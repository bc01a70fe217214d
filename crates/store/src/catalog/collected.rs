//! What is found on its way to the page: filtered, counted, and the best of it kept, chunk by chunk.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::Error;
use super::answers::{SearchArgs, SearchPart, Sort};
use super::columns::{CHUNK, CHUNK_BITS, Columns};
use super::facets::Counts;
use super::filter::Filter;

/// How finely it is told apart how many of the query's words a product has.
pub(super) const LEVELS: u8 = 16;
/// The score of a product whose code was typed.
pub(super) const CODED: u64 = u64::MAX;
/// Ties that are broken by the products' ids, so that every copy ranks alike; beyond so many, as in a million products that
/// differ in colour only, the order of this file decides.
const TIES: u32 = 8_192;

/// Products of a chunk from which on it is quicker to go through all its colours and sizes than from product to product.
const MANY: usize = CHUNK / 16;

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
    /// By level, the same for what is sorted by.
    least_key: ByLevel<i64>,
    /// Those of each level, while they are counted.
    same: ByLevel<Vec<Found>>,
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
            least_key: [i64::MIN; LEVELS as usize + 1],
            same: Default::default(),
        }
    }

    /// The same with so many ties to break.
    #[cfg(test)]
    pub(super) fn with_ties(self, ties: u32) -> Self {
        Self { ties, ..self }
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
            if let Some(slot) = self.levels.get_mut(usize::from(level)) {
                slot.counts.total += count;
            }
        }
        if self.part != SearchPart::Hits {
            self.see(found)?;
        }
        if self.keep == 0 {
            return Ok(());
        }
        for one in found.iter() {
            // Most are far from the best.
            let level = usize::from(one.level);
            let near = match self.sort {
                Sort::Relevance => self.least.get(level).is_some_and(|least| one.score >= *least),
                Sort::PriceUp | Sort::PriceDown => {
                    self.least_key.get(level).is_some_and(|least| self.key(one) >= *least)
                }
            };
            if near {
                self.rank(chunk, one)?;
            }
        }
        Ok(())
    }

    /// Counts the values of `found` by level.
    fn see(&mut self, found: &[Found]) -> Result<(), Error> {
        let least = self.least_level();
        let counted = || found.iter().filter(|one| one.level >= least);
        let many = found.len() >= MANY;
        if many {
            let levels = &mut self.levels;
            self.columns.count_choices(counted().map(|one| (one.at, one.level + 1)), |id, mark, times| {
                let level = mark.checked_sub(1).and_then(|level| levels.get_mut(usize::from(level)));
                if let Some(level) = level {
                    level.counts.see_choice(id, times);
                }
            })?;
        }
        self.same.iter_mut().for_each(Vec::clear);
        let alike = found.first().filter(|first| found.iter().all(|one| one.level == first.level));
        for one in counted().filter(|_| alike.is_none()) {
            if let Some(same) = self.same.get_mut(usize::from(one.level)) {
                same.push(*one);
            }
        }
        for ((level, same), number) in self.levels.iter_mut().zip(&self.same).zip(0_u8..) {
            // Mostly all have the same level.
            let same = if alike.is_some_and(|one| one.level == number && number >= least) { found } else { same };
            if same.is_empty() {
                continue;
            }
            level.counts.see(&mut self.columns, same)?;
            if !many {
                level.counts.see_choices(&mut self.columns, same)?;
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
        if !self.columns.all_are_priced()? {
            return Ok(ByLevel::default());
        }
        // Once no tie is broken any more, those that are as good as the worst of the best do not join them either.
        let and_ties = u64::from(self.ties == 0);
        Ok(self.least.map(|least| if least > 0 { least + and_ties } else { 0 }))
    }

    /// Counts documents of `least_scores`.
    pub(super) fn count(&mut self, unseen: &ByLevel<u32>) {
        for (level, count) in self.levels.iter_mut().zip(unseen) {
            level.counts.total += count;
        }
    }

    /// What `one` is sorted by before its score; larger comes first.
    fn key(&self, one: &Found) -> i64 {
        match self.sort {
            Sort::Relevance => 0,
            Sort::PriceUp => -one.price,
            Sort::PriceDown => one.price,
        }
    }

    /// Keeps `one` if it is among the best of its level.
    fn rank(&mut self, chunk: u32, one: &Found) -> Result<(), Error> {
        let key = self.key(one);
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
        if let Some(Reverse(worst)) = best.peek().filter(|_| best.len() >= self.keep) {
            let level = usize::from(one.level);
            if let (Some(least), Some(least_key)) = (self.least.get_mut(level), self.least_key.get_mut(level)) {
                (*least, *least_key) = (worst.score, worst.key);
            }
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

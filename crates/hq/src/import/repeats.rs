//! Keys that stand in a file more than once, found in memory that hardly grows with the file.
//!
//! A first pass sets one of some thirty million bits for each key; only keys whose bit was set before are remembered one
//! by one, as 64-bit hashes. Two keys that share a bit or a hash are remembered for nothing, or handed out later than they
//! could be, never wrongly joined.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Products that may wait for further rows at one time. Two hundred thousand of some kilobytes each are what a server
/// can spare; a file beyond it is in no order at all.
pub(super) const MAX_OPEN: usize = 200_000;

/// Four mebibytes of bits.
const BITS: u64 = 1 << 25;

struct Filter(Vec<u64>);

impl Filter {
    fn new() -> Self {
        Self(vec![0; usize::try_from(BITS / 64).unwrap_or_default()])
    }

    /// Sets the bit of `hash`; whether it was set before.
    fn set(&mut self, hash: u64) -> bool {
        let bit = hash % BITS;
        let Some(word) = usize::try_from(bit / 64).ok().and_then(|at| self.0.get_mut(at)) else { return true };
        let before = *word & (1 << (bit % 64)) != 0;
        *word |= 1 << (bit % 64);
        before
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Keys that were met twice, with the line on which each was met first.
pub(super) struct Seen {
    filter: Filter,
    twice: HashMap<u64, u64>,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self { filter: Filter::new(), twice: HashMap::new() }
    }

    /// First pass: `key` is met.
    pub(super) fn note(&mut self, key: &str) {
        let hash = hash(key);
        if !key.is_empty() && self.filter.set(hash) {
            self.twice.insert(hash, 0);
        }
    }

    /// Second pass: the line on which `key` was met before, if it was. One that the first pass never met is new.
    pub(super) fn again(&mut self, key: &str, line: u64) -> Option<u64> {
        let first = self.twice.get_mut(&hash(key))?;
        if *first == 0 {
            *first = line;
            return None;
        }
        Some(*first)
    }
}

/// Collects the rows of each key until its last one has come.
pub(super) struct Gather<D> {
    filter: Filter,
    /// Keys with rows apart from each other, and the ordinal of the last.
    scattered: HashMap<u64, u64>,
    run: Option<u64>,
    open: HashMap<String, D>,
    current: Option<(String, u64)>,
}

impl<D> Gather<D> {
    pub(super) fn new() -> Self {
        Self { filter: Filter::new(), scattered: HashMap::new(), run: None, open: HashMap::new(), current: None }
    }

    /// First pass: row number `ordinal` has `key`.
    pub(super) fn note(&mut self, key: &str, ordinal: u64) {
        let hash = hash(key);
        if let Some(last) = self.scattered.get_mut(&hash) {
            *last = ordinal;
        } else if self.run != Some(hash) && self.filter.set(hash) {
            self.scattered.insert(hash, ordinal);
        }
        self.run = Some(hash);
    }

    /// Second pass: row number `ordinal` has `key`. Gives what is complete before it.
    pub(super) fn step(&mut self, key: &str, ordinal: u64) -> Option<(String, D)> {
        let before = match self.current.take() {
            Some((current, _)) if current == key => {
                self.current = Some((current, ordinal));
                return None;
            }
            before => before,
        };
        self.current = Some((key.to_owned(), ordinal));
        let (before, at) = before?;
        if self.scattered.get(&hash(&before)).is_none_or(|&last| last <= at) {
            return self.open.remove_entry(&before);
        }
        None
    }

    /// What is collected under `key`; none where too many products wait already.
    pub(super) fn group(&mut self, key: &str, begin: impl FnOnce() -> D) -> Option<&mut D> {
        if self.open.len() >= MAX_OPEN && !self.open.contains_key(key) {
            return None;
        }
        Some(self.open.entry(key.to_owned()).or_insert_with(begin))
    }

    /// What is left at the end, by key.
    pub(super) fn rest(self) -> Vec<(String, D)> {
        let mut rest: Vec<_> = self.open.into_iter().collect();
        rest.sort_by(|(one, _), (other, _)| one.cmp(other));
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::{Gather, Seen};

    #[test]
    fn a_key_is_complete_after_its_last_row() {
        let keys = ["a", "a", "b", "a", "c", "b", "d"];
        let mut gather: Gather<Vec<u64>> = Gather::new();
        (1..).zip(keys).for_each(|(at, key)| gather.note(key, at));
        let mut done = Vec::new();
        for (at, key) in (1..).zip(keys) {
            done.extend(gather.step(key, at));
            gather.group(key, Vec::new).unwrap().push(at);
        }
        done.extend(gather.rest());
        let found: Vec<String> = done.iter().map(|(key, rows)| format!("{key}{rows:?}")).collect();
        assert_eq!(found, ["a[1, 2, 4]", "c[5]", "b[3, 6]", "d[7]"]);
    }

    #[test]
    fn only_repetitions_are_told() {
        let mut seen = Seen::new();
        for key in ["x", "y", "x", ""] {
            seen.note(key);
        }
        let told = [("x", 1), ("y", 2), ("x", 3), ("x", 4), ("z", 5)].map(|(key, line)| seen.again(key, line));
        assert_eq!(told, [None, None, Some(1), Some(1), None]);
    }
}

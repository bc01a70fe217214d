//! Chance that repeats itself: splitmix64 (Steele, Lea, Flood, “Fast Splittable Pseudorandom Number Generators”, 2014).
//!
//! A generator of our own because its stream must never change with a dependency: the demonstration chain of a seed is
//! the same in every version.

/// A stream of numbers that its seed decides.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// The stream of `seed` for one purpose; streams of different purposes have nothing to do with each other.
    pub(super) fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a over the purpose, so that a word in one place does not shift the numbers of another.
        let mixed =
            purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        let mut dice = Self(seed ^ mixed);
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; 0 where `n` is 0.
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is smaller than `n`, which is a usize")]
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap_or(1)).unwrap_or(0)
    }

    /// True in `percent` of a hundred throws.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `all`.
    ///
    /// # Panics
    /// If `all` is empty, which no table here is.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Puts `all` in another order.
    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// A one-to-one map of 0…n-1 onto itself that looks like chance: `k` becomes `a·k + b (mod n)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shuffled {
    a: usize,
    b: usize,
    n: usize,
}

impl Shuffled {
    /// A map of `n` numbers.
    pub(super) fn new(n: usize, dice: &mut Dice) -> Self {
        let n = n.max(1);
        let b = dice.below(n);
        let mut a = dice.below(n).max(1);
        while gcd(a, n) != 1 {
            a = a % n + 1;
        }
        Self { a, b, n }
    }

    /// Where `k` goes.
    pub(super) fn at(self, k: usize) -> usize {
        (k % self.n * self.a + self.b) % self.n
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Shuffled};

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut dice = Dice::new(1, "test");
        let first: Vec<usize> = (0..6).map(|_| dice.below(1000)).collect();
        assert_eq!(first, {
            let mut again = Dice::new(1, "test");
            (0..6).map(|_| again.below(1000)).collect::<Vec<_>>()
        });
        assert_ne!(first[0], Dice::new(2, "test").below(1000));
    }

    #[test]
    fn shuffling_numbers_loses_none() {
        for n in [1, 2, 12, 97, 560] {
            let map = Shuffled::new(n, &mut Dice::new(7, "map"));
            let mut seen: Vec<usize> = (0..n).map(|k| map.at(k)).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..n).collect::<Vec<_>>());
        }
    }
}

//! The one source of chance in a run: SplitMix64 (Steele, Lea, Flood, “Fast splittable pseudorandom number
//! generators”, 2014).

use tenon_domain::{Id, Uuid};

/// A sequence of random numbers that its seed determines.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// A number of `from..to`.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(usize::try_from(to - from).unwrap())).unwrap()
    }

    /// True `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `all`, if there is any.
    pub(super) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }

    /// A new identifier.
    pub(super) fn id<E>(&mut self) -> Id<E> {
        Id::new(Uuid::from_u64_pair(self.next(), self.next()))
    }

    /// A key's seed.
    pub(super) fn bytes(&mut self) -> [u8; 32] {
        std::array::from_fn(|_| self.next().to_le_bytes()[0])
    }
}

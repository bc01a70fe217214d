//! Products, made one after the other: a catalog of a million needs no more memory than one of ten.
//!
//! A product is a kind (a leaf of the tree) in a series, a shape and a make. The kinds follow each other in a fixed
//! rhythm of a hundred, so that every catalog has the same mix; within a kind, series, shape and make run through all
//! their combinations before one comes again.

mod doors;
mod furniture;
mod kind;
mod kitchens;
mod lights;
mod making;
mod pricing;
mod tables;
mod tiles;
mod water;

use tenon_domain::catalog::Product;

use super::day::Day;
use super::dice::{Dice, Shuffled};
use kind::Kind;

/// How many products the demonstration shows unless told otherwise.
pub const PRODUCTS: usize = 2_000;

/// All kinds; their weights add up to a hundred.
static KINDS: [&[Kind]; 6] =
    [&kitchens::KINDS, &doors::KINDS, &tiles::KINDS, &water::KINDS, &lights::KINDS, &furniture::KINDS];

/// `count` products of `seed`, their prices as they stand on the day of `today_ms`.
pub fn products(seed: u64, today_ms: i64, count: usize) -> impl Iterator<Item = Product> {
    let rhythm = Rhythm::new(seed);
    let today = Day::of(today_ms);
    (0..count).map(move |index| {
        let (kind, rank, combinations) = rhythm.at(index);
        making::product(seed, today, index, kind, rank, combinations)
    })
}

/// Which kind comes when.
struct Rhythm {
    /// For each of a hundred places, an index into `kinds` and how many of that kind came before in the hundred.
    places: Vec<(usize, usize)>,
    kinds: Vec<(&'static Kind, Shuffled)>,
}

impl Rhythm {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed, "kinds");
        let kinds: Vec<_> =
            KINDS.iter().copied().flatten().map(|kind| (kind, Shuffled::new(kind.combinations(), &mut dice))).collect();
        let mut order: Vec<usize> =
            kinds.iter().enumerate().flat_map(|(at, (kind, _))| std::iter::repeat_n(at, kind.weight)).collect();
        dice.shuffle(&mut order);
        let mut counts = vec![0; kinds.len()];
        let places = order
            .into_iter()
            .map(|kind| {
                counts[kind] += 1;
                (kind, counts[kind] - 1)
            })
            .collect();
        Self { places, kinds }
    }

    /// The kind of the product `index`, how many of its kind came before, and the order of the kind's combinations.
    fn at(&self, index: usize) -> (&'static Kind, usize, Shuffled) {
        let (at, before) = self.places[index % self.places.len()];
        let (kind, combinations) = self.kinds[at];
        (kind, index / self.places.len() * kind.weight + before, combinations)
    }
}

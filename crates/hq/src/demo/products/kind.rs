//! What a kind of product consists of; the tables beside this file fill it in.

use tenon_domain::catalog::{PriceUnit, ServiceRoute};

use crate::demo::merchants::Seller;
use crate::demo::picture::Motif;

/// A text in Chinese and English.
pub(super) type Words = (&'static str, &'static str);

/// A choice that changes the price by so many percent.
pub(super) type Choice = (&'static str, &'static str, i64);

/// A size: Chinese, English, how it stands in SKUs, percent of the price.
pub(super) type Size = (&'static str, &'static str, &'static str, i64);

/// A property and what it can be.
pub(super) type Fact = (Words, &'static [Words]);

/// A leaf of the tree with everything that its products are made of.
pub(super) struct Kind {
    /// Two digits at the head of its model numbers.
    pub(super) number: u32,
    pub(super) category: &'static str,
    pub(super) sellers: &'static [&'static Seller],
    /// How many of a hundred products are of this kind.
    pub(super) weight: usize,
    pub(super) motif: &'static Motif,
    pub(super) noun: Words,
    /// In the order of the motif's shapes; a word of its own before the noun.
    pub(super) shapes: &'static [Choice],
    /// Material or feature, behind the noun.
    pub(super) makes: &'static [Choice],
    /// What the finish is called, for example the colour of the fronts.
    pub(super) finish: Words,
    pub(super) size: Words,
    /// Empty where it comes in one size or is made to measure.
    pub(super) sizes: &'static [Size],
    /// Yuan per unit, from the plainest to the finest.
    pub(super) yuan: (i64, i64),
    pub(super) unit: PriceUnit,
    pub(super) route: ServiceRoute,
    pub(super) facts: &'static [Fact],
    /// Words for finding it: rooms, styles, synonyms.
    pub(super) tags: &'static [&'static str],
    /// Ends of the first sentences of descriptions.
    pub(super) moods: &'static [Words],
    /// Second sentences of descriptions.
    pub(super) promises: &'static [Words],
}

impl Kind {
    /// How many series its sellers have.
    pub(super) fn series(&self) -> usize {
        self.sellers.iter().map(|seller| seller.series.len()).sum()
    }

    /// How many products differ in series, shape or make.
    pub(super) fn combinations(&self) -> usize {
        self.series() * self.shapes.len() * self.makes.len()
    }

    /// The seller and name of one of its series.
    pub(super) fn series_at(&self, mut at: usize) -> (&'static Seller, Words) {
        for seller in self.sellers {
            if let Some(series) = seller.series.get(at) {
                return (seller, *series);
            }
            at -= seller.series.len();
        }
        (self.sellers[0], self.sellers[0].series[0])
    }
}

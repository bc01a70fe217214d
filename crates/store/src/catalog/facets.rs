//! How the found products spread over categories, makers, colours, sizes, stock and prices.

use std::cmp::Reverse;

use tenon_domain::Localized;

use super::Error;
use super::answers::{BrandCount, CategoryCount, ChoiceCount, Facets};
use super::collected::Found;
use super::columns::Columns;
use super::doc_values::Axis;
use super::reader::Cache;

/// Entries of a facet.
const MOST: usize = 24;
/// Categories, makers or choices that are told apart; a bound on what a damaged row can ask for.
const MOST_NUMBERS: usize = 1 << 22;

/// Counts over some products.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) total: u32,
    categories: Vec<u32>,
    brands: Vec<u32>,
    choices: Vec<u32>,
    in_stock: u32,
    prices: Option<(i64, i64)>,
}

fn count(counts: &mut Vec<u32>, number: u64, by: u32) {
    let Ok(at) = usize::try_from(number) else { return };
    if let Some(count) = counts.get_mut(at) {
        *count += by;
    } else if at < MOST_NUMBERS {
        counts.resize(at + 1, 0);
        count(counts, number, by);
    }
}

fn add(sums: &mut Vec<u32>, counts: &[u32]) {
    if sums.len() < counts.len() {
        sums.resize(counts.len(), 0);
    }
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

impl Counts {
    /// Counts `found`, documents of the chunk that `columns` are turned to, but for their colours and sizes.
    pub(super) fn see(&mut self, columns: &mut Columns<'_>, found: &[Found]) -> Result<(), Error> {
        let places = || found.iter().map(|one| one.at);
        columns.categories()?.each(places(), |stored| count(&mut self.categories, stored.saturating_sub(1), 1));
        columns.brands()?.each(places(), |number| count(&mut self.brands, number, 1));
        columns.stock()?.each(places(), |number| self.in_stock += u32::from(number > 0));
        for Found { price, .. } in found {
            self.prices = Some(self.prices.map_or((*price, *price), |(low, high)| (low.min(*price), high.max(*price))));
        }
        Ok(())
    }

    /// Counts the colours and sizes of `found`.
    pub(super) fn see_choices(&mut self, columns: &mut Columns<'_>, found: &[Found]) -> Result<(), Error> {
        let choices = &mut self.choices;
        columns.each_choices(found.iter().map(|one| one.at), |ids| {
            for id in ids {
                count(choices, u64::from(*id), 1);
            }
        })
    }

    /// Counts the colour or size `id` so many times more.
    pub(super) fn see_choice(&mut self, id: u32, times: u32) {
        count(&mut self.choices, u64::from(id), times);
    }

    /// Adds the counts of `other`.
    pub(super) fn add(&mut self, other: &Self) {
        self.total += other.total;
        add(&mut self.categories, &other.categories);
        add(&mut self.brands, &other.brands);
        add(&mut self.choices, &other.choices);
        self.in_stock += other.in_stock;
        let both = self.prices.into_iter().chain(other.prices);
        self.prices = both.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1)));
    }

    /// The commonest values with their names.
    pub(super) fn facets(&self, cache: &Cache) -> Facets {
        let categories = top(&self.categories, |at| cache.categories.get(at).cloned());
        let brands = top(&self.brands, |at| cache.brands.get(at).cloned().filter(|name| !name.is_empty()));
        let choices = |axis: Axis| {
            let named = top(&self.choices, |at| {
                let (kind, name) = cache.choices.get(at)?;
                (*kind == axis.number()).then(|| name.clone())
            });
            named.into_iter().map(|(name, count): (Localized, u32)| ChoiceCount { name, count }).collect()
        };
        let mut categories: Vec<CategoryCount> =
            categories.into_iter().map(|((category, name), count)| CategoryCount { category, name, count }).collect();
        categories
            .sort_by(|left, right| (Reverse(left.count), &left.category).cmp(&(Reverse(right.count), &right.category)));
        let (price_min, price_max) = self.prices.unzip();
        Facets {
            categories,
            brands: brands.into_iter().map(|(name, count)| BrandCount { name, count }).collect(),
            colours: choices(Axis::Colour),
            sizes: choices(Axis::Size),
            in_stock: self.in_stock,
            price_min,
            price_max,
        }
    }
}

/// The commonest numbers that have a name, with their counts.
fn top<T>(counts: &[u32], name: impl Fn(usize) -> Option<T>) -> Vec<(T, u32)> {
    let mut some: Vec<(usize, u32)> = counts.iter().copied().enumerate().filter(|(_, n)| *n > 0).collect();
    some.sort_by_key(|(at, count)| (Reverse(*count), *at));
    some.into_iter().filter_map(|(at, count)| Some((name(at)?, count))).take(MOST).collect()
}

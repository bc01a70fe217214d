//! What a product must have to be shown.

use tenon_domain::{Localized, minor_digits};

use super::Error;
use super::answers::SearchArgs;
use super::collected::Found;
use super::columns::{Columns, NO_PRICE, Packed, price};
use super::doc_values::{Axis, key};
use super::query::Query;
use super::reader::Cache;

/// What was asked for beside words.
#[derive(Debug)]
pub(super) struct Filter<'c> {
    cache: &'c Cache,
    /// By category number, if one is asked for.
    categories: Option<Vec<bool>>,
    brand: Option<u32>,
    /// One of each: numbers of a colour, of a size.
    choices: Vec<Vec<u32>>,
    in_stock: bool,
    /// With promotions, minor units.
    price: std::ops::RangeInclusive<i64>,
}

impl<'c> Filter<'c> {
    /// What `args` and the words of `query` ask for.
    pub(super) fn new(cache: &'c Cache, args: &SearchArgs, query: &Query) -> Self {
        let categories = args.category.as_deref().filter(|path| !path.is_empty()).map(|wanted| {
            let below =
                |path: &str| path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            cache.categories.iter().map(|(path, _)| below(path)).collect()
        });
        let brand = args.brand.as_deref().filter(|name| !name.is_empty()).map(|wanted| {
            let at = cache.brands.iter().position(|name| name == wanted);
            at.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
        });
        let wanted = [(Axis::Colour, args.colour.as_deref()), (Axis::Size, args.size.as_deref())];
        let wanted = wanted.into_iter().filter_map(|(axis, name)| Some((axis, name.filter(|name| !name.is_empty())?)));
        let choices = wanted.map(|(axis, name)| named(cache, axis, name)).collect();
        let digits = i32::try_from(minor_digits(&cache.meta.currency)).unwrap_or(2);
        let minor = |major: Option<f64>| {
            #[expect(clippy::cast_possible_truncation, reason = "below 1e9 major units")]
            major.map(|major| (major * 10_f64.powi(digits)).round() as i64)
        };
        let low = args.price_min.into_iter().chain(minor(query.price_min)).max().unwrap_or(i64::MIN);
        let high = args.price_max.into_iter().chain(minor(query.price_max)).min().unwrap_or(i64::MAX);
        Self { cache, categories, brand, choices, in_stock: args.in_stock, price: low..=high }
    }

    /// Whether nothing but words was asked for.
    pub(super) fn is_open(&self) -> bool {
        self.categories.is_none()
            && self.brand.is_none()
            && self.choices.is_empty()
            && !self.in_stock
            && self.price == (i64::MIN..=i64::MAX)
    }

    /// Leaves of `found`, documents of the chunk that `columns` are turned to, those that pass, with their prices; these
    /// are without promotions when nothing depends on them, so unless `priced`.
    pub(super) fn narrow(&self, columns: &mut Columns<'_>, found: &mut Vec<Found>, priced: bool) -> Result<(), Error> {
        if let Some(wanted) = &self.categories {
            let wanted =
                |stored: u64| usize::try_from(stored).ok().and_then(|at| wanted.get(at.checked_sub(1)?)).copied();
            leave(found, columns.categories()?, |stored| wanted(stored).unwrap_or(false));
        }
        if let Some(brand) = self.brand {
            leave(found, columns.brands()?, |stored| stored == u64::from(brand));
        }
        if self.in_stock {
            leave(found, columns.stock()?, |stored| stored > 0);
        }
        for wanted in &self.choices {
            let mut has = Vec::with_capacity(found.len());
            columns.each_choices(found.iter().map(|one| one.at), |ids| {
                has.push(ids.iter().any(|id| wanted.contains(id)));
            })?;
            leave_those(found, &has);
        }
        if found.is_empty() {
            return Ok(());
        }
        let limited = self.price != (i64::MIN..=i64::MAX);
        if priced || limited {
            let mut one = found.iter_mut();
            let places: Vec<u16> = one.as_slice().iter().map(|one| one.at).collect();
            columns.prices()?.each(places.into_iter(), |stored| {
                one.next().into_iter().for_each(|one| one.price = price(stored));
            });
            found.retain(|one| one.price != NO_PRICE);
        } else {
            leave(found, columns.prices()?.as_ref(), |stored| price(stored) != NO_PRICE);
            return Ok(());
        }
        if self.cache.promoted.are_some() {
            self.cache.promoted.price(self.cache, columns, found)?;
        }
        if limited {
            found.retain(|one| self.price.contains(&one.price));
        }
        Ok(())
    }
}

/// Leaves those of `found` whose number in `column` is `fit`.
fn leave(found: &mut Vec<Found>, column: &Packed, fit: impl Fn(u64) -> bool) {
    let mut fits = Vec::with_capacity(found.len());
    column.each(found.iter().map(|one| one.at), |stored| fits.push(fit(stored)));
    leave_those(found, &fits);
}

/// Leaves those of `found` that fit. Each is moved to where it would stand: quicker than to decide for each whether to.
fn leave_those(found: &mut Vec<Found>, fits: &[bool]) {
    let mut left = 0;
    for (at, fit) in fits.iter().enumerate() {
        let one = found.get(at).copied();
        if let (Some(one), Some(slot)) = (one, found.get_mut(left)) {
            *slot = one;
        }
        left += usize::from(*fit);
    }
    found.truncate(left);
}

/// Numbers of the values of `axis` called `name` in either language.
fn named(cache: &Cache, axis: Axis, name: &str) -> Vec<u32> {
    let same = |value: &Localized| value.zh == name || value.en == name || key(value) == name.to_lowercase();
    let known = (0_u32..).zip(&cache.choices);
    known.filter(|(_, (kind, value))| *kind == axis.number() && same(value)).map(|(id, _)| id).collect()
}

//! What a product must have to be shown.

use tenon_domain::{Localized, minor_digits};

use super::Error;
use super::answers::SearchArgs;
use super::columns::{Columns, NO_PRICE};
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

    /// The category number and the price with promotion if `doc` passes.
    pub(super) fn pass(&self, columns: &mut Columns<'_>, doc: u32) -> Result<Option<(u32, i64)>, Error> {
        let Some(category) = columns.category(doc)? else { return Ok(None) };
        let wanted = |wanted: &Vec<bool>| wanted.get(category as usize).copied().unwrap_or(false);
        if !self.categories.as_ref().is_none_or(wanted) {
            return Ok(None);
        }
        if let Some(brand) = self.brand
            && columns.brand(doc)? != brand
        {
            return Ok(None);
        }
        if self.in_stock && !columns.in_stock(doc)? {
            return Ok(None);
        }
        for wanted in &self.choices {
            if !columns.choices(doc)?.iter().any(|id| wanted.contains(id)) {
                return Ok(None);
            }
        }
        let mut price = columns.price(doc)?;
        if price == NO_PRICE {
            return Ok(None);
        }
        if self.cache.promoted.are_some() {
            price = self.cache.promoted.price(self.cache, doc, (category, columns.brand(doc)?), price);
        }
        Ok(self.price.contains(&price).then_some((category, price)))
    }
}

/// Numbers of the values of `axis` called `name` in either language.
fn named(cache: &Cache, axis: Axis, name: &str) -> Vec<u32> {
    let same = |value: &Localized| value.zh == name || value.en == name || key(value) == name.to_lowercase();
    let known = (0_u32..).zip(&cache.choices);
    known.filter(|(_, (kind, value))| *kind == axis.number() && same(value)).map(|(id, _)| id).collect()
}

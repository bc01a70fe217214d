//! What a variant costs, as formats can say it.

use tenon_domain::catalog::Variant;
use tenon_store::catalog::VariantSheet;

/// The end of the year 9999, UTC milliseconds: the last that four digits can say.
const FAR: i64 = 253_402_300_799_000;

/// A regular price, and perhaps one that holds instead, for a time or for good.
pub(super) struct Offer {
    pub(super) regular_minor: i64,
    pub(super) sale: Option<Sale>,
    /// A higher price struck out beside the regular one.
    pub(super) was_minor: Option<i64>,
}

pub(super) struct Sale {
    pub(super) minor: i64,
    /// First moment and first moment after, UTC milliseconds; none for good.
    pub(super) time: Option<(i64, i64)>,
}

impl Sale {
    /// Whether it holds at `now_ms`.
    pub(super) fn holds(&self, now_ms: i64) -> bool {
        self.time.is_none_or(|(from, until)| from <= now_ms && now_ms < until)
    }
}

impl Offer {
    /// What `variant` costs; `None` without any price that holds for good or now. `shown` is what the price book and the
    /// promotions make of it now, `until` when they end.
    pub(super) fn of(variant: &Variant, shown: Option<&VariantSheet>, until: Option<i64>, now_ms: i64) -> Option<Self> {
        let imported = variant.price_at(now_ms);
        if let Some(shown) = shown.filter(|shown| Some(shown.price_minor) != imported) {
            let minor = shown.price_minor;
            let regular_minor = shown.was_minor.filter(|was| *was > minor).unwrap_or(minor);
            let time = until.map(|until| (now_ms, until));
            let sale = (minor < regular_minor).then_some(Sale { minor, time });
            return Some(Self { regular_minor, sale, was_minor: None });
        }
        let open = || variant.prices.iter().filter(|price| price.until_ms.is_none());
        let usual = open().filter(|price| price.from_ms <= now_ms).max_by_key(|price| price.from_ms);
        let regular_minor = usual.map(|price| price.minor).or(imported)?;
        // A reduction that is announced without an end is a sale whose end nobody will see.
        let announced = open().filter(|price| price.from_ms > now_ms);
        let announced = announced.map(|price| (price.minor, price.from_ms, FAR));
        let bounded = variant.prices.iter().filter_map(|price| Some((price.minor, price.from_ms, price.until_ms?)));
        let lower = |(minor, _, until): &(i64, i64, i64)| *minor < regular_minor && now_ms < *until;
        let sale = bounded.chain(announced).filter(lower).min_by_key(|(_, from, _)| *from);
        let sale = sale.map(|(minor, from, until)| Sale { minor, time: Some((from, until)) });
        Some(match (sale, variant.compare_at_minor.filter(|was| *was > regular_minor)) {
            // The struck-out price is what a sale without an end is measured by.
            (None, Some(was)) => {
                Self { regular_minor: was, sale: Some(Sale { minor: regular_minor, time: None }), was_minor: None }
            }
            (sale, was_minor) => Self { regular_minor, sale, was_minor },
        })
    }
}

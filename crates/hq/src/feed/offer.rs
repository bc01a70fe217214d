//! What a variant costs, as formats can say it.

use tenon_domain::catalog::{Product, Variant};
use tenon_domain::pricing::{Channel, Promotion, Sale as SoldAs, piece_price};

use super::Terms;

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
    /// What `variant` of `product` costs; `None` without any price that holds for good or now.
    pub(super) fn of(product: &Product, variant: &Variant, terms: &Terms<'_>) -> Option<Self> {
        let open = || variant.prices.iter().filter(|price| price.until_ms.is_none());
        let usual = open().filter(|price| price.from_ms <= terms.now_ms).max_by_key(|price| price.from_ms);
        let regular_minor = usual.map(|price| price.minor).or_else(|| variant.price_at(terms.now_ms))?;
        // A reduction that is announced without an end is a sale whose end nobody will see.
        let announced = open().filter(|price| price.from_ms > terms.now_ms);
        let announced = announced.map(|price| (price.minor, price.from_ms, FAR));
        let bounded = variant.prices.iter().filter_map(|price| Some((price.minor, price.from_ms, price.until_ms?)));
        let lower = |(minor, _, until): &(i64, i64, i64)| *minor < regular_minor && terms.now_ms < *until;
        let sale = bounded.chain(announced).filter(lower).min_by_key(|(_, from, _)| *from);
        let sale = sale.map(|(minor, from, until)| Sale { minor, time: Some((from, until)) });
        let promoted = promoted(product, regular_minor, terms)
            .filter(|promoted| promoted.minor < sale.as_ref().map_or(regular_minor, |sale| sale.minor));
        Some(match (promoted.or(sale), variant.compare_at_minor.filter(|was| *was > regular_minor)) {
            // The struck-out price is what a sale without an end is measured by.
            (None, Some(was)) => {
                Self { regular_minor: was, sale: Some(Sale { minor: regular_minor, time: None }), was_minor: None }
            }
            (sale, was_minor) => Self { regular_minor, sale, was_minor },
        })
    }
}

/// What the promotions make of a piece that act on the website now, while they all do; `None` while none does.
fn promoted(product: &Product, regular_minor: i64, terms: &Terms<'_>) -> Option<Sale> {
    let now =
        SoldAs { at_ms: terms.now_ms, zone: None, store: None, channel: Channel::Website, base_book: 0, by: None };
    let goods = product.into();
    let acts = |one: &&Promotion| one.offer.kind().is_for_pieces() && one.holds(&now) && one.is_for(&goods);
    let acting: Vec<&Promotion> = terms.promotions.iter().filter(acts).collect();
    let from = acting.iter().map(|one| one.from_ms).max()?;
    let until = acting.iter().map(|one| one.until_ms).min()?;
    Some(Sale { minor: piece_price(goods, regular_minor, 0, &acting), time: Some((from, until)) })
}

//! Where a reader of the catalog sells, and what that makes of prices.

use std::cell::Cell;

use tenon_domain::Id;
use tenon_domain::catalog::{Product, Variant};
use tenon_domain::entities::{DiscountAuthority, Store};
use tenon_domain::pricing::{BookLine, Channel, Promotion, Sale, Shown, shown};

use super::steps::moments;

/// Where someone sells. `Default` is the website with the book of the whole chain, without floors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    /// The price zone; none for the book of the whole chain.
    pub zone: Option<String>,
    /// The store.
    pub store: Option<Id<Store>>,
    /// Showroom or website.
    pub channel: Channel,
    /// Floors, and who may give how much discount.
    pub authority: Option<DiscountAuthority>,
}

impl Default for Market {
    fn default() -> Self {
        Self { zone: None, store: None, channel: Channel::Website, authority: None }
    }
}

impl Market {
    /// A sale here at `at_ms`.
    pub(super) fn sale(&self, at_ms: i64, base_book: i64) -> Sale {
        let Self { zone, store, channel, .. } = self;
        Sale { at_ms, zone: zone.clone(), store: *store, channel: *channel, base_book }
    }
}

/// What a price shown to someone depends on besides the product.
pub(super) struct Selling<'s> {
    pub(super) sale: Sale,
    pub(super) promotions: &'s [Promotion],
    pub(super) authority: Option<&'s DiscountAuthority>,
    /// First moment at which anything shown so far costs something else.
    until_ms: &'s Cell<i64>,
}

impl<'s> Selling<'s> {
    /// A sale under these rules; until when it holds what it shows is told in `until_ms`.
    pub(super) fn new(
        sale: Sale,
        promotions: &'s [Promotion],
        authority: Option<&'s DiscountAuthority>,
        until_ms: &'s Cell<i64>,
    ) -> Self {
        let selling = Self { sale, promotions, authority, until_ms };
        selling.holds_until(promotions.iter().flat_map(|one| [one.from_ms, one.until_ms]));
        selling
    }

    /// Notes the first of `moments` that lies ahead.
    fn holds_until(&self, moments: impl Iterator<Item = i64>) {
        let next = moments.filter(|moment| *moment > self.sale.at_ms).min();
        self.until_ms.set(self.until_ms.get().min(next.unwrap_or(i64::MAX)));
    }

    /// Notes that `product` is shown, at the prices of `lines`.
    pub(super) fn shows(&self, product: &Product, lines: &[BookLine]) {
        self.holds_until(moments(product, lines));
    }
    /// What a variant costs by itself.
    pub(super) fn shown(&self, product: &Product, variant: &Variant, lines: &[BookLine]) -> Option<Shown> {
        shown(product, variant, lines, &self.sale, self.promotions, self.authority)
    }
}

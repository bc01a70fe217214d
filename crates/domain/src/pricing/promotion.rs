//! Promotions: what for, when, where, how much off, and with what they may meet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Goods, GoodsFacts, Sale};
use crate::entities::Store;
use crate::{Id, Localized, Uuid};

/// Where something is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a store.
    Showroom,
    /// On the website.
    Website,
}

/// A step of a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tier {
    /// From this amount on, minor units.
    pub from_minor: i64,
    /// This much is taken off, minor units.
    pub off_minor: i64,
}

/// One of the things that make a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundlePart {
    /// Any of these.
    pub goods: Goods,
    /// How many pieces.
    pub count: u32,
}

/// How a promotion works. A basis point is a hundredth of a percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Offer {
    /// A share of each piece's price is taken off.
    Percent {
        /// How much.
        basis_points: u32,
    },
    /// An amount is taken off each piece.
    Amount {
        /// Minor units.
        minor: i64,
    },
    /// Each piece costs this, where it cost more.
    FixedPrice {
        /// Minor units.
        minor: i64,
    },
    /// Who pays `buy` pieces gets `get` cheaper ones reduced.
    BuyN {
        /// Pieces at their price.
        buy: u32,
        /// Pieces reduced.
        get: u32,
        /// By how much; 10,000 makes them free.
        basis_points: u32,
    },
    /// Whoever spends so much gets something off (满减).
    Threshold {
        /// Ascending; the highest that is reached counts.
        tiers: Vec<Tier>,
        /// Taken off as often as the amount is reached (每满).
        every: bool,
    },
    /// Several things together at one price.
    Bundle {
        /// What it takes.
        parts: Vec<BundlePart>,
        /// What all of it costs.
        minor: i64,
    },
    /// Whoever spends so much gets something with it.
    Gift {
        /// From this amount on, minor units.
        from_minor: i64,
        /// What is given.
        product: Uuid,
        /// Which of its variants.
        variant: Uuid,
        /// How many.
        count: u32,
    },
}

/// The kind of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// See `Offer::Percent`.
    Percent,
    /// See `Offer::Amount`.
    Amount,
    /// See `Offer::FixedPrice`.
    FixedPrice,
    /// See `Offer::BuyN`.
    BuyN,
    /// See `Offer::Threshold`.
    Threshold,
    /// See `Offer::Bundle`.
    Bundle,
    /// See `Offer::Gift`.
    Gift,
}

impl OfferKind {
    /// Whether it acts on each piece by itself, so that a product can be shown with it.
    pub fn is_for_pieces(self) -> bool {
        matches!(self, Self::Percent | Self::Amount | Self::FixedPrice)
    }
}

impl Offer {
    /// Its kind.
    pub fn kind(&self) -> OfferKind {
        match self {
            Self::Percent { .. } => OfferKind::Percent,
            Self::Amount { .. } => OfferKind::Amount,
            Self::FixedPrice { .. } => OfferKind::FixedPrice,
            Self::BuyN { .. } => OfferKind::BuyN,
            Self::Threshold { .. } => OfferKind::Threshold,
            Self::Bundle { .. } => OfferKind::Bundle,
            Self::Gift { .. } => OfferKind::Gift,
        }
    }

    /// What a piece of `minor` costs with it; other kinds leave it as it is. Not below 0.
    pub fn on_piece(&self, minor: i64) -> i64 {
        match self {
            Self::Percent { basis_points } => without(minor, *basis_points),
            Self::Amount { minor: off } => (minor - (*off).max(0)).max(0.min(minor)),
            Self::FixedPrice { minor: fixed } => minor.min((*fixed).max(0)),
            _ => minor,
        }
    }
}

/// `minor` without so many hundredths of a percent; the reduction is rounded half up.
pub(super) fn without(minor: i64, basis_points: u32) -> i64 {
    let off = i128::from(minor) * i128::from(basis_points.min(10_000));
    minor - i64::try_from((off + 5_000).div_euclid(10_000)).unwrap_or(0)
}

/// With which other promotions one may meet on a piece. Both must allow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// With none.
    #[default]
    Nothing,
    /// With every one that allows it too.
    Anything,
    /// With these.
    With(Vec<Uuid>),
}

impl Stacking {
    fn allows(&self, other: Uuid) -> bool {
        match self {
            Self::Nothing => false,
            Self::Anything => true,
            Self::With(allowed) => allowed.contains(&other),
        }
    }
}

/// A promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Promotion {
    /// Its identifier.
    pub id: Uuid,
    /// Its name, as customers read it.
    pub name: Localized,
    /// How it works.
    pub offer: Offer,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Goods::is_all")]
    #[ts(optional, as = "Option<Goods>")]
    pub goods: Goods,
    /// Of those, what it is not for; none for no exclusion. An exclusion of all goods excludes everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub except: Option<Goods>,
    /// Stores where it holds; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Id<Store>>>")]
    pub stores: Vec<Id<Store>>,
    /// Channels where it holds; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Channel>>")]
    pub channels: Vec<Channel>,
    /// First moment, UTC milliseconds.
    pub from_ms: i64,
    /// First moment after, UTC milliseconds.
    pub until_ms: i64,
    /// How often in one basket: pieces, groups, bundles, or times that a threshold is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub limit: Option<u32>,
    /// Higher goes first within its step.
    #[serde(default)]
    pub priority: i32,
    /// What it may meet.
    #[serde(default)]
    pub stacking: Stacking,
}

impl Promotion {
    /// Whether it holds at the moment and place of `sale`.
    pub fn holds(&self, sale: &Sale) -> bool {
        self.from_ms <= sale.at_ms
            && sale.at_ms < self.until_ms
            && (self.channels.is_empty() || self.channels.contains(&sale.channel))
            && (self.stores.is_empty() || sale.store.is_some_and(|store| self.stores.contains(&store)))
    }

    /// Whether it is for `goods`.
    pub fn is_for(&self, goods: &GoodsFacts<'_>) -> bool {
        self.goods.has(goods) && !self.except.as_ref().is_some_and(|except| except.has(goods))
    }

    /// Whether both may act on one piece.
    pub fn meets(&self, other: &Self) -> bool {
        self.stacking.allows(other.id) && other.stacking.allows(self.id)
    }

    /// Whether one more item can lower the total by it: it promises less to pay for a larger basket, or it is limited,
    /// and the limit goes over to the dearer item and leaves the other to a better promotion of lower priority.
    pub fn may_lower_total(&self) -> bool {
        self.limit.is_some() || matches!(self.offer.kind(), OfferKind::BuyN | OfferKind::Threshold | OfferKind::Bundle)
    }

    /// How often it may act.
    pub(super) fn times(&self) -> u32 {
        self.limit.unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Offer;

    #[test]
    fn a_reduction_is_rounded_half_up_once() {
        assert_eq!(Offer::Percent { basis_points: 1_000 }.on_piece(1_005), 904);
        assert_eq!(Offer::Percent { basis_points: 10_000 }.on_piece(999), 0);
        assert_eq!(Offer::Amount { minor: 50 }.on_piece(30), 0);
        assert_eq!([20, 40].map(|minor| Offer::FixedPrice { minor: 30 }.on_piece(minor)), [20, 30]);
    }
}

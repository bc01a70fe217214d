//! A campaign that sells privilege cards online.

use serde::{Deserialize, Serialize};

use crate::{Coverage, Entity, Id, Kind, Localized, Money, Scope};

/// What a tablet without the right may do with a card of the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OfflinePolicy {
    /// Nothing: it needs the right or the network.
    Refuse,
    /// Redeem until HQ has spoken.
    Provisional {
        /// How many such cards one device may take in a day of its store.
        cap_per_day: u32,
    },
}

/// What a card of the campaign is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// What is taken off the order.
    pub value: Money,
    /// In words, with whatever comes besides the money.
    pub words: Localized,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its identifier.
    pub id: Id<Campaign>,
    /// Its name.
    pub name: Localized,
    /// Where it ran: live stream, search, …
    pub channel: Localized,
    /// What the customer paid for a card.
    pub price: Money,
    /// What a card is worth.
    pub benefit: Benefit,
    /// First moment of validity, UTC milliseconds.
    pub from_ms: i64,
    /// First moment after validity, UTC milliseconds.
    pub until_ms: i64,
    /// What a tablet without the right may do.
    pub offline: OfflinePolicy,
}

impl Entity for Campaign {
    const KIND: Kind = Kind::Campaign;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

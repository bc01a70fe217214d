//! How cards come into being: batches, and how many of a campaign there are. Both stay at HQ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::Campaign;
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// Cards that were made together, to be printed or handed to a shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardBatch {
    /// Its identifier.
    pub id: Id<CardBatch>,
    /// The campaign that sells them.
    pub campaign: Id<Campaign>,
    /// How many.
    pub count: u32,
    /// When, UTC milliseconds.
    pub made_ms: i64,
    /// By whom.
    pub by_name: String,
}

impl CardBatch {
    /// The key that finds the batches of a campaign.
    pub fn of_campaign(campaign: Id<Campaign>) -> Key {
        Key::new("campaign", campaign)
    }
}

impl Entity for CardBatch {
    const KIND: Kind = Kind::CardBatch;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        Vec::new()
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_campaign(self.campaign)]
    }
}

/// How many cards a campaign has; counted as they are made, so that nobody counts cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardStock {
    /// Derived from the campaign.
    pub id: Id<CardStock>,
    /// Which campaign.
    pub campaign: Id<Campaign>,
    /// Cards that were ever made.
    pub made: u32,
    /// Cards that were ever sold.
    pub sold: u32,
}

impl CardStock {
    /// The stock of `campaign`.
    pub fn id_of(campaign: Id<Campaign>) -> Id<CardStock> {
        campaign.derive("stock")
    }
    /// Nothing yet.
    pub fn none_of(campaign: Id<Campaign>) -> Self {
        Self { id: Self::id_of(campaign), campaign, made: 0, sold: 0 }
    }
}

impl Entity for CardStock {
    const KIND: Kind = Kind::CardStock;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        Vec::new()
    }
}

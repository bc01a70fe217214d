//! Privilege cards and their redemptions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Campaign, CardBatch, Policy, Right, Staff, Store, StoreVisit};
use crate::{Coverage, DeviceId, Entity, Finality, Id, Key, Kind, Localized, Money, OpId, Scope, Uuid};

/// Whether HQ honours a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// Made, and nobody has bought it yet.
    Issued,
    /// Sold and good.
    Sold,
    /// Taken back.
    Void,
}

/// What HQ takes a card's right back for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RecallPurpose {
    /// The card is honoured no more.
    Void,
    /// The buyer gets money back, and the card is honoured no more.
    Refund {
        /// How much.
        amount: Money,
    },
    /// The buyer gets another number, and this one is honoured no more.
    Reissue {
        /// Chance, from which the new number is made.
        seed: Uuid,
    },
    /// Another showroom is the customer's.
    Transfer {
        /// Which.
        to: Id<Store>,
    },
}

impl RecallPurpose {
    /// Whether the card is honoured until its right is back.
    pub fn honours_meanwhile(&self) -> bool {
        matches!(self, Self::Transfer { .. })
    }
}

/// HQ waits for a card's right, to do something with the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recall {
    /// What for.
    pub purpose: RecallPurpose,
    /// The operation that asked.
    pub op: OpId,
    /// Who asked.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Why, in words.
    pub reason: String,
}

/// A privilege card (特权卡) that a customer buys online. That it was redeemed is a row of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its identifier.
    pub id: Id<Card>,
    /// Its number, without spaces.
    pub number: String,
    /// The campaign that sells it.
    pub campaign: Id<Campaign>,
    /// The showroom that the customer chose; none before it is sold.
    #[serde(default)]
    pub home: Option<Id<Store>>,
    /// When it was sold, UTC milliseconds.
    #[serde(default)]
    pub sold_ms: Option<i64>,
    /// The buyer's phone, masked: a showroom needs no more to ask “is it yours?”. Empty before it is sold.
    #[serde(default)]
    pub phone_masked: String,
    /// Whether it is honoured.
    pub state: CardState,
    /// First moment after its validity where that is later than its campaign's, UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
    /// The batch it was made in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<Id<CardBatch>>,
    /// What HQ waits for its right for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<Recall>,
}

impl Card {
    /// The right to redeem it.
    pub fn right(&self) -> Id<Right> {
        self.id.derive("redeem")
    }
    /// The key that finds the card of `number`.
    pub fn by_number(number: &str) -> Key {
        Key::new("number", number)
    }
    /// The key that finds the cards of a batch.
    pub fn of_batch(batch: Id<CardBatch>) -> Key {
        Key::new("batch", batch)
    }
    /// First moment after its validity, UTC milliseconds.
    pub fn until_ms(&self, campaign: &Campaign) -> i64 {
        self.until_ms.map_or(campaign.until_ms, |own| own.max(campaign.until_ms))
    }
}

impl Entity for Card {
    const KIND: Kind = Kind::Card;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.home.into_iter().map(Scope::Store).collect()
    }
    fn keys(&self) -> Vec<Key> {
        let batch = self.batch.map(Self::of_batch);
        [Self::by_number(&self.number)].into_iter().chain(batch).collect()
    }
}

/// Whether a redemption still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Stands,
    /// It was provisional, and a final one was made elsewhere.
    Lost,
    /// It was a mistake, and someone with the authority took it back.
    Undone,
}

/// Who took a redemption back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undoing {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who.
    pub by_name: String,
    /// Why, in words.
    pub reason: String,
}

/// That a card was redeemed. At most one of a card's redemptions that count is final.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Redemption {
    /// Its identifier.
    pub id: Id<Redemption>,
    /// The card's number.
    pub number: String,
    /// The campaign, as the device knew it.
    pub campaign: Id<Campaign>,
    /// Where it was done.
    pub store: Id<Store>,
    /// The name of that store, for those who do not hold its row.
    pub store_name: Localized,
    /// The card's home, so that its tablets learn of it.
    pub home: Option<Id<Store>>,
    /// The visit it belongs to.
    pub visit: Option<Id<StoreVisit>>,
    /// Who did it.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// On which device.
    pub device: DeviceId,
    /// With which operation.
    pub op: OpId,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Whether it can still change.
    pub finality: Finality,
    /// Whether it counts.
    pub standing: Standing,
    /// Who took it back, where someone did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone: Option<Undoing>,
}

impl Redemption {
    /// Until when a manager of its store may take it back, UTC milliseconds.
    pub fn undo_until_ms(&self, policy: &Policy) -> i64 {
        self.at_ms.saturating_add(i64::from(policy.undo_hours) * 3_600_000)
    }
    /// The key that finds all redemptions of a card.
    pub fn of_card(number: &str) -> Key {
        Key::new("card", number)
    }
    /// The key that finds what was redeemed in a visit.
    pub fn of_visit(visit: Id<StoreVisit>) -> Key {
        Key::new("visit", visit)
    }
    /// The key that finds what `device` redeemed on the day that `at_ms` falls in (UTC days: a cap needs no calendar).
    pub fn on_day(device: DeviceId, at_ms: i64) -> Key {
        Key::new("device-day", format_args!("{device}/{}", at_ms.div_euclid(86_400_000)))
    }
}

impl Entity for Redemption {
    const KIND: Kind = Kind::Redemption;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<_> = self.home.into_iter().chain([self.store]).map(Scope::Store).collect();
        scopes.dedup();
        scopes
    }
    fn keys(&self) -> Vec<Key> {
        let visit = self.visit.map(Self::of_visit);
        [Self::of_card(&self.number), Self::on_day(self.device, self.at_ms)].into_iter().chain(visit).collect()
    }
}

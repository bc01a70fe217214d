//! Privilege cards and their redemptions.

use serde::{Deserialize, Serialize};

use crate::entities::{Campaign, Right, Staff, Store, StoreVisit};
use crate::{Coverage, DeviceId, Entity, Finality, Id, Key, Kind, Localized, OpId, Scope};

/// Whether HQ still honours a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// Sold and good.
    Sold,
    /// Taken back.
    Void,
}

/// A privilege card (特权卡) that a customer bought online. That it was redeemed is a row of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its identifier.
    pub id: Id<Card>,
    /// Its number, without spaces.
    pub number: String,
    /// The campaign that sold it.
    pub campaign: Id<Campaign>,
    /// The showroom that the customer chose.
    pub home: Id<Store>,
    /// When it was sold, UTC milliseconds.
    pub sold_ms: i64,
    /// The buyer's phone, masked: a showroom needs no more to ask “is it yours?”.
    pub phone_masked: String,
    /// Whether it is honoured.
    pub state: CardState,
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
}

impl Entity for Card {
    const KIND: Kind = Kind::Card;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.home)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::by_number(&self.number)]
    }
}

/// Whether a redemption still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Stands,
    /// It was provisional, and a final one was made elsewhere.
    Lost,
}

/// That a card was redeemed. At most one of a card's redemptions is final.
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
}

impl Redemption {
    /// The key that finds all redemptions of a card.
    pub fn of_card(number: &str) -> Key {
        Key::new("card", number)
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
        vec![Self::of_card(&self.number), Self::on_day(self.device, self.at_ms)]
    }
}

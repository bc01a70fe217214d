//! What HQ alone knows of a card: who bought it and through what, and what was done with it since.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Card, Staff, Store};
use crate::{Coverage, Entity, Id, Key, Kind, Money, Scope, phone_tail};

/// Where a buyer came from, as the website knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct BuyerSource {
    /// Where the advertisement ran: `douyin`, `search`, …
    pub channel: String,
    /// The website's own name of its campaign.
    pub campaign: String,
    /// The word that was searched for.
    pub keyword: String,
    /// The advertisement network's identifier of the click.
    pub click: String,
}

/// The sale of a card. It stays at HQ: a showroom sees the phone masked, on the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSale {
    /// Derived from the card.
    pub id: Id<CardSale>,
    /// Which card.
    pub card: Id<Card>,
    /// The website that sold it.
    pub site: Id<Staff>,
    /// The website's identifier of what was ordered.
    pub order: String,
    /// The buyer's phone in E.164; empty once the buyer's data were erased.
    pub phone: String,
    /// What was paid.
    pub paid: Money,
    /// Where the buyer came from.
    pub source: BuyerSource,
    /// When, UTC milliseconds.
    pub sold_ms: i64,
    /// The card that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Id<Card>>,
}

impl CardSale {
    /// The sale of `card`.
    pub fn id_of(card: Id<Card>) -> Id<CardSale> {
        card.derive("sale")
    }
    /// The key that finds what `site` sold under its identifier `order`.
    pub fn of_order(site: Id<Staff>, order: &str) -> Key {
        Key::new("order", format_args!("{site}/{order}"))
    }
    /// The key that finds what was sold to phones with these last four digits.
    pub fn of_phone(tail: &str) -> Key {
        Key::new("phone", tail)
    }
}

impl Entity for CardSale {
    const KIND: Kind = Kind::CardSale;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        Vec::new()
    }
    fn keys(&self) -> Vec<Key> {
        // What took its place is what the order bought.
        let order = self.replaced_by.is_none().then(|| Self::of_order(self.site, &self.order));
        let phone = (!self.phone.is_empty()).then(|| Self::of_phone(&phone_tail(&self.phone)));
        phone.into_iter().chain(order).collect()
    }
}

/// What was done with a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardDeed {
    /// It was sold.
    Sold {
        /// The showroom that the customer chose.
        home: Id<Store>,
    },
    /// Its right was asked back.
    Recalled,
    /// Its right was spent before it could be taken back, so that nothing came of the recall.
    RecallFell,
    /// It is honoured no more.
    Voided,
    /// The buyer gets this much back.
    Refunded {
        /// How much.
        amount: Money,
    },
    /// It took the place of another card.
    Replaces {
        /// The number of that card.
        number: String,
    },
    /// Another card took its place.
    ReplacedBy {
        /// The number of that card.
        number: String,
    },
    /// Another showroom is the customer's.
    Transferred {
        /// Which.
        to: Id<Store>,
    },
    /// It is valid for longer.
    Extended {
        /// First moment after its validity, UTC milliseconds.
        until_ms: i64,
    },
    /// Its redemption was taken back.
    RedemptionUndone,
    /// Its right was taken from a device without the device's word.
    RightReclaimed,
}

/// An entry in a card's history. Never changed, and it stays at HQ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEvent {
    /// Its identifier.
    pub id: Id<CardEvent>,
    /// Which card.
    pub card: Id<Card>,
    /// Its place in the history; a tablet's clock does not decide what came first.
    pub nth: u32,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom; the device's name where it did it by itself.
    pub by_name: String,
    /// What.
    pub deed: CardDeed,
    /// Why, in words.
    pub reason: String,
}

impl CardEvent {
    /// The key that finds a card's history.
    pub fn of_card(card: Id<Card>) -> Key {
        Key::new("card", card)
    }
}

impl Entity for CardEvent {
    const KIND: Kind = Kind::CardEvent;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        Vec::new()
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_card(self.card)]
    }
}

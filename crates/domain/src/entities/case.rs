//! Cases: whatever needs a person's attention.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::card_number::CardNumber;
use crate::entities::{Order, Staff, Store};
use crate::ops::RedeemCard;
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, OpId, Operation, Refusal, Scope, Stop};

/// Why there is a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseNature {
    /// HQ refused an intent.
    Refused,
    /// A fact contradicts what HQ knows.
    Conflict,
    /// HQ could not judge.
    Quarantined,
}

/// What a person does about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Seen; nothing to do.
    Acknowledged,
    /// The customer pays the difference.
    CollectDifference,
    /// The manager lets it pass.
    Goodwill,
    /// Another window is offered.
    Rebook,
    /// What was built on it is called off.
    Cancel,
}

/// A value that differs between the tablet and HQ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Difference {
    /// What differs; a key of the message catalogue.
    pub field: String,
    /// On the tablet.
    pub here: String,
    /// At HQ.
    pub hq: String,
}

/// An operation that fell with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cascaded {
    /// Which.
    pub op: OpId,
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
}

/// How a case was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// What was done.
    pub remedy: Remedy,
    /// In words.
    pub note: String,
}

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Derived from what it is about, so that there is never a second one.
    pub id: Id<Case>,
    /// The operation it is about.
    pub op: OpId,
    /// Why.
    pub nature: CaseNature,
    /// The device that handed the operation in.
    pub device: DeviceId,
    /// The store it was done in.
    pub store: Id<Store>,
    /// The operation's tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// What happened and what to do.
    pub refusal: Refusal,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What can be done, the usual first.
    pub remedies: Vec<Remedy>,
    /// What fell with it.
    pub cascade: Vec<Cascaded>,
    /// When it arose, UTC milliseconds.
    pub opened_ms: i64,
    /// How it was closed; only people close one.
    pub closed: Option<Closing>,
    /// The order that a remedy acts on, where the operation itself says which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Id<Order>>,
}

impl Remedy {
    /// What can be done about a card that does not count: on the order that stands on it, or nothing at all.
    pub const OF_A_CARD: [Self; 4] = [Self::CollectDifference, Self::Goodwill, Self::Cancel, Self::Acknowledged];
}

impl Case {
    /// The one case about the outcome of `op`.
    pub fn id_about(op: OpId) -> Id<Case> {
        Id::new(op.0)
    }
    /// The card whose redemption fell.
    pub fn card(&self) -> Option<CardNumber> {
        CardNumber::parse(&self.subject).ok().filter(|_| self.tag == RedeemCard::TAG)
    }
    /// Whether a remedy of it can act on `order`: one that it names, or one of its store on which its card stands.
    pub fn is_about(&self, order: &Order) -> bool {
        let fallen = self.card().filter(|_| order.store == self.store);
        self.order == Some(order.id) || fallen.is_some_and(|card| order.card.as_deref() == Some(card.as_str()))
    }
    /// Closes it in the name of `by`, unless somebody was faster.
    pub(crate) fn close(&mut self, at_ms: i64, by: &Staff, remedy: Remedy, note: &str) -> Result<(), Stop> {
        if let Some(closed) = &self.closed {
            return Err(Refusal::case_closed(&closed.by).into());
        }
        self.closed = Some(Closing { at_ms, by: by.name.clone(), remedy, note: note.to_owned() });
        Ok(())
    }
    /// The key that finds every case that `op` is part of.
    pub fn about(op: OpId) -> Key {
        Key::new("op", op)
    }
    /// The key that finds every case that was closed on the UTC day of `at_ms`.
    pub fn closed_on_day(at_ms: i64) -> Key {
        Key::new("closed", at_ms.div_euclid(86_400_000))
    }
    /// The key that finds every open case.
    pub fn open() -> Key {
        Key::new("state", "open")
    }
}

impl Entity for Case {
    const KIND: Kind = Kind::Case;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store), Scope::Device(self.device)]
    }
    fn keys(&self) -> Vec<Key> {
        let mut keys = vec![Self::about(self.op)];
        keys.extend(self.cascade.iter().map(|fallen| Self::about(fallen.op)));
        keys.push(match &self.closed {
            None => Self::open(),
            Some(closing) => Self::closed_on_day(closing.at_ms),
        });
        keys
    }
}

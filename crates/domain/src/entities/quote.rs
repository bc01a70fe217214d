//! Quotes: what a customer was offered, version by version.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Order, Role, Staff, Store, StoreVisit, Touch};
use crate::quoting::QuoteContent;
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, Scope};

/// Whom a quote is for, as they gave their name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Buyer {
    /// Their name, or a word to know them by.
    pub name: String,
    /// Their phone in E.164, if they gave it.
    pub phone: Option<String>,
    /// Where it is to be delivered and fitted; may be empty.
    #[serde(default)]
    pub address: String,
}

/// A quote. What is offered stands in its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Its identifier.
    pub id: Id<Quote>,
    /// Where.
    pub store: Id<Store>,
    /// The visit it was written in.
    pub visit: Option<Id<StoreVisit>>,
    /// Whom it is for.
    pub buyer: Buyer,
    /// Who wrote it first.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub made_ms: i64,
    /// When it was last changed, UTC milliseconds.
    pub changed_ms: i64,
    /// The versions that nobody has written over: one, or several that were written at the same time on two tablets and
    /// that somebody has to choose between.
    pub heads: Vec<Id<QuoteVersion>>,
    /// The order that came of it.
    pub order: Option<Id<Order>>,
    /// What brought the customer, as the visit knew it.
    #[serde(default)]
    pub touch: Touch,
}

impl Quote {
    /// What people call it: a letter and six characters.
    pub fn number(&self) -> String {
        format!("Q-{}", self.id.code())
    }
    /// The key that finds every quote that was last changed in the week that `at_ms` falls in.
    pub fn in_week(at_ms: i64) -> Key {
        Key::new("week", at_ms.div_euclid(7 * 86_400_000))
    }
    /// The key that finds the quotes of whoever gave `phone`, in E.164.
    pub fn of_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds the quotes of a visit.
    pub fn of_visit(visit: Id<StoreVisit>) -> Key {
        Key::new("visit", visit)
    }
}

impl Entity for Quote {
    const KIND: Kind = Kind::Quote;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let visit = self.visit.map(Self::of_visit);
        let phone = self.buyer.phone.as_deref().map(Self::of_phone);
        [Self::in_week(self.changed_ms)].into_iter().chain(visit).chain(phone).collect()
    }
}

/// What somebody with the authority said to a discount by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiscountAnswer {
    /// Whether the discount may be given.
    pub granted: bool,
    /// Who said so.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// The role they said it in.
    pub role: Role,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// In words.
    pub note: String,
}

/// Where the discount by hand on a version stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// Roles that may answer, the one with the least authority first.
    pub able: Vec<Role>,
    /// What was answered; none while it waits.
    pub answer: Option<DiscountAnswer>,
}

/// What was offered at one time. Its writer goes on changing it until it is fixed; who changes it after writes a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteVersion {
    /// Its identifier.
    pub id: Id<QuoteVersion>,
    /// Of which quote.
    pub quote: Id<Quote>,
    /// Where.
    pub store: Id<Store>,
    /// The versions it was written over.
    pub over: Vec<Id<QuoteVersion>>,
    /// What is offered.
    pub content: QuoteContent,
    /// Who wrote it.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// On which device.
    pub device: DeviceId,
    /// When it was last changed, UTC milliseconds.
    pub at_ms: i64,
    /// Whether the discount by hand may be given; none where there is none.
    pub approval: Option<Approval>,
    /// Whether it was given to the customer, answered or signed: it never changes again.
    pub fixed: bool,
}

impl QuoteVersion {
    /// The key that finds the versions of a quote.
    pub fn of_quote(quote: Id<Quote>) -> Key {
        Key::new("quote", quote)
    }

    /// The key that finds the versions whose discount waits for an answer.
    pub fn waiting() -> Key {
        Key::new("answer", "none")
    }

    /// Whether nobody has to say anything before it may be signed.
    pub fn is_granted(&self) -> bool {
        self.approval.as_ref().is_none_or(|one| one.answer.as_ref().is_some_and(|answer| answer.granted))
    }
}

impl Entity for QuoteVersion {
    const KIND: Kind = Kind::QuoteVersion;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let waits = self.approval.as_ref().is_some_and(|one| one.answer.is_none());
        [Self::of_quote(self.quote)].into_iter().chain(waits.then(Self::waiting)).collect()
    }
}

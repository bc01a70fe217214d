//! A customer's visit to a store.

use serde::{Deserialize, Serialize};

use crate::entities::{Campaign, Card, Staff, Store};
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// A customer in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoreVisit {
    /// Its identifier.
    pub id: Id<StoreVisit>,
    /// Where.
    pub store: Id<Store>,
    /// The customer, as they gave their name.
    pub name: String,
    /// Their phone, if they gave it.
    pub phone: Option<String>,
    /// The card they came with.
    pub card: Option<Id<Card>>,
    /// The campaign that brought them.
    pub campaign: Option<Id<Campaign>>,
    /// Who serves them.
    pub by: Id<Staff>,
    /// When they came, UTC milliseconds.
    pub started_ms: i64,
    /// When they left.
    pub ended_ms: Option<i64>,
}

impl StoreVisit {
    /// The key that finds every visit that began on the UTC day of `at_ms`.
    pub fn on_day(at_ms: i64) -> Key {
        Key::new("day", at_ms.div_euclid(86_400_000))
    }
}

impl Entity for StoreVisit {
    const KIND: Kind = Kind::StoreVisit;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::on_day(self.started_ms)]
    }
}

//! A customer's visit to a store.

use serde::{Deserialize, Serialize};

use crate::entities::{Campaign, Card, Customer, Staff, Store, Touch};
use crate::{Coverage, Entity, Id, Key, Kind, OpId, Scope};

/// A customer in the store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoreVisit {
    /// Its identifier.
    pub id: Id<StoreVisit>,
    /// Where.
    pub store: Id<Store>,
    /// The customer, as they gave their name; empty once it was erased.
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
    /// Who they are, where phone or card says it.
    #[serde(default)]
    pub customer: Option<Id<Customer>>,
    /// How they were found.
    #[serde(default)]
    pub touch: Touch,
    /// The operation that made it.
    #[serde(default)]
    pub op: Option<OpId>,
}

impl StoreVisit {
    /// The key that finds every visit that began on the UTC day of `at_ms`.
    pub fn on_day(at_ms: i64) -> Key {
        Key::new("day", at_ms.div_euclid(86_400_000))
    }
    /// The key that finds the visits of whoever gave `phone`, in E.164.
    pub fn of_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds the visits of a customer.
    pub fn of_customer(customer: Id<Customer>) -> Key {
        Key::new("customer", customer)
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
        let customer = self.customer.map(Self::of_customer);
        let phone = self.phone.as_deref().map(Self::of_phone);
        [Self::on_day(self.started_ms)].into_iter().chain(customer).chain(phone).collect()
    }
}

//! Goodwill: what a store's managers let pass.

use serde::{Deserialize, Serialize};

use crate::entities::{Case, Order, Staff, Store};
use crate::scheduling::Date;
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// A customer keeps what a card took off although the card did not count. The store's budget for the month bears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goodwill {
    /// Its identifier.
    pub id: Id<Goodwill>,
    /// The store that bears it.
    pub store: Id<Store>,
    /// On which order.
    pub order: Id<Order>,
    /// The case that was closed with it.
    pub case: Id<Case>,
    /// How much, minor units; above 0.
    pub minor: i64,
    /// Why, in words.
    pub note: String,
    /// Who let it pass.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

impl Goodwill {
    /// The key that finds what `store` let pass in the month that `at_ms` falls in. Months are UTC's, so that no calendar
    /// is needed to agree on one; in China they change at eight in the morning, before a showroom opens.
    pub fn in_month(store: Id<Store>, at_ms: i64) -> Key {
        Key::new("month", format_args!("{store}/{}", Date::utc(at_ms).month()))
    }
}

impl Entity for Goodwill {
    const KIND: Kind = Kind::Goodwill;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::in_month(self.store, self.at_ms)]
    }
}

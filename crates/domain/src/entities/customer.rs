//! A customer: whom the chain knows by phone or card.
//!
//! The same person may be written down twice by two tablets that cannot see each other. HQ then keeps both rows: the one
//! that came later points to the first (`merged_into`), so that whatever names either finds the person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Card, Role, Staff, Store, Touch};
use crate::{Coverage, Entity, Id, Key, Kind, Scope, mask_phone, phone_tail};

/// Where a customer lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Address {
    /// Code of the smallest division that is known, six digits (GB/T 2260): `330106`, or `330000` where only the
    /// province is; empty where none is.
    pub division: String,
    /// Province, autonomous region or municipality: `浙江省`.
    pub province: String,
    /// Prefecture: `杭州市`; empty in municipalities.
    pub city: String,
    /// District or county: `西湖区`.
    pub district: String,
    /// The rest, as it was typed: `文三路 100 号`.
    pub street: String,
}

/// What a customer agreed to, or did not any more. Never changed: a withdrawal is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Consent {
    /// What for: `contact`, `marketing`, …
    pub purpose: String,
    /// Given, or withdrawn.
    pub given: bool,
    /// What they were told, word for word.
    pub wording: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who wrote it down; a website's name where it did.
    pub by_name: String,
    /// Where; none where it was not in a store.
    pub store: Option<Id<Store>>,
}

/// What is written of a customer that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CustomerField {
    /// Their name.
    Name,
    /// A phone.
    Phone,
    /// An address.
    Address,
}

/// What was written of a customer until somebody changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CustomerChange {
    /// What it is.
    pub field: CustomerField,
    /// What stood there.
    pub before: String,
    /// When it was changed, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

/// Changes that are kept of one customer; the oldest go.
const CHANGES_LIMIT: usize = 40;

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Their identifier.
    pub id: Id<Customer>,
    /// Their name, or a word to know them by.
    pub name: String,
    /// Their phones in E.164, the one to call first.
    pub phones: Vec<String>,
    /// Where they live, the newest first.
    pub addresses: Vec<Address>,
    /// The cards they came with.
    pub cards: Vec<Id<Card>>,
    /// What they agreed to, the oldest first.
    pub consents: Vec<Consent>,
    /// The showrooms that know them.
    pub stores: Vec<Id<Store>>,
    /// How they were found first.
    pub touch: Touch,
    /// When they were written down, UTC milliseconds.
    pub made_ms: i64,
    /// By whom.
    pub by: Option<Id<Staff>>,
    /// The customer that they turned out to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Id<Customer>>,
    /// What was written before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<CustomerChange>,
    /// When what is personal was removed, UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_ms: Option<i64>,
}

impl Customer {
    /// The key that finds whoever has `phone`, in E.164.
    pub fn by_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds whoever has a phone with these last four digits.
    pub fn by_tail(tail: &str) -> Key {
        Key::new("tail", tail)
    }
    /// The key that finds whoever is called exactly so.
    pub fn by_name(name: &str) -> Key {
        Key::new("name", name)
    }
    /// The key that finds whoever came with `card`.
    pub fn by_card(card: Id<Card>) -> Key {
        Key::new("card", card)
    }
    /// The key that finds the rows that turned out to be `winner`.
    pub fn merged_into(winner: Id<Customer>) -> Key {
        Key::new("into", winner)
    }

    /// Notes what stood there until now.
    pub fn note_change(&mut self, change: CustomerChange) {
        self.changes.push(change);
        self.keep_changes();
    }

    fn keep_changes(&mut self) {
        self.changes.sort_by_key(|change| change.at_ms);
        self.changes.drain(..self.changes.len().saturating_sub(CHANGES_LIMIT));
    }

    /// Takes over what is known of `other`, who is the same person; loses nothing that either says.
    pub fn absorb(&mut self, other: &Customer) {
        fn add<T: PartialEq + Clone>(all: &mut Vec<T>, more: &[T]) {
            for one in more {
                if !all.contains(one) {
                    all.push(one.clone());
                }
            }
        }
        if self.name.is_empty() {
            self.name.clone_from(&other.name);
        }
        add(&mut self.phones, &other.phones);
        add(&mut self.addresses, &other.addresses);
        add(&mut self.cards, &other.cards);
        add(&mut self.stores, &other.stores);
        add(&mut self.consents, &other.consents);
        self.consents.sort_by_key(|consent| consent.at_ms);
        add(&mut self.changes, &other.changes);
        self.keep_changes();
        if (other.made_ms, other.id) < (self.made_ms, self.id) {
            self.touch = other.touch.clone();
            self.made_ms = other.made_ms;
            self.by = other.by;
        }
    }

    /// Whether they agreed to `purpose`, by the newest word on it; none where nobody asked.
    pub fn agrees(&self, purpose: &str) -> Option<bool> {
        self.consents.iter().rev().find(|consent| consent.purpose == purpose).map(|consent| consent.given)
    }

    /// Whether it stands for a person by itself.
    pub fn is_live(&self) -> bool {
        self.merged_into.is_none() && self.erased_ms.is_none()
    }

    /// Whether someone in `role` is shown phones whole: they run the store, serve this customer or work at HQ.
    pub fn sees_phone(role: Role, serves: bool) -> bool {
        serves || matches!(role, Role::Manager | Role::Clerk)
    }

    /// What someone in `role` is shown of `phone`.
    pub fn shown_phone(phone: &str, role: Role, serves: bool) -> String {
        if Self::sees_phone(role, serves) { phone.to_owned() } else { mask_phone(phone) }
    }
}

impl Entity for Customer {
    const KIND: Kind = Kind::Customer;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.stores.iter().copied().map(Scope::Store).collect()
    }
    fn keys(&self) -> Vec<Key> {
        if let Some(winner) = self.merged_into {
            return vec![Self::merged_into(winner)];
        }
        let cards = self.cards.iter().copied().map(Self::by_card);
        let phones = self.phones.iter().map(|phone| Self::by_phone(phone));
        let mut tails: Vec<Key> = self.phones.iter().map(|phone| Self::by_tail(&phone_tail(phone))).collect();
        tails.sort();
        tails.dedup();
        let name = (!self.name.is_empty()).then(|| Self::by_name(&self.name));
        phones.chain(cards).chain(tails).chain(name).collect()
    }
}

//! Orders: what a customer signed for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Buyer, Payment, Quote, QuoteVersion, Staff, Store, StoreVisit, Touch};
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// When a part of the price falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// With the signature.
    Signing,
    /// When the drawing is confirmed.
    Drawing,
    /// Before the goods are delivered.
    Delivery,
    /// When everything is fitted.
    Fitting,
}

/// A part of the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Instalment {
    /// When it falls due.
    pub due: Due,
    /// How much, minor units.
    pub minor: i64,
}

/// A customer's signature, bound to what they were shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signature {
    /// Who signed.
    pub name: String,
    /// SHA-256 of the paper that they saw before they signed, lower-case hex.
    pub document: String,
    /// The pen's strokes: points as thousandths of the field's width, x and y in turn.
    pub strokes: Vec<Vec<u16>>,
}

/// A version that was signed, at the beginning or as a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// What was agreed.
    pub version: Id<QuoteVersion>,
    /// What it costs, minor units.
    pub total_minor: i64,
    /// When each part falls due.
    pub instalments: Vec<Instalment>,
    /// Who signed it, and what.
    pub signature: Signature,
    /// Who took the signature.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

/// Who called an order or an appointment off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cancellation {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who.
    pub by_name: String,
    /// Why, in words.
    pub reason: String,
}

/// An order. Payments are rows of their own, so that they add up in whatever order they arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its identifier.
    pub id: Id<Order>,
    /// The quote it came of.
    pub quote: Id<Quote>,
    /// Where.
    pub store: Id<Store>,
    /// The visit it was signed in.
    pub visit: Option<Id<StoreVisit>>,
    /// Whose it is.
    pub buyer: Buyer,
    /// ISO 4217.
    pub currency: String,
    /// Number of the privilege card that it was signed with.
    pub card: Option<String>,
    /// What brought the customer: what the sale is credited to.
    #[serde(default)]
    pub touch: Touch,
    /// What was signed, the latest last.
    pub agreements: Vec<Agreement>,
    /// Who called it off, if somebody did.
    pub cancelled: Option<Cancellation>,
    /// What became of its card, where that turned out not to count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_lost: Option<LostCard>,
}

/// A card that an order stood on was another's, and somebody settled it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LostCard {
    /// Its number, without spaces.
    pub card: String,
    /// What it had taken off, minor units.
    pub minor: i64,
    /// Whether the customer pays that after all; else the store bears it.
    pub collected: bool,
    /// Who settled it.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

/// What an order costs and what came in. `balance_minor` is what is still to pay; below 0 the customer is owed money.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// What is to be paid in all, minor units; nothing for an order that was called off.
    pub total_minor: i64,
    /// What came in, minor units.
    pub paid_minor: i64,
    /// What was given back, minor units.
    pub returned_minor: i64,
    /// What is still to pay, minor units.
    pub balance_minor: i64,
}

impl Order {
    /// What people call it: a letter and six characters.
    pub fn number(&self) -> String {
        Self::number_of(self.id)
    }
    /// What people call an order that need not be at hand.
    pub fn number_of(id: Id<Order>) -> String {
        format!("D-{}", id.code())
    }
    /// What holds now.
    pub fn agreement(&self) -> Option<&Agreement> {
        self.agreements.last()
    }
    /// When it was signed first, UTC milliseconds.
    pub fn signed_ms(&self) -> i64 {
        self.agreements.first().map_or(0, |one| one.at_ms)
    }
    /// What its lost card had taken off and the customer pays after all, minor units. It is owed as long as the card stands
    /// on what was signed: a change without the card has the full price in it.
    pub fn collected_minor(&self) -> i64 {
        let lost = self.card_lost.as_ref().filter(|lost| lost.collected && self.card.as_ref() == Some(&lost.card));
        lost.map_or(0, |lost| lost.minor)
    }
    /// What it costs and what came in, by `payments` in any order.
    pub fn account<'p>(&self, payments: impl IntoIterator<Item = &'p Payment>) -> Account {
        let owed = self.agreement().filter(|_| self.cancelled.is_none());
        let mut account = Account {
            total_minor: owed.map_or(0, |one| one.total_minor + self.collected_minor()),
            ..Account::default()
        };
        for payment in payments {
            let into = if payment.returned { &mut account.returned_minor } else { &mut account.paid_minor };
            *into += payment.minor;
        }
        account.balance_minor = account.total_minor - account.paid_minor + account.returned_minor;
        account
    }
    /// The key that finds every order that was signed in the week that `at_ms` falls in.
    pub fn in_week(at_ms: i64) -> Key {
        Key::new("week", at_ms.div_euclid(7 * 86_400_000))
    }
    /// The key that finds the orders of a quote.
    pub fn of_quote(quote: Id<Quote>) -> Key {
        Key::new("quote", quote)
    }
    /// The key that finds the orders of whoever gave `phone`, in E.164.
    pub fn of_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds the orders that were signed with a card.
    pub fn with_card(number: &str) -> Key {
        Key::new("card", number)
    }
}

impl Entity for Order {
    const KIND: Kind = Kind::Order;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let card = self.card.as_deref().map(Self::with_card);
        let phone = self.buyer.phone.as_deref().map(Self::of_phone);
        [Self::in_week(self.signed_ms()), Self::of_quote(self.quote)].into_iter().chain(card).chain(phone).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Agreement, Cancellation, Order, Signature};
    use crate::entities::{Buyer, Payment, PaymentMethod, Touch};
    use crate::{Id, Uuid};

    fn order(totals: &[i64], cancelled: bool) -> Order {
        let agreement = |total_minor: &i64| Agreement {
            version: Id::new(Uuid::nil()),
            total_minor: *total_minor,
            instalments: Vec::new(),
            signature: Signature { name: String::new(), document: String::new(), strokes: Vec::new() },
            by: Id::new(Uuid::nil()),
            by_name: String::new(),
            at_ms: 0,
        };
        let cancellation = Cancellation { at_ms: 0, by_name: String::new(), reason: String::new() };
        Order {
            id: Id::new(Uuid::nil()),
            quote: Id::new(Uuid::nil()),
            store: Id::new(Uuid::nil()),
            visit: None,
            buyer: Buyer::default(),
            currency: "CNY".into(),
            card: None,
            touch: Touch::default(),
            agreements: totals.iter().map(agreement).collect(),
            cancelled: cancelled.then_some(cancellation),
            card_lost: None,
        }
    }

    fn payment((minor, returned): (i64, bool)) -> Payment {
        Payment {
            id: Id::new(Uuid::nil()),
            order: Id::new(Uuid::nil()),
            store: Id::new(Uuid::nil()),
            device: Id::new(Uuid::nil()),
            op: Id::new(Uuid::nil()),
            returned,
            minor,
            method: PaymentMethod::Cash,
            reference: String::new(),
            receipt: String::new(),
            reason: String::new(),
            by: Id::new(Uuid::nil()),
            by_name: String::new(),
            at_ms: 0,
        }
    }

    proptest! {
        #[test]
        fn an_account_is_the_same_in_every_order_of_arrival(
            totals in prop::collection::vec(0_i64..1_000_000, 1..4),
            payments in prop::collection::vec((1_i64..1_000_000, any::<bool>()), 0..12).prop_shuffle(),
            cancelled in any::<bool>(),
        ) {
            let order = order(&totals, cancelled);
            let account = order.account(&payments.iter().copied().map(payment).collect::<Vec<_>>());
            let mut sorted = payments.clone();
            sorted.sort_unstable();
            prop_assert_eq!(account, order.account(&sorted.into_iter().map(payment).collect::<Vec<_>>()));
            let owed = if cancelled { 0 } else { totals[totals.len() - 1] };
            let sum = |returned| payments.iter().filter(|one| one.1 == returned).map(|one| one.0).sum::<i64>();
            prop_assert_eq!(account.balance_minor, owed - sum(false) + sum(true));
        }
    }
}

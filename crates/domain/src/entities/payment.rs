//! Money that a customer paid, or was given back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Order, Staff, Store};
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, OpId, Scope};

/// How money changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// The card terminal beside the tablet; its slip has the reference.
    Terminal,
    /// Cash.
    Cash,
    /// A transfer to the chain's account.
    Transfer,
    /// A code that the customer paid with their phone.
    Code,
}

impl PaymentMethod {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Cash => "cash",
            Self::Transfer => "transfer",
            Self::Code => "code",
        }
    }
}

/// Money that changed hands. It is never changed: what was wrong is given back by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its identifier.
    pub id: Id<Payment>,
    /// For which order.
    pub order: Id<Order>,
    /// Where.
    pub store: Id<Store>,
    /// On which device.
    pub device: DeviceId,
    /// With which operation.
    pub op: OpId,
    /// Whether it was given back to the customer.
    pub returned: bool,
    /// How much, minor units; above 0.
    pub minor: i64,
    /// How.
    pub method: PaymentMethod,
    /// The terminal's or the bank's reference; no card number, ever. Empty for cash.
    pub reference: String,
    /// Number of the receipt.
    pub receipt: String,
    /// Why, in words, where it was given back.
    pub reason: String,
    /// Who took it or gave it.
    pub by: Id<Staff>,
    /// Their name.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

impl Payment {
    /// The key that finds the payments of an order.
    pub fn of_order(order: Id<Order>) -> Key {
        Key::new("order", order)
    }
    /// The key that finds the payments of one reference.
    pub fn with_reference(method: PaymentMethod, reference: &str) -> Key {
        Key::new("reference", format_args!("{}/{reference}", method.as_str()))
    }
}

impl Entity for Payment {
    const KIND: Kind = Kind::Payment;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let reference = Some(&self.reference).filter(|one| !one.is_empty());
        let reference = reference.map(|reference| Self::with_reference(self.method, reference));
        [Self::of_order(self.order)].into_iter().chain(reference).collect()
    }
}

//! The waiting list: customers who are to be called when a place comes free that suits them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog::ServiceRoute;
use crate::entities::{Appointment, Contact, Crew, Customer, FollowUp, Order, Project, Store, StoreVisit, Window};
use crate::scheduling::DayPart;
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

use super::WorkKind;

/// Units of a window that HQ keeps for somebody on the waiting list, until the store has asked them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptPlace {
    /// Of which window.
    pub window: Id<Window>,
    /// Whose.
    pub crew: Id<Crew>,
    /// Its start, UTC milliseconds.
    pub start_ms: i64,
    /// Its end, UTC milliseconds.
    pub end_ms: i64,
    /// When they go to somebody else, UTC milliseconds.
    pub until_ms: i64,
}

/// How the waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitlistOutcome {
    /// They were given a place.
    Booked,
    /// They do not want one any more.
    Left,
    /// The last of their days came.
    Over,
}

/// The end of the waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitlistEnd {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
    /// How.
    pub outcome: WaitlistOutcome,
    /// Why, in words; may be empty.
    pub reason: String,
}

/// A customer who waits for a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitlistEntry {
    /// Its identifier.
    pub id: Id<WaitlistEntry>,
    /// Which store is to call them.
    pub store: Id<Store>,
    /// What for.
    pub kind: WorkKind,
    /// Whom.
    pub contact: Contact,
    /// Code of the area that they live in; empty where the travel table did not know it.
    pub area: String,
    /// Path of the category of the goods, where it was said.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
    /// Work units that the visit takes.
    pub units: u32,
    /// A word for the crew.
    pub note: String,
    /// The first day that will do, `2026-11-22`.
    pub from: String,
    /// The last day that will do.
    pub until: String,
    /// The half of the day that will do; none: both.
    pub part: Option<DayPart>,
    /// The appointment that they would have earlier.
    pub appointment: Option<Id<Appointment>>,
    /// The store visit during which it was made.
    pub visit: Option<Id<StoreVisit>>,
    /// Who they are, where the visit says it.
    pub customer: Option<Id<Customer>>,
    /// How the goods come, where a project begins with the visit.
    pub route: Option<ServiceRoute>,
    /// The project that it goes on with.
    pub project: Option<Id<Project>>,
    /// The order that it serves.
    pub order: Option<Id<Order>>,
    /// The job that it follows up.
    pub follows: Option<FollowUp>,
    /// Since when they wait, UTC milliseconds.
    pub since_ms: i64,
    /// Who put them on the list.
    pub by_name: String,
    /// What HQ keeps for them.
    pub kept: Option<KeptPlace>,
    /// Places that were kept for them and that they did not take; none at these times is kept for them again.
    pub passed: Vec<KeptPlace>,
    /// The end.
    pub ended: Option<WaitlistEnd>,
}

impl WaitlistEntry {
    /// The key that finds all that still wait.
    pub fn open() -> Key {
        Key::new("state", "open")
    }
    /// The key that finds all entries of whoever gave `phone`, in E.164.
    pub fn of_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds all entries of a customer.
    pub fn of_customer(customer: Id<Customer>) -> Key {
        Key::new("customer", customer)
    }
}

impl Entity for WaitlistEntry {
    const KIND: Kind = Kind::WaitlistEntry;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        let open = self.ended.is_none().then(Self::open);
        let customer = self.customer.map(Self::of_customer);
        let phone = (!self.contact.phone.is_empty()).then(|| Self::of_phone(&self.contact.phone));
        open.into_iter().chain(customer).chain(phone).collect()
    }
}

//! Windows of crews, and the appointments in them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Cancellation, Crew, Customer, Store, StoreVisit, Touch, WorkOrder};
use crate::{Coverage, Entity, Finality, Id, Key, Kind, Localized, OpId, Scope};

/// What a crew comes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// To measure.
    Measure,
    /// To install.
    Install,
}

impl WorkKind {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Install => "install",
        }
    }
}

/// Whom a crew visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contact {
    /// The customer's name.
    pub name: String,
    /// The phone to call from the road.
    pub phone: String,
    /// Where to go.
    pub address: String,
}

/// A crew's time between two hours of one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Its identifier.
    pub id: Id<Window>,
    /// Whose time.
    pub crew: Id<Crew>,
    /// What for.
    pub kind: WorkKind,
    /// The day in the crew's own calendar, `2026-11-22`.
    pub date: String,
    /// Its start, UTC milliseconds.
    pub start_ms: i64,
    /// Its end, UTC milliseconds.
    pub end_ms: i64,
    /// How many work units fit in.
    pub capacity: u32,
    /// How many units HQ can still give away itself: capacity less quotas handed out and units booked.
    pub free: u32,
    /// Units promised beyond its capacity, since HQ made it smaller; while there are any, none is free.
    #[serde(default)]
    pub short: u32,
    /// Areas of the visits that are booked in it, one each; empty where it is not known.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Units of the visits that are booked in it, beyond one each.
    #[serde(default)]
    pub more_units: u32,
    /// Units that are kept for customers on the waiting list.
    #[serde(default)]
    pub kept: u32,
    /// Hours of it that are blocked.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The stores that may book it.
    pub stores: Vec<Id<Store>>,
}

impl Window {
    /// The identifier of the window of a crew that begins at `start_ms`.
    pub fn id_of(crew: Id<Crew>, start_ms: i64) -> Id<Self> {
        crew.derive(&format!("window:{start_ms}"))
    }
    /// The key that finds all windows of a day in the crews' calendar.
    pub fn on_day(date: &str) -> Key {
        Key::new("date", date)
    }
    /// The key that finds the windows of a day in which work of `kind` may have room: free, or in somebody's quota.
    pub fn with_room(kind: WorkKind, date: &str) -> Key {
        Key::new("room", format_args!("{} {date}", kind.as_str()))
    }

    fn may_have_room(&self) -> bool {
        self.booked().saturating_add(self.kept) < self.capacity.saturating_add(self.short)
    }
}

impl Entity for Window {
    const KIND: Kind = Kind::Window;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.stores.iter().copied().map(Scope::Store).chain([Scope::Crew(self.crew)]).collect()
    }
    fn keys(&self) -> Vec<Key> {
        let room = self.may_have_room().then(|| Self::with_room(self.kind, &self.date));
        [Self::on_day(&self.date)].into_iter().chain(room).collect()
    }
}

/// An appointment was in another window before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Moved {
    /// With which crew.
    pub crew: Id<Crew>,
    /// Start of that window, UTC milliseconds.
    pub start_ms: i64,
    /// End of that window, UTC milliseconds.
    pub end_ms: i64,
    /// When it was moved, UTC milliseconds.
    pub at_ms: i64,
    /// Who moved it.
    pub by_name: String,
    /// Why, in words; may be empty.
    pub reason: String,
}

/// Hours of a crew that are blocked, as a window keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Block {
    /// From when, UTC milliseconds.
    pub start_ms: i64,
    /// Until when, UTC milliseconds.
    pub end_ms: i64,
    /// Units that it took of the window's capacity.
    pub units: u32,
    /// Why.
    pub reason: String,
    /// Who blocked them.
    pub by_name: String,
}

/// A customer's visit in a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Appointment {
    /// Its identifier.
    pub id: Id<Appointment>,
    /// In which window.
    pub window: Id<Window>,
    /// With which crew.
    pub crew: Id<Crew>,
    /// What for.
    pub kind: WorkKind,
    /// For which store.
    pub store: Id<Store>,
    /// Name of that store.
    pub store_name: Localized,
    /// Whom to visit.
    pub contact: Contact,
    /// Code of the area that they live in; empty where the travel table did not know it.
    #[serde(default)]
    pub area: String,
    /// Path of the category of the goods, where it was said.
    #[serde(default)]
    pub goods: Option<String>,
    /// How many pieces of them.
    #[serde(default = "one")]
    pub quantity: u32,
    /// Work units of the window that it takes.
    #[serde(default = "one")]
    pub units: u32,
    /// Minutes that its work takes; none where no norm said it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// A word for the crew.
    pub note: String,
    /// The store visit during which it was made.
    pub visit: Option<Id<StoreVisit>>,
    /// The job that follows from it.
    pub work_order: Id<WorkOrder>,
    /// Start of the window, UTC milliseconds.
    pub start_ms: i64,
    /// End of the window, UTC milliseconds.
    pub end_ms: i64,
    /// The operation that made it.
    pub op: OpId,
    /// Guaranteed, or waiting for HQ.
    pub finality: Finality,
    /// Who they are, where the visit says it.
    #[serde(default)]
    pub customer: Option<Id<Customer>>,
    /// What a sale to them is credited to.
    #[serde(default)]
    pub touch: Touch,
    /// Where it was before, the latest last.
    #[serde(default)]
    pub moves: Vec<Moved>,
    /// Whether it was called off.
    #[serde(default)]
    pub cancelled: Option<Cancellation>,
}

const fn one() -> u32 {
    1
}

/// How long the spans are by which a crew's appointments are found.
const SPAN_MS: i64 = 30 * 24 * 3_600_000;

impl Appointment {
    /// What the customer's slip calls it, `V-4K7Q2M`.
    pub fn number(&self) -> String {
        format!("V-{}", self.id.code())
    }
    /// The keys that find all appointments of a crew between two moments, UTC milliseconds, and some beside them: also
    /// those that were called off, and those that were the crew's before they were moved.
    pub fn of_crew(crew: Id<Crew>, from_ms: i64, until_ms: i64) -> impl Iterator<Item = Key> {
        (from_ms.div_euclid(SPAN_MS)..=until_ms.div_euclid(SPAN_MS)).map(move |span| Self::in_span(crew, span))
    }
    fn in_span(crew: Id<Crew>, span: i64) -> Key {
        Key::new("crew", format_args!("{crew}:{span}"))
    }
    /// The key that finds all appointments of a window that were not called off.
    pub fn in_window(window: Id<Window>) -> Key {
        Key::new("window", window)
    }
    /// The key that finds all appointments of whoever gave `phone`, in E.164.
    pub fn of_phone(phone: &str) -> Key {
        Key::new("phone", phone)
    }
    /// The key that finds all appointments of a customer.
    pub fn of_customer(customer: Id<Customer>) -> Key {
        Key::new("customer", customer)
    }
}

impl Entity for Appointment {
    const KIND: Kind = Kind::Appointment;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store), Scope::Crew(self.crew)]
    }
    fn keys(&self) -> Vec<Key> {
        let customer = self.customer.map(Self::of_customer);
        let phone = (!self.contact.phone.is_empty()).then(|| Self::of_phone(&self.contact.phone));
        let window = self.cancelled.is_none().then(|| Self::in_window(self.window));
        let was = self.moves.iter().map(|moved| (moved.crew, moved.start_ms));
        let crews = was.chain([(self.crew, self.start_ms)]);
        let spans: BTreeSet<Key> =
            crews.map(|(crew, start_ms)| Self::in_span(crew, start_ms.div_euclid(SPAN_MS))).collect();
        window.into_iter().chain(customer).chain(phone).chain(spans).collect()
    }
}

//! The address at which a crew or a customer subscribes to their appointments.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, Customer};
use crate::{Coverage, Entity, Id, Kind, Scope};

/// Whose appointments a calendar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "whose", content = "id", rename_all = "snake_case")]
pub enum CalendarOwner {
    /// A crew's, with whom it visits.
    Crew(Id<Crew>),
    /// A customer's own.
    Customer(Id<Customer>),
}

/// That there is an address, and the how-manieth it is. The address itself is made of HQ's key, so it is in no database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFeed {
    /// Follows from whose it is.
    pub id: Id<CalendarFeed>,
    /// Whose.
    pub of: CalendarOwner,
    /// Counts up from 1; the addresses of earlier versions lead nowhere.
    pub version: u32,
    /// When this version was made, UTC milliseconds.
    pub at_ms: i64,
    /// Who made it.
    pub by_name: String,
}

impl CalendarFeed {
    /// The identifier of someone's feed.
    pub fn id_of(of: CalendarOwner) -> Id<Self> {
        match of {
            CalendarOwner::Crew(crew) => crew.derive("calendar feed"),
            CalendarOwner::Customer(customer) => customer.derive("calendar feed"),
        }
    }
}

impl Entity for CalendarFeed {
    const KIND: Kind = Kind::CalendarFeed;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        Vec::new()
    }
}

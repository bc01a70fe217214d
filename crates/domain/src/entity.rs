//! Entities: the rows that operations read and write.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::entities::{Crew, Merchant, Store};
use crate::{DeviceId, Id, Uuid};

/// A noun of the trade that is kept as a row.
pub trait Entity: Serialize + DeserializeOwned {
    /// Which noun.
    const KIND: Kind;
    /// How much of this kind a tablet holds.
    const COVERAGE: Coverage;
    /// What names this row.
    fn id(&self) -> Id<Self>;
    /// Who is sent this row. A row in no scope stays at HQ.
    fn scopes(&self) -> Vec<Scope>;
    /// What else it can be found by.
    fn keys(&self) -> Vec<Key> {
        Vec::new()
    }
}

macro_rules! kinds {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// The nouns, by the names that stand in the database.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $(#[doc = $name] #[serde(rename = $name)] $variant),* }
        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$variant),*];
            /// The name in the database and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }
            /// The kind of that name.
            pub fn parse(name: &str) -> Option<Kind> {
                match name { $($name => Some(Kind::$variant),)* _ => None }
            }
        }
    };
}

kinds! {
    Store = "store",
    Merchant = "merchant",
    Staff = "staff",
    Device = "device",
    Campaign = "campaign",
    Policy = "policy",
    DiscountAuthority = "discount_authority",
    Card = "card",
    CardBatch = "card_batch",
    CardStock = "card_stock",
    CardSale = "card_sale",
    CardEvent = "card_event",
    Redemption = "redemption",
    SpentNumbers = "spent_numbers",
    StoreVisit = "store_visit",
    Crew = "crew",
    Window = "window",
    Appointment = "appointment",
    WaitlistEntry = "waitlist_entry",
    WorkOrder = "work_order",
    Right = "right",
    HandOver = "hand_over",
    Verdict = "verdict",
    Case = "case",
    Quote = "quote",
    QuoteVersion = "quote_version",
    Order = "order",
    Payment = "payment",
    Goodwill = "goodwill",
    PaperRecord = "paper_record",
    Customer = "customer",
    Lead = "lead",
    Project = "project",
    MeasureForm = "measure_form",
    Checklist = "checklist",
    Measurement = "measurement",
    Photo = "photo",
    HolidayCalendar = "holiday_calendar",
    TravelTable = "travel_table",
    WorkNorms = "work_norms",
    CalendarFeed = "calendar_feed",
}

/// How much of a kind a tablet holds, which decides what a missing row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Every row is in scope `chain`: what is not here does not exist.
    Whole,
    /// A tablet holds the rows of its own scopes: what is not here may exist elsewhere.
    Scoped,
}

/// What reading a row gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held<T> {
    /// It is here.
    Here(T),
    /// It does not exist.
    Absent,
    /// This tablet does not hold it; that refuses nothing.
    Outside,
}

/// A filter on rows that decides who is sent them; not a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everyone.
    Chain,
    /// The staff of one merchant.
    Merchant(Id<Merchant>),
    /// The tablets of one store.
    Store(Id<Store>),
    /// The devices of one crew.
    Crew(Id<Crew>),
    /// One device.
    Device(DeviceId),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain => write!(f, "chain"),
            Self::Merchant(id) => write!(f, "merchant:{id}"),
            Self::Store(id) => write!(f, "store:{id}"),
            Self::Crew(id) => write!(f, "crew:{id}"),
            Self::Device(id) => write!(f, "device:{id}"),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "chain" {
            return Ok(Self::Chain);
        }
        let unknown = || format!("`{text}` is no scope");
        let (noun, id) = text.split_once(':').ok_or_else(unknown)?;
        let id = Uuid::parse_str(id).map_err(|_| unknown())?;
        match noun {
            "merchant" => Ok(Self::Merchant(Id::new(id))),
            "store" => Ok(Self::Store(Id::new(id))),
            "crew" => Ok(Self::Crew(Id::new(id))),
            "device" => Ok(Self::Device(Id::new(id))),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Scope {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Something that a row can be found by, besides its identifier: `number=8H2057…`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub String);

impl Key {
    /// The key `name=value`.
    pub fn new(name: &str, value: impl fmt::Display) -> Self {
        Self(format!("{name}={value}"))
    }
}

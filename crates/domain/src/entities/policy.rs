//! What HQ has laid down for everyone.

use serde::{Deserialize, Serialize};

use crate::entities::{Goodwill, WorkKind};
use crate::{Coverage, Entity, Id, Kind, Scope, Uuid};

/// A key that signs privilege cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardKey {
    /// Stands in every token; keys are rotated by adding one.
    pub id: u8,
    /// Ed25519 public key, lower-case hex.
    pub public_key: String,
}

/// The chain's policy: one row, a new version at each change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Counts up.
    pub version: u64,
    /// Keys whose signature on a card is ours.
    pub card_keys: Vec<CardKey>,
    /// How long after a redemption a store's manager may take it back, in hours.
    #[serde(default = "undo_hours")]
    pub undo_hours: u32,
    /// What the managers of one store may let pass in a month, minor units of the cards' currency.
    #[serde(default)]
    pub goodwill_minor: i64,
    /// How long a quote's prices hold, in days.
    #[serde(default = "quote_days")]
    pub quote_days: u32,
    /// How long a showroom may leave a lead untouched before it goes back to HQ, in minutes.
    #[serde(default = "lead_minutes")]
    pub lead_minutes: u32,
    /// The kinds of jobs that a crew begins with the customer's code, where they are booked from now on.
    #[serde(default)]
    pub code_kinds: Vec<WorkKind>,
}

/// A day, unless HQ says otherwise.
fn undo_hours() -> u32 {
    24
}

/// A week, unless HQ says otherwise.
fn quote_days() -> u32 {
    7
}

/// A day as well.
fn lead_minutes() -> u32 {
    24 * 60
}

impl Policy {
    /// What is left of a store's goodwill for a month in which its managers have `granted`, minor units.
    pub fn goodwill_left_minor<'g>(&self, granted: impl IntoIterator<Item = &'g Goodwill>) -> i64 {
        let spent: i64 = granted.into_iter().map(|one| one.minor).sum();
        (self.goodwill_minor - spent).max(0)
    }
    /// The one row.
    pub const ID: Id<Policy> = Id::new(Uuid::nil());

    /// The first version, with keys and nothing else laid down.
    pub fn first(card_keys: Vec<CardKey>) -> Self {
        Self {
            version: 1,
            card_keys,
            undo_hours: undo_hours(),
            goodwill_minor: 0,
            quote_days: quote_days(),
            lead_minutes: lead_minutes(),
            code_kinds: Vec::new(),
        }
    }
}

impl Entity for Policy {
    const KIND: Kind = Kind::Policy;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        Self::ID
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

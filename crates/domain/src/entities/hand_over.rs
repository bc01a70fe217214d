//! A card's right that one tablet of a showroom gave to another.

use serde::{Deserialize, Serialize};

use crate::entities::Right;
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, OpId, Scope};

/// That a right was handed over. The giver reads here whom it gave the right to and whether they have it; the taker,
/// that it has had this right: it takes the same one over once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The giver's operation.
    pub op: OpId,
    /// The number of that operation on the giver.
    pub seq: i64,
    /// Which right.
    pub right: Id<Right>,
    /// The epoch under which the taker holds it.
    pub epoch: u64,
    /// The number of the card, without spaces.
    pub number: String,
    /// The giver.
    pub from: DeviceId,
    /// The taker.
    pub to: DeviceId,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Whether the taker has said that it has the right.
    pub taken: bool,
}

impl HandOver {
    /// The row about `op`.
    pub fn id_of(op: OpId) -> Id<Self> {
        Id::new(op.0)
    }
    /// The key that finds every time that `right` was handed over.
    pub fn of_right(right: Id<Right>) -> Key {
        Key::new("right", right)
    }
}

impl Entity for HandOver {
    const KIND: Kind = Kind::HandOver;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        Self::id_of(self.op)
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Device(self.from), Scope::Device(self.to)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_right(self.right)]
    }
}

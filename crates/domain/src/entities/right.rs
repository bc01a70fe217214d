//! Rights: what a device may make final without a network.

use serde::{Deserialize, Serialize};

use crate::entities::{Card, Window};
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, Scope, Signed};

/// What a right is a right to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// To redeem a card.
    Card(Id<Card>),
    /// To book work units of a window.
    Window(Id<Window>),
}

/// A right to spend something, as HQ keeps it. Only HQ writes it; a device that gives one up, or takes one over from
/// another, says so by an operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Right {
    /// Its identifier, derived from what it is a right to.
    pub id: Id<Right>,
    /// What it is a right to.
    pub subject: Subject,
    /// Who may spend it; none while HQ holds it.
    pub holder: Option<DeviceId>,
    /// Counts up with every change of holder.
    pub epoch: u64,
    /// Units that HQ has not seen spent.
    pub left: u32,
    /// When it ceases to be usable, in HQ's time; a card's right has no end.
    pub lapse_ms: Option<i64>,
    /// Another device needs it: the holder gives it back at the next contact if it is unspent.
    pub wanted: bool,
    /// The operation by which another device handed it over, on the device that took it over, until HQ knows of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Signed>,
}

impl Right {
    /// The quota of `device` in `window`.
    pub fn quota(window: Id<Window>, device: DeviceId) -> Id<Right> {
        window.derive(&format!("quota:{device}"))
    }
    /// The key that finds every right that another device needs.
    pub fn wanted() -> Key {
        Key::new("state", "wanted")
    }
    /// The key that finds all rights to one thing.
    pub fn to(subject: Subject) -> Key {
        match subject {
            Subject::Card(id) => Key::new("card", id),
            Subject::Window(id) => Key::new("window", id),
        }
    }
}

impl Entity for Right {
    const KIND: Kind = Kind::Right;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.holder.map(Scope::Device).into_iter().collect()
    }
    fn keys(&self) -> Vec<Key> {
        let mut keys = vec![Self::to(self.subject)];
        if self.wanted {
            keys.push(Self::wanted());
        }
        keys
    }
}

//! A tablet or phone that works for the chain.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, Store};
use crate::{Coverage, DeviceId, Entity, Id, Key, Kind, Scope, Uuid};

/// Whether HQ still takes a device's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// It works.
    Active,
    /// Something contradicts itself (a clone, a rollback): its operations go to quarantine until people have looked.
    Suspended,
    /// Taken out of service: it may only hand in to quarantine.
    Revoked,
}

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// What people call it: “Tablet 02”.
    pub name: String,
    /// Where it belongs.
    pub store: Id<Store>,
    /// The crews whose jobs it shows.
    pub crews: Vec<Id<Crew>>,
    /// Ed25519 public key, lower-case hex.
    pub public_key: String,
    /// Whether HQ takes its word.
    pub state: DeviceState,
}

impl Device {
    /// HQ itself: what clerks and websites do is done on this device.
    pub const HQ: DeviceId = Id::new(Uuid::from_u128(1));

    /// What this device is sent.
    pub fn subscriptions(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::Chain, Scope::Store(self.store), Scope::Device(self.id)];
        scopes.extend(self.crews.iter().copied().map(Scope::Crew));
        scopes.sort();
        scopes
    }

    /// The key that finds the devices of `store`.
    pub fn of_store(store: Id<Store>) -> Key {
        Key::new("store", store)
    }
}

impl Entity for Device {
    const KIND: Kind = Kind::Device;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store), Scope::Device(self.id)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_store(self.store)]
    }
}

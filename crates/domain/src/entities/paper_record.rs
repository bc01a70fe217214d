//! Operations that HQ got from another hand than their device's: from paper, or with a right that was handed over.

use serde::{Deserialize, Serialize};

use crate::entities::Store;
use crate::{Coverage, DeviceId, Entity, Hash, Id, Key, Kind, OpId, Scope, Signed, Stamp};

/// An operation that was read in from a code. It stays the operation of the device that made it: when that hands it in too, it is
/// the same one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRecord {
    /// The operation.
    pub op: OpId,
    /// The device that made it.
    pub device: DeviceId,
    /// Its sequence on that device.
    pub seq: i64,
    /// The hash of its bytes.
    pub hash: Hash,
    /// The bytes and the device's signature, as they stood in the code.
    pub signed: Signed,
    /// The store that it was read in at; HQ's own where a clerk did.
    pub store: Id<Store>,
    /// Who read it in.
    pub by_name: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
}

impl PaperRecord {
    /// The row about `signed`, in which `carried` stands.
    pub fn new(signed: &Signed, carried: &Stamp, store: Id<Store>, by_name: String, at_ms: i64) -> Self {
        Self {
            op: carried.id,
            device: carried.device,
            seq: i64::try_from(carried.seq).unwrap_or(i64::MAX),
            hash: signed.hash(),
            signed: signed.clone(),
            store,
            by_name,
            at_ms,
        }
    }
    /// The row about `op`.
    pub fn id_of(op: OpId) -> Id<Self> {
        Id::new(op.0)
    }
    /// The key that finds all that was read in of `device`.
    pub fn of_device(device: DeviceId) -> Key {
        Key::new("device", device)
    }
}

impl Entity for PaperRecord {
    const KIND: Kind = Kind::PaperRecord;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        Self::id_of(self.op)
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store)]
    }
    fn keys(&self) -> Vec<Key> {
        vec![Self::of_device(self.device)]
    }
}

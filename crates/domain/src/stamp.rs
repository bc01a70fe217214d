//! The envelope of an operation: everything that its outcome depends on, besides the operation itself.

use std::fmt;

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::entities::{Right, Staff, Store};
use crate::ops::AnyOperation;
use crate::{DeviceId, Finality, Id, OpId, Refusal, Uuid};

/// Bytes of a stamped operation at most, as JSON. A quote of the most lines with their explanations takes about a half.
pub const STAMP_LIMIT: usize = 512 * 1024;

/// A SHA-256, written as lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A UUID made of its first sixteen bytes, in the form of version 8 (RFC 9562).
    pub fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.0[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl std::str::FromStr for Hash {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| format!("`{text}` is no SHA-256"))?;
        bytes.try_into().map(Self).map_err(|_| format!("`{text}` is no SHA-256"))
    }
}
impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What the device knew of the time, in UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StampedAt {
    /// The device's wall clock, right or wrong.
    pub wall_ms: i64,
    /// HQ's time at the last contact plus the time that a monotonic clock has counted since; none after a restart of
    /// the machine without contact.
    pub hq_ms: Option<i64>,
    /// How far `hq_ms` may be off.
    pub uncertainty_ms: i64,
}

impl StampedAt {
    /// The best guess at the true time: HQ's where it is known, the wall clock otherwise.
    pub fn best_ms(self) -> i64 {
        self.hq_ms.unwrap_or(self.wall_ms)
    }
}

/// Units of a right that the device spent, durably, with the operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spend {
    /// Which right.
    pub right: Id<Right>,
    /// The grant under which it was held.
    pub epoch: u64,
    /// How many units; the field is left out for one, as operations from before it leave it out.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub units: u32,
    /// The operation by which another device handed it over, where HQ did not know of that yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Signed>,
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_one(units: &u32) -> bool {
    *units == 1
}

/// The envelope. Its JSON is made once, on the device; those bytes are hashed, signed, journalled and judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// UUIDv7.
    pub id: OpId,
    /// The device it was made on.
    pub device: DeviceId,
    /// 1, 2, 3, … without a gap on each device.
    pub seq: u64,
    /// The hash of the operation before it on this device; zeros for the first.
    pub prev: Hash,
    /// Who did it; none where the device acts by itself.
    pub actor: Option<Id<Staff>>,
    /// The sign-in under which they acted.
    pub session: Option<OpId>,
    /// The policy version the device knew.
    pub policy: u64,
    /// The store it was done in.
    pub store: Id<Store>,
    /// When.
    pub at: StampedAt,
    /// Operations of this device that it builds on and that had no verdict yet.
    pub after: Vec<OpId>,
    /// The rights it spent.
    pub spends: Vec<Spend>,
    /// What the customer was told.
    pub told: Option<Finality>,
    /// The operation with its tag; kept as read, so that an unknown one survives.
    pub op: serde_json::Value,
}

/// A stamp as it travels: the exact bytes and the device's signature over them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signed {
    /// The stamp's JSON, byte for byte as it was made.
    pub bytes: String,
    /// Ed25519 over `bytes`, lower-case hex.
    pub signature: String,
}

/// An Ed25519 key from lower-case hex.
pub fn read_key(public_key: &str) -> Option<VerifyingKey> {
    let bytes = HEXLOWER.decode(public_key.as_bytes()).ok()?;
    VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()
}

impl Signed {
    /// Whether the holder of `public_key` (Ed25519, lower-case hex) made it.
    pub fn is_by(&self, public_key: &str) -> bool {
        read_key(public_key).is_some_and(|key| self.is_by_key(&key))
    }
    /// [`Self::is_by`] with a key that was read once for many.
    pub fn is_by_key(&self, key: &VerifyingKey) -> bool {
        let signature = HEXLOWER.decode(self.signature.as_bytes()).ok();
        let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
        signature.is_some_and(|signature| key.verify_strict(self.bytes.as_bytes(), &signature).is_ok())
    }
    /// The operation in its envelope. Nothing is proved by reading it.
    pub fn stamp(&self) -> Result<(Stamp, AnyOperation), Refusal> {
        if self.bytes.len() > STAMP_LIMIT {
            return Err(Refusal::paper_unreadable());
        }
        let stamp: Stamp = serde_json::from_str(&self.bytes).map_err(|_| Refusal::paper_unreadable())?;
        let op = AnyOperation::read(&stamp.op)?;
        Ok((stamp, op))
    }
    /// The link that the next operation's `prev` holds.
    pub fn hash(&self) -> Hash {
        Hash::of(self.bytes.as_bytes())
    }
}

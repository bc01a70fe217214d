//! Typed identifiers.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;
pub use uuid::Uuid;

use crate::Entity;
use crate::entities::Device;

/// The identifier of one `E`: a UUID that cannot be mixed up with another entity's.
pub struct Id<E>(pub Uuid, PhantomData<fn() -> E>);

/// Marks identifiers of operations; an operation is not an entity.
#[derive(Debug)]
pub struct OperationMark;

/// The identifier of an operation, a UUIDv7 made on the device.
pub type OpId = Id<OperationMark>;
/// The identifier of a device.
pub type DeviceId = Id<Device>;

impl<E> Id<E> {
    /// Takes `uuid` to be the identifier of an `E`.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// Six characters for people to tell it by, without letters that look like digits: 30 of its bits, so that two of
    /// them may be alike.
    pub fn code(self) -> String {
        const CHARACTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = self.0.as_u128();
        let character = |at: u32| CHARACTERS.get(usize::try_from((bits >> (5 * at)) & 31).ok()?);
        (0..6).filter_map(character).copied().map(char::from).collect()
    }

    /// An identifier that everyone derives alike from `self` and `name` (UUIDv5).
    pub fn derive<F>(self, name: &str) -> Id<F> {
        Id::new(Uuid::new_v5(&self.0, name.as_bytes()))
    }
}

impl OpId {
    /// The identifier of the `n`th row that the operation makes, counted from 1 over all kinds.
    pub fn nth<E: Entity>(self, n: u32) -> Id<E> {
        self.derive(&format!("{}:{n}", E::KIND.as_str()))
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<E> Serialize for Id<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, E> Deserialize<'de> for Id<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::new)
    }
}
impl<E: 'static> TS for Id<E> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "Id".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }
}
impl<E> std::str::FromStr for Id<E> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self::new)
    }
}

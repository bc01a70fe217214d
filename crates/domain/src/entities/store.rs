//! A showroom.

use serde::{Deserialize, Serialize};

use crate::{Coverage, DeviceId, Entity, Id, Kind, Localized, Scope};

/// A showroom of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Store {
    /// Its identifier.
    pub id: Id<Store>,
    /// Its name, as on the door.
    pub name: Localized,
    /// The city it stands in.
    pub city: Localized,
    /// IANA name, such as `Asia/Shanghai`.
    pub time_zone: String,
    /// Its price zone; none for the prices of the whole chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The tablet that is given the rights to its cards; none for the first by name of those that work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeviceId>,
}

impl Entity for Store {
    const KIND: Kind = Kind::Store;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

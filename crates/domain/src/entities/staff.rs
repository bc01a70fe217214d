//! People who work for the chain.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, Store};
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// What someone may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Advises customers in a showroom.
    Seller,
    /// Runs a showroom.
    Manager,
    /// Measures at home.
    Measurer,
    /// Installs at home.
    Installer,
    /// Works at HQ.
    Clerk,
    /// A website that sells cards; it signs in with a key, never with a PIN.
    Website,
}

impl Role {
    /// Every role of people.
    pub const ALL: &[Role] = &[Role::Seller, Role::Manager, Role::Measurer, Role::Installer, Role::Clerk];
    /// Those who serve customers in a showroom.
    pub const SHOWROOM: &[Role] = &[Role::Seller, Role::Manager];
    /// Those who may move a work order on.
    pub const FIELD: &[Role] = &[Role::Measurer, Role::Installer, Role::Manager, Role::Clerk];
    /// Those who may close a case.
    pub const CASES: &[Role] = &[Role::Seller, Role::Manager, Role::Measurer, Role::Installer, Role::Clerk];

    /// Whether they work at customers' homes, in a crew.
    pub const fn is_crew(self) -> bool {
        matches!(self, Self::Measurer | Self::Installer)
    }

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seller => "seller",
            Self::Manager => "manager",
            Self::Measurer => "measurer",
            Self::Installer => "installer",
            Self::Clerk => "clerk",
            Self::Website => "website",
        }
    }
}

/// Someone who may sign in. Goes to the tablets of their store and of their crew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Staff {
    /// Their identifier.
    pub id: Id<Staff>,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they work; none for HQ.
    pub store: Option<Id<Store>>,
    /// The crew they drive with.
    pub crew: Option<Id<Crew>>,
    /// argon2id in PHC string form; of a website, the SHA-256 of its key.
    pub pin_hash: String,
    /// Whether they still work here.
    pub active: bool,
}

impl Staff {
    /// The key that finds the website whose key has this SHA-256.
    pub fn by_key(hash: &str) -> Key {
        Key::new("key", hash)
    }
}

impl Entity for Staff {
    const KIND: Kind = Kind::Staff;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.store.map(Scope::Store).into_iter().chain(self.crew.map(Scope::Crew)).collect()
    }
    fn keys(&self) -> Vec<Key> {
        if self.role == Role::Website { vec![Self::by_key(&self.pin_hash)] } else { Vec::new() }
    }
}

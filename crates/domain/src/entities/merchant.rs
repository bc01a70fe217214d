//! A merchant: who sells in a mall under its own name.

use serde::{Deserialize, Serialize};

use crate::{Coverage, Entity, Id, Kind, Localized, Scope};

/// A merchant whose goods the chain shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Merchant {
    /// Its identifier.
    pub id: Id<Merchant>,
    /// Short lower-case name that imports and feeds use.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

impl Entity for Merchant {
    const KIND: Kind = Kind::Merchant;
    const COVERAGE: Coverage = Coverage::Whole;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Chain]
    }
}

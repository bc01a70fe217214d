//! A crew that measures or installs.

use serde::{Deserialize, Serialize};

use crate::entities::{Store, WorkKind};
use crate::pricing::below;
use crate::scheduling::WorkCalendar;
use crate::{Coverage, Entity, Id, Kind, Localized, Scope};

/// People who drive together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Crew {
    /// Its identifier.
    pub id: Id<Crew>,
    /// What people call it.
    pub name: Localized,
    /// What it can do, in words.
    pub trades: Localized,
    /// The kinds of work it takes.
    pub kinds: Vec<WorkKind>,
    /// The stores it works for.
    pub stores: Vec<Id<Store>>,
    /// When it works, where HQ has laid that down.
    #[serde(default)]
    pub calendar: Option<WorkCalendar>,
    /// Paths of the categories of goods that it takes, with all below them; none: all.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Code of the area that it sets out from, where HQ has laid that down.
    #[serde(default)]
    pub base: Option<String>,
}

impl Crew {
    /// Whether it takes goods of the category `path`; where that is not said, any crew does.
    pub fn takes(&self, path: Option<&str>) -> bool {
        path.is_none_or(|path| self.categories.is_empty() || self.categories.iter().any(|root| below(path, root)))
    }
}

impl Entity for Crew {
    const KIND: Kind = Kind::Crew;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        self.stores.iter().copied().map(Scope::Store).chain([Scope::Crew(self.id)]).collect()
    }
}

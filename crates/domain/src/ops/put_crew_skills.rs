//! `crew.skills.v1`: HQ says which goods a crew takes, and where it sets out from.
//!
//! An intent of HQ. Places that are promised stay promised.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{Crew, Role, TravelTable};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Most categories of a crew.
const CATEGORIES_LIMIT: usize = 50;

/// A crew's skills are laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutCrewSkills {
    /// Which crew.
    pub crew: Id<Crew>,
    /// Paths of the categories that it takes, with all below them; none: all.
    pub categories: Vec<String>,
    /// Code of the area that it sets out from.
    pub base: Option<String>,
}

impl Operation for PutCrewSkills {
    const TAG: &'static str = "crew.skills.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        if self.categories.len() > CATEGORIES_LIMIT {
            return Err(Refusal::crew_categories(CATEGORIES_LIMIT).into());
        }
        let Held::Here(mut crew) = desk.get::<Crew>(self.crew)? else { return Err(Refusal::crew_unknown().into()) };
        crew.categories = Vec::new();
        for category in &self.categories {
            let category = bounded("category", category)?;
            if !category.is_empty() && !crew.categories.iter().any(|held| held == category) {
                crew.categories.push(category.to_owned());
            }
        }
        if let Some(base) = &self.base {
            let known = matches!(desk.get::<TravelTable>(TravelTable::ID)?, Held::Here(table) if table.has_area(base));
            if !known {
                return Err(Refusal::area_unknown(base).into());
            }
        }
        crew.base.clone_from(&self.base);
        desk.put(&crew)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

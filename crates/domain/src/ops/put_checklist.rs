//! `checklist.put.v1`: HQ lays down the checklist of a kind of job and a category of goods, or a new version of it.
//!
//! An intent. Whoever changes one says which version they have seen, and is refused when there is a newer one. Versions
//! stay: a job is finished with the version of its first tick.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use crate::entities::{Checklist, ChecklistContent, Role};
use crate::{Desk, Finality, Nature, Operation, Refusal, Stop};

/// A checklist is laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutChecklist {
    /// What it says.
    pub content: ChecklistContent,
    /// The version that was seen; 0 where the kind and category have none.
    pub seen: u32,
}

impl Operation for PutChecklist {
    const TAG: &'static str = "checklist.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        if let Some(refusal) = Refusal::of_faults(&self.content.faults()) {
            return Err(refusal.into());
        }
        let (kind, category) = (self.content.kind, &self.content.category);
        let mut held = all_by::<Checklist>(desk, &Checklist::of_kind(kind))?;
        held.retain(|list| list.content.category == *category);
        let newest = held.iter().map(|list| list.version).max().unwrap_or(0);
        if newest != self.seen {
            return Err(Refusal::checklist_changed(newest).into());
        }
        let version = newest + 1;
        desk.put(&Checklist {
            id: Checklist::id_of(kind, category, version),
            version,
            content: self.content.clone(),
            at_ms: desk.stamp().at.best_ms(),
            by_name: staff.name,
        })?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.content.name.zh.clone()
    }
}

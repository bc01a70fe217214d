//! What a crew notes of a job on site: the items that were ticked, and the parts that are missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Checklist, ChecklistContent, ChecklistItem, JobPhase};
use crate::{Id, OpId};

/// A tick, or a tick that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckMark {
    /// Whether the item is ticked.
    pub done: bool,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

/// That missing parts came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartsCame {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who says so.
    pub by_name: String,
}

/// Parts that are missing at a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingParts {
    /// The operation that reported them.
    pub id: OpId,
    /// What is missing.
    pub what: String,
    /// How many.
    pub count: u32,
    /// A word about it; may be empty.
    pub note: String,
    /// When it was reported, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
    /// That they came; none: they are still missing.
    pub came: Option<PartsCame>,
}

/// What a crew noted of a job on site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteRecord {
    /// The checklist that holds for the job, since its first tick.
    pub checklist: Option<Id<Checklist>>,
    /// The last tick of each item, by the item's key.
    pub marks: BTreeMap<String, CheckMark>,
    /// Parts that were missing, the first reported first.
    pub parts: Vec<MissingParts>,
}

impl SiteRecord {
    /// The first required item of `content` that is due in `phases` and not ticked.
    pub fn open_item<'c>(&self, content: &'c ChecklistContent, phases: &[JobPhase]) -> Option<&'c ChecklistItem> {
        let ticked = |key: &str| self.marks.get(key).is_some_and(|mark| mark.done);
        content.items.iter().find(|item| item.required && phases.contains(&item.phase) && !ticked(&item.key))
    }

    /// Whether parts are missing.
    pub fn lacks_parts(&self) -> bool {
        self.parts.iter().any(|parts| parts.came.is_none())
    }
}

//! Refusals about checklists and missing parts.

use crate::{Localized, Refusal};

/// The rules that say no, one constructor each.
impl Refusal {
    /// No such checklist, or no such item in the one that holds.
    pub fn checklist_unknown() -> Self {
        Self::new("checklist_unknown", "This checklist does not hold for the job. Look at the job again.")
    }
    /// Somebody else changed the checklist meanwhile.
    pub fn checklist_changed(version: u32) -> Self {
        let message = format!("Version {version} of this checklist is there by now. Look at it first.");
        Self::new("checklist_changed", message).number("version", i64::from(version))
    }
    /// A required item is not ticked.
    pub fn checklist_open(item: &Localized) -> Self {
        Self::new("checklist_open", format!("“{}” is not ticked. See to it and tick it first.", item.en))
            .named("item", item)
    }
    /// No number of parts.
    pub fn parts_count(limit: u32) -> Self {
        Self::new("parts_count", format!("Say how many are missing, from 1 to {limit}."))
            .number("limit", i64::from(limit))
    }
    /// More than anybody reads.
    pub fn parts_too_many(limit: usize) -> Self {
        Self::new("parts_too_many", format!("The job has {limit} reports of missing parts. Call head office."))
            .number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    }
    /// No such report.
    pub fn parts_unknown() -> Self {
        Self::new("parts_unknown", "This report of missing parts is not known here. Sync and look again.")
    }
}

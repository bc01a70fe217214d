//! Refusals about checklists, missing parts and customers' codes.

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
    /// The job begins with the customer's code.
    pub fn customer_code_missing() -> Self {
        Self::new(
            "customer_code_missing",
            "This job begins with the customer's code. Ask for it, or say why there is none.",
        )
    }
    /// Another code than the customer's.
    pub fn customer_code_wrong(left: u32) -> Self {
        Self::new("customer_code_wrong", format!("This is not the customer's code; {left} tries are left."))
            .number("left", i64::from(left))
    }
    /// No more codes are tried on this tablet.
    pub fn customer_code_locked() -> Self {
        Self::new("customer_code_locked", "Too many wrong codes for this job. Go on without one and say why.")
    }
    /// The crew began without the customer's code.
    pub fn customer_code_not_shown(reason: &str) -> Self {
        Self::new("customer_code_not_shown", format!("The crew began without the customer's code: {reason}"))
            .text("reason", reason)
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

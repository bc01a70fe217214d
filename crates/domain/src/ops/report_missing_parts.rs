//! `parts.missing.v1`: parts are missing at a job.
//!
//! A fact: the crew looked and they were not there. The job may end all the same, as done or as failed.
//!
//! `parts.came.v1`: they came. A fact, said by whoever of the crew, the showroom or head office sees it first; said again
//! it changes nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::work_rows::own_job;
use super::{bounded, required};
use crate::entities::{MissingParts, PartsCame, WorkOrder};
use crate::{Desk, Finality, Id, Nature, OpId, Operation, Refusal, Stop};

/// How many parts can be missing in one report.
const COUNT_LIMIT: u32 = 9_999;
/// Reports of one job at most.
const REPORTS_LIMIT: usize = 100;

/// Parts are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportMissingParts {
    /// At which job.
    pub work_order: Id<WorkOrder>,
    /// What is missing.
    pub what: String,
    /// How many, from 1.
    pub count: u32,
    /// A word about it; may be empty.
    pub note: String,
}

impl Operation for ReportMissingParts {
    const TAG: &'static str = "parts.missing.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        let what = required("name", &self.what)?.to_owned();
        let note = bounded("note", &self.note)?.to_owned();
        if !(1..=COUNT_LIMIT).contains(&self.count) {
            return Err(Refusal::parts_count(COUNT_LIMIT).into());
        }
        if work_order.site.parts.len() >= REPORTS_LIMIT {
            return Err(Refusal::parts_too_many(REPORTS_LIMIT).into());
        }
        let (id, at_ms, count) = (desk.stamp().id, desk.stamp().at.best_ms(), self.count);
        work_order.site.parts.push(MissingParts { id, what, count, note, at_ms, by_name: staff.name, came: None });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.what.trim().to_owned()
    }
}

/// Missing parts came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PartsHaveCome {
    /// At which job.
    pub work_order: Id<WorkOrder>,
    /// Which of those that were missing.
    pub parts: OpId,
}

impl Operation for PartsHaveCome {
    const TAG: &'static str = "parts.came.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        let at_ms = desk.stamp().at.best_ms();
        let found = work_order.site.parts.iter_mut().find(|parts| parts.id == self.parts);
        let Some(parts) = found else { return Err(Refusal::parts_unknown().into()) };
        parts.came.get_or_insert(PartsCame { at_ms, by_name: staff.name });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

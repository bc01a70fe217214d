//! `work_order.advance.v1`: a job moves on by one step.
//!
//! A fact: the crew drove off, arrived, finished. On the tablet a step that cannot follow is refused before it is
//! recorded; at HQ such a step happened all the same and becomes a conflict.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{Role, StepDone, WorkOrder, WorkStep};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A job moves on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AdvanceWorkOrder {
    /// Which job.
    pub work_order: Id<WorkOrder>,
    /// The step that was taken.
    pub to: WorkStep,
    /// Why it failed, where it did.
    pub reason: Option<String>,
}

impl Operation for AdvanceWorkOrder {
    const TAG: &'static str = "work_order.advance.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::FIELD)?;
        let Held::Here(mut work_order) = desk.get(self.work_order)? else {
            return Err(Refusal::work_order_unknown().into());
        };
        if staff.crew.is_some_and(|crew| crew != work_order.crew) {
            return Err(Refusal::work_order_not_yours().into());
        }
        if !work_order.step.next().contains(&self.to) {
            return Err(Refusal::work_order_step(work_order.step, self.to).into());
        }
        let reason = match &self.reason {
            Some(reason) => Some(bounded("reason", reason)?.to_owned()).filter(|reason| !reason.is_empty()),
            None => None,
        };
        if self.to == WorkStep::Failed && reason.is_none() {
            return Err(Refusal::reason_missing().into());
        }
        work_order.step = self.to;
        work_order.history.push(StepDone { step: self.to, at_ms: desk.stamp().at.best_ms(), by: staff.name, reason });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

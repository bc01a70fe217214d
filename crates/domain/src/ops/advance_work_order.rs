//! `work_order.advance.v1`: a job moves on by one step.
//!
//! A fact: the crew drove off, arrived, finished. On the tablet a step that cannot follow is refused before it is
//! recorded; at HQ such a step happened all the same and becomes a conflict. To an installation of a project the gates of
//! its route apply: nobody drives off before them. On the tablet nobody drives off before the required items of the job's
//! checklist that are due before it, nor is a job done before all required items. A visit fails because the customer is
//! absent once its crew has driven off or its window has begun, not before; that is reason enough, and its store books again
//! (`FollowUpReason`). Where the job was booked with a code, the crew arrives with what the customer tells them, which the
//! tablet checks before the step is taken; or without it and with a reason, which head office gets as a case.
//!
//! `work_order.step_back.v1`: the last step is taken back within [`STEP_BACK_MINUTES`]; it stays in the history with who
//! took it back. An intent: whoever is too late, or meets a step that is not the last any more, is refused.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::work_rows::own_job;
use super::{bounded, object, open_case, required, tick_checklist};
use crate::entities::{Arrival, Project, Remedy, Station, StepDone, StepUndone, WorkKind, WorkOrder, WorkStep};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// How long after a step it can be taken back, by the tablet's time.
pub const STEP_BACK_MINUTES: i64 = 10;

/// A job moves on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AdvanceWorkOrder {
    /// Which job.
    pub work_order: Id<WorkOrder>,
    /// The step that was taken.
    pub to: WorkStep,
    /// Why it failed, where it did.
    pub reason: Option<String>,
    /// It failed because the customer was not there.
    #[serde(default)]
    pub absent: bool,
    /// With the customer's code or without it, where the crew arrives and a code is wanted.
    #[serde(default)]
    pub arrival: Option<Arrival>,
}

impl Operation for AdvanceWorkOrder {
    const TAG: &'static str = "work_order.advance.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        if !work_order.step.next().contains(&self.to) {
            return Err(Refusal::work_order_step(work_order.step, self.to).into());
        }
        let reason = match &self.reason {
            Some(reason) => Some(bounded("reason", reason)?.to_owned()).filter(|reason| !reason.is_empty()),
            None => None,
        };
        let at_ms = desk.stamp().at.best_ms();
        if self.absent {
            if self.to != WorkStep::Failed {
                return Err(Refusal::work_order_step(work_order.step, self.to).into());
            }
            if work_order.step.is_ahead() && at_ms < work_order.start_ms {
                return Err(Refusal::absent_too_early(work_order.start_ms).into());
            }
        } else if self.to == WorkStep::Failed && reason.is_none() {
            return Err(Refusal::reason_missing().into());
        }
        if work_order.kind == WorkKind::Install
            && self.to == WorkStep::OnTheWay
            && let Some(project) = work_order.project
            && let Held::Here(project) = desk.get::<Project>(project)?
            && let Some(refusal) = project.gate(Station::Installing)
        {
            return Err(refusal.into());
        }
        if let Some(refusal) = tick_checklist::gate(desk, &work_order, self.to)? {
            return Err(refusal.into());
        }
        let arrival = self.arrival(desk, &work_order)?;
        let absent = self.absent;
        work_order.advance(StepDone { step: self.to, at_ms, by: staff.name, reason, absent, arrival, undone: None });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

impl AdvanceWorkOrder {
    /// How the crew showed that it is there; none where no code is wanted. Without one head office is told.
    fn arrival(&self, desk: &mut Desk<'_>, work_order: &WorkOrder) -> Result<Option<Arrival>, Stop> {
        if self.to != WorkStep::OnSite || work_order.code.is_none() {
            return Ok(None);
        }
        let customer = &work_order.contact.name;
        match &self.arrival {
            Some(Arrival::Code) => {}
            Some(Arrival::Without { reason }) => {
                let reason = required("reason", reason)?.to_owned();
                if desk.authority() {
                    let refusal = Refusal::customer_code_not_shown(&reason);
                    open_case(desk, customer, refusal, vec![Remedy::Acknowledged], None)?;
                }
                return Ok(Some(Arrival::Without { reason }));
            }
            None => object(desk, customer, Refusal::customer_code_missing())?,
        }
        Ok(self.arrival.clone())
    }
}

/// The last step is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepBackWorkOrder {
    /// Which job.
    pub work_order: Id<WorkOrder>,
    /// The step that is taken back.
    pub step: WorkStep,
}

impl Operation for StepBackWorkOrder {
    const TAG: &'static str = "work_order.step_back.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        let at_ms = desk.stamp().at.best_ms();
        let last = work_order.standing().next_back().filter(|last| last.step == self.step);
        let Some(taken_ms) = last.map(|last| last.at_ms) else { return Err(Refusal::step_not_last().into()) };
        if at_ms.saturating_sub(taken_ms) > STEP_BACK_MINUTES * 60_000 {
            return Err(Refusal::step_too_old(STEP_BACK_MINUTES).into());
        }
        // What was booked because it had ended stands on that end; the place of one that was called off is given away.
        let followed = matches!(desk.by::<WorkOrder>(&WorkOrder::following(work_order.id))?, Held::Here(_));
        let cancelled = self.step == WorkStep::Cancelled;
        if followed || cancelled || !work_order.step_back(StepUndone { at_ms, by: staff.name }) {
            return Err(Refusal::step_not_last().into());
        }
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! `work_order.sign_off.v1`: the customer signs for a job at its end, with what they have to say.
//!
//! A fact: it was signed. The crew is on site or has just finished. Signed twice is refused on the tablet and a conflict
//! at HQ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::signing::check_strokes;
use super::work_rows::own_job;
use super::{bounded, required};
use crate::entities::{SignOff, WorkOrder, WorkStep};
use crate::{Desk, Finality, Id, Nature, Operation, Refusal, Stop};

/// A customer signs for a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOffWorkOrder {
    /// Which job.
    pub work_order: Id<WorkOrder>,
    /// Who signs.
    pub signed_by: String,
    /// The pen's strokes: thousandths of the field's width, x and y in turn.
    pub strokes: Vec<Vec<u16>>,
    /// What they have to say.
    pub remarks: String,
}

impl Operation for SignOffWorkOrder {
    const TAG: &'static str = "work_order.sign_off.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        let signed_by = required("name", &self.signed_by)?.to_owned();
        let remarks = bounded("remarks", &self.remarks)?.to_owned();
        check_strokes(&self.strokes)?;
        if let Some(before) = &work_order.sign_off {
            return Err(Refusal::signed_off_before(&before.signed_by, before.at_ms).into());
        }
        if !matches!(work_order.step, WorkStep::OnSite | WorkStep::Done) {
            return Err(Refusal::sign_off_too_early().into());
        }
        let at_ms = desk.stamp().at.best_ms();
        let strokes = self.strokes.clone();
        work_order.sign_off = Some(SignOff { signed_by, strokes, remarks, at_ms, by_name: staff.name });
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.signed_by.trim().to_owned()
    }
}

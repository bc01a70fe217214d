//! `checklist.tick.v1`: an item of a job's checklist is ticked, or its tick is taken back.
//!
//! A fact: it was seen to. The first tick decides with which version of the list the job is finished. On the tablet it is
//! refused where the job has ended; at HQ ticks are kept whatever became of the job.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use super::work_rows::own_job;
use crate::entities::{Appointment, CheckMark, Checklist, JobPhase, WorkOrder, WorkStep};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// An item is ticked, or its tick taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TickChecklist {
    /// Of which job.
    pub work_order: Id<WorkOrder>,
    /// The version of the list that was seen.
    pub checklist: Id<Checklist>,
    /// The item's key.
    pub item: String,
    /// Whether it is ticked.
    pub done: bool,
}

impl Operation for TickChecklist {
    const TAG: &'static str = "checklist.tick.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut work_order) = own_job(desk, self.work_order)?;
        if desk.first() && work_order.step.is_end() {
            return Err(Refusal::work_order_ended().into());
        }
        let id = work_order.site.checklist.unwrap_or(self.checklist);
        let Held::Here(list) = desk.get(id)? else { return Err(Refusal::checklist_unknown().into()) };
        if list.content.kind != work_order.kind || list.content.item(&self.item).is_none() {
            return Err(Refusal::checklist_unknown().into());
        }
        work_order.site.checklist = Some(id);
        let mark = CheckMark { done: self.done, at_ms: desk.stamp().at.best_ms(), by_name: staff.name };
        work_order.site.marks.insert(self.item.clone(), mark);
        desk.put(&work_order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Why a job cannot take the step `to` yet: a required item that is due before it is not ticked. Asked on the tablet
/// only; at HQ the step has been taken.
pub(super) fn gate(desk: &mut Desk<'_>, work_order: &WorkOrder, to: WorkStep) -> Result<Option<Refusal>, Stop> {
    let phases: &[JobPhase] = match to {
        WorkStep::OnTheWay => &[JobPhase::Before],
        WorkStep::Done => &[JobPhase::Before, JobPhase::During, JobPhase::After],
        _ => return Ok(None),
    };
    if !desk.first() {
        return Ok(None);
    }
    let list = if let Some(id) = work_order.site.checklist {
        match desk.get(id)? {
            Held::Here(list) => Some(list),
            Held::Absent | Held::Outside => None,
        }
    } else {
        let goods = match desk.get::<Appointment>(work_order.appointment)? {
            Held::Here(appointment) => appointment.goods,
            Held::Absent | Held::Outside => None,
        };
        let lists = all_by::<Checklist>(desk, &Checklist::of_kind(work_order.kind))?;
        Checklist::for_goods(lists, goods.as_deref())
    };
    let open = list.as_ref().and_then(|list| work_order.site.open_item(&list.content, phases));
    Ok(open.map(|item| Refusal::checklist_open(&item.name)))
}

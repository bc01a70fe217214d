//! What the operations on jobs and projects share.

use super::customer_rows::all_by;
use crate::entities::{Crew, Measurement, Project, Role, Staff, WorkOrder};
use crate::{Desk, Held, Id, Refusal, Stop};

/// Who acts, and the job; refused where it is another crew's.
pub(super) fn own_job(desk: &mut Desk<'_>, work_order: Id<WorkOrder>) -> Result<(Staff, WorkOrder), Stop> {
    let staff = desk.actor(Role::FIELD)?;
    let Held::Here(work_order) = desk.get(work_order)? else {
        return Err(Refusal::work_order_unknown().into());
    };
    if staff.crew.is_some_and(|crew| crew != work_order.crew) {
        return Err(Refusal::work_order_not_yours().into());
    }
    Ok((staff, work_order))
}

/// Lets `crew` see a project and what was measured for it.
pub(super) fn admit(desk: &mut Desk<'_>, project: &mut Project, crew: Id<Crew>) -> Result<(), Stop> {
    if project.crews.contains(&crew) {
        return Ok(());
    }
    project.crews.push(crew);
    for mut measurement in all_by::<Measurement>(desk, &Measurement::of_project(project.id))? {
        measurement.crews.clone_from(&project.crews);
        desk.put(&measurement)?;
    }
    Ok(())
}

//! What the operations on jobs and projects share.

use super::customer_rows::all_by;
use crate::entities::{Crew, Measurement, Photo, Project, Role, Staff, WorkOrder};
use crate::{Desk, Held, Id, Refusal, Stop};

/// Who moves a job on, and the job; refused where it is another crew's.
pub(super) fn own_job(desk: &mut Desk<'_>, work_order: Id<WorkOrder>) -> Result<(Staff, WorkOrder), Stop> {
    job_of(desk, Role::FIELD, work_order)
}

/// Who acts, in one of `roles`, and the job; refused where it is another crew's.
pub(super) fn job_of(
    desk: &mut Desk<'_>,
    roles: &[Role],
    work_order: Id<WorkOrder>,
) -> Result<(Staff, WorkOrder), Stop> {
    let staff = desk.actor(roles)?;
    let Held::Here(work_order) = desk.get(work_order)? else {
        return Err(Refusal::work_order_unknown().into());
    };
    if staff.crew.is_some_and(|crew| crew != work_order.crew) {
        return Err(Refusal::work_order_not_yours().into());
    }
    Ok((staff, work_order))
}

/// Lets `crew` see a project, what was measured for it and its photos.
pub(super) fn admit(desk: &mut Desk<'_>, project: &mut Project, crew: Id<Crew>) -> Result<(), Stop> {
    if project.crews.contains(&crew) {
        return Ok(());
    }
    project.crews.push(crew);
    for mut measurement in all_by::<Measurement>(desk, &Measurement::of_project(project.id))? {
        measurement.crews.clone_from(&project.crews);
        desk.put(&measurement)?;
    }
    for mut photo in all_by::<Photo>(desk, &Photo::of_project(project.id))? {
        photo.crews.clone_from(&project.crews);
        desk.put(&photo)?;
    }
    Ok(())
}

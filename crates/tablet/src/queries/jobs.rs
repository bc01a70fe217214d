//! `jobs`, `job`: a crew's day.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Appointment, FollowUp, Project, SignOff, Staff, Station, WorkKind, WorkOrder, WorkStep};
use tenon_domain::ops::STEP_BACK_MINUTES;
use tenon_domain::progress::ProjectSheet;
use tenon_domain::site::SiteSheet;
use tenon_domain::{Id, Refusal};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::appointments::{self, MovedCard};
use super::booking_board::local_day;
use super::measuring::{self, FormCard, RoomCard};
use super::photos::{self, PhotoCard};
use super::projects;
use super::{RecordState, record_state};
use crate::Tablet;
use crate::customer_code::tries_left;
use crate::session::{SESSION, Session};

/// The argument of `jobs`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct JobsArgs {
    /// `2026-11-22`; none: today.
    pub day: Option<String>,
}

/// The argument of `job`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct JobArgs {
    /// Which job.
    pub work_order: Id<WorkOrder>,
}

/// Jobs on a day.
#[derive(Debug, Serialize, TS)]
pub struct DayCount {
    /// `2026-11-22`.
    pub date: String,
    /// How many.
    pub count: usize,
}

/// A job in the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobCard {
    /// Its identifier.
    pub work_order: Id<WorkOrder>,
    /// What for.
    pub kind: WorkKind,
    /// How far it is.
    pub step: WorkStep,
    /// Start of its window, UTC milliseconds.
    pub start_ms: i64,
    /// End of its window, UTC milliseconds.
    pub end_ms: i64,
    /// Whom to visit.
    pub customer: String,
    /// Where.
    pub address: String,
    /// A word from the store.
    pub note: String,
    /// What must be before the crew can drive off to install, the first thing to do first.
    pub blocked: Vec<Station>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// A day of jobs.
#[derive(Debug, Serialize, TS)]
pub struct JobDay {
    /// The day.
    pub date: String,
    /// A week around it.
    pub days: Vec<DayCount>,
    /// Its jobs by their start.
    pub jobs: Vec<JobCard>,
    /// The one to go on with.
    pub next: Option<Id<WorkOrder>>,
}

/// A step of a job.
#[derive(Debug, Serialize, TS)]
pub struct JobStep {
    /// Which.
    pub step: WorkStep,
    /// When it was taken, UTC milliseconds.
    pub at_ms: Option<i64>,
    /// By whom.
    pub by: Option<String>,
}

/// The step that can still be taken back.
#[derive(Debug, Serialize, TS)]
pub struct StepBack {
    /// Which.
    pub step: WorkStep,
    /// Until when, UTC milliseconds.
    pub until_ms: i64,
}

/// A job.
#[derive(Debug, Serialize, TS)]
pub struct JobSheet {
    /// As in the list.
    #[serde(flatten)]
    pub card: JobCard,
    /// Its appointment.
    pub appointment: Id<Appointment>,
    /// The number to call.
    pub phone: String,
    /// The way to done, with what was taken.
    pub steps: Vec<JobStep>,
    /// The steps that may follow; the first is the usual one.
    pub next_steps: Vec<WorkStep>,
    /// Why the usual one cannot be taken yet.
    pub gate: Option<Refusal>,
    /// How often the customer's code may be tried here, where the crew arrives with one; none where no code is wanted.
    pub code_tries: Option<u32>,
    /// The last step, while it can be taken back.
    pub step_back: Option<StepBack>,
    /// Why it failed or was called off.
    pub failed_because: Option<String>,
    /// When it was to be before, where it was moved; the latest first.
    pub moves: Vec<MovedCard>,
    /// How far the project is that it is a part of.
    pub project: Option<ProjectSheet>,
    /// The job that it follows up.
    pub follows: Option<FollowUp>,
    /// The forms that a room can be measured with.
    pub forms: Vec<FormCard>,
    /// The rooms that were measured in it or for its project.
    pub rooms: Vec<RoomCard>,
    /// Its photos and those of its project.
    pub photos: Vec<PhotoCard>,
    /// The customer's word at its end.
    pub sign_off: Option<SignOff>,
    /// What the crew noted of it on site.
    pub site: SiteSheet,
}

/// The jobs that the signed-in person may see on a day: their crew's, or all for showroom staff.
fn of_day(conn: &mut dyn Connection, date: NaiveDate, staff: Option<&Staff>) -> Result<Vec<WorkOrder>, Error> {
    let mut jobs = SqlRows(conn, Schema::Tablet).entities_by::<WorkOrder>(&WorkOrder::on_day(&date.to_string()))?;
    jobs.retain(|job| match staff {
        Some(staff) if staff.role.is_crew() => staff.crew == Some(job.crew),
        _ => true,
    });
    jobs.sort_by_key(|job| (job.start_ms, job.id));
    Ok(jobs)
}

fn signed_in(conn: &mut dyn Connection) -> Result<Option<Staff>, Error> {
    match get_meta::<Session>(conn, SESSION)? {
        Some(session) => SqlRows(conn, Schema::Tablet).entity(session.staff),
        None => Ok(None),
    }
}

/// The project that holds a job up, where one may: that of an installation nobody has driven off to.
fn waiting_for(conn: &mut dyn Connection, job: &WorkOrder) -> Result<Option<Project>, Error> {
    let before = matches!(job.step, WorkStep::Planned | WorkStep::Accepted);
    let project = job.project.filter(|_| before && job.kind == WorkKind::Install);
    Ok(match project {
        Some(project) => SqlRows(conn, Schema::Tablet).entity::<Project>(project)?,
        None => None,
    })
}

fn card(conn: &mut dyn Connection, job: &WorkOrder) -> Result<JobCard, Error> {
    Ok(JobCard {
        blocked: waiting_for(conn, job)?.map(|project| project.blocked(Station::Installing)).unwrap_or_default(),
        work_order: job.id,
        kind: job.kind,
        step: job.step,
        start_ms: job.start_ms,
        end_ms: job.end_ms,
        customer: job.contact.name.clone(),
        address: job.contact.address.clone(),
        note: job.note.clone(),
        sync: record_state(conn, job.id)?,
    })
}

fn moved(conn: &mut dyn Connection, job: &WorkOrder) -> Result<Vec<MovedCard>, Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let appointment = rows.entity::<Appointment>(job.appointment)?;
    appointments::moves(&mut rows, appointment.map(|one| one.moves).unwrap_or_default())
}

/// See [`JobDay`].
pub(super) fn jobs(tablet: &Tablet, args: &JobsArgs) -> Result<JobDay, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now = crate::tablet::now(conn)?.best_ms();
    let today = local_day(conn, now)?;
    let date = args.day.as_deref().and_then(|day| day.parse().ok()).unwrap_or(today);
    let staff = signed_in(conn)?;
    let mut days = Vec::new();
    for ahead in 0..7 {
        let Some(day) = today.checked_add_days(Days::new(ahead)) else { break };
        days.push(DayCount { date: day.to_string(), count: of_day(conn, day, staff.as_ref())?.len() });
    }
    let mut jobs = Vec::new();
    for job in of_day(conn, date, staff.as_ref())? {
        jobs.push(card(conn, &job)?);
    }
    let open = |job: &&JobCard| !job.step.next().is_empty();
    let under_way = jobs.iter().find(|job| matches!(job.step, WorkStep::OnTheWay | WorkStep::OnSite));
    let next = under_way.or_else(|| jobs.iter().find(open)).map(|job| job.work_order);
    Ok(JobDay { date: date.to_string(), days, jobs, next })
}

/// See [`JobSheet`].
pub(super) fn job(tablet: &Tablet, args: &JobArgs) -> Result<Option<JobSheet>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let Some(job) = SqlRows(conn, Schema::Tablet).entity::<WorkOrder>(args.work_order)? else { return Ok(None) };
    let way = [WorkStep::Planned, WorkStep::Accepted, WorkStep::OnTheWay, WorkStep::OnSite, WorkStep::Done];
    let mut steps: Vec<JobStep> = way
        .into_iter()
        .map(|step| {
            let taken = job.standing().find(|taken| taken.step == step);
            JobStep { step, at_ms: taken.map(|taken| taken.at_ms), by: taken.map(|taken| taken.by.clone()) }
        })
        .collect();
    let ended = [WorkStep::Failed, WorkStep::Cancelled];
    let failed = job.standing().find(|taken| ended.contains(&taken.step));
    if let Some(failed) = failed {
        steps.retain(|step| step.at_ms.is_some() || step.step == WorkStep::Planned);
        steps.push(JobStep { step: failed.step, at_ms: Some(failed.at_ms), by: Some(failed.by.clone()) });
    }
    let failed_because = failed.and_then(|failed| failed.reason.clone());
    let now = crate::tablet::now(conn)?.best_ms();
    let until = |at_ms: i64| at_ms.saturating_add(STEP_BACK_MINUTES * 60_000);
    let last = job.standing().next_back().filter(|last| last.step != WorkStep::Cancelled && now <= until(last.at_ms));
    let step_back = last.map(|last| StepBack { step: last.step, until_ms: until(last.at_ms) });
    let project = waiting_for(conn, &job)?.filter(|_| job.step == WorkStep::Accepted);
    let gate = project.and_then(|project| project.gate(Station::Installing));
    let waits = job.code.is_some() && (job.step.is_ahead() || job.step == WorkStep::OnTheWay);
    let code_tries = waits.then(|| tries_left(conn, job.id)).transpose()?;
    let (forms, rooms) = measuring::rooms(conn, &job)?;
    let staff = signed_in(conn)?;
    let checklist = SqlRows(conn, Schema::Tablet).checklist_of(&job)?;
    let site = SiteSheet::of(&job, checklist);
    Ok(Some(JobSheet {
        photos: photos::of_job(conn, &job, staff.as_ref(), now)?,
        card: card(conn, &job)?,
        appointment: job.appointment,
        phone: job.contact.phone.clone(),
        steps,
        next_steps: job.step.next().to_vec(),
        gate,
        code_tries,
        step_back,
        failed_because,
        moves: moved(conn, &job)?,
        project: projects::sheet(conn, &job)?,
        follows: job.follows,
        forms,
        rooms,
        site,
        sign_off: job.sign_off,
    }))
}

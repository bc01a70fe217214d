//! `projects`, `goods`, and what a job's sheet says of its project.

use serde::{Deserialize, Serialize};
use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{
    Appointment, Customer, GoodsPart, Measurement, Order, Project, QuoteVersion, StoreVisit, WorkKind, WorkOrder,
    WorkStep,
};
use tenon_domain::progress::ProjectSheet;
use tenon_domain::{Id, Key};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use crate::Tablet;

/// The argument of `projects`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct ProjectsArgs {
    /// The visit of whom they are; none: nobody's.
    pub visit: Option<Id<StoreVisit>>,
}

/// A job of a project.
#[derive(Debug, Serialize, TS)]
pub struct ProjectJob {
    /// Which.
    pub work_order: Id<WorkOrder>,
    /// What for.
    pub kind: WorkKind,
    /// How far it is.
    pub step: WorkStep,
    /// Start of its window, UTC milliseconds.
    pub start_ms: i64,
}

/// A project that another appointment can go on with.
#[derive(Debug, Serialize, TS)]
pub struct ProjectCard {
    /// Which.
    pub project: Id<Project>,
    /// How its goods come.
    pub route: ServiceRoute,
    /// Where.
    pub address: String,
    /// Its jobs, the latest first.
    pub jobs: Vec<ProjectJob>,
}

/// What a customer has open: projects, and the order that a new one would serve.
#[derive(Debug, Serialize, TS)]
pub struct Projects {
    /// The projects, the one with the latest job first.
    pub projects: Vec<ProjectCard>,
    /// The latest order that was not called off.
    pub order: Option<Id<Order>>,
    /// Its number.
    pub order_number: Option<String>,
}

/// How far the project of a job is; none for jobs that stand alone.
pub(super) fn sheet(conn: &mut dyn Connection, job: &WorkOrder) -> Result<Option<ProjectSheet>, Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(id) = job.project else { return Ok(None) };
    let Some(project) = rows.entity::<Project>(id)? else { return Ok(None) };
    let measured = rows.entities_by::<Measurement>(&Measurement::of_project(id))?;
    let jobs = rows.entities_by::<WorkOrder>(&WorkOrder::of_project(id))?;
    Ok(Some(ProjectSheet::of(project, &measured, &jobs)))
}

/// See [`Projects`].
pub(super) fn projects(tablet: &Tablet, args: &ProjectsArgs) -> Result<Projects, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut found = Projects { projects: Vec::new(), order: None, order_number: None };
    let Some(id) = args.visit else { return Ok(found) };
    let Some(visit) = rows.entity::<StoreVisit>(id)? else { return Ok(found) };
    for job in jobs_of(&mut rows, visit.customer, visit.phone.iter())? {
        let Some(project) = job.project else { continue };
        if found.projects.iter().any(|one| one.project == project) {
            continue;
        }
        let Some(project) = rows.entity::<Project>(project)? else { continue };
        let mut jobs = rows.entities_by::<WorkOrder>(&WorkOrder::of_project(project.id))?;
        jobs.sort_by_key(|job| std::cmp::Reverse((job.start_ms, job.id)));
        found.projects.push(ProjectCard {
            project: project.id,
            route: project.route,
            address: job.contact.address,
            jobs: jobs.iter().map(project_job).collect(),
        });
    }
    found.projects.sort_by_key(|one| std::cmp::Reverse(one.jobs.first().map(|job| job.start_ms)));
    if let Some(phone) = &visit.phone {
        let orders = rows.entities_by::<Order>(&Order::of_phone(phone))?;
        let order = orders.into_iter().filter(|order| order.cancelled.is_none()).max_by_key(Order::signed_ms);
        found.order_number = order.as_ref().map(Order::number);
        found.order = order.map(|order| order.id);
    }
    Ok(found)
}

/// The argument of `goods`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct GoodsArgs {
    /// Of which project.
    pub project: Id<Project>,
}

/// What a project's goods are, to be counted: what was counted last, else the lines of the order that it serves; empty
/// where neither is held here.
pub(super) fn goods(tablet: &Tablet, args: &GoodsArgs) -> Result<Vec<GoodsPart>, Error> {
    let mut reader = tablet.reader();
    let mut rows = SqlRows(&mut *reader, Schema::Tablet);
    let Some(project) = rows.entity::<Project>(args.project)? else { return Ok(Vec::new()) };
    if let Some(counted) = project.counted {
        let mut all: Vec<GoodsPart> = counted.came.into_iter().map(|part| GoodsPart { due: None, ..part }).collect();
        for part in counted.missing {
            match all.iter_mut().find(|one| one.what == part.what) {
                Some(one) => (one.count, one.due) = (one.count.saturating_add(part.count), part.due),
                None => all.push(part),
            }
        }
        return Ok(all);
    }
    let order = project.order.map(|order| rows.entity::<Order>(order)).transpose()?.flatten();
    let version = order.and_then(|order| order.agreements.last().map(|agreement| agreement.version));
    let version = version.map(|version| rows.entity::<QuoteVersion>(version)).transpose()?.flatten();
    let mut all: Vec<GoodsPart> = Vec::new();
    for line in version.map(|version| version.content.lines).unwrap_or_default() {
        let what = [line.room.as_str(), &line.title.zh, &line.options.zh].map(str::trim);
        let what = what.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match all.iter_mut().find(|one| one.what == what) {
            Some(one) => one.count = one.count.saturating_add(line.count),
            None => all.push(GoodsPart { what, count: line.count, due: None }),
        }
    }
    Ok(all)
}

/// The jobs that were booked for someone, known as a customer or by phones in E.164; each once.
pub(super) fn jobs_of<'p>(
    rows: &mut SqlRows<'_>,
    customer: Option<Id<Customer>>,
    phones: impl Iterator<Item = &'p String>,
) -> Result<Vec<WorkOrder>, Error> {
    let mut keys: Vec<Key> = customer.map(Appointment::of_customer).into_iter().collect();
    keys.extend(phones.map(|phone| Appointment::of_phone(phone)));
    let mut jobs: Vec<WorkOrder> = Vec::new();
    for key in keys {
        for appointment in rows.entities_by::<Appointment>(&key)? {
            if jobs.iter().any(|job| job.id == appointment.work_order) {
                continue;
            }
            jobs.extend(rows.entity::<WorkOrder>(appointment.work_order)?);
        }
    }
    Ok(jobs)
}

fn project_job(job: &WorkOrder) -> ProjectJob {
    ProjectJob { work_order: job.id, kind: job.kind, step: job.step, start_ms: job.start_ms }
}

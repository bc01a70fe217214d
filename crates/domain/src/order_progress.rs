//! How far an order is, as its customer would say it: derived from the projects and jobs that serve it, kept nowhere.

use serde::Serialize;
use ts_rs::TS;

use crate::Id;
use crate::entities::{GoodsPart, Order, Station, WorkKind, WorkOrder, WorkStep};
use crate::progress::ProjectSheet;

/// What an order comes to on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OrderStage {
    /// It was signed.
    Ordered,
    /// Its rooms were measured.
    Measured,
    /// Its drawings are drawn.
    Drawn,
    /// Its drawings are confirmed; what is made to measure is in production.
    DrawingConfirmed,
    /// Its goods are there.
    GoodsArrived,
    /// A crew is booked to install it.
    InstallationBooked,
    /// It is installed.
    Installed,
}

/// A stage of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OrderStep {
    /// Which.
    pub stage: OrderStage,
    /// Whether the order has been there, and that still counts.
    pub done: bool,
    /// When, UTC milliseconds; of a booking, when the crew comes.
    pub at_ms: Option<i64>,
}

/// A job that serves an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OrderJob {
    /// Which.
    pub work_order: Id<WorkOrder>,
    /// What for.
    pub kind: WorkKind,
    /// How far it is.
    pub step: WorkStep,
    /// The day in the crew's calendar, `2026-11-22`.
    pub date: String,
    /// Start of its window, UTC milliseconds.
    pub start_ms: i64,
}

/// How far an order is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OrderProgress {
    /// Where it stands: the latest stage that was reached with all before it.
    pub stage: OrderStage,
    /// Its stages, in turn. Those of what is made to measure only where a project of it goes that way.
    pub steps: Vec<OrderStep>,
    /// What is missing of its goods.
    pub missing: Vec<GoodsPart>,
    /// Its jobs, the earliest first; without those that were called off.
    pub jobs: Vec<OrderJob>,
}

impl OrderProgress {
    /// Of `order`, which `projects` and `jobs` serve: those of its projects, and those that name it.
    pub fn of(order: &Order, projects: &[ProjectSheet], jobs: &[WorkOrder]) -> Self {
        let jobs: Vec<&WorkOrder> = jobs.iter().filter(|job| job.step != WorkStep::Cancelled).collect();
        let mut steps = vec![OrderStep { stage: OrderStage::Ordered, done: true, at_ms: Some(order.signed_ms()) }];
        let made = [
            (OrderStage::Measured, Station::Measured),
            (OrderStage::Drawn, Station::Drawn),
            (OrderStage::DrawingConfirmed, Station::DrawingConfirmed),
            (OrderStage::GoodsArrived, Station::GoodsArrived),
        ];
        steps.extend(made.into_iter().filter_map(|(stage, station)| passed(projects, stage, station)));
        if !jobs.is_empty() || !projects.is_empty() {
            steps.extend(installation(&jobs));
        }
        let reached = steps.iter().take_while(|step| step.done).last();
        let stage = reached.map_or(OrderStage::Ordered, |step| step.stage);
        let mut jobs: Vec<OrderJob> = jobs.into_iter().map(job).collect();
        jobs.sort_by_key(|job| (job.start_ms, job.work_order));
        let missing = projects.iter().flat_map(|project| project.missing.iter().cloned()).collect();
        Self { stage, steps, missing, jobs }
    }
}

/// Whether every project whose route has `station` has been there; none where no route has.
fn passed(projects: &[ProjectSheet], stage: OrderStage, station: Station) -> Option<OrderStep> {
    let cards: Vec<_> =
        projects.iter().flat_map(|project| &project.stations).filter(|card| card.station == station).collect();
    let done = cards.iter().all(|card| card.done);
    let at_ms = cards.iter().filter_map(|card| card.at_ms).max().filter(|_| done);
    (!cards.is_empty()).then_some(OrderStep { stage, done, at_ms })
}

/// Whether somebody comes to install it, and whether everybody who was to come has.
fn installation(jobs: &[&WorkOrder]) -> [OrderStep; 2] {
    let comes = |job: &&&WorkOrder| job.kind == WorkKind::Install && job.step != WorkStep::Failed;
    let booked: Vec<_> = jobs.iter().filter(comes).collect();
    let open = booked.iter().filter(|job| job.step != WorkStep::Done).map(|job| job.start_ms).min();
    let came = booked.iter().filter(|job| job.step == WorkStep::Done);
    let last = came.filter_map(|job| job.standing().next_back()).map(|done| done.at_ms).max();
    let comes_ms = open.or_else(|| booked.iter().map(|job| job.start_ms).max());
    let done = open.is_none() && last.is_some();
    [
        OrderStep { stage: OrderStage::InstallationBooked, done: !booked.is_empty(), at_ms: comes_ms },
        OrderStep { stage: OrderStage::Installed, done, at_ms: last.filter(|_| done) },
    ]
}

fn job(job: &WorkOrder) -> OrderJob {
    let (work_order, date) = (job.id, job.date.clone());
    OrderJob { work_order, kind: job.kind, step: job.step, date, start_ms: job.start_ms }
}

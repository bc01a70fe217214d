//! How far a project is, as tablets and head office show it.

use serde::Serialize;
use ts_rs::TS;

use crate::Id;
use crate::catalog::ServiceRoute;
use crate::entities::{
    Drawing, DrawnRevision, GoodsArrival, GoodsCount, GoodsPart, GoodsWaiver, Measurement, Order, Project, Station,
    StepDone, WorkKind, WorkOrder, WorkStep,
};

/// A station of a project's route.
#[derive(Debug, Serialize, TS)]
pub struct StationCard {
    /// Which.
    pub station: Station,
    /// Whether it was passed, and still counts.
    pub done: bool,
    /// When it was passed last, UTC milliseconds.
    pub at_ms: Option<i64>,
    /// Who wrote it down.
    pub by: Option<String>,
}

/// How far a project is.
#[derive(Debug, Serialize, TS)]
pub struct ProjectSheet {
    /// Which.
    pub project: Id<Project>,
    /// How its goods come.
    pub route: ServiceRoute,
    /// The number of the order that it serves.
    pub order: Option<String>,
    /// How many measurements were finished in it.
    pub measured: u32,
    /// The stations of its route, in turn.
    pub stations: Vec<StationCard>,
    /// What must be before the installation, the first thing to do first; empty where nothing is in its way.
    pub blocked: Vec<Station>,
    /// The revisions of the drawing that have a file, the latest last.
    pub drawn: Vec<DrawnRevision>,
    /// What the customer confirmed, the latest last.
    pub drawings: Vec<Drawing>,
    /// Whether the goods are there.
    pub goods: Option<GoodsArrival>,
    /// What was counted of them last, where they came in parts.
    pub counted: Option<GoodsCount>,
    /// What is missing of them.
    pub missing: Vec<GoodsPart>,
    /// That a manager lets the crew install without some of them.
    pub waived: Option<GoodsWaiver>,
}

impl ServiceRoute {
    /// The stations of the route, in turn.
    pub const fn stations(self) -> &'static [Station] {
        match self {
            Self::Heavy => &[
                Station::Measured,
                Station::Drawn,
                Station::DrawingConfirmed,
                Station::GoodsArrived,
                Station::Installing,
            ],
            Self::Light => &[],
        }
    }
}

impl ProjectSheet {
    /// Of `project` with what was `measured` for it and its `jobs`.
    pub fn of(project: Project, measured: &[Measurement], jobs: &[WorkOrder]) -> Self {
        let last = measured.iter().filter(|one| one.finished_ms.is_some()).max_by_key(|one| one.finished_ms);
        let installed = jobs.iter().filter(|job| job.kind == WorkKind::Install && job.step == WorkStep::Done);
        let when = |done: &StepDone| (done.at_ms, done.by.clone());
        let installed = installed.filter_map(|job| job.standing().next_back().map(when)).max();
        let card = |station: &Station| {
            let (at_ms, by) = match station {
                Station::Measured => (last.and_then(|one| one.finished_ms), last.map(|one| one.by_name.clone())),
                Station::Drawn => {
                    let drawn = project.latest_drawn().map(|one| (one.at_ms, one.by_name.clone()));
                    drawn.or_else(|| project.drawing().map(|one| (one.at_ms, one.by_name.clone()))).unzip()
                }
                Station::DrawingConfirmed => project.drawing().map(|one| (one.at_ms, one.by_name.clone())).unzip(),
                Station::GoodsArrived => {
                    let arrived = project.goods.as_ref().map(|one| (one.at_ms, one.by_name.clone()));
                    arrived.or_else(|| project.waived.as_ref().map(|one| (one.at_ms, one.by_name.clone()))).unzip()
                }
                Station::Installing => installed.clone().unzip(),
            };
            let done = if *station == Station::Installing { at_ms.is_some() } else { project.has_been(*station) };
            StationCard { station: *station, done, at_ms, by }
        };
        Self {
            project: project.id,
            route: project.route,
            order: project.order.map(Order::number_of),
            measured: project.measured,
            stations: project.route.stations().iter().map(card).collect(),
            blocked: project.blocked(Station::Installing),
            missing: project.missing().to_vec(),
            drawn: project.drawn,
            drawings: project.drawings,
            counted: project.counted,
            waived: project.waived,
            goods: project.goods,
        }
    }
}

//! What the planner proposes for a day: visits that would save driving with another crew, at the time that was promised.
//! Nothing is changed here; a clerk carries a step out by moving or swapping the appointments.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{Appointment, Contact, Crew, TravelTable, Window, WorkKind, WorkOrder};
use tenon_domain::scheduling::{DayPlan, Leg, PlanStep, PlannedWindow, Travel, Visit};
use tenon_domain::{Finality, Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

pub(crate) mod outlook;

pub use outlook::{ConsoleOutlook, PlannedDay};

/// What is proposed for a day.
#[derive(Debug, Serialize, TS)]
pub struct ConsolePlan {
    /// The day, `2026-11-22`.
    pub date: String,
    /// Driving of all crews whose ways are known, as it stands.
    pub driving: Leg,
    /// What all steps together would save, one after the other.
    pub saved: Leg,
    /// How many visits there are.
    pub visits: u32,
    /// How many of them are in no area of the travel table, so that they are left where they are.
    pub unknown: u32,
    /// The steps, the one that saves the most first; a later one may want a place that an earlier one leaves.
    pub steps: Vec<ConsolePlanStep>,
}

/// A step that is proposed.
#[derive(Debug, Serialize, TS)]
pub struct ConsolePlanStep {
    /// The visit that gets another crew.
    pub visit: PlannedVisit,
    /// The visit that comes in its place, if it is a swap.
    pub with: Option<PlannedVisit>,
    /// The window that the visit goes into.
    pub window: Id<Window>,
    /// Start of both windows, UTC milliseconds.
    pub start_ms: i64,
    /// End of both windows, UTC milliseconds.
    pub end_ms: i64,
    /// What for.
    pub kind: WorkKind,
    /// Who has it now.
    pub from: Localized,
    /// Who would have it.
    pub to: Localized,
    /// Driving that is saved.
    pub saved: Leg,
    /// The other crew is in the visit's area that day anyway.
    pub nearby: bool,
}

/// A visit of the plan.
#[derive(Debug, Serialize, TS)]
pub struct PlannedVisit {
    /// Which.
    pub appointment: Id<Appointment>,
    /// The customer.
    pub customer: String,
    /// The area that they live in; none where it is not known.
    pub area: Option<Localized>,
}

/// The day's plan: rows of `date`, and what is known of each visit.
struct Day {
    plan: DayPlan,
    travel: Travel,
    areas: BTreeMap<String, Localized>,
    visits: BTreeMap<Id<Appointment>, (Contact, String)>,
}

/// What is proposed for `date`.
pub(crate) fn plan(conn: &mut dyn Connection, date: &str) -> Result<ConsolePlan, Error> {
    let Day { mut plan, travel, areas, visits } = read(conn, date)?;
    let driving = plan.driving(&travel);
    let windows: BTreeMap<Id<Window>, (usize, i64, i64, WorkKind)> =
        plan.windows.iter().map(|one| (one.window, (one.crew, one.start_ms, one.end_ms, one.kind))).collect();
    let steps = plan.improve(&travel);
    let crew = |window: &Id<Window>| {
        let of = windows.get(window).and_then(|(crew, ..)| plan.crews.get(*crew));
        of.map(|crew| crew.name.clone()).unwrap_or_default()
    };
    let visit = |appointment: Id<Appointment>| {
        let (contact, area) = visits.get(&appointment)?;
        Some(PlannedVisit { appointment, customer: contact.name.clone(), area: areas.get(area).cloned() })
    };
    let told = |step: &PlanStep| {
        let (_, start_ms, end_ms, kind) = *windows.get(&step.to)?;
        Some(ConsolePlanStep {
            visit: visit(step.appointment)?,
            with: step.with.and_then(visit),
            window: step.to,
            start_ms,
            end_ms,
            kind,
            from: crew(&step.from),
            to: crew(&step.to),
            saved: step.saved,
            nearby: step.nearby,
        })
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ConsolePlan {
        date: date.to_owned(),
        driving,
        saved: driving - plan.driving(&travel),
        visits: count(visits.len()),
        unknown: count(visits.values().filter(|(_, area)| area.is_empty()).count()),
        steps: steps.iter().filter_map(told).collect(),
    })
}

fn read(conn: &mut dyn Connection, date: &str) -> Result<Day, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let table = rows.entity::<TravelTable>(TravelTable::ID)?;
    let crews = rows.all::<Crew>()?;
    let numbers: BTreeMap<Id<Crew>, usize> = crews.iter().enumerate().map(|(at, crew)| (crew.id, at)).collect();
    let mut windows = rows.entities_by::<Window>(&Window::on_day(date))?;
    windows.sort_by_key(|window| (window.start_ms, window.id));
    let jobs = rows.entities_by::<WorkOrder>(&WorkOrder::on_day(date))?;
    let ahead: BTreeMap<Id<WorkOrder>, bool> = jobs.iter().map(|job| (job.id, job.step.is_ahead())).collect();
    let keys: Vec<_> = windows.iter().map(|window| Appointment::in_window(window.id)).collect();
    let mut inside: BTreeMap<Id<Window>, Vec<Visit>> = BTreeMap::new();
    let mut visits = BTreeMap::new();
    for one in rows.entities_by_any::<Appointment>(&keys)? {
        let changeable = one.finality == Finality::Final && ahead.get(&one.work_order) == Some(&true);
        let visit = Visit {
            appointment: changeable.then_some(one.id),
            store: one.store,
            area: one.area.clone(),
            goods: one.goods,
            units: one.units,
        };
        inside.entry(one.window).or_default().push(visit);
        visits.insert(one.id, (one.contact, one.area));
    }
    let planned = |window: Window| {
        Some(PlannedWindow {
            window: window.id,
            crew: *numbers.get(&window.crew)?,
            kind: window.kind,
            start_ms: window.start_ms,
            end_ms: window.end_ms,
            free: i64::from(window.free) - i64::from(window.short),
            stores: window.stores,
            visits: inside.remove(&window.id).unwrap_or_default(),
        })
    };
    let windows = windows.into_iter().filter_map(planned).collect();
    let areas = table.iter().flat_map(|table| &table.areas).map(|area| (area.code.clone(), area.name.clone()));
    let areas = areas.collect();
    let travel = table.as_ref().map(Travel::new).unwrap_or_default();
    Ok(Day { plan: DayPlan { crews, windows }, travel, areas, visits })
}

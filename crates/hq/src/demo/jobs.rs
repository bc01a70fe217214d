//! The crews' calendar: appointments and their work orders, done, under way and planned.

use std::collections::BTreeMap;

use tenon_domain::entities::{
    Appointment, Contact, SiteRecord, StepDone, Store, StoreVisit, Window, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::{Finality, Id};

use super::crews::Team;
use super::customers;
use super::day::Day;
use super::dice::Dice;
use super::norms::{UNITS, VISIT_MINUTES};
use super::people::{self, CITIES};
use super::projects::Projects;

const MEASURE_NOTES: &[&str] = &[
    "老房翻新，先看烟道位置",
    "水电已改好，注意燃气表",
    "门洞还没找平，带水平仪",
    "业主想做岛台，量一下过道",
    "电梯要提前登记",
    "",
    "",
];
const INSTALL_NOTES: &[&str] = &[
    "台面已到货，放在阳台",
    "楼道窄，高柜拆开上楼",
    "业主在家，门铃坏了打电话",
    "保护好木地板",
    "五金换成阻尼款",
    "",
    "",
];

/// Appointments, work orders and the projects that they are a part of.
#[derive(Default)]
pub(super) struct Jobs {
    pub(super) appointments: Vec<Appointment>,
    pub(super) work_orders: Vec<WorkOrder>,
    pub(super) projects: Projects,
}

/// Books places in `windows` and takes each from its window's `free`. Customers who visited a store come first.
pub(super) fn book(
    seed: u64,
    today: Day,
    stores: &[Store],
    teams: &[Team],
    windows: &mut [Window],
    visits: &[StoreVisit],
) -> Jobs {
    let mut dice = Dice::new(seed, "jobs");
    let mut jobs = Jobs::default();
    let mut visitors: BTreeMap<Id<Store>, Vec<&StoreVisit>> = BTreeMap::new();
    for visit in visits.iter().filter(|visit| visit.phone.is_some()) {
        visitors.entry(visit.store).or_default().push(visit);
    }
    for window in windows {
        let Some(team) = teams.iter().position(|team| team.crew.id == window.crew) else { continue };
        let day = Day::of(window.start_ms);
        for place in 0..wanted(window, today, day, &mut dice) {
            let Some((city, store)) = store_for(window, stores, &mut dice) else { continue };
            let visit = pop_before(visitors.get_mut(&store.id), window.start_ms);
            let contact = Contact {
                name: visit.map_or_else(|| people::customer(&mut dice), |visit| visit.name.clone()),
                phone: visit
                    .and_then(|visit| visit.phone.clone())
                    .unwrap_or_else(|| customers::e164(&people::phone(&mut dice))),
                address: people::address(&CITIES[city], &mut dice),
            };
            let notes = if window.kind == WorkKind::Measure { MEASURE_NOTES } else { INSTALL_NOTES };
            let note = (*dice.pick(notes)).to_owned();
            let mut appointment = appointment(window, place, store, contact, note, visit);
            let measured = if window.kind == WorkKind::Install && day >= today {
                jobs.projects.take_measured(store.id)
            } else {
                None
            };
            if let Some((first, _)) = &measured {
                appointment.contact = first.contact.clone();
                appointment.visit = first.visit;
                appointment.customer = first.customer;
                appointment.touch = first.touch.clone();
            }
            let mut job = work_order(&appointment, &window.date, history(today, day, team, teams, window));
            let to_come = day > today || window.start_ms == today.at(15, 30);
            let at = measured.map_or(jobs.projects.all.len(), |(_, at)| at);
            if at == jobs.projects.all.len() {
                jobs.projects.begin(&mut job, &appointment, to_come, &mut dice);
            }
            if job.kind == WorkKind::Install && day >= today {
                jobs.projects.supply(at, &mut job, today, to_come);
            }
            jobs.work_orders.push(job);
            jobs.appointments.push(appointment);
            window.free -= UNITS;
        }
    }
    jobs
}

/// How many visits are in a window: past and present days are busy, tomorrow's first window is full.
fn wanted(window: &Window, today: Day, day: Day, dice: &mut Dice) -> u32 {
    let morning = window.start_ms == day.at(8, 30);
    let last = window.start_ms == day.at(15, 30);
    if day == today.plus(1) && morning {
        window.capacity / UNITS
    } else if day <= today {
        u32::from(!last || dice.chance(40))
    } else if day <= today.plus(7) {
        u32::from(dice.chance(35))
    } else {
        u32::from(dice.chance(10))
    }
}

/// One of the window's stores, with the index of its city.
fn store_for<'s>(window: &Window, stores: &'s [Store], dice: &mut Dice) -> Option<(usize, &'s Store)> {
    let id = dice.pick(&window.stores);
    stores.iter().position(|store| store.id == *id).map(|at| (at / 2, &stores[at]))
}

fn pop_before<'v>(visitors: Option<&mut Vec<&'v StoreVisit>>, before_ms: i64) -> Option<&'v StoreVisit> {
    let visitors = visitors?;
    let at = visitors.iter().rposition(|visit| visit.ended_ms.is_some_and(|ended| ended < before_ms - 43_200_000))?;
    Some(visitors.remove(at))
}

fn appointment(
    window: &Window,
    place: u32,
    store: &Store,
    contact: Contact,
    note: String,
    visit: Option<&StoreVisit>,
) -> Appointment {
    let id: Id<Appointment> = window.id.derive(&format!("appointment:{place}"));
    Appointment {
        id,
        window: window.id,
        crew: window.crew,
        kind: window.kind,
        store: store.id,
        store_name: store.name.clone(),
        contact,
        area: String::new(),
        goods: None,
        quantity: 1,
        units: UNITS,
        minutes: Some(VISIT_MINUTES),
        note,
        visit: visit.map(|visit| visit.id),
        work_order: id.derive("work order"),
        start_ms: window.start_ms,
        end_ms: window.end_ms,
        op: id.derive("book operation"),
        finality: Finality::Final,
        customer: visit.and_then(|visit| visit.customer),
        touch: visit.map(|visit| visit.touch.clone()).unwrap_or_default(),
        moves: Vec::new(),
        cancelled: None,
    }
}

fn work_order(appointment: &Appointment, date: &str, history: Vec<StepDone>) -> WorkOrder {
    WorkOrder {
        id: appointment.work_order,
        appointment: appointment.id,
        kind: appointment.kind,
        crew: appointment.crew,
        store: appointment.store,
        contact: appointment.contact.clone(),
        note: appointment.note.clone(),
        date: date.to_owned(),
        start_ms: appointment.start_ms,
        end_ms: appointment.end_ms,
        step: history.last().map_or(WorkStep::Planned, |done| done.step),
        history,
        project: None,
        order: None,
        follows: None,
        code: None,
        sign_off: None,
        site: SiteRecord::default(),
    }
}

/// The steps taken so far. No step of today is later than eight in the morning, when the demonstration begins.
fn history(today: Day, day: Day, team: usize, teams: &[Team], window: &Window) -> Vec<StepDone> {
    let step = |step, at_ms, reason: Option<&str>| StepDone {
        step,
        at_ms,
        by: teams[team].head.clone(),
        reason: reason.map(str::to_owned),
        absent: false,
        arrival: None,
        undone: None,
    };
    let accepted = step(WorkStep::Accepted, day.plus(-1).at(19, 10 + i64::try_from(team).unwrap_or(0)), None);
    let morning = window.start_ms == day.at(8, 30);
    if day < today {
        let on_the_way = step(WorkStep::OnTheWay, window.start_ms - 35 * 60_000, None);
        let on_site = step(WorkStep::OnSite, window.start_ms - 4 * 60_000, None);
        let end = if team % 4 == 2 && morning && day == today.plus(-1) {
            step(WorkStep::Failed, window.start_ms + 20 * 60_000, Some("业主临时出差，改约下周"))
        } else {
            step(WorkStep::Done, window.end_ms - 12 * 60_000, None)
        };
        return vec![accepted, on_the_way, on_site, end];
    }
    if day > today || window.start_ms == day.at(15, 30) {
        return Vec::new();
    }
    let mut taken = vec![accepted];
    if morning {
        taken.push(step(WorkStep::OnTheWay, day.at(7, 30), None));
        if team.is_multiple_of(2) {
            taken.push(step(WorkStep::OnSite, day.at(7, 58), None));
        }
    }
    taken
}

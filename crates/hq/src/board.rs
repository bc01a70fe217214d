//! The board of appointments: crews, their windows on some days, how full each is, and who is in it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use tenon_domain::entities::{
    Appointment, Block, Crew, HolidayCalendar, Moved, Store, Window, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::scheduling::{Date, DayNote, DayReason, Holidays};
use tenon_domain::{Finality, Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

#[cfg(test)]
mod tests;

/// Most days of one board.
pub(crate) const DAYS_LIMIT: u32 = 14;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// The first day.
    pub from: NaiveDate,
    /// How many days, at most [`DAYS_LIMIT`].
    pub days: u32,
    /// Only crews that work for this store, and windows that it may book.
    pub store: Option<Id<Store>>,
    /// Only crews that do this, and windows for it.
    pub kind: Option<WorkKind>,
}

/// Crews, their windows on some days, and the appointments in them.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleBoard {
    /// Today in the chain's time zone, `2026-11-22`.
    pub today: String,
    /// The days, in turn.
    pub days: Vec<ConsoleBoardDay>,
    /// Every store of the chain, by name.
    pub stores: Vec<ConsoleBoardStore>,
    /// The rows, by name.
    pub crews: Vec<ConsoleBoardCrew>,
}

/// A day of the board.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleBoardDay {
    /// `2026-11-22`.
    pub date: String,
    /// What the chain's calendar says of it.
    pub note: DayNote,
}

/// A store to choose.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleBoardStore {
    /// Which.
    pub id: Id<Store>,
    /// Its name.
    pub name: Localized,
}

/// A crew of the board.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleBoardCrew {
    /// Which.
    pub id: Id<Crew>,
    /// What people call it.
    pub name: Localized,
    /// What it can do.
    pub trades: Localized,
    /// For each day of the board whether it works; none where nobody laid its calendar down.
    pub works: Vec<Option<ConsoleCrewDay>>,
    /// Its windows on these days, by time.
    pub windows: Vec<ConsoleWindow>,
}

/// Whether a crew works on a day, and why.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleCrewDay {
    /// Whether it does.
    pub works: bool,
    /// Why.
    pub reason: DayReason,
    /// Whether the holidays of that year are announced; where not, `works` may change.
    pub announced: bool,
}

/// A crew's window. Its work units add up: `capacity + short = booked + promised + free`.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleWindow {
    /// Which.
    pub window: Id<Window>,
    /// Its day, `2026-11-22`.
    pub date: String,
    /// Its start, UTC milliseconds.
    pub start_ms: i64,
    /// Its end, UTC milliseconds.
    pub end_ms: i64,
    /// What for.
    pub kind: WorkKind,
    /// How many work units fit in.
    pub capacity: u32,
    /// Units of the appointments in it.
    pub booked: u32,
    /// Units that tablets may still give away without a network, and those that are kept for the waiting list.
    pub promised: u32,
    /// Those that are kept for the waiting list.
    pub kept: u32,
    /// Units that headquarters can give away.
    pub free: u32,
    /// Units given away beyond the capacity.
    pub short: u32,
    /// Hours of it that are blocked.
    pub blocks: Vec<Block>,
    /// The stores that may book it.
    pub stores: Vec<Id<Store>>,
    /// Who is in it, by name.
    pub appointments: Vec<ConsoleAppointment>,
}

/// An appointment of the board.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleAppointment {
    /// Which.
    pub appointment: Id<Appointment>,
    /// Its job.
    pub work_order: Id<WorkOrder>,
    /// The customer; empty where they were erased.
    pub customer: String,
    /// For which store.
    pub store: Id<Store>,
    /// What that store is called.
    pub store_name: Localized,
    /// Work units of the window that it takes.
    pub units: u32,
    /// Minutes that its work takes; none where no norm said it.
    pub minutes: Option<u32>,
    /// Guaranteed, or waiting.
    pub finality: Finality,
    /// How far its job is.
    pub step: WorkStep,
    /// Whether it can still be moved or called off.
    pub changeable: bool,
    /// Where it was last before, if it was moved.
    pub moved: Option<ConsoleMoved>,
}

/// Where an appointment was before.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleMoved {
    /// Start of that window, UTC milliseconds.
    pub start_ms: i64,
    /// End of that window, UTC milliseconds.
    pub end_ms: i64,
    /// When it was moved, UTC milliseconds.
    pub at_ms: i64,
    /// Who moved it.
    pub by: String,
    /// Why; may be empty.
    pub reason: String,
}

impl From<&Moved> for ConsoleMoved {
    fn from(moved: &Moved) -> Self {
        Self {
            start_ms: moved.start_ms,
            end_ms: moved.end_ms,
            at_ms: moved.at_ms,
            by: moved.by_name.clone(),
            reason: moved.reason.clone(),
        }
    }
}

/// The board of some days. What it reads grows with the days and the windows on them, its statements hardly.
pub(crate) fn board(conn: &mut dyn Connection, today: NaiveDate, asked: &Asked) -> Result<ConsoleBoard, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let days = asked.days.min(DAYS_LIMIT);
    let dates: Vec<String> = (0..u64::from(days))
        .map_while(|ahead| asked.from.checked_add_days(Days::new(ahead)))
        .map(|date| date.to_string())
        .collect();
    let keys: Vec<_> = dates.iter().map(|date| Window::on_day(date)).collect();
    let mut windows = rows.entities_by_any::<Window>(&keys)?;
    windows.retain(|one| {
        asked.kind.is_none_or(|kind| one.kind == kind) && asked.store.is_none_or(|store| one.stores.contains(&store))
    });
    let keys: Vec<_> = dates.iter().map(|date| WorkOrder::on_day(date)).collect();
    let jobs = rows.entities_by_any::<WorkOrder>(&keys)?;
    let steps: BTreeMap<_, _> = jobs.into_iter().map(|job| (job.id, job.step)).collect();
    let keys: Vec<_> = windows.iter().map(|one| Appointment::in_window(one.id)).collect();
    let mut booked: BTreeMap<Id<Window>, Vec<Appointment>> = BTreeMap::new();
    for one in rows.entities_by_any::<Appointment>(&keys)? {
        booked.entry(one.window).or_default().push(one);
    }
    let mut by_crew: BTreeMap<Id<Crew>, Vec<ConsoleWindow>> = BTreeMap::new();
    for window in windows {
        let inside = booked.remove(&window.id).unwrap_or_default();
        by_crew.entry(window.crew).or_default().push(shown(window, inside, &steps));
    }
    let holidays = Holidays::new(rows.all::<HolidayCalendar>()?);
    let mut crews = rows.all::<Crew>()?;
    // A crew that no longer works for the store, or no longer does such work, stays while it has windows.
    crews.retain(|crew| {
        by_crew.contains_key(&crew.id)
            || (asked.kind.is_none_or(|kind| crew.kinds.contains(&kind))
                && asked.store.is_none_or(|store| crew.stores.contains(&store)))
    });
    let mut crews: Vec<_> = crews
        .into_iter()
        .map(|crew| {
            let windows = by_crew.remove(&crew.id).unwrap_or_default();
            row(crew, windows, &dates, &holidays)
        })
        .collect();
    crews.sort_by(|a, b| (&a.name.zh, a.id).cmp(&(&b.name.zh, b.id)));
    let stores = rows.all::<Store>()?;
    let mut stores: Vec<_> =
        stores.into_iter().map(|store| ConsoleBoardStore { id: store.id, name: store.name }).collect();
    stores.sort_by(|a, b| (&a.name.zh, a.id).cmp(&(&b.name.zh, b.id)));
    let day = |date: String| {
        let note = Date::parse(&date).map_or(DayNote::NotAnnounced, |date| holidays.on(date));
        ConsoleBoardDay { date, note }
    };
    Ok(ConsoleBoard { today: today.to_string(), days: dates.into_iter().map(day).collect(), stores, crews })
}

fn row(crew: Crew, mut windows: Vec<ConsoleWindow>, dates: &[String], holidays: &Holidays) -> ConsoleBoardCrew {
    let works = |date: &String| {
        let day = crew.calendar.as_ref()?.day(Date::parse(date)?, holidays);
        Some(ConsoleCrewDay { works: day.works, reason: day.reason, announced: day.announced })
    };
    windows.sort_by_key(|one| (one.start_ms, one.window));
    let works = dates.iter().map(works).collect();
    ConsoleBoardCrew { id: crew.id, name: crew.name, trades: crew.trades, works, windows }
}

fn shown(window: Window, inside: Vec<Appointment>, steps: &BTreeMap<Id<WorkOrder>, WorkStep>) -> ConsoleWindow {
    let mut appointments: Vec<_> = inside
        .into_iter()
        .map(|one| {
            let step = steps.get(&one.work_order).copied().unwrap_or(WorkStep::Planned);
            ConsoleAppointment {
                appointment: one.id,
                work_order: one.work_order,
                store: one.store,
                units: one.units,
                minutes: one.minutes,
                finality: one.finality,
                step,
                changeable: step.is_ahead(),
                moved: one.moves.last().map(ConsoleMoved::from),
                customer: one.contact.name,
                store_name: one.store_name,
            }
        })
        .collect();
    appointments.sort_by(|a, b| (&a.customer, a.appointment).cmp(&(&b.customer, b.appointment)));
    let booked = appointments.iter().map(|one| one.units).sum();
    ConsoleWindow {
        promised: window.promised().saturating_sub(booked),
        kept: window.kept,
        booked,
        window: window.id,
        date: window.date,
        start_ms: window.start_ms,
        end_ms: window.end_ms,
        kind: window.kind,
        capacity: window.capacity,
        free: window.free,
        short: window.short,
        blocks: window.blocks,
        stores: window.stores,
        appointments,
    }
}

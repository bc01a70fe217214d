//! Crews and the windows in which they can be booked.

use tenon_domain::entities::{Crew, Role, Store, Window, WorkKind};
use tenon_domain::scheduling::{CalendarException, Date, DayNote, Holidays, Shift, WorkCalendar};
use tenon_domain::{Id, Localized, Uuid};

use super::day::Day;
use super::dice::Dice;
use super::norms::UNITS;
use super::people::CITIES;
use super::{holidays, people, travel};

/// Days before today whose windows are there, so that what is done has its place.
pub(super) const PAST_DAYS: i64 = 2;
/// Days after today that can be booked.
pub(super) const COMING_DAYS: i64 = 14;

/// Start and end of a working day's windows, in hours and minutes.
const HOURS: [[i64; 4]; 4] = [[8, 30, 10, 30], [10, 30, 12, 30], [13, 30, 15, 30], [15, 30, 17, 30]];

/// What a crew does, in words, and the categories that it takes.
type Trade = (WorkKind, &'static str, &'static str, &'static [&'static str]);

const MEASURE: Trade = (WorkKind::Measure, "量尺：橱柜、衣柜、木门", "Measures kitchens, wardrobes, doors", &[]);
const CABINETS: Trade = (
    WorkKind::Install,
    "安装：橱柜、衣柜、浴室柜",
    "Installs kitchens, wardrobes, vanities",
    &["kitchen", "furniture/wardrobe", "bath/vanity"],
);
const DOORS: Trade = (WorkKind::Install, "安装：木门、推拉门、入户门", "Installs doors", &["door"]);

/// The crews of each city.
const CREWS: [&[Trade]; 3] = [&[MEASURE, CABINETS, DOORS, MEASURE], &[MEASURE, CABINETS, DOORS], &[MEASURE, CABINETS]];

/// A crew with its head's full name.
pub(super) struct Team {
    pub(super) crew: Crew,
    pub(super) head: String,
    pub(super) role: Role,
}

/// The crews; `stores` are two for each city, in the order of the cities.
pub(super) fn teams(seed: u64, root: Uuid, today: Day, stores: &[Store]) -> Vec<Team> {
    let mut dice = Dice::new(seed, "crews");
    let mut teams: Vec<Team> = Vec::new();
    for (city, (plans, of_city)) in CREWS.iter().zip(stores.chunks(2)).enumerate() {
        for (at, (kind, zh, en, categories)) in plans.iter().enumerate() {
            let (surname, head) = loop {
                let (surname, head) = people::master(&mut dice);
                if teams.iter().all(|team| !team.head.starts_with(surname)) {
                    break (surname, head);
                }
            };
            let id = Id::new(Uuid::new_v5(&root, format!("crew:{city}:{at}").as_bytes()));
            let calendar = calendar(teams.len(), *kind, today);
            let english = people::romanized(surname);
            teams.push(Team {
                crew: Crew {
                    id,
                    name: Localized::new(format!("{surname}师傅组"), format!("{english}’s crew")),
                    trades: Localized::new(*zh, *en),
                    kinds: vec![*kind],
                    stores: of_city.iter().map(|store| store.id).collect(),
                    calendar: Some(calendar),
                    categories: categories.iter().map(|path| (*path).to_owned()).collect(),
                    base: CITIES.get(city).and_then(travel::base),
                },
                head,
                role: if *kind == WorkKind::Measure { Role::Measurer } else { Role::Installer },
            });
        }
    }
    teams
}

/// When the crew that is the `at`th works: six days a week, and today in any case, so that there is something to see.
fn calendar(at: usize, kind: WorkKind, today: Day) -> WorkCalendar {
    // Tuesday, Wednesday or Thursday.
    let rest = [2, 3, 4][at % 3];
    let shift = |[from_h, from_m, to_h, to_m]: [i64; 4]| Shift {
        kind,
        from: format!("{from_h:02}:{from_m:02}"),
        to: format!("{to_h:02}:{to_m:02}"),
        capacity: if kind == WorkKind::Measure { 2 * UNITS } else { UNITS },
    };
    let mut calendar = WorkCalendar {
        weekdays: (1..=7).filter(|day| *day != rest).collect(),
        shifts: HOURS.into_iter().map(shift).collect(),
        holidays: true,
        exceptions: Vec::new(),
    };
    let known = Holidays::new(holidays::calendars());
    for date in (-PAST_DAYS..=0).map(|days| today.plus(days).date()) {
        let Some(day) = Date::parse(&date) else { continue };
        let holiday = matches!(known.on(day), DayNote::Holiday { .. });
        if holiday || (date == today.date() && !calendar.day(day, &known).works) {
            let reason = if holiday { "节日值班" } else { "加班" }.to_owned();
            calendar.exceptions.push(CalendarException { date, open: true, reason });
        }
    }
    calendar
}

/// All windows that the calendars have, nothing booked: `free` equals `capacity`.
pub(super) fn windows(seed: u64, today: Day, teams: &[Team]) -> Vec<Window> {
    let mut dice = Dice::new(seed, "windows");
    let mut windows = Vec::new();
    let known = Holidays::new(holidays::calendars());
    for team in teams {
        let kind = team.crew.kinds.first().copied().unwrap_or(WorkKind::Measure);
        for day in (-PAST_DAYS..=COMING_DAYS).map(|days| today.plus(days)) {
            let works = |calendar: &WorkCalendar| Some(calendar.day(Date::parse(&day.date())?, &known).works);
            if team.crew.calendar.as_ref().and_then(works) != Some(true) {
                continue;
            }
            for (slot, [from_h, from_m, to_h, to_m]) in HOURS.into_iter().enumerate() {
                let two = dice.chance(if kind == WorkKind::Measure { 75 } else { 20 });
                let capacity = if two { 2 * UNITS } else { UNITS };
                windows.push(Window {
                    short: 0,
                    areas: Vec::new(),
                    more_units: 0,
                    kept: 0,
                    blocks: Vec::new(),
                    id: team.crew.id.derive(&format!("window:{}:{slot}", day.date())),
                    crew: team.crew.id,
                    kind,
                    date: day.date(),
                    start_ms: day.at(from_h, from_m),
                    end_ms: day.at(to_h, to_m),
                    capacity,
                    free: capacity,
                    stores: team.crew.stores.clone(),
                });
            }
        }
    }
    windows
}

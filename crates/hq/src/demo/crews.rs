//! Crews and the windows in which they can be booked.

use chrono::Weekday;
use tenon_domain::entities::{Crew, Role, Store, Window, WorkKind};
use tenon_domain::{Id, Localized, Uuid};

use super::day::Day;
use super::dice::Dice;
use super::people;

/// Days before today whose windows are there, so that what is done has its place.
pub(super) const PAST_DAYS: i64 = 2;
/// Days after today that can be booked.
pub(super) const COMING_DAYS: i64 = 14;

/// Start and end of a working day's windows, in hours and minutes.
const HOURS: [[i64; 4]; 4] = [[8, 30, 10, 30], [10, 30, 12, 30], [13, 30, 15, 30], [15, 30, 17, 30]];

const MEASURE: (WorkKind, &str, &str) =
    (WorkKind::Measure, "量尺：橱柜、衣柜、木门", "Measures kitchens, wardrobes, doors");
const CABINETS: (WorkKind, &str, &str) =
    (WorkKind::Install, "安装：橱柜、衣柜、浴室柜", "Installs kitchens, wardrobes, vanities");
const DOORS: (WorkKind, &str, &str) = (WorkKind::Install, "安装：木门、推拉门、入户门", "Installs doors");

/// The crews of each city.
const CREWS: [&[(WorkKind, &str, &str)]; 3] =
    [&[MEASURE, CABINETS, DOORS], &[MEASURE, CABINETS, DOORS], &[MEASURE, CABINETS]];

/// A crew with its head's full name.
pub(super) struct Team {
    pub(super) crew: Crew,
    pub(super) head: String,
    pub(super) role: Role,
}

/// The crews; `stores` are two for each city, in the order of the cities.
pub(super) fn teams(seed: u64, root: Uuid, stores: &[Store]) -> Vec<Team> {
    let mut dice = Dice::new(seed, "crews");
    let mut teams: Vec<Team> = Vec::new();
    for (city, (plans, of_city)) in CREWS.iter().zip(stores.chunks(2)).enumerate() {
        for (at, (kind, zh, en)) in plans.iter().enumerate() {
            let (surname, head) = loop {
                let (surname, head) = people::master(&mut dice);
                if teams.iter().all(|team| !team.head.starts_with(surname)) {
                    break (surname, head);
                }
            };
            let id = Id::new(Uuid::new_v5(&root, format!("crew:{city}:{at}").as_bytes()));
            let english = people::romanized(surname);
            teams.push(Team {
                crew: Crew {
                    id,
                    name: Localized::new(format!("{surname}师傅组"), format!("{english}’s crew")),
                    trades: Localized::new(*zh, *en),
                    kinds: vec![*kind],
                    stores: of_city.iter().map(|store| store.id).collect(),
                },
                head,
                role: if *kind == WorkKind::Measure { Role::Measurer } else { Role::Installer },
            });
        }
    }
    teams
}

/// All windows, nothing booked: `free` equals `capacity`. A crew rests one day a week, never today.
pub(super) fn windows(seed: u64, today: Day, teams: &[Team]) -> Vec<Window> {
    let mut dice = Dice::new(seed, "windows");
    let mut windows = Vec::new();
    for (at, team) in teams.iter().enumerate() {
        let rest = [Weekday::Tue, Weekday::Wed, Weekday::Thu][at % 3];
        let kind = team.crew.kinds.first().copied().unwrap_or(WorkKind::Measure);
        for day in (-PAST_DAYS..=COMING_DAYS).map(|days| today.plus(days)) {
            if day != today && day.weekday() == rest {
                continue;
            }
            for (slot, [from_h, from_m, to_h, to_m]) in HOURS.into_iter().enumerate() {
                let two = dice.chance(if kind == WorkKind::Measure { 75 } else { 20 });
                let capacity = if two { 2 } else { 1 };
                windows.push(Window {
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

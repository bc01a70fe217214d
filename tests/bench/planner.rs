//! `planner`: the driving of a month, as first come was first served and as the planner would have it.
//!
//! 24 crews in six areas, a base each, four windows a day for two visits; 30 days of customers who each want an hour of a
//! day. The baseline gives each the first crew that has a place at that hour. Tenon's side is that plan after the planner:
//! the same visits at the same hours. Kilometres and hours do not hang on the machine; how long planning a day takes does.

use anyhow::Result;
use tenon_domain::entities::{Area, Crew, Store, TravelTable, Way, WorkKind};
use tenon_domain::scheduling::{DayPlan, Leg, PlannedWindow, Travel, Visit};
use tenon_domain::{Id, Localized, Uuid};

use crate::place::{Ground, timed};
use crate::spread::Rounds;
use crate::table::Table;

const AREAS: usize = 6;
const CREWS: usize = 24;
const DAYS: usize = 30;
const HOURS: usize = 4;
const PLACES: u32 = 2;
/// Of a hundred places, how many are taken.
const LOAD: usize = 70;

pub(crate) fn measure(_: &mut Ground) -> Result<Table> {
    let about = "the driving of a generated month after the planner against first come, first served";
    let mut table = Table::new("planner", about);
    let travel = Travel::new(&land());
    let (mut hours, mut kilometres, mut took, mut steps) = (Rounds::default(), Rounds::default(), vec![], vec![]);
    let mut sums = [Leg::default(); 2];
    let mut dice = Dice(20_261_122);
    for _ in 0..DAYS {
        let mut plan = first_fit(&mut dice);
        let before = plan.driving(&travel);
        let (ms, done) = timed(|| Ok(plan.improve(&travel)))?;
        let after = plan.driving(&travel);
        hours.push(in_hours(after), in_hours(before));
        kilometres.push(in_kilometres(after), in_kilometres(before));
        took.push(ms);
        steps.push(f64::from(u32::try_from(done.len())?));
        sums = [sums[0] + after, sums[1] + before];
    }
    table.compare("driving of a day", "hours", &hours);
    table.compare("driving of a day", "km", &kilometres);
    table.tell("steps of a day", "changes of crews", &steps);
    table.tell("planning a day", "ms", &took);
    table.note(format!(
        "the month: {:.0} h instead of {:.0} h, {:.0} km instead of {:.0} km",
        in_hours(sums[0]),
        in_hours(sums[1]),
        in_kilometres(sums[0]),
        in_kilometres(sums[1])
    ));
    Ok(table)
}

#[expect(clippy::cast_precision_loss, reason = "a month of driving")]
fn in_hours(leg: Leg) -> f64 {
    leg.minutes as f64 / 60.0
}

#[expect(clippy::cast_precision_loss, reason = "a month of driving")]
fn in_kilometres(leg: Leg) -> f64 {
    leg.metres as f64 / 1000.0
}

fn hour_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn code(area: usize) -> String {
    format!("area {area}")
}

/// Six areas in two rows, eight kilometres from one to the next.
fn land() -> TravelTable {
    let area = |at: usize| Area {
        code: code(at),
        name: Localized::default(),
        divisions: Vec::new(),
        minutes: 12,
        metres: 4_000,
    };
    let mut ways = Vec::new();
    for from in 0..AREAS {
        for to in from + 1..AREAS {
            let apart = u32::try_from((from % 3).abs_diff(to % 3) + (from / 3).abs_diff(to / 3)).unwrap_or(1);
            ways.push(Way { from: code(from), to: code(to), minutes: 8 + apart * 14, metres: apart * 8_000 });
        }
    }
    let (id, by_name) = (TravelTable::ID, String::new());
    TravelTable { id, areas: (0..AREAS).map(area).collect(), ways, version: 1, at_ms: 0, by_name }
}

/// A day on which each customer got the first crew with a place at their hour.
fn first_fit(dice: &mut Dice) -> DayPlan {
    let store = Id::<Store>::new(Uuid::from_u128(1));
    let crew = |at: usize| Crew {
        id: Id::new(Uuid::from_u128(100 + at as u128)),
        name: Localized::default(),
        trades: Localized::default(),
        kinds: vec![WorkKind::Install],
        stores: vec![store],
        calendar: None,
        categories: if at.is_multiple_of(4) { vec!["kitchen".to_owned()] } else { Vec::new() },
        base: Some(code(at % AREAS)),
    };
    let window = |at: usize| PlannedWindow {
        window: Id::new(Uuid::from_u128(10_000 + at as u128)),
        crew: at % CREWS,
        kind: WorkKind::Install,
        start_ms: hour_of(at / CREWS),
        end_ms: hour_of(at / CREWS) + 1,
        free: i64::from(PLACES),
        stores: vec![store],
        visits: Vec::new(),
    };
    let mut plan = DayPlan { crews: (0..CREWS).map(crew).collect(), windows: (0..CREWS * HOURS).map(window).collect() };
    for number in 0..CREWS * HOURS * PLACES as usize {
        if dice.below(100) >= LOAD {
            continue;
        }
        let goods = ["kitchen", "door"][usize::from(dice.below(3) > 0)].to_owned();
        let (hour, area) = (hour_of(dice.below(HOURS)), dice.below(AREAS));
        let visit = Visit {
            appointment: Some(Id::new(Uuid::from_u128(1_000_000 + number as u128))),
            store,
            area: code(area),
            goods: Some(goods.clone()),
            units: 1,
        };
        let crews = &plan.crews;
        let fits =
            |one: &&mut PlannedWindow| one.start_ms == hour && one.free > 0 && crews[one.crew].takes(Some(&goods));
        if let Some(window) = plan.windows.iter_mut().find(fits) {
            window.free -= 1;
            window.visits.push(visit);
        }
    }
    plan
}

/// Throws that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

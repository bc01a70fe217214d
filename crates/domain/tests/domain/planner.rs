//! The planner keeps every time that was promised, every crew's skills and places, and saves what it says.

use proptest::prelude::*;
use tenon_domain::entities::{Appointment, Area, Crew, Store, TravelTable, Way, Window, WorkKind};
use tenon_domain::ops::{AdvanceWorkOrder, BookAppointment, SwapAppointments};
use tenon_domain::scheduling::{DayPlan, LEAST_MINUTES, Leg, PlannedWindow, Travel, Visit};
use tenon_domain::{Id, Localized, Uuid};

use crate::desks::{Desks, clerk, fitter, seller};
use crate::jobs::{book, code, job_of, window};

const AREAS: [&str; 3] = ["east", "west", "north"];

fn travel() -> Travel {
    let area = |code: &&str| Area {
        code: (*code).to_owned(),
        name: Localized::new(*code, *code),
        divisions: Vec::new(),
        minutes: 10,
        metres: 4_000,
    };
    let way = |from: &str, to: &str, minutes: u32| Way {
        from: from.to_owned(),
        to: to.to_owned(),
        minutes,
        metres: minutes * 500,
    };
    Travel::new(&TravelTable {
        id: TravelTable::ID,
        areas: AREAS.iter().map(area).collect(),
        ways: vec![way("east", "west", 40), way("west", "north", 25), way("north", "east", 30)],
        version: 1,
        at_ms: 0,
        by_name: String::new(),
    })
}

fn crew(at: usize, categories: &[&str], base: Option<&str>) -> Crew {
    Crew {
        id: Id::new(Uuid::from_u128(at as u128 + 1)),
        name: Localized::default(),
        trades: Localized::default(),
        kinds: vec![WorkKind::Install],
        stores: Vec::new(),
        calendar: None,
        categories: categories.iter().map(|one| (*one).to_owned()).collect(),
        base: base.map(str::to_owned),
    }
}

fn visit(number: u128, area: &str) -> Visit {
    Visit {
        appointment: Some(Id::new(Uuid::from_u128(number))),
        store: Id::new(Uuid::from_u128(7)),
        area: area.to_owned(),
        goods: None,
        units: 1,
    }
}

fn hour(crew: usize, hour: i64, free: i64, visits: Vec<Visit>) -> PlannedWindow {
    PlannedWindow {
        window: Id::new(Uuid::from_u128(1_000 * (crew as u128 + 1) + u128::from(hour.unsigned_abs()))),
        crew,
        kind: WorkKind::Install,
        start_ms: hour * 3_600_000,
        end_ms: (hour + 2) * 3_600_000,
        free,
        stores: vec![Id::<Store>::new(Uuid::from_u128(7))],
        visits,
    }
}

#[test]
fn visits_that_lie_crosswise_change_their_crews() {
    let crews = vec![crew(0, &[], Some("east")), crew(1, &[], Some("west"))];
    let windows = vec![
        hour(0, 8, 0, vec![visit(1, "east")]),
        hour(1, 8, 0, vec![visit(2, "west")]),
        hour(0, 10, 0, vec![visit(3, "west")]),
        hour(1, 10, 0, vec![visit(4, "east")]),
    ];
    let mut plan = DayPlan { crews, windows };
    let travel = travel();
    let before = plan.driving(&travel);
    let steps = plan.improve(&travel);

    let [step] = steps.as_slice() else { panic!("{steps:?}") };
    assert_eq!((step.appointment, step.with), (Id::new(Uuid::from_u128(3)), Some(Id::new(Uuid::from_u128(4)))));
    assert!(step.nearby);
    // Each drove 10 + 40 + 40, and drives 10 + 10 + 10.
    assert_eq!(step.saved.minutes, 120);
    assert_eq!(before - plan.driving(&travel), step.saved);
}

#[test]
fn a_visit_goes_to_a_free_place_and_never_to_a_crew_that_does_not_take_it() {
    let day = |categories: &[&str]| DayPlan {
        crews: vec![crew(0, &[], Some("east")), crew(1, categories, Some("west"))],
        windows: vec![
            hour(0, 8, 0, vec![Visit { goods: Some("door/interior".to_owned()), ..visit(1, "west") }]),
            hour(1, 8, 1, Vec::new()),
        ],
    };
    let travel = travel();
    let steps = day(&["door"]).improve(&travel);
    assert_eq!(steps.first().map(|step| (step.with, step.saved.minutes)), Some((None, 60)));
    assert_eq!(day(&["kitchen"]).improve(&travel), []);
    let mut shut = day(&["door"]);
    shut.windows[1].stores.clear();
    assert_eq!(shut.improve(&travel), []);
}

/// Crew, hour, free units (less what is too much), visits: area, goods, whether it may be moved, units.
type Drawn = (usize, i64, i64, Vec<(usize, Option<bool>, bool, u32)>);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let visit = (0..4_usize, prop::option::of(any::<bool>()), prop::bool::weighted(0.8), 1..4_u32);
    let one = (0..4_usize, 0..3_i64, -1..4_i64, prop::collection::vec(visit, 0..3));
    prop::collection::vec(one, 0..14)
}

fn plan_of(drawn: &[Drawn]) -> DayPlan {
    let crews = vec![
        crew(0, &[], Some("east")),
        crew(1, &["kitchen"], Some("west")),
        crew(2, &["door"], Some("north")),
        crew(3, &["door", "kitchen"], None),
    ];
    let mut windows: Vec<PlannedWindow> = Vec::new();
    for (of, at, free, visits) in drawn {
        if windows.iter().any(|one| (one.crew, one.start_ms) == (*of, at * 7_200_000)) {
            continue;
        }
        let mut window = hour(*of, at * 2, *free, Vec::new());
        for (area, goods, movable, units) in visits {
            let goods = goods.map(|door| if door { "door/interior" } else { "kitchen/cabinet" }).map(str::to_owned);
            let number = (windows.len() * 10 + window.visits.len()) as u128;
            let mut one =
                Visit { goods, units: *units, ..visit(number, AREAS.get(*area).copied().unwrap_or_default()) };
            one.appointment = one.appointment.filter(|_| *movable);
            window.visits.push(one);
        }
        windows.push(window);
    }
    windows.sort_by_key(|one| (one.start_ms, one.crew));
    DayPlan { crews, windows }
}

/// Of each visit that can be told apart: its hour, its goods, whose it is.
fn told(plan: &DayPlan) -> Vec<(Option<Id<Appointment>>, i64, Option<String>)> {
    let of = |window: &PlannedWindow| {
        let start = window.start_ms;
        window.visits.iter().map(move |one| (one.appointment, start, one.goods.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = plan.windows.iter().flat_map(of).collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn what_was_promised_stays_and_what_is_saved_is_true(drawn in drawn()) {
        let travel = travel();
        let mut plan = plan_of(&drawn);
        let first = plan.clone();
        let steps = plan.improve(&travel);

        prop_assert!(steps.iter().all(|step| step.saved.minutes >= LEAST_MINUTES));
        prop_assert_eq!(told(&plan), told(&first));
        for (window, before) in plan.windows.iter().zip(&first.windows) {
            let units = |one: &PlannedWindow| one.visits.iter().map(|visit| i64::from(visit.units)).sum::<i64>() + one.free;
            prop_assert_eq!((window.window, units(window)), (before.window, units(before)));
            prop_assert!(window.free >= before.free.min(0), "no window gets more than it has units");
            for visit in &window.visits {
                let stayed = before.visits.contains(visit);
                prop_assert!(stayed || visit.appointment.is_some(), "only what may be moved is moved");
                prop_assert!(stayed || plan.crews[window.crew].takes(visit.goods.as_deref()));
                let unsaid = visit.goods.is_none() && window.crew != 0;
                prop_assert!(stayed || !unsaid || window.crew == 3, "unsaid goods go to a crew that takes as much");
            }
        }
        let saved = steps.iter().fold(Leg::default(), |sum, step| sum + step.saved);
        prop_assert_eq!(first.driving(&travel) - plan.driving(&travel), saved);
        prop_assert!(plan.improve(&travel).is_empty());
    }
}

/// HQ with a window each of two crews at the same hours, and an appointment in each.
fn two_booked() -> (Desks, [Window; 2], [Id<Appointment>; 2]) {
    let mut hq = Desks::hq();
    let windows = [window(WorkKind::Install, 1), window(WorkKind::Install, 2)];
    let booked = [1, 2].map(|at| {
        hq.put(&windows[usize::from(at) - 1]);
        let op = BookAppointment { route: None, ..book(WorkKind::Install, at) };
        hq.does_in(1, &seller(1), op).unwrap().nth(1)
    });
    (hq, windows, booked)
}

fn swap(one: Id<Appointment>, other: Id<Appointment>) -> SwapAppointments {
    SwapAppointments { appointment: one, with: other, reason: "省 120 分钟".to_owned() }
}

#[test]
fn two_appointments_change_places_and_no_place_is_taken_or_given() {
    let (mut hq, windows, [one, other]) = two_booked();
    let free = |hq: &Desks| windows.each_ref().map(|window| hq.row::<Window>(window.id).unwrap().free);
    let before = free(&hq);

    hq.does(&clerk(), swap(one, other)).unwrap();

    let held = hq.row::<Appointment>(one).unwrap();
    assert_eq!((held.window, held.crew, held.moves.len()), (windows[1].id, windows[1].crew, 1));
    assert_eq!(held.moves[0].reason, "省 120 分钟");
    assert_eq!(hq.row::<Appointment>(other).unwrap().crew, windows[0].crew);
    assert_eq!(free(&hq), before);
    let job = hq.row(held.work_order).unwrap();
    assert_eq!(job.crew, windows[1].crew);
}

#[test]
fn only_a_clerk_swaps_and_only_before_a_crew_drives_off() {
    let (mut hq, windows, [one, other]) = two_booked();
    assert_ne!(code(hq.does_in(1, &seller(1), swap(one, other))), "");
    assert_eq!(code(hq.does(&clerk(), swap(one, one))), "appointment_there");
    let crew = hq.row::<Crew>(windows[1].crew);
    assert_eq!(crew, None);
    hq.put(&Crew { id: windows[1].crew, stores: vec![Desks::store(1)], ..crew_of(&["door"]) });
    let mut kitchen = hq.row::<Appointment>(one).unwrap();
    kitchen.goods = Some("kitchen".to_owned());
    hq.put(&kitchen);
    assert_eq!(code(hq.does(&clerk(), swap(one, other))), "crew_other_goods");

    let work_order = job_of(hq.row::<Appointment>(other).unwrap().op);
    let to = tenon_domain::entities::WorkStep::Accepted;
    hq.does_in(1, &fitter(2), AdvanceWorkOrder { work_order, to, reason: None, absent: false, arrival: None }).unwrap();
    let to = tenon_domain::entities::WorkStep::OnTheWay;
    hq.does_in(1, &fitter(2), AdvanceWorkOrder { work_order, to, reason: None, absent: false, arrival: None }).unwrap();
    assert_eq!(code(hq.does(&clerk(), swap(one, other))), "appointment_under_way");
}

fn crew_of(categories: &[&str]) -> Crew {
    crew(90, categories, None)
}

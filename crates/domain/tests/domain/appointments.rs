//! Appointments at a desk: moved, called off, and windows that HQ makes smaller.

use proptest::prelude::*;
use tenon_domain::entities::{Appointment, Case, Right, Subject, WaitlistEntry, Window, WorkKind, WorkOrder, WorkStep};
use tenon_domain::ops::{
    AnyOperation, CancelAppointment, JoinWaitlist, MoveAppointment, ResizeWindow, StepBackWorkOrder,
};
use tenon_domain::{DeviceId, Entity, Finality, Id, OpId, Uuid};

use crate::desks::{Desks, clerk, fitter, manager, seller};
use crate::jobs::{advance, book, code, job_of, window};
use crate::waitlist::{book_for, decline, join, keep};

const MEASURE: WorkKind = WorkKind::Measure;

fn appointment_of(booked: OpId) -> Id<Appointment> {
    booked.nth(1)
}
fn tablet_of(store: u8) -> DeviceId {
    Id::new(Uuid::from_u128(2000 + u128::from(store)))
}
fn moved(booked: OpId, crew: u8) -> MoveAppointment {
    let window = window(MEASURE, crew).id;
    MoveAppointment { appointment: appointment_of(booked), window, reason: "客户出差".into(), waitlist: None }
}
fn cancelled(booked: OpId) -> CancelAppointment {
    CancelAppointment { appointment: appointment_of(booked), reason: "客户不做了".into() }
}
fn resized(crew: u8, capacity: u32) -> ResizeWindow {
    ResizeWindow { window: window(MEASURE, crew).id, capacity, reason: "师傅病了".into() }
}

/// HQ with three crews that measure, each with room for two.
fn hq() -> Desks {
    let mut hq = Desks::hq();
    for crew in 1..=3 {
        let stores = vec![Desks::store(1), Desks::store(2)];
        hq.put(&Window { capacity: 2, free: 2, stores, ..window(MEASURE, crew) });
    }
    hq
}
fn held(hq: &Desks, crew: u8) -> Window {
    hq.row(window(MEASURE, crew).id).unwrap()
}
/// HQ gives one place of a crew's window to the tablet of store 1.
fn hand_out(hq: &mut Desks, crew: u8) {
    let mut window = held(hq, crew);
    window.free -= 1;
    hq.put(&window);
    let (subject, holder) = (Subject::Window(window.id), Some(tablet_of(1)));
    let id = Right::quota(window.id, tablet_of(1));
    hq.put(&Right { id, subject, holder, epoch: 1, left: 1, lapse_ms: None, wanted: false, handed: None });
}

#[test]
fn a_move_takes_the_new_place_and_gives_the_old_one_back() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    hq.does(&fitter(1), advance(job_of(booked), WorkStep::Accepted)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (1, 2));
    hq.does_in(1, &seller(1), moved(booked, 2)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (2, 1));
    let (place, job): (Appointment, WorkOrder) =
        (hq.row(appointment_of(booked)).unwrap(), hq.row(job_of(booked)).unwrap());
    assert_eq!((place.window, place.crew, job.crew), (held(&hq, 2).id, Desks::crew(2), Desks::crew(2)));
    assert_eq!(job.step, WorkStep::Planned, "whoever accepted it accepted another time");
    assert_eq!((place.moves[0].crew, place.moves[0].reason.as_str()), (Desks::crew(1), "客户出差"));
    assert_eq!(code(hq.does_in(1, &seller(1), moved(booked, 2))), "appointment_there");
    assert_eq!(code(hq.does_in(2, &seller(2), moved(booked, 3))), "appointment_unknown", "another store's");
}

#[test]
fn a_crew_hands_its_own_job_to_another_crew_at_the_promised_time() {
    let mut hq = hq();
    let later = held(&hq, 3);
    hq.put(&Window { start_ms: later.start_ms + 7_200_000, end_ms: later.end_ms + 7_200_000, ..later });
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    assert_eq!(code(hq.does(&fitter(2), moved(booked, 2))), "work_order_not_yours");
    assert_eq!(code(hq.does(&fitter(1), moved(booked, 3))), "appointment_time_promised");
    assert_eq!(code(hq.does(&fitter(1), cancelled(booked))), "not_allowed", "to call it off is the store's");
    hq.does(&fitter(1), moved(booked, 2)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free, held(&hq, 3).free), (2, 1, 2));
    assert_eq!(hq.row::<WorkOrder>(job_of(booked)).unwrap().crew, Desks::crew(2));
    assert_eq!(code(hq.does(&fitter(1), moved(booked, 2))), "work_order_not_yours", "no more");
    hq.does(&fitter(2), moved(booked, 1)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (1, 2));
}

#[test]
fn a_job_handed_over_offline_that_headquarters_gave_to_others_meanwhile_is_a_case_and_its_place_goes_back() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    hand_out(&mut hq, 2);
    let mut tablet = hq.of_store(1);
    let late = tablet.does(&fitter(1), moved(booked, 2)).unwrap();
    hq.does(&clerk(), moved(booked, 3)).unwrap();
    hq.judges(&tablet, &[late]);
    assert_eq!(hq.row::<Case>(Case::id_about(late)).unwrap().refusal.code, "work_order_not_yours");
    assert_eq!(hq.row::<Appointment>(appointment_of(booked)).unwrap().crew, Desks::crew(3));
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free, held(&hq, 3).free), (2, 2, 1));
}

#[test]
fn what_is_called_off_frees_its_place_and_is_not_taken_up_again() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    let silent = CancelAppointment { reason: " ".into(), ..cancelled(booked) };
    assert_eq!(code(hq.does_in(1, &seller(1), silent)), "text_missing");
    hq.does_in(1, &seller(1), cancelled(booked)).unwrap();
    assert_eq!(held(&hq, 1).free, 2);
    assert_eq!(hq.row::<WorkOrder>(job_of(booked)).unwrap().step, WorkStep::Cancelled);
    assert_eq!(code(hq.does_in(1, &seller(1), cancelled(booked))), "appointment_cancelled");
    assert_eq!(code(hq.does_in(1, &seller(1), moved(booked, 2))), "appointment_cancelled");
    assert_eq!(code(hq.does(&fitter(1), advance(job_of(booked), WorkStep::OnTheWay))), "work_order_step");
    let back = StepBackWorkOrder { work_order: job_of(booked), step: WorkStep::Cancelled };
    assert_eq!(code(hq.does(&fitter(1), back)), "step_not_last");
}

#[test]
fn nothing_is_changed_once_the_crew_has_driven_off() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    for step in [WorkStep::Accepted, WorkStep::OnTheWay] {
        hq.does(&fitter(1), advance(job_of(booked), step)).unwrap();
    }
    assert_eq!(code(hq.does_in(1, &seller(1), moved(booked, 2))), "appointment_under_way");
    assert_eq!(code(hq.does_in(1, &seller(1), cancelled(booked))), "appointment_under_way");
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (1, 2));
}

#[test]
fn a_move_that_was_guaranteed_too_late_gives_its_place_back_and_tells_people() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    hand_out(&mut hq, 2);
    let mut tablet = hq.of_store(1);
    let late = tablet.does(&seller(1), moved(booked, 2)).unwrap();
    assert_eq!(tablet.row::<Appointment>(appointment_of(booked)).unwrap().finality, Finality::Final);
    for step in [WorkStep::Accepted, WorkStep::OnTheWay] {
        hq.does(&fitter(1), advance(job_of(booked), step)).unwrap();
    }
    hq.judges(&tablet, &[late]);
    let case: Case = hq.row(Case::id_about(late)).unwrap();
    assert_eq!((case.refusal.code.as_str(), case.subject.as_str()), ("appointment_under_way", "王伟"));
    assert_eq!(hq.row::<Appointment>(appointment_of(booked)).unwrap().crew, Desks::crew(1));
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (1, 2));
}

#[test]
fn the_move_of_what_waits_for_head_office_waits_too() {
    let mut hq = hq();
    hand_out(&mut hq, 2);
    let mut tablet = hq.of_store(1);
    let booked = tablet.does(&seller(1), book(MEASURE, 1)).unwrap();
    let moving = tablet.does(&seller(1), moved(booked, 2)).unwrap();
    assert_ne!(tablet.row::<Appointment>(appointment_of(booked)).unwrap().finality, Finality::Final);
    hq.judges(&tablet, &[booked, moving]);
    assert_eq!(hq.row::<Appointment>(appointment_of(booked)).unwrap().crew, Desks::crew(2));
    assert_eq!((held(&hq, 1).free, held(&hq, 2).free), (2, 0));
}

#[test]
fn a_crew_that_falls_ill_keeps_no_promise_and_every_store_is_told() {
    let mut hq = hq();
    let first = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    hq.does_in(2, &seller(2), book(MEASURE, 1)).unwrap();
    assert_eq!(code(hq.does_in(1, &manager(1), resized(1, 0))), "not_allowed");
    let ill = hq.does(&clerk(), resized(1, 0)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 1).short), (0, 2));
    for store in [1, 2] {
        let case = Case::id_about(ill).derive(&format!("{}:{}", held(&hq, 1).id, Desks::store(store)));
        let case: Case = hq.row(case).unwrap();
        assert_eq!((case.refusal.code.as_str(), case.store), ("window_short", Desks::store(store)));
    }
    hq.does_in(1, &seller(1), moved(first, 2)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 1).short), (0, 1), "a place that falls free settles what is too much");
    hq.does(&clerk(), resized(1, 2)).unwrap();
    assert_eq!((held(&hq, 1).free, held(&hq, 1).short), (1, 0));
}

#[derive(Debug, Clone)]
enum Tried {
    Book { crew: u8 },
    Move { nth: usize, crew: u8 },
    Cancel { nth: usize },
    Advance { nth: usize, to: WorkStep },
    Resize { crew: u8, capacity: u32 },
    HandOut { crew: u8 },
    Wait { nth: usize },
    Keep { nth: usize, crew: u8 },
    Seat { nth: usize, crew: u8 },
    Decline { nth: usize, crew: u8 },
}

fn tried() -> impl Strategy<Value = Tried> {
    let crew = 1..=3_u8;
    prop_oneof![
        3 => crew.clone().prop_map(|crew| Tried::Book { crew }),
        3 => (0..6_usize, crew.clone()).prop_map(|(nth, crew)| Tried::Move { nth, crew }),
        1 => (0..6_usize).prop_map(|nth| Tried::Cancel { nth }),
        1 => (0..6_usize, prop::sample::select(WorkStep::ALL)).prop_map(|(nth, to)| Tried::Advance { nth, to }),
        1 => (crew.clone(), 0..5_u32).prop_map(|(crew, capacity)| Tried::Resize { crew, capacity }),
        1 => crew.clone().prop_map(|crew| Tried::HandOut { crew }),
        1 => (0..6_usize).prop_map(|nth| Tried::Wait { nth }),
        2 => (0..3_usize, crew.clone()).prop_map(|(nth, crew)| Tried::Keep { nth, crew }),
        1 => (0..3_usize, crew.clone()).prop_map(|(nth, crew)| Tried::Seat { nth, crew }),
        1 => (0..3_usize, crew).prop_map(|(nth, crew)| Tried::Decline { nth, crew }),
    ]
}

proptest! {
    /// At HQ and on a tablet that hands in late: what is free, handed out, booked and too much always adds up, and nothing
    /// is free while something is too much.
    #[test]
    fn the_places_of_a_window_add_up(all in prop::collection::vec((any::<bool>(), tried()), 0..50)) {
        let mut hq = hq();
        let mut tablet: Option<Desks> = None;
        let (mut bookings, mut waiting) = (Vec::new(), Vec::new());
        for (here, one) in &all {
            let nth = |nth: usize| bookings.get(nth).copied();
            let op: Option<AnyOperation> = match one {
                Tried::Book { crew } => Some(book(MEASURE, *crew).into()),
                Tried::Move { nth: at, crew } => nth(*at).map(|booked| moved(booked, *crew).into()),
                Tried::Cancel { nth: at } => nth(*at).map(|booked| cancelled(booked).into()),
                Tried::Advance { nth: at, to } => {
                    if let Some(booked) = nth(*at) {
                        let _ = hq.does(&fitter(1), advance(job_of(booked), *to));
                    }
                    None
                }
                Tried::Resize { crew, capacity } => {
                    hq.does(&clerk(), resized(*crew, *capacity)).unwrap();
                    None
                }
                Tried::Wait { nth: at } => {
                    let earlier = nth(*at).map(appointment_of);
                    waiting.extend(hq.does_in(2, &seller(2), JoinWaitlist { appointment: earlier, ..join() }));
                    None
                }
                Tried::Keep { nth, crew } => waiting.get(*nth).and_then(|joined| {
                    let _ = hq.does(&clerk(), keep(*joined, *crew));
                    None
                }),
                Tried::Seat { nth, crew } => waiting.get(*nth).map(|joined| book_for(*joined, *crew).into()),
                Tried::Decline { nth, crew } => waiting.get(*nth).map(|joined| decline(*joined, *crew).into()),
                Tried::HandOut { crew } => {
                    let right = hq.row::<Right>(Right::quota(window(MEASURE, *crew).id, tablet_of(1)));
                    if tablet.is_none() && held(&hq, *crew).free > 0 && right.is_none() {
                        hand_out(&mut hq, *crew);
                    }
                    None
                }
            };
            if let Some(op) = op {
                let book = op.tag() == "appointment.book.v1";
                let done = match (*here, book) {
                    (true, true) => hq.does_in(2, &seller(2), op),
                    (true, false) => hq.does(&clerk(), op),
                    (false, _) => tablet.get_or_insert_with(|| hq.of_store(1)).does(&seller(1), op),
                };
                bookings.extend(done.ok().filter(|_| book));
            } else if let Some(away) = tablet.take() {
                hq.takes_what_stands(&away);
            }
            for crew in 1..=3 {
                let window = held(&hq, crew);
                let quota = hq.row::<Right>(Right::quota(window.id, tablet_of(1))).map_or(0, |right| right.left);
                let booked: Vec<Appointment> = hq.all(&Appointment::in_window(window.id));
                let booked = u32::try_from(booked.len()).unwrap();
                let given = window.free + quota + booked + window.kept;
                prop_assert_eq!(window.capacity + window.short, given, "crew {}", crew);
                let kept = waiting.iter().filter_map(|joined| hq.row::<WaitlistEntry>(joined.nth(1))?.kept);
                let kept = kept.filter(|kept| kept.window == window.id).count();
                prop_assert_eq!(window.kept, u32::try_from(kept).unwrap());
                prop_assert!(window.free == 0 || window.short == 0);
            }
        }
    }
}

#[test]
fn a_window_is_found_by_its_room_as_long_as_somebody_may_book_it() {
    let mut window = Window { capacity: 8, free: 8, ..window(MEASURE, 1) };
    let room = Window::with_room(MEASURE, &window.date);
    assert!(window.keys().contains(&room));
    (window.free, window.areas, window.more_units) = (0, vec!["xihu".to_owned()], 3);
    assert!(window.keys().contains(&room), "four units are in somebody's quota");
    window.more_units = 7;
    assert!(!window.keys().contains(&room), "it is full");
    (window.more_units, window.kept) = (3, 4);
    assert!(!window.keys().contains(&room), "the rest is kept for those who wait");
    (window.capacity, window.short, window.kept) = (4, 2, 0);
    assert!(window.keys().contains(&room), "it was made smaller than what quotas promise");
}

//! The waiting list at a desk: who waits, what HQ keeps for them, and how it ends.

use tenon_domain::entities::{
    Appointment, Case, Contact, Right, Subject, WaitlistEntry, WaitlistOutcome, Window, WorkKind,
};
use tenon_domain::ops::{
    BookAppointment, CancelAppointment, DeclinePlace, EraseCustomer, ExpireWaiting, JoinWaitlist, KeepPlace,
    LeaveWaitlist, MoveAppointment, PutCustomer, ResizeWindow,
};
use tenon_domain::{DeviceId, Finality, Id, OpId, Uuid};

use crate::desks::{Desks, clerk, manager, seller};
use crate::jobs::{book, code, window};

const MEASURE: WorkKind = WorkKind::Measure;

pub(crate) fn join() -> JoinWaitlist {
    let BookAppointment { contact, route, .. } = book(MEASURE, 1);
    JoinWaitlist {
        kind: MEASURE,
        contact,
        goods: None,
        quantity: 1,
        note: String::new(),
        from: "2030-03-10".into(),
        until: "2030-03-20".into(),
        part: None,
        appointment: None,
        visit: None,
        route,
        project: None,
        order: None,
        follows: None,
    }
}
fn entry_of(joined: OpId) -> Id<WaitlistEntry> {
    joined.nth(1)
}
pub(crate) fn keep(joined: OpId, crew: u8) -> KeepPlace {
    KeepPlace { entry: entry_of(joined), window: window(MEASURE, crew).id, until_ms: i64::MAX }
}
pub(crate) fn decline(joined: OpId, crew: u8) -> DeclinePlace {
    DeclinePlace { entry: entry_of(joined), window: window(MEASURE, crew).id }
}
fn expire(joined: OpId, today: &str) -> ExpireWaiting {
    ExpireWaiting { entry: entry_of(joined), today: today.into() }
}
pub(crate) fn book_for(joined: OpId, crew: u8) -> BookAppointment {
    BookAppointment { waitlist: Some(entry_of(joined)), ..book(MEASURE, crew) }
}
/// HQ with two crews that measure, each with room for one, which both stores may book.
fn hq() -> Desks {
    let mut hq = Desks::hq();
    for crew in 1..=2 {
        let stores = vec![Desks::store(1), Desks::store(2)];
        hq.put(&Window { capacity: 1, free: 1, stores, ..window(MEASURE, crew) });
    }
    hq
}
fn counts(hq: &Desks, crew: u8) -> (u32, u32, u32) {
    let held: Window = hq.row(window(MEASURE, crew).id).unwrap();
    (held.free, held.kept, held.short)
}
fn entry(hq: &Desks, joined: OpId) -> WaitlistEntry {
    hq.row(entry_of(joined)).unwrap()
}
fn outcome(hq: &Desks, joined: OpId) -> Option<WaitlistOutcome> {
    entry(hq, joined).ended.map(|end| end.outcome)
}

#[test]
fn what_is_kept_for_somebody_is_nobody_elses_until_they_take_it() {
    let mut hq = hq();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    assert_eq!(code(hq.does_in(1, &seller(1), keep(joined, 1))), "not_allowed");
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    assert_eq!(counts(&hq, 1), (0, 1, 0));
    assert_eq!(code(hq.does_in(2, &seller(2), book(MEASURE, 1))), "window_full");
    assert_eq!(code(hq.does(&clerk(), keep(joined, 2))), "waitlist_kept");
    assert_eq!(code(hq.does_in(2, &seller(2), book_for(joined, 2))), "waitlist_unknown", "another store's");
    let booked = hq.does_in(1, &seller(1), book_for(joined, 1)).unwrap();
    assert_eq!(counts(&hq, 1), (0, 0, 0));
    assert_eq!(hq.row::<Appointment>(booked.nth(1)).unwrap().finality, Finality::Final);
    assert_eq!((outcome(&hq, joined), entry(&hq, joined).kept), (Some(WaitlistOutcome::Booked), None));
    assert_eq!(code(hq.does_in(1, &seller(1), book_for(joined, 2))), "waitlist_ended");
}

#[test]
fn a_place_that_is_not_taken_is_free_again_and_not_kept_twice() {
    let mut hq = hq();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    assert_eq!(code(hq.does_in(1, &seller(1), decline(joined, 1))), "waitlist_not_kept");
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    assert_eq!(code(hq.does_in(2, &seller(2), decline(joined, 1))), "waitlist_unknown", "another store's");
    hq.does_in(1, &seller(1), decline(joined, 1)).unwrap();
    assert_eq!(counts(&hq, 1), (1, 0, 0));
    let passed: Vec<_> = entry(&hq, joined).passed.iter().map(|one| one.window).collect();
    assert_eq!((passed, outcome(&hq, joined)), (vec![window(MEASURE, 1).id], None));
}

#[test]
fn whoever_takes_another_place_leaves_the_one_that_was_kept() {
    let mut hq = hq();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    hq.does_in(1, &seller(1), book_for(joined, 2)).unwrap();
    assert_eq!((counts(&hq, 1), counts(&hq, 2)), ((1, 0, 0), (0, 0, 0)));
    let other = hq.does_in(1, &seller(1), join()).unwrap();
    hq.does(&clerk(), keep(other, 1)).unwrap();
    hq.does_in(1, &seller(1), LeaveWaitlist { entry: entry_of(other), reason: "不装了".into() }).unwrap();
    assert_eq!((counts(&hq, 1), outcome(&hq, other)), ((1, 0, 0), Some(WaitlistOutcome::Left)));
}

#[test]
fn time_gives_a_place_to_others_and_ends_the_waiting() {
    let mut hq = hq();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    assert_eq!(code(hq.does(&clerk(), expire(joined, "2030-03-20"))), "waitlist_unknown", "nothing is over");
    hq.does(&clerk(), KeepPlace { until_ms: 0, ..keep(joined, 1) }).unwrap();
    hq.does(&clerk(), expire(joined, "2030-03-20")).unwrap();
    assert_eq!((counts(&hq, 1), outcome(&hq, joined)), ((1, 0, 0), None));
    hq.does(&clerk(), expire(joined, "2030-03-21")).unwrap();
    assert_eq!(outcome(&hq, joined), Some(WaitlistOutcome::Over));
}

#[test]
fn an_appointment_goes_earlier_with_what_is_kept_for_it() {
    let mut hq = hq();
    let booked = hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    let appointment = booked.nth::<Appointment>(1);
    let earlier = JoinWaitlist { appointment: Some(appointment), ..join() };
    let joined = hq.does_in(1, &seller(1), earlier.clone()).unwrap();
    hq.does(&clerk(), keep(joined, 2)).unwrap();
    let reason = String::new();
    let waitlist = Some(entry_of(joined));
    let moving = MoveAppointment { appointment, window: window(MEASURE, 2).id, reason, waitlist };
    hq.does_in(1, &seller(1), moving).unwrap();
    assert_eq!((counts(&hq, 1), counts(&hq, 2)), ((1, 0, 0), (0, 0, 0)));
    assert_eq!(outcome(&hq, joined), Some(WaitlistOutcome::Booked));

    let joined = hq.does_in(1, &seller(1), earlier).unwrap();
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    hq.does(&clerk(), CancelAppointment { appointment, reason: "不做了".into() }).unwrap();
    hq.does(&clerk(), expire(joined, "2030-03-11")).unwrap();
    assert_eq!((counts(&hq, 1), outcome(&hq, joined)), ((1, 0, 0), Some(WaitlistOutcome::Over)));
}

#[test]
fn what_a_tablet_promised_stays_whoever_saw_to_the_customer_meanwhile() {
    let mut hq = hq();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    let device: DeviceId = Id::new(Uuid::from_u128(2001));
    let mut held: Window = hq.row(window(MEASURE, 1).id).unwrap();
    held.free -= 1;
    hq.put(&held);
    let (subject, holder) = (Subject::Window(held.id), Some(device));
    let id = Right::quota(held.id, device);
    hq.put(&Right { id, subject, holder, epoch: 1, left: 1, lapse_ms: None, wanted: false, handed: None });
    let mut tablet = hq.of_store(1);
    let late = tablet.does(&seller(1), book_for(joined, 1)).unwrap();
    hq.does_in(1, &manager(1), book_for(joined, 2)).unwrap();
    hq.judges(&tablet, &[late]);
    assert_eq!(hq.row::<Appointment>(late.nth(1)).unwrap().finality, Finality::Final);
    assert_eq!(hq.row::<Case>(Case::id_about(late)).unwrap().refusal.code, "waitlist_ended");
}

#[test]
fn a_window_that_shrinks_keeps_its_promises_before_what_it_keeps() {
    let mut hq = hq();
    hq.put(&Window { capacity: 2, free: 2, ..window(MEASURE, 1) });
    hq.does_in(1, &seller(1), book(MEASURE, 1)).unwrap();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    hq.does(&clerk(), ResizeWindow { window: window(MEASURE, 1).id, capacity: 1, reason: "师傅病了".into() }).unwrap();
    assert_eq!(counts(&hq, 1), (0, 1, 1));
    assert_eq!(code(hq.does_in(1, &seller(1), book_for(joined, 1))), "window_full");
    hq.does(&clerk(), expire(joined, "2030-03-10")).unwrap();
    assert_eq!((counts(&hq, 1), outcome(&hq, joined)), ((0, 0, 0), None));
}

#[test]
fn days_and_contact_are_needed_and_an_erased_customer_waits_no_more() {
    let mut hq = hq();
    let nobody = Contact { phone: " ".into(), ..join().contact };
    assert_eq!(code(hq.does_in(1, &seller(1), JoinWaitlist { contact: nobody, ..join() })), "contact_incomplete");
    for (from, until) in [("2030-03-11", "2030-03-10"), ("2030-03-10", "2031-03-10"), ("soon", "2030-03-10")] {
        let odd = JoinWaitlist { from: from.into(), until: until.into(), ..join() };
        assert_eq!(code(hq.does_in(1, &seller(1), odd)), "waitlist_days", "{from} to {until}");
    }
    let add_phones = vec!["+8613800138000".into()];
    let put = PutCustomer { name: Some("王伟".into()), add_phones, ..PutCustomer::default() };
    let known = hq.does_in(1, &seller(1), put).unwrap();
    let joined = hq.does_in(1, &seller(1), join()).unwrap();
    hq.does(&clerk(), keep(joined, 1)).unwrap();
    hq.does(&clerk(), EraseCustomer { customer: known.nth(1) }).unwrap();
    assert_eq!((entry(&hq, joined).contact.name.as_str(), outcome(&hq, joined)), ("", Some(WaitlistOutcome::Left)));
    assert_eq!(counts(&hq, 1), (1, 0, 0));
}

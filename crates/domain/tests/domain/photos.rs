//! Photos of jobs at a desk: who may add them, take them off and put them back, and who is shown them.

use crate::desks::{Desks, clerk, fitter, manager, seller};
use crate::jobs::{code, job_of, window};
use proptest::prelude::*;
use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{Customer, Photo, PhotoKind, PhotoType, Project, Staff, WorkKind, WorkOrder};
use tenon_domain::ops::{
    AddPhoto, BookAppointment, CaptionPhoto, DrawnMark, EraseCustomer, MarkPhoto, PHOTO_BYTES_LIMIT, PHOTOS_LIMIT,
    PutBackPhoto, PutCustomer, TakeOffPhoto, UnmarkPhoto,
};
use tenon_domain::{Entity, Hash, Id, OpId, Scope};

fn book(kind: WorkKind, crew: u8, project: Option<Id<Project>>) -> BookAppointment {
    BookAppointment { route: Some(ServiceRoute::Light), project, ..crate::jobs::book(kind, crew) }
}

/// HQ with a job of crew 1, and its project.
fn hq() -> (Desks, Id<WorkOrder>, Id<Project>) {
    let mut hq = Desks::hq();
    hq.put(&window(WorkKind::Measure, 1));
    hq.put(&window(WorkKind::Install, 2));
    let booked = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1, None)).expect("a free window");
    (hq, job_of(booked), booked.nth(3))
}

fn add(work_order: Id<WorkOrder>, content: &str) -> AddPhoto {
    AddPhoto {
        work_order,
        sha256: Hash::of(content.as_bytes()),
        bytes: 3_000_000,
        media_type: PhotoType::Jpeg,
        kind: PhotoKind::Before,
        room: None,
        caption: " 水管 ".into(),
    }
}

#[test]
fn a_crew_adds_photos_to_its_own_jobs_only() {
    let (mut hq, job, _) = hq();
    let added: OpId = hq.does(&fitter(1), add(job, "one")).unwrap();
    let photo: Photo = hq.row(added.nth(1)).unwrap();
    assert_eq!((photo.caption.as_str(), photo.by_name.as_str()), ("水管", "staff 301"));
    assert_eq!(photo.scopes(), [Scope::Store(Desks::store(1)), Scope::Crew(Desks::crew(1))]);
    assert_eq!(code(hq.does(&fitter(2), add(job, "two"))), "work_order_not_yours");
    hq.does(&seller(1), AddPhoto { kind: PhotoKind::Drawing, ..add(job, "drawing") }).unwrap();
}

fn line(text: &str) -> DrawnMark {
    DrawnMark { stroke: vec![10, 20, 30, 40], text: text.into() }
}

#[test]
fn lines_of_two_who_drew_apart_are_all_kept_and_each_can_be_erased() {
    let (mut hq, job, _) = hq();
    let photo: Id<Photo> = hq.does(&fitter(1), add(job, "one")).unwrap().nth(1);
    let marks = |hq: &Desks| -> Vec<String> {
        hq.row::<Photo>(photo)
            .unwrap()
            .marks
            .into_iter()
            .map(|mark| format!("{} {}", mark.by_name, mark.text))
            .collect()
    };
    let mut tablet = hq.of_store(1);
    let away = tablet.does(&seller(1), MarkPhoto { photo, marks: vec![line(" 留插座 ")] }).unwrap();
    let first = hq.does(&fitter(1), MarkPhoto { photo, marks: vec![line("漏水"), line("")] }).unwrap();
    hq.judges(&tablet, &[away]);
    assert_eq!(marks(&hq), ["staff 301 漏水", "staff 301 ", "staff 101 留插座"]);
    hq.does(&fitter(1), UnmarkPhoto { photo, drawn_by: first }).unwrap();
    assert_eq!(marks(&hq), ["staff 101 留插座"]);
    assert_eq!(code(hq.does(&fitter(2), MarkPhoto { photo, marks: vec![line("")] })), "work_order_not_yours");
}

#[test]
fn lines_are_bounded_and_whole() {
    let (mut hq, job, _) = hq();
    let photo: Id<Photo> = hq.does(&fitter(1), add(job, "one")).unwrap().nth(1);
    let drawn = |marks: Vec<DrawnMark>| MarkPhoto { photo, marks };
    let odd = DrawnMark { stroke: vec![1, 2, 3], ..line("") };
    for marks in [vec![], vec![odd], vec![DrawnMark { stroke: vec![], ..line("") }]] {
        assert_eq!(code(hq.does(&fitter(1), drawn(marks))), "mark_unsound");
    }
    let long = DrawnMark { stroke: vec![7; 9002], ..line("") };
    for marks in [vec![line(""); 41], vec![long]] {
        assert_eq!(code(hq.does(&fitter(1), drawn(marks))), "too_many");
    }
    assert_eq!(code(hq.does(&fitter(1), drawn(vec![line(&"字".repeat(501))]))), "too_long");
    hq.does(&fitter(1), drawn(vec![line(""); 40])).unwrap();
    assert_eq!(code(hq.does(&fitter(1), drawn(vec![line("")]))), "too_many");
    hq.does(&fitter(1), TakeOffPhoto { photo }).unwrap();
    assert_eq!(code(hq.does(&fitter(1), drawn(vec![line("")]))), "photo_off");
}

#[test]
fn files_and_their_number_are_bounded() {
    let (mut hq, job, _) = hq();
    for bytes in [0, PHOTO_BYTES_LIMIT + 1, u64::MAX] {
        assert_eq!(code(hq.does(&fitter(1), AddPhoto { bytes, ..add(job, "one") })), "photo_too_large");
    }
    let added: OpId = hq.does(&fitter(1), add(job, "one")).unwrap();
    let first: Photo = hq.row(added.nth(1)).unwrap();
    for at in 1..PHOTOS_LIMIT {
        hq.put(&Photo { id: Id::new(tenon_domain::Uuid::from_u128(at as u128)), ..first.clone() });
    }
    assert_eq!(code(hq.does(&fitter(1), add(job, "more"))), "too_many");
    hq.does(&fitter(1), TakeOffPhoto { photo: first.id }).unwrap();
    hq.does(&fitter(1), add(job, "more")).unwrap();
}

#[test]
fn whoever_installs_sees_what_the_measurer_took() {
    let (mut hq, job, project) = hq();
    let added: OpId = hq.does(&fitter(1), add(job, "one")).unwrap();
    hq.does_in(1, &manager(1), book(WorkKind::Install, 2, Some(project))).unwrap();
    let crews = [Desks::crew(1), Desks::crew(2)];
    assert_eq!(hq.row::<Photo>(added.nth(1)).unwrap().crews, crews);
    let later: OpId = hq.does(&fitter(1), add(job, "later")).unwrap();
    assert_eq!(hq.row::<Photo>(later.nth(1)).unwrap().crews, crews);
}

#[test]
fn a_photo_taken_off_by_mistake_is_put_back_within_minutes() {
    let (mut hq, job, _) = hq();
    let photo: Id<Photo> = hq.does(&fitter(1), add(job, "one")).unwrap().nth(1);
    assert_eq!(code(hq.does(&fitter(1), PutBackPhoto { photo })), "photo_not_off");
    assert_eq!(code(hq.does(&seller(1), TakeOffPhoto { photo })), "photo_not_yours");
    hq.does(&fitter(1), TakeOffPhoto { photo }).unwrap();
    assert_eq!(code(hq.does(&fitter(1), TakeOffPhoto { photo })), "photo_off");
    assert_eq!(code(hq.does(&fitter(1), CaptionPhoto { photo, caption: "门".into() })), "photo_off");
    hq.minutes_pass(9);
    hq.does(&manager(1), PutBackPhoto { photo }).unwrap();
    hq.does(&manager(1), TakeOffPhoto { photo }).unwrap();
    hq.minutes_pass(11);
    assert_eq!(code(hq.does(&fitter(1), PutBackPhoto { photo })), "photo_off_too_long");
}

#[test]
fn of_an_erased_customer_nothing_is_shown() {
    let mut hq = Desks::hq();
    hq.put(&window(WorkKind::Measure, 1));
    let known =
        PutCustomer {
            name: Some("王伟".into()), add_phones: vec!["+8613800138000".into()], ..PutCustomer::default()
        };
    let customer: Id<Customer> = hq.does_in(1, &manager(1), known).unwrap().nth(1);
    let job = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1, None)).unwrap().nth(2);
    let photo: Id<Photo> = hq.does(&fitter(1), add(job, "one")).unwrap().nth(1);
    hq.does(&fitter(1), MarkPhoto { photo, marks: vec![line("王伟家")] }).unwrap();
    hq.does(&clerk(), EraseCustomer { customer }).unwrap();
    let held: Photo = hq.row(photo).unwrap();
    assert_eq!((held.caption.as_str(), held.erased, held.marks.len()), ("", true, 0));
    assert_eq!(code(hq.does(&fitter(1), CaptionPhoto { photo, caption: "王伟".into() })), "photo_off");
    // A tablet that was away hands in one more.
    let later: Id<Photo> = hq.does(&fitter(1), add(job, "later")).unwrap().nth(1);
    let held: Photo = hq.row(later).unwrap();
    assert_eq!((held.caption.as_str(), held.erased), ("", true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Taking off and putting back is as if nothing had been, whoever of those who may does it.
    #[test]
    fn putting_back_undoes_taking_off(caption in ".{0,60}", by in 0..2, minutes in 0_i64..=10) {
        let (mut hq, job, _) = hq();
        let photo: Id<Photo> = hq.does(&fitter(1), AddPhoto { caption, ..add(job, "one") }).unwrap().nth(1);
        let before: Photo = hq.row(photo).unwrap();
        let who: Staff = if by == 0 { fitter(1) } else { manager(1) };
        hq.does(&who, TakeOffPhoto { photo }).unwrap();
        hq.minutes_pass(minutes);
        hq.does(&who, PutBackPhoto { photo }).unwrap();
        prop_assert_eq!(hq.row::<Photo>(photo).unwrap(), before);
    }
}

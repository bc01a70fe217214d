//! Projects and their jobs at a desk: gates, versions of measurements, steps taken back.

use std::collections::BTreeMap;

use crate::desks::{Desks, clerk, fitter, manager};
use crate::jobs::{advance, book, code, job_of, window};
use proptest::prelude::*;
use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{
    FieldUnit, FollowUp, FollowUpReason, FormContent, FormField, MeasureForm, Measurement, Project, Reading, Staff,
    Station, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::ops::{
    AnyOperation, BookAppointment, ConfirmDrawing, GoodsArrived, PutMeasureForm, RecordMeasurement, SignOffWorkOrder,
    StepBackWorkOrder,
};
use tenon_domain::{Id, Localized, OpId};

fn form() -> FormContent {
    let field = |key: &str| FormField {
        key: key.into(),
        name: Localized::new(key, key),
        hint: Localized::default(),
        unit: FieldUnit::Mm,
        choices: Vec::new(),
        least: None,
        most: None,
        required: true,
    };
    FormContent {
        category: "wall".into(),
        name: Localized::new("墙", "Wall"),
        fields: vec![field("length"), field("height")],
        checks: Vec::new(),
        quantities: Vec::new(),
    }
}

/// HQ with a form, and a crew that measures and one that installs.
fn hq() -> Desks {
    let mut hq = Desks::hq();
    hq.put(&window(WorkKind::Measure, 1));
    hq.put(&window(WorkKind::Install, 2));
    hq.does(&clerk(), PutMeasureForm { content: form(), seen: 0 }).expect("a sound form");
    hq
}

fn project_of(booked: OpId) -> Id<Project> {
    booked.nth(3)
}
fn record(work_order: Id<WorkOrder>, readings: &[(&str, i64)], finished: bool) -> RecordMeasurement {
    let readings = readings.iter().map(|(key, mm)| ((*key).to_owned(), Some(Reading::Number(*mm)))).collect();
    RecordMeasurement {
        work_order,
        measurement: None,
        room: None,
        name: "厨房".into(),
        form: MeasureForm::id_of("wall", 1),
        readings,
        note: None,
        finished,
    }
}

#[test]
fn heavy_goods_pass_one_gate_after_the_other() {
    let mut hq = hq();
    let measuring = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap();
    let project = project_of(measuring);
    let going_on = BookAppointment { project: Some(project), ..book(WorkKind::Install, 2) };
    let install = job_of(hq.does_in(1, &manager(1), going_on).unwrap());
    let (measurer, installer) = (fitter(1), fitter(2));
    hq.does(&installer, advance(install, WorkStep::Accepted)).unwrap();
    let drawing = |revision| ConfirmDrawing {
        project,
        revision,
        measured: 1,
        sha256: None,
        confirmed_by: "王伟".into(),
        note: String::new(),
    };

    assert_eq!(code(hq.does(&manager(1), drawing(1))), "not_measured");
    assert_eq!(code(hq.does(&installer, advance(install, WorkStep::OnTheWay))), "drawing_not_confirmed");
    let held: Project = hq.row(project).unwrap();
    let all = [Station::Measured, Station::DrawingConfirmed, Station::GoodsArrived];
    assert_eq!(held.blocked(Station::Installing), all);

    hq.does(&measurer, record(job_of(measuring), &[("length", 3000), ("height", 2400)], true)).unwrap();
    hq.does(&manager(1), drawing(1)).unwrap();
    assert_eq!(code(hq.does(&manager(1), drawing(1))), "drawing_superseded");
    assert_eq!(code(hq.does(&installer, advance(install, WorkStep::OnTheWay))), "goods_not_arrived");
    hq.does(&manager(1), GoodsArrived { project, note: "阳台".into() }).unwrap();
    hq.does(&installer, advance(install, WorkStep::OnTheWay)).unwrap();

    let crews = hq.row::<Project>(project).unwrap().crews;
    assert_eq!(crews, [Desks::crew(1), Desks::crew(2)], "both crews see what was measured");
}

#[test]
fn measuring_again_makes_a_version_and_puts_the_drawing_out_of_date() {
    let mut hq = hq();
    let booked = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap();
    let (job, project, measurer) = (job_of(booked), project_of(booked), fitter(1));
    let first: Id<Measurement> =
        hq.does(&measurer, record(job, &[("length", 3000), ("height", 2400)], true)).unwrap().nth(1);
    let drawing = ConfirmDrawing {
        project,
        revision: 1,
        measured: 1,
        sha256: None,
        confirmed_by: "王伟".into(),
        note: String::new(),
    };
    hq.does(&manager(1), drawing).unwrap();
    assert!(hq.row::<Project>(project).unwrap().has_been(Station::DrawingConfirmed));

    let again = RecordMeasurement { room: Some(first), ..record(job, &[("length", 3012)], false) };
    let second: Id<Measurement> = hq.does(&measurer, again).unwrap().nth(1);
    assert!(hq.row::<Project>(project).unwrap().has_been(Station::DrawingConfirmed), "it is still under way");
    let going_on = |readings: &[(&str, i64)], finished| RecordMeasurement {
        measurement: Some(second),
        ..record(job, readings, finished)
    };
    assert_eq!(code(hq.does(&measurer, going_on(&[], true))), "readings_missing");
    hq.does(&measurer, going_on(&[("height", 2400)], true)).unwrap();
    assert_eq!(code(hq.does(&measurer, going_on(&[("height", 2500)], true))), "measurement_finished");

    let (v1, v2) = (hq.row::<Measurement>(first).unwrap(), hq.row::<Measurement>(second).unwrap());
    assert_eq!((v1.version, v2.version, v2.room), (1, 2, first));
    assert_eq!(
        (v1.readings["length"].clone(), v2.readings["length"].clone()),
        (Reading::Number(3000), Reading::Number(3012))
    );
    let held = hq.row::<Project>(project).unwrap();
    assert_eq!(held.gate(Station::Installing).unwrap().code, "drawing_out_of_date");
}

#[test]
fn a_measurement_is_finished_with_the_form_that_it_was_begun_with() {
    let mut hq = hq();
    let job = job_of(hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap());
    let measurement: Id<Measurement> = hq.does(&fitter(1), record(job, &[("length", 3000)], false)).unwrap().nth(1);

    let mut changed = form();
    changed.fields.remove(1);
    changed.fields[0].unit = FieldUnit::Count;
    assert_eq!(code(hq.does(&clerk(), PutMeasureForm { content: changed.clone(), seen: 0 })), "measure_form_changed");
    hq.does(&clerk(), PutMeasureForm { content: changed, seen: 1 }).unwrap();

    let rest = RecordMeasurement { measurement: Some(measurement), ..record(job, &[("height", 2400)], true) };
    let other = RecordMeasurement { form: MeasureForm::id_of("wall", 2), ..rest.clone() };
    assert_eq!(
        code(hq.does(&fitter(1), RecordMeasurement { readings: BTreeMap::new(), ..other })),
        "measurement_unknown"
    );
    hq.does(&fitter(1), rest).unwrap();
    let kept = hq.row::<Measurement>(measurement).unwrap();
    assert_eq!((kept.form, kept.readings.len()), (MeasureForm::id_of("wall", 1), 2));
}

#[test]
fn readings_are_kept_at_hq_whatever_became_of_the_job() {
    let mut hq = hq();
    let booked = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap();
    let (job, measurer) = (job_of(booked), fitter(1));
    let mut van = hq.of_store(1);
    let read = van.does(&measurer, record(job, &[("length", 3000), ("height", 2400)], true)).unwrap();
    hq.does(&manager(1), advance(job, WorkStep::Failed)).unwrap();
    hq.judges(&van, &[read]);
    assert_eq!(hq.row::<Project>(project_of(booked)).unwrap().measured, 1);
    let mut van = hq.of_store(1);
    assert_eq!(code(van.does(&measurer, record(job, &[], false))), "work_order_ended");
}

#[test]
fn the_last_step_can_be_taken_back_for_ten_minutes_and_the_history_keeps_it() {
    let mut hq = hq();
    let job = job_of(hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap());
    let measurer = fitter(1);
    let back = |step| StepBackWorkOrder { work_order: job, step };
    hq.does(&measurer, advance(job, WorkStep::Accepted)).unwrap();
    hq.does(&measurer, advance(job, WorkStep::OnTheWay)).unwrap();
    assert_eq!(code(hq.does(&measurer, back(WorkStep::Accepted))), "step_not_last");
    hq.does(&measurer, back(WorkStep::OnTheWay)).unwrap();
    let held: WorkOrder = hq.row(job).unwrap();
    assert_eq!((held.step, held.history.len()), (WorkStep::Accepted, 2));
    assert_eq!(held.history[1].undone.as_ref().map(|undone| undone.by.as_str()), Some(measurer.name.as_str()));
    hq.hours_pass(1);
    assert_eq!(code(hq.does(&measurer, back(WorkStep::Accepted))), "step_too_old");
}

#[test]
fn a_follow_up_waits_for_the_end_of_the_first_job_and_stays_in_its_project() {
    let mut hq = hq();
    let booked = hq.does_in(1, &manager(1), book(WorkKind::Measure, 1)).unwrap();
    let job = job_of(booked);
    let again = BookAppointment {
        route: None,
        follows: Some(FollowUp { work_order: job, reason: FollowUpReason::Remeasure }),
        ..book(WorkKind::Measure, 1)
    };
    assert_eq!(code(hq.does_in(1, &manager(1), again.clone())), "follow_up_too_early");
    hq.does(&fitter(1), advance(job, WorkStep::Failed)).unwrap();
    let followed = job_of(hq.does_in(1, &manager(1), again).unwrap());
    let held: WorkOrder = hq.row(followed).unwrap();
    assert_eq!((held.project, held.follows.unwrap().work_order), (Some(project_of(booked)), job));
    let back = StepBackWorkOrder { work_order: job, step: WorkStep::Failed };
    assert_eq!(code(hq.does(&fitter(1), back)), "step_not_last", "the follow-up stands on that end");
}

#[test]
fn a_booking_of_an_older_tablet_means_what_it_meant() {
    let mut hq = hq();
    let mut op = serde_json::to_value(AnyOperation::from(book(WorkKind::Install, 2))).unwrap();
    for name in ["route", "project", "order", "follows"] {
        op.as_object_mut().unwrap().remove(name);
    }
    let booked = hq.does_in(1, &manager(1), AnyOperation::read(&op).unwrap()).unwrap();
    let job = job_of(booked);
    assert_eq!(hq.row::<WorkOrder>(job).unwrap().project, None);
    assert!(hq.row::<Project>(project_of(booked)).is_none());
    hq.does(&fitter(2), advance(job, WorkStep::Accepted)).unwrap();
    hq.does(&fitter(2), advance(job, WorkStep::OnTheWay)).unwrap();
}

#[test]
fn a_customer_signs_once_and_on_site() {
    let mut hq = hq();
    let booking = BookAppointment { route: Some(ServiceRoute::Light), ..book(WorkKind::Install, 2) };
    let job = job_of(hq.does_in(1, &manager(1), booking).unwrap());
    let sign = SignOffWorkOrder {
        work_order: job,
        signed_by: "王伟".into(),
        strokes: vec![vec![1, 2, 3, 4, 5, 6]],
        remarks: "台面有划痕".into(),
        paper: None,
    };
    assert_eq!(code(hq.does(&fitter(2), sign.clone())), "sign_off_too_early");
    for step in [WorkStep::Accepted, WorkStep::OnTheWay, WorkStep::OnSite] {
        hq.does(&fitter(2), advance(job, step)).unwrap();
    }
    assert_eq!(
        code(hq.does(&fitter(2), SignOffWorkOrder { strokes: Vec::new(), ..sign.clone() })),
        "signature_missing"
    );
    hq.does(&fitter(2), sign.clone()).unwrap();
    assert_eq!(code(hq.does(&fitter(2), sign)), "signed_off_before");
}

/// Something that somebody tries, for the project's two jobs.
#[derive(Debug, Clone)]
enum Tried {
    Step(bool, WorkStep),
    Back(bool),
    Record { finished: bool },
    Confirm { revision: u32 },
    Arrived,
    MinutesPass,
}

fn tried() -> impl Strategy<Value = Tried> {
    prop_oneof![
        4 => (any::<bool>(), prop::sample::select(WorkStep::ALL)).prop_map(|(install, step)| Tried::Step(install, step)),
        2 => any::<bool>().prop_map(Tried::Back),
        2 => any::<bool>().prop_map(|finished| Tried::Record { finished }),
        2 => (1_u32..4).prop_map(|revision| Tried::Confirm { revision }),
        1 => Just(Tried::Arrived),
        1 => Just(Tried::MinutesPass),
    ]
}

fn try_it(hq: &mut Desks, tried: &Tried, jobs: [Id<WorkOrder>; 2], project: Id<Project>) {
    let who = |install: bool| if install { fitter(2) } else { fitter(1) };
    let does = |hq: &mut Desks, who: &Staff, op: AnyOperation| drop(hq.does(who, op));
    match tried {
        Tried::Step(install, step) => does(hq, &who(*install), advance(jobs[usize::from(*install)], *step).into()),
        Tried::Back(install) => {
            let work_order = jobs[usize::from(*install)];
            let step = hq.row::<WorkOrder>(work_order).expect("it is there").step;
            does(hq, &who(*install), StepBackWorkOrder { work_order, step }.into());
        }
        Tried::Record { finished } => {
            does(hq, &fitter(1), record(jobs[0], &[("length", 1), ("height", 2)], *finished).into());
        }
        Tried::Confirm { revision } => {
            let measured = hq.row::<Project>(project).expect("it is there").measured;
            let note = String::new();
            let op = ConfirmDrawing {
                project,
                revision: *revision,
                measured,
                sha256: None,
                confirmed_by: "王伟".into(),
                note,
            };
            does(hq, &manager(1), op.into());
        }
        Tried::Arrived => does(hq, &manager(1), GoodsArrived { project, note: String::new() }.into()),
        Tried::MinutesPass => hq.minutes_pass(6),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_order_of_operations_passes_a_gate(route in prop::sample::select(ServiceRoute::ALL), all in prop::collection::vec(tried(), 0..40)) {
        let mut hq = hq();
        let booking = BookAppointment { route: Some(route), ..book(WorkKind::Measure, 1) };
        let measuring = hq.does_in(1, &manager(1), booking).unwrap();
        let project = project_of(measuring);
        let going_on = BookAppointment { project: Some(project), ..book(WorkKind::Install, 2) };
        let install = job_of(hq.does_in(1, &manager(1), going_on).unwrap());
        let jobs = [job_of(measuring), install];
        for one in &all {
            let before: (Project, WorkOrder) = (hq.row(project).unwrap(), hq.row(install).unwrap());
            try_it(&mut hq, one, jobs, project);
            let after: (Project, WorkOrder) = (hq.row(project).unwrap(), hq.row(install).unwrap());
            prop_assert!(after.1.history.len() >= before.1.history.len(), "no history is lost");
            if after.0.drawings.len() > before.0.drawings.len() && route == ServiceRoute::Heavy {
                prop_assert!(before.0.measured > 0, "a drawing before a measurement");
            }
            let drove = after.1.history.len() > before.1.history.len() && after.1.step == WorkStep::OnTheWay;
            if drove && route == ServiceRoute::Heavy {
                let project = &before.0;
                prop_assert!(project.measured > 0 && project.goods.is_some(), "{one:?}");
                prop_assert!(project.drawing().is_some_and(|drawing| drawing.measured == project.measured));
            }
            // Whatever is taken back, the step is the last one that stands, and each follows from the one before.
            let mut step = WorkStep::Planned;
            for done in after.1.standing() {
                prop_assert!(step.next().contains(&done.step));
                step = done.step;
            }
            prop_assert_eq!(step, after.1.step);
        }
    }
}

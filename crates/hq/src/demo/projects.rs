//! Projects of the demonstration: what was measured is drawn, confirmed, made and installed, some of it held up.

use std::collections::BTreeMap;

use tenon_domain::Id;
use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{
    Appointment, Crew, Drawing, GoodsArrival, MeasureForm, Measurement, Project, Reading, Readings, Store, WorkKind,
    WorkOrder, WorkStep,
};

use super::day::Day;
use super::dice::Dice;

/// Projects, and what was measured for them.
#[derive(Default)]
pub(super) struct Projects {
    pub(super) all: Vec<Project>,
    pub(super) measurements: Vec<Measurement>,
    /// Measured, and nobody comes to install it yet: by store, with the place in `all`.
    measured: BTreeMap<Id<Store>, Vec<(Appointment, usize)>>,
    /// Installations to come, by crew.
    held_up: BTreeMap<Id<Crew>, usize>,
}

impl Projects {
    /// The measuring that an installation of `store` can go on with.
    pub(super) fn take_measured(&mut self, store: Id<Store>) -> Option<(Appointment, usize)> {
        self.measured.get_mut(&store)?.pop()
    }

    /// Begins a project with a measuring, or with an installation: of goods from the shelf, or, where it is `to_come`, of
    /// goods for which somebody measured before the demonstration begins.
    pub(super) fn begin(&mut self, job: &mut WorkOrder, appointment: &Appointment, to_come: bool, dice: &mut Dice) {
        let measures = job.kind == WorkKind::Measure;
        let id = job.id.derive("project");
        let mut project = Project {
            id,
            store: job.store,
            crews: vec![job.crew],
            route: if measures || to_come { ServiceRoute::Heavy } else { ServiceRoute::Light },
            order: None,
            measured: u32::from(to_come && !measures),
            drawn: Vec::new(),
            drawings: Vec::new(),
            goods: None,
            counted: None,
            waived: None,
        };
        job.project = Some(id);
        if measures && job.step == WorkStep::Done {
            let again = dice.chance(30);
            self.measurements.extend(kitchen(job, &project, again, dice));
            project.measured = if again { 2 } else { 1 };
            self.measured.entry(job.store).or_default().push((appointment.clone(), self.all.len()));
        }
        self.all.push(project);
    }

    /// Draws and delivers for an installation of the project at `at`. Of what is `to_come`, each crew's first waits for the
    /// drawing and the goods, the second for the goods.
    pub(super) fn supply(&mut self, at: usize, job: &mut WorkOrder, today: Day, to_come: bool) {
        let Some(project) = self.all.get_mut(at) else { return };
        job.project = Some(project.id);
        if !project.crews.contains(&job.crew) {
            project.crews.push(job.crew);
        }
        for one in self.measurements.iter_mut().filter(|one| one.project == Some(project.id)) {
            one.crews.clone_from(&project.crews);
        }
        let held_up = self.held_up.entry(job.crew).or_default();
        *held_up += usize::from(to_come);
        let waits = if to_come { *held_up % 3 } else { 0 };
        if waits != 1 {
            project.drawings.push(Drawing {
                revision: 1,
                measured: project.measured,
                sha256: None,
                confirmed_by: job.contact.name.clone(),
                note: String::new(),
                at_ms: today.at(7, 5),
                by_name: "店长".to_owned(),
            });
        }
        if waits == 0 {
            let note = "阳台靠墙".to_owned();
            project.goods = Some(GoodsArrival { at_ms: today.at(7, 20), by_name: "店长".to_owned(), note });
        }
    }
}

/// A kitchen as it was measured, once or twice.
fn kitchen(job: &WorkOrder, project: &Project, again: bool, dice: &mut Dice) -> Vec<Measurement> {
    let done_ms = job.history.last().map_or(job.end_ms, |done| done.at_ms);
    let by_name = job.history.last().map(|done| done.by.clone()).unwrap_or_default();
    let crews: Vec<Id<Crew>> = vec![job.crew];
    let room: Id<Measurement> = job.id.derive("kitchen");
    let (part_1, part_2) = (dice.between(900, 2100), dice.between(800, 1700));
    let height = dice.between(2500, 2800);
    let read = |more: i64| -> Readings {
        let numbers = [
            ("wall", part_1 + part_2 + more),
            ("part_1", part_1 + more),
            ("part_2", part_2),
            ("height_left", height),
            ("height_right", height + 6),
            ("depth", 600),
            ("corner", 901),
            ("sink", 700),
        ];
        let mut readings: Readings =
            numbers.into_iter().map(|(key, number)| (key.to_owned(), Reading::Number(number))).collect();
        readings.insert("hob".to_owned(), Reading::Text("gas".to_owned()));
        readings.insert("water".to_owned(), Reading::Flag(more > 0));
        readings
    };
    let version = |version: u32, id: Id<Measurement>, readings: Readings, minutes: i64| Measurement {
        id,
        room,
        version,
        name: "厨房".to_owned(),
        work_order: job.id,
        project: Some(project.id),
        store: job.store,
        crews: crews.clone(),
        form: MeasureForm::id_of("kitchen_run", 1),
        readings,
        note: String::new(),
        at_ms: done_ms - (minutes + 15) * 60_000,
        by_name: by_name.clone(),
        finished_ms: Some(done_ms - minutes * 60_000),
    };
    let mut versions = vec![version(1, room, read(0), 40)];
    if again {
        versions.push(version(2, room.derive("again"), read(12), 5));
    }
    versions
}

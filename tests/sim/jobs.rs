//! What crews do with jobs: steps, and what lies between them.

use tenon_domain::entities::{
    Arrival, CheckMark, Checklist, ChecklistContent, ChecklistItem, FieldUnit, FormContent, FormField, GoodsPart,
    JobPhase, MeasureForm, Measurement, Photo, PhotoKind, PhotoType, Project, Reading, Role, Staff, WorkKind,
    WorkOrder, WorkStep,
};
use tenon_domain::ops::{
    AddDrawing, AddPhoto, AdvanceWorkOrder, AnyOperation, CaptionPhoto, ConfirmDrawing, CountGoods, GoodsArrived,
    PutBackPhoto, PutChecklist, RecordMeasurement, SignIn, SignOffWorkOrder, StepBackWorkOrder, TakeOffPhoto,
    TickChecklist, WaiveGoods,
};
use tenon_domain::{Hash, Localized, Operation as _};

use super::people::all;
use super::world::World;

/// Items of checklists; the first is required before the crew drives off to measure.
const ITEMS: [&str; 3] = ["laser", "floor", "waste"];

/// What crews and customers do between the steps of a job.
pub(super) const AT_JOBS: [&str; 5] =
    [CountGoods::TAG, WaiveGoods::TAG, TickChecklist::TAG, AddDrawing::TAG, ConfirmDrawing::TAG];

/// The checklist that measuring begins with.
pub(super) fn checklist() -> Checklist {
    let content = content(WorkKind::Measure, 2);
    let id = Checklist::id_of(content.kind, &content.category, 1);
    Checklist { id, version: 1, content, at_ms: 0, by_name: "总部".to_owned() }
}

/// The form that rooms are measured with.
pub(super) fn form() -> MeasureForm {
    let name = |words: &str| Localized::new(words, words);
    let field = |key: &str, unit| FormField {
        key: key.to_owned(),
        name: name(key),
        hint: Localized::default(),
        unit,
        choices: Vec::new(),
        least: Some(1),
        most: Some(40),
        required: true,
    };
    let fields = vec![field("hole", FieldUnit::Mm), field("taps", FieldUnit::Count)];
    let (category, checks, quantities) = ("tap".to_owned(), Vec::new(), Vec::new());
    let content = FormContent { category, name: name("龙头"), fields, checks, quantities };
    MeasureForm { id: MeasureForm::id_of("tap", 1), version: 1, content, at_ms: 0, by_name: "总部".to_owned() }
}

fn content(kind: WorkKind, items: usize) -> ChecklistContent {
    let name = |words: &str| Localized::new(words, words);
    let item = |(at, key): (usize, &&str)| ChecklistItem {
        key: (*key).to_owned(),
        name: name(key),
        phase: [JobPhase::Before, JobPhase::During, JobPhase::After][at],
        required: at == 0 && kind == WorkKind::Measure,
    };
    let items = ITEMS.iter().enumerate().take(items).map(item).collect();
    ChecklistContent { kind, category: String::new(), name: name("清单"), items }
}

impl World {
    /// HQ lays another version of a checklist down, or the first.
    pub(super) fn put_checklist(&mut self) -> String {
        let kind = if self.rng.chance(50) { WorkKind::Measure } else { WorkKind::Install };
        let lists = self.all_at_hq::<Checklist>();
        let newest = lists.iter().filter(|list| list.content.kind == kind).map(|list| list.version).max().unwrap_or(0);
        let seen = if self.rng.chance(90) { newest } else { newest + 1 };
        let content = content(kind, 1 + self.rng.below(ITEMS.len()));
        let outcome = self.clerk_does(&PutChecklist { content, seen }.into());
        format!("a checklist for {kind:?}: {outcome}")
    }

    /// A clerk lets a crew install without what is missing.
    pub(super) fn waive_at_hq(&mut self) -> Option<String> {
        let mut projects = self.all_at_hq::<Project>();
        projects.retain(|project| !project.missing().is_empty());
        let project = self.rng.pick(&projects)?.clone();
        let op = self.waives(&project);
        let outcome = self.clerk_does(&op);
        Some(format!("a clerk waives goods of {}: {outcome}", project.id))
    }

    /// A job goes on, or something happens between its steps; mostly somebody who may do it takes the tablet first.
    pub(super) fn work(&mut self, at: usize) -> Option<AnyOperation> {
        let (staff, jobs) = (all::<Staff>(&mut self.tablets[at]), all::<WorkOrder>(&mut self.tablets[at]));
        let job = self.rng.pick(&jobs)?.clone();
        let here = self.tablets[at].session.map(|(staff, _)| staff);
        let may = |one: &&Staff| one.active && (one.crew == Some(job.crew) || one.role == Role::Manager);
        let able: Vec<&Staff> = staff.iter().filter(may).collect();
        if !able.iter().any(|one| Some(one.id) == here) && self.rng.chance(80) {
            return Some(SignIn { staff: self.rng.pick(&able)?.id }.into());
        }
        if self.rng.chance(40) { Some(self.advance(&job)) } else { self.see_to(at, &job) }
    }

    fn advance(&mut self, order: &WorkOrder) -> AnyOperation {
        let to = order.step.next().first().copied().filter(|_| self.rng.chance(80)).unwrap_or(WorkStep::Failed);
        let reason = (to == WorkStep::Failed).then(|| "无人在家".to_owned());
        let absent = to == WorkStep::Failed && self.rng.chance(50);
        // Typed by somebody whose tablet has checked it; one in ten forgets that a code is wanted.
        let arrival = match self.rng.below(10) {
            0 => None,
            1..=5 => Some(Arrival::Code),
            _ => Some(Arrival::Without { reason: "顾客没带手机".to_owned() }),
        };
        let arrival = arrival.filter(|_| to == WorkStep::OnSite);
        AdvanceWorkOrder { work_order: order.id, to, reason, absent, arrival }.into()
    }

    /// Something between the steps of a job: measured, drawn, delivered, ticked, signed, taken back.
    fn see_to(&mut self, at: usize, job: &WorkOrder) -> Option<AnyOperation> {
        let project = job.project.and_then(|id| {
            let held = all::<Project>(&mut self.tablets[at]);
            held.into_iter().find(|one| one.id == id)
        });
        Some(match (self.rng.below(12), project) {
            (0, _) => StepBackWorkOrder { work_order: job.id, step: job.step }.into(),
            (1, _) => {
                let (signed_by, remarks) = ("李雷".to_owned(), String::new());
                let strokes = vec![vec![1, 2, 3, 4, 5, 6]];
                SignOffWorkOrder { work_order: job.id, signed_by, strokes, remarks, paper: None }.into()
            }
            (2, Some(project)) => GoodsArrived { project: project.id, note: String::new() }.into(),
            (3, Some(project)) => self.draw(job, &project),
            (4, Some(project)) => self.confirm(&project),
            (5, Some(project)) => self.count(&project),
            (6, Some(project)) => self.waives(&project),
            (7 | 8, _) => return self.tick(at, job),
            (9, _) => self.photograph(at, job),
            _ => self.measure(at, job),
        })
    }

    /// The next revision of the drawing, now and then one that is there.
    fn draw(&mut self, job: &WorkOrder, project: &Project) -> AnyOperation {
        let revision = project.last_revision() + u32::from(self.rng.chance(90));
        let sha256 = Hash::of(&self.rng.below(40).to_le_bytes());
        let (bytes, media_type, measured) = (1_000, PhotoType::Pdf, project.measured);
        AddDrawing { work_order: job.id, revision, measured, sha256, bytes, media_type, note: String::new() }.into()
    }

    /// The customer confirms the latest drawing, the one with a file or the next on paper.
    fn confirm(&mut self, project: &Project) -> AnyOperation {
        let drawn = project.latest_drawn().filter(|_| self.rng.chance(80));
        let confirmed = project.drawing().map_or(0, |drawing| drawing.revision);
        ConfirmDrawing {
            project: project.id,
            revision: drawn.map_or(confirmed + 1, |drawn| drawn.revision),
            measured: project.measured,
            sha256: drawn.map(|drawn| drawn.sha256),
            confirmed_by: "李雷".to_owned(),
            note: String::new(),
        }
        .into()
    }

    /// Somebody counts two kinds of goods.
    fn count(&mut self, project: &Project) -> AnyOperation {
        let (mut came, mut missing) = (Vec::new(), Vec::new());
        for what in ["门板", "台面"] {
            let count = 1 + u32::try_from(self.rng.below(3)).unwrap();
            let part = GoodsPart { what: what.to_owned(), count, due: None };
            if self.rng.chance(60) { came.push(part) } else { missing.push(part) }
        }
        CountGoods { project: project.id, came, missing, note: String::new() }.into()
    }

    /// What is missing is waived, mostly as it was seen.
    fn waives(&mut self, project: &Project) -> AnyOperation {
        let mut missing = project.missing().to_vec();
        if self.rng.chance(20) {
            missing.pop();
        }
        WaiveGoods { project: project.id, missing, reason: "先装柜体".to_owned() }.into()
    }

    /// An item of the job's checklist is ticked, or its tick taken back.
    fn tick(&mut self, at: usize, job: &WorkOrder) -> Option<AnyOperation> {
        let mut lists = all::<Checklist>(&mut self.tablets[at]);
        lists.retain(|list| list.content.kind == job.kind);
        let list = self.rng.pick(&lists)?.clone();
        let begun = job.site.checklist.unwrap_or(list.id);
        let key = *self.rng.pick(&ITEMS)?;
        let ticked = job.site.marks.get(key).is_some_and(|mark: &CheckMark| mark.done);
        let done = !ticked || self.rng.chance(30);
        Some(TickChecklist { work_order: job.id, checklist: begun, item: key.to_owned(), done }.into())
    }

    /// Begins a measurement, or goes on with one.
    fn measure(&mut self, at: usize, job: &WorkOrder) -> AnyOperation {
        let form = MeasureForm::id_of("tap", 1);
        let mut measured = all::<Measurement>(&mut self.tablets[at]);
        measured.retain(|one| one.form == form && one.finished_ms.is_none());
        let under_way = self.rng.pick(&measured).filter(|_| self.rng.chance(60)).cloned();
        let mut read =
            |key: &str| (key.to_owned(), Some(Reading::Number(i64::try_from(self.rng.below(60)).unwrap_or(0))));
        let readings = [read("hole"), read("taps")].into();
        RecordMeasurement {
            work_order: under_way.as_ref().map_or(job.id, |one| one.work_order),
            measurement: under_way.as_ref().map(|one| one.id),
            room: None,
            name: "厨房".to_owned(),
            form,
            readings,
            note: Some("量不到".to_owned()),
            finished: self.rng.chance(50),
        }
        .into()
    }

    /// Adds a photo, or takes one off or puts it back. Its file is no matter of the simulation's.
    fn photograph(&mut self, at: usize, job: &WorkOrder) -> AnyOperation {
        let photos = all::<Photo>(&mut self.tablets[at]);
        let Some(photo) = self.rng.pick(&photos).filter(|_| self.rng.chance(50)) else {
            let sha256 = Hash::of(&self.rng.below(40).to_le_bytes());
            let (bytes, media_type, kind) = (1_000, PhotoType::Jpeg, PhotoKind::During);
            let caption = "水管".to_owned();
            return AddPhoto { work_order: job.id, sha256, bytes, media_type, kind, room: None, caption }.into();
        };
        match (&photo.off, self.rng.chance(50)) {
            (Some(_), _) => PutBackPhoto { photo: photo.id }.into(),
            (None, true) => TakeOffPhoto { photo: photo.id }.into(),
            (None, false) => CaptionPhoto { photo: photo.id, caption: "阳台".to_owned() }.into(),
        }
    }
}

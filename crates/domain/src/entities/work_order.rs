//! Work orders: the jobs of measurers and installers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Appointment, Contact, Crew, Order, Project, SiteRecord, Store, WorkKind};
use crate::{Coverage, DeviceId, Entity, Hash, Id, Key, Kind, Scope};

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkStep {
    /// In the calendar.
    Planned,
    /// The crew has seen and taken it.
    Accepted,
    /// The crew is driving there.
    OnTheWay,
    /// The crew is there.
    OnSite,
    /// Done.
    Done,
    /// Could not be done.
    Failed,
    /// Its appointment was called off before the crew drove off.
    Cancelled,
}

impl WorkStep {
    /// Every step, in the order in which a job comes to them.
    pub const ALL: &[WorkStep] =
        &[Self::Planned, Self::Accepted, Self::OnTheWay, Self::OnSite, Self::Done, Self::Failed, Self::Cancelled];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Accepted => "accepted",
            Self::OnTheWay => "on_the_way",
            Self::OnSite => "on_site",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The steps that a crew may take next; the first is the usual one.
    pub const fn next(self) -> &'static [WorkStep] {
        match self {
            Self::Planned => &[Self::Accepted, Self::Failed],
            Self::Accepted => &[Self::OnTheWay, Self::Failed],
            Self::OnTheWay => &[Self::OnSite, Self::Failed],
            Self::OnSite => &[Self::Done, Self::Failed],
            Self::Done | Self::Failed | Self::Cancelled => &[],
        }
    }

    /// Whether the appointment can still be moved or called off: the crew has not driven off.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::Planned | Self::Accepted)
    }

    /// Whether nothing follows: what is still to be done is a job of its own, linked to this one.
    pub const fn is_end(self) -> bool {
        self.next().is_empty()
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// Which.
    pub step: WorkStep,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// Why, where it failed.
    pub reason: Option<String>,
    /// It failed because the customer was not there.
    #[serde(default)]
    pub absent: bool,
    /// How the crew showed that it was there, where a code was wanted.
    #[serde(default)]
    pub arrival: Option<Arrival>,
    /// Who took it back, if somebody did.
    #[serde(default)]
    pub undone: Option<StepUndone>,
}

/// A step that was taken back; it stays in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepUndone {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
}

/// How a crew showed that it was with the customer, where the chain wants their code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Arrival {
    /// The customer told them the code; the tablet checked it.
    Code,
    /// The customer did not have it.
    Without {
        /// Why not.
        reason: String,
    },
}

/// What a job's tablet knows of the customer's code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerCode {
    /// Argon2id of the code with the job's identifier behind it, PHC string format.
    pub hash: String,
    /// The device that drew it, the only one that can show it.
    pub device: DeviceId,
}

/// Why somebody comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpReason {
    /// It has to be measured again.
    Remeasure,
    /// The customer complains.
    Complaint,
    /// Something has to be put right or finished.
    Rework,
    /// The customer was not there.
    CustomerAbsent,
}

/// A visit at which the customer was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Absence {
    /// The visit.
    pub appointment: Id<Appointment>,
    /// Its job.
    pub work_order: Id<WorkOrder>,
    /// What for.
    pub kind: WorkKind,
    /// Start of the window, UTC milliseconds.
    pub start_ms: i64,
    /// When it was recorded, UTC milliseconds.
    pub at_ms: i64,
    /// Who recorded it.
    pub by: String,
    /// What there is to say.
    pub reason: Option<String>,
}

/// The job that another one follows up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FollowUp {
    /// Which job; it has ended.
    pub work_order: Id<WorkOrder>,
    /// Why.
    pub reason: FollowUpReason,
}

/// The acceptance certificate that a customer signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignedPaper {
    /// SHA-256 of the PDF that was signed, lower-case hex.
    #[ts(type = "string")]
    pub document: Hash,
    /// SHA-256 of the PDF with the signature, the file that is kept, lower-case hex.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// That file's length.
    pub bytes: u64,
}

/// The customer's word at the end of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOff {
    /// Who signed.
    pub signed_by: String,
    /// The pen's strokes, as in [`Signature`](crate::entities::Signature): thousandths of the field's width, x and y in
    /// turn.
    pub strokes: Vec<Vec<u16>>,
    /// What they had to say.
    pub remarks: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who took the signature.
    pub by_name: String,
    /// The certificate; none where it could not be made, or was signed before there were any.
    #[serde(default)]
    pub paper: Option<SignedPaper>,
}

/// A job at a customer's home.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkOrder {
    /// Its identifier.
    pub id: Id<WorkOrder>,
    /// The appointment it serves.
    pub appointment: Id<Appointment>,
    /// What for.
    pub kind: WorkKind,
    /// Who does it.
    pub crew: Id<Crew>,
    /// For which store.
    pub store: Id<Store>,
    /// Whom to visit.
    pub contact: Contact,
    /// A word from the store.
    pub note: String,
    /// The day in the crew's calendar, `2026-11-22`.
    pub date: String,
    /// Start of the window, UTC milliseconds.
    pub start_ms: i64,
    /// End of the window, UTC milliseconds.
    pub end_ms: i64,
    /// How far it is.
    pub step: WorkStep,
    /// How it came there.
    pub history: Vec<StepDone>,
    /// What it is a part of; none for jobs from before there were projects, which no gate holds up.
    #[serde(default)]
    pub project: Option<Id<Project>>,
    /// The order that it serves, where there is one.
    #[serde(default)]
    pub order: Option<Id<Order>>,
    /// The job that it follows up.
    #[serde(default)]
    pub follows: Option<FollowUp>,
    /// The code that the customer tells the crew, where the chain wanted one when it was booked.
    #[serde(default)]
    pub code: Option<CustomerCode>,
    /// The customer's word at its end.
    #[serde(default)]
    pub sign_off: Option<SignOff>,
    /// What the crew notes of it on site.
    #[serde(default)]
    pub site: SiteRecord,
}

impl WorkOrder {
    /// The key that finds every job of a day in the crews' calendar.
    pub fn on_day(date: &str) -> Key {
        Key::new("date", date)
    }
    /// The key that finds every job of a project.
    pub fn of_project(project: Id<Project>) -> Key {
        Key::new("project", project)
    }
    /// The key that finds the jobs that name an order.
    pub fn of_order(order: Id<Order>) -> Key {
        Key::new("order", order)
    }
    /// The key that finds the jobs that follow one up.
    pub fn following(work_order: Id<WorkOrder>) -> Key {
        Key::new("follows", work_order)
    }

    /// The key that finds every job at which parts are missing.
    pub fn lacking_parts() -> Key {
        Key::new("parts", "missing")
    }

    /// The steps that were taken and not taken back, in turn.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &StepDone> {
        self.history.iter().filter(|done| done.undone.is_none())
    }

    /// Whether its customer was erased: nobody is written down without a name and a phone.
    pub fn is_erased(&self) -> bool {
        self.contact.name.is_empty() && self.contact.phone.is_empty()
    }

    /// That the customer was not there, where that is how it ended.
    pub fn absence(&self) -> Option<Absence> {
        let last = self.standing().next_back().filter(|last| last.absent)?;
        Some(Absence {
            appointment: self.appointment,
            work_order: self.id,
            kind: self.kind,
            start_ms: self.start_ms,
            at_ms: last.at_ms,
            by: last.by.clone(),
            reason: last.reason.clone(),
        })
    }

    /// Takes a step.
    pub fn advance(&mut self, done: StepDone) {
        self.step = done.step;
        self.history.push(done);
    }

    /// Takes the last step back; it stays in the history with who did. False where none stands.
    pub fn step_back(&mut self, undone: StepUndone) -> bool {
        let Some(last) = self.history.iter_mut().rev().find(|done| done.undone.is_none()) else { return false };
        last.undone = Some(undone);
        let step = self.standing().next_back().map_or(WorkStep::Planned, |done| done.step);
        self.step = step;
        true
    }
}

impl Entity for WorkOrder {
    const KIND: Kind = Kind::WorkOrder;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Store(self.store), Scope::Crew(self.crew)]
    }
    fn keys(&self) -> Vec<Key> {
        let project = self.project.map(Self::of_project);
        let follows = self.follows.map(|one| Self::following(one.work_order));
        let order = self.order.map(Self::of_order);
        let lacking = self.site.lacks_parts().then(Self::lacking_parts);
        let day = [Self::on_day(&self.date)].into_iter();
        day.chain(project).chain(follows).chain(order).chain(lacking).collect()
    }
}

//! Work orders: the jobs of measurers and installers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Appointment, Contact, Crew, Store, WorkKind};
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

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
}

impl WorkStep {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Accepted => "accepted",
            Self::OnTheWay => "on_the_way",
            Self::OnSite => "on_site",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The steps that may follow; the first is the usual one.
    pub const fn next(self) -> &'static [WorkStep] {
        match self {
            Self::Planned => &[Self::Accepted, Self::Failed],
            Self::Accepted => &[Self::OnTheWay, Self::Failed],
            Self::OnTheWay => &[Self::OnSite, Self::Failed],
            Self::OnSite => &[Self::Done, Self::Failed],
            Self::Done | Self::Failed => &[],
        }
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
}

impl WorkOrder {
    /// The key that finds every job of a day in the crews' calendar.
    pub fn on_day(date: &str) -> Key {
        Key::new("date", date)
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
        vec![Self::on_day(&self.date)]
    }
}

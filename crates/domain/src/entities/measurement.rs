//! Measurements of rooms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, MeasureForm, Project, Store, WorkOrder};
use crate::{Coverage, Entity, Id, Key, Kind, Scope};

/// What was read for a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Reading {
    /// Yes or no.
    Flag(bool),
    /// Whole millimetres, tenths of a degree, or a count: by the field's unit.
    Number(i64),
    /// A choice's key, or words.
    Text(String),
}

/// Readings by the fields' keys.
pub type Readings = BTreeMap<String, Reading>;

/// One version of a room's measurement. Measuring again makes another one; this one stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// Its identifier.
    pub id: Id<Measurement>,
    /// The first version of the same room.
    pub room: Id<Measurement>,
    /// Counts up from 1 within the room.
    pub version: u32,
    /// What people call the room.
    pub name: String,
    /// The job in which it was measured.
    pub work_order: Id<WorkOrder>,
    /// What the job is a part of.
    pub project: Option<Id<Project>>,
    /// For which store.
    pub store: Id<Store>,
    /// The crews that need it.
    pub crews: Vec<Id<Crew>>,
    /// The version of the form that it was begun with, and is finished with.
    pub form: Id<MeasureForm>,
    /// What was read.
    pub readings: Readings,
    /// What there is to say, such as why something could not be measured.
    pub note: String,
    /// When it was begun, UTC milliseconds.
    pub at_ms: i64,
    /// Who began it.
    pub by_name: String,
    /// When it was finished, UTC milliseconds; none: it is under way.
    pub finished_ms: Option<i64>,
}

impl Measurement {
    /// The finished version of its room before it, of those in `versions`.
    pub fn before(&self, versions: Vec<Measurement>) -> Option<Measurement> {
        let earlier = versions.into_iter().filter(|one| one.version < self.version && one.finished_ms.is_some());
        earlier.max_by_key(|one| one.version)
    }
    /// The key that finds every version of a room.
    pub fn of_room(room: Id<Measurement>) -> Key {
        Key::new("room", room)
    }
    /// The key that finds what was measured in a job.
    pub fn of_work_order(work_order: Id<WorkOrder>) -> Key {
        Key::new("work_order", work_order)
    }
    /// The key that finds what was measured for a project.
    pub fn of_project(project: Id<Project>) -> Key {
        Key::new("project", project)
    }
}

impl Entity for Measurement {
    const KIND: Kind = Kind::Measurement;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        [Scope::Store(self.store)].into_iter().chain(self.crews.iter().copied().map(Scope::Crew)).collect()
    }
    fn keys(&self) -> Vec<Key> {
        let project = self.project.map(Self::of_project);
        [Self::of_room(self.room), Self::of_work_order(self.work_order)].into_iter().chain(project).collect()
    }
}

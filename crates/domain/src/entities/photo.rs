//! Photos and drawings of jobs. The row names the file by its content; the file itself travels on a way of its own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Crew, Measurement, Project, Role, Staff, Store, WorkOrder};
use crate::{Coverage, Entity, Hash, Id, Key, Kind, OpId, Scope};

/// What a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoKind {
    /// The place as it was found.
    Before,
    /// The work under way: what will be covered.
    During,
    /// The place as it was left.
    After,
    /// A drawing or a sketch.
    Drawing,
    /// Something broken or missing.
    Damage,
    /// A paper that was signed, as PDF.
    Paper,
}

/// The formats that are taken, by their media types (IANA).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum PhotoType {
    /// A JPEG file.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A PNG file.
    #[serde(rename = "image/png")]
    Png,
    /// A WebP file.
    #[serde(rename = "image/webp")]
    Webp,
    /// A PDF file: revisions of a drawing only.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl PhotoType {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }
}

/// Somebody took a photo off a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoOff {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who.
    pub by_name: String,
}

/// A line that somebody drew over a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoMark {
    /// The operation that drew it, perhaps with others.
    pub op: OpId,
    /// Its points in thousandths of the picture's width, x and y in turn.
    pub stroke: Vec<u16>,
    /// A word about it; may be empty.
    pub text: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Who drew it.
    pub by_name: String,
}

/// A photo or a drawing of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its identifier.
    pub id: Id<Photo>,
    /// The job that it was taken in.
    pub work_order: Id<WorkOrder>,
    /// What the job is a part of.
    pub project: Option<Id<Project>>,
    /// For which store.
    pub store: Id<Store>,
    /// The crews that may see it.
    pub crews: Vec<Id<Crew>>,
    /// SHA-256 of the file, which names it everywhere.
    pub sha256: Hash,
    /// The file's length.
    pub bytes: u64,
    /// The file's format.
    pub media_type: PhotoType,
    /// What it shows.
    pub kind: PhotoKind,
    /// The room that it shows: the room's first measurement.
    pub room: Option<Id<Measurement>>,
    /// A word about it.
    pub caption: String,
    /// Lines that were drawn over it, in turn; the file says nothing of them.
    #[serde(default)]
    pub marks: Vec<PhotoMark>,
    /// When it was added, UTC milliseconds.
    pub at_ms: i64,
    /// Who added it.
    pub by: Id<Staff>,
    /// What they are called.
    pub by_name: String,
    /// The revision of the project's drawing that the file is: it stays as it is, because customers confirm it.
    #[serde(default)]
    pub revision: Option<u32>,
    /// Who took it off the job; the row stays.
    pub off: Option<PhotoOff>,
    /// Whether its customer was erased: the file is shown to nobody any more.
    #[serde(default)]
    pub erased: bool,
}

impl Photo {
    /// Whether `staff` may take it off its job, and put it back: whoever added it, managers and clerks.
    pub fn may_take_off(&self, staff: &Staff) -> bool {
        staff.id == self.by || matches!(staff.role, Role::Manager | Role::Clerk)
    }
    /// Whether the file stays as it is and cannot be taken off: a revision of the drawing, or a signed paper.
    pub fn is_kept(&self) -> bool {
        self.revision.is_some() || self.kind == PhotoKind::Paper
    }
    /// The key that finds the photos of a job.
    pub fn of_work_order(work_order: Id<WorkOrder>) -> Key {
        Key::new("work_order", work_order)
    }
    /// The key that finds the photos of a project.
    pub fn of_project(project: Id<Project>) -> Key {
        Key::new("project", project)
    }
    /// The key that finds the photos of erased customers.
    pub fn of_erased() -> Key {
        Key::new("state", "erased")
    }
    /// The key that finds the photos that name a file.
    pub fn of_file(sha256: Hash) -> Key {
        Key::new("file", sha256)
    }
}

impl Entity for Photo {
    const KIND: Kind = Kind::Photo;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn scopes(&self) -> Vec<Scope> {
        [Scope::Store(self.store)].into_iter().chain(self.crews.iter().copied().map(Scope::Crew)).collect()
    }
    fn keys(&self) -> Vec<Key> {
        let project = self.project.map(Self::of_project);
        let erased = self.erased.then(Self::of_erased);
        let of = [Self::of_work_order(self.work_order), Self::of_file(self.sha256)];
        of.into_iter().chain(project).chain(erased).collect()
    }
}

//! `drawing.add.v1`: a revision of a project's drawing is added, with its file.
//!
//! An intent: of two who add a revision under one number apart, the second is refused and adds the next one. The operation
//! names the file by its SHA-256 as `photo.add.v1` does; a picture or a PDF, at most [`PHOTO_BYTES_LIMIT`] bytes. The file
//! stays as it is wherever it is kept, because customers confirm it by its hash. It makes a `Photo` of the job, by which the
//! file is sent, fetched and erased. A new revision asks for a new confirmation (`drawing.confirm.v1`).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::add_photo::{PHOTO_BYTES_LIMIT, new_photo};
use super::bounded;
use super::work_rows::job_of;
use crate::entities::{DrawnRevision, PhotoKind, PhotoType, Project, Role, WorkOrder};
use crate::{Desk, Finality, Hash, Held, Id, Nature, Operation, Refusal, Stop};

/// Revisions of a drawing that have a file, at most.
pub const REVISIONS_LIMIT: usize = 100;

/// A revision of the drawing is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddDrawing {
    /// A job of the project.
    pub work_order: Id<WorkOrder>,
    /// Which revision: later than all that there are.
    pub revision: u32,
    /// How many measurements were finished in the project, as it was seen.
    pub measured: u32,
    /// SHA-256 of the file, lower-case hex.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// The file's length.
    pub bytes: u64,
    /// The file's format.
    pub media_type: PhotoType,
    /// A word about it.
    pub note: String,
}

impl Operation for AddDrawing {
    const TAG: &'static str = "drawing.add.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, work_order) = job_of(desk, Role::ALL, self.work_order)?;
        let note = bounded("note", &self.note)?.to_owned();
        let Some(project) = work_order.project else { return Err(Refusal::project_unknown().into()) };
        let Held::Here(mut project) = desk.get::<Project>(project)? else {
            return Err(Refusal::project_unknown().into());
        };
        if !(1..=PHOTO_BYTES_LIMIT).contains(&self.bytes) {
            return Err(Refusal::photo_too_large(self.bytes, PHOTO_BYTES_LIMIT).into());
        }
        let last = project.last_revision();
        if self.revision <= last {
            return Err(Refusal::drawing_revision_taken(last).into());
        }
        if project.drawn.len() >= REVISIONS_LIMIT {
            return Err(Refusal::too_many("revisions", REVISIONS_LIMIT).into());
        }
        let mut photo = new_photo(desk, &staff, &work_order, (self.sha256, self.bytes, self.media_type))?;
        photo.kind = PhotoKind::Drawing;
        photo.revision = Some(self.revision);
        project.drawn.push(DrawnRevision {
            revision: self.revision,
            sha256: self.sha256,
            bytes: self.bytes,
            media_type: self.media_type,
            measured: self.measured,
            note: if photo.erased { String::new() } else { note },
            at_ms: photo.at_ms,
            by_name: staff.name,
        });
        desk.put(&photo)?;
        desk.put(&project)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.note.trim().to_owned()
    }
}

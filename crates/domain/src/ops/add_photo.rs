//! `photo.add.v1`: a photo or a drawing is added to a job.
//!
//! A fact: it was taken. The operation names the file by its SHA-256; the file is on the tablet's disk before the operation
//! is saved, and follows it to headquarters on a way of its own (`POST /v1/blobs`). A job has at most [`PHOTOS_LIMIT`]
//! photos that were not taken off again. It may be added before the crew is there (what the customer sent) and after the
//! end (what was still on the phone). Of a customer who was erased meanwhile it is taken and shown to nobody.
//!
//! `photo.caption.v1`: the word about it is changed. An intent; of two words the later one holds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::customer_rows::all_by;
use super::work_rows::job_of;
use crate::entities::{Measurement, Photo, PhotoKind, PhotoType, Project, Role, Staff, WorkOrder};
use crate::{Desk, Finality, Hash, Held, Id, Nature, Operation, Refusal, Stop};

/// Photos of a job at most.
pub const PHOTOS_LIMIT: usize = 500;
/// Bytes of a photo's file at most.
pub const PHOTO_BYTES_LIMIT: u64 = 25 * 1024 * 1024;

/// A photo is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AddPhoto {
    /// To which job.
    pub work_order: Id<WorkOrder>,
    /// SHA-256 of the file, lower-case hex.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// The file's length.
    pub bytes: u64,
    /// The file's format.
    pub media_type: PhotoType,
    /// What it shows.
    pub kind: PhotoKind,
    /// The first measurement of the room that it shows.
    pub room: Option<Id<Measurement>>,
    /// A word about it.
    pub caption: String,
}

impl Operation for AddPhoto {
    const TAG: &'static str = "photo.add.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, work_order) = job_of(desk, Role::ALL, self.work_order)?;
        let caption = bounded("caption", &self.caption)?.to_owned();
        if !(1..=PHOTO_BYTES_LIMIT).contains(&self.bytes) {
            return Err(Refusal::photo_too_large(self.bytes, PHOTO_BYTES_LIMIT).into());
        }
        if self.media_type == PhotoType::Pdf || self.kind == PhotoKind::Paper {
            return Err(Refusal::photo_is_pdf().into());
        }
        let others = all_by::<Photo>(desk, &Photo::of_work_order(work_order.id))?;
        if others.iter().filter(|one| one.off.is_none()).count() >= PHOTOS_LIMIT {
            return Err(Refusal::too_many("photos", PHOTOS_LIMIT).into());
        }
        let mut photo = new_photo(desk, &staff, &work_order, (self.sha256, self.bytes, self.media_type))?;
        photo.kind = self.kind;
        photo.room = self.room;
        photo.caption = if photo.erased { String::new() } else { caption };
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.caption.trim().to_owned()
    }
}

/// A photo of a job that says nothing but its file yet.
pub(super) fn new_photo(
    desk: &mut Desk<'_>,
    staff: &Staff,
    work_order: &WorkOrder,
    (sha256, bytes, media_type): (Hash, u64, PhotoType),
) -> Result<Photo, Stop> {
    let crews = match work_order.project.map(|project| desk.get::<Project>(project)).transpose()? {
        Some(Held::Here(project)) => project.crews,
        Some(Held::Absent | Held::Outside) | None => vec![work_order.crew],
    };
    Ok(Photo {
        id: desk.fresh(),
        work_order: work_order.id,
        project: work_order.project,
        store: work_order.store,
        crews,
        sha256,
        bytes,
        media_type,
        kind: PhotoKind::Before,
        room: None,
        caption: String::new(),
        marks: Vec::new(),
        at_ms: desk.stamp().at.best_ms(),
        by: staff.id,
        by_name: staff.name.clone(),
        revision: None,
        off: None,
        erased: work_order.is_erased(),
    })
}

/// The word about a photo is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaptionPhoto {
    /// Which.
    pub photo: Id<Photo>,
    /// The word; empty for none.
    pub caption: String,
}

impl Operation for CaptionPhoto {
    const TAG: &'static str = "photo.caption.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let Held::Here(mut photo) = desk.get::<Photo>(self.photo)? else {
            return Err(Refusal::photo_unknown().into());
        };
        job_of(desk, Role::ALL, photo.work_order)?;
        if photo.off.is_some() || photo.erased {
            return Err(Refusal::photo_off().into());
        }
        bounded("caption", &self.caption)?.clone_into(&mut photo.caption);
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.caption.trim().to_owned()
    }
}

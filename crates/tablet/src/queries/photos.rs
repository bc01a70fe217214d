//! The photos of a job, in `job`; `photo_room`: whether another one may be taken.

use serde::Serialize;
use tenon_domain::entities::{Measurement, Photo, PhotoKind, PhotoMark, Staff, WorkOrder};
use tenon_domain::ops::PUT_BACK_MINUTES;
use tenon_domain::{Hash, Id};
use tenon_store::tablet::{BlobStanding, blob};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::{PhotoRoom, Tablet};

/// Where the file of a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoPlace {
    /// Only here: it is sent when there is a network.
    Waiting,
    /// Head office holds it.
    Held,
    /// Head office does not take it, or it is damaged.
    Refused,
    /// On another tablet that has not sent it yet, as far as is known here.
    Elsewhere,
}

/// A photo of a job.
#[derive(Debug, Serialize, TS)]
pub struct PhotoCard {
    /// Which.
    pub photo: Id<Photo>,
    /// The job that it was taken in; another one of the same project, perhaps.
    pub work_order: Id<WorkOrder>,
    /// SHA-256 of its file; with `.thumb` or `.large` behind it the name of a picture.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// What it shows.
    pub kind: PhotoKind,
    /// The room that it shows.
    pub room: Option<Id<Measurement>>,
    /// A word about it.
    pub caption: String,
    /// Lines that were drawn over it, in turn.
    pub marks: Vec<PhotoMark>,
    /// When it was added, UTC milliseconds.
    pub at_ms: i64,
    /// Who added it.
    pub by: String,
    /// Whether whoever is signed in may take it off.
    pub may_take_off: bool,
    /// It was taken off, and can be put back until then, UTC milliseconds.
    pub put_back_until_ms: Option<i64>,
    /// Where its file is.
    pub place: PhotoPlace,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The photos of a job and of what it is a part of, without revisions of the drawing, in the order in which they were added; of those that were taken off,
/// the ones that `staff` can put back.
pub(super) fn of_job(
    conn: &mut dyn Connection,
    job: &WorkOrder,
    staff: Option<&Staff>,
    now_ms: i64,
) -> Result<Vec<PhotoCard>, Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut photos = rows.entities_by::<Photo>(&Photo::of_work_order(job.id))?;
    if let Some(project) = job.project {
        let others = rows.entities_by::<Photo>(&Photo::of_project(project))?;
        photos.extend(others.into_iter().filter(|other| other.work_order != job.id));
    }
    photos.sort_by_key(|photo| (photo.at_ms, photo.id));
    let mut cards = Vec::new();
    for photo in photos.into_iter().filter(|photo| !photo.erased && !photo.is_kept()) {
        let may_take_off = staff.is_some_and(|staff| photo.may_take_off(staff));
        let until = |at_ms: i64| at_ms.saturating_add(PUT_BACK_MINUTES * 60_000);
        let put_back_until_ms = photo.off.as_ref().map(|off| until(off.at_ms));
        if put_back_until_ms.is_some_and(|until| !may_take_off || until < now_ms) {
            continue;
        }
        let place = place(conn, photo.sha256)?;
        cards.push(PhotoCard {
            sync: record_state(conn, photo.id)?,
            photo: photo.id,
            work_order: photo.work_order,
            sha256: photo.sha256,
            kind: photo.kind,
            room: photo.room,
            caption: photo.caption,
            marks: photo.marks,
            at_ms: photo.at_ms,
            by: photo.by_name,
            may_take_off,
            put_back_until_ms,
            place,
        });
    }
    Ok(cards)
}

/// Where a file is.
pub(super) fn place(conn: &mut dyn Connection, file: Hash) -> Result<PhotoPlace, Error> {
    Ok(match blob(conn, file)?.map(|blob| blob.standing) {
        Some(BlobStanding::Waiting) => PhotoPlace::Waiting,
        Some(BlobStanding::Held) => PhotoPlace::Held,
        Some(BlobStanding::Refused) => PhotoPlace::Refused,
        None => PhotoPlace::Elsewhere,
    })
}

/// See [`PhotoRoom`].
#[expect(clippy::unnecessary_wraps, reason = "every query answers alike")]
pub(super) fn photo_room(tablet: &Tablet, (): &()) -> Result<PhotoRoom, Error> {
    Ok(tablet.photo_room())
}

//! `photo.take_off.v1`: a photo is taken off its job.
//!
//! An intent of whoever added it, or of a manager or clerk. The row stays, with who took it off; so does the file at
//! headquarters.
//!
//! `photo.put_back.v1`: undoes that within [`PUT_BACK_MINUTES`].

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::STEP_BACK_MINUTES;
use super::work_rows::job_of;
use crate::entities::{Photo, PhotoOff, Role, Staff};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// How long after it was taken off a photo can be put back, by the tablet's time.
pub const PUT_BACK_MINUTES: i64 = STEP_BACK_MINUTES;

/// A photo is taken off its job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TakeOffPhoto {
    /// Which.
    pub photo: Id<Photo>,
}

impl Operation for TakeOffPhoto {
    const TAG: &'static str = "photo.take_off.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, mut photo) = own_photo(desk, self.photo)?;
        if photo.off.is_some() {
            return Err(Refusal::photo_off().into());
        }
        photo.off = Some(PhotoOff { at_ms: desk.stamp().at.best_ms(), by_name: staff.name });
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// A photo that was taken off is put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutBackPhoto {
    /// Which.
    pub photo: Id<Photo>,
}

impl Operation for PutBackPhoto {
    const TAG: &'static str = "photo.put_back.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (_, mut photo) = own_photo(desk, self.photo)?;
        let Some(off) = photo.off.take() else { return Err(Refusal::photo_not_off().into()) };
        if desk.stamp().at.best_ms().saturating_sub(off.at_ms) > PUT_BACK_MINUTES * 60_000 {
            return Err(Refusal::photo_off_too_long(PUT_BACK_MINUTES).into());
        }
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Who acts, and the photo; refused where another one added it, except to those who may.
fn own_photo(desk: &mut Desk<'_>, photo: Id<Photo>) -> Result<(Staff, Photo), Stop> {
    let Held::Here(photo) = desk.get::<Photo>(photo)? else { return Err(Refusal::photo_unknown().into()) };
    let (staff, _) = job_of(desk, Role::ALL, photo.work_order)?;
    if photo.erased {
        return Err(Refusal::photo_off().into());
    }
    if photo.is_kept() {
        return Err(Refusal::photo_is_drawing().into());
    }
    if !photo.may_take_off(&staff) {
        return Err(Refusal::photo_not_yours(&photo.by_name).into());
    }
    Ok((staff, photo))
}

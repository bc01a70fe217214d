//! `photo.mark.v1`: lines are drawn over a photo, each with a word if it needs one. `photo.unmark.v1`: what one such operation
//! drew is taken off again.
//!
//! Intents. They leave the file as it is: the row keeps the lines, and screens draw them over the picture. Lines of two who
//! drew apart are all kept.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::work_rows::job_of;
use crate::entities::{Photo, PhotoMark, Role};
use crate::{Desk, Finality, Held, Id, Nature, OpId, Operation, Refusal, Stop};

/// Lines over a photo at most.
const MARKS_LIMIT: usize = 40;
/// Coordinates of all of them at most.
const NUMBERS_LIMIT: usize = 9000;

/// A line as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DrawnMark {
    /// Its points in thousandths of the picture's width, x and y in turn.
    pub stroke: Vec<u16>,
    /// A word about it; may be empty.
    pub text: String,
}

/// Lines are drawn over a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MarkPhoto {
    /// Over which.
    pub photo: Id<Photo>,
    /// What is drawn, at least one line; a photo has 40 at most.
    pub marks: Vec<DrawnMark>,
}

impl Operation for MarkPhoto {
    const TAG: &'static str = "photo.mark.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (by_name, mut photo) = shown(desk, self.photo)?;
        let sound = |mark: &DrawnMark| mark.stroke.len() >= 2 && mark.stroke.len().is_multiple_of(2);
        if self.marks.is_empty() || !self.marks.iter().all(sound) {
            return Err(Refusal::mark_unsound().into());
        }
        let drawn = photo.marks.iter().map(|mark| mark.stroke.len());
        let numbers: usize = drawn.chain(self.marks.iter().map(|mark| mark.stroke.len())).sum();
        if photo.marks.len() + self.marks.len() > MARKS_LIMIT || numbers > NUMBERS_LIMIT {
            return Err(Refusal::too_many("marks", MARKS_LIMIT).into());
        }
        let (op, at_ms) = (desk.stamp().id, desk.stamp().at.best_ms());
        for DrawnMark { stroke, text } in &self.marks {
            let text = bounded("text", text)?.to_owned();
            photo.marks.push(PhotoMark { op, stroke: stroke.clone(), text, at_ms, by_name: by_name.clone() });
        }
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// What an operation drew over a photo is taken off again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnmarkPhoto {
    /// Off which.
    pub photo: Id<Photo>,
    /// What that `photo.mark.v1` drew.
    pub drawn_by: OpId,
}

impl Operation for UnmarkPhoto {
    const TAG: &'static str = "photo.unmark.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (_, mut photo) = shown(desk, self.photo)?;
        photo.marks.retain(|mark| mark.op != self.drawn_by);
        desk.put(&photo)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// A photo that is shown, and the name of whoever does something with it. A file that was confirmed or signed takes no lines.
fn shown(desk: &mut Desk<'_>, photo: Id<Photo>) -> Result<(String, Photo), Stop> {
    let Held::Here(photo) = desk.get::<Photo>(photo)? else { return Err(Refusal::photo_unknown().into()) };
    let (staff, _) = job_of(desk, Role::ALL, photo.work_order)?;
    if photo.off.is_some() || photo.erased || photo.is_kept() {
        return Err(Refusal::photo_off().into());
    }
    Ok((staff.name, photo))
}

//! `drawing.confirm.v1`: a customer confirms a revision of the drawing.
//!
//! A fact: they said so. It says how many measurements the drawing was made of, as whoever wrote it down saw them, so that
//! a measurement that arrives later makes it out of date. Nothing is confirmed before something was measured, where the
//! project's route has that gate. A revision that has a file (`drawing.add.v1`) is confirmed with the file's SHA-256, so it
//! is known for ever what was confirmed; one on paper has none. On the tablet only the latest revision is confirmed; at HQ an
//! earlier one was confirmed all the same, and the later one still waits for the customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, required};
use crate::entities::{Drawing, Project, Role, Station};
use crate::{Desk, Finality, Hash, Held, Id, Nature, Operation, Refusal, Stop};

/// A drawing is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConfirmDrawing {
    /// Of which project.
    pub project: Id<Project>,
    /// Which revision, from 1.
    pub revision: u32,
    /// How many measurements were finished in the project, as it was seen.
    pub measured: u32,
    /// SHA-256 of the revision's file, lower-case hex; none where it is on paper only.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub sha256: Option<Hash>,
    /// The person who confirmed it.
    pub confirmed_by: String,
    /// A word about it.
    pub note: String,
}

impl Operation for ConfirmDrawing {
    const TAG: &'static str = "drawing.confirm.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::ALL)?;
        let confirmed_by = required("name", &self.confirmed_by)?.to_owned();
        let note = bounded("note", &self.note)?.to_owned();
        let Held::Here(mut project) = desk.get(self.project)? else {
            return Err(Refusal::project_unknown().into());
        };
        if let Some(refusal) = project.gate(Station::DrawingConfirmed) {
            return Err(refusal.into());
        }
        let held = project.drawing().map_or(0, |drawing| drawing.revision);
        if self.revision <= held {
            return Err(Refusal::drawing_superseded(held).into());
        }
        let last = project.last_revision();
        if desk.first() && self.revision < last {
            return Err(Refusal::drawing_newer(last).into());
        }
        let drawn = project.drawn.iter().find(|drawn| drawn.revision == self.revision);
        if drawn.map(|drawn| drawn.sha256) != self.sha256 {
            return Err(Refusal::drawing_other_file(self.revision).into());
        }
        let at_ms = desk.stamp().at.best_ms();
        let measured = drawn.map_or(self.measured, |drawn| drawn.measured);
        let (revision, sha256, by_name) = (self.revision, self.sha256, staff.name);
        project.drawings.push(Drawing { revision, measured, sha256, confirmed_by, note, at_ms, by_name });
        desk.put(&project)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.confirmed_by.trim().to_owned()
    }
}

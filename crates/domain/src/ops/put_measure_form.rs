//! `measure_form.put.v1`: HQ lays down a measurement form, or a new version of one.
//!
//! An intent. Whoever changes one says which version they have seen, and is refused when there is a newer one. Versions
//! stay: what is being measured with one is finished with it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use crate::entities::{FormContent, MeasureForm, Role};
use crate::{Desk, Finality, Nature, Operation, Refusal, Stop};

/// A form is laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutMeasureForm {
    /// What it says.
    pub content: FormContent,
    /// The version that was seen; 0 where the category is new.
    pub seen: u32,
}

impl Operation for PutMeasureForm {
    const TAG: &'static str = "measure_form.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        if let Some(refusal) = Refusal::of_faults(&self.content.faults()) {
            return Err(refusal.into());
        }
        let held = all_by::<MeasureForm>(desk, &MeasureForm::of_category(&self.content.category))?;
        let newest = held.iter().map(|form| form.version).max().unwrap_or(0);
        if newest != self.seen {
            return Err(Refusal::measure_form_changed(newest).into());
        }
        let version = newest + 1;
        desk.put(&MeasureForm {
            id: MeasureForm::id_of(&self.content.category, version),
            version,
            content: self.content.clone(),
            at_ms: desk.stamp().at.best_ms(),
            by_name: staff.name,
        })?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.content.name.zh.clone()
    }
}

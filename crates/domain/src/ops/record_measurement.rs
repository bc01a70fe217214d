//! `measurement.record.v1`: readings of a room are written down.
//!
//! A fact: this is what the meter said. Without `measurement` it begins a version, of a new room or of one that is measured
//! again; with it, it goes on with the version that is under way, field by field, so that what two people read apart comes
//! together. A version is begun and finished with the same version of the form, whatever HQ lays down meanwhile, and does
//! not change after it is finished. On the tablet it is refused where the job has ended; at HQ readings are kept whatever
//! became of the job.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::all_by;
use super::work_rows::own_job;
use super::{bounded, required};
use crate::entities::{FormContent, MeasureForm, Measurement, Project, Reading, Staff, WorkOrder};
use crate::measuring::evaluate;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Readings are written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordMeasurement {
    /// In which job.
    pub work_order: Id<WorkOrder>,
    /// The version that is gone on with; none begins one.
    pub measurement: Option<Id<Measurement>>,
    /// The first version of the room that is measured again; none for a new room, or while going on.
    pub room: Option<Id<Measurement>>,
    /// What people call the room.
    pub name: String,
    /// The version of the form that it is measured with.
    pub form: Id<MeasureForm>,
    /// What was read since the last time; nothing takes a reading back.
    pub readings: BTreeMap<String, Option<Reading>>,
    /// What there is to say; none where that stays.
    pub note: Option<String>,
    /// Whether it is finished with this.
    pub finished: bool,
}

impl Operation for RecordMeasurement {
    const TAG: &'static str = "measurement.record.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let (staff, work_order) = own_job(desk, self.work_order)?;
        if desk.first() && work_order.step.is_end() {
            return Err(Refusal::work_order_ended().into());
        }
        let Held::Here(form) = desk.get(self.form)? else { return Err(Refusal::measure_form_unknown().into()) };
        self.check(&form.content)?;
        let mut measurement = match self.measurement {
            Some(id) => self.under_way(desk, id)?,
            None => self.begun(desk, staff, &work_order)?,
        };
        for (key, reading) in &self.readings {
            match reading {
                Some(reading) => measurement.readings.insert(key.clone(), reading.clone()),
                None => measurement.readings.remove(key),
            };
        }
        if let Some(note) = &self.note {
            bounded("note", note)?.clone_into(&mut measurement.note);
        }
        if self.finished {
            let missing = evaluate(&form.content, &measurement.readings).missing.len();
            if missing > 0 && measurement.note.is_empty() {
                return Err(Refusal::readings_missing(missing).into());
            }
            measurement.finished_ms = Some(desk.stamp().at.best_ms());
            if let Some(project) = measurement.project
                && let Held::Here(mut project) = desk.get::<Project>(project)?
            {
                project.measured += 1;
                desk.put(&project)?;
            }
        }
        desk.put(&measurement)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.name.trim().to_owned()
    }
}

impl RecordMeasurement {
    /// Every reading has a field that takes it.
    fn check(&self, form: &FormContent) -> Result<(), Stop> {
        for (key, reading) in &self.readings {
            let field = form.field(key);
            if !field.is_some_and(|field| reading.as_ref().is_none_or(|reading| field.fits(reading))) {
                let name = field.map_or(key.as_str(), |field| field.name.zh.as_str());
                return Err(Refusal::reading_unfit(&name.chars().take(40).collect::<String>()).into());
            }
        }
        Ok(())
    }

    fn under_way(&self, desk: &mut Desk<'_>, id: Id<Measurement>) -> Result<Measurement, Stop> {
        let Held::Here(measurement) = desk.get::<Measurement>(id)? else {
            return Err(Refusal::measurement_unknown().into());
        };
        if measurement.work_order != self.work_order || measurement.form != self.form {
            return Err(Refusal::measurement_unknown().into());
        }
        if measurement.finished_ms.is_some() {
            return Err(Refusal::measurement_finished().into());
        }
        Ok(measurement)
    }

    fn begun(&self, desk: &mut Desk<'_>, staff: Staff, work_order: &WorkOrder) -> Result<Measurement, Stop> {
        let id = desk.fresh();
        let name = required("name", &self.name)?.to_owned();
        let room = self.room.unwrap_or(id);
        let earlier = all_by::<Measurement>(desk, &Measurement::of_room(room))?;
        let newest = earlier.iter().map(|one| one.version).max().unwrap_or(0);
        let crews = match work_order.project.map(|project| desk.get::<Project>(project)).transpose()? {
            Some(Held::Here(project)) => project.crews,
            Some(Held::Absent | Held::Outside) | None => vec![work_order.crew],
        };
        Ok(Measurement {
            id,
            room,
            version: newest + 1,
            name,
            work_order: work_order.id,
            project: work_order.project,
            store: work_order.store,
            crews,
            form: self.form,
            readings: BTreeMap::new(),
            note: String::new(),
            at_ms: desk.stamp().at.best_ms(),
            by_name: staff.name,
            finished_ms: None,
        })
    }
}

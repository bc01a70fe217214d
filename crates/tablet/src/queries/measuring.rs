//! `measurement`: a room under the meter, and what a job's sheet says of the rooms that were measured.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{FormContent, MeasureForm, Measurement, Readings, WorkOrder};
use tenon_domain::measuring::{Evaluation, SinceVersion, TypedFault, evaluate, read_typed};
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;

/// The argument of `measurement`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct MeasurementArgs {
    /// Which.
    pub measurement: Id<Measurement>,
    /// What stands in fields and is not recorded yet, by their keys; blank takes a reading back.
    #[serde(default)]
    pub typed: BTreeMap<String, String>,
}

/// A room under the meter.
#[derive(Debug, Serialize, TS)]
pub struct MeasurementSheet {
    /// Which.
    pub measurement: Id<Measurement>,
    /// In which job.
    pub work_order: Id<WorkOrder>,
    /// What people call the room.
    pub name: String,
    /// Counts up from 1 within the room.
    pub version: u32,
    /// The form that it is measured with.
    pub form: Id<MeasureForm>,
    /// The form's version.
    pub form_version: u32,
    /// The version that a new measurement would be made with.
    pub newest_version: u32,
    /// What the form says.
    pub content: FormContent,
    /// What is recorded.
    pub recorded: Readings,
    /// What is recorded with what is typed over it.
    pub readings: Readings,
    /// What is typed and is no reading, by its field.
    pub odd: BTreeMap<String, TypedFault>,
    /// What the readings say.
    pub evaluation: Evaluation,
    /// What changed since the version before, if there is one.
    pub since: Option<SinceVersion>,
    /// What there is to say.
    pub note: String,
    /// When it was begun, UTC milliseconds.
    pub at_ms: i64,
    /// Who measures.
    pub by: String,
    /// When it was finished, UTC milliseconds.
    pub finished_ms: Option<i64>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// A room of a job or its project, by its latest version.
#[derive(Debug, Serialize, TS)]
pub struct RoomCard {
    /// The room: its first version.
    pub room: Id<Measurement>,
    /// The latest version.
    pub measurement: Id<Measurement>,
    /// What people call it.
    pub name: String,
    /// What is measured of it.
    pub form_name: Localized,
    /// The form that measuring it again would be made with.
    pub newest_form: Id<MeasureForm>,
    /// Which version the latest is.
    pub version: u32,
    /// When it was finished, UTC milliseconds; none: it is under way.
    pub finished_ms: Option<i64>,
    /// Who measured.
    pub by: String,
    /// Readings that are there.
    pub readings: usize,
    /// Fields that the form has.
    pub fields: usize,
    /// What is odd about it.
    pub warnings: usize,
}

/// A form that a room can be measured with.
#[derive(Debug, Serialize, TS)]
pub struct FormCard {
    /// Its newest version.
    pub form: Id<MeasureForm>,
    /// What people read.
    pub name: Localized,
}

/// The newest version of each form, by category.
fn newest(rows: &mut SqlRows<'_>) -> Result<BTreeMap<String, MeasureForm>, Error> {
    let mut forms: BTreeMap<String, MeasureForm> = BTreeMap::new();
    for form in rows.all::<MeasureForm>()? {
        let held = forms.get(&form.content.category).map_or(0, |held| held.version);
        if form.version > held {
            forms.insert(form.content.category.clone(), form);
        }
    }
    Ok(forms)
}

/// The forms that a room can be measured with, and the rooms that were, each by its latest version.
pub(super) fn rooms(conn: &mut dyn Connection, job: &WorkOrder) -> Result<(Vec<FormCard>, Vec<RoomCard>), Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let forms = newest(&mut rows)?;
    let mut measured = rows.entities_by::<Measurement>(&Measurement::of_work_order(job.id))?;
    if let Some(project) = job.project {
        let others = rows.entities_by::<Measurement>(&Measurement::of_project(project))?;
        measured.extend(others.into_iter().filter(|other| other.work_order != job.id));
    }
    measured.sort_by_key(|one| (one.at_ms, one.version, one.id));
    let mut latest: Vec<Measurement> = Vec::new();
    for one in measured {
        match latest.iter_mut().find(|held| held.room == one.room) {
            Some(held) => *held = one,
            None => latest.push(one),
        }
    }
    let mut cards = Vec::new();
    for one in latest {
        let Some(form) = rows.entity::<MeasureForm>(one.form)? else { continue };
        cards.push(RoomCard {
            room: one.room,
            measurement: one.id,
            newest_form: forms.get(&form.content.category).map_or(form.id, |newest| newest.id),
            version: one.version,
            finished_ms: one.finished_ms,
            readings: one.readings.len(),
            fields: form.content.fields.len(),
            warnings: evaluate(&form.content, &one.readings).warnings.len(),
            form_name: form.content.name,
            name: one.name,
            by: one.by_name,
        });
    }
    let forms = forms.into_values().map(|form| FormCard { form: form.id, name: form.content.name }).collect();
    Ok((forms, cards))
}

/// See [`MeasurementSheet`].
pub(super) fn measurement(tablet: &Tablet, args: &MeasurementArgs) -> Result<Option<MeasurementSheet>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let sync = record_state(conn, args.measurement)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(measurement) = rows.entity::<Measurement>(args.measurement)? else { return Ok(None) };
    let Some(form) = rows.entity::<MeasureForm>(measurement.form)? else { return Ok(None) };
    let newest_version = newest(&mut rows)?.get(&form.content.category).map_or(form.version, |newest| newest.version);
    let (readings, odd) = laid_over(&form.content, &measurement.readings, &args.typed);
    let since = since(&mut rows, &measurement, &form.content, &readings)?;
    Ok(Some(MeasurementSheet {
        measurement: measurement.id,
        work_order: measurement.work_order,
        name: measurement.name,
        version: measurement.version,
        form: form.id,
        form_version: form.version,
        newest_version,
        evaluation: evaluate(&form.content, &readings),
        content: form.content,
        recorded: measurement.readings,
        readings,
        odd,
        since,
        note: measurement.note,
        at_ms: measurement.at_ms,
        by: measurement.by_name,
        finished_ms: measurement.finished_ms,
        sync,
    }))
}

/// `typed` over `recorded`, and what is no reading.
fn laid_over(
    form: &FormContent,
    recorded: &Readings,
    typed: &BTreeMap<String, String>,
) -> (Readings, BTreeMap<String, TypedFault>) {
    let (mut readings, mut odd) = (recorded.clone(), BTreeMap::new());
    for (key, text) in typed {
        let Some(field) = form.field(key) else { continue };
        match read_typed(field, text) {
            Ok(Some(reading)) => {
                readings.insert(key.clone(), reading);
            }
            Ok(None) => {
                readings.remove(key);
            }
            Err(fault) => {
                odd.insert(key.clone(), fault);
            }
        }
    }
    (readings, odd)
}

fn since(
    rows: &mut SqlRows<'_>,
    measurement: &Measurement,
    form: &FormContent,
    readings: &Readings,
) -> Result<Option<SinceVersion>, Error> {
    let versions = rows.entities_by::<Measurement>(&Measurement::of_room(measurement.room))?;
    let Some(before) = measurement.before(versions) else { return Ok(None) };
    let earlier = rows.entity::<MeasureForm>(before.form)?.map_or_else(|| form.clone(), |form| form.content);
    Ok(Some(SinceVersion::of((before, &earlier), measurement, (form, readings))))
}

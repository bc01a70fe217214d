//! Jobs at customers' homes as headquarters sees them: where each is, what was measured, photographed and signed.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{
    Appointment, Arrival, Crew, FollowUp, FormContent, MeasureForm, Measurement, MissingParts, Photo, PhotoKind,
    PhotoMark, Project, Readings, SignOff, StepDone, Store, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::measuring::{Evaluation, SinceVersion, evaluate};
use tenon_domain::progress::ProjectSheet;
use tenon_domain::site::SiteSheet;
use tenon_domain::{Finality, Hash, Id, Localized, mask_phone};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

/// A job in the list of its day.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleJob {
    /// Which.
    pub work_order: Id<WorkOrder>,
    /// Start of its window, UTC milliseconds.
    pub start_ms: i64,
    /// End of its window, UTC milliseconds.
    pub end_ms: i64,
    /// Who drives.
    pub crew: Localized,
    /// What for.
    pub kind: WorkKind,
    /// Whom to visit.
    pub customer: String,
    /// For which store.
    pub store: Localized,
    /// How far it is.
    pub step: WorkStep,
    /// Guaranteed, or waiting.
    pub finality: Finality,
}

/// A day of jobs.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleJobs {
    /// The day, `2026-11-22`.
    pub date: String,
    /// Today in the chain's time zone.
    pub today: String,
    /// By time and crew.
    pub jobs: Vec<ConsoleJob>,
    /// The jobs of any day at which parts are missing, the earliest first.
    pub lacking: Vec<LackingJob>,
}

/// A job at which parts are missing.
#[derive(Debug, Serialize, TS)]
pub struct LackingJob {
    /// The job.
    pub job: ConsoleJob,
    /// What is missing, the first reported first.
    pub parts: Vec<MissingParts>,
}

/// A step that was taken.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleStep {
    /// Which.
    pub step: WorkStep,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// Why, where it failed or was called off.
    pub reason: Option<String>,
    /// It failed because the customer was not there.
    pub absent: bool,
    /// How the crew showed that it was there, where a code was wanted.
    pub arrival: Option<Arrival>,
    /// Who took it back.
    pub undone_by: Option<String>,
}

/// A room by its latest version.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleRoom {
    /// That version.
    pub measurement: Id<Measurement>,
    /// What people call the room.
    pub name: String,
    /// Counts up from 1 within the room.
    pub version: u32,
    /// When it was finished, UTC milliseconds; none: it is under way.
    pub finished_ms: Option<i64>,
    /// Who measured.
    pub by: String,
    /// What there is to say.
    pub note: String,
    /// The form that it was measured with.
    pub content: FormContent,
    /// What was read.
    pub readings: Readings,
    /// What follows from the readings, and what is odd about them.
    pub evaluation: Evaluation,
    /// What changed since the version before, if there is one.
    pub since: Option<SinceVersion>,
}

/// A photo or drawing.
#[derive(Debug, Serialize, TS)]
pub struct ConsolePhoto {
    /// Which.
    pub photo: Id<Photo>,
    /// SHA-256 of its file, which `/v1/console/blobs` shows.
    #[ts(type = "string")]
    pub sha256: Hash,
    /// What it shows.
    pub kind: PhotoKind,
    /// A word about it.
    pub caption: String,
    /// Lines that were drawn over it, in turn.
    pub marks: Vec<PhotoMark>,
    /// When it was added, UTC milliseconds.
    pub at_ms: i64,
    /// Who added it.
    pub by: String,
}

/// A job with all that came of it and of its project.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleJobSheet {
    /// The job.
    pub job: ConsoleJob,
    /// The customer's phone, masked.
    pub phone_masked: Option<String>,
    /// Where.
    pub address: String,
    /// A word from the store.
    pub note: String,
    /// Every step, also those that were taken back, the first first.
    pub steps: Vec<ConsoleStep>,
    /// How far its project is.
    pub project: Option<ProjectSheet>,
    /// The job that it follows up.
    pub follows: Option<FollowUp>,
    /// The other jobs of its project, the first first.
    pub others: Vec<ConsoleJob>,
    /// What was measured in it or for its project.
    pub rooms: Vec<ConsoleRoom>,
    /// Its photos and those of its project, without revisions of the drawing, the oldest first.
    pub photos: Vec<ConsolePhoto>,
    /// The customer's word at its end.
    pub sign_off: Option<SignOff>,
    /// What the crew noted of it on site.
    pub site: SiteSheet,
}

/// Names that every job needs.
struct Names {
    stores: BTreeMap<Id<Store>, Localized>,
    crews: BTreeMap<Id<Crew>, Localized>,
}

impl Names {
    fn read(rows: &mut SqlRows<'_>) -> Result<Self, Error> {
        let stores = rows.all::<Store>()?.into_iter().map(|store| (store.id, store.name)).collect();
        let crews = rows.all::<Crew>()?.into_iter().map(|crew| (crew.id, crew.name)).collect();
        Ok(Self { stores, crews })
    }

    fn job(&self, rows: &mut SqlRows<'_>, job: &WorkOrder) -> Result<ConsoleJob, Error> {
        let appointment = rows.entity::<Appointment>(job.appointment)?;
        Ok(ConsoleJob {
            work_order: job.id,
            start_ms: job.start_ms,
            end_ms: job.end_ms,
            crew: self.crews.get(&job.crew).cloned().unwrap_or_default(),
            kind: job.kind,
            customer: job.contact.name.clone(),
            store: self.stores.get(&job.store).cloned().unwrap_or_default(),
            step: job.step,
            finality: appointment.map_or(Finality::Final, |one| one.finality),
        })
    }
}

/// The jobs of a day, `2026-11-22`, by time and crew.
pub(crate) fn on_day(conn: &mut dyn Connection, date: &str) -> Result<Vec<ConsoleJob>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let names = Names::read(&mut rows)?;
    let jobs = rows.entities_by::<WorkOrder>(&WorkOrder::on_day(date))?;
    let mut jobs = jobs.iter().map(|job| names.job(&mut rows, job)).collect::<Result<Vec<_>, _>>()?;
    jobs.sort_by(|a, b| (a.start_ms, &a.crew.zh, a.work_order).cmp(&(b.start_ms, &b.crew.zh, b.work_order)));
    Ok(jobs)
}

/// The jobs of any day at which parts are missing, the earliest first.
pub(crate) fn lacking(conn: &mut dyn Connection) -> Result<Vec<LackingJob>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let names = Names::read(&mut rows)?;
    let mut lacking = Vec::new();
    for mut job in rows.entities_by::<WorkOrder>(&WorkOrder::lacking_parts())? {
        job.site.parts.retain(|parts| parts.came.is_none());
        lacking.push(LackingJob { job: names.job(&mut rows, &job)?, parts: job.site.parts });
    }
    lacking.sort_by_key(|one| (one.job.start_ms, one.job.work_order));
    Ok(lacking)
}

/// A job with all that came of it; none where there is no such job.
pub(crate) fn sheet(conn: &mut dyn Connection, id: Id<WorkOrder>) -> Result<Option<ConsoleJobSheet>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let Some(job) = rows.entity::<WorkOrder>(id)? else { return Ok(None) };
    let names = Names::read(&mut rows)?;
    let mut measured = rows.entities_by::<Measurement>(&Measurement::of_work_order(id))?;
    let mut photos = rows.entities_by::<Photo>(&Photo::of_work_order(id))?;
    let (mut project, mut others) = (None, Vec::new());
    if let Some(of) = job.project {
        let jobs = rows.entities_by::<WorkOrder>(&WorkOrder::of_project(of))?;
        let elsewhere = rows.entities_by::<Measurement>(&Measurement::of_project(of))?;
        measured.extend(elsewhere.into_iter().filter(|one| one.work_order != id));
        let elsewhere = rows.entities_by::<Photo>(&Photo::of_project(of))?;
        photos.extend(elsewhere.into_iter().filter(|one| one.work_order != id));
        let held = rows.entity::<Project>(of)?;
        project = held.map(|held| ProjectSheet::of(held, &measured, &jobs));
        for other in jobs.iter().filter(|other| other.id != id) {
            others.push(names.job(&mut rows, other)?);
        }
        others.sort_by_key(|other| other.start_ms);
    }
    // Revisions of the drawing are shown with the project, the signed paper with the signature.
    photos.retain(|photo| !photo.erased && photo.off.is_none() && !photo.is_kept());
    photos.sort_by_key(|photo| (photo.at_ms, photo.id));
    let phone = &job.contact.phone;
    Ok(Some(ConsoleJobSheet {
        phone_masked: (!phone.is_empty()).then(|| mask_phone(phone)),
        address: job.contact.address.clone(),
        note: job.note.clone(),
        steps: steps(&job),
        project,
        follows: job.follows,
        others,
        rooms: rooms(&mut rows, measured)?,
        photos: photos.into_iter().map(shown).collect(),
        sign_off: job.sign_off.clone(),
        site: SiteSheet::of(&job, rows.checklist_of(&job)?),
        job: names.job(&mut rows, &job)?,
    }))
}

fn steps(job: &WorkOrder) -> Vec<ConsoleStep> {
    let step = |done: &StepDone| ConsoleStep {
        step: done.step,
        at_ms: done.at_ms,
        by: done.by.clone(),
        reason: done.reason.clone(),
        absent: done.absent,
        arrival: done.arrival.clone(),
        undone_by: done.undone.as_ref().map(|undone| undone.by.clone()),
    };
    job.history.iter().map(step).collect()
}

fn shown(photo: Photo) -> ConsolePhoto {
    ConsolePhoto {
        photo: photo.id,
        sha256: photo.sha256,
        kind: photo.kind,
        caption: photo.caption,
        marks: photo.marks,
        at_ms: photo.at_ms,
        by: photo.by_name,
    }
}

/// Each room of `measured` by its latest version, in the order in which they were measured.
fn rooms(rows: &mut SqlRows<'_>, measured: Vec<Measurement>) -> Result<Vec<ConsoleRoom>, Error> {
    let mut by_room: BTreeMap<Id<Measurement>, Vec<Measurement>> = BTreeMap::new();
    for one in measured {
        by_room.entry(one.room).or_default().push(one);
    }
    let mut rooms = Vec::with_capacity(by_room.len());
    for mut versions in by_room.into_values() {
        versions.sort_by_key(|one| (one.version, one.at_ms));
        let Some(latest) = versions.pop() else { continue };
        let Some(form) = rows.entity::<MeasureForm>(latest.form)? else { continue };
        let since = match latest.before(versions) {
            Some(before) => {
                let earlier = rows.entity::<MeasureForm>(before.form)?;
                let earlier = earlier.map_or_else(|| form.content.clone(), |earlier| earlier.content);
                Some(SinceVersion::of((before, &earlier), &latest, (&form.content, &latest.readings)))
            }
            None => None,
        };
        rooms.push((
            latest.at_ms,
            ConsoleRoom {
                measurement: latest.id,
                version: latest.version,
                finished_ms: latest.finished_ms,
                evaluation: evaluate(&form.content, &latest.readings),
                content: form.content,
                since,
                name: latest.name,
                by: latest.by_name,
                note: latest.note,
                readings: latest.readings,
            },
        ));
    }
    rooms.sort_by_key(|(at_ms, _)| *at_ms);
    Ok(rooms.into_iter().map(|(_, room)| room).collect())
}

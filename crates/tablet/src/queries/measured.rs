//! `measured`: what was measured at the home of whom a quote is for, as quantities that its lines can take.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{MeasureForm, Measurement, Quote, StoreVisit};
use tenon_domain::measuring::{Quantified, evaluate};
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::QuoteArgs;
use super::projects::jobs_of;
use crate::Tablet;

/// A room, by the latest version of its measurement that was finished.
#[derive(Debug, Serialize, TS)]
pub struct MeasuredRoom {
    /// The room: its first version.
    pub room: Id<Measurement>,
    /// What people call it.
    pub name: String,
    /// What was measured of it.
    pub form_name: Localized,
    /// The version.
    pub version: u32,
    /// When it was finished, UTC milliseconds.
    pub finished_ms: i64,
    /// Who measured.
    pub by: String,
    /// What follows from it; never empty, and none of them unknown.
    pub quantities: Vec<Quantified>,
}

/// See [`MeasuredRoom`]; the last one first. Empty for a quote that is not here.
pub(super) fn measured(tablet: &Tablet, args: &QuoteArgs) -> Result<Vec<MeasuredRoom>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(quote) = rows.entity::<Quote>(args.id)? else { return Ok(Vec::new()) };
    let visit = match quote.visit {
        Some(visit) => rows.entity::<StoreVisit>(visit)?,
        None => None,
    };
    let customer = visit.as_ref().and_then(|visit| visit.customer);
    let phones = [quote.buyer.phone, visit.and_then(|visit| visit.phone)];
    let mut latest: BTreeMap<Id<Measurement>, Measurement> = BTreeMap::new();
    for job in jobs_of(&mut rows, customer, phones.iter().flatten())? {
        let mut found = rows.entities_by::<Measurement>(&Measurement::of_work_order(job.id))?;
        if let Some(project) = job.project {
            found.extend(rows.entities_by::<Measurement>(&Measurement::of_project(project))?);
        }
        for one in found.into_iter().filter(|one| one.finished_ms.is_some()) {
            if latest.get(&one.room).is_none_or(|held| held.version < one.version) {
                latest.insert(one.room, one);
            }
        }
    }
    let mut measured = Vec::with_capacity(latest.len());
    for one in latest.into_values() {
        let Some(form) = rows.entity::<MeasureForm>(one.form)? else { continue };
        let mut quantities = evaluate(&form.content, &one.readings).quantities;
        quantities.retain(|quantity| quantity.gross_milli.is_some_and(|milli| milli > 0));
        let Some(finished_ms) = one.finished_ms.filter(|_| !quantities.is_empty()) else { continue };
        measured.push(MeasuredRoom {
            room: one.room,
            name: one.name,
            form_name: form.content.name,
            version: one.version,
            finished_ms,
            by: one.by_name,
            quantities,
        });
    }
    measured.sort_by_key(|room| std::cmp::Reverse(room.finished_ms));
    Ok(measured)
}

//! `free_crews`: who else can take a job over, at the time that its customer was promised.

use serde::Serialize;
use tenon_domain::entities::{Appointment, Window};
use tenon_domain::{Finality, Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::AppointmentArgs;
use super::window_search::Search;
use crate::Tablet;

/// A crew that is free.
#[derive(Debug, Serialize, TS)]
pub struct FreeCrew {
    /// The window that the appointment would go into.
    pub window: Id<Window>,
    /// What people call the crew.
    pub name: Localized,
    /// It would stand at once; otherwise HQ must confirm it.
    pub guaranteed: bool,
}

/// Those that are guaranteed come first.
pub(super) fn free_crews(tablet: &Tablet, args: &AppointmentArgs) -> Result<Vec<FreeCrew>, Error> {
    let device = tablet.enrolment()?.map(|enrolment| enrolment.device);
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let Some(held) = SqlRows(conn, Schema::Tablet).entity::<Appointment>(args.appointment)? else {
        return Ok(Vec::new());
    };
    let search = Search::begin(conn, device, &held.contact.address)?;
    let stands = held.finality == Finality::Final;
    let free = search.beside(conn, &held)?.into_iter().map(|(crew, offer)| FreeCrew {
        window: offer.window,
        name: crew.name.clone(),
        guaranteed: offer.guaranteed == Some(true) && stands,
    });
    let mut free: Vec<FreeCrew> = free.collect();
    free.sort_by_key(|one| !one.guaranteed);
    Ok(free)
}

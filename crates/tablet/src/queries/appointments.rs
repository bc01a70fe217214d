//! `appointment`: one appointment, as the board opens it.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{
    Absence, Appointment, Cancellation, Crew, Moved, Role, Staff, Window, WorkKind, WorkOrder, WorkStep,
};
use tenon_domain::scheduling::visit_code;
use tenon_domain::{Finality, Id, Language, Localized};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;
use crate::customer_code::drawn;
use crate::identity::Enrolment;
use crate::session::{SESSION, Session};

/// The argument of `appointment`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct AppointmentArgs {
    /// Which.
    pub appointment: Id<Appointment>,
}

/// Where an appointment was before.
#[derive(Debug, Serialize, TS)]
pub struct MovedCard {
    /// With which crew.
    pub crew: Localized,
    /// Start of that window, UTC milliseconds.
    pub start_ms: i64,
    /// End of that window, UTC milliseconds.
    pub end_ms: i64,
    /// When it was moved, UTC milliseconds.
    pub at_ms: i64,
    /// Who moved it.
    pub by: String,
    /// Why; may be empty.
    pub reason: String,
}

/// An appointment.
#[derive(Debug, Serialize, TS)]
pub struct AppointmentSheet {
    /// Which.
    pub appointment: Id<Appointment>,
    /// What the customer's slip calls it.
    pub number: String,
    /// In which window.
    pub window: Id<Window>,
    /// What for.
    pub kind: WorkKind,
    /// Start of the window, UTC milliseconds.
    pub start_ms: i64,
    /// End of the window, UTC milliseconds.
    pub end_ms: i64,
    /// How many pieces of goods it is for.
    pub quantity: u32,
    /// Path of their category, where it was said.
    pub goods: Option<String>,
    /// Work units of the window that it takes.
    pub units: u32,
    /// Minutes that its work takes; none where no norm said it.
    pub minutes: Option<u32>,
    /// Who comes.
    pub crew: Localized,
    /// Whom they visit.
    pub customer: String,
    /// The number to call.
    pub phone: String,
    /// Where.
    pub address: String,
    /// A word for the crew.
    pub note: String,
    /// How far the job is.
    pub step: WorkStep,
    /// Guaranteed, or waiting for HQ.
    pub finality: Finality,
    /// Whether it can be moved or called off here: it is the store's own, and the crew has not driven off.
    pub changeable: bool,
    /// The appointment as a customer's phone takes it into its calendar from a code, in each language; none once the crew
    /// has driven off or it was called off.
    pub code: Option<Localized>,
    /// Whether the crew begins with the customer's code.
    pub coded: bool,
    /// That code, on the tablet that drew it, for those who serve customers, until the crew is there.
    pub customer_code: Option<String>,
    /// Where it was before, the latest first.
    pub moves: Vec<MovedCard>,
    /// That the customer was not there, where that is how it ended.
    pub absence: Option<Absence>,
    /// Whether it was called off.
    pub cancelled: Option<Cancellation>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// See [`AppointmentSheet`].
pub(super) fn appointment(tablet: &Tablet, args: &AppointmentArgs) -> Result<Option<AppointmentSheet>, Error> {
    let enrolment = tablet.enrolment()?;
    let store = enrolment.as_ref().map(|enrolment| enrolment.store);
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let sync = record_state(conn, args.appointment)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(held) = rows.entity::<Appointment>(args.appointment)? else { return Ok(None) };
    let job = rows.entity::<WorkOrder>(held.work_order)?;
    let step = job.as_ref().map_or(WorkStep::Planned, |job| job.step);
    let code = (held.cancelled.is_none() && step.is_ahead())
        .then(|| Localized::new(visit_code(&held, Language::Zh), visit_code(&held, Language::En)));
    let customer_code = told_code(tablet, &mut rows, enrolment.as_ref(), &held)?;
    let coded = job.as_ref().is_some_and(|job| job.code.is_some());
    let number = held.number();
    let moves = moves(&mut rows, held.moves)?;
    let crew = crew_name(&mut rows, held.crew)?;
    Ok(Some(AppointmentSheet {
        appointment: held.id,
        number,
        window: held.window,
        kind: held.kind,
        start_ms: held.start_ms,
        end_ms: held.end_ms,
        quantity: held.quantity,
        goods: held.goods,
        units: held.units,
        minutes: held.minutes,
        crew,
        customer: held.contact.name,
        phone: held.contact.phone,
        address: held.contact.address,
        note: held.note,
        step,
        finality: held.finality,
        changeable: Some(held.store) == store && held.cancelled.is_none() && step.is_ahead(),
        code,
        coded,
        customer_code,
        moves,
        absence: job.and_then(|job| job.absence()),
        cancelled: held.cancelled,
        sync,
    }))
}

/// The code that the customer tells the crew, on the tablet that drew it, for those who serve customers, until the crew is
/// there.
pub(super) fn told_code(
    tablet: &Tablet,
    rows: &mut SqlRows<'_>,
    enrolment: Option<&Enrolment>,
    held: &Appointment,
) -> Result<Option<String>, Error> {
    let Some(job) = rows.entity::<WorkOrder>(held.work_order)? else { return Ok(None) };
    let session = get_meta::<Session>(rows.0, SESSION)?;
    let staff = session.map(|session| rows.entity::<Staff>(session.staff)).transpose()?.flatten();
    let serves = staff.is_some_and(|staff| Role::SHOWROOM.contains(&staff.role));
    let own = job.code.as_ref().is_some_and(|code| enrolment.is_some_and(|own| own.device == code.device));
    Ok((own && serves && code_is_due(held, job.step)).then(|| drawn(tablet.key(), held.work_order)))
}

/// Whether the crew may still ask for the code.
fn code_is_due(held: &Appointment, step: WorkStep) -> bool {
    held.cancelled.is_none() && (step.is_ahead() || step == WorkStep::OnTheWay)
}

/// Where an appointment was before, the latest first.
pub(super) fn moves(rows: &mut SqlRows<'_>, moves: Vec<Moved>) -> Result<Vec<MovedCard>, Error> {
    let mut cards = Vec::with_capacity(moves.len());
    for one in moves.into_iter().rev() {
        let crew = crew_name(rows, one.crew)?;
        let (start_ms, end_ms, at_ms) = (one.start_ms, one.end_ms, one.at_ms);
        cards.push(MovedCard { crew, start_ms, end_ms, at_ms, by: one.by_name, reason: one.reason });
    }
    Ok(cards)
}

fn crew_name(rows: &mut SqlRows<'_>, crew: Id<Crew>) -> Result<Localized, Error> {
    Ok(rows.entity::<Crew>(crew)?.map(|crew| crew.name).unwrap_or_default())
}

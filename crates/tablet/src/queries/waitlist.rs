//! `waitlist`: whom this store is to call when a place comes free, and for whom one is kept.

use serde::Serialize;
use tenon_domain::entities::{Appointment, Crew, WaitlistEntry, Window, WorkKind};
use tenon_domain::ops::{AnyOperation, BookAppointment, MoveAppointment};
use tenon_domain::scheduling::DayPart;
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;

/// A place that headquarters keeps for a customer.
#[derive(Debug, Serialize, TS)]
pub struct KeptPlaceCard {
    /// Of which window.
    pub window: Id<Window>,
    /// Who would come.
    pub crew: Localized,
    /// Start of the window, UTC milliseconds.
    pub start_ms: i64,
    /// End of the window, UTC milliseconds.
    pub end_ms: i64,
    /// When it goes to somebody else, UTC milliseconds.
    pub until_ms: i64,
    /// The operation that takes it: a booking, or the move of the appointment that they would have earlier.
    pub take: AnyOperation,
}

/// A customer on the waiting list.
#[derive(Debug, Serialize, TS)]
pub struct WaitlistCard {
    /// Which entry.
    pub entry: Id<WaitlistEntry>,
    /// The customer.
    pub customer: String,
    /// The number to call.
    pub phone: String,
    /// What for.
    pub kind: WorkKind,
    /// How many pieces of goods it is for.
    pub quantity: u32,
    /// Work units that the visit takes.
    pub units: u32,
    /// The first day that will do, `2026-11-22`.
    pub from: String,
    /// The last day that will do.
    pub until: String,
    /// The half of the day that will do; none: both.
    pub part: Option<DayPart>,
    /// The appointment that they would have earlier.
    pub appointment: Option<Id<Appointment>>,
    /// Its start, UTC milliseconds.
    pub earlier_than_ms: Option<i64>,
    /// Since when they wait, UTC milliseconds.
    pub since_ms: i64,
    /// Who put them on the list.
    pub by: String,
    /// What is kept for them.
    pub kept: Option<KeptPlaceCard>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The store's waiting list: those for whom a place is kept first, the one that lapses first at the head; then those who
/// have waited the longest.
pub(super) fn waitlist(tablet: &Tablet, (): &()) -> Result<Vec<WaitlistCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now_ms = crate::tablet::now(conn)?.best_ms();
    let mut cards = Vec::new();
    for entry in SqlRows(conn, Schema::Tablet).entities_by::<WaitlistEntry>(&WaitlistEntry::open())? {
        cards.push(card(conn, entry, now_ms)?);
    }
    cards.sort_by_key(|card| {
        let until_ms = card.kept.as_ref().map(|kept| kept.until_ms);
        (until_ms.is_none(), until_ms, card.since_ms, card.entry)
    });
    Ok(cards)
}

/// For how many customers a place is kept.
pub(crate) fn kept(conn: &mut dyn Connection, now_ms: i64) -> Result<usize, Error> {
    let open = SqlRows(conn, Schema::Tablet).entities_by::<WaitlistEntry>(&WaitlistEntry::open())?;
    Ok(open.iter().filter(|entry| entry.kept.as_ref().is_some_and(|kept| now_ms < kept.until_ms)).count())
}

fn card(conn: &mut dyn Connection, entry: WaitlistEntry, now_ms: i64) -> Result<WaitlistCard, Error> {
    let sync = record_state(conn, entry.id)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let earlier = entry.appointment.map(|appointment| rows.entity::<Appointment>(appointment)).transpose()?.flatten();
    let kept = match entry.kept.as_ref().filter(|kept| now_ms < kept.until_ms) {
        Some(kept) => Some(KeptPlaceCard {
            window: kept.window,
            crew: rows.entity::<Crew>(kept.crew)?.map(|crew| crew.name).unwrap_or_default(),
            start_ms: kept.start_ms,
            end_ms: kept.end_ms,
            until_ms: kept.until_ms,
            take: take(&entry, kept.window),
        }),
        None => None,
    };
    Ok(WaitlistCard {
        entry: entry.id,
        customer: entry.contact.name,
        phone: entry.contact.phone,
        kind: entry.kind,
        quantity: entry.quantity,
        units: entry.units,
        from: entry.from,
        until: entry.until,
        part: entry.part,
        appointment: entry.appointment,
        earlier_than_ms: earlier.map(|appointment| appointment.start_ms),
        since_ms: entry.since_ms,
        by: entry.by_name,
        kept,
        sync,
    })
}

/// Gives a place in `window` to whoever waits by `entry`.
fn take(entry: &WaitlistEntry, window: Id<Window>) -> AnyOperation {
    let waitlist = Some(entry.id);
    match entry.appointment {
        Some(appointment) => MoveAppointment { appointment, window, reason: String::new(), waitlist }.into(),
        None => BookAppointment {
            window,
            kind: entry.kind,
            visit: entry.visit,
            contact: entry.contact.clone(),
            note: entry.note.clone(),
            route: entry.route,
            project: entry.project,
            order: entry.order,
            follows: entry.follows,
            goods: entry.goods.clone(),
            quantity: entry.quantity,
            waitlist,
            code: None,
        }
        .into(),
    }
}

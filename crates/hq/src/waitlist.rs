//! Who waits for a place: which places headquarters keeps for whom, and the list as the console shows it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use tenon_domain::entities::{Appointment, Crew, KeptPlace, Store, WaitlistEntry, Window, WorkKind, WorkOrder};
use tenon_domain::ops::{AnyOperation, ExpireWaiting, KeepPlace};
use tenon_domain::scheduling::DayPart;
use tenon_domain::{Entity, Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

#[cfg(test)]
mod tests;

/// For how long a place is kept, so that a store has a day to call.
const KEPT_MS: i64 = 24 * 3_600_000;
/// How long before its window a place is given to nobody by the list any more: whoever is called must be able to come home.
const NOTICE_MS: i64 = 4 * 3_600_000;

/// Somebody on the list.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleWaiting {
    /// Which entry.
    pub entry: Id<WaitlistEntry>,
    /// The customer; empty where they were erased.
    pub customer: String,
    /// The number to call.
    pub phone: String,
    /// Which store calls.
    pub store: Localized,
    /// What for.
    pub kind: WorkKind,
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
    /// Since when, UTC milliseconds.
    pub since_ms: i64,
    /// What is kept for them.
    pub kept: Option<KeptPlace>,
    /// Whose window that is.
    pub crew: Option<Localized>,
}

/// Who waits, the one that has waited the longest first.
pub(crate) fn waiting(conn: &mut dyn Connection) -> Result<Vec<ConsoleWaiting>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let entries = open(&mut rows)?;
    let stores = names(rows.all::<Store>()?, |store| store.name);
    let crews = names(rows.all::<Crew>()?, |crew| crew.name);
    let told = |entry: WaitlistEntry| ConsoleWaiting {
        entry: entry.id,
        customer: entry.contact.name,
        phone: entry.contact.phone,
        store: stores.get(&entry.store).cloned().unwrap_or_default(),
        kind: entry.kind,
        units: entry.units,
        from: entry.from,
        until: entry.until,
        part: entry.part,
        appointment: entry.appointment,
        since_ms: entry.since_ms,
        crew: entry.kept.as_ref().and_then(|kept| crews.get(&kept.crew).cloned()),
        kept: entry.kept,
    };
    Ok(entries.into_iter().map(told).collect())
}

/// What is to be done about the list at `now_ms`: places to keep, the one who has waited the longest first, and what is over.
pub fn due(conn: &mut dyn Connection, now_ms: i64) -> Result<Vec<AnyOperation>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let entries = open(&mut rows)?;
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let zones: BTreeMap<Id<Store>, Tz> = rows
        .all::<Store>()?
        .into_iter()
        .map(|store| (store.id, store.time_zone.parse().unwrap_or(Tz::Asia__Shanghai)))
        .collect();
    let crews: BTreeMap<Id<Crew>, Crew> = rows.all::<Crew>()?.into_iter().map(|crew| (crew.id, crew)).collect();
    let mut ops = Vec::new();
    let mut seekers = Vec::new();
    for entry in entries {
        let zone = zones.get(&entry.store).copied().unwrap_or(Tz::Asia__Shanghai);
        let today = local(now_ms, zone).date_naive();
        let earlier = match entry.appointment {
            Some(appointment) => still_ahead(&mut rows, appointment)?,
            None => Some(i64::MAX),
        };
        let lapsed = match &entry.kept {
            Some(kept) => {
                let short = rows.entity::<Window>(kept.window)?.is_some_and(|window| window.short > 0);
                Some(short || kept.until_ms <= now_ms)
            }
            None => None,
        };
        match (earlier, lapsed) {
            (Some(before_ms), None) if entry.until >= today.to_string() => {
                seekers.push(Seeker { entry, zone, today, before_ms });
            }
            (Some(_), Some(false)) if entry.until >= today.to_string() => {}
            _ => ops.push(ExpireWaiting { entry: entry.id, today: today.to_string() }.into()),
        }
    }
    let days: BTreeSet<String> = seekers.iter().flat_map(Seeker::days).collect();
    let days: Vec<_> = days.iter().map(|day| Window::on_day(day)).collect();
    let mut windows = if days.is_empty() { Vec::new() } else { rows.entities_by_any::<Window>(&days)? };
    windows.retain(|window| window.free > 0 && window.start_ms - NOTICE_MS > now_ms);
    windows.sort_by_key(|window| (window.start_ms, window.id));
    for seeker in seekers {
        let Some(window) = windows.iter_mut().find(|window| seeker.suits(window, &crews)) else { continue };
        window.free -= seeker.entry.units;
        let until_ms = (now_ms + KEPT_MS).min(window.start_ms - NOTICE_MS);
        ops.push(KeepPlace { entry: seeker.entry.id, window: window.id, until_ms }.into());
    }
    Ok(ops)
}

/// Somebody for whom nothing is kept yet.
struct Seeker {
    entry: WaitlistEntry,
    zone: Tz,
    today: NaiveDate,
    /// The start of the appointment that they would have earlier.
    before_ms: i64,
}

impl Seeker {
    /// Their days from today on.
    fn days(&self) -> impl Iterator<Item = String> + use<> {
        let from = self.entry.from.parse().unwrap_or(self.today).max(self.today);
        let until = self.entry.until.parse::<NaiveDate>().unwrap_or(self.today);
        (0..)
            .map_while(move |ahead| from.checked_add_days(Days::new(ahead)).filter(|day| *day <= until))
            .map(|day| day.to_string())
    }

    fn suits(&self, window: &Window, crews: &BTreeMap<Id<Crew>, Crew>) -> bool {
        let Self { entry, .. } = self;
        let part = if local(window.start_ms, self.zone).hour() < 12 { DayPart::Morning } else { DayPart::Afternoon };
        window.kind == entry.kind
            && window.free >= entry.units
            && window.start_ms < self.before_ms
            && window.stores.contains(&entry.store)
            && (entry.from.as_str()..=entry.until.as_str()).contains(&window.date.as_str())
            && entry.part.is_none_or(|wished| wished == part)
            && entry.passed.iter().all(|one| one.end_ms <= window.start_ms || window.end_ms <= one.start_ms)
            && crews.get(&window.crew).is_some_and(|crew| crew.takes(entry.goods.as_deref()))
    }
}

/// The start of an appointment that can still be moved, UTC milliseconds.
fn still_ahead(rows: &mut SqlRows<'_>, appointment: Id<Appointment>) -> Result<Option<i64>, Error> {
    let Some(held) = rows.entity::<Appointment>(appointment)? else { return Ok(None) };
    let job = rows.entity::<WorkOrder>(held.work_order)?;
    let ahead = held.cancelled.is_none() && job.is_some_and(|job| job.step.is_ahead());
    Ok(ahead.then_some(held.start_ms))
}

/// Who waits, the one that has waited the longest first.
fn open(rows: &mut SqlRows<'_>) -> Result<Vec<WaitlistEntry>, Error> {
    let mut entries = rows.entities_by::<WaitlistEntry>(&WaitlistEntry::open())?;
    entries.sort_by_key(|entry| (entry.since_ms, entry.id));
    Ok(entries)
}

fn names<E: Entity>(rows: Vec<E>, name: fn(E) -> Localized) -> BTreeMap<Id<E>, Localized> {
    rows.into_iter().map(|row| (row.id(), name(row))).collect()
}

fn local(at_ms: i64, zone: Tz) -> DateTime<Tz> {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&zone)
}

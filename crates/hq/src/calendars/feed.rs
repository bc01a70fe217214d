//! What stands at a calendar's address: the appointments of the last 60 days and the next 365, found by keys.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use tenon_domain::entities::{Appointment, CalendarFeed, CalendarOwner, Crew, Customer, Store};
use tenon_domain::scheduling::{CalendarEvent, CalendarZone, ICalendar, VisitCalendar};
use tenon_domain::{Id, Key, Language};
use tenon_store::{Connection, Error, Schema, SqlRows};

use super::calendar_zone;
use crate::customers::rows_of;
use crate::keys::{CalendarProof, Keys};

const DAY_MS: i64 = 24 * 3_600_000;
const PAST_MS: i64 = 60 * DAY_MS;
const COMING_MS: i64 = 365 * DAY_MS;
/// Events of a calendar at most; what is further ahead is left out.
const EVENTS: usize = 5_000;

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// HQ gave no such address out, or has given out another one since.
    Nothing,
    /// Whose calendar it was is not there any more: erased, or turned out to be somebody else.
    Gone,
    /// The calendar.
    Calendar(String),
}

/// What stands at the address with `token`, in `language`.
pub fn find(
    conn: &mut dyn Connection,
    keys: &Keys,
    token: &str,
    language: Language,
    now_ms: i64,
) -> Result<Found, Error> {
    let Some(proof) = CalendarProof::read(token) else { return Ok(Found::Nothing) };
    let mut rows = SqlRows(conn, Schema::Hq);
    let feed = rows.entity::<CalendarFeed>(proof.feed)?;
    let Some(feed) = feed.filter(|feed| keys.proves_calendar(feed, &proof)) else { return Ok(Found::Nothing) };
    let mut reader = Reader { rows, visits: VisitCalendar { language }, now_ms };
    let found = match feed.of {
        CalendarOwner::Crew(crew) => reader.of_crew(crew)?,
        CalendarOwner::Customer(customer) => reader.of_customer(customer)?,
    };
    Ok(found.map_or(Found::Gone, |calendar| Found::Calendar(calendar.text())))
}

struct Reader<'c> {
    rows: SqlRows<'c>,
    visits: VisitCalendar,
    now_ms: i64,
}

impl Reader<'_> {
    fn of_crew(&mut self, crew: Id<Crew>) -> Result<Option<ICalendar>, Error> {
        let Some(crew) = self.rows.entity::<Crew>(crew)? else { return Ok(None) };
        let keys = Appointment::of_crew(crew.id, self.now_ms - PAST_MS, self.now_ms + COMING_MS);
        let (found, stores) = (self.found_by(keys)?, self.stores()?);
        let event = |one: &Appointment| self.visits.for_crew(one, crew.id, stores.get(&one.store));
        let events = found.values().map(event).collect();
        Ok(Some(self.calendar(crew.name.get(self.visits.language), events, &stores)))
    }

    fn of_customer(&mut self, customer: Id<Customer>) -> Result<Option<ICalendar>, Error> {
        let person = self.rows.entity::<Customer>(customer)?.filter(Customer::is_live);
        let Some(person) = person else { return Ok(None) };
        let (name, phones) = (person.name.clone(), person.phones.clone());
        let ids = rows_of(&mut self.rows, person)?.into_iter().map(|row| Appointment::of_customer(row.id));
        let mut found = self.found_by(ids)?;
        // Booked without a visit: whose it is follows from the phone, as everywhere else.
        for phone in phones {
            if self.first_of(&phone)? == Some(customer) {
                let more = self.found_by([Appointment::of_phone(&phone)])?;
                found.extend(more.into_iter().filter(|(_, one)| one.customer.is_none()));
            }
        }
        let stores = self.stores()?;
        let mut events = Vec::with_capacity(found.len());
        for one in found.values() {
            let crew = self.rows.entity::<Crew>(one.crew)?.map(|crew| crew.name).unwrap_or_default();
            events.push(self.visits.for_customer(one, &crew, stores.get(&one.store)));
        }
        Ok(Some(self.calendar(&name, events, &stores)))
    }

    /// Who counts where a phone finds several: whoever was written down first.
    fn first_of(&mut self, phone: &str) -> Result<Option<Id<Customer>>, Error> {
        let all = self.rows.entities_by::<Customer>(&Customer::by_phone(phone))?;
        let living = all.into_iter().filter(Customer::is_live);
        Ok(living.min_by_key(|one| (one.made_ms, one.id)).map(|one| one.id))
    }

    fn found_by(
        &mut self,
        keys: impl IntoIterator<Item = Key>,
    ) -> Result<BTreeMap<Id<Appointment>, Appointment>, Error> {
        let mut found = BTreeMap::new();
        for key in keys {
            found.extend(self.rows.entities_by::<Appointment>(&key)?.into_iter().map(|one| (one.id, one)));
        }
        Ok(found)
    }

    fn stores(&mut self) -> Result<BTreeMap<Id<Store>, Store>, Error> {
        Ok(self.rows.all::<Store>()?.into_iter().map(|store| (store.id, store)).collect())
    }

    /// The calendar of `whose` with those of the events that are near, and the zones that they name.
    fn calendar(&self, whose: &str, mut events: Vec<CalendarEvent>, stores: &BTreeMap<Id<Store>, Store>) -> ICalendar {
        let (from_ms, until_ms) = (self.now_ms - PAST_MS, self.now_ms + COMING_MS);
        events.retain(|event| event.end_ms >= from_ms && event.start_ms <= until_ms);
        events.sort_by_key(|event| (event.start_ms, event.id));
        events.truncate(EVENTS);
        ICalendar { name: self.visits.name(whose), zones: zones(&events, stores, self.now_ms), events }
    }
}

/// The zones of the events; where there are none that of the chain, because a calendar is never empty.
fn zones(events: &[CalendarEvent], stores: &BTreeMap<Id<Store>, Store>, now_ms: i64) -> Vec<CalendarZone> {
    let mut spans: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for event in events {
        let Some(zone) = &event.zone else { continue };
        let span = spans.entry(zone).or_insert((event.start_ms, event.end_ms));
        *span = (span.0.min(event.start_ms), span.1.max(event.end_ms));
    }
    if spans.is_empty() {
        let zone = stores.values().next().map_or(Tz::Asia__Shanghai.name(), |store| &store.time_zone);
        spans.insert(zone, (now_ms, now_ms));
    }
    let known = |(name, (from_ms, until_ms)): (&str, (i64, i64))| {
        let zone = CalendarZone { name: name.to_owned(), ..calendar_zone(name.parse().ok()?, from_ms, until_ms) };
        Some(zone)
    };
    spans.into_iter().filter_map(known).collect()
}

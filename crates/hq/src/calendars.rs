//! Calendars that crews and customers subscribe to: their addresses, and what stands there.

mod feed;
#[cfg(test)]
mod tests;
mod zone;

pub use feed::{Found, find};
pub use zone::calendar_zone;

use serde::Serialize;
use tenon_domain::entities::{CalendarFeed, CalendarOwner, Crew};
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use crate::keys::Keys;

/// Where somebody subscribes to their appointments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleCalendar {
    /// Whose appointments.
    pub of: CalendarOwner,
    /// The how-manieth address it is; 0 where there is none yet.
    pub version: u32,
    /// Where it is at headquarters, `/v1/calendars/….ics`; whoever knows it reads the calendar.
    pub path: Option<String>,
    /// When it was made, UTC milliseconds.
    pub at_ms: Option<i64>,
    /// Who made it.
    pub by: Option<String>,
}

/// The calendar of a crew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleCrewCalendar {
    /// Which crew.
    pub crew: Id<Crew>,
    /// What people call it.
    pub name: Localized,
    /// What it can do, in words.
    pub trades: Localized,
    /// Where it subscribes.
    pub calendar: ConsoleCalendar,
}

/// Where `of` subscribes, as far as there is an address.
pub fn address(rows: &mut SqlRows<'_>, keys: &Keys, of: CalendarOwner) -> Result<ConsoleCalendar, Error> {
    let feed = rows.entity::<CalendarFeed>(CalendarFeed::id_of(of))?;
    Ok(ConsoleCalendar {
        of,
        version: feed.as_ref().map_or(0, |feed| feed.version),
        path: feed.as_ref().map(|feed| format!("/v1/calendars/{}.ics", keys.calendar_token(feed))),
        at_ms: feed.as_ref().map(|feed| feed.at_ms),
        by: feed.map(|feed| feed.by_name),
    })
}

/// The calendars of all crews, by their names.
pub fn of_crews(conn: &mut dyn Connection, keys: &Keys) -> Result<Vec<ConsoleCrewCalendar>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut crews = rows.all::<Crew>()?;
    crews.sort_by(|a, b| a.name.zh.cmp(&b.name.zh).then(a.id.cmp(&b.id)));
    let mut calendars = Vec::with_capacity(crews.len());
    for crew in crews {
        let calendar = address(&mut rows, keys, CalendarOwner::Crew(crew.id))?;
        calendars.push(ConsoleCrewCalendar { crew: crew.id, name: crew.name, trades: crew.trades, calendar });
    }
    Ok(calendars)
}

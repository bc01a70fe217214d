//! Appointments as an iCalendar object (RFC 5545), for calendars of phones: a feed that they subscribe to, and one
//! appointment that fits in a code.
//!
//! Times stand on the clock of their place, with what that clock did over the years that the object names (`VTIMEZONE`).
//! Nothing here knows time zones by itself: whoever does gives a [`CalendarZone`]. Left out on purpose: recurrence,
//! alarms, people who are invited.

mod clock;
mod line;
mod visit;

pub use clock::{CalendarZone, ClockChange};
pub use visit::{VisitCalendar, visit_code};

use clock::utc;
use line::Lines;

use crate::Uuid;

/// Which program made the object.
const PRODUCT: &str = "-//Tenon//Appointments//EN";
/// How often a calendar should look for news.
const REFRESH: &str = "PT30M";

/// A calendar that is published at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ICalendar {
    /// What the phone calls it.
    pub name: String,
    /// The zones that its events name, and any others.
    pub zones: Vec<CalendarZone>,
    /// What is in it.
    pub events: Vec<CalendarEvent>,
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// It takes place.
    Confirmed,
    /// It waits for HQ.
    Tentative,
    /// It was called off.
    Cancelled,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// What it is known by in every calendar, for good.
    pub id: Uuid,
    /// Its start, UTC milliseconds; calendars count in whole seconds.
    pub start_ms: i64,
    /// Its end, UTC milliseconds.
    pub end_ms: i64,
    /// The name of the zone whose clock it follows; none, or one that the calendar lacks, for UTC.
    pub zone: Option<String>,
    /// When it was last changed, UTC milliseconds.
    pub changed_ms: i64,
    /// How often it was changed: calendars keep the highest.
    pub sequence: usize,
    /// How sure it is.
    pub status: EventStatus,
    /// What it is, in a few words.
    pub summary: String,
    /// Where; may be empty.
    pub location: String,
    /// What else there is to know; may be empty.
    pub description: String,
    /// Who holds it, by identifier and name; none where the object is not published (RFC 5546, 3.2.1).
    pub organizer: Option<(Uuid, String)>,
}

impl ICalendar {
    /// The object as text: lines that end in CRLF, folded at 75 octets.
    pub fn text(&self) -> String {
        let mut lines = begin();
        lines.plain("METHOD", "PUBLISH");
        lines.text("NAME", &self.name);
        lines.text("X-WR-CALNAME", &self.name);
        lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        lines.plain("X-PUBLISHED-TTL", REFRESH);
        for zone in &self.zones {
            zone.write(&mut lines);
        }
        for event in &self.events {
            let zone = event.zone.as_deref().and_then(|name| self.zones.iter().find(|zone| zone.name == name));
            event.write(zone, &mut lines);
        }
        lines.plain("END", "VCALENDAR");
        lines.finish()
    }
}

fn begin() -> Lines {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", PRODUCT);
    lines
}

impl CalendarEvent {
    /// The event alone, with its times in UTC: as little text as a calendar takes.
    pub fn alone(&self) -> String {
        let mut lines = begin();
        self.write(None, &mut lines);
        lines.plain("END", "VCALENDAR");
        lines.finish()
    }

    fn write(&self, zone: Option<&CalendarZone>, lines: &mut Lines) {
        lines.plain("BEGIN", "VEVENT");
        lines.plain("UID", &format!("{}@tenon", self.id));
        lines.plain("DTSTAMP", &utc(self.changed_ms));
        lines.plain("SEQUENCE", &self.sequence.to_string());
        let local = zone.and_then(|zone| Some((&zone.name, zone.local(self.start_ms)?, zone.local(self.end_ms)?)));
        if let Some((zone, start, end)) = local {
            lines.plain(&format!("DTSTART;TZID={zone}"), &start);
            lines.plain(&format!("DTEND;TZID={zone}"), &end);
        } else {
            lines.plain("DTSTART", &utc(self.start_ms));
            lines.plain("DTEND", &utc(self.end_ms));
        }
        let status = match self.status {
            EventStatus::Confirmed => "CONFIRMED",
            EventStatus::Tentative => "TENTATIVE",
            EventStatus::Cancelled => "CANCELLED",
        };
        lines.plain("STATUS", status);
        lines.text("SUMMARY", &self.summary);
        if !self.location.is_empty() {
            lines.text("LOCATION", &self.location);
        }
        if !self.description.is_empty() {
            lines.text("DESCRIPTION", &self.description);
        }
        // Of an event that is not published, DTSTAMP says when it was changed (3.8.7.2).
        if let Some((id, name)) = &self.organizer {
            lines.plain("LAST-MODIFIED", &utc(self.changed_ms));
            lines.organizer(&format!("urn:uuid:{id}"), name);
        }
        lines.plain("END", "VEVENT");
    }
}

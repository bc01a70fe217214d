//! What an appointment is in a crew's calendar, in its customer's, and in a code.

use super::{CalendarEvent, EventStatus};
use crate::entities::{Appointment, Crew, Store, WorkKind};
use crate::{Finality, Id, Language, Localized, Uuid};

/// Longest text of a field in a code, in characters: phones read small codes only.
const CODE_TEXT_LIMIT: usize = 60;

/// For whom calendars are made, and in which words.
#[derive(Debug, Clone, Copy)]
pub struct VisitCalendar {
    /// The language of fixed words.
    pub language: Language,
}

impl VisitCalendar {
    /// The appointment in the calendar of `crew`, with whom to visit and how to reach them. Of one that was called off or
    /// is another crew's by now, only when it was.
    pub fn for_crew(&self, appointment: &Appointment, crew: Id<Crew>, store: Option<&Store>) -> CalendarEvent {
        let mut event = self.event(appointment, store);
        let contact = &appointment.contact;
        if appointment.crew != crew {
            let before = appointment.moves.iter().rev().find(|moved| moved.crew == crew);
            (event.start_ms, event.end_ms) =
                before.map_or((event.start_ms, event.end_ms), |was| (was.start_ms, was.end_ms));
            event.status = EventStatus::Cancelled;
        }
        event.summary = self.titled(appointment.kind, &contact.name);
        if event.status == EventStatus::Cancelled {
            return event;
        }
        event.location.clone_from(&contact.address);
        event.description = self.facts(&[
            (Localized::new("电话", "Phone"), contact.phone.as_str()),
            (Localized::new("门店", "Store"), appointment.store_name.get(self.language)),
            (Localized::new("备注", "Note"), appointment.note.as_str()),
        ]);
        event
    }

    /// The appointment in its customer's calendar: who comes, and for which store.
    pub fn for_customer(&self, appointment: &Appointment, crew: &Localized, store: Option<&Store>) -> CalendarEvent {
        let mut event = self.event(appointment, store);
        event.summary = self.titled(appointment.kind, appointment.store_name.get(self.language));
        event.location.clone_from(&appointment.contact.address);
        event.description = self.facts(&[
            (Localized::new("班组", "Crew"), crew.get(self.language)),
            (Localized::new("门店", "Store"), appointment.store_name.get(self.language)),
        ]);
        event
    }

    /// The name of a calendar that holds appointments of `whose`.
    pub fn name(&self, whose: &str) -> String {
        let words = Localized::new("预约", "Appointments");
        format!("{} · {whose}", words.get(self.language))
    }

    fn event(&self, appointment: &Appointment, store: Option<&Store>) -> CalendarEvent {
        let status = match (&appointment.cancelled, appointment.finality) {
            (Some(_), _) => EventStatus::Cancelled,
            (None, Finality::Final) => EventStatus::Confirmed,
            (None, Finality::Provisional { .. }) => EventStatus::Tentative,
        };
        CalendarEvent {
            id: appointment.id.0,
            start_ms: appointment.start_ms,
            end_ms: appointment.end_ms,
            zone: store.map(|store| store.time_zone.clone()),
            changed_ms: changed_ms(appointment),
            sequence: appointment.sequence(),
            status,
            summary: String::new(),
            location: String::new(),
            description: String::new(),
            organizer: Some((appointment.store.0, appointment.store_name.get(self.language).to_owned())),
        }
    }

    fn titled(&self, kind: WorkKind, rest: &str) -> String {
        let kind = match kind {
            WorkKind::Measure => Localized::new("上门量尺", "Measuring visit"),
            WorkKind::Install => Localized::new("上门安装", "Installation visit"),
        };
        let kind = kind.get(self.language);
        if rest.is_empty() { kind.to_owned() } else { format!("{kind} · {rest}") }
    }

    /// Those of the facts that are there, a line each.
    fn facts(&self, facts: &[(Localized, &str)]) -> String {
        let said = facts.iter().filter(|(_, text)| !text.is_empty());
        let colon = Localized::new("：", ": ");
        let lines = said.map(|(name, text)| format!("{}{}{text}", name.get(self.language), colon.get(self.language)));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The appointment as a customer's phone takes it from a code, without a network. Long texts are cut.
pub fn visit_code(appointment: &Appointment, language: Language) -> String {
    let event = VisitCalendar { language }.for_customer(appointment, &Localized::default(), None);
    let cut = |text: String| match text.char_indices().nth(CODE_TEXT_LIMIT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    };
    let (summary, location) = (cut(event.summary), cut(event.location));
    CalendarEvent { summary, location, description: String::new(), organizer: None, ..event }.alone()
}

impl Appointment {
    /// How often it was changed since it was booked, as calendars count it.
    pub fn sequence(&self) -> usize {
        self.moves.len() + usize::from(self.cancelled.is_some())
    }
}

/// When it was booked, moved or called off last, UTC milliseconds.
fn changed_ms(appointment: &Appointment) -> i64 {
    let moved = appointment.moves.iter().map(|moved| moved.at_ms);
    let cancelled = appointment.cancelled.iter().map(|cancelled| cancelled.at_ms);
    moved.chain(cancelled).fold(made_ms(appointment.op.0), i64::max)
}

/// The time in the identifier of an operation (UUIDv7).
fn made_ms(op: Uuid) -> i64 {
    let (seconds, nanos) = op.get_timestamp().map_or((0, 0), |at| at.to_unix());
    i64::try_from(seconds).unwrap_or(0).saturating_mul(1000).saturating_add(i64::from(nanos / 1_000_000))
}

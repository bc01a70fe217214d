//! Windows, appointments and jobs: when crews work, how their work units are counted, and what they are refused for.

mod calendar;
mod chain;
mod date;
mod holiday_file;
mod icalendar;
mod planner;
mod proposal;
mod travel;
mod workload;

pub(crate) use calendar::CAPACITY_LIMIT;
pub use calendar::{CalendarException, DayNote, DayReason, Holidays, Shift, WorkCalendar, WorkDay, minute_of};
pub use chain::{ChainProposal, chains};
pub use date::Date;
pub use icalendar::{CalendarEvent, CalendarZone, ClockChange, EventStatus, ICalendar, VisitCalendar, visit_code};
pub use planner::{DayPlan, LEAST_MINUTES, PlanStep, PlannedWindow, Visit};
pub use proposal::{CrewDay, DayPart, Offer, Proposal, Ranking, Wish};
pub use travel::{Leg, Travel};
pub use workload::{QUANTITY_LIMIT, Workload};

use crate::Refusal;
use crate::entities::{Window, WorkStep};

impl Window {
    /// Units that are promised: booked, handed out as quotas, or kept for the waiting list.
    pub const fn promised(&self) -> u32 {
        (self.capacity + self.short).saturating_sub(self.free)
    }

    /// Units of the visits that are booked in it.
    pub fn booked(&self) -> u32 {
        u32::try_from(self.areas.len()).unwrap_or(u32::MAX).saturating_add(self.more_units)
    }

    /// Takes `units` of what is free; refuses where there are fewer.
    pub fn take(&mut self, units: u32) -> Result<(), Refusal> {
        match self.free.checked_sub(units) {
            Some(free) => self.free = free,
            None if self.free == 0 => return Err(Refusal::window_full(self.start_ms, self.end_ms)),
            None => return Err(Refusal::window_units(self.start_ms, self.end_ms, self.free, units)),
        }
        Ok(())
    }

    /// Takes back units that were promised: what is promised beyond the capacity shrinks first.
    pub const fn give_back(&mut self, units: u32) {
        let settled = if units < self.short { units } else { self.short };
        self.short -= settled;
        self.free += units - settled;
    }

    /// Keeps `units` of what is free for somebody on the waiting list; refuses where there are fewer.
    pub fn keep(&mut self, units: u32) -> Result<(), Refusal> {
        self.take(units)?;
        self.kept += units;
        Ok(())
    }

    /// Takes back `units` that were kept for somebody on the waiting list.
    pub const fn withdraw(&mut self, units: u32) {
        self.kept = self.kept.saturating_sub(units);
        self.give_back(units);
    }

    /// A visit of `units` in `area` is booked in it.
    pub fn enter(&mut self, area: &str, units: u32) {
        self.areas.push(area.to_owned());
        self.more_units += units.saturating_sub(1);
    }

    /// A visit of `units` in `area` is no longer booked in it.
    pub fn leave(&mut self, area: &str, units: u32) {
        if let Some(at) = self.areas.iter().position(|held| held == area) {
            self.areas.remove(at);
            self.more_units = self.more_units.saturating_sub(units.saturating_sub(1));
        }
    }

    /// A visit gives its units to another; both are named by their areas and units. Refuses where the other needs more
    /// units than there are.
    pub fn exchange(&mut self, (from, gone): (&str, u32), (to, come): (&str, u32)) -> Result<(), Refusal> {
        match come.checked_sub(gone) {
            Some(more) => self.take(more)?,
            None => self.give_back(gone - come),
        }
        self.leave(from, gone);
        self.enter(to, come);
        Ok(())
    }

    /// Gives the window another capacity. What is promised stays promised.
    pub const fn resize(&mut self, capacity: u32) {
        let promised = self.promised();
        self.capacity = capacity;
        self.free = capacity.saturating_sub(promised);
        self.short = promised.saturating_sub(capacity);
    }
}

/// The rules of windows, appointments and jobs that say no, one constructor each.
impl Refusal {
    /// No such window.
    pub fn window_unknown() -> Self {
        Self::new("window_unknown", "Head office does not know this window. Choose another one.")
    }
    /// The crew's capacity is used up.
    pub fn window_full(start_ms: i64, end_ms: i64) -> Self {
        Self::new("window_full", "The window is full. Offer the customer another one.")
            .number("start_ms", start_ms)
            .number("end_ms", end_ms)
    }
    /// The visit needs more units than are left.
    pub fn window_units(start_ms: i64, end_ms: i64, free: u32, units: u32) -> Self {
        let message = format!("The visit takes {units} units and the window has {free} left. Offer another one.");
        Self::new("window_units", message)
            .number("start_ms", start_ms)
            .number("end_ms", end_ms)
            .number("free", i64::from(free))
            .number("units", i64::from(units))
    }
    /// The crew has no window in those hours, or they are not blocked.
    pub fn nothing_to_block() -> Self {
        Self::new("nothing_to_block", "The crew has no such window in those hours. Look at its day again.")
    }
    /// Some of the hours are blocked already.
    pub fn blocked_before() -> Self {
        Self::new("blocked_before", "Some of these hours are blocked already. Give them back first.")
    }
    /// Nobody can be absent yet.
    pub fn absent_too_early(start_ms: i64) -> Self {
        Self::new(
            "absent_too_early",
            "The crew has not driven off and the visit has not begun. Move it or call it off.",
        )
        .number("start_ms", start_ms)
    }
    /// No visit is for so many pieces.
    pub fn quantity_unsound() -> Self {
        Self::new(
            "quantity_unsound",
            format!("A visit is for 1 to {QUANTITY_LIMIT} pieces. Book another one for the rest."),
        )
        .number("limit", i64::from(QUANTITY_LIMIT))
    }
    /// The window began before the operation.
    pub fn window_past() -> Self {
        Self::new("window_past", "The window has already begun. Choose a later one.")
    }
    /// The crew does not do this work.
    pub fn window_other_work() -> Self {
        Self::new("window_other_work", "This crew does not do this kind of work in that window. Choose another one.")
    }
    /// Name, phone or address is missing.
    pub fn contact_incomplete(field: &str) -> Self {
        Self::new("contact_incomplete", format!("The {field} is missing. The crew needs name, phone and address."))
            .text("field", field)
    }
    /// No such work order.
    pub fn work_order_unknown() -> Self {
        Self::new("work_order_unknown", "Head office does not know this job. Look at today's list again.")
    }
    /// The step cannot follow the one before it.
    pub fn work_order_step(from: WorkStep, to: WorkStep) -> Self {
        Self::new("work_order_step", format!("A job that is {} cannot become {}.", from.as_str(), to.as_str()))
            .text("from", from.as_str())
            .text("to", to.as_str())
    }
    /// A job failed without a word why.
    pub fn reason_missing() -> Self {
        Self::new("reason_missing", "Say why the job could not be done.")
    }
    /// The job belongs to another crew.
    pub fn work_order_not_yours() -> Self {
        Self::new("work_order_not_yours", "This job belongs to another crew. Look at today's list again.")
    }
    /// No such appointment.
    pub fn appointment_unknown() -> Self {
        Self::new("appointment_unknown", "Head office does not know this appointment. Look at the board again.")
    }
    /// It was called off before.
    pub fn appointment_cancelled(by: &str, at_ms: i64) -> Self {
        Self::new("appointment_cancelled", format!("{by} has called this appointment off."))
            .text("by", by)
            .number("at_ms", at_ms)
    }
    /// The crew has driven off, or the job has ended.
    pub fn appointment_under_way(step: WorkStep) -> Self {
        Self::new("appointment_under_way", format!("The job is {} already. Call the crew.", step.as_str()))
            .text("step", step.as_str())
    }
    /// It is in that window.
    pub fn appointment_there() -> Self {
        Self::new("appointment_there", "The appointment is in this window already. Choose another one.")
    }
    /// A crew may give a job to another crew, at the time that the customer was promised.
    pub fn appointment_time_promised() -> Self {
        let message = "The customer was promised another time. Choose a crew that is free then, or ask the store.";
        Self::new("appointment_time_promised", message)
    }
    /// No such crew.
    pub fn crew_unknown() -> Self {
        Self::new("crew_unknown", "Head office does not know this crew. `crews list` shows those there are.")
    }
    /// The crew does not do such goods.
    pub fn crew_other_goods(crew: &crate::Localized) -> Self {
        Self::new("crew_other_goods", format!("{} does not take goods of this kind. Choose another crew.", crew.en))
            .named("crew", crew)
    }
    /// A crew with more categories than one has skills for.
    pub fn crew_categories(limit: usize) -> Self {
        Self::new("crew_categories", format!("A crew takes {limit} categories at most. Name the ones above them."))
            .number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    }
    /// Somebody put another travel table down.
    pub fn travel_table_changed(by: &str) -> Self {
        Self::new("travel_table_changed", format!("{by} has changed the travel table meanwhile. Look at it again."))
            .text("by", by)
    }
    /// No such area.
    pub fn area_unknown(area: &str) -> Self {
        Self::new("area_unknown", format!("The travel table has no area {area}. `travel show` lists those there are."))
            .text("area", area)
    }
    /// Somebody else gave out another address meanwhile.
    pub fn calendar_feed_renewed() -> Self {
        Self::new("calendar_feed_renewed", "Another address is there by now. Look at it first.")
    }
    /// A year's holidays were announced, and nothing is to take their place.
    pub fn holidays_taken_back(year: u16) -> Self {
        Self::new(
            "holidays_taken_back",
            format!("The holidays of {year} are announced; a calendar without days does not replace them."),
        )
        .number("year", i64::from(year))
    }
    /// More windows than one operation opens.
    pub fn windows_too_many(limit: usize) -> Self {
        Self::new("windows_too_many", format!("Open {limit} windows at a time at most."))
            .number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
    }
    /// A window that is on no day, or ends before it starts.
    pub fn window_times(date: &str) -> Self {
        Self::new("window_times", format!("A window on {date} has no day or ends before it starts. Correct its times."))
            .text("date", date)
    }
    /// No crew can do so much.
    pub fn window_capacity(limit: u32) -> Self {
        Self::new("window_capacity", format!("A window holds {limit} work units at most. Give it fewer."))
            .number("limit", i64::from(limit))
    }
    /// More is promised in a window than its crew can do.
    pub fn window_short(start_ms: i64, end_ms: i64, crew: &crate::Localized, count: u32, reason: &str) -> Self {
        Self::new("window_short", "The crew cannot come to all of these customers. Move or cancel their appointments.")
            .number("start_ms", start_ms)
            .number("end_ms", end_ms)
            .named("crew", crew)
            .number("count", i64::from(count))
            .text("reason", reason)
    }
}

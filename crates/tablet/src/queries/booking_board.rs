//! `booking_board`: crews and their windows.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Appointment, Crew, HolidayCalendar, Right, Store, Window, WorkKind};
use tenon_domain::scheduling::{Date, DayNote, DayReason, Holidays};
use tenon_domain::{DeviceId, Finality, Id, Localized, StampedAt};
use tenon_store::tablet::{get_meta, spent};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;
use crate::identity::{ENROLMENT, Enrolment};

/// Most days on one board.
const DAYS_LIMIT: u32 = 14;

/// The argument of `booking_board`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct BoardArgs {
    /// First day in the store's calendar, `2026-11-22`; none: today.
    pub from: Option<String>,
    /// How many days.
    pub days: u32,
    /// Only windows for this work.
    pub kind: Option<WorkKind>,
}

/// A day of the board.
#[derive(Debug, Serialize, TS)]
pub struct BoardDay {
    /// `2026-11-22`.
    pub date: String,
    /// Slots that this tablet can guarantee.
    pub guaranteed: u32,
    /// Slots that HQ must confirm.
    pub to_confirm: u32,
    /// The day is over.
    pub past: bool,
    /// What the chain's calendar says of it.
    pub note: DayNote,
}

/// A day that a crew has off.
#[derive(Debug, Serialize, TS)]
pub struct DayOff {
    /// `2026-11-22`.
    pub date: String,
    /// Why.
    pub reason: DayReason,
}

/// A crew of the board.
#[derive(Debug, Serialize, TS)]
pub struct BoardCrew {
    /// Its identifier.
    pub id: Id<Crew>,
    /// What people call it.
    pub name: Localized,
    /// What it can do.
    pub trades: Localized,
    /// The days of the board that it has off, as far as its calendar is laid down.
    pub off: Vec<DayOff>,
}

/// What booking a slot now would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// It would stand.
    Guaranteed,
    /// HQ must confirm it.
    ToConfirm,
    /// No unit is left.
    Full,
    /// It has begun.
    Past,
}

/// A customer in a slot.
#[derive(Debug, Serialize, TS)]
pub struct BookedPlace {
    /// Which appointment.
    pub appointment: Id<Appointment>,
    /// The customer.
    pub name: String,
    /// Guaranteed, or waiting.
    pub finality: Finality,
    /// Work units of the window that it takes.
    pub units: u32,
    /// Where the record stands.
    pub sync: RecordState,
}

/// A crew's window.
#[derive(Debug, Serialize, TS)]
pub struct BookingSlot {
    /// Its identifier.
    pub window: Id<Window>,
    /// Whose.
    pub crew: Id<Crew>,
    /// The day.
    pub date: String,
    /// Start, UTC milliseconds.
    pub start_ms: i64,
    /// End, UTC milliseconds.
    pub end_ms: i64,
    /// What for.
    pub kind: WorkKind,
    /// What booking the smallest visit in it now would give.
    pub state: SlotState,
    /// Units that this tablet can guarantee.
    pub sure: u32,
    /// Units that HQ can still give away.
    pub free: u32,
    /// The store's own customers in it; those of other stores are nobody's business here.
    pub booked: Vec<BookedPlace>,
}

/// The board.
#[derive(Debug, Serialize, TS)]
pub struct BookingBoard {
    /// Its days.
    pub days: Vec<BoardDay>,
    /// Its rows.
    pub crews: Vec<BoardCrew>,
    /// Its cells.
    pub slots: Vec<BookingSlot>,
    /// When the first of this tablet's quotas on the board lapses, UTC milliseconds.
    pub quota_until_ms: Option<i64>,
}

/// The day of `at_ms` in the calendar of the tablet's store.
pub(super) fn local_day(conn: &mut dyn Connection, at_ms: i64) -> Result<NaiveDate, Error> {
    let store = match get_meta::<Enrolment>(conn, ENROLMENT)? {
        Some(enrolment) => SqlRows(conn, Schema::Tablet).entity::<Store>(enrolment.store)?,
        None => None,
    };
    let zone: Tz = store.and_then(|store| store.time_zone.parse().ok()).unwrap_or(Tz::Asia__Shanghai);
    Ok(DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&zone).date_naive())
}

/// See the module.
pub(super) fn booking_board(tablet: &Tablet, args: &BoardArgs) -> Result<BookingBoard, Error> {
    let enrolment = tablet.enrolment()?;
    let device = enrolment.as_ref().map(|enrolment| enrolment.device);
    let store = enrolment.map(|enrolment| enrolment.store);
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let at = crate::tablet::now(conn)?;
    let today = local_day(conn, at.best_ms())?;
    let from = args.from.as_deref().and_then(|from| from.parse().ok()).unwrap_or(today);
    let mut board = BookingBoard { days: Vec::new(), crews: Vec::new(), slots: Vec::new(), quota_until_ms: None };
    let holidays = Holidays::new(SqlRows(conn, Schema::Tablet).all::<HolidayCalendar>()?);
    let mut crews = BTreeMap::new();
    for ahead in 0..args.days.min(DAYS_LIMIT) {
        let Some(date) = from.checked_add_days(Days::new(ahead.into())) else { break };
        let date_text = date.to_string();
        let note = Date::parse(&date_text).map_or(DayNote::NotAnnounced, |date| holidays.on(date));
        let mut day = BoardDay { date: date_text.clone(), guaranteed: 0, to_confirm: 0, past: date < today, note };
        let windows = SqlRows(conn, Schema::Tablet).entities_by::<Window>(&Window::on_day(&date_text))?;
        for window in windows.into_iter().filter(|window| args.kind.is_none_or(|kind| kind == window.kind)) {
            let quota = quota(conn, &window, device, at)?;
            let until_ms = quota.map(|quota| quota.until_ms);
            board.quota_until_ms = [board.quota_until_ms, until_ms].into_iter().flatten().min();
            let slot = slot(conn, window, store, quota.map_or(0, |quota| quota.units), at)?;
            day.guaranteed += u32::from(slot.state == SlotState::Guaranteed);
            day.to_confirm += u32::from(slot.state == SlotState::ToConfirm);
            if !crews.contains_key(&slot.crew)
                && let Some(crew) = SqlRows(conn, Schema::Tablet).entity::<Crew>(slot.crew)?
            {
                crews.insert(slot.crew, crew);
            }
            board.slots.push(slot);
        }
        board.days.push(day);
    }
    board.slots.sort_by_key(|slot| (slot.start_ms, slot.crew));
    board.crews = crews.into_values().map(|crew| board_crew(crew, &board.days, &holidays)).collect();
    board.crews.sort_by(|a, b| a.name.zh.cmp(&b.name.zh));
    Ok(board)
}

fn board_crew(crew: Crew, days: &[BoardDay], holidays: &Holidays) -> BoardCrew {
    let day_off = |day: &BoardDay| {
        let verdict = crew.calendar.as_ref()?.day(Date::parse(&day.date)?, holidays);
        (!verdict.works).then(|| DayOff { date: day.date.clone(), reason: verdict.reason })
    };
    let off = days.iter().filter_map(day_off).collect();
    BoardCrew { id: crew.id, name: crew.name, trades: crew.trades, off }
}

/// What this tablet can still spend of a right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Usable {
    /// How many units.
    pub(super) units: u32,
    /// When they lapse, UTC milliseconds.
    pub(super) until_ms: i64,
}

/// What this tablet can still use of its quota of the window.
fn quota(
    conn: &mut dyn Connection,
    window: &Window,
    device: Option<DeviceId>,
    at: StampedAt,
) -> Result<Option<Usable>, Error> {
    let Some(device) = device else { return Ok(None) };
    let right = SqlRows(conn, Schema::Tablet).entity::<Right>(Right::quota(window.id, device))?;
    right.map_or(Ok(None), |right| usable(conn, &right, device, at))
}

/// What `device` can still spend of `right`, if there is anything.
pub(super) fn usable(
    conn: &mut dyn Connection,
    right: &Right,
    device: DeviceId,
    at: StampedAt,
) -> Result<Option<Usable>, Error> {
    if right.holder != Some(device) || right.left == 0 {
        return Ok(None);
    }
    let left = right.left.saturating_sub(spent(conn, right.id, right.epoch)?);
    let until_ms = right.lapse_ms.unwrap_or(i64::MAX);
    let usable = left > 0 && at.hq_ms.is_some_and(|now| now.saturating_add(at.uncertainty_ms) < until_ms);
    Ok(usable.then_some(Usable { units: left, until_ms }))
}

fn slot(
    conn: &mut dyn Connection,
    window: Window,
    store: Option<Id<Store>>,
    sure: u32,
    at: StampedAt,
) -> Result<BookingSlot, Error> {
    let mut booked = Vec::new();
    let held = SqlRows(conn, Schema::Tablet).entities_by::<Appointment>(&Appointment::in_window(window.id))?;
    for one in held.into_iter().filter(|one| Some(one.store) == store) {
        let sync = record_state(conn, one.id)?;
        booked.push(BookedPlace {
            appointment: one.id,
            name: one.contact.name,
            finality: one.finality,
            units: one.units,
            sync,
        });
    }
    let state = if at.best_ms() >= window.start_ms {
        SlotState::Past
    } else if sure > 0 {
        SlotState::Guaranteed
    } else if window.free > 0 {
        SlotState::ToConfirm
    } else {
        SlotState::Full
    };
    Ok(BookingSlot {
        window: window.id,
        crew: window.crew,
        date: window.date,
        start_ms: window.start_ms,
        end_ms: window.end_ms,
        kind: window.kind,
        state,
        sure,
        free: window.free,
        booked,
    })
}

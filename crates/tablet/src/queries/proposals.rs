//! `proposals`: the windows that suit a visit best, by what this tablet knows of its crews' days.

use std::collections::BTreeMap;

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Appointment, Crew, Right, Store, Subject, TravelTable, Window, WorkKind, WorkNorms};
use tenon_domain::scheduling::{CrewDay, Date, DayPart, Offer, Proposal, Ranking, Travel, Wish, Workload};
use tenon_domain::{DeviceId, Id, Localized, StampedAt};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::booking_board::{local_day, usable};
use super::{RecordState, record_state};
use crate::Tablet;

/// How far ahead windows are looked at, in days.
const AHEAD_DAYS: i64 = 60;
/// Most proposals of one answer.
const PROPOSALS_LIMIT: u32 = 20;

/// The argument of `proposals`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct ProposalsArgs {
    /// What for.
    pub kind: WorkKind,
    /// Path of the category of the goods, where it is known.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
    /// Where to, as it was typed; may be empty.
    pub address: String,
    /// The first day that will do, `2026-11-22`; none, or one that is past: today.
    pub from: Option<String>,
    /// The days of the week that the customer would like, 1 for Monday; none: any.
    pub weekdays: Vec<u8>,
    /// The half of the day that the customer would like.
    pub part: Option<DayPart>,
    /// How many to propose; 20 at most.
    pub limit: u32,
}

/// What is proposed.
#[derive(Debug, Serialize, TS)]
pub struct Proposals {
    /// The area that the address lies in, where the travel table knows it.
    pub area: Option<Localized>,
    /// What the visit takes.
    pub workload: Workload,
    /// The best windows, the best first.
    pub best: Vec<Proposal>,
}

/// The argument of `workload`.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct WorkloadArgs {
    /// What for.
    pub kind: WorkKind,
    /// Path of the category of the goods, where it is known.
    pub goods: Option<String>,
    /// How many pieces of them.
    pub quantity: u32,
}

/// What a visit takes, by the norms that this tablet has.
pub(super) fn workload(tablet: &Tablet, args: &WorkloadArgs) -> Result<Workload, Error> {
    workload_of(&mut *tablet.reader(), args.kind, args.goods.as_deref(), args.quantity)
}

fn workload_of(
    conn: &mut dyn Connection,
    kind: WorkKind,
    goods: Option<&str>,
    quantity: u32,
) -> Result<Workload, Error> {
    let norms = SqlRows(conn, Schema::Tablet).entity::<WorkNorms>(WorkNorms::ID)?;
    Ok(norms.map_or(Workload::ONE, |norms| norms.workload(kind, goods, quantity)))
}

/// See the module.
pub(super) fn proposals(tablet: &Tablet, args: &ProposalsArgs) -> Result<Proposals, Error> {
    let enrolment = tablet.enrolment()?;
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let at = crate::tablet::now(conn)?;
    let Some(today) = Date::parse(&local_day(conn, at.best_ms())?.to_string()) else {
        return Ok(Proposals { area: None, workload: Workload::ONE, best: Vec::new() });
    };
    let store = match &enrolment {
        Some(enrolment) => SqlRows(conn, Schema::Tablet).entity::<Store>(enrolment.store)?,
        None => None,
    };
    let zone = store.and_then(|store| store.time_zone.parse().ok()).unwrap_or(Tz::Asia__Shanghai);
    let table = SqlRows(conn, Schema::Tablet).entity::<TravelTable>(TravelTable::ID)?;
    let area = table.as_ref().and_then(|table| table.area_of(&args.address));
    let travel = table.as_ref().map(Travel::new).unwrap_or_default();
    let from = args.from.as_deref().and_then(Date::parse).map_or(today, |from| from.max(today));
    let wish = Wish {
        goods: args.goods.clone(),
        area: area.map(|area| area.code.clone()),
        from,
        weekdays: args.weekdays.clone(),
        part: args.part,
    };
    let mut ranking = Ranking::new(&travel, wish, args.limit.min(PROPOSALS_LIMIT) as usize);
    let workload = workload_of(conn, args.kind, args.goods.as_deref(), args.quantity)?;
    let look = Look { device: enrolment.map(|one| one.device), at, zone, kind: args.kind, units: workload.units };
    let crews = crews(conn)?;
    for date in (0..AHEAD_DAYS).map_while(|ahead| from.plus(ahead)) {
        if ranking.is_settled(date) {
            break;
        }
        for (crew, offers) in look.day(conn, date)? {
            if let Some(crew) = crews.get(&crew) {
                ranking.consider(&CrewDay { crew, date, offers });
            }
        }
    }
    Ok(Proposals { area: area.map(|area| area.name.clone()), workload, best: ranking.into_best() })
}

fn crews(conn: &mut dyn Connection) -> Result<BTreeMap<Id<Crew>, Crew>, Error> {
    Ok(SqlRows(conn, Schema::Tablet).all::<Crew>()?.into_iter().map(|crew| (crew.id, crew)).collect())
}

/// From where the days are looked at.
struct Look {
    device: Option<DeviceId>,
    at: StampedAt,
    zone: Tz,
    kind: WorkKind,
    /// Work units that the visit takes.
    units: u32,
}

impl Look {
    /// The windows of each crew on `date` in the order of their start; those for other work only to show where it drives.
    fn day(&self, conn: &mut dyn Connection, date: Date) -> Result<BTreeMap<Id<Crew>, Vec<Offer>>, Error> {
        let mut days: BTreeMap<Id<Crew>, Vec<Offer>> = BTreeMap::new();
        let windows = SqlRows(conn, Schema::Tablet).entities_by::<Window>(&Window::on_day(&date.to_string()))?;
        let mut waiting = waiting(conn, &windows)?;
        let sure = self.sure(conn, &windows)?;
        for window in windows {
            let (crew, own) = (window.crew, waiting.remove(&window.id).unwrap_or_default());
            let mut offer = self.offer(window, &sure);
            for (area, units) in own {
                offer.areas.push(area);
                offer.booked = offer.booked.saturating_add(units);
            }
            days.entry(crew).or_default().push(offer);
        }
        for offers in days.values_mut() {
            offers.sort_by_key(|offer| (offer.start_ms, offer.window));
        }
        Ok(days)
    }

    /// The units of `windows` that this tablet can guarantee, by the quota.
    fn sure(&self, conn: &mut dyn Connection, windows: &[Window]) -> Result<BTreeMap<Id<Right>, u32>, Error> {
        let Some(device) = self.device else { return Ok(BTreeMap::new()) };
        let asked = windows.iter().filter(|window| window.kind == self.kind);
        let keys: Vec<_> = asked.map(|window| Right::to(Subject::Window(window.id))).collect();
        let mut sure = BTreeMap::new();
        for right in SqlRows(conn, Schema::Tablet).entities_by_any::<Right>(&keys)? {
            if let Some(usable) = usable(conn, &right, device, self.at)? {
                sure.insert(right.id, usable.units);
            }
        }
        Ok(sure)
    }

    fn offer(&self, window: Window, sure: &BTreeMap<Id<Right>, u32>) -> Offer {
        let to_come = self.at.best_ms() < window.start_ms;
        let quota = self.device.and_then(|device| sure.get(&Right::quota(window.id, device)));
        let guaranteed = if window.kind != self.kind || !to_come {
            None
        } else if quota.is_some_and(|units| *units >= self.units) {
            Some(true)
        } else {
            (window.free >= self.units).then_some(false)
        };
        let start =
            DateTime::<Utc>::from_timestamp_millis(window.start_ms).unwrap_or_default().with_timezone(&self.zone);
        Offer {
            window: window.id,
            start_ms: window.start_ms,
            end_ms: window.end_ms,
            part: if start.hour() < 12 { DayPart::Morning } else { DayPart::Afternoon },
            capacity: window.capacity,
            booked: window.booked(),
            guaranteed,
            areas: window.areas,
        }
    }
}

/// Area and units of visits, by their windows.
type Visits = BTreeMap<Id<Window>, Vec<(String, u32)>>;

/// Areas and units of what was booked in `windows` here and is not known at headquarters yet.
fn waiting(conn: &mut dyn Connection, windows: &[Window]) -> Result<Visits, Error> {
    let keys: Vec<_> = windows.iter().map(|window| Appointment::in_window(window.id)).collect();
    let mut waiting = Visits::new();
    for own in SqlRows(conn, Schema::Tablet).entities_by_any::<Appointment>(&keys)? {
        if record_state(conn, own.id)? == RecordState::Waiting {
            waiting.entry(own.window).or_default().push((own.area, own.units));
        }
    }
    Ok(waiting)
}

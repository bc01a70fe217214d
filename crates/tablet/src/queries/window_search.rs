//! Finding windows for a visit in what this tablet knows of its crews' days. No query of its own.

use std::collections::BTreeMap;

use chrono::{DateTime, Timelike, Utc};
use chrono_tz::Tz;
use tenon_domain::entities::{Appointment, Crew, Right, Store, Subject, TravelTable, Window, WorkKind};
use tenon_domain::scheduling::{CrewDay, Date, DayPart, Offer, Proposal, Ranking, Travel, Wish, Workload};
use tenon_domain::{DeviceId, Id, Localized, StampedAt};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};

use super::booking_board::{local_day, usable};
use super::{RecordState, record_state};
use crate::identity::{ENROLMENT, Enrolment};

/// How far ahead windows are looked at, in days.
const AHEAD_DAYS: i64 = 60;
/// Most proposals of one answer.
const PROPOSALS_LIMIT: u32 = 20;

/// What a search for windows stands on.
pub(super) struct Search {
    device: Option<DeviceId>,
    at: StampedAt,
    zone: Tz,
    /// Today in the store's calendar.
    pub(super) today: Date,
    /// Code of the area that the address lies in.
    pub(super) area: Option<String>,
    /// What that area is called.
    pub(super) area_name: Option<Localized>,
    travel: Travel,
    crews: BTreeMap<Id<Crew>, Crew>,
}

impl Search {
    pub(super) fn begin(conn: &mut dyn Connection, device: Option<DeviceId>, address: &str) -> Result<Self, Error> {
        let at = crate::tablet::now(conn)?;
        let today = Date::parse(&local_day(conn, at.best_ms())?.to_string()).unwrap_or_else(|| Date::utc(at.best_ms()));
        let store = match get_meta::<Enrolment>(conn, ENROLMENT)? {
            Some(enrolment) => SqlRows(conn, Schema::Tablet).entity::<Store>(enrolment.store)?,
            None => None,
        };
        let zone = store.and_then(|store| store.time_zone.parse().ok()).unwrap_or(Tz::Asia__Shanghai);
        let table = SqlRows(conn, Schema::Tablet).entity::<TravelTable>(TravelTable::ID)?;
        let area = table.as_ref().and_then(|table| table.area_of(address));
        let (area, area_name) = area.map(|area| (area.code.clone(), area.name.clone())).unzip();
        let travel = table.as_ref().map(Travel::new).unwrap_or_default();
        let crews = SqlRows(conn, Schema::Tablet).all::<Crew>()?.into_iter().map(|crew| (crew.id, crew)).collect();
        Ok(Self { device, at, zone, today, area, area_name, travel, crews })
    }

    /// The first day that will do: none is past.
    pub(super) fn first(&self, asked: Option<&str>) -> Date {
        asked.and_then(Date::parse).map_or(self.today, |from| from.max(self.today))
    }

    /// The best windows for a visit of that kind and workload, `limit` of them, at most 20.
    pub(super) fn best(
        &self,
        conn: &mut dyn Connection,
        (kind, workload): (WorkKind, Workload),
        wish: Wish,
        limit: u32,
    ) -> Result<Vec<Proposal>, Error> {
        let from = wish.from;
        let mut ranking = Ranking::new(&self.travel, wish, limit.min(PROPOSALS_LIMIT) as usize);
        let look = Look { device: self.device, at: self.at, zone: self.zone, kind, units: workload.units };
        for date in (0..AHEAD_DAYS).map_while(|ahead| from.plus(ahead)) {
            if ranking.is_settled(date) {
                break;
            }
            if !look.has_room(conn, date)? {
                continue;
            }
            for (crew, offers) in look.day(conn, date)? {
                if let Some(crew) = self.crews.get(&crew) {
                    ranking.consider(&CrewDay { crew, date, offers });
                }
            }
        }
        Ok(ranking.into_best())
    }

    /// The windows of other crews that could take `held` at the same time.
    pub(super) fn beside(&self, conn: &mut dyn Connection, held: &Appointment) -> Result<Vec<(&Crew, Offer)>, Error> {
        let window = SqlRows(conn, Schema::Tablet).entity::<Window>(held.window)?;
        let Some(date) = window.and_then(|window| Date::parse(&window.date)) else { return Ok(Vec::new()) };
        let look = Look { device: self.device, at: self.at, zone: self.zone, kind: held.kind, units: held.units };
        let mut beside = Vec::new();
        for (crew, offers) in look.day(conn, date)? {
            let Some(crew) = self.crews.get(&crew) else { continue };
            if crew.id == held.crew || !crew.takes(held.goods.as_deref()) {
                continue;
            }
            let takes = |offer: &Offer| offer.start_ms == held.start_ms && offer.guaranteed.is_some();
            beside.extend(offers.into_iter().filter(takes).map(|offer| (crew, offer)));
        }
        Ok(beside)
    }
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
    /// Whether any window on `date` takes the visit: where none does, the whole day need not be read.
    fn has_room(&self, conn: &mut dyn Connection, date: Date) -> Result<bool, Error> {
        let room = Window::with_room(self.kind, &date.to_string());
        let mut rows = SqlRows(conn, Schema::Tablet);
        if rows.any_by::<Window>(&room, |window| self.is_to_come(window) && window.free >= self.units)? {
            return Ok(true);
        }
        let windows = rows.entities_by::<Window>(&room)?;
        let sure = self.sure(conn, &windows)?;
        Ok(windows.into_iter().any(|window| self.offer(window, &sure).guaranteed.is_some()))
    }

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

    fn is_to_come(&self, window: &Window) -> bool {
        self.at.best_ms() < window.start_ms
    }

    fn offer(&self, window: Window, sure: &BTreeMap<Id<Right>, u32>) -> Offer {
        let quota = self.device.and_then(|device| sure.get(&Right::quota(window.id, device)));
        let guaranteed = if window.kind != self.kind || !self.is_to_come(&window) {
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

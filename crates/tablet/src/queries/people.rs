//! `session`, `visits`: who works here, and whom they serve.

use serde::Serialize;
use tenon_domain::entities::{Campaign, Customer, Device, Role, Staff, Store, StoreVisit, Touch};
use tenon_domain::{DeviceId, Id, Localized, mask_phone};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;
use crate::session::{Bench, SESSION, Session as SignedIn, VISIT};

/// Someone who may sign in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StaffTile {
    /// Their identifier.
    pub id: Id<Staff>,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// This device.
#[derive(Debug, Serialize, TS)]
pub struct DeviceCard {
    /// Its identifier.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
}

/// The store this device belongs to.
#[derive(Debug, Serialize, TS)]
pub struct StoreCard {
    /// Its identifier.
    pub id: Id<Store>,
    /// Its name.
    pub name: Localized,
    /// Its city.
    pub city: Localized,
    /// IANA name of its time zone.
    pub time_zone: String,
}

/// What brought a customer.
#[derive(Debug, Serialize, TS)]
pub struct Source {
    /// Where the campaign ran.
    pub channel: Localized,
    /// Its name.
    pub campaign: Localized,
}

/// A customer in the store.
#[derive(Debug, Serialize, TS)]
pub struct VisitCard {
    /// The visit's identifier.
    pub id: Id<StoreVisit>,
    /// The customer's name.
    pub name: String,
    /// Their phone, masked.
    pub phone_masked: Option<String>,
    /// Who they are, where phone or card says it.
    pub customer: Option<Id<Customer>>,
    /// What brought them.
    pub source: Option<Source>,
    /// How they were found.
    pub touch: Touch,
    /// When they came, UTC milliseconds.
    pub started_ms: i64,
    /// Where the record stands.
    pub sync: RecordState,
}

/// Who is signed in where.
#[derive(Debug, Serialize, TS)]
pub struct Session {
    /// Whether the tablet belongs to a store.
    pub enrolled: bool,
    /// This device.
    pub device: Option<DeviceCard>,
    /// Its store.
    pub store: Option<StoreCard>,
    /// Who is signed in; none shows the sign-in screen.
    pub staff: Option<StaffTile>,
    /// Everyone who may sign in on this tablet.
    pub people: Vec<StaffTile>,
    /// The visit on the bench.
    pub visit: Option<VisitCard>,
}

pub(super) fn tile(staff: Staff) -> StaffTile {
    StaffTile { id: staff.id, name: staff.name, role: staff.role }
}

/// See [`Session`].
pub(super) fn session(tablet: &Tablet, (): &()) -> Result<Session, Error> {
    let enrolment = tablet.enrolment()?;
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let signed_in: Option<SignedIn> = get_meta(conn, SESSION)?;
    let bench: Option<Bench> = get_meta(conn, VISIT)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let device = match &enrolment {
        Some(enrolment) => rows.entity::<Device>(enrolment.device)?,
        None => None,
    };
    let store = match &enrolment {
        Some(enrolment) => rows.entity::<Store>(enrolment.store)?,
        None => None,
    };
    let staff = match signed_in {
        Some(signed_in) => rows.entity::<Staff>(signed_in.staff)?.filter(|staff| staff.active),
        None => None,
    };
    let visit = match bench {
        Some(bench) => rows.entity::<StoreVisit>(bench.visit)?.filter(|visit| visit.ended_ms.is_none()),
        None => None,
    };
    let mut people: Vec<Staff> = rows.all::<Staff>()?;
    people.retain(|staff| staff.active && !matches!(staff.role, Role::Clerk | Role::Website));
    people.sort_by(|a, b| (role_order(a.role), &a.name).cmp(&(role_order(b.role), &b.name)));
    Ok(Session {
        enrolled: enrolment.is_some(),
        device: device.map(|device| DeviceCard { id: device.id, name: device.name }),
        store: store.map(|store| StoreCard {
            id: store.id,
            name: store.name,
            city: store.city,
            time_zone: store.time_zone,
        }),
        staff: staff.map(tile),
        people: people.into_iter().map(tile).collect(),
        visit: visit.map(|visit| visit_card(conn, visit)).transpose()?,
    })
}

fn role_order(role: Role) -> u8 {
    match role {
        Role::Seller => 0,
        Role::Manager => 1,
        Role::Measurer => 2,
        Role::Installer => 3,
        Role::Clerk => 4,
        Role::Website => 5,
    }
}

fn visit_card(conn: &mut dyn Connection, visit: StoreVisit) -> Result<VisitCard, Error> {
    let campaign = match visit.campaign {
        Some(campaign) => SqlRows(conn, Schema::Tablet).entity::<Campaign>(campaign)?,
        None => None,
    };
    let known = !visit.touch.channel.zh.is_empty() || !visit.touch.channel.en.is_empty();
    let told =
        known.then(|| Source { channel: visit.touch.channel.clone(), campaign: visit.touch.campaign_name.clone() });
    Ok(VisitCard {
        customer: visit.customer,
        touch: visit.touch,
        id: visit.id,
        name: visit.name,
        phone_masked: visit.phone.as_deref().map(mask_phone),
        source: told.or(campaign.map(|campaign| Source { channel: campaign.channel, campaign: campaign.name })),
        started_ms: visit.started_ms,
        sync: record_state(conn, visit.id)?,
    })
}

/// The visits of the last day, that are not over, the newest first.
pub(super) fn visits(tablet: &Tablet, (): &()) -> Result<Vec<VisitCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now = crate::tablet::now(conn)?.best_ms();
    let mut visits = Vec::new();
    for day in [now, now - 86_400_000] {
        visits.extend(SqlRows(conn, Schema::Tablet).entities_by::<StoreVisit>(&StoreVisit::on_day(day))?);
    }
    visits.retain(|visit| visit.ended_ms.is_none());
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.started_ms));
    visits.into_iter().map(|visit| visit_card(conn, visit)).collect()
}

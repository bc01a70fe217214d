//! Devices and cases, as the console shows them.

use std::collections::BTreeMap;

use serde::Serialize;
use tenon_domain::entities::{Case, CaseNature, Closing, Device, DeviceState, Difference, Remedy, Role};
use tenon_domain::{DeviceId, Finality, Id, Localized, Money, Refusal};
use tenon_store::hq::{self, Contact};
use tenon_store::{Connection, Error, Schema, SqlRows};
use tenon_sync::card_case::{self, CaseStake};
use ts_rs::TS;

use crate::jobs::ConsoleJob;

use super::{device_names, store_names};
use crate::administration::CONSOLE;

/// Who is signed in. The session itself is an HttpOnly cookie.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleSession {
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// IANA name of the chain's time zone: people at headquarters talk of the stores' hours.
    pub time_zone: String,
}

/// A device.
#[derive(Debug, Serialize, TS)]
pub struct DeviceRow {
    /// Its identifier.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// Where it belongs.
    pub store: Localized,
    /// When it was last heard of, UTC milliseconds.
    pub last_contact_ms: Option<i64>,
    /// Operations that waited on it then.
    pub waiting: i64,
    /// Operations that HQ holds of it.
    pub received: i64,
    /// The catalog it shows.
    pub catalog_version: Option<i64>,
    /// Whether HQ takes its word.
    pub state: DeviceState,
    /// Its wall clock less HQ's, milliseconds.
    pub clock_off_ms: Option<i64>,
}

/// A redemption of the day.
#[derive(Debug, Serialize, TS)]
pub struct TodayRedemption {
    /// The card.
    pub number: String,
    /// Where.
    pub store: Localized,
    /// The campaign that sold it.
    pub campaign: Localized,
    /// Where the campaign ran.
    pub channel: Localized,
    /// What it is worth.
    pub value: Money,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// Whether it can still change.
    pub finality: Finality,
}

/// The day at a glance.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleToday {
    /// The day in the chain's time zone, `2026-11-21`.
    pub date: String,
    /// Cards redeemed, the newest first.
    pub redemptions: Vec<TodayRedemption>,
    /// Appointments, by their start.
    pub appointments: Vec<ConsoleJob>,
}

/// An operation that fell with another.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CascadedRow {
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
}

/// How a case was closed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClosedRow {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// What was done.
    pub remedy: Remedy,
    /// In words.
    pub note: String,
}

impl From<Closing> for ClosedRow {
    fn from(closing: Closing) -> Self {
        Self { at_ms: closing.at_ms, by: closing.by, remedy: closing.remedy, note: closing.note }
    }
}

/// A case.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleCase {
    /// Its identifier.
    pub id: Id<Case>,
    /// Why there is a case.
    pub nature: CaseNature,
    /// When it arose, UTC milliseconds.
    pub opened_ms: i64,
    /// The operation's tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// What happened and what to do.
    pub refusal: Refusal,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What can be done, the usual first.
    pub remedies: Vec<Remedy>,
    /// What is at stake, where an order stands on a card that does not count.
    pub stake: Option<CaseStake>,
    /// What fell with it.
    pub cascade: Vec<CascadedRow>,
    /// How it was closed.
    pub closed: Option<ClosedRow>,
    /// The device that handed it in.
    pub device: String,
    /// Where it was done.
    pub store: Localized,
}

/// Every device of the stores, with its last contact.
pub(super) fn devices(
    conn: &mut dyn Connection,
    unwritten: BTreeMap<DeviceId, Contact>,
) -> Result<Vec<DeviceRow>, Error> {
    let stores = store_names(conn)?;
    let mut contacts: BTreeMap<DeviceId, Contact> = hq::contacts(conn)?.into_iter().collect();
    contacts.extend(unwritten);
    let mut rows = Vec::new();
    for device in SqlRows(conn, Schema::Hq).all::<Device>()? {
        if device.id == CONSOLE {
            continue;
        }
        let contact = contacts.get(&device.id);
        rows.push(DeviceRow {
            received: hq::tail(conn, device.id)?.seq,
            id: device.id,
            name: device.name,
            store: stores.get(&device.store).cloned().unwrap_or_default(),
            last_contact_ms: contact.map(|contact| contact.at_ms),
            waiting: contact.map_or(0, |contact| contact.waiting),
            catalog_version: contact.and_then(|contact| contact.catalog_version),
            state: device.state,
            clock_off_ms: contact.map(|contact| contact.clock_off_ms),
        });
    }
    rows.sort_by(|a, b| (&a.store.zh, &a.name).cmp(&(&b.store.zh, &b.name)));
    Ok(rows)
}

/// Every case, open ones first, the newest first.
pub(super) fn cases(conn: &mut dyn Connection, now_ms: i64) -> Result<Vec<ConsoleCase>, Error> {
    let stores = store_names(conn)?;
    let devices = device_names(conn)?;
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut cases = Vec::new();
    for case in rows.all::<Case>()? {
        let stake = if case.closed.is_none() { card_case::stake(&mut rows, &case, now_ms)? } else { None };
        let remedies = card_case::remedies(&case, stake.as_ref());
        cases.push(ConsoleCase {
            id: case.id,
            nature: case.nature,
            opened_ms: case.opened_ms,
            tag: case.tag,
            subject: case.subject,
            refusal: case.refusal,
            differences: case.differences,
            remedies,
            stake,
            cascade: case.cascade.into_iter().map(|one| CascadedRow { tag: one.tag, subject: one.subject }).collect(),
            closed: case.closed.map(ClosedRow::from),
            device: devices.get(&case.device).cloned().unwrap_or_default(),
            store: stores.get(&case.store).cloned().unwrap_or_default(),
        });
    }
    cases.sort_by_key(|case| (case.closed.is_some(), std::cmp::Reverse(case.opened_ms)));
    Ok(cases)
}

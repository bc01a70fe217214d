//! Tablets whose catalog is old.

use serde::Serialize;
use tenon_domain::DeviceId;
use tenon_domain::entities::{Device, DeviceState};
use tenon_store::catalog::Status;
use tenon_store::hq::contacts;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use crate::administration::CONSOLE;

const HOUR_MS: i64 = 3_600_000;

/// A tablet that may show other goods and prices than the website.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StaleTablet {
    /// The device.
    pub device: DeviceId,
    /// What people call it.
    pub name: String,
    /// The catalog that it had when it was last heard of; none before its first.
    pub catalog_version: Option<i64>,
    /// Whole hours since it was last heard of; none if it never was.
    pub silent_hours: Option<i64>,
}

/// Tablets in service that were not heard of for `hours`, or that still had another catalog than the one published more
/// than `hours` ago.
pub fn stale_tablets(
    conn: &mut dyn Connection,
    published: &Status,
    hours: i64,
    now_ms: i64,
) -> Result<Vec<StaleTablet>, Error> {
    let known = contacts(conn)?;
    let limit = hours.saturating_mul(HOUR_MS);
    let mut stale = Vec::new();
    for device in SqlRows(conn, Schema::Hq).all::<Device>()? {
        if device.state != DeviceState::Active || device.id == CONSOLE {
            continue;
        }
        let contact = known.iter().find(|(id, _)| *id == device.id).map(|(_, contact)| contact);
        let version = contact.and_then(|contact| contact.catalog_version);
        let silent_ms = contact.map(|contact| now_ms - contact.at_ms);
        let old = version != Some(published.version) && now_ms - published.changed_ms > limit;
        if old || silent_ms.is_none_or(|silent| silent > limit) {
            stale.push(StaleTablet {
                device: device.id,
                name: device.name,
                catalog_version: version,
                silent_hours: silent_ms.map(|silent| silent / HOUR_MS),
            });
        }
    }
    Ok(stale)
}

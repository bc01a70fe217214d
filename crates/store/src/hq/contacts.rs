//! When devices were last heard of.

use tenon_domain::DeviceId;

use crate::{Connection, Error, Row};

/// What a device said of itself at the last contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// When, in HQ's time, UTC milliseconds.
    pub at_ms: i64,
    /// Operations that waited on the device, those of the same request not counted.
    pub waiting: i64,
    /// The catalog it shows.
    pub catalog_version: Option<i64>,
    /// Its wall clock less HQ's.
    pub clock_off_ms: i64,
}

/// Records a contact; the last one counts.
pub fn record_contact(conn: &mut dyn Connection, device: DeviceId, contact: &Contact) -> Result<(), Error> {
    conn.execute(
        "INSERT INTO contacts (device, at_ms, waiting, catalog_version, clock_off_ms) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (device) DO UPDATE SET at_ms = excluded.at_ms, waiting = excluded.waiting, \
         catalog_version = excluded.catalog_version, clock_off_ms = excluded.clock_off_ms",
        &[
            device.to_string().into(),
            contact.at_ms.into(),
            contact.waiting.into(),
            contact.catalog_version.into(),
            contact.clock_off_ms.into(),
        ],
    )?;
    Ok(())
}

/// The last contact with `device`.
pub fn contact(conn: &mut dyn Connection, device: DeviceId) -> Result<Option<Contact>, Error> {
    let sql = "SELECT device, at_ms, waiting, catalog_version, clock_off_ms FROM contacts WHERE device = ?1";
    Ok(conn
        .query_one(sql, &[device.to_string().into()])?
        .map(|row| read(&row))
        .transpose()?
        .map(|(_, contact)| contact))
}

/// The last contact with every device that was ever heard of.
pub fn contacts(conn: &mut dyn Connection) -> Result<Vec<(DeviceId, Contact)>, Error> {
    let sql = "SELECT device, at_ms, waiting, catalog_version, clock_off_ms FROM contacts ORDER BY device";
    conn.query(sql, &[])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(DeviceId, Contact), Error> {
    let contact = Contact {
        at_ms: row.integer(1)?,
        waiting: row.integer(2)?,
        catalog_version: row.maybe_integer(3)?,
        clock_off_ms: row.integer(4)?,
    };
    Ok((row.parsed(0)?, contact))
}

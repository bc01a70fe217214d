//! When devices were last heard of: kept in memory, written every few seconds in one commit-free transaction, so that an
//! exchange that changes nothing costs no write.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tenon_domain::DeviceId;
use tenon_store::hq::{Contact, record_contact};
use tenon_store::transaction;

use super::Hq;

const FLUSH_EVERY: Duration = Duration::from_secs(3);

#[derive(Default)]
pub(super) struct Contacts(Mutex<BTreeMap<DeviceId, Contact>>);

impl Contacts {
    /// Notes a contact.
    pub(super) fn note(&self, device: DeviceId, contact: Contact) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(device, contact);
    }
    /// What is not written yet.
    pub(super) fn unwritten(&self) -> BTreeMap<DeviceId, Contact> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    fn take(&self) -> BTreeMap<DeviceId, Contact> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes what was noted.
pub(super) async fn flush(hq: &Hq) {
    let noted = hq.contacts.take();
    if noted.is_empty() {
        return;
    }
    let written = hq.database.write(move |conn| {
        transaction(conn, |conn| noted.iter().try_for_each(|(device, contact)| record_contact(conn, *device, contact)))
    });
    match written.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the last contacts could not be written"),
        Err(error) => tracing::error!(%error, "the last contacts could not be written"),
    }
}

/// Writes what was noted, again and again.
pub(super) async fn flush_for_ever(hq: Arc<Hq>) {
    loop {
        tokio::time::sleep(FLUSH_EVERY).await;
        flush(&hq).await;
    }
}

//! What the console shows of customers.

use serde::Serialize;
use tenon_domain::entities::{
    Absence, Address, Appointment, Consent, Customer, CustomerChange, Lead, LeadState, Store, StoreVisit, Touch,
    WorkOrder,
};
use tenon_domain::phone::Phone;
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{person, rows_of};
use crate::server::store_names;

/// Customers that one search shows.
const LIMIT: usize = 50;

/// A visit to a store.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleVisit {
    /// Where.
    pub store: Localized,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// What brought them.
    pub touch: Touch,
}

/// A customer with their history.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ConsoleCustomer {
    /// Their identifier.
    pub id: Id<Customer>,
    /// Their name; empty once their data were erased.
    pub name: String,
    /// Their phones.
    pub phones: Vec<String>,
    /// Where they live.
    pub addresses: Vec<Address>,
    /// What they agreed to, the oldest first.
    pub consents: Vec<Consent>,
    /// The showrooms that know them.
    pub stores: Vec<Localized>,
    /// How they were found first.
    pub touch: Touch,
    /// When they were written down, UTC milliseconds.
    pub made_ms: i64,
    /// What was written before, the oldest first.
    pub changes: Vec<CustomerChange>,
    /// When their data were erased, UTC milliseconds.
    pub erased_ms: Option<i64>,
    /// How many rows turned out to be them.
    pub merged: usize,
    /// Their visits, the newest first.
    pub visits: Vec<ConsoleVisit>,
    /// Visits at their home at which they were not there, the newest first.
    pub absences: Vec<Absence>,
    /// How far their leads are, the newest first.
    pub leads: Vec<LeadState>,
}

/// Customers by phone, by the last four digits of one, or by their whole name.
pub fn find(conn: &mut dyn Connection, text: &str) -> Result<Vec<ConsoleCustomer>, Error> {
    let stores = store_names(conn)?;
    let mut rows = SqlRows(conn, Schema::Hq);
    let text = text.trim();
    let tail = text.chars().count() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let key = match Phone::parse(text) {
        _ if tail => Customer::by_tail(text),
        Ok(phone) => Customer::by_phone(&phone.into_e164()),
        Err(_) => Customer::by_name(text),
    };
    let mut found: Vec<Customer> = match text.parse() {
        Ok(id) => person(&mut rows, id)?.into_iter().collect(),
        Err(_) => rows.entities_by::<Customer>(&key)?,
    };
    found.sort_by_key(|one| (std::cmp::Reverse(one.made_ms), one.id));
    found.truncate(LIMIT);
    let mut shown = Vec::new();
    for customer in found {
        let all = rows_of(&mut rows, customer.clone())?;
        let (mut visits, mut leads): (Vec<StoreVisit>, Vec<Lead>) = (Vec::new(), Vec::new());
        for row in &all {
            visits.extend(rows.entities_by::<StoreVisit>(&StoreVisit::of_customer(row.id))?);
            leads.extend(rows.entities_by::<Lead>(&Lead::of_customer(row.id))?);
        }
        let booked: Vec<_> = all.iter().map(|row| Appointment::of_customer(row.id)).collect();
        let mut absences = Vec::new();
        for one in rows.entities_by_any::<Appointment>(&booked)? {
            absences.extend(rows.entity::<WorkOrder>(one.work_order)?.and_then(|job| job.absence()));
        }
        absences.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
        visits.sort_by_key(|visit| std::cmp::Reverse(visit.started_ms));
        leads.sort_by_key(|lead| std::cmp::Reverse(lead.made_ms));
        let name = |store: &Id<Store>| stores.get(store).cloned().unwrap_or_default();
        shown.push(ConsoleCustomer {
            id: customer.id,
            name: customer.name,
            phones: customer.phones,
            addresses: customer.addresses,
            consents: customer.consents,
            stores: customer.stores.iter().map(name).collect(),
            touch: customer.touch,
            made_ms: customer.made_ms,
            changes: customer.changes,
            erased_ms: customer.erased_ms,
            merged: all.len() - 1,
            visits: visits
                .into_iter()
                .map(|visit| ConsoleVisit { store: name(&visit.store), at_ms: visit.started_ms, touch: visit.touch })
                .collect(),
            absences,
            leads: leads.into_iter().map(|lead| lead.state).collect(),
        });
    }
    Ok(shown)
}

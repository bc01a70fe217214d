//! `known_customer`, `customer`, `address`: whom this showroom knows by a phone or a card, what it knows of them, and
//! where they live as it was typed.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{
    Absence, Address, Appointment, Card, Consent, Customer, Lead, LeadState, Role, Staff, StoreVisit, Touch, WorkOrder,
};
use tenon_domain::phone::Phone;
use tenon_domain::{Id, Key};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::{RecordState, record_state};
use crate::Tablet;
use crate::session::{SESSION, Session};

/// Rows that are followed from one that was merged.
const STEPS: usize = 16;

/// The argument of `known_customer`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KnownArgs {
    /// What is typed for a phone; half a number finds nobody.
    pub phone: Option<String>,
    /// The card that is shown.
    pub card: Option<Id<Card>>,
}

/// Whoever has a phone or came with a card.
#[derive(Debug, Serialize, TS)]
pub struct KnownCustomer {
    /// Their identifier.
    pub id: Id<Customer>,
    /// Their name.
    pub name: String,
    /// How many visits this showroom knows of.
    pub visits: usize,
    /// When they came last, UTC milliseconds.
    pub last_ms: Option<i64>,
    /// Their newest lead of which something can still come.
    pub lead: Option<Id<Lead>>,
    /// What first brought them.
    pub touch: Touch,
}

/// The argument of `customer`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CustomerArgs {
    /// Which.
    pub customer: Id<Customer>,
}

/// A visit that is over or not.
#[derive(Debug, Serialize, TS)]
pub struct PastVisit {
    /// Its identifier.
    pub id: Id<StoreVisit>,
    /// When they came, UTC milliseconds.
    pub started_ms: i64,
    /// What brought them.
    pub touch: Touch,
    /// Who served them.
    pub by: String,
}

/// What is known of a customer.
#[derive(Debug, Serialize, TS)]
pub struct CustomerSheet {
    /// Visits at which they were not there, the newest first.
    pub absences: Vec<Absence>,
    /// Their identifier, also where a row was asked for that was merged with them.
    pub id: Id<Customer>,
    /// Their name; empty once their data were erased.
    pub name: String,
    /// Their phones, masked for those who do not serve them.
    pub phones: Vec<String>,
    /// Where they live, the newest first.
    pub addresses: Vec<Address>,
    /// What they agreed to, the oldest first.
    pub consents: Vec<Consent>,
    /// How they were found first.
    pub touch: Touch,
    /// When they were written down, UTC milliseconds.
    pub made_ms: i64,
    /// When their data were erased, UTC milliseconds.
    pub erased_ms: Option<i64>,
    /// Their visits here, the newest first.
    pub visits: Vec<PastVisit>,
    /// How far their leads are.
    pub leads: Vec<LeadState>,
    /// Others with one of their phones: perhaps the same person.
    pub same: Vec<KnownCustomer>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The argument of `address`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AddressArgs {
    /// What is typed.
    pub text: String,
}

/// Letters of an address that are looked at.
const ADDRESS_LIMIT: usize = 200;

/// A typed address with its divisions.
#[expect(clippy::unnecessary_wraps, reason = "a query like the others")]
pub(super) fn address(_tablet: &Tablet, args: &AddressArgs) -> Result<Address, Error> {
    Ok(Address::read(&args.text.chars().take(ADDRESS_LIMIT).collect::<String>()))
}

/// Who is signed in.
pub(super) fn signed_in(conn: &mut dyn Connection) -> Result<Option<Staff>, Error> {
    match get_meta::<Session>(conn, SESSION)? {
        Some(session) => SqlRows(conn, Schema::Tablet).entity::<Staff>(session.staff),
        None => Ok(None),
    }
}

/// The person that `id` stands for.
pub(super) fn person(rows: &mut SqlRows<'_>, id: Id<Customer>) -> Result<Option<Customer>, Error> {
    let mut found = rows.entity::<Customer>(id)?;
    for _ in 0..STEPS {
        let Some(next) = found.as_ref().and_then(|row| row.merged_into) else { break };
        match rows.entity(next)? {
            Some(next) => found = Some(next),
            None => break,
        }
    }
    Ok(found)
}

/// See [`KnownCustomer`]. The same order as a check-in finds them in: by phone, else by card.
pub(super) fn known_customer(tablet: &Tablet, args: &KnownArgs) -> Result<Option<KnownCustomer>, Error> {
    let typed = args.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty());
    let key = match (typed.map(Phone::parse), args.card) {
        (Some(Ok(phone)), _) => Customer::by_phone(&phone.into_e164()),
        (None, Some(card)) => Customer::by_card(card),
        (Some(Err(_)), _) | (None, None) => return Ok(None),
    };
    let mut reader = tablet.reader();
    let rows = &mut SqlRows(&mut *reader, Schema::Tablet);
    living(rows, &key)?.into_iter().next().map(|customer| known(rows, customer)).transpose()
}

/// The customers that `key` finds and that stand for a person, the one that was written down first at the head.
fn living(rows: &mut SqlRows<'_>, key: &Key) -> Result<Vec<Customer>, Error> {
    let mut found = rows.entities_by::<Customer>(key)?;
    found.retain(Customer::is_live);
    found.sort_by_key(|one| (one.made_ms, one.id));
    Ok(found)
}

fn known(rows: &mut SqlRows<'_>, customer: Customer) -> Result<KnownCustomer, Error> {
    let visits = visits_of(rows, &customer)?;
    let mut leads = rows.entities_by::<Lead>(&Lead::of_customer(customer.id))?;
    leads.retain(Lead::is_open);
    leads.sort_by_key(|lead| std::cmp::Reverse(lead.made_ms));
    Ok(KnownCustomer {
        id: customer.id,
        name: customer.name,
        visits: visits.len(),
        last_ms: visits.first().map(|visit| visit.started_ms),
        lead: leads.first().map(|lead| lead.id),
        touch: customer.touch,
    })
}

/// Every row of the person, their visits the newest first.
fn visits_of(rows: &mut SqlRows<'_>, customer: &Customer) -> Result<Vec<StoreVisit>, Error> {
    let mut ids = vec![customer.id];
    ids.extend(rows.entities_by::<Customer>(&Customer::merged_into(customer.id))?.iter().map(|row| row.id));
    let mut visits = Vec::new();
    for id in ids {
        visits.extend(rows.entities_by::<StoreVisit>(&StoreVisit::of_customer(id))?);
    }
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.started_ms));
    Ok(visits)
}

/// Visits at their home at which nobody was there, the newest first.
fn absences_of(rows: &mut SqlRows<'_>, customer: &Customer) -> Result<Vec<Absence>, Error> {
    let merged = rows.entities_by::<Customer>(&Customer::merged_into(customer.id))?;
    let ids: Vec<_> = [customer].into_iter().chain(&merged).map(|row| Appointment::of_customer(row.id)).collect();
    let jobs: Vec<_> = rows.entities_by_any::<Appointment>(&ids)?.into_iter().map(|one| one.work_order).collect();
    let mut absences = Vec::new();
    for job in jobs {
        absences.extend(rows.entity::<WorkOrder>(job)?.and_then(|job| job.absence()));
    }
    absences.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    Ok(absences)
}

/// See [`CustomerSheet`]; none where this tablet does not hold them.
pub(super) fn customer(tablet: &Tablet, args: &CustomerArgs) -> Result<Option<CustomerSheet>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let staff = signed_in(conn)?;
    let rows = &mut SqlRows(conn, Schema::Tablet);
    let Some(customer) = person(rows, args.customer)? else { return Ok(None) };
    let visits = visits_of(rows, &customer)?;
    let leads = rows.entities_by::<Lead>(&Lead::of_customer(customer.id))?;
    let mine = staff.as_ref().map(|staff| staff.id);
    let serves = visits.iter().any(|visit| Some(visit.by) == mine)
        || leads.iter().any(|lead| lead.owner.is_some() && lead.owner == mine);
    let role = staff.map_or(Role::Seller, |staff| staff.role);
    let mut same = Vec::new();
    for phone in &customer.phones {
        for other in living(rows, &Customer::by_phone(phone))? {
            if other.id != customer.id && same.iter().all(|one: &KnownCustomer| one.id != other.id) {
                same.push(known(rows, other)?);
            }
        }
    }
    let mut past = Vec::new();
    for visit in visits {
        let by = rows.entity::<Staff>(visit.by)?.map(|staff| staff.name).unwrap_or_default();
        past.push(PastVisit { id: visit.id, started_ms: visit.started_ms, touch: visit.touch, by });
    }
    let absences = absences_of(rows, &customer)?;
    Ok(Some(CustomerSheet {
        absences,
        sync: record_state(conn, customer.id)?,
        id: customer.id,
        phones: customer.phones.iter().map(|phone| Customer::shown_phone(phone, role, serves)).collect(),
        name: customer.name,
        addresses: customer.addresses,
        consents: customer.consents,
        touch: customer.touch,
        made_ms: customer.made_ms,
        erased_ms: customer.erased_ms,
        visits: past,
        leads: leads.into_iter().map(|lead| lead.state).collect(),
        same,
    }))
}

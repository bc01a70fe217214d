//! A copy of what is kept of a customer, for themselves (Personal Information Protection Law, article 45).

use serde_json::{Value, json};
use tenon_domain::entities::{
    Appointment, CardSale, Customer, Lead, Measurement, Order, Payment, Project, Quote, QuoteVersion, Redemption,
    StoreVisit, WaitlistEntry, WorkOrder,
};
use tenon_domain::{Entity, Id, Key, phone_tail};
use tenon_store::{Connection, Error, Schema, SqlRows};

use super::{person, rows_of};

/// Everything that names the customer `id` or gives one of their phones, as JSON; none where there is no such customer.
pub fn copy(conn: &mut dyn Connection, id: Id<Customer>, now_ms: i64) -> Result<Option<Value>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let Some(person) = person(&mut rows, id)? else { return Ok(None) };
    let customers = rows_of(&mut rows, person)?;
    let phones: Vec<&String> = customers.iter().flat_map(|row| &row.phones).collect();
    let ids = || customers.iter().map(|row| row.id);
    let visits: Vec<StoreVisit> = of(
        &mut rows,
        ids().map(StoreVisit::of_customer).chain(phones.iter().map(|phone| StoreVisit::of_phone(phone))),
    )?;
    let appointments: Vec<Appointment> = of(
        &mut rows,
        ids().map(Appointment::of_customer).chain(phones.iter().map(|phone| Appointment::of_phone(phone))),
    )?;
    let waiting: Vec<WaitlistEntry> = of(
        &mut rows,
        ids().map(WaitlistEntry::of_customer).chain(phones.iter().map(|phone| WaitlistEntry::of_phone(phone))),
    )?;
    let mut work_orders: Vec<WorkOrder> = Vec::new();
    for appointment in &appointments {
        work_orders.extend(rows.entity::<WorkOrder>(appointment.work_order)?);
    }
    let measurements: Vec<Measurement> =
        of(&mut rows, work_orders.iter().map(|job| Measurement::of_work_order(job.id)))?;
    let mut projects: Vec<Project> = Vec::new();
    for id in work_orders.iter().filter_map(|job| job.project) {
        if projects.iter().all(|held| held.id != id) {
            projects.extend(rows.entity::<Project>(id)?);
        }
    }
    let leads: Vec<Lead> = of(&mut rows, ids().map(Lead::of_customer))?;
    let mut sales: Vec<CardSale> = of(&mut rows, phones.iter().map(|phone| CardSale::of_phone(&phone_tail(phone))))?;
    sales.retain(|sale| phones.contains(&&sale.phone));
    let mut redemptions: Vec<Redemption> = Vec::new();
    for sale in &sales {
        if let Some(card) = rows.entity(sale.card)? {
            redemptions.extend(rows.entities_by::<Redemption>(&Redemption::of_card(&card.number))?);
        }
    }
    let quotes: Vec<Quote> = of(
        &mut rows,
        visits.iter().map(|visit| Quote::of_visit(visit.id)).chain(phones.iter().map(|phone| Quote::of_phone(phone))),
    )?;
    let versions: Vec<QuoteVersion> = of(&mut rows, quotes.iter().map(|quote| QuoteVersion::of_quote(quote.id)))?;
    let orders: Vec<Order> = of(
        &mut rows,
        quotes.iter().map(|quote| Order::of_quote(quote.id)).chain(phones.iter().map(|phone| Order::of_phone(phone))),
    )?;
    let payments: Vec<Payment> = of(&mut rows, orders.iter().map(|order| Payment::of_order(order.id)))?;
    Ok(Some(json!({
        "made_ms": now_ms,
        "customers": customers,
        "visits": visits,
        "leads": leads,
        "appointments": appointments,
        "waitlist_entries": waiting,
        "work_orders": work_orders,
        "projects": projects,
        "measurements": measurements,
        "quotes": quotes,
        "quote_versions": versions,
        "orders": orders,
        "payments": payments,
        "card_sales": sales,
        "redemptions": redemptions,
    })))
}

/// The rows that `keys` find, each once.
fn of<E: Entity>(rows: &mut SqlRows<'_>, keys: impl Iterator<Item = Key>) -> Result<Vec<E>, Error> {
    let mut found: Vec<E> = Vec::new();
    for key in keys {
        for row in rows.entities_by::<E>(&key)? {
            if found.iter().all(|other| other.id() != row.id()) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

//! `customer.erase.v1`: what is personal of a customer is removed, at their wish (Personal Information Protection Law,
//! article 47).
//!
//! An intent of HQ. The rows stay and say nothing of the person: names, phones, addresses, notes and clicks go from the
//! customer and all rows that were merged with them, from their visits, leads, appointments, places on the waiting list,
//! work orders, quotes, orders, card sales and cases, and photos of their jobs are shown to nobody any more. That they agreed to something, when, and what money moved stays. Refused while money is owed on an
//! order of theirs. Doing it again removes what has come since. It does not reach the journal, whose bytes are the
//! chain's proof.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::{all_by, named, rows_of};
use super::waitlist::leave;
use crate::entities::{
    Appointment, Buyer, Card, CardSale, Case, Contact, Customer, FieldUnit, Lead, LeadDeed, MeasureForm, Measurement,
    NextAction, Order, Payment, Photo, Project, Quote, QuoteVersion, Role, StoreVisit, WaitlistEntry, WorkOrder,
};
use crate::{Desk, Entity, Finality, Held, Id, Key, Nature, OpId, Operation, Refusal, Stop, phone_tail};

/// A customer is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EraseCustomer {
    /// Who.
    pub customer: Id<Customer>,
}

impl Operation for EraseCustomer {
    const TAG: &'static str = "customer.erase.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        let person = named(desk, self.customer)?.ok_or_else(Refusal::customer_unknown)?;
        let rows = rows_of(desk, person)?;
        let phones: Vec<String> = rows.iter().flat_map(|row| row.phones.clone()).collect();
        let ids: Vec<Id<Customer>> = rows.iter().map(|row| row.id).collect();
        let visits: Vec<StoreVisit> = of(desk, &ids, &phones, StoreVisit::of_customer, StoreVisit::of_phone)?;
        erase_sale(desk, &visits, &phones)?;
        for visit in visits {
            erase_visit(desk, visit)?;
        }
        for appointment in of(desk, &ids, &phones, Appointment::of_customer, Appointment::of_phone)? {
            erase_appointment(desk, appointment)?;
        }
        for entry in of(desk, &ids, &phones, WaitlistEntry::of_customer, WaitlistEntry::of_phone)? {
            erase_waiting(desk, entry)?;
        }
        for id in &ids {
            for lead in all_by(desk, &Lead::of_customer(*id))? {
                erase_lead(desk, lead)?;
            }
        }
        for phone in &phones {
            erase_sales(desk, phone)?;
        }
        let now = desk.stamp().at.best_ms();
        for row in rows {
            desk.put(&Customer {
                name: String::new(),
                phones: Vec::new(),
                addresses: Vec::new(),
                cards: Vec::new(),
                changes: Vec::new(),
                erased_ms: Some(now),
                ..row
            })?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// The rows that name one of `ids` or give one of `phones`, each once.
fn of<E: Entity>(
    desk: &mut Desk<'_>,
    ids: &[Id<Customer>],
    phones: &[String],
    by_id: fn(Id<Customer>) -> Key,
    by_phone: fn(&str) -> Key,
) -> Result<Vec<E>, Stop> {
    let keys = ids.iter().copied().map(by_id).chain(phones.iter().map(|phone| by_phone(phone)));
    found_by(desk, keys)
}

/// The rows that `keys` find, each once.
fn found_by<E: Entity>(desk: &mut Desk<'_>, keys: impl Iterator<Item = Key>) -> Result<Vec<E>, Stop> {
    let mut found: Vec<E> = Vec::new();
    for key in keys {
        for row in all_by::<E>(desk, &key)? {
            if found.iter().all(|other| other.id() != row.id()) {
                found.push(row);
            }
        }
    }
    Ok(found)
}

/// Quotes and orders: what was offered and what was paid stays.
fn erase_sale(desk: &mut Desk<'_>, visits: &[StoreVisit], phones: &[String]) -> Result<(), Stop> {
    let of_phones = phones.iter().map(|phone| Quote::of_phone(phone));
    let quotes: Vec<Quote> = found_by(desk, visits.iter().map(|visit| Quote::of_visit(visit.id)).chain(of_phones))?;
    let of_phones = phones.iter().map(|phone| Order::of_phone(phone));
    let orders: Vec<Order> = found_by(desk, quotes.iter().map(|quote| Order::of_quote(quote.id)).chain(of_phones))?;
    for mut order in orders {
        let payments: Vec<Payment> = all_by(desk, &Payment::of_order(order.id))?;
        if order.account(&payments).balance_minor != 0 {
            return Err(Refusal::customer_owes(&order.number()).into());
        }
        order.buyer = Buyer::default();
        for agreement in &mut order.agreements {
            agreement.signature.name = String::new();
            agreement.signature.strokes = Vec::new();
        }
        desk.put(&order)?;
        payments.into_iter().try_for_each(|payment| erase_case(desk, payment.op))?;
    }
    for quote in quotes {
        for mut version in all_by::<QuoteVersion>(desk, &QuoteVersion::of_quote(quote.id))? {
            version.content.note = String::new();
            desk.put(&version)?;
        }
        desk.put(&Quote { buyer: Buyer::default(), ..quote })?;
    }
    Ok(())
}

fn erase_visit(desk: &mut Desk<'_>, mut visit: StoreVisit) -> Result<(), Stop> {
    visit.name = String::new();
    visit.phone = None;
    visit.touch.card = None;
    visit.card = None;
    desk.put(&visit)?;
    visit.op.map_or(Ok(()), |op| erase_case(desk, op))
}

/// Whoever is erased waits no more.
fn erase_waiting(desk: &mut Desk<'_>, mut entry: WaitlistEntry) -> Result<(), Stop> {
    leave(desk, &mut entry, "")?;
    if let Some(end) = &mut entry.ended {
        end.reason = String::new();
    }
    entry.contact = nobody();
    entry.note = String::new();
    desk.put(&entry)
}

const fn nobody() -> Contact {
    Contact { name: String::new(), phone: String::new(), address: String::new() }
}

fn erase_appointment(desk: &mut Desk<'_>, mut appointment: Appointment) -> Result<(), Stop> {
    appointment.contact = nobody();
    appointment.note = String::new();
    for moved in &mut appointment.moves {
        moved.reason = String::new();
    }
    if let Some(cancelled) = &mut appointment.cancelled {
        cancelled.reason = String::new();
    }
    desk.put(&appointment)?;
    if let Held::Here(mut work_order) = desk.get(appointment.work_order)? {
        work_order.contact = nobody();
        work_order.note = String::new();
        if let Some(sign_off) = &mut work_order.sign_off {
            sign_off.signed_by = String::new();
            sign_off.strokes = Vec::new();
            sign_off.remarks = String::new();
        }
        for parts in &mut work_order.site.parts {
            parts.what = String::new();
            parts.note = String::new();
        }
        erase_measured(desk, &work_order)?;
        erase_photos(desk, &work_order)?;
        desk.put(&work_order)?;
    }
    erase_case(desk, appointment.op)
}

/// Lengths and angles stay; words, and who confirmed a drawing, go.
fn erase_measured(desk: &mut Desk<'_>, work_order: &WorkOrder) -> Result<(), Stop> {
    for mut measurement in all_by::<Measurement>(desk, &Measurement::of_work_order(work_order.id))? {
        measurement.name = String::new();
        measurement.note = String::new();
        if let Held::Here(form) = desk.get::<MeasureForm>(measurement.form)? {
            let is_words = |key: &str| form.content.field(key).is_some_and(|field| field.unit == FieldUnit::Text);
            measurement.readings.retain(|key, _| !is_words(key));
        }
        desk.put(&measurement)?;
    }
    if let Some(project) = work_order.project
        && let Held::Here(mut project) = desk.get::<Project>(project)?
    {
        for drawn in &mut project.drawn {
            drawn.note = String::new();
        }
        for drawing in &mut project.drawings {
            drawing.confirmed_by = String::new();
            drawing.note = String::new();
        }
        if let Some(goods) = &mut project.goods {
            goods.note = String::new();
        }
        if let Some(counted) = &mut project.counted {
            counted.note = String::new();
        }
        if let Some(waived) = &mut project.waived {
            waived.reason = String::new();
        }
        desk.put(&project)?;
    }
    Ok(())
}

/// That there was a photo stays; what it shows goes.
fn erase_photos(desk: &mut Desk<'_>, work_order: &WorkOrder) -> Result<(), Stop> {
    for photo in all_by::<Photo>(desk, &Photo::of_work_order(work_order.id))? {
        desk.put(&Photo { caption: String::new(), marks: Vec::new(), erased: true, ..photo })?;
    }
    Ok(())
}

fn erase_lead(desk: &mut Desk<'_>, mut lead: Lead) -> Result<(), Stop> {
    lead.wish = String::new();
    lead.source.click = String::new();
    lead.next = lead.next.map(|next| NextAction { words: String::new(), ..next });
    for event in &mut lead.history {
        event.note = String::new();
        if let LeadDeed::Lost { reason } = &mut event.deed {
            *reason = String::new();
        }
    }
    desk.put(&lead)
}

/// What was paid stays, and the website's identifier of it; who paid goes.
fn erase_sales(desk: &mut Desk<'_>, phone: &str) -> Result<(), Stop> {
    let sold = all_by::<CardSale>(desk, &CardSale::of_phone(&phone_tail(phone)))?;
    for mut sale in sold.into_iter().filter(|sale| sale.phone == phone) {
        if let Held::Here(card) = desk.get::<Card>(sale.card)? {
            desk.put(&Card { phone_masked: String::new(), ..card })?;
        }
        sale.phone = String::new();
        sale.source.click = String::new();
        desk.put(&sale)?;
    }
    Ok(())
}

/// A case says whom it is about.
fn erase_case(desk: &mut Desk<'_>, op: OpId) -> Result<(), Stop> {
    for mut case in all_by::<Case>(desk, &Case::about(op))? {
        if case.op == op {
            case.subject = String::new();
        }
        for fallen in case.cascade.iter_mut().filter(|fallen| fallen.op == op) {
            fallen.subject = String::new();
        }
        desk.put(&case)?;
    }
    Ok(())
}

//! `leads`: whom this showroom is to call, the most urgent first.

use serde::Serialize;
use tenon_domain::Id;
use tenon_domain::entities::{Customer, Lead, LeadEvent, LeadState, NextAction, Policy, Role, Staff, Touch};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::customers::{person, signed_in};
use super::{RecordState, record_state};
use crate::Tablet;

/// A lead of this showroom.
#[derive(Debug, Serialize, TS)]
pub struct LeadCard {
    /// Its identifier.
    pub id: Id<Lead>,
    /// Whom to call.
    pub customer: Id<Customer>,
    /// Their name; empty once their data were erased.
    pub name: String,
    /// Their phone, masked for those who do not follow the lead; empty once it was erased.
    pub phone: String,
    /// Whether the phone is shown whole.
    pub callable: bool,
    /// What they want, in words.
    pub wish: String,
    /// What brought them.
    pub touch: Touch,
    /// How far it is.
    pub state: LeadState,
    /// Who follows it; empty where nobody does.
    pub owner: String,
    /// Whether the signed-in person follows it.
    pub yours: bool,
    /// What is to be done next.
    pub next: Option<NextAction>,
    /// When it goes back to headquarters if nobody touches it, UTC milliseconds.
    pub due_ms: Option<i64>,
    /// When it came in, UTC milliseconds.
    pub made_ms: i64,
    /// What was done, the oldest first.
    pub history: Vec<LeadEvent>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The leads of this showroom of which something can still come. Untouched ones come first, the one that is due first
/// at the head; then by what is to be done next.
pub(super) fn leads(tablet: &Tablet, (): &()) -> Result<Vec<LeadCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let staff = signed_in(conn)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let minutes = rows.entity::<Policy>(Policy::ID)?.map_or(0, |policy| policy.lead_minutes);
    let mut cards = Vec::new();
    for lead in rows.entities_by::<Lead>(&Lead::open())? {
        cards.push(card(conn, lead, staff.as_ref(), minutes)?);
    }
    cards.sort_by_key(|card| {
        let at_ms = card.due_ms.or(card.next.as_ref().map(|next| next.at_ms)).unwrap_or(i64::MAX);
        (card.due_ms.is_none(), at_ms, card.made_ms, card.id)
    });
    Ok(cards)
}

fn card(conn: &mut dyn Connection, lead: Lead, staff: Option<&Staff>, minutes: u32) -> Result<LeadCard, Error> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let campaign = match lead.campaign {
        Some(campaign) => rows.entity(campaign)?,
        None => None,
    };
    let customer = person(&mut rows, lead.customer)?;
    let yours = staff.is_some_and(|staff| lead.owner == Some(staff.id));
    let role = staff.map_or(Role::Seller, |staff| staff.role);
    let phone = customer.as_ref().and_then(|customer| customer.phones.first());
    let untouched = lead.state == LeadState::Untouched;
    Ok(LeadCard {
        touch: lead.touch(campaign.as_ref()),
        phone: phone.map(|phone| Customer::shown_phone(phone, role, yours)).unwrap_or_default(),
        callable: phone.is_some() && Customer::sees_phone(role, yours),
        customer: customer.as_ref().map_or(lead.customer, |customer| customer.id),
        name: customer.map(|customer| customer.name).unwrap_or_default(),
        yours,
        due_ms: lead.given_ms.filter(|_| untouched).map(|given| given + i64::from(minutes) * 60_000),
        sync: record_state(conn, lead.id)?,
        id: lead.id,
        wish: lead.wish,
        state: lead.state,
        owner: lead.owner_name,
        next: lead.next,
        made_ms: lead.made_ms,
        history: lead.history,
    })
}

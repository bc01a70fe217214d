//! `lead.give.v1`: a clerk gives a lead to a showroom, or takes it back to HQ.
//!
//! An intent. Whoever has it next begins anew: nobody follows it yet, and its time counts from now. A showroom that loses
//! a lead loses the customer with it, unless they have been there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::customer_rows::{add, all_by, person, rows_of};
use crate::entities::{Customer, Lead, LeadDeed, LeadEvent, LeadState, Role, Store, StoreVisit};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A lead is given to a showroom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GiveLead {
    /// Which.
    pub lead: Id<Lead>,
    /// To whom; none for HQ.
    pub to: Option<Id<Store>>,
    /// A word for the showroom.
    pub note: String,
}

impl Operation for GiveLead {
    const TAG: &'static str = "lead.give.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let clerk = desk.actor_at_hq(Role::Clerk)?;
        let note = bounded("note", &self.note)?.to_owned();
        let Held::Here(lead) = desk.get(self.lead)? else { return Err(Refusal::lead_unknown().into()) };
        if let Some(to) = self.to
            && !matches!(desk.get::<Store>(to)?, Held::Here(_))
        {
            return Err(Refusal::store_unknown().into());
        }
        if lead.store != self.to {
            hand_over(desk, lead, self.to, &clerk.name, note)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Leaves `lead` with `to`, and the customer with whoever has to do with them.
pub(super) fn hand_over(
    desk: &mut Desk<'_>,
    mut lead: Lead,
    to: Option<Id<Store>>,
    by_name: &str,
    note: String,
) -> Result<(), Stop> {
    let at_ms = desk.stamp().at.best_ms();
    let from = lead.store;
    let deed = match (to, from) {
        (Some(to), _) => LeadDeed::Given { to },
        (None, Some(from)) => LeadDeed::Returned { from },
        (None, None) => return Ok(()),
    };
    lead.history.push(LeadEvent { at_ms, by_name: by_name.to_owned(), deed, note });
    lead.store = to;
    lead.given_ms = to.map(|_| at_ms);
    lead.owner = None;
    lead.owner_name = String::new();
    if lead.is_open() {
        lead.state = LeadState::Untouched;
        lead.next = None;
    }
    desk.put(&lead)?;
    let Held::Here(customer) = person(desk, lead.customer)? else { return Ok(()) };
    let left = match from {
        Some(from) if !knows(desk, from, &customer)? => Some(from),
        Some(_) | None => None,
    };
    for mut row in rows_of(desk, customer)? {
        row.stores.retain(|store| Some(*store) != left);
        add(&mut row.stores, to.into_iter().collect());
        desk.put(&row)?;
    }
    Ok(())
}

/// Whether `store` has to do with the customer: they have been there, or it has a lead of theirs.
fn knows(desk: &mut Desk<'_>, store: Id<Store>, customer: &Customer) -> Result<bool, Stop> {
    for row in rows_of(desk, customer.clone())? {
        let visits = all_by::<StoreVisit>(desk, &StoreVisit::of_customer(row.id))?;
        let leads = all_by::<Lead>(desk, &Lead::of_customer(row.id))?;
        if visits.iter().any(|visit| visit.store == store) || leads.iter().any(|lead| lead.store == Some(store)) {
            return Ok(true);
        }
    }
    Ok(false)
}

//! `order.collect.v1`: the customer pays after all what a card took off that turned out not to count.
//! `order.goodwill.v1`: a manager lets it pass, within the store's budget for the month.
//!
//! Both settle what the case about the card is about, and close it. Collecting is a fact: it was agreed with the customer,
//! so the order costs more from now on, whatever somebody else did about the case meanwhile; headquarters opens another
//! case then. Goodwill is an intent: headquarters keeps the budget, and of two tablets that spend its rest without seeing
//! each other the second is refused; its case is open again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, object};
use crate::entities::{Case, Device, Goodwill, LostCard, Order, Policy, QuoteVersion, Remedy, Role, Staff};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// The difference is collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CollectDifference {
    /// The case about the card.
    pub case: Id<Case>,
    /// The order that stands on it.
    pub order: Id<Order>,
    /// What the card took off, as the customer was told, minor units.
    pub minor: i64,
    /// In words.
    pub note: String,
}

/// A manager lets it pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GrantGoodwill {
    /// The case about the card.
    pub case: Id<Case>,
    /// The order that stands on it.
    pub order: Id<Order>,
    /// What the card took off, as the manager saw it, minor units.
    pub minor: i64,
    /// In words.
    pub note: String,
}

impl Operation for CollectDifference {
    const TAG: &'static str = "order.collect.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let (mut case, mut order, card) = at_stake(desk, self.case, self.order)?;
        let (name, at_ms) = (order.buyer.name.clone(), desk.stamp().at.best_ms());
        if let Some(worth) = worth(desk, &order)?
            && worth != self.minor
        {
            object(desk, &name, Refusal::card_worth_changed(worth))?;
        }
        if self.minor <= 0 {
            return Err(Refusal::card_worth_changed(0).into());
        }
        if let Some(cancelled) = &order.cancelled {
            object(desk, &name, Refusal::order_cancelled(&cancelled.by_name, cancelled.at_ms))?;
        }
        let note = bounded("note", &self.note)?;
        match case.close(at_ms, &staff, Remedy::CollectDifference, note) {
            Ok(()) => desk.put(&case)?,
            Err(Stop::Refused(refusal)) => object(desk, &name, refusal)?,
            Err(stop) => return Err(stop),
        }
        // Collected once, whoever says so again.
        if order.collected_minor() == 0 {
            order.card_lost = Some(LostCard { card, minor: self.minor, collected: true, by_name: staff.name, at_ms });
            desk.put(&order)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

impl Operation for GrantGoodwill {
    const TAG: &'static str = "order.goodwill.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Manager, Role::Clerk])?;
        let (mut case, mut order, card) = at_stake(desk, self.case, self.order)?;
        may_grant(desk, &staff, &order)?;
        let note = bounded("note", &self.note)?.to_owned();
        let at_ms = desk.stamp().at.best_ms();
        case.close(at_ms, &staff, Remedy::Goodwill, &note)?;
        if let Some(cancelled) = &order.cancelled {
            return Err(Refusal::order_cancelled(&cancelled.by_name, cancelled.at_ms).into());
        }
        match worth(desk, &order)? {
            Some(worth) if worth != self.minor => return Err(Refusal::card_worth_changed(worth).into()),
            _ if self.minor <= 0 => return Err(Refusal::card_worth_changed(0).into()),
            _ => {}
        }
        within_budget(desk, &order, self.minor)?;
        let (store, minor) = (order.store, self.minor);
        let by_name = staff.name.clone();
        desk.put(&case)?;
        let goodwill = Goodwill {
            id: desk.fresh(),
            store,
            order: order.id,
            case: case.id,
            minor,
            note,
            by: staff.id,
            by_name: staff.name,
            at_ms,
        };
        desk.put(&goodwill)?;
        order.card_lost = Some(LostCard { card, minor, collected: false, by_name, at_ms });
        desk.put(&order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// The case, the order, and the number of the card that the order stands on.
fn at_stake(desk: &mut Desk<'_>, case: Id<Case>, order: Id<Order>) -> Result<(Case, Order, String), Stop> {
    let Held::Here(case) = desk.get(case)? else { return Err(Refusal::case_unknown().into()) };
    let Held::Here(order) = desk.get(order)? else { return Err(Refusal::order_unknown().into()) };
    match order.card.clone().filter(|_| case.is_about(&order)) {
        Some(card) => Ok((case, order, card)),
        None => Err(Refusal::card_not_on_order().into()),
    }
}

/// What the card takes off what was signed last, if this desk holds that.
pub(super) fn worth(desk: &mut Desk<'_>, order: &Order) -> Result<Option<i64>, Stop> {
    let Some(agreement) = order.agreement() else { return Ok(None) };
    Ok(match desk.get::<QuoteVersion>(agreement.version)? {
        Held::Here(version) => Some(version.content.sums().card_minor),
        Held::Absent | Held::Outside => None,
    })
}

fn may_grant(desk: &mut Desk<'_>, staff: &Staff, order: &Order) -> Result<(), Stop> {
    match staff.role {
        Role::Clerk if desk.stamp().device != Device::HQ => Err(Refusal::only_at_hq().into()),
        Role::Clerk => Ok(()),
        _ if staff.store == Some(order.store) => Ok(()),
        role => Err(Refusal::not_allowed(role).into()),
    }
}

/// Whether the store may let `minor` more pass this month. The month is that of HQ's time: a wrong clock opens no other.
fn within_budget(desk: &mut Desk<'_>, order: &Order, minor: i64) -> Result<(), Stop> {
    let at_ms = desk.stamp().at.hq_ms.ok_or_else(Refusal::time_unknown)?;
    let own = desk.stamp().id;
    let granted = match desk.by::<Goodwill>(&Goodwill::in_month(order.store, at_ms))? {
        Held::Here(all) => all,
        Held::Absent | Held::Outside => Vec::new(),
    };
    let Held::Here(policy) = desk.get(Policy::ID)? else { return Err(Refusal::goodwill_spent(0, 0).into()) };
    let left = policy.goodwill_left_minor(granted.iter().filter(|one| one.id != own.nth(1)));
    if minor > left {
        return Err(Refusal::goodwill_spent(left, policy.goodwill_minor).into());
    }
    Ok(())
}

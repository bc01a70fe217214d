//! `case.close.v1`: a person says what was done about a case.
//!
//! An intent: where two people close one case, the first that HQ judges stands and the other is told who it was. Only
//! people close cases; nothing in the system does. What is done on an order (collecting, goodwill, calling it off) is an
//! operation of its own that closes the case with it; a tablet that does not know those yet said so here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::remedy_card::worth;
use crate::entities::{Case, Device, Order, Remedy, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A case is closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CloseCase {
    /// Which.
    pub case: Id<Case>,
    /// What was done.
    pub remedy: Remedy,
    /// In words.
    pub note: String,
}

impl Operation for CloseCase {
    const TAG: &'static str = "case.close.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::CASES)?;
        let Held::Here(mut case) = desk.get(self.case)? else { return Err(Refusal::case_unknown().into()) };
        case.close(desk.stamp().at.best_ms(), &staff, self.remedy, bounded("note", &self.note)?)?;
        let told_now = desk.first() || desk.stamp().device == Device::HQ;
        if told_now
            && case.remedies == Remedy::OF_A_CARD
            && (self.remedy != Remedy::Acknowledged || at_stake(desk, &case)?)
        {
            return Err(Refusal::remedy_on_order().into());
        }
        desk.put(&case)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// Whether an order costs less because of the card that the case is about: then words do not settle it.
fn at_stake(desk: &mut Desk<'_>, case: &Case) -> Result<bool, Stop> {
    let mut orders = Vec::new();
    if let Some(order) = case.order
        && let Held::Here(order) = desk.get(order)?
    {
        orders.push(order);
    }
    if let Some(card) = case.card()
        && let Held::Here(with) = desk.by::<Order>(&Order::with_card(card.as_str()))?
    {
        orders.extend(with);
    }
    for order in orders.iter().filter(|order| case.is_about(order) && order.cancelled.is_none()) {
        if order.card.is_some() && worth(desk, order)?.is_some_and(|minor| minor > 0) {
            return Ok(true);
        }
    }
    Ok(false)
}

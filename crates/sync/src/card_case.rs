//! What a case about a card that does not count puts at stake: the order that stands on the card, what the card took off
//! it, and what the store may still let pass. The same for the tablet's screens and for the console's.

use serde::Serialize;
use tenon_domain::Id;
use tenon_domain::entities::{Case, Goodwill, Order, Policy, QuoteVersion, Remedy};
use tenon_store::{Error, SqlRows};
use ts_rs::TS;

/// What is at stake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CaseStake {
    /// The order that stands on the card.
    pub order: Id<Order>,
    /// What people call it.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// What the card took off, minor units.
    pub minor: i64,
    /// What the store's managers may still let pass this month, as far as it is known here, minor units.
    pub left_minor: i64,
    /// What they may let pass in a month, minor units.
    pub limit_minor: i64,
}

/// What the open case `case` puts at stake; none where no order stands on its card. `now_ms` is HQ's time.
pub fn stake(rows: &mut SqlRows<'_>, case: &Case, now_ms: i64) -> Result<Option<CaseStake>, Error> {
    let mut orders = Vec::new();
    if let Some(order) = case.order {
        orders.extend(rows.entity::<Order>(order)?);
    } else if let Some(card) = case.card() {
        orders = rows.entities_by::<Order>(&Order::with_card(card.as_str()))?;
    }
    let stands = |one: &Order| case.is_about(one) && one.cancelled.is_none() && one.card.is_some();
    let Some(order) = orders.into_iter().find(stands) else { return Ok(None) };
    let version = match order.agreement() {
        Some(agreement) => rows.entity::<QuoteVersion>(agreement.version)?,
        None => None,
    };
    let granted = rows.entities_by::<Goodwill>(&Goodwill::in_month(order.store, now_ms))?;
    let policy = rows.entity::<Policy>(Policy::ID)?;
    Ok(Some(CaseStake {
        number: order.number(),
        minor: version.map_or(0, |version| version.content.sums().card_minor),
        left_minor: policy.as_ref().map_or(0, |policy| policy.goodwill_left_minor(&granted)),
        limit_minor: policy.map_or(0, |policy| policy.goodwill_minor),
        order: order.id,
        name: order.buyer.name,
        currency: order.currency,
    }))
}

/// The remedies of `case` that can be carried out now.
pub fn remedies(case: &Case, stake: Option<&CaseStake>) -> Vec<Remedy> {
    if case.remedies != Remedy::OF_A_CARD {
        return case.remedies.clone();
    }
    let costs = stake.is_some_and(|stake| stake.minor > 0);
    let can = |one: &Remedy| match one {
        Remedy::CollectDifference | Remedy::Goodwill => costs,
        Remedy::Cancel => stake.is_some(),
        Remedy::Acknowledged | Remedy::Rebook => !costs,
    };
    case.remedies.iter().copied().filter(can).collect()
}

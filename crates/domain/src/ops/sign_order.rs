//! `order.sign.v1`: a customer signs for what a version of a quote offers.
//!
//! A fact: there is a signed paper. The first tablet refuses what it knows to be wrong before anybody signs; headquarters
//! keeps every order that was signed, and opens a case where two were signed for one quote or with one card, where the
//! discount was not granted, or where the paper says something else than the version.
//!
//! `order.amend.v1`: the customer signs a change. `order.cancel.v1`: the order is called off; money is given back by
//! `payment.return.v1`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::write_quote::bounded_buyer;
use super::{Signing, object, object_with, required};
use crate::entities::{
    Buyer, Cancellation, Case, LostCard, Order, Quote, QuoteVersion, Redemption, Remedy, Role, Standing, StoreVisit,
};
use crate::quoting::CURRENCY_LENGTH;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// An order is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignOrder {
    /// Of which quote.
    pub quote: Id<Quote>,
    /// The visit it is signed in.
    pub visit: Option<Id<StoreVisit>>,
    /// Whose it is.
    pub buyer: Buyer,
    /// ISO 4217.
    pub currency: String,
    /// Number of the privilege card on it, as the version has it.
    pub card: Option<String>,
    /// What is signed.
    pub signing: Signing,
}

impl Operation for SignOrder {
    const TAG: &'static str = "order.sign.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let buyer = bounded_buyer(&self.buyer)?;
        let name = buyer.name.clone();
        if self.currency.len() > CURRENCY_LENGTH {
            return Err(Refusal::too_long("currency", CURRENCY_LENGTH).into());
        }
        let quote = match desk.get(self.quote)? {
            Held::Here(quote) => Some(quote),
            Held::Absent | Held::Outside if desk.first() => return Err(Refusal::quote_unknown().into()),
            Held::Absent | Held::Outside => None,
        };
        if let Some(other) = quote.as_ref().and_then(|quote| quote.order) {
            object(desk, &name, Refusal::quote_ordered(&Order::number_of(other)))?;
        }
        let (agreement, card) = self.signing.agreement(desk, staff, self.quote, self.card.as_deref())?;
        let id = desk.fresh();
        check_card(desk, &name, (self.quote, id), card.as_deref())?;
        let visit = match self.visit {
            Some(visit) => desk.get(visit)?,
            None => Held::Absent,
        };
        let touch = match visit {
            Held::Here(visit) => visit.touch,
            Held::Absent | Held::Outside => quote.as_ref().map(|quote| quote.touch.clone()).unwrap_or_default(),
        };
        let order = Order {
            id,
            quote: self.quote,
            store: desk.stamp().store,
            visit: self.visit,
            buyer,
            currency: self.currency.clone(),
            card,
            touch,
            agreements: vec![agreement],
            cancelled: None,
            card_lost: None,
        };
        if let Some(mut quote) = quote {
            quote.order = quote.order.or(Some(order.id));
            desk.put(&quote)?;
        }
        desk.put(&order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.buyer.name.trim().to_owned()
    }
}

/// Objects to a card that is part of another order than that of `quote`, or that nobody redeemed.
/// Where its redemption fell before, the case about that says what to do, and there is no second one.
fn check_card(
    desk: &mut Desk<'_>,
    name: &str,
    (quote, order): (Id<Quote>, Id<Order>),
    card: Option<&str>,
) -> Result<(), Stop> {
    let Some(card) = card else { return Ok(()) };
    if fell_before(desk, card)? {
        return Ok(());
    }
    if let Held::Here(orders) = desk.by::<Order>(&Order::with_card(card))?
        && let Some(other) = orders.into_iter().find(|one| one.cancelled.is_none() && one.quote != quote)
    {
        let refusal = Refusal::card_on_other_order(&other.number(), &other.buyer.name);
        return object_with(desk, name, refusal, &Remedy::OF_A_CARD, Some(order));
    }
    let redeemed = match desk.by::<Redemption>(&Redemption::of_card(card))? {
        Held::Here(all) => all.iter().any(|one| one.standing == Standing::Stands),
        Held::Absent | Held::Outside => false,
    };
    if redeemed {
        return Ok(());
    }
    object_with(desk, name, Refusal::card_not_redeemed(), &Remedy::OF_A_CARD, Some(order))
}

/// Objects to a change in which a card that did not count takes off more than was let pass, or anything where its worth
/// was collected.
fn check_settled(desk: &mut Desk<'_>, order: &Order, lost: &LostCard, version: Id<QuoteVersion>) -> Result<(), Stop> {
    let off = match desk.get(version)? {
        Held::Here(version) => version.content.sums().card_minor,
        Held::Absent | Held::Outside => 0,
    };
    let most = if lost.collected { 0 } else { lost.minor };
    if off > most { object(desk, &order.buyer.name, Refusal::card_settled(&lost.by_name)) } else { Ok(()) }
}

/// Whether headquarters has told this operation's device that its redemption of `card` does not count.
fn fell_before(desk: &mut Desk<'_>, card: &str) -> Result<bool, Stop> {
    if !desk.authority() {
        return Ok(false);
    }
    for parent in &desk.stamp().after {
        if let Held::Here(cases) = desk.by::<Case>(&Case::about(*parent))?
            && cases.iter().any(|case| case.closed.is_none() && case.card().is_some_and(|one| one.as_str() == card))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The customer signs a change of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AmendOrder {
    /// Which order.
    pub order: Id<Order>,
    /// What is signed.
    pub signing: Signing,
}

impl Operation for AmendOrder {
    const TAG: &'static str = "order.amend.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let Held::Here(mut order) = desk.get(self.order)? else { return Err(Stop::Conflict(Refusal::order_unknown())) };
        if let Some(cancelled) = &order.cancelled {
            object(desk, &order.buyer.name, Refusal::order_cancelled(&cancelled.by_name, cancelled.at_ms))?;
        }
        let (agreement, card) = self.signing.agreement(desk, staff, order.quote, order.card.as_deref())?;
        match &order.card_lost {
            Some(lost) if card.as_ref() == Some(&lost.card) => check_settled(desk, &order, lost, self.signing.version)?,
            _ => check_card(desk, &order.buyer.name, (order.quote, order.id), card.as_deref())?,
        }
        order.agreements.push(agreement);
        order.card = card;
        desk.put(&order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.signing.signature.name.trim().to_owned()
    }
}

/// An order is called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CancelOrder {
    /// Which order.
    pub order: Id<Order>,
    /// Why, in words.
    pub reason: String,
    /// The case that is closed with it: its card did not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Id<Case>>,
}

impl Operation for CancelOrder {
    const TAG: &'static str = "order.cancel.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Manager, Role::Clerk])?;
        let reason = required("reason", &self.reason)?.to_owned();
        let Held::Here(mut order) = desk.get(self.order)? else { return Err(Refusal::order_unknown().into()) };
        if let Some(cancelled) = &order.cancelled {
            return Err(Refusal::order_cancelled(&cancelled.by_name, cancelled.at_ms).into());
        }
        if let Some(case) = self.case {
            let Held::Here(mut case) = desk.get(case)? else { return Err(Refusal::case_unknown().into()) };
            if !case.is_about(&order) {
                return Err(Refusal::card_not_on_order().into());
            }
            case.close(desk.stamp().at.best_ms(), &staff, Remedy::Cancel, &reason)?;
            desk.put(&case)?;
        }
        order.cancelled = Some(Cancellation { at_ms: desk.stamp().at.best_ms(), by_name: staff.name, reason });
        if let Held::Here(mut quote) = desk.get(order.quote)?
            && quote.order == Some(order.id)
        {
            quote.order = None;
            desk.put(&quote)?;
        }
        desk.put(&order)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

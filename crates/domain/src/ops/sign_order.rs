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

use super::{object, required};
use crate::entities::{
    Agreement, Buyer, Cancellation, Instalment, Order, Quote, QuoteVersion, Redemption, Role, Signature, Staff,
    Standing, StoreVisit,
};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Parts that a price is paid in at most.
const INSTALMENTS_LIMIT: usize = 12;
/// Numbers in a signature at most, two for each point.
const STROKES_LIMIT: usize = 10_000;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Signing {
    /// What is offered.
    pub version: Id<QuoteVersion>,
    /// What it costs, minor units.
    pub total_minor: i64,
    /// When each part falls due; the parts add up to the total.
    pub instalments: Vec<Instalment>,
    /// Who signs, and what.
    pub signature: Signature,
}

impl Signing {
    fn agreement(&self, desk: &mut Desk<'_>, staff: Staff) -> Result<Agreement, Stop> {
        let name = required("name", &self.signature.name)?.to_owned();
        let hash = &self.signature.document;
        if hash.len() != 64 || !hash.bytes().all(|one| one.is_ascii_hexdigit()) {
            return Err(Refusal::signature_missing().into());
        }
        let numbers: usize = self.signature.strokes.iter().map(Vec::len).sum();
        if numbers < 4 || self.signature.strokes.iter().any(|stroke| stroke.len() % 2 != 0) {
            return Err(Refusal::signature_missing().into());
        }
        if numbers > STROKES_LIMIT {
            return Err(Refusal::too_long("signature", STROKES_LIMIT).into());
        }
        let parts = &self.instalments;
        let adds_up = parts.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.minor)) == Some(self.total_minor);
        if parts.len() > INSTALMENTS_LIMIT || parts.iter().any(|one| one.minor < 0) || !adds_up {
            return Err(Refusal::instalments_do_not_add_up().into());
        }
        match desk.get::<QuoteVersion>(self.version)? {
            Held::Here(mut version) => {
                if !version.is_granted() {
                    object(desk, &name, Refusal::quote_waits_for_approval())?;
                }
                if version.content.sums().total_minor != self.total_minor {
                    object(desk, &name, Refusal::quote_changed(&version.by_name, version.at_ms))?;
                }
                if desk.first() && desk.stamp().at.best_ms() >= version.content.valid_until_ms {
                    return Err(Refusal::quote_expired(version.content.valid_until_ms).into());
                }
                if !version.fixed {
                    version.fixed = true;
                    desk.put(&version)?;
                }
            }
            Held::Absent => object(desk, &name, Refusal::quote_unknown())?,
            Held::Outside if desk.first() => return Err(Refusal::quote_unknown().into()),
            Held::Outside => {}
        }
        Ok(Agreement {
            version: self.version,
            total_minor: self.total_minor,
            instalments: self.instalments.clone(),
            signature: Signature { name, ..self.signature.clone() },
            by: staff.id,
            by_name: staff.name,
            at_ms: desk.stamp().at.best_ms(),
        })
    }
}

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
    /// Number of the privilege card on it.
    pub card: Option<String>,
    /// What is signed.
    pub signing: Signing,
}

impl Operation for SignOrder {
    const TAG: &'static str = "order.sign.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let name = self.subject();
        let quote = match desk.get(self.quote)? {
            Held::Here(quote) => Some(quote),
            Held::Absent | Held::Outside if desk.first() => return Err(Refusal::quote_unknown().into()),
            Held::Absent | Held::Outside => None,
        };
        if let Some(other) = quote.as_ref().and_then(|quote| quote.order) {
            object(desk, &name, Refusal::quote_ordered(&format!("D-{}", other.code())))?;
        }
        if let Some(card) = &self.card
            && let Held::Here(orders) = desk.by::<Order>(&Order::with_card(card))?
            && let Some(other) = orders.into_iter().find(|one| one.cancelled.is_none() && one.quote != self.quote)
        {
            object(desk, &name, Refusal::card_on_other_order(&other.number(), &other.buyer.name))?;
        }
        if let Some(card) = &self.card
            && !redeemed(desk, card)?
        {
            object(desk, &name, Refusal::card_not_redeemed())?;
        }
        let agreement = self.signing.agreement(desk, staff)?;
        let visit = match self.visit {
            Some(visit) => desk.get(visit)?,
            None => Held::Absent,
        };
        let touch = match visit {
            Held::Here(visit) => visit.touch,
            Held::Absent | Held::Outside => quote.as_ref().map(|quote| quote.touch.clone()).unwrap_or_default(),
        };
        let order = Order {
            id: desk.fresh(),
            quote: self.quote,
            store: desk.stamp().store,
            visit: self.visit,
            buyer: self.buyer.clone(),
            currency: self.currency.clone(),
            card: self.card.clone(),
            touch,
            agreements: vec![agreement],
            cancelled: None,
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

/// Whether a redemption of the card counts, final or not.
fn redeemed(desk: &mut Desk<'_>, card: &str) -> Result<bool, Stop> {
    Ok(match desk.by::<Redemption>(&Redemption::of_card(card))? {
        Held::Here(all) => all.iter().any(|one| one.standing == Standing::Stands),
        Held::Absent | Held::Outside => false,
    })
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
        let agreement = self.signing.agreement(desk, staff)?;
        order.agreements.push(agreement);
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

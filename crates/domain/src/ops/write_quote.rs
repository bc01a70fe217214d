//! `quote.write.v1`: a seller writes a quote, or writes over what it offers.
//!
//! An intent. The content travels whole, with the prices that the customer saw. Whoever wrote a version last goes on
//! changing it, on the same device, until it is fixed; every other writing makes a new version over those that it names.
//! Two people who write over the same version on two tablets leave two heads: nothing is lost, both see both, and writing
//! over both settles it. A discount by hand within the writer's authority is granted with the writing; beyond it the
//! version waits for somebody who may (`quote.answer.v1`); below the lowest floor it is refused.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{bounded, required};
use crate::entities::{
    Allowance, Approval, Buyer, Campaign, DiscountAnswer, DiscountAuthority, Quote, QuoteVersion, Role, Staff,
    StoreVisit, Touch,
};
use crate::quoting::QuoteContent;
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// Versions that are written over at once, at most.
const HEADS_LIMIT: usize = 20;

/// A quote is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WriteQuote {
    /// The quote; none for a new one.
    pub quote: Option<Id<Quote>>,
    /// The versions that are written over; empty for a new quote.
    pub over: Vec<Id<QuoteVersion>>,
    /// The visit it is written in.
    pub visit: Option<Id<StoreVisit>>,
    /// Whom it is for.
    pub buyer: Buyer,
    /// What is offered.
    pub content: QuoteContent,
}

impl Operation for WriteQuote {
    const TAG: &'static str = "quote.write.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let visit = match self.visit {
            Some(visit) => match desk.get(visit)? {
                Held::Here(visit) => Some(visit),
                Held::Absent | Held::Outside => None,
            },
            None => None,
        };
        if self.over.len() > HEADS_LIMIT {
            return Err(Refusal::too_long("over", HEADS_LIMIT).into());
        }
        let mut buyer = bounded_buyer(&self.buyer)?;
        buyer.phone = buyer.phone.or_else(|| visit.as_ref()?.phone.clone());
        let approval = self.approval(desk, &staff)?;
        let at_ms = desk.stamp().at.best_ms();
        let touch = visit.map(|visit| visit.touch).unwrap_or_default();
        let mut quote = self.quote(desk, &staff, buyer, touch)?;
        let version = match self.going_on(desk, &quote, &staff)? {
            Some(mut version) => {
                version.content = self.content.clone();
                version.at_ms = at_ms;
                version.approval = approval;
                version
            }
            None => QuoteVersion {
                id: desk.fresh(),
                quote: quote.id,
                store: quote.store,
                over: self.over.clone(),
                content: self.content.clone(),
                by: staff.id,
                by_name: staff.name,
                device: desk.stamp().device,
                at_ms,
                approval,
                fixed: false,
            },
        };
        quote.heads.retain(|head| !self.over.contains(head) && *head != version.id);
        quote.heads.push(version.id);
        quote.changed_ms = at_ms;
        desk.put(&version)?;
        desk.put(&quote)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.buyer.name.trim().to_owned()
    }
}

impl WriteQuote {
    /// The quote as it stands, or a new one.
    fn quote(&self, desk: &mut Desk<'_>, staff: &Staff, buyer: Buyer, touch: Touch) -> Result<Quote, Stop> {
        let at_ms = desk.stamp().at.best_ms();
        let Some(id) = self.quote else {
            return Ok(Quote {
                id: desk.fresh(),
                store: desk.stamp().store,
                visit: self.visit,
                buyer,
                by: staff.id,
                by_name: staff.name.clone(),
                made_ms: at_ms,
                changed_ms: at_ms,
                heads: Vec::new(),
                order: None,
                touch,
            });
        };
        let Held::Here(mut quote) = desk.get(id)? else { return Err(Refusal::quote_unknown().into()) };
        quote.buyer = buyer;
        Ok(quote)
    }

    /// The version that the writer is still at.
    fn going_on(&self, desk: &mut Desk<'_>, quote: &Quote, staff: &Staff) -> Result<Option<QuoteVersion>, Stop> {
        let [only] = self.over.as_slice() else { return Ok(None) };
        let Held::Here(version) = desk.get(*only)? else { return Ok(None) };
        let own = version.by == staff.id && version.device == desk.stamp().device;
        Ok(Some(version).filter(|version| own && !version.fixed && quote.heads.contains(&version.id)))
    }

    /// What has to be said to the discount by hand; none without one.
    fn approval(&self, desk: &mut Desk<'_>, staff: &Staff) -> Result<Option<Approval>, Stop> {
        let campaign = match &self.content.card {
            Some(card) => match desk.get::<Campaign>(card.campaign)? {
                Held::Here(campaign) => Some(campaign),
                Held::Absent | Held::Outside => return Err(Refusal::quote_card_wrong().into()),
            },
            None => None,
        };
        self.content.check(campaign.as_ref())?;
        if self.content.sums().discount_minor == 0 {
            return Ok(None);
        }
        let at_ms = desk.stamp().at.best_ms();
        let (able, answer) = match judged(desk, &self.content, staff.role)? {
            Allowance::Never { floor_minor } => return Err(Refusal::discount_below_floor(floor_minor).into()),
            Allowance::NeedsApproval { by } => (by, None),
            Allowance::Within => {
                let (by_name, role) = (staff.name.clone(), staff.role);
                let own = DiscountAnswer { granted: true, by: staff.id, by_name, role, at_ms, note: String::new() };
                (vec![staff.role], Some(own))
            }
        };
        Ok(Some(Approval { able, answer }))
    }
}

/// `buyer` with a name, and with no text longer than people need.
pub(super) fn bounded_buyer(buyer: &Buyer) -> Result<Buyer, Stop> {
    Ok(Buyer {
        name: required("name", &buyer.name)?.to_owned(),
        phone: buyer.phone.as_deref().map(|phone| bounded("phone", phone).map(str::to_owned)).transpose()?,
        address: bounded("address", &buyer.address)?.to_owned(),
    })
}

/// What the chain's authority says of the discount by hand on `content`.
pub(super) fn judged(desk: &mut Desk<'_>, content: &QuoteContent, role: Role) -> Result<Allowance, Stop> {
    Ok(match desk.get::<DiscountAuthority>(DiscountAuthority::ID)? {
        Held::Here(authority) => content.allowance(Some(&authority), role),
        Held::Absent | Held::Outside => content.allowance(None, role),
    })
}

//! `lead.receive.v1`: somebody left their phone with a website or a call centre, or called head office.
//!
//! An intent of HQ's own device. Whom to call is a `Customer`: whoever has the phone, else a new one. The lead goes to the
//! showroom that they want; without one it goes where an earlier lead of theirs is being followed, else it waits at HQ. A
//! website's reference makes one lead; asking again is answered before this.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::{Met, Said, add, known, open_leads};
use super::{bounded, required};
use crate::entities::{
    Campaign, Consent, Customer, Device, Lead, LeadDeed, LeadEvent, LeadSource, LeadState, Role, Staff, Store,
};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// What contact by phone is called among consents.
const CONTACT: &str = "contact";

/// A lead comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ReceiveLead {
    /// The website's identifier of it.
    pub reference: String,
    /// Whom to call.
    pub name: String,
    /// Their phone in E.164, as the front door read it.
    pub phone: String,
    /// The showroom they want to go to.
    pub store: Option<Id<Store>>,
    /// The chain's campaign that brought them.
    pub campaign: Option<Id<Campaign>>,
    /// What they want, in words.
    pub wish: String,
    /// Where it came from.
    pub source: LeadSource,
    /// What they agreed to when they left their phone, word for word; none where they were not asked.
    pub consent: Option<String>,
}

impl ReceiveLead {
    /// Whether `lead`, whose customer is `customer`, is what this asks for.
    pub fn made(&self, lead: &Lead, customer: &Customer) -> bool {
        let phone = customer.erased_ms.is_some() || customer.phones.contains(&self.phone);
        let wish = customer.erased_ms.is_some() || lead.wish == self.wish.trim();
        phone && wish && (lead.wanted, lead.campaign) == (self.store, self.campaign)
    }

    fn check(&self) -> Result<(), Stop> {
        let LeadSource { source, medium, campaign, term, content, click } = &self.source;
        for (field, text) in [
            ("utm_source", source),
            ("utm_medium", medium),
            ("utm_campaign", campaign),
            ("utm_term", term),
            ("utm_content", content),
            ("click", click),
            ("wish", &self.wish),
            ("consent", self.consent.as_ref().unwrap_or(&String::new())),
        ] {
            bounded(field, text)?;
        }
        Ok(())
    }

    fn lead(&self, desk: &mut Desk<'_>, site: &Staff, store: Option<Id<Store>>) -> Result<Lead, Stop> {
        let now = desk.stamp().at.best_ms();
        let given = store.map(|to| LeadEvent {
            at_ms: now,
            by_name: site.name.clone(),
            deed: LeadDeed::Given { to },
            note: String::new(),
        });
        Ok(Lead {
            id: desk.fresh(),
            site: site.id,
            site_name: site.name.clone(),
            reference: required("reference", &self.reference)?.to_owned(),
            customer: desk.fresh(),
            wish: self.wish.trim().to_owned(),
            wanted: self.store,
            store,
            given_ms: store.map(|_| now),
            source: self.source.clone(),
            campaign: self.campaign,
            made_ms: now,
            state: LeadState::Untouched,
            owner: None,
            owner_name: String::new(),
            next: None,
            history: given.into_iter().collect(),
        })
    }
}

impl Operation for ReceiveLead {
    const TAG: &'static str = "lead.receive.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let site = desk.actor(&[Role::Website, Role::Clerk])?;
        if desk.stamp().device != Device::HQ {
            return Err(Refusal::only_at_hq().into());
        }
        let name = required("name", &self.name)?;
        let phone = required("phone", &self.phone)?;
        self.check()?;
        let reference = required("reference", &self.reference)?;
        if let Held::Here(_) = desk.by::<Lead>(&Lead::of_reference(site.id, reference))? {
            return Err(Refusal::lead_received_before(reference).into());
        }
        if let Some(store) = self.store
            && !matches!(desk.get::<Store>(store)?, Held::Here(_))
        {
            return Err(Refusal::store_unknown().into());
        }
        let campaign = match self.campaign.map(|campaign| desk.get::<Campaign>(campaign)).transpose()? {
            Some(Held::Here(campaign)) => Some(campaign),
            Some(Held::Absent | Held::Outside) => return Err(Refusal::campaign_unknown().into()),
            None => None,
        };
        let before = known(desk, Some(phone), None)?;
        let followed = match &before {
            Some(customer) if self.store.is_none() => {
                open_leads(desk, customer)?.into_iter().find_map(|lead| lead.store)
            }
            Some(_) | None => None,
        };
        let store = self.store.or(followed);
        let mut lead = self.lead(desk, &site, store)?;
        let fresh = lead.customer;
        let met = before.map_or(Met::New, |customer| Met::Known(Box::new(customer)));
        lead.customer = met.id(fresh).unwrap_or(fresh);
        let said = Said { chosen: None, name, phone: Some(phone), card: None };
        met.put(desk, fresh, &said, &lead.touch(campaign.as_ref()))?;
        if let Held::Here(mut customer) = desk.get(lead.customer)? {
            add(&mut customer.stores, store.into_iter().collect());
            let wording = self.consent.as_deref().map(str::trim).filter(|wording| !wording.is_empty());
            customer.consents.extend(wording.map(|wording| Consent {
                purpose: CONTACT.to_owned(),
                given: true,
                wording: wording.to_owned(),
                at_ms: lead.made_ms,
                by_name: site.name.clone(),
                store: None,
            }));
            desk.put(&customer)?;
        }
        desk.put(&lead)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.reference.clone()
    }
}

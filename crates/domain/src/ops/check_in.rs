//! `visit.check_in.v1`: a customer comes into the store and someone serves them.
//!
//! A fact. Makes a `StoreVisit` with the touch that a sale will be credited to: the card that is shown, else the lead
//! that is followed, else what first brought a customer who is known, else what they say, else nothing (a walk-in). Who
//! comes with a phone or a card is written down as a `Customer`, or is the one who has that phone already; an open lead
//! of theirs is done with.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use super::customer_rows::{Met, Said, again, came, meet, open_leads};
use crate::entities::{Campaign, Card, CardSale, Customer, Lead, Role, StoreVisit, Touch, TouchKind};
use crate::{Desk, Finality, Held, Id, Localized, Nature, Operation, Refusal, Stop};

/// A customer is checked in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckIn {
    /// The customer's name, or a word to know them by.
    pub name: String,
    /// Their phone, if they give it.
    pub phone: Option<String>,
    /// The card they show.
    pub card: Option<Id<Card>>,
    /// Who they are, where the tablet knows.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub customer: Option<Id<Customer>>,
    /// The lead that was followed.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub lead: Option<Id<Lead>>,
    /// Where they say they have heard of us.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub told: Option<String>,
}

impl CheckIn {
    /// What a sale is credited to, and the leads that this visit ends.
    fn touch(&self, desk: &mut Desk<'_>, met: &Met) -> Result<(Touch, Vec<Lead>), Stop> {
        let named = match self.lead.map(|lead| desk.get(lead)).transpose()? {
            Some(Held::Here(lead)) => Some(lead),
            Some(Held::Absent | Held::Outside) | None => None,
        };
        let mut leads: Vec<Lead> = named.clone().filter(Lead::is_open).into_iter().collect();
        if let Met::Known(customer) = met {
            leads.extend(open_leads(desk, customer)?.into_iter().filter(|lead| Some(lead.id) != self.lead));
        }
        let touch = if let Some(card) = self.card {
            card_touch(desk, card)?
        } else if let Some(lead) = named.as_ref().or(leads.first()) {
            let campaign = lead.campaign.map(|campaign| desk.get::<Campaign>(campaign)).transpose()?;
            match campaign {
                Some(Held::Here(campaign)) => lead.touch(Some(&campaign)),
                Some(Held::Absent | Held::Outside) | None => lead.touch(None),
            }
        } else if let Met::Known(customer) = met {
            again(customer)
        } else {
            match bounded("told", self.told.as_deref().unwrap_or_default())? {
                "" => Touch::default(),
                told => Touch { channel: Localized::new(told, told), ..Touch::default() }.by(TouchKind::Told),
            }
        };
        Ok((touch, leads))
    }
}

/// What the card's campaign says; at HQ, with the word that its buyer searched for.
fn card_touch(desk: &mut Desk<'_>, id: Id<Card>) -> Result<Touch, Stop> {
    let campaign = match desk.get(id)? {
        Held::Here(card) => desk.get(card.campaign)?,
        Held::Absent | Held::Outside => Held::Outside,
    };
    let mut touch = match &campaign {
        Held::Here(campaign) => Touch::of_card(id, Some(campaign)),
        Held::Absent | Held::Outside => Touch::of_card(id, None),
    };
    if let Held::Here(sale) = desk.get(CardSale::id_of(id))?
        && !sale.source.keyword.is_empty()
    {
        touch.keyword = sale.source.keyword;
    }
    Ok(touch)
}

impl Operation for CheckIn {
    const TAG: &'static str = "visit.check_in.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(Role::SHOWROOM)?;
        let name = bounded("name", &self.name)?;
        if name.is_empty() {
            return Err(Refusal::name_missing().into());
        }
        let phone = match &self.phone {
            Some(phone) => Some(bounded("phone", phone)?),
            None => None,
        };
        let phone = phone.filter(|phone| !phone.is_empty());
        let said = Said { chosen: self.customer, name, phone, card: self.card };
        let (id, fresh) = (desk.fresh(), desk.fresh());
        let met = meet(desk, &said)?;
        let (touch, leads) = self.touch(desk, &met)?;
        let erased = matches!(met, Met::Erased(_));
        let visit = StoreVisit {
            id,
            store: desk.stamp().store,
            name: if erased { String::new() } else { name.to_owned() },
            phone: phone.filter(|_| !erased).map(str::to_owned),
            card: self.card,
            campaign: touch.campaign,
            by: staff.id,
            started_ms: desk.stamp().at.best_ms(),
            ended_ms: None,
            customer: met.id(fresh),
            touch: touch.clone(),
            op: Some(desk.stamp().id),
        };
        met.put(desk, fresh, &said, &touch)?;
        desk.put(&visit)?;
        leads.into_iter().try_for_each(|lead| came(desk, lead, id, &staff))?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.name.trim().to_owned()
    }
}

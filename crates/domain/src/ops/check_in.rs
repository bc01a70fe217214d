//! `visit.check_in.v1`: a customer comes into the store and someone serves them.
//!
//! A fact. Makes a `StoreVisit`; the campaign is found from the card, where one is shown, and credits the channel that
//! brought the customer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bounded;
use crate::entities::{Card, Role, StoreVisit};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A customer is checked in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CheckIn {
    /// The customer's name, or a word to know them by.
    pub name: String,
    /// Their phone, if they give it.
    pub phone: Option<String>,
    /// The card they show.
    pub card: Option<Id<Card>>,
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
            Some(phone) => Some(bounded("phone", phone)?.to_owned()),
            None => None,
        };
        let campaign = match self.card {
            Some(card) => match desk.get(card)? {
                Held::Here(card) => Some(card.campaign),
                Held::Absent | Held::Outside => None,
            },
            None => None,
        };
        let visit = StoreVisit {
            id: desk.fresh(),
            store: desk.stamp().store,
            name: name.to_owned(),
            phone: phone.filter(|phone| !phone.is_empty()),
            card: self.card,
            campaign,
            by: staff.id,
            started_ms: desk.stamp().at.best_ms(),
            ended_ms: None,
        };
        desk.put(&visit)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.name.trim().to_owned()
    }
}

//! `customer.consent.v1`: a customer agrees to something, or does so no more.
//!
//! A fact, kept with the words that they were told. Of two words on one purpose the later one holds, and both stay.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::customer_rows::named;
use super::required;
use crate::entities::{Consent, Customer, Device, Role};
use crate::{Desk, Finality, Id, Nature, Operation, Stop};

/// A customer's consent is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteConsent {
    /// Whose.
    pub customer: Id<Customer>,
    /// What for: `contact`, `marketing`, …
    pub purpose: String,
    /// Given, or withdrawn.
    pub given: bool,
    /// What they were told, word for word.
    pub wording: String,
}

impl Operation for NoteConsent {
    const TAG: &'static str = "customer.consent.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let purpose = required("purpose", &self.purpose)?.to_owned();
        let wording = required("wording", &self.wording)?.to_owned();
        let Some(mut customer) = named(desk, self.customer)?.filter(|one| one.erased_ms.is_none()) else {
            return Ok(Finality::Final);
        };
        let stamp = desk.stamp();
        customer.consents.push(Consent {
            purpose,
            given: self.given,
            wording,
            at_ms: stamp.at.best_ms(),
            by_name: staff.name,
            store: (stamp.device != Device::HQ).then_some(stamp.store),
        });
        customer.consents.sort_by_key(|consent| consent.at_ms);
        desk.put(&customer)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

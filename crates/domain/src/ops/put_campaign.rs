//! `campaign.put.v1`: HQ makes a campaign, or changes one.
//!
//! An intent. Whoever changes one says what they have seen, and is refused when it is another by now. Under a campaign
//! of which cards are sold, nothing that buyers were promised gets worse: price, value, goods, beginning and the terms
//! of redeeming offline stay, showrooms and time may only become more. `cards` may always change.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Campaign, CardStock, Role, Store};
use crate::{Desk, Fault, Finality, Held, Nature, Operation, Refusal, Stop};

/// A campaign is made or changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PutCampaign {
    /// As it is to be.
    pub campaign: Box<Campaign>,
    /// As it was seen; none where it is new.
    pub before: Option<Box<Campaign>>,
}

impl Operation for PutCampaign {
    const TAG: &'static str = "campaign.put.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor_at_hq(Role::Clerk)?;
        let mut faults = self.campaign.faults();
        for store in &self.campaign.stores {
            if !matches!(desk.get::<Store>(*store)?, Held::Here(_)) {
                faults.push(Fault::new("stores", "store_unknown", "it names a store that is not known"));
            }
        }
        if let Some(refusal) = Refusal::of_faults(&faults) {
            return Err(refusal.into());
        }
        let held = match desk.get(self.campaign.id)? {
            Held::Here(held) => Some(held),
            Held::Absent | Held::Outside => None,
        };
        if held.as_ref() != self.before.as_deref() {
            return Err(Refusal::campaign_changed().into());
        }
        if let (Some(held), Held::Here(stock)) = (held, desk.get(CardStock::id_of(self.campaign.id))?)
            && stock.sold > 0
            && let Some(field) = self.campaign.breaks_promise_of(&held)
        {
            return Err(Refusal::campaign_promised(field).into());
        }
        desk.put(self.campaign.as_ref())?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.campaign.name.zh.clone()
    }
}

//! `card.extend.v1`: HQ lets a card be valid for longer than its campaign.
//!
//! An intent. A card only ever becomes valid for longer, so that its right may stay where it is: a tablet that has not
//! heard of it says no too early, never yes too long.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::note;
use super::required;
use crate::entities::{Card, CardDeed, CardState, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A card is valid for longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ExtendCard {
    /// Which.
    pub card: Id<Card>,
    /// First moment after its validity, UTC milliseconds.
    pub until_ms: i64,
    /// Why, in words.
    pub reason: String,
}

impl Operation for ExtendCard {
    const TAG: &'static str = "card.extend.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let reason = required("reason", &self.reason)?;
        let Held::Here(mut card) = desk.get(self.card)? else { return Err(Refusal::card_unknown("").into()) };
        match card.state {
            CardState::Sold => {}
            CardState::Issued => return Err(Refusal::card_not_sold().into()),
            CardState::Void => return Err(Refusal::card_void().into()),
        }
        let Held::Here(campaign) = desk.get(card.campaign)? else { return Err(Refusal::campaign_unknown().into()) };
        let until_ms = card.until_ms(&campaign);
        if self.until_ms <= until_ms {
            return Err(Refusal::not_later(until_ms).into());
        }
        card.until_ms = Some(self.until_ms);
        desk.put(&card)?;
        note(desk, card.id, &staff.name, CardDeed::Extended { until_ms: self.until_ms }, reason)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

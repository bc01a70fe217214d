//! `right.reclaim.v1`: HQ takes the right to a card from a tablet that cannot give it back.
//!
//! An intent of HQ, for a tablet that is lost or broken. The right gets a higher epoch: what the tablet spent under the
//! old one and hands in later is a conflict, recorded with a case, never lost. What waited for the right is settled as
//! if it had been given back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{note, settle_card};
use super::required;
use crate::entities::{Card, CardDeed, Right, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A right is taken back without its holder's word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReclaimRight {
    /// To which card.
    pub card: Id<Card>,
    /// Why, in words.
    pub reason: String,
}

impl Operation for ReclaimRight {
    const TAG: &'static str = "right.reclaim.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let reason = required("reason", &self.reason)?;
        let Held::Here(card) = desk.get(self.card)? else { return Err(Refusal::card_unknown("").into()) };
        let right = match desk.get::<Right>(card.right())? {
            Held::Here(right) if right.holder.is_some() => right,
            Held::Here(_) | Held::Absent | Held::Outside => return Err(Refusal::right_not_out().into()),
        };
        let mut right = Right { holder: None, epoch: right.epoch + 1, wanted: false, ..right };
        note(desk, card.id, &staff.name, CardDeed::RightReclaimed, reason)?;
        settle_card(desk, &mut right, card.id)?;
        desk.put(&right)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

//! `card.recall.v1`: HQ takes a card back: to void it, to refund it, to give the buyer another number, or to move it to
//! another showroom.
//!
//! An intent. What is asked for is done once HQ has the card's right, which is at once where HQ holds it. Where a tablet
//! holds it, the card says what it waits for, and the right is wanted: the tablet gives it back at its next contact if
//! it is unspent. Was it spent, the redemption stands, nothing comes of the recall, and there is a case about it. A card
//! that is to be void takes no new redemption meanwhile; one that moves does. A card that nobody bought has no right and
//! can only be void. A second recall takes the place of the first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{carry_out, note, note_spent, standing};
use super::required;
use crate::entities::{Card, CardDeed, CardSale, CardState, Recall, RecallPurpose, Right, Role, Store};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A card is taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RecallCard {
    /// Which.
    pub card: Id<Card>,
    /// What for.
    pub purpose: RecallPurpose,
    /// Why, in words.
    pub reason: String,
}

impl Operation for RecallCard {
    const TAG: &'static str = "card.recall.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor_at_hq(Role::Clerk)?;
        let reason = required("reason", &self.reason)?.to_owned();
        let Held::Here(mut card) = desk.get(self.card)? else { return Err(Refusal::card_unknown("").into()) };
        match (card.state, &self.purpose) {
            (CardState::Void, _) => return Err(Refusal::card_void().into()),
            (CardState::Issued, RecallPurpose::Void) => {
                card.state = CardState::Void;
                desk.put(&card)?;
                note_spent(desk, &card.number, true)?;
                note(desk, card.id, &staff.name, CardDeed::Voided, &reason)?;
                return Ok(Finality::Final);
            }
            (CardState::Issued, _) => return Err(Refusal::card_not_sold().into()),
            (CardState::Sold, _) => {}
        }
        if let Some(redeemed) = standing(desk, &card.number)? {
            let refusal = Refusal::card_already_redeemed(redeemed.at_ms, &redeemed.store_name, &redeemed.by_name);
            return Err(refusal.into());
        }
        self.sound(desk, &card)?;
        let recall = Recall {
            purpose: self.purpose.clone(),
            op: desk.stamp().id,
            by_name: staff.name,
            at_ms: desk.stamp().at.best_ms(),
            reason,
        };
        card.recall = None;
        let Held::Here(mut right) = desk.get::<Right>(card.right())? else {
            return Err(Refusal::right_unknown().into());
        };
        // What headquarters has seen spent, nobody can give back.
        if right.holder.is_some() && right.left > 0 {
            right.wanted = true;
            note(desk, card.id, &recall.by_name, CardDeed::Recalled, &recall.reason)?;
            card.recall = Some(recall);
            desk.put(&card)?;
        } else {
            carry_out(desk, card, &mut right, &recall)?;
        }
        desk.put(&right)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

impl RecallCard {
    /// Whether what is asked for can be done at all.
    fn sound(&self, desk: &mut Desk<'_>, card: &Card) -> Result<(), Stop> {
        match &self.purpose {
            RecallPurpose::Void | RecallPurpose::Reissue { .. } => {}
            RecallPurpose::Refund { amount } => {
                let paid = match desk.get(CardSale::id_of(card.id))? {
                    Held::Here(sale) => sale.paid,
                    Held::Absent | Held::Outside => match desk.get(card.campaign)? {
                        Held::Here(campaign) => campaign.price,
                        Held::Absent | Held::Outside => return Err(Refusal::campaign_unknown().into()),
                    },
                };
                if amount.currency != paid.currency || !(0..=paid.minor).contains(&amount.minor) {
                    return Err(Refusal::amount_unsound(paid.minor).into());
                }
            }
            RecallPurpose::Transfer { to } => {
                let Held::Here(store) = desk.get::<Store>(*to)? else { return Err(Refusal::store_unknown().into()) };
                if card.home == Some(*to) {
                    return Err(Refusal::card_at_home(&store.name).into());
                }
                if let Held::Here(campaign) = desk.get(card.campaign)?
                    && !campaign.taken_in(*to)
                {
                    return Err(Refusal::card_not_valid_here(&store.name).into());
                }
            }
        }
        Ok(())
    }
}

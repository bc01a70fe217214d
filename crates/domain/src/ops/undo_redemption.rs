//! `card.undo_redemption.v1`: a card was redeemed by mistake, and that is taken back.
//!
//! An intent. A manager may, in their store and within the policy's hours; a clerk may at any time. On the tablet the
//! redemption ceases to count at once; the right stays spent there until HQ has judged, for performing again never hands
//! a right back. HQ makes the right good under a higher epoch and gives it to the desk tablet of the card's showroom, so
//! that the card can be redeemed again. A redemption that waited for HQ gives up what it waited for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::{desk_tablet, note, note_spent};
use super::required;
use crate::entities::{Card, CardDeed, CardState, Device, Policy, Redemption, Right, Role, Staff, Standing, Undoing};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A redemption is taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct UndoRedemption {
    /// Which.
    pub redemption: Id<Redemption>,
    /// Why, in words.
    pub reason: String,
}

impl Operation for UndoRedemption {
    const TAG: &'static str = "card.undo_redemption.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let staff = desk.actor(&[Role::Manager, Role::Clerk])?;
        let reason = required("reason", &self.reason)?.to_owned();
        let mut redemption = match desk.get::<Redemption>(self.redemption)? {
            Held::Here(one) if one.standing == Standing::Stands => one,
            Held::Here(_) | Held::Absent | Held::Outside => return Err(Refusal::redemption_unknown().into()),
        };
        allowed(desk, &staff, &redemption)?;
        let was_final = redemption.finality == Finality::Final;
        redemption.standing = Standing::Undone;
        redemption.undone =
            Some(Undoing { at_ms: desk.stamp().at.best_ms(), by_name: staff.name.clone(), reason: reason.clone() });
        desk.put(&redemption)?;
        if desk.authority() {
            make_good(desk, &redemption, was_final, &staff.name, &reason)?;
        } else {
            note_spent(desk, &redemption.number, false)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

fn allowed(desk: &mut Desk<'_>, staff: &Staff, redemption: &Redemption) -> Result<(), Stop> {
    if staff.role == Role::Clerk {
        return if desk.stamp().device == Device::HQ { Ok(()) } else { Err(Refusal::only_at_hq().into()) };
    }
    if staff.store != Some(redemption.store) {
        return Err(Refusal::not_allowed(staff.role).into());
    }
    let Held::Here(policy) = desk.get(Policy::ID)? else { return Err(Refusal::not_allowed(staff.role).into()) };
    if desk.stamp().at.best_ms() > redemption.undo_until_ms(&policy) {
        return Err(Refusal::undo_too_late(policy.undo_hours).into());
    }
    Ok(())
}

/// The card's right is good again, at the desk of its showroom.
fn make_good(
    desk: &mut Desk<'_>,
    redemption: &Redemption,
    was_final: bool,
    by: &str,
    reason: &str,
) -> Result<(), Stop> {
    let Held::Here(cards) = desk.by::<Card>(&Card::by_number(&redemption.number))? else { return Ok(()) };
    let Some(card) = cards.into_iter().next() else { return Ok(()) };
    note(desk, card.id, by, CardDeed::RedemptionUndone, reason)?;
    if card.state != CardState::Void {
        note_spent(desk, &card.number, false)?;
    }
    let Held::Here(mut right) = desk.get::<Right>(card.right())? else { return Ok(()) };
    if was_final && right.left == 0 && card.state == CardState::Sold {
        let desk_of_home = match card.home {
            Some(home) => desk_tablet(desk, home)?,
            None => None,
        };
        right = Right { holder: desk_of_home, epoch: right.epoch + 1, left: 1, wanted: false, ..right };
    } else if card.recall.is_none() {
        right.wanted = false;
    }
    desk.put(&right)
}

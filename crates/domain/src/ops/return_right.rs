//! `right.return.v1`: a device gives a right back to HQ.
//!
//! A fact: from the moment it is journalled the device no longer spends the right. HQ then holds it, under a higher
//! epoch, and settles what waited for it: a provisional redemption of the card becomes final, a recall of the card is
//! carried out; a quota's unspent places go back into their window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::card_rights::settle_card;
use crate::entities::{Right, Subject, Window};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A right is given back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReturnRight {
    /// Which.
    pub right: Id<Right>,
}

impl Operation for ReturnRight {
    const TAG: &'static str = "right.return.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let Held::Here(mut right) = desk.get(self.right)? else { return Err(Refusal::right_unknown().into()) };
        if right.holder != Some(desk.stamp().device) {
            return Err(Refusal::right_unknown().into());
        }
        right.holder = None;
        right.epoch += 1;
        right.wanted = false;
        if desk.authority() {
            settle(desk, &mut right)?;
        }
        desk.put(&right)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

/// What HQ does with a right that came back.
fn settle(desk: &mut Desk<'_>, right: &mut Right) -> Result<(), Stop> {
    match right.subject {
        Subject::Card(card) => settle_card(desk, right, card)?,
        Subject::Window(window) => {
            if let Held::Here(mut window) = desk.get::<Window>(window)? {
                window.give_back(right.left);
                right.left = 0;
                desk.put(&window)?;
            }
        }
    }
    Ok(())
}

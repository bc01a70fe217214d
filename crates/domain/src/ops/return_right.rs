//! `right.return.v1`: a device gives a right back to HQ.
//!
//! A fact: from the moment it is journalled the device no longer spends the right. HQ then holds it, under a higher
//! epoch, and settles what waited for it: a provisional redemption of the card becomes final; a quota's unspent places
//! go back into their window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entities::{Card, Redemption, Right, Standing, Subject, Window};
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
        Subject::Card(card) => {
            let Held::Here(card) = desk.get::<Card>(card)? else { return Ok(()) };
            let waiting = match desk.by::<Redemption>(&Redemption::of_card(&card.number))? {
                Held::Here(all) => all.into_iter().find(|one| one.standing == Standing::Stands),
                Held::Absent | Held::Outside => None,
            };
            if let Some(mut redemption) = waiting.filter(|one| one.finality != Finality::Final && right.left > 0) {
                redemption.finality = Finality::Final;
                right.left -= 1;
                desk.put(&redemption)?;
            }
        }
        Subject::Window(window) => {
            if let Held::Here(mut window) = desk.get::<Window>(window)? {
                window.free += right.left;
                right.left = 0;
                desk.put(&window)?;
            }
        }
    }
    Ok(())
}

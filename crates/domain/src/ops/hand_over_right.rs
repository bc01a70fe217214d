//! `right.hand_over.v1`: a tablet gives the right to a card to another tablet of its store, without a network.
//!
//! A fact: from the moment it is journalled the giver has spent the right and never spends it again, whatever becomes of
//! its rows. The right is the taker's under the next epoch. The signed operation is shown as a code, as often as it takes;
//! the taker reads it in once (`right.take_over.v1`), and what it spends the right for carries it, so that headquarters
//! follows whichever arrives first. Of a right that HQ has taken back meanwhile by force nothing is given: the taker's
//! redemption is then a conflict.
//!
//! Who may is asked on the tablet where it is done. Later it is the device's word that counts, for what was given up can
//! not be given back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::card_number::CardNumber;
use crate::entities::{Card, CardState, Device, DeviceState, HandOver, Right, Role};
use crate::{Desk, DeviceId, Finality, Held, Id, Nature, Operation, Refusal, Signed, Stamp, Stop};

/// A right is given to another tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOverRight {
    /// The card's number, with or without spaces.
    pub number: String,
    /// The tablet that gets it.
    pub to: DeviceId,
}

impl Operation for HandOverRight {
    const TAG: &'static str = "right.hand_over.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let right = if desk.first() { self.rightly(desk)? } else { given_in(desk.stamp())? };
        let epoch = desk.give_up(right, self.to)?;
        let mut handed = self.row(desk.stamp(), right, epoch);
        if let Held::Here(known) = desk.get(HandOver::id_of(handed.op))? {
            handed.taken = known.taken;
        }
        desk.put(&handed)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.number.clone()
    }
}

impl HandOverRight {
    /// The right that is given, where whoever is here may give it to that tablet.
    fn rightly(&self, desk: &mut Desk<'_>) -> Result<Id<Right>, Stop> {
        desk.actor(Role::SHOWROOM)?;
        let number = CardNumber::parse(&self.number)?;
        let unknown = || Refusal::card_unknown(&number.grouped());
        let Held::Here(cards) = desk.by::<Card>(&Card::by_number(number.as_str()))? else {
            return Err(unknown().into());
        };
        let card = cards.into_iter().next().ok_or_else(unknown)?;
        if card.state == CardState::Void || card.recall.is_some() {
            return Err(Refusal::card_recalled().into());
        }
        let stamp = desk.stamp();
        match desk.get::<Device>(self.to)? {
            Held::Here(to) if to.store == stamp.store && to.state == DeviceState::Active && to.id != stamp.device => {}
            Held::Here(_) | Held::Absent | Held::Outside => return Err(Refusal::taker_unknown().into()),
        }
        if let Held::Here(right) = desk.get::<Right>(card.right())?
            && handed_on(right.handed) >= HANDED_ON_LIMIT
        {
            return Err(Refusal::handed_on_too_often().into());
        }
        Ok(card.right())
    }

    /// What is known of it from `stamp`, in which the right was given up, so that it is held under `epoch`.
    fn row(&self, stamp: &Stamp, right: Id<Right>, epoch: u64) -> HandOver {
        HandOver {
            op: stamp.id,
            seq: i64::try_from(stamp.seq).unwrap_or(i64::MAX),
            right,
            epoch,
            number: self.number.chars().filter(char::is_ascii_alphanumeric).collect(),
            from: stamp.device,
            to: self.to,
            at_ms: stamp.at.best_ms(),
            taken: false,
        }
    }

    /// What is known of it from its own stamp; a refusal where that gives nothing up.
    pub(super) fn read(&self, stamp: &Stamp) -> Result<HandOver, Refusal> {
        let right = given_in(stamp)?;
        let epoch = stamp.spends.first().map_or(0, |spend| spend.epoch) + 1;
        Ok(self.row(stamp, right, epoch))
    }
}

/// How often a right is handed over before headquarters knows of the first time: as long as the last one's operation, which
/// carries those before it, fits into one code.
const HANDED_ON_LIMIT: usize = 2;

/// How many operations stand one in the other.
fn handed_on(mut handed: Option<Signed>) -> usize {
    let mut times = 0;
    while let Some(signed) = handed {
        times += 1;
        let spent = signed.stamp().ok().and_then(|(stamp, _)| stamp.spends.into_iter().next());
        handed = spent.and_then(|spend| spend.handed);
    }
    times
}

/// The right that `stamp` gives up.
fn given_in(stamp: &Stamp) -> Result<Id<Right>, Refusal> {
    match stamp.spends.as_slice() {
        [spend] => Ok(spend.right),
        _ => Err(Refusal::right_unknown()),
    }
}

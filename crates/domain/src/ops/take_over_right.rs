//! `right.take_over.v1`: a tablet takes over the right to a card from another tablet of its store.
//!
//! A fact: the giver has given it up, and signed that. It carries the giver's signed operation (`right.hand_over.v1`) and is
//! taken once, by the tablet that it names. From then on a redemption here is final. At headquarters the giver's operation
//! is judged with it, once, as what is read in from paper is (`tenon-sync`, `hq/papers`).
//!
//! The signature is checked before anything is saved, so the tablet must know the giver.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::read_paper::keep_record;
use super::{AnyOperation, HandOverRight};
use crate::card_number::CardNumber;
use crate::entities::{Card, Device, DeviceState, HandOver, Right, Role, Subject};
use crate::{Desk, Finality, Held, Nature, Operation, Refusal, Signed, Stamp, Stop};

/// A right is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TakeOverRight {
    /// The giver's operation.
    pub signed: Signed,
}

impl TakeOverRight {
    /// The giver's operation in its envelope, if that is what is carried.
    pub fn given(&self) -> Result<(Stamp, HandOverRight), Refusal> {
        match self.signed.stamp()? {
            (stamp, AnyOperation::HandOverRight(op)) if stamp.device != Device::HQ => Ok((stamp, op)),
            _ => Err(Refusal::paper_not_taken()),
        }
    }
}

impl Operation for TakeOverRight {
    const TAG: &'static str = "right.take_over.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        if desk.first() {
            desk.actor(Role::SHOWROOM)?;
        }
        let (given, op) = self.given()?;
        if op.to != desk.stamp().device {
            return Err(for_another(desk, &op)?.into());
        }
        self.genuine(desk, &given)?;
        let handed = HandOver { taken: true, ..op.read(&given)? };
        let known = matches!(desk.get::<HandOver>(HandOver::id_of(handed.op))?, Held::Here(_));
        if known && desk.first() {
            return Err(Refusal::hand_over_taken().into());
        }
        desk.put(&handed)?;
        keep_record(desk, &self.signed, &given)?;
        // What headquarters knows of it already, it has told of the right as well.
        if !known && !desk.authority() {
            self.hold(desk, &handed)?;
        }
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.given().map(|(_, op)| op.subject()).unwrap_or_default()
    }
}

fn for_another(desk: &mut Desk<'_>, op: &HandOverRight) -> Result<Refusal, Stop> {
    Ok(match desk.get::<Device>(op.to)? {
        Held::Here(taker) => Refusal::hand_over_for_another(&taker.name),
        Held::Absent | Held::Outside => Refusal::hand_over_for_another(""),
    })
}

impl TakeOverRight {
    /// Whether the giver is a tablet of this store that has signed this.
    fn genuine(&self, desk: &mut Desk<'_>, given: &Stamp) -> Result<(), Stop> {
        let from = match desk.get::<Device>(given.device)? {
            Held::Here(from) => from,
            Held::Outside if !desk.first() => return Ok(()),
            Held::Absent | Held::Outside => return Err(Refusal::giver_unknown().into()),
        };
        if !self.signed.is_by(&from.public_key) {
            return Err(Refusal::paper_forged().into());
        }
        if desk.first() && (from.store != desk.stamp().store || from.state != DeviceState::Active) {
            return Err(Refusal::giver_unknown().into());
        }
        Ok(())
    }

    /// The right is this tablet's, unless headquarters has told of a later one.
    fn hold(&self, desk: &mut Desk<'_>, handed: &HandOver) -> Result<(), Stop> {
        let first = desk.first();
        let card = match desk.by::<Card>(&Card::by_number(&handed.number))? {
            Held::Here(cards) => cards.into_iter().find(|card| card.right() == handed.right),
            Held::Absent | Held::Outside => None,
        };
        let Some(card) = card else {
            // Nothing could be redeemed with it: this tablet must hear of the card first.
            let grouped = CardNumber::parse(&handed.number).map(|number| number.grouped()).unwrap_or_default();
            return if first { Err(Refusal::card_unknown(&grouped).into()) } else { Ok(()) };
        };
        match desk.get::<Right>(handed.right)? {
            Held::Here(later) if later.epoch >= handed.epoch => Ok(()),
            Held::Here(_) | Held::Absent | Held::Outside => desk.put(&Right {
                id: handed.right,
                subject: Subject::Card(card.id),
                holder: Some(handed.to),
                epoch: handed.epoch,
                left: 1,
                lapse_ms: None,
                wanted: false,
                handed: Some(self.signed.clone()),
            }),
        }
    }
}

//! `paper.read.v1`: a slip's operation is read back in, because the tablet that made it may be lost.
//!
//! A fact: the slip is there, and its device has signed what stands on it. The operation on it stays that device's own:
//! headquarters judges it once, now, under its own stamp, and when the device hands it in after all, that is the same one
//! (`tenon-sync`, `hq/papers`). Only what stands by itself is taken, because what came before it on the device may be lost:
//! a card's redemption, money taken or given back, an appointment. A tablet that holds the device's key checks the signature
//! before anything is saved; headquarters always does.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AnyOperation, BookAppointment, RedeemCard, ReturnPayment, TakePayment};
use crate::entities::{Device, PaperRecord, Role, Verdict};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Signed, Stamp, Stop};

/// An operation is read in from paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadPaper {
    /// What stood on it.
    pub signed: Signed,
}

impl ReadPaper {
    /// Operations that are put on paper and taken from it.
    pub const TAKEN: [&str; 4] = [RedeemCard::TAG, TakePayment::TAG, ReturnPayment::TAG, BookAppointment::TAG];

    /// The operation in its envelope, if it is one that is taken.
    pub fn stamp(&self) -> Result<(Stamp, AnyOperation), Refusal> {
        let (stamp, op) = self.signed.stamp()?;
        if stamp.device == Device::HQ || !Self::TAKEN.contains(&op.tag()) || i64::try_from(stamp.seq).is_err() {
            return Err(Refusal::paper_not_taken());
        }
        Ok((stamp, op))
    }
}

impl Operation for ReadPaper {
    const TAG: &'static str = "paper.read.v1";
    const NATURE: Nature = Nature::Fact;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        desk.actor(&[Role::Seller, Role::Manager, Role::Clerk])?;
        let (carried, _) = self.stamp()?;
        match desk.get::<Device>(carried.device)? {
            Held::Here(device) if self.signed.is_by(&device.public_key) => {}
            Held::Here(_) => return Err(Refusal::paper_forged().into()),
            Held::Absent => return Err(Refusal::paper_foreign().into()),
            Held::Outside => {}
        }
        let told_now = desk.first() || desk.stamp().device == Device::HQ;
        if let Held::Here(before) = desk.get(PaperRecord::id_of(carried.id))? {
            let again = Refusal::paper_read_before(&before.by_name, before.at_ms);
            return if told_now { Err(again.into()) } else { Ok(Finality::Final) };
        }
        if let Held::Here(_) = desk.get::<Verdict>(Id::new(carried.id.0))?
            && told_now
        {
            return Err(Refusal::paper_handed_in().into());
        }
        keep_record(desk, &self.signed, &carried)?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        self.stamp().map(|(_, op)| op.subject()).unwrap_or_default()
    }
}

/// Keeps what was read in and who did, the first time.
pub(super) fn keep_record(desk: &mut Desk<'_>, signed: &Signed, carried: &Stamp) -> Result<(), Stop> {
    if let Held::Here(_) = desk.get(PaperRecord::id_of(carried.id))? {
        return Ok(());
    }
    let by_name = match desk.stamp().actor.map(|staff| desk.get(staff)).transpose()? {
        Some(Held::Here(staff)) => staff.name,
        Some(Held::Absent | Held::Outside) | None => String::new(),
    };
    desk.put(&PaperRecord::new(signed, carried, desk.stamp().store, by_name, desk.stamp().at.best_ms()))
}

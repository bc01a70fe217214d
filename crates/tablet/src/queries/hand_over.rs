//! What a card's look says of handing its right over, and what the code of a hand-over is.

use serde::Serialize;
use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Card, Device, DeviceState, HandOver};
use tenon_domain::ops::TakeOverRight;
use tenon_domain::{DeviceId, Finality, Refusal, Signed, Stop};
use tenon_store::tablet::entry;
use tenon_store::{Connection, Schema, SqlRows};
use tenon_sync::{paper, sign};
use ts_rs::TS;

use super::QueryError;
use super::scan::{ScanAnswer, rehearse};
use crate::Tablet;

/// A tablet of this store that can be given a right.
#[derive(Debug, Serialize, TS)]
pub struct Taker {
    /// Which.
    pub device: DeviceId,
    /// What people call it.
    pub name: String,
}

/// That this tablet gave the right to a card away.
#[derive(Debug, Serialize, TS)]
pub struct HandedOver {
    /// To which tablet, where it is known here.
    pub to: String,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Whether that tablet has it, as far as headquarters has told.
    pub taken: bool,
    /// The text of the code that the other tablet scans, as long as it may need to.
    pub code: Option<String>,
}

/// The code of a hand-over, looked at.
#[derive(Debug, Serialize, TS)]
pub struct HandOverLook {
    /// As it is taken over.
    pub signed: Signed,
    /// The card's number, grouped as it is printed.
    pub number: String,
    /// The tablet that gives it, where it is known here.
    pub from: String,
    /// When it was given, UTC milliseconds.
    pub at_ms: i64,
    /// Why it would not be taken over now.
    pub refusal: Option<Refusal>,
}

/// The other tablets of `device`'s store that work, by name.
pub(super) fn takers(conn: &mut dyn Connection, device: DeviceId) -> Result<Vec<Taker>, QueryError> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(own) = rows.entity::<Device>(device)? else { return Ok(Vec::new()) };
    let mut others = rows.entities_by::<Device>(&Device::of_store(own.store))?;
    others.retain(|one| one.id != device && one.state == DeviceState::Active);
    others.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(others.into_iter().map(|one| Taker { device: one.id, name: one.name }).collect())
}

/// The last time that `tablet` gave the right to `card` away.
pub(super) fn handed_over(
    tablet: &Tablet,
    conn: &mut dyn Connection,
    device: DeviceId,
    card: &Card,
) -> Result<Option<HandedOver>, QueryError> {
    let mut rows = SqlRows(conn, Schema::Tablet);
    let all = rows.entities_by::<HandOver>(&HandOver::of_right(card.right()))?;
    let Some(last) = all.into_iter().max_by_key(|one| one.epoch).filter(|one| one.from == device) else {
        return Ok(None);
    };
    let to = rows.entity::<Device>(last.to)?.map(|to| to.name).unwrap_or_default();
    let given = entry(conn, last.seq)?.filter(|entry| entry.op == last.op && !last.taken);
    let code = given.and_then(|entry| paper::print(&sign(tablet.key(), entry.bytes)));
    Ok(Some(HandedOver { to, at_ms: last.at_ms, taken: last.taken, code }))
}

/// What the code with `taken` in it is, if it is one of a hand-over.
pub(super) fn look(tablet: &Tablet, taken: TakeOverRight) -> Result<Option<ScanAnswer>, QueryError> {
    let Ok((given, op)) = taken.given() else { return Ok(None) };
    let enrolment = tablet.enrolment()?;
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let from = SqlRows(conn, Schema::Tablet).entity::<Device>(given.device)?;
    let outcome: Result<Finality, Stop> = match enrolment {
        Some(enrolment) => rehearse(conn, enrolment.device, enrolment.store, &taken.clone().into())?,
        None => Err(Stop::Refused(crate::tablet::not_enrolled())),
    };
    let refusal = match outcome {
        Ok(_) | Err(Stop::Failed(_)) => None,
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Some(refusal),
    };
    let hand_over = HandOverLook {
        signed: taken.signed,
        number: CardNumber::parse(&op.number).map(|number| number.grouped()).unwrap_or_default(),
        from: from.map(|from| from.name).unwrap_or_default(),
        at_ms: given.at.best_ms(),
        refusal,
    };
    Ok(Some(ScanAnswer::HandOver { hand_over: Box::new(hand_over) }))
}

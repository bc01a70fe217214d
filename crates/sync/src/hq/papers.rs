//! Operations that come from a code and not from the device that made them, beside those devices' chains: from paper, or
//! with a right that was handed over.
//!
//! A device's chain is what it hands in itself, number by number; nothing from paper is ever part of it or moves its end, so
//! a gap before such an operation holds nothing up. What came from paper is judged at once, under its own stamp, and its
//! verdict stands. When the chain reaches its number, the same bytes are received like any other and not judged again;
//! other bytes under its number contradict what the device signed, and suspend it.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::entities::{Device, PaperRecord, Verdict};
use tenon_domain::ops::TakeOverRight;
use tenon_domain::{DeviceId, Hash, Id, OpId, Signed, Stamp};
use tenon_store::hq::{self, Commit, Received};

use super::suspend;
use crate::Error;
use crate::judge::{self, Waiting};

/// What was read in of `device`, by its number.
pub(super) fn read_in(commit: &mut Commit<'_>, device: DeviceId) -> Result<BTreeMap<i64, (Hash, OpId)>, Error> {
    let records = commit.rows().entities_by::<PaperRecord>(&PaperRecord::of_device(device))?;
    Ok(records.into_iter().map(|one| (one.seq, (one.hash, one.op))).collect())
}

/// Those of `device` whose verdict stands.
pub(super) fn judged(commit: &mut Commit<'_>, device: DeviceId) -> Result<BTreeSet<OpId>, Error> {
    let mut judged = BTreeSet::new();
    for (_, op) in read_in(commit, device)?.into_values() {
        if commit.rows().entity::<Verdict>(Id::new(op.0))?.is_some() {
            judged.insert(op);
        }
    }
    Ok(judged)
}

/// Takes in the hand-over that a right was spent under, if it is genuine and for `taker`, before the spend in `stamp` is
/// judged: the tablet that took the right over may be all that is left of both.
pub(crate) fn take_handed(
    commit: &mut Commit<'_>,
    taker: &Device,
    signed: &Signed,
    stamp: &Stamp,
) -> Result<(), Error> {
    let Ok((given, op)) = (TakeOverRight { signed: signed.clone() }).given() else { return Ok(()) };
    if op.to != taker.id || commit.rows().entity::<Verdict>(Id::new(given.id.0))?.is_some() {
        return Ok(());
    }
    let Some(from) = commit.rows().entity::<Device>(given.device)? else { return Ok(()) };
    if !signed.is_by(&from.public_key) {
        return Ok(());
    }
    if commit.rows().entity::<PaperRecord>(PaperRecord::id_of(given.id))?.is_none() {
        let at_ms = stamp.at.best_ms();
        commit.put(&PaperRecord::new(signed, &given, stamp.store, taker.name.clone(), at_ms))?;
    }
    judge_paper(commit, given.id, stamp.at.best_ms())
}

/// Judges what was read in as `op`, unless the device has handed it in before or it was read in before.
pub fn judge_paper(commit: &mut Commit<'_>, op: OpId, hq_ms: i64) -> Result<(), Error> {
    let Some(record) = commit.rows().entity::<PaperRecord>(PaperRecord::id_of(op))? else { return Ok(()) };
    let Some(device) = commit.rows().entity::<Device>(record.device)? else { return Ok(()) };
    let of_device = commit.rows().entities_by::<PaperRecord>(&PaperRecord::of_device(record.device))?;
    let twice = of_device.iter().any(|one| one.seq == record.seq && one.hash != record.hash);
    let contradicts = match hq::at(commit.conn(), record.device, record.seq)? {
        Some(held) => held.signed.bytes != record.signed.bytes,
        None => !hq::received_before(commit.conn(), &[op])?.is_empty(),
    };
    if twice || contradicts {
        return suspend(commit, &device, record.seq, &record.signed, hq_ms);
    }
    if commit.rows().entity::<Verdict>(Id::new(op.0))?.is_some() {
        return Ok(());
    }
    judge::judge(commit, &Waiting::read(record.device, Received { seq: record.seq, signed: record.signed }))
}

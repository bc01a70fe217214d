//! HQ's judgement of one operation, with authority.

use std::collections::BTreeSet;

use tenon_domain::entities::{Cascaded, Case, CaseNature, Device, DeviceState, Remedy, Ruling, Verdict};
use tenon_domain::ops::{AnyOperation, ReadPaper, RedeemCard, TakeOverRight};
use tenon_domain::{
    DeviceId, Grants, Hash, Id, Kind, OpId, Operation, Refusal, STAMP_LIMIT, Signed, Stamp, StampedAt, Stop, Touched,
};
use tenon_store::Engine;
use tenon_store::hq::{Commit, Received};

use crate::Error;
use crate::hq::{judge_paper, take_handed};
use crate::performing::performed;

/// An operation that waits for its verdict.
pub(crate) struct Waiting {
    device: DeviceId,
    received: Received,
    /// None: it cannot be read.
    stamp: Result<Stamp, Refusal>,
    op: Result<AnyOperation, Refusal>,
}

impl Waiting {
    /// Reads what `device` handed in.
    pub(crate) fn read(device: DeviceId, received: Received) -> Self {
        let bytes = &received.signed.bytes;
        let stamp = serde_json::from_str::<Stamp>(bytes);
        let stamp = stamp.map_err(|e| Refusal::unreadable_operation(&e.to_string()));
        let fits = if bytes.len() > STAMP_LIMIT { Err(Refusal::operation_too_large()) } else { Ok(()) };
        let stamp = fits.and(stamp);
        let op = stamp.as_ref().map_err(Clone::clone).and_then(|stamp| AnyOperation::read(&stamp.op));
        Self { device, received, stamp, op }
    }
}

impl Waiting {
    /// Whether it is one of `ops`.
    pub(crate) fn is_one_of(&self, ops: &BTreeSet<OpId>) -> bool {
        !ops.is_empty() && self.stamp.as_ref().is_ok_and(|stamp| ops.contains(&stamp.id))
    }

    /// Whether its verdict stands.
    pub(crate) fn is_judged(&self, commit: &mut Commit<'_>) -> Result<bool, Error> {
        let Ok(stamp) = &self.stamp else { return Ok(false) };
        Ok(commit.rows().entity::<Verdict>(Id::new(stamp.id.0))?.is_some())
    }

    /// The operations of other devices that are judged with it.
    pub(crate) fn carries(&self) -> BTreeSet<OpId> {
        let mut carried = BTreeSet::new();
        let mut signed: Vec<Signed> = match &self.op {
            Ok(
                AnyOperation::ReadPaper(ReadPaper { signed }) | AnyOperation::TakeOverRight(TakeOverRight { signed }),
            ) => {
                vec![signed.clone()]
            }
            _ => Vec::new(),
        };
        let handed = |stamp: &Stamp| stamp.spends.iter().filter_map(|spend| spend.handed.clone()).collect::<Vec<_>>();
        signed.extend(self.stamp.as_ref().map(handed).unwrap_or_default());
        while let Some((stamp, _)) = signed.pop().and_then(|signed| signed.stamp().ok()) {
            carried.insert(stamp.id);
            signed.extend(handed(&stamp));
        }
        carried
    }
}

/// How often what is missing for performing is asked for together: what an operation reads may depend on what it has
/// read.
const LOOKS_AHEAD: usize = 4;

/// Reads what performing `all` will read, in few statements. Performing tells by itself what that is: what is not known
/// yet is taken for absent, and nothing that comes of it is kept. Where a row costs no journey there is nothing to save.
pub(crate) fn look_ahead(commit: &mut Commit<'_>, all: &[Waiting]) -> Result<(), Error> {
    if commit.conn().engine() == Engine::Sqlite {
        return Ok(());
    }
    for _ in 0..LOOKS_AHEAD {
        let mut missing = BTreeSet::new();
        for waiting in all {
            missing.insert(Touched::Row(Kind::Device, waiting.device.0));
            let (Ok(stamp), Ok(op)) = (&waiting.stamp, &waiting.op) else { continue };
            missing.extend(stamp.after.iter().map(|parent| Touched::Row(Kind::Verdict, parent.0)));
            let _ = performed(&mut commit.foresight(&mut missing), Grants::Hq, stamp, op)?;
        }
        if !commit.fetch(&missing)? {
            break;
        }
    }
    Ok(())
}

/// Judges one operation and writes verdict, rows and case. Whatever it is, the queue goes on: what it writes joins the
/// commit when it has gone through, and nothing of one that has not.
pub(crate) fn judge(commit: &mut Commit<'_>, waiting: &Waiting) -> Result<(), Error> {
    let Some(device) = commit.rows().entity::<Device>(waiting.device)? else {
        return Err(Error::Nonsense(format!("operations wait of {}, which is no device", waiting.device)));
    };
    let stand_in_for;
    let (stamp, ruling) = match &waiting.stamp {
        Ok(stamp) => (stamp, rule(commit, &device, stamp, &waiting.op)?),
        Err(refusal) => {
            stand_in_for = stand_in(&device, &waiting.received.signed)?;
            (&stand_in_for, Ruling::Quarantined { refusal: refusal.clone() })
        }
    };
    let verdict = Verdict {
        op: stamp.id,
        device: device.id,
        seq: u64::try_from(waiting.received.seq).unwrap_or(u64::MAX),
        ruling: ruling.clone(),
    };
    commit.put(&verdict)?;
    let open = match ruling {
        Ruling::Accepted { .. } => {
            let carried = match &waiting.op {
                Ok(AnyOperation::ReadPaper(read)) => read.signed.stamp().ok(),
                Ok(AnyOperation::TakeOverRight(taken)) => taken.signed.stamp().ok(),
                _ => None,
            };
            if let Some((carried, _)) = carried {
                judge_paper(commit, carried.id, stamp.at.best_ms())?;
            }
            None
        }
        Ruling::Refused { refusal } => Some((CaseNature::Refused, refusal)),
        Ruling::Conflict { refusal } => Some((CaseNature::Conflict, refusal)),
        Ruling::Quarantined { refusal } => Some((CaseNature::Quarantined, refusal)),
    };
    if let Some((nature, refusal)) = open {
        put_case(commit, stamp, nature, refusal)?;
    }
    Ok(())
}

/// What can be said of an operation whose stamp cannot be read; its identifier could be when it was received.
fn stand_in(device: &Device, signed: &Signed) -> Result<Stamp, Error> {
    let read: serde_json::Value = serde_json::from_str(&signed.bytes)?;
    Ok(Stamp {
        id: serde_json::from_value(read["id"].clone())?,
        device: device.id,
        seq: 0,
        prev: Hash::default(),
        actor: None,
        session: None,
        policy: 0,
        store: device.store,
        at: StampedAt::default(),
        after: Vec::new(),
        spends: Vec::new(),
        told: None,
        op: read["op"].clone(),
    })
}

fn rule(
    commit: &mut Commit<'_>,
    device: &Device,
    stamp: &Stamp,
    op: &Result<AnyOperation, Refusal>,
) -> Result<Ruling, Error> {
    if device.state != DeviceState::Active {
        return Ok(Ruling::Quarantined { refusal: device_out_of_service(device.state) });
    }
    let op = match op {
        Ok(op) => op,
        Err(refusal) => return Ok(Ruling::Quarantined { refusal: refusal.clone() }),
    };
    for parent in &stamp.after {
        let verdict = commit.rows().entity::<Verdict>(Id::new(parent.0))?;
        if matches!(verdict.map(|verdict| verdict.ruling), Some(Ruling::Quarantined { .. })) {
            return Ok(Ruling::Quarantined { refusal: Refusal::parent_refused() });
        }
    }
    for handed in stamp.spends.iter().filter_map(|spend| spend.handed.as_ref()) {
        take_handed(commit, device, handed, stamp)?;
    }
    let (outcome, reading) = performed(&mut commit.rows(), Grants::Hq, stamp, op)?;
    Ok(match outcome {
        Ok(finality) => {
            for ((kind, id), written) in reading.writes {
                commit.write(kind, id, written);
            }
            Ruling::Accepted { finality }
        }
        Err(Stop::Refused(refusal)) => Ruling::Refused { refusal },
        Err(Stop::Conflict(refusal)) => {
            consume(commit, stamp)?;
            Ruling::Conflict { refusal }
        }
        Err(Stop::Failed(failure)) => {
            tracing::error!(op = %stamp.id, device = %stamp.device, %failure, "an operation could not be judged");
            Ruling::Quarantined { refusal: Refusal::judging_broke() }
        }
    })
}

/// Takes what was spent off the rights of an operation that does not count: it happened, and must not happen twice.
fn consume(commit: &mut Commit<'_>, stamp: &Stamp) -> Result<(), Error> {
    for spend in &stamp.spends {
        let Some(mut right) = commit.rows().entity(spend.right)? else { continue };
        if right.holder == Some(stamp.device) && right.epoch == spend.epoch && right.left > 0 {
            right.left -= 1;
            commit.put(&right)?;
        }
    }
    Ok(())
}

fn device_out_of_service(state: DeviceState) -> Refusal {
    match state {
        DeviceState::Revoked => Refusal::device_revoked(),
        DeviceState::Active | DeviceState::Suspended => Refusal::device_suspended(),
    }
}

/// Opens the case about an operation, or adds the operation to the case of what it builds on: a cascade is one case.
fn put_case(commit: &mut Commit<'_>, stamp: &Stamp, nature: CaseNature, refusal: Refusal) -> Result<(), Error> {
    let (tag, subject, remedies) = if let Ok(op) = AnyOperation::read(&stamp.op) {
        (op.tag().to_owned(), op.subject(), remedies(&op))
    } else {
        let tag = stamp.op.get("tag").and_then(|tag| tag.as_str()).unwrap_or("").to_owned();
        (tag, String::new(), vec![Remedy::Acknowledged])
    };
    if let Some(mut case) = parent_case(commit, stamp, &tag)? {
        case.cascade.push(Cascaded { op: stamp.id, tag, subject });
        return Ok(commit.put(&case)?);
    }
    let case = Case {
        id: Case::id_about(stamp.id),
        op: stamp.id,
        nature,
        device: stamp.device,
        store: stamp.store,
        tag,
        subject,
        refusal,
        differences: Vec::new(),
        remedies,
        cascade: Vec::new(),
        opened_ms: stamp.at.best_ms(),
        closed: None,
        order: None,
    };
    Ok(commit.put(&case)?)
}

/// The open case that one of the operations before this one is part of. A redemption reads those of the day because of the
/// cap, and builds on none of them: each card that falls has a case of its own, for each has remedies of its own.
fn parent_case(commit: &mut Commit<'_>, stamp: &Stamp, tag: &str) -> Result<Option<Case>, Error> {
    let alone = |case: &Case| tag == RedeemCard::TAG && case.tag == RedeemCard::TAG;
    for parent in &stamp.after {
        let cases = commit.rows().entities_by::<Case>(&Case::about(*parent))?;
        if let Some(case) = cases.into_iter().find(|case| case.closed.is_none() && !alone(case)) {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

fn remedies(op: &AnyOperation) -> Vec<Remedy> {
    match op {
        AnyOperation::RedeemCard(_) => Remedy::OF_A_CARD.to_vec(),
        AnyOperation::BookAppointment(_) => vec![Remedy::Rebook, Remedy::Cancel],
        _ => vec![Remedy::Acknowledged],
    }
}

/// Opens the case about something that contradicts a device's chain. Its operation, where that can be read, is named;
/// the case is derived from the bytes, of which there may be several under one name.
pub(crate) fn put_stray_case(
    commit: &mut Commit<'_>,
    device: &Device,
    signed: &Signed,
    at_ms: i64,
) -> Result<(), Error> {
    let read = serde_json::from_str::<serde_json::Value>(&signed.bytes).ok();
    let op = read.and_then(|read| serde_json::from_value::<OpId>(read.get("id")?.clone()).ok());
    let case = Case {
        id: device.id.derive(&format!("stray:{}", signed.hash())),
        op: op.unwrap_or_else(|| device.id.derive("stray")),
        nature: CaseNature::Quarantined,
        device: device.id,
        store: device.store,
        tag: String::new(),
        subject: device.name.clone(),
        refusal: Refusal::device_suspended(),
        differences: Vec::new(),
        remedies: vec![Remedy::Acknowledged],
        cascade: Vec::new(),
        opened_ms: at_ms,
        closed: None,
        order: None,
    };
    Ok(commit.put(&case)?)
}

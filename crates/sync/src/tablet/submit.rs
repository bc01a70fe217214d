//! Saving an operation: journal, rows and spent rights in one transaction.

use tenon_domain::entities::Staff;
use tenon_domain::ops::AnyOperation;
use tenon_domain::{
    Desk, Finality, Grants, Id, Key, Kind, OpId, Reading, Refusal, STAMP_LIMIT, Stamp, StampedAt, Stop, perform,
};
use tenon_store::tablet::{LiveRows, Touches};
use tenon_store::{Connection, tablet, transaction};

use super::Identity;
use crate::Error;

/// An operation before it has its place in the journal.
#[derive(Debug, Clone)]
pub struct Draft {
    /// A new UUIDv7.
    pub id: OpId,
    /// What is to be done.
    pub op: AnyOperation,
    /// Who does it; none where the device acts by itself.
    pub actor: Option<Id<Staff>>,
    /// The sign-in under which they act.
    pub session: Option<OpId>,
    /// When.
    pub at: StampedAt,
}

/// An operation that is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Submitted {
    /// Its identifier.
    pub op: OpId,
    /// Its number on this tablet.
    pub seq: i64,
    /// What to tell the customer.
    pub finality: Finality,
}

/// Performs `draft` and saves it. When this returns `Ok`, power loss does not undo it; otherwise nothing was saved, and
/// a refused attempt is no operation: the customer was told no.
pub fn submit(conn: &mut dyn Connection, identity: &Identity, draft: &Draft) -> Result<Submitted, Stop> {
    transaction(conn, |conn| submit_within(conn, identity, draft))
}

/// [`submit`] as a part of the caller's transaction: nothing is durable before that commits.
pub fn submit_within(conn: &mut dyn Connection, identity: &Identity, draft: &Draft) -> Result<Submitted, Stop> {
    let (last, prev) = tablet::tail(conn)?;
    let op = serde_json::to_value(&draft.op).map_err(|e| Stop::from(Error::from(e)))?;
    let mut stamp = Stamp {
        id: draft.id,
        device: identity.device,
        seq: u64::try_from(last + 1).unwrap_or(u64::MAX),
        prev,
        actor: draft.actor,
        session: draft.session,
        policy: tablet::policy_version(conn)?,
        store: identity.store,
        at: draft.at,
        after: Vec::new(),
        spends: Vec::new(),
        told: None,
        op,
    };
    let mut rows = LiveRows::new(conn);
    let mut desk = Desk::new(&mut rows, Grants::Fresh, &stamp);
    let finality = perform(&draft.op, &mut desk)?;
    let reading = desk.close();
    let writers = rows.into_writers();
    stamp.after = tablet::depends_on(conn, writers, &reading)?;
    stamp.spends.clone_from(&reading.spends);
    stamp.told = Some(finality);
    let bytes = serde_json::to_string(&stamp).map_err(|e| Stop::from(Error::from(e)))?;
    if bytes.len() > STAMP_LIMIT {
        return Err(Refusal::operation_too_large().into());
    }
    let seq = last + 1;
    let touches = leave_writes(conn, seq, &reading)?;
    tablet::append(conn, seq, stamp.id, bytes, &touches)?;
    tablet::put_spends(conn, stamp.id, &stamp.spends)?;
    Ok(Submitted { op: stamp.id, seq, finality })
}

/// Leaves what pending operation number `seq` wrote as live rows. Answers what it touched.
pub(super) fn leave_writes(conn: &mut dyn Connection, seq: i64, reading: &Reading) -> Result<Touches, Error> {
    let mut before: Vec<(Kind, Key)> = Vec::new();
    for ((kind, id), written) in &reading.writes {
        let keys = tablet::put_live(conn, seq, (*kind, *id), &written.body, &written.keys)?;
        let lost = keys.iter().filter(|key| !written.keys.contains(key));
        tablet::put_lost_keys(conn, seq, *kind, lost)?;
        before.extend(keys.into_iter().map(|key| (*kind, key)));
    }
    Ok(Touches::of(reading, &before))
}

//! Making a pull visible: HQ's rows replace their shadows, verdicts end the wait of their operations, and only the
//! pending operations that meet what changed are performed again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use tenon_domain::entities::{Ruling, Verdict, describe};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Desk, Failure, Grants, Key, Kind, Reading, Refusal, Scope, Stamp, Stop, Touched, Uuid, perform};
use tenon_store::tablet::{self, Entry};
use tenon_store::{Connection, Error as StoreError, Schema, SqlRows};

use super::exchange::Verdicts;
use super::submit::leave_writes;
use crate::Error;
use crate::wire::Page;

type RowId = (Kind, Uuid);

/// Applies the pages of one pull, in the transaction that is open. Answers the verdicts that came with it.
pub(super) fn apply(conn: &mut dyn Connection, pages: &[Page]) -> Result<Verdicts, Error> {
    let merged = Merged::of(pages);
    let mut touched = BTreeSet::new();
    take_rows(conn, &merged, &mut touched)?;
    let verdicts = take_verdicts(conn, &merged, &mut touched)?;
    perform_again(conn, touched)?;
    Ok(verdicts)
}

/// The pages of one pull as one: later pages speak last.
#[derive(Default)]
struct Merged<'p> {
    anew: BTreeSet<Scope>,
    dropped: BTreeSet<Scope>,
    members: BTreeMap<(Scope, RowId), bool>,
    bodies: BTreeMap<RowId, &'p str>,
}

impl<'p> Merged<'p> {
    fn of(pages: &'p [Page]) -> Self {
        let mut merged = Self::default();
        for page in pages {
            merged.anew.extend(&page.anew);
            merged.dropped.extend(&page.dropped);
            for body in &page.bodies {
                if let Some(row) = row_id(&body.kind, &body.id) {
                    merged.bodies.insert(row, &body.body);
                }
            }
            for (scope, members) in &page.members {
                for member in members {
                    if let Some(row) = row_id(&member.kind, &member.id) {
                        merged.members.insert((*scope, row), member.gone);
                    }
                }
            }
        }
        merged
    }
}

/// A row that this version knows; HQ may be ahead of it and send others.
fn row_id(kind: &str, id: &str) -> Option<RowId> {
    Some((Kind::parse(kind)?, Uuid::parse_str(id).ok()?))
}

fn keys_in(kind: Kind, body: &str) -> Result<Vec<Key>, StoreError> {
    describe(kind, body).map(|described| described.keys).map_err(|failure| StoreError::Corrupt(failure.0))
}

fn take_rows(conn: &mut dyn Connection, merged: &Merged<'_>, touched: &mut BTreeSet<Touched>) -> Result<(), Error> {
    let mut left: Vec<(Scope, RowId)> = Vec::new();
    for scope in merged.dropped.iter().chain(&merged.anew) {
        for row in tablet::members_of(conn, *scope)? {
            let stays = merged.anew.contains(scope) && merged.members.get(&(*scope, row)) == Some(&false);
            if !stays {
                left.push((*scope, row));
            }
        }
    }
    for ((scope, row), gone) in &merged.members {
        if *gone {
            left.push((*scope, *row));
        } else if merged.bodies.contains_key(row) {
            tablet::join_scope(conn, *scope, *row)?;
        }
    }
    for (row, body) in &merged.bodies {
        put_base(conn, *row, Some(body), touched)?;
    }
    for (scope, row) in left {
        if tablet::leave_scope(conn, scope, row)? {
            put_base(conn, row, None, touched)?;
        }
    }
    Ok(())
}

fn put_base(
    conn: &mut dyn Connection,
    (kind, id): RowId,
    body: Option<&str>,
    touched: &mut BTreeSet<Touched>,
) -> Result<(), Error> {
    let keys = body.map_or(Ok(Vec::new()), |body| keys_in(kind, body))?;
    let before = tablet::put_base(conn, kind, id, body.map(|body| (body, keys.as_slice())))?;
    touched.insert(Touched::Row(kind, id));
    touched.extend(before.into_iter().chain(keys).map(|key| Touched::Key(kind, key)));
    Ok(())
}

/// Ends the wait of every operation whose verdict came; what it had written is HQ's to say now.
fn take_verdicts(
    conn: &mut dyn Connection,
    merged: &Merged<'_>,
    touched: &mut BTreeSet<Touched>,
) -> Result<Verdicts, Error> {
    let mut verdicts = Verdicts::default();
    for (_, body) in merged.bodies.iter().filter(|((kind, _), _)| *kind == Kind::Verdict) {
        let verdict: Verdict = serde_json::from_str(body)?;
        let Some(seq) = tablet::seq_of(conn, verdict.op)? else { continue };
        if !tablet::entry(conn, seq)?.is_some_and(|entry| entry.pending) {
            continue;
        }
        touched.extend(tablet::written_rows(conn, seq)?);
        tablet::forget_touches(conn, seq)?;
        tablet::take_out_spends(conn, verdict.op)?;
        tablet::mark_judged(conn, seq)?;
        match verdict.ruling {
            Ruling::Accepted { .. } => verdicts.accepted += 1,
            Ruling::Refused { .. } => verdicts.refused += 1,
            Ruling::Conflict { .. } => verdicts.conflicts += 1,
            Ruling::Quarantined { .. } => verdicts.quarantined += 1,
        }
    }
    Ok(verdicts)
}

/// Performs again, in order, every pending operation that meets what changed, until nothing new is touched.
fn perform_again(conn: &mut dyn Connection, mut touched: BTreeSet<Touched>) -> Result<(), Error> {
    loop {
        let affected = affected(conn, &mut touched)?;
        for touched in &touched {
            if let Touched::Row(kind, id) = touched {
                tablet::restore(conn, *kind, *id, |body| keys_in(*kind, body))?;
            }
        }
        let mut fresh = Vec::new();
        for seq in &affected {
            tablet::forget_touches(conn, *seq)?;
            let Some(entry) = tablet::entry(conn, *seq)? else { continue };
            again(conn, &entry)?;
            fresh.extend(tablet::written_rows(conn, *seq)?.into_iter().filter(|one| !touched.contains(one)));
        }
        if fresh.is_empty() {
            break;
        }
        touched.extend(fresh);
    }
    for touched in touched {
        if let Touched::Row(kind, id) = touched
            && tablet::writers(conn, kind, id)?.is_empty()
        {
            tablet::settle_shadow(conn, kind, id)?;
        }
    }
    Ok(())
}

/// The pending operations that read or wrote what is touched, and what they wrote in turn, transitively.
fn affected(conn: &mut dyn Connection, touched: &mut BTreeSet<Touched>) -> Result<BTreeSet<i64>, Error> {
    let mut affected = BTreeSet::new();
    let mut queue: Vec<Touched> = touched.iter().cloned().collect();
    while let Some(next) = queue.pop() {
        for seq in tablet::touching(conn, &next)? {
            if affected.insert(seq) {
                for written in tablet::written_rows(conn, seq)? {
                    if touched.insert(written.clone()) {
                        queue.push(written);
                    }
                }
            }
        }
    }
    Ok(affected)
}

/// Performs a pending operation again. One that no longer goes through is marked and leaves no rows; the rest goes on.
fn again(conn: &mut dyn Connection, entry: &Entry) -> Result<(), Error> {
    let outcome = catch_unwind(AssertUnwindSafe(|| decide(conn, entry)));
    let (outcome, mut reading) =
        outcome.unwrap_or_else(|_| (Err(Stop::Failed(Failure("a rule panicked".to_owned()))), Reading::default()));
    let refusal = match outcome {
        Ok(()) => None,
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Some(refusal),
        Err(Stop::Failed(failure)) => {
            tracing::error!(op = %entry.op, %failure, "a pending operation could not be performed again");
            Some(Refusal::judging_broke())
        }
    };
    if refusal.is_some() {
        reading.writes.clear();
    }
    leave_writes(conn, entry.seq, &reading)?;
    let refusal = refusal.map(|refusal| serde_json::to_string(&refusal)).transpose()?;
    Ok(tablet::set_unapplied(conn, entry.seq, refusal.as_deref())?)
}

fn decide(conn: &mut dyn Connection, entry: &Entry) -> (Result<(), Stop>, Reading) {
    let stamp: Stamp = match serde_json::from_str(&entry.signed.bytes) {
        Ok(stamp) => stamp,
        Err(e) => return (Err(Stop::from(Error::from(e))), Reading::default()),
    };
    let op = match AnyOperation::read(&stamp.op) {
        Ok(op) => op,
        Err(refusal) => return (Err(Stop::Refused(refusal)), Reading::default()),
    };
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut desk = Desk::new(&mut rows, Grants::Again, &stamp);
    let outcome = perform(&op, &mut desk).map(|_| ());
    (outcome, desk.close())
}

//! Making a pull visible: HQ's rows replace their shadows, verdicts end the wait of their operations, and only the
//! pending operations that meet what changed are performed again.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tenon_domain::entities::{Ruling, Verdict, describe};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Grants, Key, Kind, OpId, Reading, Refusal, Scope, Spend, Stamp, Stop, Touched, Uuid};
use tenon_store::tablet::{self, Entry};
use tenon_store::{Connection, Schema, SqlRows};

use super::exchange::Verdicts;
use super::submit::leave_writes;
use crate::Error;
use crate::performing::performed;
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
    members: BTreeMap<Scope, BTreeMap<RowId, bool>>,
    bodies: BTreeMap<RowId, &'p str>,
}

impl<'p> Merged<'p> {
    fn of(pages: &'p [Page]) -> Self {
        let mut merged = Self::default();
        for page in pages {
            // A scope can come and go between two pages of one pull; what was said of it before no longer counts.
            for scope in page.dropped.iter().chain(&page.anew) {
                merged.members.remove(scope);
                merged.anew.remove(scope);
            }
            merged.dropped.extend(&page.dropped);
            merged.anew.extend(&page.anew);
            for body in &page.bodies {
                if let Some(row) = row_id(&body.kind, &body.id) {
                    merged.bodies.insert(row, &body.body);
                }
            }
            for (scope, members) in &page.members {
                let merged = merged.members.entry(*scope).or_default();
                merged.extend(members.iter().filter_map(|one| Some((row_id(&one.kind, &one.id)?, one.gone))));
            }
        }
        merged
    }

    fn stays(&self, scope: Scope, row: RowId) -> bool {
        self.members.get(&scope).and_then(|members| members.get(&row)) == Some(&false)
    }
}

/// A row that this version knows; HQ may be ahead of it and send others.
fn row_id(kind: &str, id: &str) -> Option<RowId> {
    Some((Kind::parse(kind)?, Uuid::parse_str(id).ok()?))
}

/// The keys of a body. One that this version cannot read is kept all the same and found by its identifier only: HQ may
/// be ahead, and a single row must not hold up the others.
fn keys_in(kind: Kind, body: &str) -> Vec<Key> {
    match describe(kind, body) {
        Ok(described) => described.keys,
        Err(failure) => {
            tracing::error!(kind = kind.as_str(), %failure, "a row of head office's cannot be read");
            Vec::new()
        }
    }
}

fn take_rows(conn: &mut dyn Connection, merged: &Merged<'_>, touched: &mut BTreeSet<Touched>) -> Result<(), Error> {
    let mut left: Vec<(Scope, RowId)> = Vec::new();
    for scope in merged.dropped.union(&merged.anew) {
        let held = tablet::members_of(conn, *scope)?;
        left.extend(held.into_iter().filter(|row| !merged.stays(*scope, *row)).map(|row| (*scope, row)));
    }
    let mut joined = BTreeSet::new();
    for (scope, members) in &merged.members {
        for (row, gone) in members {
            if *gone {
                left.push((*scope, *row));
            } else if merged.bodies.contains_key(row) {
                tablet::join_scope(conn, *scope, *row)?;
                joined.insert(*row);
            }
        }
    }
    let mut gone = BTreeSet::new();
    for (scope, row) in left {
        if tablet::leave_scope(conn, scope, row)? {
            gone.insert(row);
        }
    }
    for (row, body) in &merged.bodies {
        if joined.contains(row) || tablet::is_member(conn, *row)? {
            put_base(conn, *row, Some(body), touched)?;
        }
    }
    for row in gone {
        put_base(conn, row, None, touched)?;
    }
    Ok(())
}

fn put_base(
    conn: &mut dyn Connection,
    (kind, id): RowId,
    body: Option<&str>,
    touched: &mut BTreeSet<Touched>,
) -> Result<(), Error> {
    let keys = body.map_or_else(Vec::new, |body| keys_in(kind, body));
    let before = tablet::put_base(conn, (kind, id), body.map(|body| (body, keys.as_slice())))?;
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
        let named: Named = serde_json::from_str(body)?;
        let Some(entry) = tablet::entry(conn, named.seq)?.filter(|entry| entry.op == named.op) else { continue };
        let ruling = serde_json::from_str::<Verdict>(body).ok().map(|verdict| verdict.ruling);
        // While HQ has not judged, its rows do not say what is left of the rights that the operation spent: what was
        // promised to a customer stays spent here.
        if !matches!(ruling, Some(Ruling::Quarantined { .. }) | None) {
            tablet::take_out_spends(conn, entry.op, &spends_of(&entry))?;
        }
        if !entry.pending {
            continue;
        }
        touched.extend(tablet::written_rows(conn, entry.seq)?);
        tablet::forget_touches(conn, entry.seq)?;
        tablet::mark_judged(conn, entry.seq)?;
        match ruling {
            Some(Ruling::Accepted { .. }) => verdicts.accepted += 1,
            Some(Ruling::Refused { .. }) => verdicts.refused += 1,
            Some(Ruling::Conflict { .. }) => verdicts.conflicts += 1,
            // A ruling that only a later version knows waits for people, or for that version.
            Some(Ruling::Quarantined { .. }) | None => verdicts.quarantined += 1,
        }
    }
    Ok(verdicts)
}

/// What an operation spent. One whose stamp cannot be read was put there without spending anything.
fn spends_of(entry: &Entry) -> Vec<Spend> {
    #[derive(Deserialize)]
    struct Spent {
        spends: Vec<Spend>,
    }
    serde_json::from_str::<Spent>(&entry.bytes).map(|spent| spent.spends).unwrap_or_default()
}

/// The part of a verdict that every version can read.
#[derive(Deserialize)]
struct Named {
    op: OpId,
    seq: i64,
}

/// Performs again, in order, every pending operation that meets what changed, until nothing new is touched.
fn perform_again(conn: &mut dyn Connection, mut touched: BTreeSet<Touched>) -> Result<(), Error> {
    loop {
        let affected = affected(conn, &mut touched)?;
        for touched in &touched {
            if let Touched::Row(kind, id) = touched {
                tablet::restore(conn, (*kind, *id), |body| keys_in(*kind, body))?;
            }
        }
        let mut fresh = Vec::new();
        for seq in &affected {
            tablet::forget_touches(conn, *seq)?;
            let Some(entry) = tablet::entry(conn, *seq)? else { continue };
            again(conn, &entry)?;
            // What it writes now, and what it reads now that a later one has written: both must be undone first.
            let met = tablet::written_rows(conn, *seq)?.into_iter().chain(tablet::overtaken_reads(conn, *seq)?);
            fresh.extend(met.filter(|one| !touched.contains(one)));
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
    let readers = tablet::readers(conn)?;
    let mut affected = BTreeSet::new();
    let mut queue: Vec<Touched> = touched.iter().cloned().collect();
    while let Some(next) = queue.pop() {
        for seq in tablet::touching(conn, &readers, &next)? {
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
    let (refusal, mut reading) = match readable(entry) {
        Ok((stamp, op)) => {
            let (outcome, reading) = performed(&mut SqlRows(conn, Schema::Tablet), Grants::Again, &stamp, &op)?;
            let refusal = match outcome {
                Ok(_) => None,
                Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => Some(refusal),
                Err(Stop::Failed(failure)) => {
                    tracing::error!(op = %entry.op, %failure, "a pending operation could not be performed again");
                    Some(Refusal::judging_broke())
                }
            };
            (refusal, reading)
        }
        Err(refusal) => (Some(refusal), Reading::default()),
    };
    if refusal.is_some() {
        reading.writes.clear();
    }
    let touches = leave_writes(conn, entry.seq, &reading)?;
    tablet::put_touches(conn, entry.seq, &touches)?;
    let refusal = refusal.map(|refusal| serde_json::to_string(&refusal)).transpose()?;
    Ok(tablet::set_unapplied(conn, entry.seq, refusal.as_deref())?)
}

fn readable(entry: &Entry) -> Result<(Stamp, AnyOperation), Refusal> {
    let stamp: Stamp = serde_json::from_str(&entry.bytes).map_err(|e| Refusal::unreadable_operation(&e.to_string()))?;
    let op = AnyOperation::read(&stamp.op)?;
    Ok((stamp, op))
}

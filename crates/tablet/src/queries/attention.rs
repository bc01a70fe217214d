//! `attention`: what needs a person, what waits for HQ, what was settled.

use serde::Serialize;
use tenon_domain::entities::{Case, CaseNature, Difference, Remedy};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Finality, Id, OpId, Refusal, Stamp};
use tenon_store::tablet::pending_after;
use tenon_store::{Connection, Error, Schema, SqlRows};
use tenon_sync::card_case::{self, CaseStake};
use ts_rs::TS;

use crate::Tablet;

/// Most waiting operations in one answer.
const WAITING_LIMIT: usize = 200;

/// An operation that fell with another.
#[derive(Debug, Serialize, TS)]
pub struct CascadedCard {
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
}

/// How a case was closed.
#[derive(Debug, Serialize, TS)]
pub struct ClosedCard {
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// What was done.
    pub remedy: Remedy,
    /// In words.
    pub note: String,
}

/// A case.
#[derive(Debug, Serialize, TS)]
pub struct CaseCard {
    /// Its identifier.
    pub id: Id<Case>,
    /// Why there is a case.
    pub nature: CaseNature,
    /// When it arose, UTC milliseconds.
    pub opened_ms: i64,
    /// The operation's tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// What happened and what to do.
    pub refusal: Refusal,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What can be done, the usual first.
    pub remedies: Vec<Remedy>,
    /// What is at stake, where an order stands on a card that does not count.
    pub stake: Option<CaseStake>,
    /// What fell with it.
    pub cascade: Vec<CascadedCard>,
    /// How it was closed.
    pub closed: Option<ClosedCard>,
}

/// An operation without a verdict.
#[derive(Debug, Serialize, TS)]
pub struct WaitingCard {
    /// Its identifier.
    pub op_id: OpId,
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// When it was saved, UTC milliseconds.
    pub saved_ms: i64,
    /// What the customer was told.
    pub finality: Option<Finality>,
    /// Why it no longer goes through here; HQ has the last word.
    pub unapplied: Option<Refusal>,
}

/// The inbox.
#[derive(Debug, Serialize, TS)]
pub struct Attention {
    /// Open cases, the newest first.
    pub mine: Vec<CaseCard>,
    /// Operations without a verdict, the oldest first.
    pub waiting: Vec<WaitingCard>,
    /// Cases closed in the last day.
    pub settled: Vec<CaseCard>,
}

impl CaseCard {
    fn of(rows: &mut SqlRows<'_>, case: Case, now_ms: i64) -> Result<Self, Error> {
        let stake = if case.closed.is_none() { card_case::stake(rows, &case, now_ms)? } else { None };
        let remedies = card_case::remedies(&case, stake.as_ref());
        Ok(Self {
            id: case.id,
            nature: case.nature,
            opened_ms: case.opened_ms,
            tag: case.tag,
            subject: case.subject,
            refusal: case.refusal,
            differences: case.differences,
            remedies,
            stake,
            cascade: case.cascade.into_iter().map(|one| CascadedCard { tag: one.tag, subject: one.subject }).collect(),
            closed: case.closed.map(|one| ClosedCard {
                at_ms: one.at_ms,
                by: one.by,
                remedy: one.remedy,
                note: one.note,
            }),
        })
    }
}

/// See [`Attention`].
pub(super) fn attention(tablet: &Tablet, (): &()) -> Result<Attention, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now = crate::tablet::now(conn)?.best_ms();
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut mine = rows.entities_by::<Case>(&Case::open())?;
    mine.sort_by_key(|case| std::cmp::Reverse(case.opened_ms));
    let mut settled = rows.entities_by::<Case>(&Case::closed_on_day(now))?;
    settled.extend(rows.entities_by::<Case>(&Case::closed_on_day(now - 86_400_000))?);
    settled.sort_by_key(|case| std::cmp::Reverse(case.closed.as_ref().map(|closed| closed.at_ms)));
    let mut cards = |cases: Vec<Case>| -> Result<Vec<CaseCard>, Error> {
        cases.into_iter().map(|case| CaseCard::of(&mut rows, case, now)).collect()
    };
    let (mine, settled) = (cards(mine)?, cards(settled)?);
    let mut waiting = Vec::new();
    for entry in pending_after(conn, 0, WAITING_LIMIT)? {
        let Ok(stamp) = serde_json::from_str::<Stamp>(&entry.bytes) else { continue };
        let op = AnyOperation::read(&stamp.op).ok();
        waiting.push(WaitingCard {
            op_id: entry.op,
            tag: op.as_ref().map(|op| op.tag().to_owned()).unwrap_or_default(),
            subject: op.map(|op| op.subject()).unwrap_or_default(),
            saved_ms: stamp.at.best_ms(),
            finality: stamp.told,
            unapplied: entry.unapplied.and_then(|refusal| serde_json::from_str(&refusal).ok()),
        });
    }
    Ok(Attention { mine, waiting, settled })
}

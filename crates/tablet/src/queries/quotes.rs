//! `quotes`, `quote`: what was offered to whom, version by version, and what came of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Approval, Buyer, Order, Quote, QuoteVersion, Staff, StoreVisit};
use tenon_domain::quoting::{QuoteContent, QuoteSums};
use tenon_domain::{Id, Localized};
use tenon_store::tablet::get_meta;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::people::{StaffTile, tile};
use super::{RecordState, record_state};
use crate::Tablet;
use crate::session::{SESSION, Session};

/// Weeks that a list of quotes or orders goes back.
pub(super) const WEEKS: i64 = 6;
/// Rows of a list at most.
pub(super) const LIST_LIMIT: usize = 300;

/// Where a quote stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuoteState {
    /// It can be signed.
    Open,
    /// Its discount waits for an answer.
    Waiting,
    /// Its discount was declined.
    Declined,
    /// Two versions stand side by side; somebody has to choose.
    Parallel,
    /// The offer has run out.
    Expired,
    /// It was ordered.
    Ordered,
}

/// A quote in a list.
#[derive(Debug, Serialize, TS)]
pub struct QuoteCard {
    /// Its identifier.
    pub id: Id<Quote>,
    /// What people call it.
    pub number: String,
    /// Whom it is for.
    pub name: String,
    /// Its first goods.
    pub title: Option<Localized>,
    /// How many lines it has.
    pub lines: u32,
    /// To pay, minor units.
    pub total_minor: i64,
    /// ISO 4217; empty for an empty quote.
    pub currency: String,
    /// Who wrote it last.
    pub by_name: String,
    /// When it was last changed, UTC milliseconds.
    pub changed_ms: i64,
    /// Where it stands.
    pub state: QuoteState,
    /// The order that came of it.
    pub order: Option<Id<Order>>,
    /// Where the record stands.
    pub sync: RecordState,
}

/// A version of a quote.
#[derive(Debug, Serialize, TS)]
pub struct VersionSheet {
    /// Its identifier.
    pub id: Id<QuoteVersion>,
    /// What is offered.
    pub content: QuoteContent,
    /// Its sums.
    pub sums: QuoteSums,
    /// Who wrote it.
    pub by_name: String,
    /// When it was last changed, UTC milliseconds.
    pub at_ms: i64,
    /// What was said to the discount by hand.
    pub approval: Option<Approval>,
}

/// A quote with all there is to know.
#[derive(Debug, Serialize, TS)]
pub struct QuoteSheet {
    /// Its identifier.
    pub id: Id<Quote>,
    /// What people call it.
    pub number: String,
    /// Whom it is for.
    pub buyer: Buyer,
    /// The visit it was written in.
    pub visit: Option<Id<StoreVisit>>,
    /// The versions that nobody has written over: one, or several that somebody has to choose between.
    pub heads: Vec<VersionSheet>,
    /// Those before them, the newest first.
    pub earlier: Vec<VersionSheet>,
    /// Where it stands.
    pub state: QuoteState,
    /// The order that came of it.
    pub order: Option<Id<Order>>,
    /// Who may answer for the discount on this tablet.
    pub able: Vec<StaffTile>,
    /// Whether the signed-in person may answer.
    pub yours: bool,
    /// Where the record stands.
    pub sync: RecordState,
}

/// The argument of `quotes`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct QuotesArgs {
    /// Only those of this visit.
    #[serde(default)]
    pub visit: Option<Id<StoreVisit>>,
}

/// The argument of `quote`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct QuoteArgs {
    /// Which quote.
    pub id: Id<Quote>,
}

fn state(quote: &Quote, heads: &[QuoteVersion], now_ms: i64) -> QuoteState {
    let answer = heads.first().and_then(|head| head.approval.as_ref()).map(|one| one.answer.as_ref());
    match (heads, answer) {
        _ if quote.order.is_some() => QuoteState::Ordered,
        ([_, _, ..], _) => QuoteState::Parallel,
        (_, Some(None)) => QuoteState::Waiting,
        (_, Some(Some(answer))) if !answer.granted => QuoteState::Declined,
        ([head], _) if head.content.valid_until_ms <= now_ms => QuoteState::Expired,
        _ => QuoteState::Open,
    }
}

fn heads(rows: &mut SqlRows<'_>, quote: &Quote) -> Result<Vec<QuoteVersion>, Error> {
    let mut heads = Vec::with_capacity(quote.heads.len());
    for head in &quote.heads {
        heads.extend(rows.entity::<QuoteVersion>(*head)?);
    }
    Ok(heads)
}

/// See [`QuoteCard`]; the newest first.
pub(super) fn quotes(tablet: &Tablet, args: &QuotesArgs) -> Result<Vec<QuoteCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now_ms = crate::tablet::now(conn)?.best_ms();
    let mut rows = SqlRows(conn, Schema::Tablet);
    let mut found = Vec::new();
    if let Some(visit) = args.visit {
        found = rows.entities_by::<Quote>(&Quote::of_visit(visit))?;
    } else {
        for week in 0..WEEKS {
            found.extend(rows.entities_by::<Quote>(&Quote::in_week(now_ms - week * 7 * 86_400_000))?);
        }
    }
    found.sort_by_key(|quote| std::cmp::Reverse(quote.changed_ms));
    found.truncate(LIST_LIMIT);
    found.into_iter().map(|quote| card(conn, &quote, now_ms)).collect()
}

/// Quotes whose discount waits for an answer, the oldest first.
pub(super) fn quotes_waiting(tablet: &Tablet, (): &()) -> Result<Vec<QuoteCard>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now_ms = crate::tablet::now(conn)?.best_ms();
    let mut rows = SqlRows(conn, Schema::Tablet);
    let versions = rows.entities_by::<QuoteVersion>(&QuoteVersion::waiting())?;
    let waiting: BTreeSet<Id<Quote>> = versions.into_iter().map(|version| version.quote).collect();
    let mut found = Vec::with_capacity(waiting.len());
    for quote in waiting {
        found.extend(rows.entity::<Quote>(quote)?);
    }
    found.sort_by_key(|quote| quote.changed_ms);
    let mut cards = Vec::new();
    for quote in found {
        cards.push(card(conn, &quote, now_ms)?);
    }
    cards.retain(|card| card.state == QuoteState::Waiting);
    cards.truncate(LIST_LIMIT);
    Ok(cards)
}

fn card(conn: &mut dyn Connection, quote: &Quote, now_ms: i64) -> Result<QuoteCard, Error> {
    let heads = heads(&mut SqlRows(conn, Schema::Tablet), quote)?;
    let last = heads.last().map(|head| &head.content);
    Ok(QuoteCard {
        id: quote.id,
        number: quote.number(),
        name: quote.buyer.name.clone(),
        title: last.and_then(|content| content.lines.first()).map(|line| line.title.clone()),
        lines: last.map_or(0, |content| u32::try_from(content.lines.len()).unwrap_or(u32::MAX)),
        total_minor: last.map_or(0, |content| content.sums().total_minor),
        currency: last.map(|content| content.currency.clone()).unwrap_or_default(),
        by_name: heads.last().map_or_else(|| quote.by_name.clone(), |head| head.by_name.clone()),
        changed_ms: quote.changed_ms,
        state: state(quote, &heads, now_ms),
        order: quote.order,
        sync: record_state(conn, quote.id)?,
    })
}

fn sheet(version: QuoteVersion) -> VersionSheet {
    VersionSheet {
        id: version.id,
        sums: version.content.sums(),
        content: version.content,
        by_name: version.by_name,
        at_ms: version.at_ms,
        approval: version.approval,
    }
}

/// See [`QuoteSheet`].
pub(super) fn quote(tablet: &Tablet, args: &QuoteArgs) -> Result<Option<QuoteSheet>, Error> {
    let mut reader = tablet.reader();
    let conn: &mut dyn Connection = &mut *reader;
    let now_ms = crate::tablet::now(conn)?.best_ms();
    let session: Option<Session> = get_meta(conn, SESSION)?;
    let mut rows = SqlRows(conn, Schema::Tablet);
    let Some(quote) = rows.entity::<Quote>(args.id)? else { return Ok(None) };
    let heads = heads(&mut rows, &quote)?;
    let mut earlier = rows.entities_by::<QuoteVersion>(&QuoteVersion::of_quote(quote.id))?;
    earlier.retain(|version| !quote.heads.contains(&version.id));
    earlier.sort_by_key(|version| std::cmp::Reverse(version.at_ms));
    let mut people = rows.all::<Staff>()?;
    people.retain(|one| one.active);
    let roles = heads.iter().filter_map(|head| head.approval.as_ref()).flat_map(|one| one.able.clone());
    let roles: Vec<_> = roles.collect();
    let own = session.and_then(|session| people.iter().find(|one| one.id == session.staff)).map(|one| one.role);
    Ok(Some(QuoteSheet {
        id: quote.id,
        number: quote.number(),
        visit: quote.visit,
        state: state(&quote, &heads, now_ms),
        heads: heads.into_iter().map(sheet).collect(),
        earlier: earlier.into_iter().map(sheet).collect(),
        order: quote.order,
        able: people.into_iter().filter(|one| roles.contains(&one.role)).map(tile).collect(),
        yours: own.is_some_and(|own| roles.contains(&own)),
        sync: record_state(conn, quote.id)?,
        buyer: quote.buyer,
    }))
}

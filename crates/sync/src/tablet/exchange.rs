//! Handing in and taking in, one exchange at a time.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tenon_domain::Refusal;
use tenon_domain::entities::DeviceState;
use tenon_store::{Connection, tablet, transaction};

use super::apply::apply;
use crate::wire::{Answer, BYTES_LIMIT, Cursor, Exchange, OPS_LIMIT, PROTOCOL, Page};
use crate::{Error, sign};

/// The cursor behind what is visible.
const CURSOR: &str = "cursor";
/// The cursor behind the staged pages.
const STAGED_CURSOR: &str = "staged_cursor";
/// What HQ said last.
const LINK: &str = "link";

/// What the tablet knows of HQ since the last exchange.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The last operation that HQ holds.
    pub received_through: i64,
    /// Why HQ no longer takes this tablet's word, if it does not.
    pub blocked: Option<Refusal>,
    /// The catalog that HQ has published.
    pub catalog_version: Option<i64>,
}

impl Link {
    /// What the tablet knows of HQ.
    pub fn read(conn: &mut dyn Connection) -> Result<Link, Error> {
        Ok(tablet::get_meta(conn, LINK)?.unwrap_or_default())
    }
}

/// What an answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Whether another exchange should follow at once: more to hand in, or more pages to take in.
    pub more: bool,
    /// Whether rows became visible.
    pub changed: bool,
    /// Rows and tombstones in the page.
    pub pulled: usize,
    /// Verdicts that became visible.
    pub verdicts: Verdicts,
}

/// Verdicts by what they say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// The operation counts.
    pub accepted: usize,
    /// A rule said no.
    pub refused: usize,
    /// It happened, against what HQ knows.
    pub conflicts: usize,
    /// It cannot be judged now.
    pub quarantined: usize,
}

/// The next exchange: what HQ does not hold yet, signed with the device's `key`, and where HQ's rows go on.
pub fn next_exchange(
    conn: &mut dyn Connection,
    key: &SigningKey,
    wall_ms: i64,
    catalog_version: Option<i64>,
) -> Result<Exchange, Error> {
    let link = Link::read(conn)?;
    let mut ops = Vec::new();
    let mut bytes = 0;
    for entry in tablet::to_push(conn, link.received_through, OPS_LIMIT)? {
        bytes += entry.bytes.len();
        if bytes > BYTES_LIMIT && !ops.is_empty() {
            break;
        }
        ops.push(sign(key, entry.bytes));
    }
    let cursor = match tablet::get_meta::<Cursor>(conn, STAGED_CURSOR)? {
        Some(cursor) => cursor,
        None => tablet::get_meta(conn, CURSOR)?.unwrap_or_default(),
    };
    let waiting = tablet::pending_count(conn)?;
    Ok(Exchange { protocol: PROTOCOL, ops, cursor, waiting, wall_ms, catalog_version })
}

/// Takes in HQ's answer to `asked`. A page that is not the last is staged; with the last, all become visible in one
/// transaction. Safe to repeat, and to lose.
pub fn take_in(conn: &mut dyn Connection, asked: &Exchange, answer: &Answer) -> Result<Progress, Error> {
    if answer.protocol != PROTOCOL {
        return Err(Error::Nonsense(format!("head office answered in protocol {}", answer.protocol)));
    }
    let page = &answer.page;
    let pulled = page.members.values().map(Vec::len).sum();
    let known = Link::read(conn)?;
    let (last, _) = tablet::tail(conn)?;
    let link = Link {
        received_through: answer.received_through.min(last),
        blocked: blocked(answer, last),
        catalog_version: answer.catalog_version,
    };
    let empty = pulled == 0 && page.anew.is_empty() && page.dropped.is_empty();
    let staged = tablet::staged_count(conn)? > 0;
    if empty && !staged && link == known && answer.cursor.generation == asked.cursor.generation {
        let more = link.received_through < last && link.blocked.is_none();
        return Ok(Progress { more, changed: false, pulled: 0, verdicts: Verdicts::default() });
    }
    if staged && answer.cursor.generation != asked.cursor.generation {
        // The staged pages are of HQ's former life, and this one only knows what they had left to say: ask again from
        // what is visible.
        transaction(conn, |conn| -> Result<(), Error> {
            tablet::put_meta(conn, LINK, &link)?;
            tablet::clear_staged(conn)?;
            Ok(tablet::remove_meta(conn, STAGED_CURSOR)?)
        })?;
        return Ok(Progress { more: true, changed: false, pulled, verdicts: Verdicts::default() });
    }
    let verdicts = transaction(conn, |conn| -> Result<Verdicts, Error> {
        tablet::put_meta(conn, LINK, &link)?;
        if !answer.complete {
            tablet::stage(conn, &serde_json::to_string(page)?)?;
            tablet::put_meta(conn, STAGED_CURSOR, &answer.cursor)?;
            return Ok(Verdicts::default());
        }
        let mut pages = Vec::new();
        for page in tablet::staged(conn)? {
            pages.push(serde_json::from_str::<Page>(&page)?);
        }
        pages.push(page.clone());
        let verdicts = apply(conn, &pages)?;
        tablet::clear_staged(conn)?;
        tablet::remove_meta(conn, STAGED_CURSOR)?;
        tablet::put_meta(conn, CURSOR, &answer.cursor)?;
        Ok(verdicts)
    })?;
    let more = !answer.complete || (link.received_through < last && link.blocked.is_none());
    Ok(Progress { more, changed: answer.complete, pulled, verdicts })
}

fn blocked(answer: &Answer, last: i64) -> Option<Refusal> {
    match answer.device {
        DeviceState::Revoked => Some(Refusal::device_revoked()),
        DeviceState::Suspended => Some(Refusal::device_suspended()),
        DeviceState::Active => (answer.received_through > last).then(Refusal::device_suspended),
    }
}

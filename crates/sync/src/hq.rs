//! HQ's half: first receive raw bytes, then judge them in the device's order, then answer with a page.
//!
//! The three are separate transactions on purpose: what was received is durable before anything is judged, so that a
//! rule that breaks can cost a verdict but never an operation. A driver may call [`judge_waiting`] at any time.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tenon_domain::entities::{Device, DeviceState};
use tenon_domain::{DeviceId, Hash, Kind, OpId, Scope, Signed};
use tenon_store::hq::{self, Commit, Contact, Head, Tail};
use tenon_store::{Connection, Schema, SqlRows, snapshot};

use crate::wire::{Answer, Body, Cursor, Exchange, Membership, OPS_LIMIT, PAGE_ROWS, PROTOCOL, Page};
use crate::{Error, judge, verify};

/// Takes in the operations of an exchange with `device`, whose identity the driver has proved, and judges them. Answers
/// the scopes whose members changed. `hq_ms` is HQ's clock.
pub fn hand_in(
    conn: &mut dyn Connection,
    device: DeviceId,
    exchange: &Exchange,
    hq_ms: i64,
) -> Result<BTreeSet<Scope>, Error> {
    let mut changed = BTreeSet::new();
    if !exchange.ops.is_empty() {
        changed.append(&mut receive(conn, device, &exchange.ops, hq_ms)?);
        changed.append(&mut judge_waiting(conn, device)?);
    }
    Ok(changed)
}

/// Answers an exchange, on one snapshot; none where HQ does not know the device. Needs no more than a reading
/// connection.
pub fn answer(
    conn: &mut dyn Connection,
    device: DeviceId,
    exchange: &Exchange,
    hq_ms: i64,
    catalog_version: Option<i64>,
) -> Result<Option<Answer>, Error> {
    answer_in_pages(conn, device, exchange, hq_ms, catalog_version, PAGE_ROWS)
}

/// [`answer`] with pages of about `page_rows` rows, at least one: for a narrow line, or to make many pages of few rows.
pub fn answer_in_pages(
    conn: &mut dyn Connection,
    device: DeviceId,
    exchange: &Exchange,
    hq_ms: i64,
    catalog_version: Option<i64>,
    page_rows: usize,
) -> Result<Option<Answer>, Error> {
    snapshot(conn, |conn| {
        let Some(known) = SqlRows(conn, Schema::Hq).entity::<Device>(device)? else { return Ok(None) };
        let tail = hq::tail(conn, device)?;
        let (page, cursor, complete) = page(conn, &known, &exchange.cursor, page_rows.max(1))?;
        Ok(Some(Answer {
            protocol: PROTOCOL,
            received_through: tail.seq,
            device: known.state,
            page,
            cursor,
            complete,
            hq_ms,
            catalog_version,
        }))
    })
}

/// What a device said of itself in `exchange`, for the record.
pub fn contact(exchange: &Exchange, hq_ms: i64) -> Contact {
    Contact {
        at_ms: hq_ms,
        waiting: exchange.waiting - i64::try_from(exchange.ops.len()).unwrap_or(0).min(exchange.waiting),
        catalog_version: exchange.catalog_version,
        clock_off_ms: exchange.wall_ms.saturating_sub(hq_ms),
    }
}

/// The part of a stamp that must be readable whatever the operation is.
#[derive(Deserialize)]
struct Header {
    id: OpId,
    device: DeviceId,
    seq: i64,
    prev: Hash,
}

/// Takes in what continues the device's chain. What was received before is passed over; what contradicts it suspends
/// the device and is kept aside; what leaves a gap is not taken, and the answer says where to go on.
fn receive(conn: &mut dyn Connection, device: DeviceId, ops: &[Signed], hq_ms: i64) -> Result<BTreeSet<Scope>, Error> {
    let ((), changed) = hq::commit(conn, |commit| -> Result<(), Error> {
        let Some(known) = commit.rows().entity::<Device>(device)? else { return Ok(()) };
        let mut tail = hq::tail(commit.conn(), device)?;
        for signed in ops.iter().take(OPS_LIMIT) {
            if !take_in(commit, &known, &mut tail, signed, hq_ms)? {
                break;
            }
        }
        Ok(())
    })?;
    Ok(changed)
}

/// Answers whether to go on with the next operation.
fn take_in(
    commit: &mut Commit<'_>,
    device: &Device,
    tail: &mut Tail,
    signed: &Signed,
    hq_ms: i64,
) -> Result<bool, Error> {
    let header = serde_json::from_str::<Header>(&signed.bytes).ok().filter(|header| header.device == device.id);
    let Some(header) = header else {
        // An error would only be met again: the tablet has nothing else to hand in. People must look at it.
        suspend(commit, device, tail.seq + 1, signed, hq_ms)?;
        return Ok(false);
    };
    if header.seq > tail.seq + 1 {
        return Ok(false);
    }
    if header.seq < 1 || !verify(&device.public_key, signed) {
        suspend(commit, device, header.seq, signed, hq_ms)?;
        return Ok(false);
    }
    let known_elsewhere = hq::seq_of_op(commit.conn(), header.id)?;
    if header.seq == tail.seq + 1 {
        if header.prev != tail.hash || known_elsewhere.is_some() {
            suspend(commit, device, header.seq, signed, hq_ms)?;
            return Ok(false);
        }
        hq::append(commit.conn(), device.id, header.seq, header.id, signed)?;
        *tail = Tail { seq: header.seq, hash: signed.hash() };
        return Ok(true);
    }
    let held = hq::at(commit.conn(), device.id, header.seq)?;
    if held.is_none_or(|held| held.signed.bytes != signed.bytes) {
        suspend(commit, device, header.seq, signed, hq_ms)?;
        return Ok(false);
    }
    Ok(true)
}

fn suspend(commit: &mut Commit<'_>, device: &Device, seq: i64, signed: &Signed, hq_ms: i64) -> Result<(), Error> {
    let why = "contradicts what this device handed in before";
    if hq::put_stray(commit.conn(), device.id, seq, signed, why)? {
        tracing::warn!(device = %device.id, seq, "a device contradicts itself and is suspended");
        judge::put_stray_case(commit, device, signed, hq_ms)?;
    }
    if device.state == DeviceState::Active {
        let mut device = device.clone();
        device.state = DeviceState::Suspended;
        commit.put(&device)?;
    }
    Ok(())
}

/// Judges what waits of `device`, in its order; answers the scopes whose members changed.
pub fn judge_waiting(conn: &mut dyn Connection, device: DeviceId) -> Result<BTreeSet<Scope>, Error> {
    let mut changed = BTreeSet::new();
    loop {
        if hq::waiting(conn, device, 1)?.is_empty() {
            return Ok(changed);
        }
        let ((), mut scopes) = hq::commit(conn, |commit| -> Result<(), Error> {
            for received in hq::waiting(commit.conn(), device, OPS_LIMIT)? {
                let Some(known) = commit.rows().entity::<Device>(device)? else {
                    return Err(Error::Nonsense(format!("operations wait of {device}, which is no device")));
                };
                judge::judge(commit, &known, received.seq, &received.signed)?;
            }
            Ok(())
        })?;
        changed.append(&mut scopes);
    }
}

/// The page behind `cursor`, read in one transaction.
fn page(
    conn: &mut dyn Connection,
    device: &Device,
    cursor: &Cursor,
    page_rows: usize,
) -> Result<(Page, Cursor, bool), Error> {
    let head = hq::head(conn)?;
    let scopes = match device.state {
        DeviceState::Revoked => vec![Scope::Device(device.id)],
        DeviceState::Active | DeviceState::Suspended => device.subscriptions(),
    };
    let known = if cursor.generation == head.generation { cursor.positions.clone() } else { BTreeMap::new() };
    let mut page = Page {
        dropped: cursor.positions.keys().filter(|scope| !scopes.contains(scope)).copied().collect(),
        ..Page::default()
    };
    let mut positions = BTreeMap::new();
    let mut bodies = BTreeSet::new();
    let mut room = page_rows;
    let mut complete = true;
    for scope in scopes {
        let after = known.get(&scope).copied();
        if after.is_none() {
            page.anew.push(scope);
        }
        let after = after.unwrap_or(0);
        if room == 0 {
            complete = false;
            positions.insert(scope, after);
            continue;
        }
        let members = hq::members_after(conn, scope, after, room)?;
        // Whole commits may be fewer rows than there is room for, with more to come: only looking tells.
        let through = match members.last() {
            Some(last) if !hq::members_after(conn, scope, last.n, 1)?.is_empty() => last.n,
            _ => head.n,
        };
        complete &= through == head.n;
        room = room.saturating_sub(members.len());
        positions.insert(scope, through);
        add_members(&mut page, &mut bodies, scope, members);
    }
    Ok((page, Cursor { generation: head.generation, positions }, complete))
}

fn add_members(page: &mut Page, bodies: &mut BTreeSet<(String, String)>, scope: Scope, members: Vec<hq::Member>) {
    for member in members {
        let gone = member.body.is_none();
        if let Some(body) = member.body
            && bodies.insert((member.kind.clone(), member.id.clone()))
        {
            page.bodies.push(Body { kind: member.kind.clone(), id: member.id.clone(), body });
        }
        let list = page.members.entry(scope).or_default();
        list.push(Membership { kind: member.kind, id: member.id, gone });
    }
}

/// More rows than a scope has, and a limit that both engines take.
const WHOLE_SCOPE: usize = 1 << 40;

/// Every row in the device's scopes as HQ holds it now, for checks: kind, identifier, body.
pub fn rows_for(conn: &mut dyn Connection, device: &Device) -> Result<BTreeSet<(String, String, String)>, Error> {
    let mut rows = BTreeSet::new();
    for scope in device.subscriptions() {
        for member in hq::members_after(conn, scope, 0, WHOLE_SCOPE)? {
            let known = Kind::parse(&member.kind).is_some();
            if let Some(body) = member.body.filter(|_| known) {
                rows.insert((member.kind, member.id, body));
            }
        }
    }
    Ok(rows)
}

/// Where HQ's history stands.
pub fn head(conn: &mut dyn Connection) -> Result<Head, Error> {
    Ok(hq::head(conn)?)
}

/// The device `id`.
pub fn device(conn: &mut dyn Connection, id: DeviceId) -> Result<Option<Device>, Error> {
    Ok(SqlRows(conn, Schema::Hq).entity(id)?)
}

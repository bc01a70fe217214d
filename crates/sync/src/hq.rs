//! HQ's half: first receive raw bytes, then judge them in the device's order, then answer with a page.
//!
//! The three are separate transactions on purpose: what was received is durable before anything is judged, so that a
//! rule that breaks can cost a verdict but never an operation. A driver may call [`judge_waiting`] at any time.

mod papers;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tenon_domain::entities::{Device, DeviceState};
use tenon_domain::{DeviceId, Hash, Kind, OpId, Scope, Signed, read_key};
use tenon_store::hq::{self, Arrived, Commit, Contact, Head, Tail};
use tenon_store::{Connection, Schema, SqlRows, snapshot};

use crate::Error;
use crate::judge::{self, Waiting};
use crate::wire::{Answer, Body, Cursor, Exchange, Membership, OPS_LIMIT, PAGE_ROWS, PROTOCOL, Page};

pub use papers::judge_paper;
pub(crate) use papers::take_handed;

/// What a device handed in, looked at before anyone has to wait for it: signatures cost more than all the rest.
pub struct HandedIn {
    device: DeviceId,
    /// The key that the signatures were checked with.
    public_key: String,
    ops: Vec<Checked>,
    hq_ms: i64,
}

struct Checked {
    signed: Signed,
    hash: Hash,
    /// None: it says no number, or another device's.
    header: Option<Header>,
    genuine: bool,
}

/// Looks at `ops` that the device `device` handed in, whose identity the driver has proved. `hq_ms` is HQ's clock.
pub fn check(device: &Device, ops: Vec<Signed>, hq_ms: i64) -> HandedIn {
    let key = read_key(&device.public_key);
    let checked = |signed: Signed| {
        let header = serde_json::from_str::<Header>(&signed.bytes).ok().filter(|header| header.device == device.id);
        let genuine = header.is_some() && key.is_some_and(|key| signed.is_by_key(&key));
        Checked { hash: signed.hash(), signed, header, genuine }
    };
    let ops = ops.into_iter().take(OPS_LIMIT).map(checked).collect();
    HandedIn { device: device.id, public_key: device.public_key.clone(), ops, hq_ms }
}

impl HandedIn {
    /// How many operations it is.
    pub fn count(&self) -> usize {
        self.ops.len()
    }
}

/// Takes in what devices handed in and judges it: all of it in one transaction to receive and one to judge, so that many
/// devices share the disk's time. Answers the scopes whose members changed.
pub fn take_in<'h>(
    conn: &mut dyn Connection,
    handed: impl IntoIterator<Item = &'h HandedIn>,
) -> Result<BTreeSet<Scope>, Error> {
    let handed: Vec<&HandedIn> = handed.into_iter().filter(|one| !one.ops.is_empty()).collect();
    if handed.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ((), mut changed) =
        hq::commit(conn, |commit| -> Result<(), Error> { handed.iter().try_for_each(|one| receive(commit, one)) })?;
    let devices: BTreeSet<DeviceId> = handed.iter().map(|one| one.device).collect();
    changed.append(&mut judge_waiting(conn, &devices.into_iter().collect::<Vec<_>>())?);
    Ok(changed)
}

/// Checks and takes in the operations of one exchange with `device`.
pub fn hand_in(
    conn: &mut dyn Connection,
    device: DeviceId,
    exchange: &Exchange,
    hq_ms: i64,
) -> Result<BTreeSet<Scope>, Error> {
    if exchange.ops.is_empty() {
        return Ok(BTreeSet::new());
    }
    let Some(known) = self::device(conn, device)? else { return Ok(BTreeSet::new()) };
    take_in(conn, [&check(&known, exchange.ops.clone(), hq_ms)])
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
            held_ms: 0,
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
fn receive(commit: &mut Commit<'_>, handed: &HandedIn) -> Result<(), Error> {
    let Some(known) = commit.rows().entity::<Device>(handed.device)? else { return Ok(()) };
    let mut tail = hq::tail(commit.conn(), known.id)?;
    let fresh = handed.ops.iter().filter_map(|op| op.header.as_ref()).filter(|header| header.seq > tail.seq);
    let mut taken = hq::received_before(commit.conn(), &fresh.map(|header| header.id).collect::<Vec<_>>())?;
    let papers = if handed.ops.is_empty() { BTreeMap::new() } else { papers::read_in(commit, known.id)? };
    let mut arrived = Vec::new();
    for op in &handed.ops {
        let genuine = op.genuine && known.public_key == handed.public_key;
        match place(commit, &known, &tail, op, genuine, &taken)? {
            Place::Next(header) if papers.get(&header.seq).is_some_and(|(hash, _)| *hash != op.hash) => {
                suspend(commit, &known, header.seq, &op.signed, handed.hq_ms)?;
                break;
            }
            Place::Next(header) => {
                arrived.push(Arrived { seq: header.seq, op: header.id, hash: op.hash, signed: &op.signed });
                taken.insert(header.id);
                tail = Tail { seq: header.seq, hash: op.hash };
            }
            Place::Held => {}
            Place::Gap => break,
            Place::Contradiction(seq) => {
                suspend(commit, &known, seq, &op.signed, handed.hq_ms)?;
                break;
            }
        }
    }
    Ok(hq::append_all(commit.conn(), known.id, &arrived)?)
}

/// Where an operation stands in its device's chain.
enum Place<'h> {
    /// Behind its end.
    Next(&'h Header),
    /// In it, as it is here.
    Held,
    /// Farther on: those between are missing.
    Gap,
    /// Nowhere, as this number.
    Contradiction(i64),
}

/// `taken` names operations that were received before, by whatever device.
fn place<'h>(
    commit: &mut Commit<'_>,
    device: &Device,
    tail: &Tail,
    op: &'h Checked,
    genuine: bool,
    taken: &BTreeSet<OpId>,
) -> Result<Place<'h>, Error> {
    let Some(header) = &op.header else {
        // An error would only be met again: the tablet has nothing else to hand in. People must look at it.
        return Ok(Place::Contradiction(tail.seq + 1));
    };
    if header.seq > tail.seq + 1 {
        return Ok(Place::Gap);
    }
    if header.seq < 1 || !genuine {
        return Ok(Place::Contradiction(header.seq));
    }
    if header.seq == tail.seq + 1 {
        let fits = header.prev == tail.hash && !taken.contains(&header.id);
        return Ok(if fits { Place::Next(header) } else { Place::Contradiction(header.seq) });
    }
    let held = hq::at(commit.conn(), device.id, header.seq)?;
    let same = held.is_some_and(|held| held.signed.bytes == op.signed.bytes);
    Ok(if same { Place::Held } else { Place::Contradiction(header.seq) })
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

/// Judges what waits of `devices`, of each in its order; answers the scopes whose members changed.
pub fn judge_waiting(conn: &mut dyn Connection, devices: &[DeviceId]) -> Result<BTreeSet<Scope>, Error> {
    let mut changed = BTreeSet::new();
    let mut waiting = Vec::new();
    for device in devices {
        if hq::waits(conn, *device)? {
            waiting.push(*device);
        }
    }
    if waiting.is_empty() {
        return Ok(changed);
    }
    loop {
        let (judged, mut scopes) = hq::commit(conn, |commit| judge_some(commit, &waiting))?;
        changed.append(&mut scopes);
        if judged < JUDGED_TOGETHER {
            return Ok(changed);
        }
    }
}

/// Operations in one commit at most. A page holds whole commits, so this bounds what a page may hold beyond its size.
const JUDGED_TOGETHER: usize = 2_000;

/// Judges [`JUDGED_TOGETHER`] operations that wait, or all if they are fewer; answers how many.
fn judge_some(commit: &mut Commit<'_>, devices: &[DeviceId]) -> Result<usize, Error> {
    let (mut all, mut judged) = (Vec::new(), 0);
    for device in devices {
        let waiting = hq::waiting(commit.conn(), *device, JUDGED_TOGETHER - judged)?;
        let Some(last) = waiting.last() else { continue };
        // Together with the verdicts or not at all: one transaction.
        hq::mark_judged(commit.conn(), *device, last.seq)?;
        judged += waiting.len();
        let from_paper = papers::judged(commit, *device)?;
        let read = waiting.into_iter().map(|received| Waiting::read(*device, received));
        all.extend(read.filter(|waiting| !waiting.is_one_of(&from_paper)));
    }
    judge::look_ahead(commit, &all)?;
    let carried: BTreeSet<OpId> = all.iter().flat_map(Waiting::carries).collect();
    for waiting in &all {
        // What another of them carries may have been judged with that one.
        if !(waiting.is_one_of(&carried) && waiting.is_judged(commit)?) {
            judge::judge(commit, waiting)?;
        }
    }
    Ok(judged)
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

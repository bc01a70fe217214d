//! The console acts as a device of HQ: what a clerk or a website does goes through the same `perform`, journal and verdicts as what
//! a tablet does.

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Device, DeviceState, Role, Ruling, Staff, Verdict};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Desk, DeviceId, Finality, Grants, Id, OpId, Refusal, Stamp, StampedAt, Stop, Uuid, perform};
use tenon_store::hq::{self, Commit};
use tenon_sync::hq::judge_paper;
use tenon_sync::sign;

use super::grant::NOBODY;

/// HQ's own device.
pub const CONSOLE: DeviceId = Device::HQ;

/// Whom the commands act as, where no clerk is named.
const COMMANDS: Id<Staff> = Id::new(Uuid::from_u128(u128::MAX - 1));

/// Makes HQ's own device with `public_key`, if it is not there; answers the key of the one that is there.
pub fn ensure_console(commit: &mut Commit<'_>, public_key: &str) -> Result<String, tenon_store::Error> {
    if let Some(console) = commit.rows().entity::<Device>(CONSOLE)? {
        return Ok(console.public_key);
    }
    commit.put(&Device {
        id: CONSOLE,
        name: "Console".to_owned(),
        store: Id::new(NOBODY),
        crews: Vec::new(),
        public_key: public_key.to_owned(),
        state: DeviceState::Active,
    })?;
    Ok(public_key.to_owned())
}

/// The clerk that the commands act as; nobody can sign in as them.
pub fn commands_clerk(commit: &mut Commit<'_>) -> Result<Id<Staff>, tenon_store::Error> {
    if commit.rows().entity::<Staff>(COMMANDS)?.is_none() {
        commit.put(&Staff {
            id: COMMANDS,
            name: "tenon-hq".to_owned(),
            role: Role::Clerk,
            store: None,
            crew: None,
            pin_hash: String::new(),
            active: true,
        })?;
    }
    Ok(COMMANDS)
}

/// A new operation's identifier: a UUIDv7 (RFC 9562), 48 bits of time, the rest random.
pub fn fresh_op(now_ms: i64) -> OpId {
    let ms = u64::try_from(now_ms).unwrap_or(0);
    Id::new(Uuid::from_bytes(*uuid::Builder::from_unix_timestamp_millis(ms, &rand::random()).as_uuid().as_bytes()))
}

/// Does `ops`, which are due by time, for the commands' clerk; one that somebody was faster with is left out.
pub fn act_on_time(commit: &mut Commit<'_>, key: &SigningKey, ops: &[AnyOperation], now_ms: i64) -> Result<(), Stop> {
    let clerk = commands_clerk(commit)?;
    for op in ops {
        match act(commit, key, clerk, fresh_op(now_ms), op, now_ms) {
            Ok(_) | Err(Stop::Refused(_) | Stop::Conflict(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

/// Does `op` for the clerk or website `actor`. A refused attempt is no operation: the clerk is told no, and nothing is kept.
pub fn act(
    commit: &mut Commit<'_>,
    key: &SigningKey,
    actor: Id<Staff>,
    id: OpId,
    op: &AnyOperation,
    now_ms: i64,
) -> Result<Finality, Stop> {
    let tail = hq::tail(commit.conn(), CONSOLE)?;
    let op_value = serde_json::to_value(op).map_err(|_| Refusal::judging_broke())?;
    let seq = tail.seq + 1;
    let stamp = Stamp {
        id,
        device: CONSOLE,
        seq: u64::try_from(seq).unwrap_or(u64::MAX),
        prev: tail.hash,
        actor: Some(actor),
        session: Some(id),
        policy: 0,
        store: Id::new(NOBODY),
        at: StampedAt { wall_ms: now_ms, hq_ms: Some(now_ms), uncertainty_ms: 0 },
        after: Vec::new(),
        spends: Vec::new(),
        told: None,
        op: op_value,
    };
    let mut rows = commit.rows();
    let mut desk = Desk::new(&mut rows, Grants::Hq, &stamp);
    let finality = perform(op, &mut desk)?;
    let reading = desk.close();
    let bytes = serde_json::to_string(&stamp).map_err(|_| Refusal::judging_broke())?;
    hq::append(commit.conn(), CONSOLE, seq, id, &sign(key, bytes))?;
    for ((kind, id), written) in reading.writes {
        commit.write(kind, id, written);
    }
    commit.put(&Verdict { op: id, device: CONSOLE, seq: stamp.seq, ruling: Ruling::Accepted { finality } })?;
    hq::mark_judged(commit.conn(), CONSOLE, seq)?;
    if let AnyOperation::ReadPaper(paper) = op {
        let (carried, _) = paper.stamp()?;
        judge_paper(commit, carried.id, now_ms).map_err(Stop::from)?;
    }
    Ok(finality)
}

//! The code that a customer tells the crew: drawn where the visit is booked, checked where the crew arrives, both without a
//! network.
//!
//! The code follows from the booking tablet's key and the job's identifier, so that this tablet can show it again and keeps
//! nothing. What travels with the booking is Argon2id of the code with the job's identifier behind it.

use std::collections::BTreeMap;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use ed25519_dalek::{Signer, SigningKey};
use tenon_domain::entities::{Arrival, Policy, WorkOrder, WorkStep};
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Hash, Id, OpId, Refusal, Stop};
use tenon_store::tablet::{get_meta, put_meta};
use tenon_store::{Connection, Error, Schema, SqlRows};

/// The fact that holds how often a wrong code was typed, by job.
const CODES: &str = "codes";
/// Wrong codes of a job that are taken on one tablet; after that it is begun without one.
const TRIES: u32 = 5;
/// What is signed to draw a code, before the job's identifier; nothing else that this key signs begins so.
const DRAWN: &[u8] = b"tenon customer code 1 ";

/// The six digits for `job` that the tablet with `key` draws. Ed25519 signs the same bytes alike (RFC 8032), so the code is
/// the same each time.
pub(crate) fn drawn(key: &SigningKey, job: Id<WorkOrder>) -> String {
    let signed = key.sign(&[DRAWN, job.to_string().as_bytes()].concat());
    let hash = Hash::of(&signed.to_bytes()).to_string();
    let number = u64::from_str_radix(&hash[..15], 16).unwrap_or_default();
    format!("{:06}", number % 1_000_000)
}

/// A booking with the hash of its job's code, where the chain wants one for its kind. `id` names the operation.
pub(crate) fn with_code(
    conn: &mut dyn Connection,
    key: &SigningKey,
    op: AnyOperation,
    id: OpId,
) -> Result<AnyOperation, Error> {
    let AnyOperation::BookAppointment(mut booking) = op else { return Ok(op) };
    let policy = SqlRows(conn, Schema::Tablet).entity::<Policy>(Policy::ID)?;
    booking.code = None;
    if policy.is_some_and(|policy| policy.code_kinds.contains(&booking.kind)) {
        // The appointment is the first row that a booking makes, its job the second.
        let job = id.nth::<WorkOrder>(2);
        let hash = Argon2::default().hash_password(salted(&drawn(key, job), job).as_bytes());
        booking.code = Some(hash.map_err(|error| Error::Corrupt(error.to_string()))?.to_string());
    }
    Ok(booking.into())
}

fn salted(code: &str, job: Id<WorkOrder>) -> String {
    format!("{code}:{job}")
}

/// How often a code of this job may still be tried here.
pub(crate) fn tries_left(conn: &mut dyn Connection, job: Id<WorkOrder>) -> Result<u32, Error> {
    let wrong: BTreeMap<Id<WorkOrder>, u32> = get_meta(conn, CODES)?.unwrap_or_default();
    Ok(TRIES.saturating_sub(wrong.get(&job).copied().unwrap_or(0)))
}

/// Checks the code that came with an arrival. A wrong one is counted before it is refused; starting the program again forgets
/// nothing.
pub(crate) fn check_code(conn: &mut dyn Connection, op: &AnyOperation, typed: Option<&str>) -> Result<(), Stop> {
    let AnyOperation::AdvanceWorkOrder(advance) = op else { return Ok(()) };
    if advance.to != WorkStep::OnSite || advance.arrival != Some(Arrival::Code) {
        return Ok(());
    }
    let job = SqlRows(conn, Schema::Tablet).entity::<WorkOrder>(advance.work_order)?;
    let Some((id, code)) = job.and_then(|job| Some((job.id, job.code?))) else { return Ok(()) };
    let mut wrong: BTreeMap<Id<WorkOrder>, u32> = get_meta(conn, CODES)?.unwrap_or_default();
    let before = wrong.get(&id).copied().unwrap_or(0);
    if before >= TRIES {
        return Err(Refusal::customer_code_locked().into());
    }
    let digits: String = typed.unwrap_or_default().chars().filter(char::is_ascii_digit).take(12).collect();
    let right = PasswordHash::new(&code.hash)
        .is_ok_and(|hash| Argon2::default().verify_password(salted(&digits, id).as_bytes(), &hash).is_ok());
    if right {
        return Ok(());
    }
    wrong.insert(id, before + 1);
    put_meta(conn, CODES, &wrong)?;
    let left = TRIES - before - 1;
    Err(if left == 0 { Refusal::customer_code_locked() } else { Refusal::customer_code_wrong(left) }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits_and_another_one_for_each_job_and_tablet() {
        let (one, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let jobs: Vec<Id<WorkOrder>> = (1..=200).map(|at| Id::new(tenon_domain::Uuid::from_u128(at))).collect();
        let mut codes: Vec<String> = jobs.iter().map(|job| drawn(&one, *job)).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())));
        assert_eq!(codes[0], drawn(&one, jobs[0]));
        assert_ne!(codes[0], drawn(&other, jobs[0]));
        codes.sort();
        codes.dedup();
        assert!(codes.len() > 190, "{} of 200 differ", codes.len());
    }
}

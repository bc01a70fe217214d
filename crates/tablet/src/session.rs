//! Who is signed in, and the PINs that were wrong.

use std::collections::BTreeMap;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Staff, StoreVisit};
use tenon_domain::{Id, OpId, Refusal, Stop};
use tenon_store::Connection;
use tenon_store::tablet::{get_meta, put_meta};

use crate::clock::wall_ms;

/// The fact that holds the session.
pub(crate) const SESSION: &str = "session";
/// The fact that holds the visit on the bench.
pub(crate) const VISIT: &str = "visit";

/// Who is signed in, since which sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) staff: Id<Staff>,
    pub(crate) sign_in: OpId,
}

/// The visit on the bench, and the operation that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bench {
    pub(crate) visit: Id<StoreVisit>,
}

/// The fact that holds the PINs that were wrong.
const PINS: &str = "pins";
const TRIES: u32 = 3;
const LOCK_MS: i64 = 60_000;

#[derive(Default, Serialize, Deserialize)]
struct Tries {
    wrong: u32,
    locked_until_ms: i64,
}

/// Checks a PIN. Three wrong ones lock the person's name for a minute; starting the program again forgets nothing.
pub(crate) fn check_pin(conn: &mut dyn Connection, staff: &Staff, pin: &str) -> Result<(), Stop> {
    let mut all: BTreeMap<Id<Staff>, Tries> = get_meta(conn, PINS)?.unwrap_or_default();
    let now = wall_ms();
    let tries = all.entry(staff.id).or_default();
    // A clock that was set back must not lock anyone for longer than a minute.
    let left = (tries.locked_until_ms - now).min(LOCK_MS);
    if left > 0 {
        return Err(pin_locked(now + left).into());
    }
    let right = PasswordHash::new(&staff.pin_hash)
        .is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok());
    let outcome = if right {
        Ok(())
    } else if tries.wrong + 1 >= TRIES {
        Err(pin_locked(now + LOCK_MS))
    } else {
        let words = "The PIN does not fit. Try again, or ask the manager for a new one.";
        Err(Refusal::new("pin_wrong", words).number("left", i64::from(TRIES - tries.wrong - 1)))
    };
    match &outcome {
        Ok(()) if tries.wrong == 0 => return Ok(()),
        Ok(()) => *tries = Tries::default(),
        Err(refusal) if refusal.code == "pin_locked" => *tries = Tries { wrong: 0, locked_until_ms: now + LOCK_MS },
        Err(_) => tries.wrong += 1,
    }
    put_meta(conn, PINS, &all)?;
    Ok(outcome?)
}

fn pin_locked(until_ms: i64) -> Refusal {
    Refusal::new("pin_locked", "Too many wrong PINs. Wait a minute and try again.").number("until_ms", until_ms)
}

//! Who is signed in, and the PINs that were wrong.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Staff, StoreVisit};
use tenon_domain::{Id, OpId, Refusal};

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

const TRIES: u32 = 3;
const LOCK: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Tries {
    wrong: u32,
    locked_until: Option<Instant>,
}

/// Wrong PINs by person. Lives with the program: starting it again takes longer than the lock.
#[derive(Default)]
pub(crate) struct Pins(Mutex<BTreeMap<Id<Staff>, Tries>>);

impl Pins {
    /// Checks a PIN. Three wrong ones lock the person's name for a minute, counted by a clock that nobody can set.
    pub(crate) fn check(&self, staff: &Staff, pin: &str) -> Result<(), Refusal> {
        if let Some(refusal) = self.locked(staff.id) {
            return Err(refusal);
        }
        let right = PasswordHash::new(&staff.pin_hash)
            .is_ok_and(|hash| Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if right {
            all.remove(&staff.id);
            return Ok(());
        }
        let tries = all.entry(staff.id).or_default();
        tries.wrong += 1;
        if tries.wrong >= TRIES {
            *tries = Tries { wrong: 0, locked_until: Some(Instant::now() + LOCK) };
            return Err(pin_locked(LOCK));
        }
        let words = "The PIN does not fit. Try again, or ask the manager for a new one.";
        Err(Refusal::new("pin_wrong", words).number("left", i64::from(TRIES - tries.wrong)))
    }

    fn locked(&self, staff: Id<Staff>) -> Option<Refusal> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = all.get(&staff)?.locked_until?;
        let left = until.checked_duration_since(Instant::now())?;
        Some(pin_locked(left))
    }
}

fn pin_locked(left: Duration) -> Refusal {
    let until = wall_ms().saturating_add(i64::try_from(left.as_millis()).unwrap_or(i64::MAX));
    Refusal::new("pin_locked", "Too many wrong PINs. Wait a minute and try again.").number("until_ms", until)
}

//! Who is signed in at the console: random tokens in memory, gone with the process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use data_encoding::HEXLOWER;
use tenon_domain::Id;
use tenon_domain::entities::Staff;

use crate::now_ms;

/// How long a session lasts.
const LIFE_MS: i64 = 12 * 60 * 60 * 1000;
/// Wrong PINs before a name is locked, and for how long.
const TRIES: u32 = 5;
const LOCK_MS: i64 = 60 * 1000;

struct Session {
    staff: Id<Staff>,
    until_ms: i64,
}

#[derive(Default)]
struct Tries {
    wrong: u32,
    locked_until_ms: i64,
}

#[derive(Default)]
struct Inner {
    sessions: HashMap<String, Session>,
    tries: HashMap<String, Tries>,
}

/// The sessions.
#[derive(Default)]
pub(super) struct Sessions(Mutex<Inner>);

impl Sessions {
    /// A new session's token.
    pub(super) fn begin(&self, staff: Id<Staff>) -> String {
        let token = HEXLOWER.encode(&rand::random::<[u8; 32]>());
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now_ms();
        inner.sessions.retain(|_, session| session.until_ms > now);
        inner.sessions.insert(token.clone(), Session { staff, until_ms: now + LIFE_MS });
        token
    }

    /// Who holds `token`.
    pub(super) fn staff(&self, token: &str) -> Option<Id<Staff>> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.sessions.get(token).filter(|session| session.until_ms > now_ms()).map(|session| session.staff)
    }

    /// Ends a session.
    pub(super) fn end(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sessions.remove(token);
    }

    /// Until when `login` is locked, if it is.
    pub(super) fn locked(&self, login: &str) -> Option<i64> {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.tries.get(login).map(|tries| tries.locked_until_ms).filter(|until| *until > now_ms())
    }

    /// Notes a right or wrong PIN for `login`; answers how many tries are left.
    pub(super) fn tried(&self, login: &str, right: bool) -> u32 {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if right {
            inner.tries.remove(login);
            return TRIES;
        }
        let now = now_ms();
        inner.tries.retain(|_, tries| tries.wrong > 0 || tries.locked_until_ms > now);
        let tries = inner.tries.entry(login.to_owned()).or_default();
        tries.wrong += 1;
        if tries.wrong >= TRIES {
            *tries = Tries { wrong: 0, locked_until_ms: now + LOCK_MS };
            return 0;
        }
        TRIES - tries.wrong
    }
}

//! Leads that a showroom has left untouched for too long go back to headquarters.

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Lead, Policy};
use tenon_domain::ops::ReturnLead;
use tenon_domain::{Id, Stop};
use tenon_store::hq::Commit;
use tenon_store::{Connection, Error, Schema, SqlRows};

use crate::administration::{act, commands_clerk, fresh_op};

/// Leads in one commit.
const TOGETHER: usize = 200;

/// The leads whose time is over, some of them if they are many.
pub fn overdue(conn: &mut dyn Connection, now_ms: i64) -> Result<Vec<Id<Lead>>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let Some(policy) = rows.entity::<Policy>(Policy::ID)? else { return Ok(Vec::new()) };
    let untouched = rows.entities_by::<Lead>(&Lead::untouched())?;
    Ok(untouched.iter().filter(|lead| lead.overdue(&policy, now_ms)).map(|lead| lead.id).take(TOGETHER).collect())
}

/// Takes `leads` back; one that was touched meanwhile stays where it is.
pub fn return_overdue(commit: &mut Commit<'_>, key: &SigningKey, leads: &[Id<Lead>], now_ms: i64) -> Result<(), Stop> {
    let clerk = commands_clerk(commit)?;
    for lead in leads {
        match act(commit, key, clerk, fresh_op(now_ms), &ReturnLead { lead: *lead }.into(), now_ms) {
            Ok(_) | Err(Stop::Refused(_) | Stop::Conflict(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

//! Leads that a showroom has left untouched for too long go back to headquarters.

use tenon_domain::entities::{Lead, Policy};
use tenon_domain::ops::{AnyOperation, ReturnLead};
use tenon_store::{Connection, Error, Schema, SqlRows};

/// Leads in one commit.
const TOGETHER: usize = 200;

/// Takes back the leads whose time is over at `now_ms`, some of them if they are many.
pub fn due(conn: &mut dyn Connection, now_ms: i64) -> Result<Vec<AnyOperation>, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let Some(policy) = rows.entity::<Policy>(Policy::ID)? else { return Ok(Vec::new()) };
    let untouched = rows.entities_by::<Lead>(&Lead::untouched())?;
    let overdue = untouched.iter().filter(|lead| lead.overdue(&policy, now_ms)).take(TOGETHER);
    Ok(overdue.map(|lead| ReturnLead { lead: lead.id }.into()).collect())
}

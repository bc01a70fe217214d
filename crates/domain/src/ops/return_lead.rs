//! `lead.return.v1`: a lead that its showroom has left untouched for too long goes back to HQ.
//!
//! An intent of HQ itself; the policy says how long is too long. A call that a tablet recorded before this, and hands in
//! after it, brings the lead back to that showroom (`lead.note.v1`).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::give_lead::hand_over;
use crate::entities::{Lead, LeadState, Policy, Role};
use crate::{Desk, Finality, Held, Id, Nature, Operation, Refusal, Stop};

/// A lead goes back to HQ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReturnLead {
    /// Which.
    pub lead: Id<Lead>,
}

impl Operation for ReturnLead {
    const TAG: &'static str = "lead.return.v1";
    const NATURE: Nature = Nature::Intent;

    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
        let clerk = desk.actor_at_hq(Role::Clerk)?;
        let Held::Here(lead) = desk.get(self.lead)? else { return Err(Refusal::lead_unknown().into()) };
        let Held::Here(policy) = desk.get(Policy::ID)? else { return Err(Refusal::lead_in_hand().into()) };
        if !lead.overdue(&policy, desk.stamp().at.best_ms()) {
            return Err(Refusal::lead_in_hand().into());
        }
        hand_over(desk, lead, None, &clerk.name, String::new())?;
        Ok(Finality::Final)
    }

    fn subject(&self) -> String {
        String::new()
    }
}

impl Lead {
    /// Whether its showroom has left it untouched for longer than `policy` allows, at `now_ms`.
    pub fn overdue(&self, policy: &Policy, now_ms: i64) -> bool {
        let untouched = self.state == LeadState::Untouched && self.store.is_some();
        let until = self.given_ms.map(|given| given.saturating_add(i64::from(policy.lead_minutes) * 60_000));
        untouched && until.is_some_and(|until| until <= now_ms)
    }
}

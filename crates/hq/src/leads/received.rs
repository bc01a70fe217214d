//! Taking a lead in.

use ed25519_dalek::SigningKey;
use tenon_domain::entities::{Customer, Lead, Staff};
use tenon_domain::ops::ReceiveLead;
use tenon_domain::{Id, Refusal, Stop};
use tenon_store::hq::Commit;

use crate::administration::{act, fresh_op};

/// A lead that was taken in.
#[derive(Debug, Clone)]
pub struct Received {
    /// The lead.
    pub lead: Lead,
    /// Whether it was asked for before: nothing was taken in now.
    pub again: bool,
}

/// Takes in what `op` says, once for each reference of `site`.
pub fn receive(
    commit: &mut Commit<'_>,
    key: &SigningKey,
    site: Id<Staff>,
    op: &ReceiveLead,
    now_ms: i64,
) -> Result<Received, Stop> {
    if let Some(lead) = held(commit, site, &op.reference)? {
        let customer: Option<Customer> = commit.rows().entity(lead.customer)?;
        if customer.is_some_and(|customer| op.made(&lead, &customer)) {
            return Ok(Received { lead, again: true });
        }
        return Err(Refusal::lead_received_before(op.reference.trim()).into());
    }
    act(commit, key, site, fresh_op(now_ms), &op.clone().into(), now_ms)?;
    let lead = held(commit, site, &op.reference)?.ok_or_else(Refusal::judging_broke)?;
    Ok(Received { lead, again: false })
}

fn held(commit: &mut Commit<'_>, site: Id<Staff>, reference: &str) -> Result<Option<Lead>, Stop> {
    Ok(commit.rows().entities_by::<Lead>(&Lead::of_reference(site, reference.trim()))?.into_iter().next())
}

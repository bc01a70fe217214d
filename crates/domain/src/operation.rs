//! What an operation is, and how one is performed.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ops::AnyOperation;
use crate::{Desk, Finality, Nature, Stop};

/// An intent or a fact that staff, a device or HQ puts forward.
pub trait Operation: Serialize + DeserializeOwned {
    /// The versioned name on the wire; a tag that shipped keeps its meaning for ever.
    const TAG: &'static str;
    /// Fact or intent.
    const NATURE: Nature;
    /// Works out what changes, or why not. Reads and writes only through `desk`.
    fn decide(&self, desk: &mut Desk<'_>) -> Result<Finality, Stop>;
    /// The customer, card or job that a person would name it by.
    fn subject(&self) -> String;
}

/// Performs `op` at `desk`; the same on a tablet and at HQ. At HQ a refused fact, or a refused spend of a right that
/// was final on the device, is a conflict: it happened, whatever the rule says.
pub fn perform(op: &AnyOperation, desk: &mut Desk<'_>) -> Result<Finality, Stop> {
    let happened = op.nature() == Nature::Fact || !desk.stamp().spends.is_empty();
    match op.decide(desk) {
        Err(Stop::Refused(refusal)) if happened && desk.authority() => Err(Stop::Conflict(refusal)),
        outcome => outcome,
    }
}

/// The tag that stands in an operation's JSON, if it is text.
pub(crate) fn tag_of(op: &serde_json::Value) -> Option<&str> {
    op.get("tag").and_then(serde_json::Value::as_str)
}

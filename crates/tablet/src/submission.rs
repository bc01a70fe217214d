//! What a screen submits, and what it is told.

use serde::{Deserialize, Serialize};
use tenon_domain::entities::Staff;
use tenon_domain::ops::AnyOperation;
use tenon_domain::{Finality, Id, OpId, Refusal, Uuid};
use ts_rs::TS;

/// An operation, and a PIN where one is asked for: who typed it acts for this one operation, whoever is signed in. The PIN
/// is checked on the tablet and never journalled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Submission {
    /// What is to be done.
    pub op: AnyOperation,
    /// Whose PIN was typed.
    #[serde(default)]
    pub pin: Option<SubmissionPin>,
    /// The customer's code as it was typed, where a crew arrives with one; checked on the tablet and never journalled.
    #[serde(default)]
    pub code: Option<String>,
}

/// A PIN as it was typed.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SubmissionPin {
    /// Whose.
    pub staff: Id<Staff>,
    /// The digits.
    pub pin: String,
}

impl std::fmt::Debug for SubmissionPin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the PIN of {}", self.staff)
    }
}

/// Where a submitted operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubmittedState {
    /// It is saved on this tablet and waits for HQ.
    Pending,
    /// HQ has accepted it.
    Confirmed,
    /// It was declined here; nothing was saved.
    Refused,
}

/// What `submit` answers. When the state is `pending`, power loss does not undo it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Submitted {
    /// The operation; none where it was declined.
    pub op_id: Option<OpId>,
    /// Where it stands.
    pub state: SubmittedState,
    /// The quote, order, payment, measurement, photo or project that it wrote.
    pub made: Option<Uuid>,
    /// What to tell the customer.
    pub finality: Option<Finality>,
    /// Why it was declined.
    pub refusal: Option<Refusal>,
}

impl Submitted {
    /// Declined: nothing was saved.
    pub fn refused(refusal: Refusal) -> Self {
        Self { op_id: None, made: None, state: SubmittedState::Refused, finality: None, refusal: Some(refusal) }
    }
}

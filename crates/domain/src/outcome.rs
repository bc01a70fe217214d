//! How performing an operation can end.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::Refusal;

/// Whether an operation states what happened or asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// It happened: an authentic fact is accepted, or recorded as a conflict for people to settle, never refused.
    Fact,
    /// It is asked for, and can be refused.
    Intent,
}

/// Whether the result of an operation can still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finality {
    /// It stands: the right to it was spent.
    Final,
    /// It waits for HQ.
    Provisional {
        /// Why it is not final yet.
        reason: ProvisionalReason,
    },
}

/// Why a result is not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionalReason {
    /// Another device holds the right.
    RightElsewhere,
    /// This device does not know who holds the right.
    RightUnknown,
    /// This device's quota of the window is used up.
    QuotaSpent,
    /// The quota has lapsed, or the device cannot tell that it has not.
    QuotaLapsed,
}

/// Why `decide` did not go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A rule says no; a person will read why.
    Refused(Refusal),
    /// It happened, but contradicts what HQ knows; people settle it.
    Conflict(Refusal),
    /// Something broke that is no rule: nothing is concluded from it.
    Failed(Failure),
}

/// Something broke below the rules: storage, or a row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

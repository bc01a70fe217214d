//! Verdicts: what HQ made of an operation.

use serde::{Deserialize, Serialize};

use crate::{Coverage, DeviceId, Entity, Finality, Id, Kind, OpId, Refusal, Scope};

/// What HQ decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ruling {
    /// It counts.
    Accepted {
        /// Whether it can still change.
        finality: Finality,
    },
    /// A rule said no.
    Refused {
        /// Which.
        refusal: Refusal,
    },
    /// It happened, against what HQ knows; people settle it.
    Conflict {
        /// What contradicts it.
        refusal: Refusal,
    },
    /// It cannot be judged now.
    Quarantined {
        /// Why.
        refusal: Refusal,
    },
}

/// HQ's verdict on one operation. Its identifier is the operation's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The operation.
    pub op: OpId,
    /// Who handed it in.
    pub device: DeviceId,
    /// Its sequence on that device.
    pub seq: u64,
    /// What HQ decided.
    pub ruling: Ruling,
}

impl Entity for Verdict {
    const KIND: Kind = Kind::Verdict;
    const COVERAGE: Coverage = Coverage::Scoped;
    fn id(&self) -> Id<Self> {
        Id::new(self.op.0)
    }
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Device(self.device)]
    }
}

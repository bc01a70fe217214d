//! What can break in an engine.

use tenon_domain::{Failure, Stop};
use thiserror::Error;

/// A failure, not a refusal: nothing is concluded from it.
#[derive(Debug, Error)]
pub enum Error {
    /// Storage broke.
    #[error(transparent)]
    Store(#[from] tenon_store::Error),
    /// The other side said something that makes no sense.
    #[error("the other side's message makes no sense: {0}")]
    Nonsense(String),
    /// A rule's code broke.
    #[error("{0}")]
    Failure(#[from] Failure),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Nonsense(error.to_string())
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(Failure(error.to_string()))
    }
}

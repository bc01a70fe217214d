//! Errors as HTTP answers: a refusal as 4xx with its code, a failure as 500 without what is inside, a database that is
//! away as 503.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tenon_domain::Refusal;

use crate::database;

/// What a handler ends with when it cannot answer.
pub(super) enum Failure {
    /// A rule says no.
    Refused(StatusCode, Refusal),
    /// Something broke; the details are in the log.
    Broken(anyhow::Error),
}

impl Failure {
    /// The request makes no sense.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::Refused(StatusCode::BAD_REQUEST, Refusal::new("bad_request", message))
    }
    /// Nobody proved who asks.
    pub(super) fn unauthorised() -> Self {
        let refusal =
            Refusal::new("not_signed_in", "This request is not signed by a device or a person that head office knows.");
        Self::Refused(StatusCode::UNAUTHORIZED, refusal)
    }
    /// There is no such thing.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::Refused(StatusCode::NOT_FOUND, Refusal::new("not_found", message))
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Refused(status, refusal) => (status, Json(refusal)).into_response(),
            Self::Broken(error) if matches!(error.downcast_ref(), Some(database::Error::Away)) => {
                let refusal =
                    Refusal::new("database_away", "Head office cannot reach its database; try again in a moment.");
                let soon = [(header::RETRY_AFTER, "2")];
                (StatusCode::SERVICE_UNAVAILABLE, soon, Json(refusal)).into_response()
            }
            Self::Broken(error) => {
                tracing::error!(%error, "a request could not be answered");
                let refusal = Refusal::new("failure", "Head office could not answer; try again in a moment.");
                (StatusCode::INTERNAL_SERVER_ERROR, Json(refusal)).into_response()
            }
        }
    }
}

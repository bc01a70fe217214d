//! The waiting list at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use super::Hq;
use super::console::clerk;
use super::failure::Failure;
use crate::waitlist::{self, ConsoleWaiting};

/// Customers who wait for a place, of all stores, the one that has waited the longest first.
#[utoipa::path(get, path = "/v1/console/waitlist", responses(
    (status = 200, description = "A list of `ConsoleWaiting`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<Vec<ConsoleWaiting>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(waitlist::waiting).await??))
}

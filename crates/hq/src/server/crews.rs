//! The crews at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;

use super::Hq;
use super::catalog::categories;
use super::console::clerk;
use super::failure::Failure;
use crate::crews::{self, ConsoleCrews};

/// The crews with the goods that each takes, and the travel table. Changed by `crew.skills.v1` and `travel_table.put.v1`.
#[utoipa::path(get, path = "/v1/console/crews", responses(
    (status = 200, description = "A `ConsoleCrews`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleCrews>, Failure> {
    clerk(&hq, &headers).await?;
    let categories = categories(&hq).await?;
    Ok(Json(hq.database.read(move |conn| crews::crews(conn, categories)).await??))
}

//! The planner's proposals at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use super::Hq;
use super::console::{clerk, day_of, local_date};
use super::failure::Failure;
use crate::now_ms;
use crate::plan::{self, ConsolePlan};

/// Which day to plan.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct PlannedDay {
    /// The day, `2026-11-22`; none: tomorrow in the chain's time zone.
    day: Option<String>,
}

/// Visits that would save driving with another crew, at the time that was promised. Nothing is changed.
#[utoipa::path(get, path = "/v1/console/plan", params(PlannedDay), responses(
    (status = 200, description = "A `ConsolePlan`"), (status = 400, description = "bad_request: the day is no date"),
    (status = 401, description = "Nobody is signed in")))]
pub(super) async fn planned(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(asked): Query<PlannedDay>,
) -> Result<Json<ConsolePlan>, Failure> {
    clerk(&hq, &headers).await?;
    let day = asked.day.as_deref().map(day_of).transpose()?;
    let read = move |conn: &mut dyn tenon_store::Connection| -> Result<_, tenon_store::Error> {
        let tomorrow = local_date(conn, now_ms())?.succ_opt();
        let date = day.or(tomorrow).unwrap_or_default();
        plan::plan(conn, &date.to_string())
    };
    Ok(Json(hq.database.read(read).await??))
}

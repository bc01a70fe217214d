//! Jobs at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use super::Hq;
use super::console::{clerk, day_of, local_date};
use super::failure::Failure;
use crate::jobs::{self, ConsoleJobSheet, ConsoleJobs};
use crate::now_ms;

/// Which day.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Day {
    /// `2026-11-22`; none: today in the chain's time zone.
    day: Option<String>,
}

/// The jobs of a day, and the jobs of any day at which parts are missing.
#[utoipa::path(get, path = "/v1/console/jobs", params(Day), responses(
    (status = 200, description = "`ConsoleJobs`"), (status = 400, description = "bad_request: the day is no date"),
    (status = 401, description = "Nobody is signed in")))]
pub(super) async fn on_day(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(asked): Query<Day>,
) -> Result<Json<ConsoleJobs>, Failure> {
    clerk(&hq, &headers).await?;
    let day = asked.day.as_deref().map(day_of).transpose()?;
    let read = move |conn: &mut dyn tenon_store::Connection| -> Result<_, tenon_store::Error> {
        let today = local_date(conn, now_ms())?;
        let date = day.unwrap_or(today).to_string();
        let (jobs, lacking) = (jobs::on_day(conn, &date)?, jobs::lacking(conn)?);
        Ok(ConsoleJobs { jobs, lacking, today: today.to_string(), date })
    };
    Ok(Json(hq.database.read(read).await??))
}

/// A job with its steps, its project, what was measured, photographed and signed.
#[utoipa::path(get, path = "/v1/console/jobs/{id}", params(("id" = String, Path, description = "The work order")),
    responses((status = 200, description = "A `ConsoleJobSheet`"), (status = 401, description = "Nobody is signed in"),
        (status = 404, description = "There is no such job")))]
pub(super) async fn job(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<ConsoleJobSheet>, Failure> {
    clerk(&hq, &headers).await?;
    let missing = || Failure::not_found("There is no such job.");
    let id = id.parse().map_err(|_| missing())?;
    hq.database.read(move |conn| jobs::sheet(conn, id)).await??.map(Json).ok_or_else(missing)
}

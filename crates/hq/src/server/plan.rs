//! The planner's proposals at the console.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use tenon_store::{Connection, Error};

use super::Hq;
use super::console::{clerk, day_of, local_date, zone};
use super::failure::Failure;
use crate::now_ms;
use crate::plan::{self, ConsoleOutlook, ConsolePlan, outlook};

/// Between two looks whether a night has begun.
const LOOK_EVERY: Duration = Duration::from_mins(1);

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
    let read = move |conn: &mut dyn Connection| -> Result<_, Error> {
        let tomorrow = local_date(conn, now_ms())?.succ_opt();
        let date = day.or(tomorrow).unwrap_or_default();
        plan::plan(conn, &date.to_string())
    };
    let plan = hq.database.read(read).await??;
    hq.outlook.note(&plan);
    Ok(Json(plan))
}

/// What the planner found for the days to come, as of the last night or when somebody looked at a day since.
#[utoipa::path(get, path = "/v1/console/plan/days", responses(
    (status = 200, description = "A `ConsoleOutlook`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn days(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleOutlook>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(match hq.outlook.newest() {
        Some(held) => held,
        None => plan_ahead(&hq).await?,
    }))
}

/// Plans the days to come every night. What fails now is due again the next time.
pub(super) async fn plan_every_night(hq: Arc<Hq>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        match plan_if_due(&hq).await {
            Ok(Some(made)) => {
                let steps: u32 = made.days.iter().map(|day| day.steps).sum();
                tracing::info!(days = made.days.len(), steps, "the days to come were planned");
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the days to come cannot be planned now"),
        }
    }
}

async fn plan_if_due(hq: &Hq) -> anyhow::Result<Option<ConsoleOutlook>> {
    let zone = hq.database.read(zone).await??;
    Ok(if hq.outlook.is_due(now_ms(), zone) { Some(plan_ahead(hq).await?) } else { None })
}

/// Plans the days to come, one after the other, so that others read in between, and keeps what was found.
async fn plan_ahead(hq: &Hq) -> anyhow::Result<ConsoleOutlook> {
    let made_ms = now_ms();
    let zone = hq.database.read(zone).await??;
    let mut days = Vec::new();
    for date in outlook::days(made_ms, zone) {
        days.push(hq.database.read(move |conn| outlook::look(conn, date)).await??);
    }
    let made = ConsoleOutlook { made_ms, days };
    hq.outlook.keep(made.clone());
    Ok(made)
}

//! The board of appointments at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use tenon_domain::entities::WorkKind;

use super::Hq;
use super::console::{clerk, day_of, local_date};
use super::failure::Failure;
use crate::board::{self, Asked, ConsoleBoard, DAYS_LIMIT};
use crate::now_ms;

/// Which part of the board.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Part {
    /// The first day, `2026-11-22`; none: today in the chain's time zone.
    from: Option<String>,
    /// How many days, 1 to 14; none: one.
    days: Option<u32>,
    /// Only crews that work for this store.
    store: Option<String>,
    /// Only windows for this work, `measure` or `install`.
    #[param(value_type = Option<String>)]
    kind: Option<WorkKind>,
}

/// Crews, their windows on some days, how full each is, and who is in it.
#[utoipa::path(get, path = "/v1/console/board", params(Part), responses(
    (status = 200, description = "A `ConsoleBoard`"),
    (status = 400, description = "bad_request: the day is no date, the days are not 1 to 14, the store is no identifier"),
    (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(part): Query<Part>,
) -> Result<Json<ConsoleBoard>, Failure> {
    clerk(&hq, &headers).await?;
    let from = part.from.as_deref().map(day_of).transpose()?;
    let store = |id: &str| id.parse().map_err(|_| Failure::bad_request("A store is named by its identifier."));
    let store = part.store.as_deref().map(store).transpose()?;
    let days = part.days.unwrap_or(1);
    if !(1..=DAYS_LIMIT).contains(&days) {
        return Err(Failure::bad_request(format!("A board shows 1 to {DAYS_LIMIT} days.")));
    }
    let read = move |conn: &mut dyn tenon_store::Connection| -> Result<_, tenon_store::Error> {
        let today = local_date(conn, now_ms())?;
        board::board(conn, today, &Asked { from: from.unwrap_or(today), days, store, kind: part.kind })
    };
    Ok(Json(hq.database.read(read).await??))
}

//! Slips at the console: what stands on one is read back in, for a tablet that may be lost.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Device, Ruling, Verdict};
use tenon_domain::ops::ReadPaper;
use tenon_domain::{Id, Refusal};
use tenon_store::{Schema, SqlRows};
use tenon_sync::paper;
use ts_rs::TS;

use super::Hq;
use super::console::{act, clerk};
use super::failure::Failure;

/// What a scanner read.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Scanned {
    /// The text of the slip's code.
    text: String,
}

/// An operation that was read in.
#[derive(Debug, Serialize, TS)]
pub struct ConsolePaper {
    /// Its tag.
    pub tag: String,
    /// Whom or what it is about.
    pub subject: String,
    /// The tablet that made it.
    pub device: String,
    /// When it was done, UTC milliseconds.
    pub at_ms: i64,
    /// Whether it counts; else a case says why not.
    pub accepted: bool,
}

/// Reads a slip in.
#[utoipa::path(post, path = "/v1/console/papers", request_body = Scanned, responses(
    (status = 200, description = "A `ConsolePaper`: it is here now, and judged"),
    (status = 401, description = "Nobody is signed in"),
    (status = 409, description = "paper_unreadable, paper_not_taken, paper_forged, paper_foreign, paper_read_before, paper_handed_in")))]
pub(super) async fn read(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Json(scanned): Json<Scanned>,
) -> Result<Json<ConsolePaper>, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let refused = |refusal: Refusal| Failure::Refused(StatusCode::CONFLICT, refusal);
    let paper = ReadPaper { signed: paper::read(&scanned.text).map_err(refused)? };
    let (carried, op) = paper.stamp().map_err(refused)?;
    act(&hq, &staff, paper.into()).await?;
    let (device, verdict) = hq
        .database
        .read(move |conn| {
            let mut rows = SqlRows(conn, Schema::Hq);
            let device = rows.entity::<Device>(carried.device)?;
            Ok::<_, tenon_store::Error>((device, rows.entity::<Verdict>(Id::new(carried.id.0))?))
        })
        .await??;
    Ok(Json(ConsolePaper {
        tag: op.tag().to_owned(),
        subject: op.subject(),
        device: device.map(|device| device.name).unwrap_or_default(),
        at_ms: carried.at.best_ms(),
        accepted: verdict.is_some_and(|verdict| matches!(verdict.ruling, Ruling::Accepted { .. })),
    }))
}

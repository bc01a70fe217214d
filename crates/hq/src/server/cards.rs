//! Privilege cards at the console: campaigns and batches, a card and its history, files to print; and what clerks do, as
//! the operations that it is.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tenon_domain::Id;
use tenon_domain::entities::CardBatch;
use tenon_domain::ops::AnyOperation;
use tenon_domain::typed::read_phones;
use tenon_store::Connection;

use super::Hq;
use super::console::{act, clerk, zone};
use super::failure::Failure;
use crate::cards::{self, ConsoleCard, ConsoleCards};

/// Largest operation of a clerk, in bytes.
pub(super) const BODY_LIMIT: usize = 256 * 1024;

/// Campaigns with their batches, and the stores.
#[utoipa::path(get, path = "/v1/console/cards", responses(
    (status = 200, description = "A `ConsoleCards`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleCards>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(cards::cards).await??))
}

/// What is looked for.
#[derive(Debug, Deserialize)]
pub(super) struct Find {
    /// A card's number, or the last four digits of a phone.
    text: String,
}

/// The cards of a number or of a phone, with their history.
#[utoipa::path(get, path = "/v1/console/cards/find",
    params(("text" = String, Query, description = "A card's number, or the last four digits of the buyer's phone")),
    responses(
        (status = 200, description = "`ConsoleCard`s, at most 50"),
        (status = 400, description = "card_malformed, card_check_digit"),
        (status = 401, description = "Nobody is signed in")))]
pub(super) async fn find(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(find): Query<Find>,
) -> Result<Json<Vec<ConsoleCard>>, Failure> {
    clerk(&hq, &headers).await?;
    let found = hq.database.read(move |conn| cards::find(conn, &find.text)).await??;
    Ok(Json(found.map_err(|refusal| Failure::Refused(StatusCode::BAD_REQUEST, refusal))?))
}

/// Does an operation for the clerk who is signed in, under the rules of its own.
#[utoipa::path(post, path = "/v1/console/operations",
    request_body(content = String, description = "An operation with its `tag`, as JSON", content_type = "application/json"),
    responses(
        (status = 204, description = "Done"),
        (status = 400, description = "unknown_operation, unreadable_operation, bad_request"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "The refusal of the operation's own rule")))]
pub(super) async fn operate(State(hq): State<Arc<Hq>>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let value = serde_json::from_slice(&body).map_err(|_| Failure::bad_request("The operation is not JSON."))?;
    let op = AnyOperation::read(&value).map_err(|refusal| Failure::Refused(StatusCode::BAD_REQUEST, refusal))?;
    let read = read_phones(&op).map_err(|refusal| Failure::Refused(StatusCode::CONFLICT, refusal))?.into_owned();
    act(&hq, &staff, read).await
}

/// A batch as a table.
#[utoipa::path(get, path = "/v1/console/batches/{id}/cards.csv", params(("id" = String, Path, description = "The batch")),
    responses(
        (status = 200, description = "`number`, `printed`, `code`", content_type = "text/csv"),
        (status = 401, description = "Nobody is signed in"), (status = 404, description = "There is no such batch")))]
pub(super) async fn table(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    file(&hq, &headers, &id, "text/csv; charset=utf-8", "csv", |hq, conn, batch| cards::csv(conn, &hq.keys, batch))
        .await
}

/// A batch as a sheet to print and cut.
#[utoipa::path(get, path = "/v1/console/batches/{id}/cards.pdf", params(("id" = String, Path, description = "The batch")),
    responses(
        (status = 200, description = "Ten cards a page", content_type = "application/pdf"),
        (status = 401, description = "Nobody is signed in"), (status = 404, description = "There is no such batch")))]
pub(super) async fn sheet(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    file(&hq, &headers, &id, "application/pdf", "pdf", |hq, conn, batch| {
        let zone = zone(conn)?;
        cards::pdf(conn, &hq.keys, batch, zone)
    })
    .await
}

async fn file(
    hq: &Arc<Hq>,
    headers: &HeaderMap,
    id: &str,
    content_type: &str,
    ending: &str,
    make: impl FnOnce(&Hq, &mut dyn Connection, Id<CardBatch>) -> anyhow::Result<Vec<u8>> + Send + 'static,
) -> Result<Response, Failure> {
    clerk(hq, headers).await?;
    let none = || Failure::not_found("There is no such batch.");
    let id: Id<CardBatch> = id.parse().map_err(|_| none())?;
    let shared = Arc::clone(hq);
    let written = hq.database.read(move |conn| -> anyhow::Result<Option<Vec<u8>>> {
        if tenon_store::SqlRows(conn, tenon_store::Schema::Hq).entity(id)?.is_none() {
            return Ok(None);
        }
        make(&shared, conn, id).map(Some)
    });
    let bytes = written.await??.ok_or_else(none)?;
    let disposition = format!("attachment; filename=\"cards-{id}.{ending}\"");
    let said = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((said, bytes).into_response())
}

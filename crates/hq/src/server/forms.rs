//! Measurement forms and checklists at the console.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::Hq;
use super::catalog::categories;
use super::console::clerk;
use super::failure::Failure;
use crate::forms::{self, ConsoleForms, TriedForm};

/// The newest version of every measurement form and checklist. Changed by `measure_form.put.v1` and `checklist.put.v1`.
#[utoipa::path(get, path = "/v1/console/forms", responses(
    (status = 200, description = "A `ConsoleForms`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleForms>, Failure> {
    clerk(&hq, &headers).await?;
    let categories = categories(&hq).await?;
    Ok(Json(hq.database.read(move |conn| forms::forms(conn, categories)).await??))
}

/// Tries a form with what a measurer might type. Nothing is changed.
#[utoipa::path(post, path = "/v1/console/forms/trial", responses(
    (status = 200, description = "A `TriedForm`"), (status = 400, description = "bad_request: the body is no trial"),
    (status = 401, description = "Nobody is signed in"),
    (status = 422, description = "fields_faulty: what is wrong with the form, field by field")))]
pub(super) async fn tried(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<TriedForm>, Failure> {
    clerk(&hq, &headers).await?;
    let trial = serde_json::from_slice(&body)
        .map_err(|error| Failure::bad_request(format!("This is no form to be tried: {error}")))?;
    forms::try_form(&trial).map(Json).map_err(|refusal| Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, refusal))
}

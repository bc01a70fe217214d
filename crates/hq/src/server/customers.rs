//! Customers at the console: found, and given a copy of what is kept of them. Changing, merging and erasing are operations.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tenon_domain::entities::Address;

use super::Hq;
use super::console::clerk;
use super::failure::Failure;
use crate::customers::{self, ConsoleCustomer};
use crate::now_ms;

/// Who is looked for. Not in the address: addresses stand in logs.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Find {
    /// A phone, its last four digits, a whole name, or the customer's identifier.
    text: String,
}

/// Customers with their history.
#[utoipa::path(post, path = "/v1/console/customers/find", request_body = Find, responses(
    (status = 200, description = "`ConsoleCustomer`s, at most 50"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn find(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Json(find): Json<Find>,
) -> Result<Json<Vec<ConsoleCustomer>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(move |conn| customers::find(conn, &find.text)).await??))
}

/// An address as it was typed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Typed {
    /// Province, city, district and street, in any order that people write them.
    text: String,
}

/// Longest address that is read, in characters.
const ADDRESS_LIMIT: usize = 500;

/// Reads the divisions off an address; keeps nothing.
#[utoipa::path(post, path = "/v1/console/customers/address", request_body = Typed, responses(
    (status = 200, description = "An `Address`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn address(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Json(typed): Json<Typed>,
) -> Result<Json<Address>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(Address::read(&typed.text.chars().take(ADDRESS_LIMIT).collect::<String>())))
}

/// Everything that is kept of a customer, as a file for them.
#[utoipa::path(get, path = "/v1/console/customers/{id}/copy.json", params(("id" = String, Path, description = "The customer")),
    responses(
        (status = 200, description = "Rows by kind", content_type = "application/json"),
        (status = 401, description = "Nobody is signed in"),
        (status = 404, description = "There is no such customer")))]
pub(super) async fn copy(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    clerk(&hq, &headers).await?;
    let none = || Failure::not_found("There is no such customer.");
    let id = id.parse().map_err(|_| none())?;
    let copy = hq.database.read(move |conn| customers::copy(conn, id, now_ms())).await??.ok_or_else(none)?;
    let said = [
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"customer-{id}.json\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((said, Json(copy)).into_response())
}

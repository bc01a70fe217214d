//! Orders and quotes at the console: accounts, prices replayed, and the clerk's answer to a discount.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tenon_domain::Id;
use tenon_domain::entities::{DiscountAuthority, Store};
use tenon_domain::ops::AnswerQuote;
use tenon_domain::pricing::Channel;
use tenon_store::catalog::Market;
use tenon_store::{Schema, SqlRows};

use super::Hq;
use super::console::{act, clerk, store_names};
use super::failure::Failure;
use crate::now_ms;
use crate::sales::{self, ConsoleOrder, ConsoleOrderSheet, ConsoleQuoteWaiting};

/// A clerk's answer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Answer {
    /// What is taken off by hand, as the clerk has seen it, minor units.
    off_minor: i64,
    /// Whether it may be given.
    granted: bool,
    /// In words.
    note: String,
}

/// The orders of the last six weeks, the newest first.
#[utoipa::path(get, path = "/v1/console/orders", responses(
    (status = 200, description = "`ConsoleOrder`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn orders(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<Vec<ConsoleOrder>>, Failure> {
    clerk(&hq, &headers).await?;
    let read = |conn: &mut dyn tenon_store::Connection| {
        let stores = store_names(conn)?;
        sales::orders(conn, &stores, now_ms())
    };
    Ok(Json(hq.database.read(read).await??))
}

/// An order, with every line priced once more by headquarters' catalog for the moment that the quote is of.
#[utoipa::path(get, path = "/v1/console/orders/{id}", params(("id" = String, Path, description = "The order")),
    responses((status = 200, description = "A `ConsoleOrderSheet`"), (status = 401, description = "Nobody is signed in"),
        (status = 404, description = "There is no such order")))]
pub(super) async fn order(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<ConsoleOrderSheet>, Failure> {
    clerk(&hq, &headers).await?;
    let missing = || Failure::not_found("There is no such order.");
    let id = id.parse().map_err(|_| missing())?;
    let read = move |conn: &mut dyn tenon_store::Connection| -> Result<_, tenon_store::Error> {
        let stores = store_names(conn)?;
        let Some((sheet, content, store)) = sales::order(conn, id, &stores)? else { return Ok(None) };
        let mut rows = SqlRows(conn, Schema::Hq);
        let market = Market {
            zone: rows.entity::<Store>(store)?.and_then(|store| store.zone),
            store: Some(store),
            channel: Channel::Showroom,
            authority: rows.entity::<DiscountAuthority>(DiscountAuthority::ID)?,
        };
        Ok(Some((sheet, content, market)))
    };
    let (mut sheet, content, market) = hq.database.read(read).await??.ok_or_else(missing)?;
    if let Some(content) = content.filter(|_| hq.catalog.version().is_some()) {
        let shared = Arc::clone(&hq);
        let replayed = tokio::task::spawn_blocking(move || {
            let catalog = shared.catalog.reader.lock().unwrap_or_else(PoisonError::into_inner);
            catalog.sell_in(market);
            let priced = catalog.price(&sales::asked(&content), content.priced_ms)?;
            Ok::<_, tenon_store::catalog::Error>(sales::replay(&content, &priced))
        });
        sheet.lines = replayed.await??;
    }
    Ok(Json(sheet))
}

/// Quotes whose discount waits for an answer, the oldest first.
#[utoipa::path(get, path = "/v1/console/quotes", responses(
    (status = 200, description = "`ConsoleQuoteWaiting`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn quotes(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
) -> Result<Json<Vec<ConsoleQuoteWaiting>>, Failure> {
    clerk(&hq, &headers).await?;
    let read = |conn: &mut dyn tenon_store::Connection| {
        let stores = store_names(conn)?;
        sales::waiting(conn, &stores)
    };
    Ok(Json(hq.database.read(read).await??))
}

/// Answers one.
#[utoipa::path(post, path = "/v1/console/quotes/{version}/answer", request_body = Answer,
    params(("version" = String, Path, description = "The version of the quote")),
    responses(
        (status = 204, description = "Answered"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "discount_answered, quote_unknown, quote_changed, discount_beyond_authority, \
                                      discount_below_floor, too_long")))]
pub(super) async fn answer(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(version): Path<String>,
    Json(answer): Json<Answer>,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let version: Id<_> = version.parse().map_err(|_| Failure::not_found("There is no such quote."))?;
    let Answer { off_minor, granted, note } = answer;
    act(&hq, &staff, AnswerQuote { version, off_minor, granted, note }.into()).await
}

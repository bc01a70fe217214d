//! Discounts by hand at the console: what waits for an answer, and the clerk's answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Allowance, DiscountAnswer, DiscountAuthority, DiscountRequest, DiscountedGoods, Role};
use tenon_domain::ops::AnswerDiscount;
use tenon_domain::{Id, Localized};
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

use super::Hq;
use super::console::{act, clerk, store_names};
use super::failure::Failure;
use crate::now_ms;

/// A discount by hand.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleDiscount {
    /// Its identifier.
    pub id: Id<DiscountRequest>,
    /// Where.
    pub store: Localized,
    /// On what.
    pub goods: DiscountedGoods,
    /// What is taken off, minor units.
    pub off_minor: i64,
    /// Who asked.
    pub asked_by: String,
    /// When, UTC milliseconds.
    pub asked_ms: i64,
    /// Why, in words.
    pub note: String,
    /// Whether a clerk may grant it by the authority that holds now.
    pub grantable: bool,
    /// What was answered.
    pub answer: Option<DiscountAnswer>,
}

/// A clerk's answer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub(super) struct Answer {
    /// Whether the discount may be given.
    granted: bool,
    /// In words.
    note: String,
}

/// Discounts that wait for an answer, the oldest first, then those of the last day.
#[utoipa::path(get, path = "/v1/console/discounts", responses(
    (status = 200, description = "`ConsoleDiscount`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
) -> Result<Json<Vec<ConsoleDiscount>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(|conn| discounts(conn, now_ms())).await??))
}

/// Answers one.
#[utoipa::path(post, path = "/v1/console/discounts/{id}/answer", request_body = Answer,
    params(("id" = String, Path, description = "The discount")),
    responses(
        (status = 204, description = "Answered"),
        (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "discount_answered, discount_request_unknown, discount_beyond_authority, \
                                      discount_below_floor, too_long")))]
pub(super) async fn answer(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Json(answer): Json<Answer>,
) -> Result<StatusCode, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let request = id.parse().map_err(|_| Failure::not_found("There is no such discount."))?;
    act(&hq, &staff, AnswerDiscount { request, granted: answer.granted, note: answer.note }.into()).await
}

fn discounts(conn: &mut dyn Connection, now_ms: i64) -> Result<Vec<ConsoleDiscount>, Error> {
    let stores = store_names(conn)?;
    let mut rows = SqlRows(conn, Schema::Hq);
    let authority: Option<DiscountAuthority> = rows.entity(DiscountAuthority::ID)?;
    let mut waiting: Vec<DiscountRequest> = rows.entities_by(&DiscountRequest::waiting())?;
    waiting.sort_by_key(|one| one.asked_ms);
    let mut answered: Vec<DiscountRequest> = Vec::new();
    for day in [now_ms, now_ms - 86_400_000] {
        answered.extend(rows.entities_by::<DiscountRequest>(&DiscountRequest::on_day(day))?);
    }
    answered.retain(|one| one.answer.is_some());
    answered.sort_by_key(|one| std::cmp::Reverse(one.asked_ms));
    let shown = |one: DiscountRequest| ConsoleDiscount {
        grantable: authority.as_ref().is_some_and(|authority| {
            authority.allows(Role::Clerk, &one.goods.discount(one.off_minor)) == Allowance::Within
        }),
        id: one.id,
        store: stores.get(&one.store).cloned().unwrap_or_default(),
        goods: one.goods,
        off_minor: one.off_minor,
        asked_by: one.asked_by_name,
        asked_ms: one.asked_ms,
        note: one.note,
        answer: one.answer,
    };
    Ok(waiting.into_iter().chain(answered).map(shown).collect())
}

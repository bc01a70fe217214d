//! Calendars of crews and customers: read by whoever has the address, without signing in, because calendars of phones
//! cannot; given out at the console.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tenon_domain::entities::{CalendarOwner, Customer};
use tenon_domain::{Hash, Id, Language, Refusal};
use tenon_store::{Schema, SqlRows};

use super::Hq;
use super::console::clerk;
use super::failure::Failure;
use crate::calendars::{self, ConsoleCalendar, ConsoleCrewCalendar, Found};
use crate::now_ms;

/// In which words.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Words {
    /// `zh`, else `en`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    lang: Language,
}

/// The appointments of a crew or of a customer, 60 days back and 365 ahead. The address is the proof: it is given out at the
/// console and ends when another one is made.
#[utoipa::path(get, path = "/v1/calendars/{token}.ics",
    params(("token" = String, Path, description = "43 characters, base64url"), Words),
    responses(
        (status = 200, description = "iCalendar (RFC 5545) with an ETag", content_type = "text/calendar"),
        (status = 304, description = "Nothing changed since the ETag in If-None-Match"),
        (status = 404, description = "There is no such calendar, or not any more at this address"),
        (status = 410, description = "calendar_gone: its customer was erased or turned out to be another"),
        (status = 429, description = "too_busy")))]
pub(super) async fn feed(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(file): Path<String>,
    Query(words): Query<Words>,
) -> Result<Response, Failure> {
    let none = || Failure::not_found("There is no such calendar. Ask for its new address.");
    let token = file.strip_suffix(".ics").ok_or_else(none)?.to_owned();
    let shared = Arc::clone(&hq);
    let found = hq.database.read(move |conn| calendars::find(conn, &shared.keys, &token, words.lang, now_ms()));
    let text = match found.await?? {
        Found::Nothing => return Err(none()),
        Found::Gone => {
            let refusal = Refusal::new("calendar_gone", "This calendar is kept no more.");
            return Err(Failure::Refused(StatusCode::GONE, refusal));
        }
        Found::Calendar(text) => text,
    };
    let tag = format!("\"{}\"", Hash::of(text.as_bytes()));
    let said = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "private, no-cache")];
    if headers.get_all(header::IF_NONE_MATCH).iter().any(|known| names(known.to_str().unwrap_or_default(), &tag)) {
        return Ok((StatusCode::NOT_MODIFIED, said).into_response());
    }
    let file = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"appointments.ics\""),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((said, file, text).into_response())
}

/// Whether a list of ETags names this one, compared weakly (RFC 9110, 13.1.2).
fn names(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// The calendars of all crews.
#[utoipa::path(get, path = "/v1/console/calendars", responses(
    (status = 200, description = "`ConsoleCrewCalendar`s"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn crews(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Response, Failure> {
    clerk(&hq, &headers).await?;
    let shared = Arc::clone(&hq);
    let all: Vec<ConsoleCrewCalendar> = hq.database.read(move |conn| calendars::of_crews(conn, &shared.keys)).await??;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(all)).into_response())
}

/// The calendar of a customer. Addresses are made by `calendar_feed.renew.v1`.
#[utoipa::path(get, path = "/v1/console/customers/{id}/calendar",
    params(("id" = String, Path, description = "The customer")),
    responses((status = 200, description = "A `ConsoleCalendar`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn customer(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    clerk(&hq, &headers).await?;
    let id: Id<Customer> = id.parse().map_err(|_| Failure::not_found("There is no such customer."))?;
    let shared = Arc::clone(&hq);
    let calendar: ConsoleCalendar = hq
        .database
        .read(move |conn| calendars::address(&mut SqlRows(conn, Schema::Hq), &shared.keys, CalendarOwner::Customer(id)))
        .await??;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(calendar)).into_response())
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_strong() {
        assert!(names("\"a\", W/\"b\"", "\"b\""));
        assert!(names("*", "\"b\""));
        assert!(!names("\"a\"", "\"b\""));
    }
}

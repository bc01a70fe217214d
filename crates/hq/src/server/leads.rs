//! `POST /v1/leads`: a website or a call centre hands in a lead. And leads at the console.

use std::io::Cursor;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tenon_domain::entities::{Campaign, Lead, LeadSource, Staff, Store};
use tenon_domain::ops::ReceiveLead;
use tenon_domain::phone::Phone;
use tenon_domain::{Id, Stop};
use tenon_store::Connection;
use utoipa::ToSchema;

use super::console::clerk;
use super::failure::Failure;
use super::{Hq, gate};
use crate::leads::{self, ConsoleLeads, LeadTable, Received};
use crate::{cards, now_ms};

/// Largest request, in bytes.
pub(super) const BODY_LIMIT: usize = 16 * 1024;
/// Largest file of leads, in bytes; the command line takes larger ones.
pub(super) const TABLE_LIMIT: usize = 8 * 1024 * 1024;
const NAME_LIMIT: usize = 200;
/// Problems of a file that an answer names.
const PROBLEMS_SHOWN: usize = 200;

/// A lead. Only `reference`, `name` and `phone` must be there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLead {
    /// Your identifier of it, at most 500 characters; asking again with it makes nothing twice. No name and no phone in
    /// it: it outlives them.
    reference: String,
    /// Whom to call.
    name: String,
    /// Their phone.
    phone: String,
    /// The identifier of the showroom that they want; without it headquarters chooses.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    store: Option<Id<Store>>,
    /// The identifier of the chain's campaign that brought them.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    campaign: Option<Id<Campaign>>,
    /// What they want, in words.
    #[serde(default)]
    wish: String,
    /// What they agreed to when they left their phone, word for word.
    #[serde(default)]
    consent: Option<String>,
    /// Where the advertisement ran.
    #[serde(default)]
    utm_source: String,
    /// How it was paid for.
    #[serde(default)]
    utm_medium: String,
    /// Your name of the campaign.
    #[serde(default)]
    utm_campaign: String,
    /// The word that was searched for.
    #[serde(default)]
    utm_term: String,
    /// Which of several advertisements.
    #[serde(default)]
    utm_content: String,
    /// The advertisement network's identifier of the click.
    #[serde(default)]
    click: String,
}

/// The lead that was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakenLead {
    /// Its identifier.
    #[schema(value_type = String)]
    lead: Id<Lead>,
    /// The showroom that has it; none while it waits at headquarters.
    #[schema(value_type = Option<String>)]
    store: Option<Id<Store>>,
}

/// Takes in a lead, once for each reference.
#[utoipa::path(post, path = "/v1/leads", request_body = NewLead, responses(
    (status = 201, description = "Taken in", body = TakenLead),
    (status = 200, description = "Taken in before, by the same request", body = TakenLead),
    (status = 400, description = "bad_request: not JSON, or a field that is missing or unknown"),
    (status = 401, description = "not_signed_in: no `Authorization: Bearer` with a key of `tenon-hq keys add`"),
    (status = 409, description = "lead_received_before (with other particulars), phone_wrong, phone_letters, \
        store_unknown, campaign_unknown, text_missing, too_long"),
    (status = 413, description = "More than 16 KiB"),
    (status = 429, description = "too_busy: more than 5 a second, after 60 at once; `Retry-After` says when")))]
pub(super) async fn received(State(hq): State<Arc<Hq>>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    let key = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let key = key.ok_or_else(Failure::unauthorised)?.to_owned();
    let site = hq.database.read(move |conn| cards::website(conn, &key)).await??.ok_or_else(Failure::unauthorised)?;
    if !hq.gates.lead(site.id) {
        return Ok(gate::busy());
    }
    take_in(&hq, site.id, &body).await
}

/// Leads, those at headquarters first.
#[utoipa::path(get, path = "/v1/console/leads", responses(
    (status = 200, description = "A `ConsoleLeads`"), (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<ConsoleLeads>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(hq.database.read(|conn| leads::leads(conn, now_ms())).await??))
}

/// Takes in a lead that called headquarters; the page makes its reference.
#[utoipa::path(post, path = "/v1/console/leads", request_body = NewLead, responses(
    (status = 201, description = "Taken in", body = TakenLead),
    (status = 200, description = "Taken in before, by the same request", body = TakenLead),
    (status = 400, description = "bad_request"),
    (status = 401, description = "Nobody is signed in"),
    (status = 409, description = "As of `/v1/leads`")))]
pub(super) async fn called(State(hq): State<Arc<Hq>>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    let staff = clerk(&hq, &headers).await?;
    take_in(&hq, staff.id, &body).await
}

/// A file of leads.
#[derive(Debug, Deserialize)]
pub(super) struct TableName {
    /// What people call it.
    name: String,
}

/// Takes in a file of leads; what cannot be taken is named by its line, and the rest goes on.
#[utoipa::path(post, path = "/v1/console/leads/table", params(("name" = String, Query, description = "The file's name")),
    request_body(content = String, description = "CSV with a head, columns `name` and `phone` at least", content_type = "text/csv"),
    responses(
        (status = 200, description = "A `LeadTable` with its first 200 problems; leads that were there before are not made twice"),
        (status = 400, description = "bad_request: the head names no columns `name` and `phone`"),
        (status = 401, description = "Nobody is signed in"),
        (status = 413, description = "More than 8 MiB")))]
pub(super) async fn table(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(TableName { name }): Query<TableName>,
    body: Bytes,
) -> Result<Json<LeadTable>, Failure> {
    let staff = clerk(&hq, &headers).await?;
    let name: String = name.chars().take(NAME_LIMIT).collect();
    let shared = Arc::clone(&hq);
    let import = move |conn: &mut dyn Connection| {
        leads::import(conn, &shared.keys.hq, Some(staff.id), Cursor::new(body), &name, now_ms())
    };
    let mut table = match hq.database.write(import).await? {
        Ok(table) => {
            table.ok_or_else(|| Failure::bad_request("The first line names no columns `name` and `phone`."))?
        }
        Err(error) => return Err(error.into()),
    };
    table.problems.truncate(PROBLEMS_SHOWN);
    Ok(Json(table))
}

async fn take_in(hq: &Arc<Hq>, site: Id<Staff>, body: &[u8]) -> Result<Response, Failure> {
    let new: NewLead = serde_json::from_slice(body)
        .map_err(|error| Failure::bad_request(format!("The lead cannot be read: {error}. See /v1/openapi.json.")))?;
    let phone = Phone::parse(&new.phone).map_err(|refusal| Failure::Refused(StatusCode::CONFLICT, refusal))?;
    let op = ReceiveLead {
        reference: new.reference,
        name: new.name,
        phone: phone.into_e164(),
        store: new.store,
        campaign: new.campaign,
        wish: new.wish,
        source: LeadSource {
            source: new.utm_source,
            medium: new.utm_medium,
            campaign: new.utm_campaign,
            term: new.utm_term,
            content: new.utm_content,
            click: new.click,
        },
        consent: new.consent,
    };
    let shared = Arc::clone(hq);
    let done = hq.database.write(move |conn| {
        tenon_store::hq::commit(conn, |commit| leads::receive(commit, &shared.keys.hq, site, &op, now_ms()))
    });
    let (Received { lead, again }, changed) = match done.await? {
        Ok(done) => done,
        Err(Stop::Refused(refusal) | Stop::Conflict(refusal)) => {
            return Err(Failure::Refused(StatusCode::CONFLICT, refusal));
        }
        Err(Stop::Failed(failure)) => return Err(failure.into()),
    };
    hq.hints.rows_changed(changed);
    let status = if again { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(TakenLead { lead: lead.id, store: lead.store })).into_response())
}

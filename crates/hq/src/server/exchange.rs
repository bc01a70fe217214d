//! `POST /v1/enrol`, `POST /v1/exchange`.

use std::io::Read;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tenon_domain::entities::Device;
use tenon_store::hq::Contact;
use tenon_sync::hq::{self as engine, HandedIn};
use tenon_sync::wire::{Exchange, PROTOCOL};

use super::failure::Failure;
use super::{Hq, device_auth, intake};
use crate::administration::{self, Enrolled, Enrolment};
use crate::now_ms;

/// Largest exchange after decompression: the operations' limit with room for quoting.
const PLAIN_LIMIT: u64 = 16 * 1024 * 1024;

/// Enrols a device by a one-use code.
#[utoipa::path(post, path = "/v1/enrol", request_body = Enrolment, responses(
    (status = 200, body = Enrolled),
    (status = 403, description = "code_unknown, code_used, code_expired, key_unreadable: a refusal with its code")))]
pub(super) async fn enrol(
    State(hq): State<Arc<Hq>>,
    Json(enrolment): Json<Enrolment>,
) -> Result<Json<Enrolled>, Failure> {
    let public = hq.keys.hq_public();
    let (enrolled, changed) = hq
        .database
        .write(move |conn| {
            tenon_store::hq::commit(conn, |commit| administration::enrol(commit, &enrolment, &public, now_ms()))
        })
        .await??;
    hq.hints.rows_changed(changed);
    enrolled.map(Json).map_err(|refusal| Failure::Refused(StatusCode::FORBIDDEN, refusal))
}

/// One exchange: the device hands in operations and is answered with a page of rows, verdicts among them.
#[utoipa::path(post, path = "/v1/exchange",
    request_body(content = Vec<u8>, content_type = "application/json", description = "An `Exchange`, zstd-compressed"),
    responses(
        (status = 200, description = "An `Answer`, zstd-compressed", content_type = "application/json"),
        (status = 400, description = "The request makes no sense, or speaks another protocol"),
        (status = 401, description = "The device is unknown or its signature does not fit")))]
pub(super) async fn exchange(State(hq): State<Arc<Hq>>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    let hq_ms = now_ms();
    let device = device_auth::device(&hq, &headers, "POST", "/v1/exchange", &body).await?;
    let id = device.id;
    // Unpacking and signatures are work for a thread of their own: whoever is answered meanwhile must not wait.
    let (asked, contact, handed) = tokio::task::spawn_blocking(move || understand(&body, &device, hq_ms)).await??;
    hq.contacts.note(id, contact);
    hq.metrics.exchange(handed.count());
    if handed.count() > 0 {
        intake::take_in(&hq, handed).await?;
    }
    let catalog = hq.catalog.version();
    let answer = hq.database.read(move |conn| engine::answer(conn, id, &asked, hq_ms, catalog)).await?;
    let mut answer = answer?.ok_or_else(Failure::unauthorised)?;
    answer.held_ms = now_ms().saturating_sub(hq_ms).max(0);
    let pack = move || anyhow::Ok(zstd::bulk::compress(&serde_json::to_vec(&answer)?, 3)?);
    let packed = tokio::task::spawn_blocking(pack).await??;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "zstd")];
    Ok((headers, packed).into_response())
}

/// What a request says: the exchange without its operations, what the device says of itself, the operations.
fn understand(body: &[u8], device: &Device, hq_ms: i64) -> Result<(Exchange, Contact, HandedIn), Failure> {
    let mut asked: Exchange = serde_json::from_slice(&unpack(body)?)
        .map_err(|error| Failure::bad_request(format!("the exchange cannot be read: {error}")))?;
    if asked.protocol != PROTOCOL {
        let refusal = tenon_domain::Refusal::protocol_unknown(PROTOCOL);
        return Err(Failure::Refused(StatusCode::BAD_REQUEST, refusal));
    }
    let contact = engine::contact(&asked, hq_ms);
    let handed = engine::check(device, std::mem::take(&mut asked.ops), hq_ms);
    Ok((asked, contact, handed))
}

fn unpack(body: &[u8]) -> Result<Vec<u8>, Failure> {
    let unreadable = |_| Failure::bad_request("the exchange is not zstd");
    let decoder = zstd::stream::Decoder::new(body).map_err(unreadable)?;
    let mut plain = Vec::new();
    decoder.take(PLAIN_LIMIT + 1).read_to_end(&mut plain).map_err(unreadable)?;
    if plain.len() as u64 > PLAIN_LIMIT {
        return Err(Failure::bad_request("the exchange is too large"));
    }
    Ok(plain)
}

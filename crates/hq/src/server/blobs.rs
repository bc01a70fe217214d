//! `/v1/blobs`: the files of photos and drawings, sent by the tus protocol 1.0 (core, and `creation`) and fetched in three forms.
//!
//! An upload is named by the file's SHA-256, so there is one for each file, whoever sends it, and what is held already is
//! answered as finished at once. It is made only for a file that a photo names which this device is sent, and no longer
//! than the photo says: so what devices may store is bounded by their operations. Every request is signed with the hash of
//! its body, which is what tus' `checksum` would give.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use tenon_domain::entities::{Device, DeviceState, Photo, PhotoType};
use tenon_domain::ops::PHOTO_BYTES_LIMIT;
use tenon_domain::{Entity, Hash, Refusal};
use tenon_store::{Schema, SqlRows};

use super::console::clerk;
use super::failure::Failure;
use super::{Hq, device_auth, gate};
use crate::blobs::{Form, Received, Refused};

/// The version of the protocol.
const TUS: &str = "1.0.0";
/// Pictures that are unpacked at once: each takes up to 256 MB.
pub(super) const UNPACKING: usize = 2;
/// Whoever waits longer for their turn is told to come again.
const TURN: Duration = Duration::from_secs(30);

/// What a client asks before anything else.
#[utoipa::path(options, path = "/v1/blobs", responses((status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size")))]
pub(super) async fn options() -> Response {
    let limit = PHOTO_BYTES_LIMIT.to_string();
    let said = [("tus-extension", "creation"), ("tus-max-size", limit.as_str())];
    (StatusCode::NO_CONTENT, said).into_response()
}

/// Every answer says which version it speaks.
pub(super) async fn speaks_tus(mut response: Response) -> Response {
    for name in ["tus-resumable", "tus-version"] {
        response.headers_mut().insert(name, HeaderValue::from_static(TUS));
    }
    response
}

/// Makes the upload of a file, or finds it; `Upload-Offset` says how far it is.
#[utoipa::path(post, path = "/v1/blobs",
    params(("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-length" = u64, Header, description = "The file's length, at most 25 MB"),
        ("upload-metadata" = String, Header, description = "`sha256 ` and the file's SHA-256 in hex, in Base64")),
    responses(
        (status = 201, description = "Location, Upload-Offset, Upload-Length"),
        (status = 400, description = "bad_request: a header is missing or makes no sense"),
        (status = 401, description = "The device is unknown, out of service, or its signature does not fit"),
        (status = 404, description = "photo_unknown: no photo that this device is sent names the file"),
        (status = 409, description = "photo_length: the photo says another length"),
        (status = 410, description = "photo_erased"),
        (status = 412, description = "The protocol's version is another"),
        (status = 413, description = "photo_too_large"),
        (status = 423, description = "upload_busy: a piece of it is being taken; again later")))]
pub(super) async fn create(State(hq): State<Arc<Hq>>, headers: HeaderMap, body: Bytes) -> Result<Response, Failure> {
    let device = sender(&hq, &headers, "POST", "/v1/blobs", &body).await?;
    let length: u64 = number(&headers, "upload-length")?;
    if !(1..=PHOTO_BYTES_LIMIT).contains(&length) {
        let refusal = Refusal::photo_too_large(length, PHOTO_BYTES_LIMIT);
        return Err(Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal));
    }
    let hash = named(&headers).ok_or_else(|| Failure::bad_request("Upload-Metadata names no sha256."))?;
    let photo = photo(&hq, device, hash).await?;
    if photo.bytes != length {
        let refusal = Refusal::new("photo_length", "The photo that names this file says another length.");
        return Err(Failure::Refused(StatusCode::CONFLICT, refusal));
    }
    let offset = reached(&hq, &photo).await?;
    let mut response = progress(StatusCode::CREATED, offset, Some(length));
    let location = HeaderValue::from_str(&format!("/v1/blobs/{hash}"))?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// How far an upload is.
#[utoipa::path(head, path = "/v1/blobs/{hash}", params(("hash" = String, Path, description = "SHA-256, lower-case hex")),
    responses((status = 200, description = "Upload-Offset, Upload-Length"), (status = 404, description = "There is none"),
        (status = 423, description = "upload_busy: a piece of it is being taken; again later")))]
pub(super) async fn offset(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path(hash): Path<String>,
) -> Result<Response, Failure> {
    let device = sender(&hq, &headers, "HEAD", uri.path(), b"").await?;
    let photo = photo(&hq, device, read(&hash)?).await?;
    let offset = reached(&hq, &photo).await?;
    Ok(progress(StatusCode::OK, offset, Some(photo.bytes)))
}

/// Goes on with an upload. The last piece is answered when the file is verified and held.
#[utoipa::path(patch, path = "/v1/blobs/{hash}",
    params(("hash" = String, Path, description = "SHA-256, lower-case hex"),
        ("upload-offset" = u64, Header, description = "Where the piece begins")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream", description = "At most 4 MB"),
    responses(
        (status = 204, description = "Upload-Offset says how far it is now"),
        (status = 404, description = "photo_unknown"),
        (status = 409, description = "upload_offset: the upload is elsewhere; the fact `offset` says where"),
        (status = 413, description = "photo_too_large: more bytes than were announced"),
        (status = 415, description = "Another content type"),
        (status = 422, description = "photo_unreadable: it is no picture that can be shown"),
        (status = 429, description = "too_busy: others are being verified; again later"),
        (status = 423, description = "upload_busy: another request writes the same file"),
        (status = 460, description = "blob_mismatch: the bytes are not what the hash says; begin anew")))]
pub(super) async fn go_on(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path(hash): Path<String>,
    piece: Bytes,
) -> Result<Response, Failure> {
    let device = sender(&hq, &headers, "PATCH", uri.path(), &piece).await?;
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if media_type != Some("application/offset+octet-stream") {
        let refusal = Refusal::new("bad_request", "A piece is application/offset+octet-stream.");
        return Err(Failure::Refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal));
    }
    let offset: u64 = number(&headers, "upload-offset")?;
    let photo = photo(&hq, device, read(&hash)?).await?;
    let last = offset.saturating_add(piece.len() as u64) >= photo.bytes;
    // Of files that are about to be whole, only so many are unpacked at once; the others wait here.
    let mut turn = None;
    if last {
        match tokio::time::timeout(TURN, hq.unpacking.acquire()).await {
            Ok(given) => turn = Some(given?),
            Err(_) => return Ok(gate::busy()),
        }
    }
    let (blobs, places) = (hq.blobs.clone(), stays(&hq, &photo));
    let taken = tokio::task::spawn_blocking(move || blobs.take(photo.sha256, photo.bytes, offset, &piece, places));
    let taken = taken.await?;
    drop(turn);
    match taken {
        Ok(Received::Part(offset)) => Ok(progress(StatusCode::NO_CONTENT, offset, None)),
        Ok(Received::Whole) => Ok(progress(StatusCode::NO_CONTENT, photo.bytes, None)),
        Err(refused) => Err(failure(refused, &photo)),
    }
}

/// A form of a file, for a device that is sent a photo which names it.
#[utoipa::path(get, path = "/v1/blobs/{hash}/{form}",
    params(("hash" = String, Path, description = "SHA-256, lower-case hex"),
        ("form" = String, Path, description = "original, large or thumb")),
    responses(
        (status = 200, description = "The file"),
        (status = 404, description = "photo_unknown, or not_found: it has not arrived yet"),
        (status = 410, description = "photo_erased")))]
pub(super) async fn form(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path((hash, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let device = device_auth::active_device(&hq, &headers, uri.path()).await?;
    let photo = photo(&hq, device, read(&hash)?).await?;
    file(&hq, &photo, &form).await
}

/// A form of a file, for a clerk.
#[utoipa::path(get, path = "/v1/console/blobs/{hash}/{form}",
    params(("hash" = String, Path, description = "SHA-256, lower-case hex"),
        ("form" = String, Path, description = "original, large or thumb")),
    responses(
        (status = 200, description = "The file"),
        (status = 401, description = "Nobody is signed in"),
        (status = 404, description = "photo_unknown, or not_found: it has not arrived yet"),
        (status = 410, description = "photo_erased")))]
pub(super) async fn shown(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path((hash, form)): Path<(String, String)>,
) -> Result<Response, Failure> {
    clerk(&hq, &headers).await?;
    let photo = first_of(photos(&hq, read(&hash)?).await?)?;
    file(&hq, &photo, &form).await
}

/// Removes the files that only photos of erased customers name. Answers how many there are of these photos; nothing is done
/// where there are as many as `before`.
pub(super) async fn forget_erased(hq: &Hq, before: usize) -> anyhow::Result<usize> {
    let blobs = hq.blobs.clone();
    let forgotten = hq.database.read(move |conn| -> anyhow::Result<usize> {
        let mut rows = SqlRows(conn, Schema::Hq);
        let erased = rows.entities_by::<Photo>(&Photo::of_erased())?;
        if erased.len() == before {
            return Ok(before);
        }
        for photo in &erased {
            if rows.entities_by::<Photo>(&Photo::of_file(photo.sha256))?.iter().all(|one| one.erased) {
                blobs.remove(photo.sha256)?;
            }
        }
        Ok(erased.len())
    });
    forgotten.await?
}

/// The device that sends, if it is in service and speaks our version of the protocol.
async fn sender(hq: &Hq, headers: &HeaderMap, method: &str, path: &str, body: &[u8]) -> Result<Device, Failure> {
    let device = device_auth::device(hq, headers, method, path, body).await?;
    if device.state == DeviceState::Revoked {
        return Err(Failure::unauthorised());
    }
    if headers.get("tus-resumable").map(HeaderValue::as_bytes) != Some(TUS.as_bytes()) {
        let refusal = Refusal::new("bad_request", "Tus-Resumable must be 1.0.0.");
        return Err(Failure::Refused(StatusCode::PRECONDITION_FAILED, refusal));
    }
    Ok(device)
}

fn number(headers: &HeaderMap, name: &str) -> Result<u64, Failure> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| Failure::bad_request(format!("{name} must be a number of bytes.")))
}

fn read(hash: &str) -> Result<Hash, Failure> {
    hash.parse().map_err(|_| Failure::not_found("A file is named by its SHA-256 in lower-case hex."))
}

/// The hash in `Upload-Metadata`: pairs of a key and a value in Base64, separated by commas.
fn named(headers: &HeaderMap) -> Option<Hash> {
    let pairs = headers.get("upload-metadata")?.to_str().ok()?;
    let value = pairs.split(',').find_map(|pair| pair.trim().strip_prefix("sha256 "))?;
    String::from_utf8(BASE64.decode(value.trim().as_bytes()).ok()?).ok()?.parse().ok()
}

/// Whether the file stays as it is: customers confirm drawings by their hash.
fn stays(hq: &Hq, photo: &Photo) -> bool {
    hq.keeps_places() || photo.is_kept()
}

async fn photos(hq: &Hq, hash: Hash) -> Result<Vec<Photo>, Failure> {
    let found = hq.database.read(move |conn| SqlRows(conn, Schema::Hq).entities_by::<Photo>(&Photo::of_file(hash)));
    Ok(found.await??)
}

/// One of `photos` that is shown; a drawing where there is one.
fn first_of(mut photos: Vec<Photo>) -> Result<Photo, Failure> {
    let erased = !photos.is_empty();
    photos.sort_by_key(|photo| !photo.is_kept());
    photos.into_iter().find(|photo| !photo.erased).ok_or_else(|| {
        if erased {
            let refusal = Refusal::new("photo_erased", "The customer of this photo was erased at their wish.");
            return Failure::Refused(StatusCode::GONE, refusal);
        }
        Failure::Refused(StatusCode::NOT_FOUND, Refusal::photo_unknown())
    })
}

/// A photo that names the file and that the device is sent.
async fn photo(hq: &Hq, device: Device, hash: Hash) -> Result<Photo, Failure> {
    let sent = device.subscriptions();
    let mut photos = photos(hq, hash).await?;
    photos.retain(|photo| photo.scopes().iter().any(|scope| sent.contains(scope)));
    first_of(photos)
}

async fn reached(hq: &Hq, photo: &Photo) -> Result<u64, Failure> {
    let (blobs, hash, places) = (hq.blobs.clone(), photo.sha256, stays(hq, photo));
    match tokio::task::spawn_blocking(move || blobs.received(hash, places)).await? {
        Ok(Received::Whole) => Ok(photo.bytes),
        Ok(Received::Part(offset)) => Ok(offset.min(photo.bytes)),
        Err(refused) => Err(failure(refused, photo)),
    }
}

fn progress(status: StatusCode, offset: u64, length: Option<u64>) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    headers.insert("upload-offset", offset.into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(length) = length {
        headers.insert("upload-length", length.into());
    }
    response
}

fn failure(refused: Refused, photo: &Photo) -> Failure {
    let said = |status, code: &str, words: String| Failure::Refused(status, Refusal::new(code, words));
    match refused {
        Refused::Offset(there) => {
            let refusal = Refusal::new("upload_offset", format!("{there} bytes are here: go on behind them."));
            let refusal = refusal.number("offset", i64::try_from(there).unwrap_or(i64::MAX));
            Failure::Refused(StatusCode::CONFLICT, refusal)
        }
        Refused::TooLong => {
            let refusal = Refusal::photo_too_large(photo.bytes, photo.bytes);
            Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal)
        }
        Refused::Busy => {
            said(StatusCode::LOCKED, "upload_busy", "Another tablet is sending the same file. Try again later.".into())
        }
        Refused::Mismatch => {
            // The status that tus gives to a checksum that does not fit.
            let status = StatusCode::from_u16(460).unwrap_or(StatusCode::CONFLICT);
            said(status, "blob_mismatch", "What arrived is not what its SHA-256 says. Begin anew.".into())
        }
        Refused::Unreadable(fault) => {
            let words = format!("This is no photo that can be shown: {fault}.");
            said(StatusCode::UNPROCESSABLE_ENTITY, "photo_unreadable", words)
        }
        Refused::Io(error) => away(&error),
    }
}

/// The disk or the bucket does not do as it is told: whoever asks comes again.
fn away(error: &io::Error) -> Failure {
    tracing::error!(%error, "the files of photos cannot be reached");
    let words = "Head office cannot reach the files of photos; try again in a moment.";
    Failure::Refused(StatusCode::SERVICE_UNAVAILABLE, Refusal::new("files_away", words))
}

async fn file(hq: &Hq, photo: &Photo, form: &str) -> Result<Response, Failure> {
    let none = || Failure::not_found("The file of this photo has not arrived at head office.");
    let form = Form::parse(form).ok_or_else(|| Failure::not_found("There are original, large and thumb."))?;
    let (blobs, hash) = (hq.blobs.clone(), photo.sha256);
    let read = tokio::task::spawn_blocking(move || blobs.get(hash, form));
    let bytes = read.await?.map_err(|error| away(&error))?.ok_or_else(none)?;
    let media_type = if form == Form::Original { photo.media_type.as_str() } else { "image/jpeg" };
    // Browsers show no PDF in a sandbox; outside of one it could do more than show.
    let shown = if media_type == PhotoType::Pdf.as_str() { "attachment; filename=\"document.pdf\"" } else { "inline" };
    let about = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, shown),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((about, bytes).into_response())
}

//! The small picture of a photo whose file is still on the tablet: what a network that costs money carries meanwhile.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use tenon_domain::Refusal;

use super::super::Hq;
use super::super::failure::Failure;
use super::{away, photo, progress, read, sender};
use crate::blobs::THUMB_LIMIT;

/// Takes the small picture of a photo whose file has not arrived. It is shown until headquarters makes its own.
#[utoipa::path(put, path = "/v1/blobs/{hash}/{form}",
    params(("hash" = String, Path, description = "SHA-256 of the photo's file"), ("form" = String, Path, description = "thumb")),
    request_body(content = Vec<u8>, content_type = "image/jpeg", description = "A picture of at most 64 KiB"),
    responses(
        (status = 204, description = "It is kept, or not needed any more; Upload-Offset says how long it is"),
        (status = 404, description = "photo_unknown: no photo that this device is sent names the file"),
        (status = 413, description = "photo_too_large"),
        (status = 422, description = "photo_unreadable: it is no picture that can be shown"),
        (status = 503, description = "files_away")))]
pub(crate) async fn put_thumb(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path((hash, form)): Path<(String, String)>,
    picture: Bytes,
) -> Result<Response, Failure> {
    if form != "thumb" {
        return Err(Failure::not_found("Only the small picture, thumb, can be put here."));
    }
    let device = sender(&hq, &headers, "PUT", uri.path(), &picture).await?;
    let photo = photo(&hq, device, read(&hash)?).await?;
    let length = picture.len() as u64;
    if length > THUMB_LIMIT {
        let refusal = Refusal::photo_too_large(length, THUMB_LIMIT);
        return Err(Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal));
    }
    let blobs = hq.blobs.clone();
    let kept = tokio::task::spawn_blocking(move || blobs.put_sent_thumb(photo.sha256, &picture)).await?;
    if !kept.map_err(|error| away(&error))? {
        let refusal = Refusal::new("photo_unreadable", "This is no picture that can be shown.");
        return Err(Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, refusal));
    }
    Ok(progress(StatusCode::NO_CONTENT, length, None))
}

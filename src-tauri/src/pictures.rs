//! Pictures by content hash, as addresses that an `<img>` can load.

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};
use tenon_tablet::Picture;

use crate::opened::Opened;

/// `picture://localhost/HASH`, on Windows and Android `http://picture.localhost/HASH`.
pub(crate) const SCHEME: &str = "picture";

/// Answers with the picture that the path names.
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands a protocol its request like this")]
pub(crate) fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let tablet = context.app_handle().state::<Opened>().tablet().cloned();
    let hash = request.uri().path().trim_start_matches('/').to_owned();
    tauri::async_runtime::spawn(async move {
        let picture = match tablet {
            Some(tablet) => tablet.picture(&hash).await,
            None => None,
        };
        responder.respond(answer(picture));
    });
}

/// What a hash names never changes. A picture may be a drawing (SVG): it shall draw and do nothing else.
fn answer(picture: Option<Picture>) -> Response<Vec<u8>> {
    let built = match picture {
        Some(picture) => Response::builder()
            .header(header::CONTENT_TYPE, picture.media_type)
            .header(header::CACHE_CONTROL, "max-age=31536000, immutable")
            .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .body(picture.bytes),
        None => Response::builder().status(StatusCode::NOT_FOUND).body(Vec::new()),
    };
    // Only a media type that is no header value can fail here.
    built.unwrap_or_else(|_| Response::new(Vec::new()))
}

//! The console's files, from the folder of the built UI.

use std::path::PathBuf;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

/// Serves `ui`, with the console as its start page.
pub(super) fn site(ui: Option<PathBuf>) -> Router {
    let Some(ui) = ui else {
        return Router::new().fallback(|| async {
            (StatusCode::NOT_FOUND, "Nothing here. Start with --ui FOLDER to serve the console.\n")
        });
    };
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/hq.html") }))
        .route("/{*path}", get(move |Path(path): Path<String>| file(ui.clone(), path)))
}

async fn file(ui: PathBuf, path: String) -> Response {
    // Names only: no dots that climb, no absolute paths, no drive letters.
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']));
    if !plain {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(ui.join(&path)).await {
        Ok(bytes) => {
            let policy =
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
            let headers = [
                (header::CONTENT_TYPE, media_type(&path)),
                (header::CONTENT_SECURITY_POLICY, policy),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (
                    header::CACHE_CONTROL,
                    if path.starts_with("assets/") { "max-age=31536000, immutable" } else { "no-cache" },
                ),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

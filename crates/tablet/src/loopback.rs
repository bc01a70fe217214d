//! The same screens on a loopback address, for machines without a display and for tests: `submit`, `query`, photos, events
//! and pictures, for whoever holds the key that is printed at the start.
//!
//! A web page from elsewhere must not reach the tablet through the browser: the address must be a loopback one, `Host`
//! must name it (no DNS rebinding), and the key travels in a cookie that other sites cannot make the browser send.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Redirect, Response, Sse};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::HEXLOWER;
use futures_util::Stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::broadcast::error::RecvError;

use crate::queries::QueryError;
use crate::tablet::Topic;
use crate::{Network, PhotoKept, Submission, Submitted, Tablet};

const COOKIE: &str = "tenon_tablet";
/// For every file of the screens. Codes are read by WebAssembly, in a worker whose own file carries this too.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; \
                      style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/// A photo that is a little too large is refused with words, anything longer without.
const PHOTO_BODY_LIMIT: usize = 64 * 1024 * 1024;

struct Door {
    tablet: Tablet,
    key: String,
    host: String,
    ui: PathBuf,
}

/// A server that is ready to run.
pub struct Loopback {
    listener: TcpListener,
    door: Arc<Door>,
}

impl Loopback {
    /// Listens on `address`, which must be a loopback one, and serves the built UI in `ui`.
    pub async fn bind(tablet: Tablet, address: SocketAddr, ui: PathBuf) -> std::io::Result<Self> {
        if !address.ip().is_loopback() {
            return Err(std::io::Error::other(format!("{address} is not a loopback address")));
        }
        let listener = TcpListener::bind(address).await?;
        let host = listener.local_addr()?.to_string();
        let key = HEXLOWER.encode(&rand::random::<[u8; 16]>());
        Ok(Self { listener, door: Arc::new(Door { tablet, key, host, ui }) })
    }

    /// The address to open, with the key in it.
    pub fn url(&self) -> String {
        format!("http://{}/?key={}", self.door.host, self.door.key)
    }

    /// Serves until the program ends.
    pub async fn serve(self) -> std::io::Result<()> {
        let inside = Router::new()
            .route("/api/submit", post(submit))
            .route("/api/query", post(query))
            .route("/api/photos", post(keep_photo).layer(DefaultBodyLimit::max(PHOTO_BODY_LIMIT)))
            .route("/api/network", post(network))
            .route("/api/events", get(events))
            .route("/pictures/{hash}", get(picture))
            .route("/{*path}", get(file))
            .layer(from_fn_with_state(Arc::clone(&self.door), guard));
        let app = Router::new().route("/", get(enter)).merge(inside).with_state(self.door);
        axum::serve(self.listener, app).await
    }
}

#[derive(Deserialize)]
struct Entry {
    key: Option<String>,
}

/// The start page; with the key in the address it hands out the cookie and hides the key again.
async fn enter(State(door): State<Arc<Door>>, headers: HeaderMap, Query(entry): Query<Entry>) -> Response {
    if host_is_foreign(&door, &headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match entry.key {
        Some(key) if key == door.key => {
            let cookie = format!("{COOKIE}={key}; HttpOnly; SameSite=Strict; Path=/");
            ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
        }
        _ if holds_key(&door, &headers) => file(State(door), Path("index.html".to_owned())).await,
        _ => (StatusCode::FORBIDDEN, "Open the address that was printed when this tablet started.\n").into_response(),
    }
}

fn host_is_foreign(door: &Door, headers: &HeaderMap) -> bool {
    headers.get(header::HOST).is_none_or(|host| host.as_bytes() != door.host.as_bytes())
}

fn holds_key(door: &Door, headers: &HeaderMap) -> bool {
    let cookies = headers.get(header::COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    cookies
        .split(';')
        .any(|cookie| cookie.trim().strip_prefix(COOKIE).and_then(|rest| rest.strip_prefix('=')) == Some(&door.key))
}

async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    if host_is_foreign(&door, request.headers()) || !holds_key(&door, request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

async fn submit(
    State(door): State<Arc<Door>>,
    Json(submission): Json<Submission>,
) -> Result<Json<Submitted>, StatusCode> {
    let submitted = tokio::task::spawn_blocking(move || door.tablet.submit(&submission)).await;
    submitted.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn keep_photo(State(door): State<Arc<Door>>, bytes: Bytes) -> Result<Json<PhotoKept>, StatusCode> {
    let kept = tokio::task::spawn_blocking(move || door.tablet.keep_photo(&bytes)).await;
    kept.map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn network(State(door): State<Arc<Door>>, Json(network): Json<Network>) -> StatusCode {
    match tokio::task::spawn_blocking(move || door.tablet.set_network(network)).await {
        Ok(Ok(())) => StatusCode::NO_CONTENT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Deserialize)]
struct Question {
    name: String,
    #[serde(default)]
    args: Value,
}

async fn query(State(door): State<Arc<Door>>, Json(question): Json<Question>) -> Response {
    let answered = tokio::task::spawn_blocking(move || door.tablet.query(&question.name, question.args)).await;
    match answered {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(error @ (QueryError::Unknown(_) | QueryError::Arguments { .. }))) => {
            (StatusCode::BAD_REQUEST, Json(json!({ "message": error.to_string() }))).into_response()
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "a query has no answer");
            (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "message": error.to_string() }))).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn events(State(door): State<Arc<Door>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = futures_util::stream::unfold(door.tablet.changes(), |mut receiver| async move {
        let topics = match receiver.recv().await {
            Ok(topic) => vec![topic],
            Err(RecvError::Lagged(_)) => vec![Topic::Rows, Topic::Sync, Topic::Catalog, Topic::Pictures],
            Err(RecvError::Closed) => return None,
        };
        let event = Event::default().data(json!({ "topics": topics }).to_string());
        Some((Ok(event), receiver))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

async fn picture(State(door): State<Arc<Door>>, Path(hash): Path<String>) -> Response {
    match door.tablet.picture(&hash).await {
        Some(picture) => {
            let headers = [
                (header::CONTENT_TYPE, picture.media_type.as_str()),
                (header::CACHE_CONTROL, "max-age=31536000, immutable"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
            ];
            (headers, picture.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn file(State(door): State<Arc<Door>>, Path(path): Path<String>) -> Response {
    // Names only: no dots that climb, no absolute paths, no drive letters.
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']));
    if !plain {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read(door.ui.join(&path)).await {
        Ok(bytes) => {
            let headers = [(header::CONTENT_TYPE, media_type(&path)), (header::CONTENT_SECURITY_POLICY, POLICY)];
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
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

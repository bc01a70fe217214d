//! A website on a port of its own.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream;
use tenon_store::catalog::content_hash;

#[derive(Default)]
struct Shelf {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: AtomicUsize,
}

/// See the module.
pub(super) struct Website {
    shelf: Arc<Shelf>,
    base: String,
}

impl Website {
    pub(super) async fn open() -> Self {
        let shelf = Arc::new(Shelf::default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new()
            .route("/{*name}", get(file))
            .route("/status/{code}", get(|Path(code): Path<u16>| async move { StatusCode::from_u16(code).unwrap() }))
            .route("/loop/{at}", get(|Path(at): Path<String>| async move { Redirect::to(&format!("/loop/{at}a")) }))
            .route("/cut/off", get(cut))
            .with_state(Arc::clone(&shelf));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { shelf, base }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// Gives `bytes` as the file `name` from now on; answers its address.
    pub(super) fn gives(&self, name: &str, bytes: &[u8]) -> String {
        self.shelf.files.lock().unwrap().insert(name.to_owned(), bytes.to_vec());
        self.url(name)
    }

    /// How often a file was asked for.
    pub(super) fn asked(&self) -> usize {
        self.shelf.asked.load(Ordering::SeqCst)
    }
}

async fn file(State(shelf): State<Arc<Shelf>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    shelf.asked.fetch_add(1, Ordering::SeqCst);
    let Some(bytes) = shelf.files.lock().unwrap().get(&name).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", content_hash(&bytes));
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    // What it says its files are is of no use.
    ([(header::ETAG, etag.as_str()), (header::CONTENT_TYPE, "text/plain")], bytes).into_response()
}

/// Announces more than it gives.
async fn cut() -> Response {
    let pieces = stream::iter([Ok(vec![0xFF_u8, 0xD8, 0xFF]), Err(std::io::Error::other("the cable is cut"))]);
    ([(header::CONTENT_LENGTH, "1000")], Body::from_stream(pieces)).into_response()
}

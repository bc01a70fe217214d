//! `GET /v1/feed.xml`, `GET /v1/products/{id}`, `GET /v1/feed/pictures/{hash}`: the catalog for the website. What stands
//! here is what the website shows to everybody, so nobody has to prove who asks.

use std::io::{self, Write};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use tenon_domain::Uuid;
use tenon_store::catalog::Catalog;
use tokio::sync::mpsc;

use super::Hq;
use super::failure::Failure;
use super::gate::busy;
use crate::feed::{Terms, jsonld, write};
use crate::now_ms;

/// Bytes that are sent at a time, and pieces that may wait for a slow reader.
const PIECE: usize = 64 * 1024;
const WAITING: usize = 4;

/// Which products.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Of {
    /// Only those of the merchant with this short name.
    merchant: Option<String>,
}

/// The catalog as a Google Merchant feed.
#[utoipa::path(get, path = "/v1/feed.xml", params(Of), responses(
    (status = 200, description = "RSS 2.0 with Google's attributes", content_type = "application/rss+xml"),
    (status = 404, description = "No catalog is published yet"),
    (status = 429, description = "too_busy: four feeds are being read already")))]
pub(super) async fn feed(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(of): Query<Of>,
) -> Result<Response, Failure> {
    if hq.catalog.version().is_none() {
        return Err(Failure::not_found("Head office has published no catalog yet."));
    }
    let Some(place) = hq.gates.feed() else { return Ok(busy()) };
    let (sender, receiver) = mpsc::channel(WAITING);
    let (dir, base) = (hq.catalog.dir(), base(&headers));
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let pieces = Pieces { sender: sender.clone(), piece: Vec::with_capacity(PIECE) };
        let written = write(&dir, pieces, &base, of.merchant.as_deref(), now_ms());
        if let Err(error) = written {
            // The reader sees the cut; whether it went away or the catalog failed, the log says.
            tracing::warn!(%error, "the feed was not written to its end");
            let _ = sender.blocking_send(Err(io::ErrorKind::BrokenPipe.into()));
        }
    });
    let body = stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|piece| (piece, receiver)));
    Ok(([(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8")], Body::from_stream(body)).into_response())
}

/// A product as schema.org JSON-LD.
#[utoipa::path(get, path = "/v1/products/{id}",
    params(("id" = String, Path, description = "The product's identifier; may end with .jsonld")),
    responses((status = 200, description = "A Product or a ProductGroup", content_type = "application/ld+json"),
        (status = 404, description = "There is no such product")))]
pub(super) async fn product(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let unknown = || Failure::not_found("There is no such product.");
    let id = Uuid::parse_str(id.strip_suffix(".jsonld").unwrap_or(&id)).map_err(|_| unknown())?;
    if hq.catalog.version().is_none() {
        return Err(unknown());
    }
    let (dir, base) = (hq.catalog.dir(), base(&headers));
    let node = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let catalog = Catalog::open(&dir)?;
        let Some(product) = catalog.stored(id)? else { return Ok(None) };
        let pictures = format!("{base}/v1/feed/pictures/");
        let sheet = catalog.product(id, now_ms())?;
        let terms = Terms { sheet: sheet.as_ref(), now_ms: now_ms(), pictures: &pictures };
        Ok(Some(jsonld(&product, &terms).to_string()))
    });
    let node = node.await??.ok_or_else(unknown)?;
    Ok(([(header::CONTENT_TYPE, "application/ld+json")], node).into_response())
}

/// A picture of the feed by its content hash.
#[utoipa::path(get, path = "/v1/feed/pictures/{hash}", params(("hash" = String, Path, description = "SHA-256, lower-case hex")),
    responses((status = 200, description = "The picture"), (status = 404, description = "There is no such picture")))]
pub(super) async fn picture(State(hq): State<Arc<Hq>>, Path(hash): Path<String>) -> Result<Response, Failure> {
    let shared = Arc::clone(&hq);
    let picture = tokio::task::spawn_blocking(move || shared.catalog.stored_picture(&hash));
    let picture = picture.await??.ok_or_else(|| Failure::not_found("There is no such picture."))?;
    let for_ever = [
        (header::CONTENT_TYPE, picture.media_type.as_str()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((for_ever, picture.bytes).into_response())
}

/// The address under which the asker knows this server.
fn base(headers: &HeaderMap) -> String {
    let get = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = get("x-forwarded-proto").filter(|scheme| *scheme == "https").unwrap_or("http");
    format!("{scheme}://{}", get("x-forwarded-host").or(get("host")).unwrap_or("localhost"))
}

/// Sends what is written, piece by piece, and waits while the reader is slow.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.piece));
        self.sender.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

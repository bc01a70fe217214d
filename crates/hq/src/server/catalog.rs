//! `GET /v1/catalog/…`, `GET /v1/pictures/…`: the published catalog, as a snapshot to begin with and as changes after.

use std::path::{Path as FsPath, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ed25519_dalek::SigningKey;
use serde::Deserialize;
use tenon_domain::{Refusal, Uuid};
use tenon_store::catalog::snapshot::{self, Built, Manifest};
use tenon_store::catalog::{Catalog, CategoryCount, Cursor, Error as CatalogError, Folder, Master, Picture};
use tokio::sync::Notify;

use super::failure::Failure;
use super::packing::Packing;
use super::{Hq, device_auth};
use crate::keys::Keys;

/// Products on one page of changes.
const PAGE: u32 = 2_000;
/// How long a request waits for the first snapshot to be made; a tablet waits a minute for an answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Largest piece of a snapshot in one answer; a tablet asks for the next by its range.
const PIECE: usize = 32 * 1024 * 1024;

/// The categories that there are, by path; none before the first catalog.
pub(super) async fn categories(hq: &Hq) -> Result<Vec<CategoryCount>, Failure> {
    let dir = hq.catalog.dir();
    let read = tokio::task::spawn_blocking(move || match Catalog::open(&dir) {
        Ok(catalog) => catalog.categories(),
        Err(CatalogError::Missing(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    });
    Ok(read.await??)
}

/// The catalog, opened for serving.
pub struct Shelf {
    pub(super) master: Mutex<Master>,
    /// For prices, beside whoever writes.
    pub(super) reader: Mutex<Catalog>,
    snapshots: PathBuf,
    packing: Arc<Packing>,
    version: AtomicI64,
    key: SigningKey,
    pictures: Folder,
    imported: Notify,
}

impl Shelf {
    /// Opens the catalog of the data folder `dir`.
    pub(super) fn open(dir: &FsPath, keys: &Keys) -> anyhow::Result<Self> {
        let master = Master::open(&dir.join("catalog"))?;
        let version = master.status()?.version;
        Ok(Self {
            pictures: master.pictures(),
            imported: Notify::new(),
            master: Mutex::new(master),
            reader: Mutex::new(Catalog::open(&dir.join("catalog"))?),
            snapshots: dir.join("snapshots"),
            packing: Arc::default(),
            version: AtomicI64::new(version),
            key: keys.hq.clone(),
        })
    }

    /// The published version; none before the first.
    pub fn version(&self) -> Option<i64> {
        Some(self.version.load(Ordering::Relaxed)).filter(|version| *version > 0)
    }

    /// Where the catalog lies.
    pub(super) fn dir(&self) -> PathBuf {
        self.master.lock().unwrap_or_else(PoisonError::into_inner).dir().to_owned()
    }

    /// The stored picture with this hash.
    pub(super) fn stored_picture(&self, hash: &str) -> std::io::Result<Option<Picture>> {
        self.pictures.get(hash)
    }

    /// Wakes when another version is published.
    pub(super) fn imported(&self) -> &Notify {
        &self.imported
    }

    /// When the next address of a picture is due, UTC milliseconds.
    pub(super) fn next_picture_due(&self) -> Result<Option<i64>, CatalogError> {
        self.master.lock().unwrap_or_else(PoisonError::into_inner).next_picture_due()
    }

    /// Looks at the file; answers whether another version is published now.
    pub(super) fn look(&self) -> Result<bool, CatalogError> {
        let version = self.master.lock().unwrap_or_else(PoisonError::into_inner).status()?.version;
        let changed = self.version.swap(version, Ordering::Relaxed) != version;
        if changed {
            self.imported.notify_one();
        }
        Ok(changed)
    }

    /// The snapshot to begin with; none while the first is being made.
    async fn packed(&self, version: i64, patience: Duration) -> anyhow::Result<Option<Arc<Built>>> {
        let (dir, snapshots, key) = (self.dir(), self.snapshots.clone(), self.key.clone());
        // With a connection of its own: changes and prices go on meanwhile.
        let make = move || snapshot::build(&mut Master::open(&dir)?, &snapshots, &key);
        self.packing.get(version, patience, make).await
    }

    /// Begins to make the snapshot, so that the first tablet that asks does not wait.
    pub(super) async fn prepare(&self) {
        if let Some(version) = self.version() {
            let _ = self.packed(version, Duration::ZERO).await;
        }
    }
}

async fn current(hq: &Hq) -> Result<Arc<Built>, Failure> {
    let version = hq.catalog.version();
    let version = version.ok_or_else(|| Failure::not_found("Head office has published no catalog yet."))?;
    hq.catalog.packed(version, PATIENCE).await?.ok_or_else(|| {
        let words = "Head office is packing the catalog for new tablets; it comes by itself.";
        Failure::Refused(StatusCode::CONFLICT, Refusal::new("catalog_packing", words))
    })
}

/// What the snapshot is, signed by HQ.
#[utoipa::path(get, path = "/v1/catalog/manifest", responses(
    (status = 200, description = "A `Manifest`: version, products, sizes, hashes, signature"),
    (status = 404, description = "No catalog is published yet"),
    (status = 409, description = "catalog_packing: the first snapshot is being made, ask again")))]
pub(super) async fn manifest(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Json<Manifest>, Failure> {
    device_auth::active_device(&hq, &headers, "/v1/catalog/manifest").await?;
    Ok(Json(current(&hq).await?.manifest.clone()))
}

/// The snapshot's compressed file, or the part of it from a byte on.
#[utoipa::path(get, path = "/v1/catalog/snapshots/{version}",
    params(("version" = i64, Path, description = "As in the manifest"), ("range" = Option<String>, Header, description = "bytes=N-")),
    responses(
        (status = 200, description = "The whole file", content_type = "application/zstd"),
        (status = 206, description = "The file from byte N on"),
        (status = 404, description = "Another snapshot has taken its place: ask for the manifest again"),
        (status = 416, description = "The file is not that long")))]
pub(super) async fn snapshot(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path(version): Path<i64>,
) -> Result<Response, Failure> {
    device_auth::active_device(&hq, &headers, uri.path()).await?;
    let built = current(&hq).await?;
    let manifest = &built.manifest;
    if manifest.version != version {
        return Err(Failure::not_found("Another snapshot has taken its place: ask for the manifest again."));
    }
    let from = match headers.get(header::RANGE).map(|range| range.to_str().unwrap_or_default()) {
        None => 0,
        Some(range) => {
            let from = range.strip_prefix("bytes=").and_then(|range| range.strip_suffix('-'));
            from.and_then(|from| from.parse().ok())
                .ok_or_else(|| Failure::bad_request("The range must read bytes=N-."))?
        }
    };
    let total = manifest.compressed_bytes;
    if from >= total {
        let range = [(header::CONTENT_RANGE, format!("bytes */{total}"))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range).into_response());
    }
    let piece = read_from(built.path.clone(), from).await?;
    let status = if from == 0 && piece.len() as u64 == total { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
    let range = format!("bytes {from}-{}/{total}", from + piece.len() as u64 - 1);
    let headers = [(header::CONTENT_TYPE, "application/zstd".to_owned()), (header::CONTENT_RANGE, range)];
    Ok((status, headers, piece).into_response())
}

async fn read_from(path: PathBuf, from: u64) -> Result<Bytes, Failure> {
    use std::io::{Read, Seek, SeekFrom};
    let piece = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        file.take(PIECE as u64).read_to_end(&mut piece)?;
        Ok(piece)
    });
    Ok(Bytes::from(piece.await??))
}

/// Where a page of changes begins.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Since {
    /// The version that the tablet holds.
    from: i64,
    /// With `after_id`: the `next` of the page before.
    after_version: Option<i64>,
    /// With `after_version`: the `next` of the page before.
    #[param(value_type = Option<String>)]
    after_id: Option<Uuid>,
}

/// A page of changes since a version.
#[utoipa::path(get, path = "/v1/catalog/changes", params(Since), responses(
    (status = 200, description = "`Changes`, zstd-compressed JSON"),
    (status = 409, description = "catalog_gap: the version is unknown here, fetch the snapshot")))]
pub(super) async fn changes(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Query(since): Query<Since>,
) -> Result<Response, Failure> {
    let asked = uri.path_and_query().map_or("/v1/catalog/changes", |path| path.as_str());
    device_auth::active_device(&hq, &headers, asked).await?;
    let after = since.after_version.zip(since.after_id).map(|(version, id)| Cursor { version, id });
    let shared = Arc::clone(&hq);
    let page = tokio::task::spawn_blocking(move || {
        shared.catalog.master.lock().unwrap_or_else(PoisonError::into_inner).changes_since(since.from, after, PAGE)
    });
    let page = match page.await? {
        Err(CatalogError::DeltaGap { .. }) => {
            let refusal = Refusal::new("catalog_gap", "This version is unknown here: fetch the snapshot.");
            return Err(Failure::Refused(StatusCode::CONFLICT, refusal));
        }
        page => page?,
    };
    let packed = zstd::bulk::compress(&serde_json::to_vec(&page)?, 3)?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "zstd")];
    Ok((headers, packed).into_response())
}

/// A picture by its content hash.
#[utoipa::path(get, path = "/v1/pictures/{hash}", params(("hash" = String, Path, description = "SHA-256, lower-case hex")),
    responses((status = 200, description = "The picture"), (status = 404, description = "There is no such picture")))]
pub(super) async fn picture(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Path(hash): Path<String>,
) -> Result<Response, Failure> {
    device_auth::active_device(&hq, &headers, uri.path()).await?;
    let shared = Arc::clone(&hq);
    let picture = tokio::task::spawn_blocking(move || shared.catalog.stored_picture(&hash));
    let picture = picture.await??.ok_or_else(|| Failure::not_found("There is no such picture."))?;
    let for_ever = [
        (header::CONTENT_TYPE, picture.media_type.as_str()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    Ok((for_ever, picture.bytes).into_response())
}

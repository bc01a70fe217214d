//! `/v1/console/parity`: the website's feed against what tablets show, asked for by a clerk. One audit at a time; the
//! last one stays until the next, or until the server stops.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tenon_domain::Refusal;
use tenon_store::catalog::Catalog;
use tokio::sync::Semaphore;
use ts_rs::TS;

use super::Hq;
use super::console::clerk;
use super::failure::Failure;
use crate::now_ms;
use crate::parity::{self, Difference, Kind, Parity, Request, StaleTablet};

/// Bytes of a feed that is sent here at most; a larger one is fetched from its address, or audited on the command line.
pub(super) const FEED_LIMIT: usize = 256 * 1024 * 1024;
/// Differences and problems that a screen is given; the table has them all.
const SHOWN: usize = 500;
const PROBLEMS: usize = 50;
const NAME_LIMIT: usize = 500;

/// The last audit, and whether one runs.
pub(super) struct Audits {
    last: Mutex<Option<Arc<Audit>>>,
    running: Semaphore,
}

impl Default for Audits {
    fn default() -> Self {
        Self { last: Mutex::default(), running: Semaphore::new(1) }
    }
}

struct Audit {
    at_ms: i64,
    feed: String,
    hours: i64,
    parity: Parity,
}

/// How many differences of a kind there are.
#[derive(Debug, Serialize, TS)]
pub struct ParityCount {
    /// In what.
    pub kind: Kind,
    /// How many.
    pub count: u64,
}

/// Something of the feed that cannot be read.
#[derive(Debug, Serialize, TS)]
pub struct ParityProblem {
    /// Line in the feed.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

/// An audit: the website's feed against what tablets show. Counts are of offers, that is of variants.
#[derive(Debug, Serialize, TS)]
pub struct ConsoleParity {
    /// When it was made, UTC milliseconds.
    pub at_ms: i64,
    /// The feed's address or the file's name.
    pub feed: String,
    /// Hours after which a tablet's catalog counts as old.
    pub hours: i64,
    /// Offers on either side.
    pub offers: u64,
    /// Offers that are the same on both.
    pub agree: u64,
    /// The catalog's version.
    pub catalog_version: i64,
    /// Differences by kind, all of them.
    pub counts: Vec<ParityCount>,
    /// The first differences of each kind.
    pub differences: Vec<Difference>,
    /// Tablets whose catalog is old.
    pub stale_tablets: Vec<StaleTablet>,
    /// Places of the feed that cannot be read.
    pub unread: u64,
    /// The first of them.
    pub problems: Vec<ParityProblem>,
}

impl Audit {
    fn shown(&self) -> ConsoleParity {
        let Parity { offers, agree, catalog_version, counts, stale_tablets, differences, problems, .. } = &self.parity;
        let first = |kind: Kind| differences.iter().filter(move |one| one.kind == kind).take(SHOWN).cloned();
        ConsoleParity {
            at_ms: self.at_ms,
            feed: self.feed.clone(),
            hours: self.hours,
            offers: *offers,
            agree: *agree,
            catalog_version: *catalog_version,
            counts: counts.iter().map(|(kind, count)| ParityCount { kind: *kind, count: *count }).collect(),
            differences: counts.keys().flat_map(|kind| first(*kind)).collect(),
            stale_tablets: stale_tablets.clone(),
            unread: problems.len() as u64,
            problems: problems
                .iter()
                .take(PROBLEMS)
                .map(|one| ParityProblem { line: one.line, message: one.message.clone() })
                .collect(),
        }
    }
}

/// What is to be audited.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub(super) struct Asked {
    /// The feed's address; without one the feed is the request's body.
    address: Option<String>,
    /// The file's name, for people.
    name: Option<String>,
    /// The merchant whose goods the feed offers; without one, all goods of the catalog are to be there.
    merchant: Option<String>,
    /// ISO 4217 code for prices that carry none.
    currency: Option<String>,
    /// Tablets whose catalog is older than this many hours are named; 24 without it.
    hours: Option<i64>,
}

fn last(hq: &Hq) -> Option<Arc<Audit>> {
    hq.audits.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The last audit.
#[utoipa::path(get, path = "/v1/console/parity", responses(
    (status = 200, description = "A `ConsoleParity`, or null before the first"),
    (status = 401, description = "Nobody is signed in")))]
pub(super) async fn shown(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
) -> Result<Json<Option<ConsoleParity>>, Failure> {
    clerk(&hq, &headers).await?;
    Ok(Json(last(&hq).map(|audit| audit.shown())))
}

/// The last audit as CSV.
#[utoipa::path(get, path = "/v1/console/parity.csv", responses(
    (status = 200, description = "kind, source_id, sku, title, website, tablets", content_type = "text/csv"),
    (status = 401, description = "Nobody is signed in"), (status = 404, description = "There was no audit yet")))]
pub(super) async fn table(State(hq): State<Arc<Hq>>, headers: HeaderMap) -> Result<Response, Failure> {
    clerk(&hq, &headers).await?;
    let audit = last(&hq).ok_or_else(|| Failure::not_found("There was no audit since the server started."))?;
    // The mark at the head tells spreadsheets that it is UTF-8.
    let text = format!("\u{feff}{}", audit.parity.csv()?);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"parity.csv\""),
    ];
    Ok((headers, text).into_response())
}

/// Compares a feed with what tablets show.
#[utoipa::path(post, path = "/v1/console/parity", params(Asked),
    request_body(content = String, description = "The feed, in any format that imports know, unless `address` names it"),
    responses(
        (status = 200, description = "A `ConsoleParity`"), (status = 401, description = "Nobody is signed in"),
        (status = 409, description = "parity_running: another audit is under way"),
        (status = 413, description = "The feed is larger than 256 MiB"),
        (status = 422, description = "feed_unread: the feed cannot be fetched or read; facts.why says why")))]
pub(super) async fn audit(
    State(hq): State<Arc<Hq>>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
    body: Body,
) -> Result<Json<ConsoleParity>, Failure> {
    clerk(&hq, &headers).await?;
    if hq.catalog.version().is_none() {
        return Err(Failure::not_found("Head office has published no catalog yet."));
    }
    let Ok(_turn) = hq.audits.running.try_acquire() else {
        let refusal = Refusal::new("parity_running", "Another comparison is under way. Wait for it and look again.");
        return Err(Failure::Refused(StatusCode::CONFLICT, refusal));
    };
    let unread = |why: String| {
        let refusal = Refusal::new("feed_unread", format!("The feed cannot be read: {why}.")).text("why", why);
        Failure::Refused(StatusCode::UNPROCESSABLE_ENTITY, refusal)
    };
    let name: String = asked
        .address
        .as_ref()
        .or(asked.name.as_ref())
        .map_or_else(String::new, |name| name.chars().take(NAME_LIMIT).collect());
    let file = Scratch(hq.catalog.dir().join("audited-feed"));
    match &asked.address {
        Some(address) if address.starts_with("http://") || address.starts_with("https://") => {
            parity::fetch(address, &file.0).await.map_err(|error| unread(format!("{error:#}")))?;
        }
        Some(address) => return Err(unread(format!("{address:?} is no address that begins with http"))),
        None => receive(body, &file.0).await?,
    }
    let hours = asked.hours.unwrap_or(24).clamp(0, 24 * 365);
    let request = Request {
        merchant: asked.merchant.clone().unwrap_or_else(|| "main".to_owned()),
        only_merchant: asked.merchant.is_some(),
        currency: asked.currency.as_deref().map(str::to_uppercase),
        mapping: None,
        now_ms: now_ms(),
    };
    let (dir, feed) = (hq.catalog.dir(), name.clone());
    let (mut parity, status) = tokio::task::spawn_blocking(move || {
        let catalog = Catalog::open(&dir)?;
        let parity = parity::audit(&catalog, &[(feed, file.0.as_path())], &request);
        Ok::<_, tenon_store::catalog::Error>((parity, catalog.status()?))
    })
    .await??;
    let mut parity = match parity.as_mut() {
        Ok(parity) => std::mem::take(parity),
        Err(parity::Failure::Read(error)) => return Err(unread(error.to_string())),
        Err(error) => return Err(anyhow::anyhow!("{error}").into()),
    };
    let at_ms = now_ms();
    parity.stale_tablets = hq.database.read(move |conn| parity::stale_tablets(conn, &status, hours, at_ms)).await??;
    let audit = Arc::new(Audit { at_ms, feed: name, hours, parity });
    let shown = audit.shown();
    *hq.audits.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(audit);
    Ok(Json(shown))
}

/// Writes the request's body into a file.
async fn receive(body: Body, path: &Path) -> Result<(), Failure> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut pieces = body.into_data_stream();
    let mut bytes = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Failure::bad_request(format!("The feed broke off: {error}.")))?;
        bytes += piece.len();
        if bytes > FEED_LIMIT {
            let refusal = Refusal::new("too_large", "The feed is larger than 256 MiB. Give its address instead.");
            return Err(Failure::Refused(StatusCode::PAYLOAD_TOO_LARGE, refusal));
        }
        file.write_all(&piece)?;
    }
    file.flush()?;
    Ok(())
}

/// A file that goes away when it was read.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

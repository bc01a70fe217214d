//! `GET /healthz`, `GET /metrics`.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::Hq;
use super::failure::Failure;

/// Counters since the start of the process.
#[derive(Default)]
pub(super) struct Metrics {
    exchanges: AtomicU64,
    operations: AtomicU64,
}

impl Metrics {
    pub(super) fn exchange(&self, operations: usize) {
        self.exchanges.fetch_add(1, Ordering::Relaxed);
        self.operations.fetch_add(operations as u64, Ordering::Relaxed);
    }
}

/// Whether the database answers.
#[utoipa::path(get, path = "/healthz", responses((status = 200, body = String), (status = 500, description = "It does not")))]
pub(super) async fn health(State(hq): State<Arc<Hq>>) -> Result<&'static str, Failure> {
    hq.database.read(tenon_sync::hq::head).await??;
    Ok("ok")
}

/// Counters in Prometheus' text form.
#[utoipa::path(get, path = "/metrics", responses((status = 200, body = String)))]
pub(super) async fn metrics(State(hq): State<Arc<Hq>>) -> Result<impl IntoResponse, Failure> {
    let head = hq.database.read(tenon_sync::hq::head).await??;
    let mut text = String::new();
    let counters = [
        ("tenon_exchanges_total", "counter", hq.metrics.exchanges.load(Ordering::Relaxed)),
        ("tenon_operations_handed_in_total", "counter", hq.metrics.operations.load(Ordering::Relaxed)),
        ("tenon_commit", "counter", u64::try_from(head.n).unwrap_or(0)),
        ("tenon_generation", "gauge", u64::try_from(head.generation).unwrap_or(0)),
    ];
    for (name, kind, value) in counters {
        let _ = write!(text, "# TYPE {name} {kind}\n{name} {value}\n");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}

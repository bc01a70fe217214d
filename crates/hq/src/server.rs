//! The HTTP server.

mod audit;
mod blobs;
mod board;
mod calendars;
mod cards;
mod catalog;
mod console;
mod contacts;
mod crews;
mod customers;
mod device_auth;
mod exchange;
mod failure;
mod feed;
mod forms;
mod gate;
mod hints;
mod intake;
mod jobs;
mod leads;
mod metrics;
mod offers;
mod openapi;
mod packing;
mod papers;
mod pictures;
mod plan;
mod price;
mod sales;
mod sessions;
mod site;
mod sold;
mod waitlist;
mod watch;

use plan::plan_every_night;
pub use watch::watch_for_ever;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, head, post, put};
use tenon_domain::DeviceId;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::blobs::Blobs;
use crate::database::{Database, Target};
use crate::keys::Keys;
use crate::pictures::Reach;
use crate::plan::outlook::Outlook;
use crate::{administration, now_ms};

pub use audit::{ConsoleParity, ParityCount, ParityProblem};
pub(crate) use console::store_names;
pub use console::{ConsoleCase, ConsoleSession, ConsoleToday, DeviceRow, TodayRedemption};
pub use offers::{ConsoleOffers, OfferBook, OfferPlace};
pub use papers::ConsolePaper;

/// Largest request body, compressed.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// What every handler shares.
pub struct Hq {
    /// The rows.
    pub database: Database,
    /// HQ's private keys.
    pub keys: Keys,
    /// The published catalog.
    pub catalog: catalog::Shelf,
    /// The files of photos.
    pub blobs: Blobs,
    keeps_places: AtomicBool,
    unpacking: Semaphore,
    hints: Arc<hints::Hints>,
    intake: intake::Intake,
    contacts: contacts::Contacts,
    metrics: metrics::Metrics,
    audits: audit::Audits,
    gates: gate::Gates,
    outlook: Outlook,
}

impl Hq {
    /// Opens HQ on the data folder `dir`, with the files of photos at `blobs`.
    pub async fn open(dir: &Path, target: &Target, blobs: Blobs) -> Result<Arc<Self>> {
        let keys = Keys::open(dir)?;
        let database = Database::open(target)?;
        let public = keys.hq_public();
        let (known, _) = database
            .write(move |conn| tenon_store::hq::commit(conn, |commit| administration::ensure_console(commit, &public)))
            .await??;
        anyhow::ensure!(
            known == keys.hq_public(),
            "the keys in {} are not those that this database was founded with: give --data the folder of the server that \
             founded it",
            dir.display()
        );
        let catalog = catalog::Shelf::open(dir, &keys)?;
        blobs.clean()?;
        Ok(Arc::new(Self {
            database,
            keys,
            catalog,
            blobs,
            keeps_places: AtomicBool::new(false),
            unpacking: Semaphore::new(blobs::UNPACKING),
            hints: hints::Hints::over(target)?,
            intake: intake::Intake::default(),
            contacts: contacts::Contacts::default(),
            metrics: metrics::Metrics::default(),
            audits: audit::Audits::default(),
            gates: gate::Gates::default(),
            outlook: Outlook::default(),
        }))
    }
}

impl Hq {
    /// Keeps what the files of photos that arrive from now on say beside their pictures, such as where they were taken.
    pub fn keep_places(&self) {
        self.keeps_places.store(true, Ordering::Relaxed);
    }

    fn keeps_places(&self) -> bool {
        self.keeps_places.load(Ordering::Relaxed)
    }
}

/// Every route. `ui` is the folder of the built console, if it is served from here.
pub fn router(hq: &Arc<Hq>, ui: Option<PathBuf>) -> Router {
    Router::new()
        .route("/v1/enrol", post(exchange::enrol))
        .route("/v1/exchange", post(exchange::exchange))
        .route("/v1/hints", get(hints::hints))
        .route("/v1/catalog/manifest", get(catalog::manifest))
        .route("/v1/catalog/snapshots/{version}", get(catalog::snapshot))
        .route("/v1/catalog/changes", get(catalog::changes))
        .route("/v1/pictures/{hash}", get(catalog::picture))
        .route("/v1/feed.xml", get(feed::feed))
        .merge(photos())
        .merge(open(hq))
        .route("/v1/console/session", get(console::session).post(console::sign_in).delete(console::sign_out))
        .route("/v1/console/devices", get(console::devices))
        .route("/v1/console/today", get(console::today))
        .route("/v1/console/cases", get(console::cases))
        .route("/v1/console/cases/{id}/close", post(console::close_case))
        .route("/v1/console/board", get(board::shown))
        .route("/v1/console/plan", get(plan::planned))
        .route("/v1/console/plan/days", get(plan::days))
        .route("/v1/console/waitlist", get(waitlist::shown))
        .route("/v1/console/crews", get(crews::shown))
        .route("/v1/console/forms", get(forms::shown))
        .route("/v1/console/forms/trial", post(forms::tried).layer(DefaultBodyLimit::max(cards::BODY_LIMIT)))
        .route("/v1/console/jobs", get(jobs::on_day))
        .route("/v1/console/jobs/{id}", get(jobs::job))
        .route("/v1/console/orders", get(sales::orders))
        .route("/v1/console/orders/{id}", get(sales::order))
        .route("/v1/console/quotes", get(sales::quotes))
        .route("/v1/console/quotes/{version}/answer", post(sales::answer))
        .route("/v1/console/parity", get(audit::shown).post(audit::audit).layer(DefaultBodyLimit::disable()))
        .route("/v1/console/parity.csv", get(audit::table))
        .merge(offering())
        .route("/v1/console/cards", get(cards::shown))
        .route("/v1/console/cards/find", get(cards::find))
        .route("/v1/console/batches/{id}/cards.csv", get(cards::table))
        .route("/v1/console/batches/{id}/cards.pdf", get(cards::sheet))
        .route("/v1/console/operations", post(cards::operate).layer(DefaultBodyLimit::max(cards::BODY_LIMIT)))
        .merge(people())
        .route("/v1/console/events", get(console::events))
        .route("/v1/openapi.json", get(openapi::document))
        .route("/healthz", get(metrics::health))
        .route("/metrics", get(metrics::metrics))
        .fallback_service(site::site(ui))
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Arc::clone(hq))
}

/// What the website and calendars ask: all but the sale of cards and leads without signing in.
fn open(hq: &Arc<Hq>) -> Router<Arc<Hq>> {
    Router::new()
        .route("/v1/price", post(price::price).layer(DefaultBodyLimit::max(price::BODY_LIMIT)))
        .route("/v1/cards/sold", post(sold::sold).layer(DefaultBodyLimit::max(sold::BODY_LIMIT)))
        .route("/v1/leads", post(leads::received).layer(DefaultBodyLimit::max(leads::BODY_LIMIT)))
        .route("/v1/feed/pictures/{hash}", get(feed::picture))
        .route("/v1/products/{id}", get(feed::product))
        .route("/v1/calendars/{file}", get(calendars::feed))
        .route_layer(axum::middleware::from_fn_with_state(Arc::clone(hq), gate::looks))
}

/// The files of photos.
fn photos() -> Router<Arc<Hq>> {
    Router::new()
        .route("/v1/blobs", post(blobs::create).options(blobs::options))
        .route("/v1/blobs/{hash}", head(blobs::offset).patch(blobs::go_on))
        .layer(axum::middleware::map_response(blobs::speaks_tus))
        .route("/v1/blobs/{hash}/{form}", get(blobs::form).put(blobs::thumb::put_thumb))
        .route("/v1/console/blobs/{hash}/{form}", get(blobs::shown))
}

/// Customers, leads and calendars at the console.
fn people() -> Router<Arc<Hq>> {
    Router::new()
        .route("/v1/console/leads", get(leads::shown).post(leads::called))
        .route("/v1/console/papers", post(papers::read))
        .route("/v1/console/leads/table", post(leads::table).layer(DefaultBodyLimit::max(leads::TABLE_LIMIT)))
        .route("/v1/console/customers/find", post(customers::find))
        .route("/v1/console/customers/address", post(customers::address))
        .route("/v1/console/customers/{id}/copy.json", get(customers::copy))
        .route("/v1/console/customers/{id}/calendar", get(calendars::customer))
        .route("/v1/console/calendars", get(calendars::crews))
        .layer(DefaultBodyLimit::max(leads::BODY_LIMIT))
}

/// What clerks change about prices.
fn offering() -> Router<Arc<Hq>> {
    Router::new()
        .route("/v1/console/offers", get(offers::shown))
        .route("/v1/console/offers/preview", post(offers::preview))
        .route("/v1/console/promotions/{id}", put(offers::put))
        .route("/v1/console/promotions/{id}/end", post(offers::end))
        .route("/v1/console/authority", put(offers::put_authority))
        .layer(DefaultBodyLimit::max(offers::BODY_LIMIT))
}

/// Serves until a signal ends it; `pictures` says which servers are asked for products' pictures meanwhile, if any.
pub async fn serve(hq: Arc<Hq>, listener: TcpListener, ui: Option<PathBuf>, pictures: Option<Reach>) -> Result<()> {
    hq.judge(hq.database.read(tenon_store::hq::waiting_devices).await??).await?;
    let flushing = tokio::spawn(contacts::flush_for_ever(Arc::clone(&hq)));
    let watching = tokio::spawn(watch_for_ever(Arc::clone(&hq)));
    let planning = tokio::spawn(plan_every_night(Arc::clone(&hq)));
    hq.catalog.prepare().await;
    let fetching = pictures.map(|reach| tokio::spawn(pictures::fetch_for_ever(Arc::clone(&hq), reach)));
    let app = router(&hq, ui);
    let ended = tokio::select! {
        served = axum::serve(listener, app).into_future() => served.map_err(anyhow::Error::from),
        () = stop_signal() => Ok(()),
    };
    flushing.abort();
    watching.abort();
    planning.abort();
    fetching.inspect(tokio::task::JoinHandle::abort);
    contacts::flush(&hq).await;
    ended
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}

impl Hq {
    /// Judges what waits of `devices`: what a server received and did not judge before it stopped.
    async fn judge(&self, devices: Vec<DeviceId>) -> Result<()> {
        if devices.is_empty() {
            return Ok(());
        }
        tracing::info!(devices = devices.len(), at_ms = now_ms(), "judging what was left over");
        let changed = self.database.write(move |conn| tenon_sync::hq::judge_waiting(conn, &devices)).await??;
        self.hints.rows_changed(changed);
        Ok(())
    }
}

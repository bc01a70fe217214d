//! `bootstrap`: an empty tablet gets the catalog.
//!
//! Tenon's side is what a tablet does: a sync (rows, manifest, download, verification, installation, opening) and the
//! first search. The baseline is the least that a file costs: the same compressed file from a server that does nothing
//! else, with the same HTTP client, unpacked to the same disk and synced. HQ packs the file once for all tablets; that is
//! told apart.

use std::future::IntoFuture;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use axum::body::Bytes;
use axum::routing::get;
use serde_json::json;

use crate::place::{Ground, Headquarters, timed};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: usize = 5;

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "an empty tablet until its first search against download, unpacking and fsync of the same file";
    let mut table = Table::new("bootstrap", about);
    let home = ground.catalog()?;
    let hq = Headquarters::found(ground, home, 0)?;
    let dir = ground.folder()?;
    let first = hq.enrol(ground, &dir)?;
    // HQ packs when the first tablet asks, and tells it to come again.
    let (packing, packed) = timed(|| {
        ground.runtime.block_on(first.sync())?;
        await_snapshot(&hq.dir.join("snapshots"))
    })?;
    ground.runtime.block_on(first.sync())?;
    drop(first);
    let bytes = std::fs::metadata(&packed)?.len();

    let (plain_url, server) = ground.runtime.block_on(file_server(packed.clone()))?;
    let products = f64::from(u32::try_from(ground.products)?);
    let (mut wall, mut search, mut requests) = (Rounds::default(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let dir = ground.folder()?;
        let tablet = hq.enrol(ground, &dir)?;
        let (took, report) = timed(|| Ok(ground.runtime.block_on(tablet.sync())?))?;
        requests.push(f64::from(u32::try_from(report.requests)?));
        let (searched, answer) = timed(|| Ok(tablet.query("search", json!({ "text": "sofa", "limit": 20 }))?))?;
        ensure!(answer["hits"].as_array().is_some_and(|hits| !hits.is_empty()), "the first search finds nothing");
        search.push(searched);
        let plain_dir = ground.folder()?;
        let (plain, ()) = timed(|| ground.runtime.block_on(copy(&plain_url, &plain_dir)))?;
        wall.push(took + searched, plain);
        drop(tablet);
        std::fs::remove_dir_all(dir)?;
        std::fs::remove_dir_all(plain_dir)?;
    }
    server.abort();
    let mut rates = Rounds::default();
    wall.ours
        .iter()
        .zip(&wall.plain)
        .for_each(|(ours, plain)| rates.push(products / ours * 1e3, products / plain * 1e3));
    table.compare("until the first search", "ms", &wall);
    table.compare("products", "per second", &rates);
    table.tell("of that, the first search", "ms", &search);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    table.tell("on the wire", "bytes per product", &[bytes as f64 / products]);
    table.tell("requests", "in one sync", &requests);
    table.note(format!("HQ packed the file in {:.1} s.", packing / 1000.0));
    Ok(table)
}

/// The file that HQ packs.
/// Waits until HQ has packed its catalog into `dir`.
pub(crate) fn await_snapshot(dir: &Path) -> Result<PathBuf> {
    for _ in 0..36_000 {
        let files = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
        if let Some(packed) = files.into_iter().find(|path| {
            path.extension().is_some_and(|end| end == "zst")
                && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("catalog-"))
        }) {
            return Ok(packed);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("HQ packed no snapshot within an hour")
}

async fn file_server(path: PathBuf) -> Result<(String, tokio::task::JoinHandle<std::io::Result<()>>)> {
    let serve = move || {
        let path = path.clone();
        async move {
            let read = tokio::task::spawn_blocking(move || std::fs::read(path)).await;
            Bytes::from(read.ok().and_then(Result::ok).unwrap_or_default())
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let app = axum::Router::new().route("/", get(serve));
    Ok((url, tokio::spawn(axum::serve(listener, app).into_future())))
}

async fn copy(url: &str, dir: &Path) -> Result<()> {
    let packed = dir.join("packed");
    let mut file = std::fs::File::create(&packed)?;
    let mut response = reqwest::Client::new().get(url).send().await?.error_for_status()?;
    while let Some(chunk) = response.chunk().await? {
        file.write_all(&chunk)?;
    }
    let out = dir.join("unpacked");
    let unpack = move || -> Result<()> {
        let mut out = std::fs::File::create(out)?;
        zstd::stream::copy_decode(std::fs::File::open(packed)?, &mut out)?;
        Ok(out.sync_all()?)
    };
    tokio::task::spawn_blocking(unpack).await?
}

//! `prices`: a thousand products cost something else, and a tablet that is online has it.
//!
//! Time is from the moment at which another process begins to publish at headquarters until the tablet tells its screens
//! that the catalog changed: publishing, noticing, the hint, the exchange, the page of changes, applying it. The baseline
//! is what the news weighs plainly: the changed products as JSON, compressed like the page, asked for in the same round.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tenon_domain::catalog::Product;
use tenon_domain::pricing::Rate;
use tenon_hq::{demo, now_ms};
use tenon_store::catalog::{Catalog, Master, NewPrices};
use tenon_tablet::{Tablet, Topic, run_for_ever};

use crate::bootstrap::await_snapshot;
use crate::place::{Ground, Headquarters};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: i64 = 5;
/// Products that cost something else.
const CHANGED: usize = 1_000;
/// After which a tablet that is online is taken to have missed it.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "1,000 products cost something else; bytes against the changed products as JSON, compressed alike";
    let mut table = Table::new("prices", about);
    let home = ground.catalog()?;
    let hq = Headquarters::found(ground, home, 0)?;
    let folder = hq.dir.join("catalog");
    let (online, counting) = (ground.folder()?, ground.folder()?);
    let (online, counting) = (hq.enrol(ground, &online)?, hq.enrol(ground, &counting)?);
    // HQ packs when the first tablet asks, and tells it to come again.
    ground.runtime.block_on(online.sync())?;
    await_snapshot(&hq.dir.join("snapshots"))?;
    for tablet in [&online, &counting] {
        ground.runtime.block_on(tablet.sync())?;
    }
    let idle = ground.runtime.block_on(counting.sync())?.bytes_down;
    let watching = hq.watch(ground);
    let running = ground.runtime.spawn(run_for_ever(online.clone()));
    std::thread::sleep(Duration::from_secs(1));

    let merchant = demo::chain(1, now_ms()).merchants.first().context("nobody sells")?.code.clone();
    let products = some_of(&folder, &merchant)?;
    let variants: usize = products.iter().map(|product| product.variants.len()).sum();
    for by_import in [true, false] {
        let how = if by_import { "by an import" } else { "by a version of the price book" };
        let (mut took, mut each, mut line) = (Vec::new(), Rounds::default(), Vec::new());
        for round in 1..=ROUNDS {
            let changed = dearer(&products, round);
            let mut heard = online.changes();
            let began = Instant::now();
            publish(&folder, &merchant, &changed, by_import)?;
            wait(ground, &mut heard)?;
            took.push(began.elapsed().as_secs_f64() * 1000.0);
            let bytes = f64::from(u32::try_from(received(ground, &counting, idle)?)?);
            let plain = zstd::bulk::compress(&serde_json::to_vec(&changed)?, 3)?.len();
            #[expect(clippy::cast_precision_loss, reason = "some kilobytes over a thousand")]
            {
                each.push(bytes / changed.len() as f64, plain as f64 / changed.len() as f64);
                line.push(bytes / variants as f64);
            }
        }
        table.tell(format!("until a tablet has it, {how}"), "ms", &took);
        table.compare(format!("a product on the wire, {how}"), "bytes", &each);
        table.tell(format!("a variant on the wire, {how}"), "bytes", &line);
    }
    running.abort();
    watching.abort();
    table.note(format!(
        "{} products in the catalog, {} changed with {variants} variants.",
        ground.products,
        products.len()
    ));
    Ok(table)
}

/// Products of `merchant` from all over its catalog.
fn some_of(folder: &std::path::Path, merchant: &str) -> Result<Vec<Product>> {
    let mut products = Vec::new();
    let (mut seen, mut step) = (0_usize, 1);
    Catalog::open(folder)?.each_product(|product| {
        if product.merchant != merchant {
            return;
        }
        if seen.is_multiple_of(step) {
            products.push(product);
        }
        seen += 1;
        // Thinned out as they become many, so that memory stays small.
        if products.len() == 2 * CHANGED {
            let mut at = 0;
            products.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            step *= 2;
        }
    })?;
    products.truncate(CHANGED);
    ensure!(products.len() == CHANGED, "{merchant} has {} products only; ask for more with --products", products.len());
    Ok(products)
}

/// `products` with all their prices a little higher.
fn dearer(products: &[Product], round: i64) -> Vec<Product> {
    let mut changed = products.to_vec();
    for (product, at) in changed.iter_mut().zip(1_i64..) {
        let prices = product.variants.iter_mut().flat_map(|variant| &mut variant.prices);
        prices.for_each(|price| price.minor += 100 * (round * 7 + at % 13));
    }
    changed
}

/// Publishes the prices of `changed` as another process would.
fn publish(folder: &std::path::Path, merchant: &str, changed: &[Product], by_import: bool) -> Result<()> {
    let mut master = Master::open(folder)?;
    if by_import {
        let mut import = master.begin_import(merchant, "prices")?;
        changed.iter().try_for_each(|product| import.upsert(product).map(|_| ()))?;
        import.finish_part(now_ms())?;
        return Ok(());
    }
    let mut lines = Vec::new();
    for product in changed {
        for variant in &product.variants {
            let minor = variant.prices.first().map_or(0, |price| price.minor);
            lines.push((product.id, variant.id, Some(Rate::plain(minor))));
        }
    }
    let name = tenon_domain::Localized::new("调价", "New prices");
    master.publish_prices(&NewPrices { zone: None, name, from_ms: now_ms(), until_ms: None, lines }, now_ms())?;
    Ok(())
}

/// Waits until the tablet tells of a new catalog.
fn wait(ground: &Ground, heard: &mut tokio::sync::broadcast::Receiver<Topic>) -> Result<()> {
    ground.runtime.block_on(async {
        let told = async {
            loop {
                if matches!(heard.recv().await, Ok(Topic::Catalog)) {
                    return;
                }
            }
        };
        tokio::time::timeout(PATIENCE, told).await.context("the tablet heard nothing")
    })
}

/// Bytes that the changes are for `tablet`, beyond those of a sync that moves nothing.
fn received(ground: &Ground, tablet: &Tablet, idle: usize) -> Result<usize> {
    let bytes = ground.runtime.block_on(tablet.sync())?.bytes_down;
    bytes.checked_sub(idle).filter(|news| *news > 0).context("the tablet was sent no changes")
}

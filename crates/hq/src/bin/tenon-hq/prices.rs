//! `tenon-hq prices`: the price book, seen and changed.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};
use chrono::DateTime;
use chrono_tz::Tz;
use serde_json::json;
use tenon_domain::Localized;
use tenon_domain::entities::Store;
use tenon_domain::pricing::BookVersion;
use tenon_hq::{now_ms, prices};
use tenon_store::catalog::{Catalog, NewPrices};
use tenon_store::{Schema, SqlRows};

use super::{Cli, connect, file_name, master, tell};

/// What is to be published.
#[derive(clap::Args)]
pub(super) struct Args {
    /// CSV with columns sku and price; also minimum, width_mm, height_mm. An empty price gives the line back.
    file: Option<PathBuf>,
    /// The price zone; without one the prices hold in the whole chain.
    #[arg(long)]
    zone: Option<String>,
    /// The first moment: 2026-12-05, 2026-12-05 08:00 on the stores' clocks, or RFC 3339. Now, if not given.
    #[arg(long, value_name = "WHEN")]
    valid_from: Option<String>,
    /// The first moment after, written alike. Until a later version, if not given.
    #[arg(long, value_name = "WHEN")]
    valid_to: Option<String>,
    /// What people call the version, in Chinese or English.
    #[arg(long, default_value = "")]
    name: String,
}

pub(super) fn run(cli: &Cli, args: &Args) -> Result<bool> {
    let stores = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<Store>()?;
    let clock = clock(&stores)?;
    let Some(path) = &args.file else { return list(cli, clock) };
    let zones: Vec<&str> = stores.iter().filter_map(|store| store.zone.as_deref()).collect();
    if let Some(zone) = args.zone.as_deref().filter(|zone| !zones.contains(zone)) {
        anyhow::bail!("no store is in the price zone {zone:?}; stores are in: {}", zones.join(", "));
    }
    let text = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let text = String::from_utf8(text).with_context(|| format!("{} is not UTF-8; save it as such", path.display()))?;
    let now = now_ms();
    let moment = |said: &Option<String>| said.as_deref().map(|said| prices::moment(said, clock)).transpose();
    let (from_ms, until_ms) = (moment(&args.valid_from)?.unwrap_or(now), moment(&args.valid_to)?);
    let mut master = master(cli)?;
    let file = prices::read(&text, &Catalog::open(master.dir())?)?;
    if !file.problems.is_empty() || file.lines.is_empty() {
        let name = file_name(path);
        let problem = |one: &prices::PriceProblem| json!({ "file": name, "line": one.line, "code": one.code, "message": one.message });
        let mut words = format!("{name} was not published; nothing has changed.");
        for one in &file.problems {
            let _ = write!(words, "\n  line {}: {}", one.line, one.message);
        }
        if file.lines.is_empty() && file.problems.is_empty() {
            words += "\n  It has no line with a price.";
        }
        let problems: Vec<_> = file.problems.iter().map(problem).collect();
        tell(cli, &json!({ "version": null, "lines": 0, "problems": problems }), &words);
        return Ok(false);
    }
    let lines = file.lines.len();
    let name = Localized::new(args.name.clone(), args.name.clone());
    let new = NewPrices { zone: args.zone.clone(), name, from_ms, until_ms, lines: file.lines };
    let version = master.publish_prices(&new, now)?;
    let words = format!("{}\nTablets that are online have it in a moment.", described(&version, lines as u64, clock));
    let report =
        json!({ "version": version.number, "lines": lines, "from_ms": from_ms, "until_ms": until_ms, "problems": [] });
    tell(cli, &report, &words);
    Ok(true)
}

fn list(cli: &Cli, clock: Tz) -> Result<bool> {
    let master = master(cli)?;
    let base = master.base_book()?;
    let versions = master.price_versions()?;
    let mut words: Vec<String> = versions.iter().map(|(version, lines)| described(version, *lines, clock)).collect();
    words.push(format!("{base}: the imported prices, below all others"));
    let listed: Vec<_> =
        versions.iter().map(|(version, lines)| json!({ "version": version, "lines": lines })).collect();
    tell(cli, &json!({ "imported": base, "versions": listed }), &words.join("\n"));
    Ok(true)
}

fn described(version: &BookVersion, lines: u64, clock: Tz) -> String {
    let at = |ms: i64| {
        let time = DateTime::from_timestamp_millis(ms);
        time.map_or_else(|| ms.to_string(), |time| time.with_timezone(&clock).format("%Y-%m-%d %H:%M").to_string())
    };
    let zone = version.zone.as_deref().unwrap_or("the whole chain");
    let until = version.until_ms.map(|until| format!(" to {}", at(until))).unwrap_or_default();
    format!("{}: {lines} prices for {zone} from {}{until}  {}", version.number, at(version.from_ms), version.name.zh)
}

/// The clock that the chain's stores share.
fn clock(stores: &[Store]) -> Result<Tz> {
    let Some(first) = stores.first() else { return Ok(Tz::UTC) };
    let clock = first.time_zone.parse();
    clock.map_err(|_| anyhow::anyhow!("the time zone of {} cannot be read: {}", first.name.en, first.time_zone))
}

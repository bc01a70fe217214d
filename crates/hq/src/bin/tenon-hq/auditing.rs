//! `tenon-hq parity` and `tenon-hq export`.

use std::fmt::Write as _;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};
use tenon_hq::parity::{self, Parity, Request};
use tenon_hq::{feed, now_ms};
use tenon_store::catalog::Catalog;

use crate::importing::read_mapping;
use crate::{Cli, connect, say, tell};

#[derive(Args)]
pub(crate) struct ParityArgs {
    /// The website's feeds: files, or addresses that begin with http.
    #[arg(required = true)]
    feeds: Vec<String>,
    /// The merchant whose goods they offer; without it, all goods of the catalog are to be there.
    #[arg(long)]
    merchant: Option<String>,
    /// ISO 4217 code for prices that carry none.
    #[arg(long)]
    currency: Option<String>,
    /// For a table in no known format: a JSON file that says what its columns mean.
    #[arg(long, alias = "map")]
    mapping: Option<PathBuf>,
    /// Tablets whose catalog is older than this many hours are named.
    #[arg(long, default_value_t = 24)]
    hours: i64,
    /// Print the differences as CSV.
    #[arg(long)]
    csv: bool,
}

/// Compares website and tablets.
pub(crate) fn parity(cli: &Cli, args: &ParityArgs) -> Result<bool> {
    let catalog = Catalog::open(&cli.data.join("catalog"))?;
    let request = Request {
        merchant: args.merchant.clone().unwrap_or_else(|| "main".to_owned()),
        only_merchant: args.merchant.is_some(),
        currency: args.currency.as_deref().map(str::to_uppercase),
        mapping: args.mapping.as_deref().map(read_mapping).transpose()?,
        now_ms: now_ms(),
    };
    let fetched = cli.data.join("fetched-feeds");
    let mut paths: Vec<(String, PathBuf)> = Vec::new();
    for (at, feed) in args.feeds.iter().enumerate() {
        if feed.starts_with("http://") || feed.starts_with("https://") {
            std::fs::create_dir_all(&fetched)?;
            let path = fetched.join(at.to_string());
            tokio::runtime::Runtime::new()?.block_on(parity::fetch(feed, &path))?;
            paths.push((feed.clone(), path));
        } else {
            paths.push((feed.clone(), PathBuf::from(feed)));
        }
    }
    let feeds: Vec<(String, &Path)> = paths.iter().map(|(name, path)| (name.clone(), path.as_path())).collect();
    let audited = parity::audit(&catalog, &feeds, &request);
    if fetched.exists() {
        std::fs::remove_dir_all(&fetched)?;
    }
    let mut found = audited?;
    found.stale_tablets =
        parity::stale_tablets(connect(cli)?.as_mut(), &catalog.status()?, args.hours, request.now_ms)?;
    if args.csv {
        say(found.csv()?.trim_end());
    } else {
        tell(cli, &serde_json::to_value(&found)?, &in_words(&found));
    }
    Ok(true)
}

fn in_words(found: &Parity) -> String {
    let percent = found.share * 100.0;
    let mut words = format!("{} of {} offers agree ({percent:.1} %).", found.agree, found.offers);
    for (kind, count) in &found.counts {
        let _ = write!(words, "\n  {count} × {}", kind.as_str());
    }
    for one in &found.differences {
        let _ = write!(
            words,
            "\n  {:?} {} {}: website {:?}, tablets {:?}",
            one.kind, one.sku, one.title, one.website, one.tablets
        );
    }
    for tablet in &found.stale_tablets {
        let _ = write!(words, "\n  {} has an old catalog", tablet.name);
    }
    for problem in &found.problems {
        let _ = write!(words, "\n  {} line {}: {}", problem.file, problem.line, problem.message);
    }
    words
}

/// What can be exported.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum What {
    /// The catalog, for a website.
    Feed,
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FeedFormat {
    /// Google Merchant XML.
    Google,
    /// schema.org JSON-LD, one product on each line.
    Jsonld,
}

#[derive(Args)]
pub(crate) struct ExportArgs {
    /// What.
    what: What,
    /// How.
    #[arg(long, default_value = "google")]
    format: FeedFormat,
    /// Only this merchant's goods.
    #[arg(long)]
    merchant: Option<String>,
    /// The address under which the website reaches this server, for pictures.
    #[arg(long, default_value = "http://127.0.0.1:8787")]
    base: String,
}

/// Writes to standard output.
pub(crate) fn export(cli: &Cli, args: &ExportArgs) -> Result<bool> {
    let What::Feed = args.what;
    let out = BufWriter::new(std::io::stdout().lock());
    let (dir, merchant) = (cli.data.join("catalog"), args.merchant.as_deref());
    match args.format {
        FeedFormat::Google => feed::write(&dir, out, &args.base, merchant, now_ms())?,
        FeedFormat::Jsonld => feed::write_jsonld(&dir, out, &args.base, merchant, now_ms())?,
    }
    Ok(true)
}

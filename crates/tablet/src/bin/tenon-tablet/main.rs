//! A tablet without a screen: what the screens call, as commands.

mod scan;

use std::fmt::Write as _;
use std::io::{BufRead, Read, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use serde_json::{Value, json};
use tenon_domain::ops::AnyOperation;
use tenon_tablet::loopback::Loopback;
use tenon_tablet::{EnrolError, LinkError, Submission, SubmittedState, Tablet};

/// A Tenon tablet without a screen.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// The folder of the tablet's data.
    #[arg(long, global = true, default_value = "tablet-data")]
    data: PathBuf,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make this tablet a store's.
    Enrol {
        /// Address of head office, such as https://hq.example.com.
        #[arg(long)]
        hq: String,
        /// The one-use code from head office.
        #[arg(long)]
        code: String,
    },
    /// Exchange with head office until nothing is left to move.
    Sync,
    /// Fetch pictures ahead of use until their budget is spent, and say how full it is.
    Pictures {
        /// Megabytes that pictures may take on this tablet from now on.
        #[arg(long)]
        budget_mb: Option<u64>,
    },
    /// Whether the tablet is in touch, and what waits.
    Status,
    /// Check this tablet's data.
    Doctor,
    /// Search the catalog.
    Search {
        /// Words, pinyin, initials or a code.
        text: Option<String>,
        /// How many hits.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// A file with one query a line; one answer a line comes out.
        #[arg(long, conflicts_with = "text")]
        batch: Option<PathBuf>,
    },
    /// Perform and save an operation.
    Submit {
        /// A file with the operation, or a submission with a PIN; `-` or nothing: standard input.
        file: Option<PathBuf>,
    },
    /// Keep the file of a photo, so that `photo.add.v1` can name it.
    KeepPhoto {
        /// A JPEG, PNG or WebP.
        file: PathBuf,
    },
    /// Ask what a screen asks.
    Query {
        /// The query's name.
        name: String,
        /// A file with its arguments, or the arguments themselves.
        args: Option<String>,
    },
    /// Read the codes of a picture, or take a text as scanned: say what redeeming the card would give, read a slip in.
    Scan {
        /// A picture (PNG, JPEG, WebP, GIF), or the text that a scanner read.
        what: String,
        /// Only say what the codes are; needs no enrolled tablet.
        #[arg(long)]
        decode_only: bool,
    },
    /// Serve the screens on a loopback address.
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:0")]
        listen: SocketAddr,
        /// The folder of the built screens.
        #[arg(long, default_value = "ui/dist")]
        ui: PathBuf,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    match run(&cli).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            if cli.json {
                say(&json!({ "error": format!("{error:#}") }));
            }
            eprintln!("{error:#}");
            ExitCode::from(1)
        }
    }
}

/// Answers whether it went through; a refusal is said, not an error.
async fn run(cli: &Cli) -> Result<bool> {
    if let Command::Scan { what, decode_only: true } = &cli.command {
        return Ok(scan(cli, &scan::codes(what)?, None, None));
    }
    let tablet = Tablet::open(&cli.data).with_context(|| format!("{} cannot be opened", cli.data.display()))?;
    match &cli.command {
        Command::Enrol { hq, code } => match tenon_tablet::enrol(&tablet, hq, code).await {
            Ok(enrolled) => {
                let store = enrolled.store;
                tell(
                    cli,
                    &serde_json::to_value(&enrolled)?,
                    &format!("Enrolled as {} of store {store}.", enrolled.name),
                );
                Ok(true)
            }
            Err(EnrolError::Link(LinkError::Refused(refusal))) => {
                tell(cli, &json!({ "refusal": refusal }), &refusal.message);
                Ok(false)
            }
            Err(error) => Err(error.into()),
        },
        Command::Sync => sync(cli, &tablet).await,
        Command::Pictures { budget_mb } => pictures(cli, &tablet, *budget_mb).await,
        Command::Status => {
            let status = tablet.query("sync_status", Value::Null)?;
            let words = format!("{} waiting, {} for attention.", status["waiting"], status["attention"]);
            tell(cli, &status, &words);
            Ok(true)
        }
        Command::Doctor => doctor(cli, &tablet),
        Command::Search { text, limit, batch } => search(cli, &tablet, text.as_deref(), *limit, batch.as_ref()),
        Command::Submit { file } => submit(cli, &tablet, file.as_ref()),
        Command::KeepPhoto { file } => keep_photo(cli, &tablet, file),
        Command::Query { name, args } => {
            let args = match args {
                None => Value::Null,
                Some(args) if args.trim_start().starts_with(['{', '[', '"']) => serde_json::from_str(args)?,
                Some(file) => serde_json::from_str(&std::fs::read_to_string(file)?)?,
            };
            say(&tablet.query(name, args)?);
            Ok(true)
        }
        Command::Scan { what, .. } => {
            let codes = scan::codes(what)?;
            let card = scan::card(&tablet, &codes)?;
            let paper = scan::paper(&tablet, &codes)?;
            Ok(scan(cli, &codes, card.as_ref(), paper.as_ref()))
        }
        Command::Serve { listen, ui } => {
            let loopback = Loopback::bind(tablet.clone(), *listen, ui.clone()).await?;
            tell(cli, &json!({ "url": loopback.url() }), &format!("Open {}", loopback.url()));
            tokio::spawn(tenon_tablet::run_for_ever(tablet));
            tokio::select! {
                served = loopback.serve() => served?,
                () = stop_signal() => {}
            }
            Ok(true)
        }
    }
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        return;
    }
    let _ = interrupt.await;
}

fn say(value: &Value) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone away is no error of this program.
    let _ = writeln!(out, "{value}").and_then(|()| out.flush());
}

fn tell(cli: &Cli, value: &Value, words: &str) {
    if cli.json {
        say(value);
    } else {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{words}").and_then(|()| out.flush());
    }
}

/// Pictures that one `sync` fetches; `pictures` fetches all that find room.
const PICTURES_LIMIT: usize = 500;

async fn sync(cli: &Cli, tablet: &Tablet) -> Result<bool> {
    match tablet.sync().await {
        Ok(report) => {
            // What was moved is moved, whether or not pictures come.
            let photos = tablet.upload().await;
            let came = tablet.fetch_photos(PICTURES_LIMIT).await.unwrap_or_default();
            let fetched = tablet.prefetch(PICTURES_LIMIT).await.unwrap_or_default();
            let words = format!(
                "{} handed in, {} pulled; {} accepted, {} refused, {} in conflict, {} kept aside; {} waiting.",
                report.pushed,
                report.pulled,
                report.accepted,
                report.refused,
                report.conflicts,
                report.quarantined,
                report.waiting
            );
            let mut report = serde_json::to_value(&report)?;
            report["pictures"] = serde_json::to_value(fetched)?;
            report["photos"] = match photos {
                Ok(photos) => serde_json::to_value(photos)?,
                Err(error) => json!({ "error": error.to_string() }),
            };
            report["photos"]["fetched"] = json!(came);
            tell(cli, &report, &words);
            Ok(true)
        }
        Err(LinkError::Refused(refusal)) => {
            tell(cli, &json!({ "refusal": refusal }), &refusal.message);
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

async fn pictures(cli: &Cli, tablet: &Tablet, budget_mb: Option<u64>) -> Result<bool> {
    if let Some(megabytes) = budget_mb {
        tablet.pictures().set_budget(megabytes.saturating_mul(1024 * 1024));
    }
    let fetched = tablet.prefetch(usize::MAX).await;
    let status = tablet.pictures().status();
    let mut told = serde_json::to_value(status)?;
    let mut words = format!(
        "{} pictures in {} of {} MB; {} are asked for and not here.",
        status.pictures,
        status.bytes / (1024 * 1024),
        status.budget / (1024 * 1024),
        status.wanted
    );
    match fetched {
        Ok(fetched) => told["fetched"] = json!(fetched.fetched),
        Err(error) => {
            told["error"] = json!(error.to_string());
            let _ = write!(words, " No more came: {error}.");
        }
    }
    tell(cli, &told, &words);
    Ok(true)
}

fn doctor(cli: &Cli, tablet: &Tablet) -> Result<bool> {
    let problems = tablet.check()?;
    let words = if problems.is_empty() { "All is well.".to_owned() } else { problems.join("\n") };
    tell(cli, &json!({ "problems": problems }), &words);
    Ok(problems.is_empty())
}

fn search(cli: &Cli, tablet: &Tablet, text: Option<&str>, limit: u32, batch: Option<&PathBuf>) -> Result<bool> {
    let ask = |text: &str| tablet.query("search", json!({ "text": text, "limit": limit }));
    if let Some(batch) = batch {
        let file: Box<dyn Read> =
            if batch.as_os_str() == "-" { Box::new(std::io::stdin()) } else { Box::new(std::fs::File::open(batch)?) };
        for line in std::io::BufReader::new(file).lines() {
            say(&ask(&line?)?);
        }
        return Ok(true);
    }
    let answer = ask(text.unwrap_or_default())?;
    let mut words = format!("{} found", answer["total"]);
    for hit in answer["hits"].as_array().into_iter().flatten() {
        let title = &hit["title"];
        let title = title["en"].as_str().filter(|en| !en.is_empty()).or(title["zh"].as_str()).unwrap_or_default();
        let price = hit["price_minor"].as_i64().unwrap_or_default();
        let currency = hit["currency"].as_str().unwrap_or_default();
        let _ = write!(
            words,
            "\n{title}  {}.{:02} {currency}  {}",
            price / 100,
            price % 100,
            hit["sku"].as_str().unwrap_or_default()
        );
    }
    tell(cli, &answer, &words);
    Ok(true)
}

fn submit(cli: &Cli, tablet: &Tablet, file: Option<&PathBuf>) -> Result<bool> {
    let text = match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?,
        None => std::io::read_to_string(std::io::stdin())?,
    };
    let value: Value = serde_json::from_str(&text).context("the operation is not JSON")?;
    let submission = if value.get("op").is_some() {
        serde_json::from_value::<Submission>(value)
    } else {
        serde_json::from_value::<AnyOperation>(value).map(|op| Submission { op, pin: None, code: None })
    };
    let submission =
        submission.with_context(|| format!("this is no operation; there are: {:?}", AnyOperation::TAGS))?;
    let submitted = tablet.submit(&submission);
    let words = match &submitted.refusal {
        Some(refusal) => refusal.message.clone(),
        None => "Saved on this tablet.".to_owned(),
    };
    tell(cli, &serde_json::to_value(&submitted)?, &words);
    Ok(submitted.state != SubmittedState::Refused)
}

fn keep_photo(cli: &Cli, tablet: &Tablet, file: &PathBuf) -> Result<bool> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let kept = tablet.keep_photo(&bytes);
    let words = match (&kept.file, &kept.refusal) {
        (Some(file), _) => format!("Kept as {}.", file.sha256),
        (None, refusal) => refusal.as_ref().map(|refusal| refusal.message.clone()).unwrap_or_default(),
    };
    tell(cli, &serde_json::to_value(&kept)?, &words);
    Ok(kept.file.is_some())
}

fn scan(cli: &Cli, codes: &[scan::Code], card: Option<&Value>, paper: Option<&Value>) -> bool {
    let mut answer = json!({ "codes": codes, "card": card });
    if let Some(paper) = paper {
        answer["paper"] = paper.clone();
        let words = paper["refusal"]["message"].as_str().unwrap_or("Read in; it goes to head office from here.");
        tell(cli, &answer, words);
        return paper["refusal"].is_null();
    }
    tell(cli, &answer, &scan::words(codes, card));
    card.is_none_or(|card| card["verdict"] != "refused")
}

//! Headquarters: the server and its administration.

#[path = "tenon-hq/auditing.rs"]
mod auditing;
#[path = "tenon-hq/calendar.rs"]
mod calendar;
#[path = "tenon-hq/calendars.rs"]
mod calendars;
#[path = "tenon-hq/cards.rs"]
mod cards;
#[path = "tenon-hq/checklists.rs"]
mod checklists;
#[path = "tenon-hq/codes.rs"]
mod codes;
#[path = "tenon-hq/crews.rs"]
mod crews;
#[path = "tenon-hq/customers.rs"]
mod customers;
#[path = "tenon-hq/days_off.rs"]
mod days_off;
#[path = "tenon-hq/forms.rs"]
mod forms;
#[path = "tenon-hq/goodwill.rs"]
mod goodwill;
#[path = "tenon-hq/importing.rs"]
mod importing;
#[path = "tenon-hq/leads.rs"]
mod leads;
#[path = "tenon-hq/norms.rs"]
mod norms;
#[path = "tenon-hq/offers.rs"]
mod offers;
#[path = "tenon-hq/opening.rs"]
mod opening;
#[path = "tenon-hq/pictures.rs"]
mod pictures;
#[path = "tenon-hq/prices.rs"]
mod prices;
#[path = "tenon-hq/travel.rs"]
mod travel;
#[path = "tenon-hq/websites.rs"]
mod websites;
#[path = "tenon-hq/windows.rs"]
mod windows;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use auditing::{ExportArgs, ParityArgs};
use clap::{Parser, Subcommand};
use importing::ImportArgs;
use serde_json::{Value, json};
use tenon_domain::Id;
use tenon_domain::entities::Store;
use tenon_hq::blobs::Blobs;
use tenon_hq::database::Target;
use tenon_hq::keys::Keys;
use tenon_hq::pictures::Reach;
use tenon_hq::{administration, demo, now_ms, server};
use tenon_store::catalog::Master;
use tenon_store::{Connection, Schema, SqlRows, migrate};

/// Tenon's headquarters.
#[derive(Parser)]
#[command(version)]
struct Cli {
    /// The folder of head office's data.
    #[arg(long, global = true, default_value = "hq-data")]
    data: PathBuf,
    /// A PostgreSQL database instead of the embedded one: postgres://…, encrypted with ?sslmode=require or verify-full
    /// (authorities other than the system's: &sslrootcert=FILE). A URL with a password is better given as
    /// TENON_DATABASE, where other users of the machine do not see it.
    #[arg(long, global = true)]
    database: Option<String>,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve tablets and the console.
    Serve {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:8787")]
        listen: SocketAddr,
        /// The folder of the built console.
        #[arg(long)]
        ui: Option<PathBuf>,
        /// Keep what photos of jobs say beside their pictures, such as where they were taken; otherwise it is removed.
        #[arg(long)]
        keep_photo_places: bool,
        /// Keep the files of photos in this bucket of an S3-compatible store, s3://bucket/prefix, instead of the data folder.
        /// Keys and region are read from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, the address of another
        /// store than Amazon's from AWS_ENDPOINT_URL.
        #[arg(long)]
        bucket: Option<String>,
        #[command(flatten)]
        pictures: pictures::Serving,
    },
    /// Take in a catalog.
    Import(ImportArgs),
    /// Fetch the pictures that products name, and say which could not be taken and why.
    Pictures(pictures::Args),
    /// Replace the chain's synonyms, the words that stand for each other when shoppers search.
    Synonyms {
        /// A group a line, words or pairs of words separated by commas; an empty file takes all away.
        file: PathBuf,
    },
    /// Write the catalog for a website to standard output.
    Export(ExportArgs),
    /// Compare the website's feed with what tablets show.
    Parity(ParityArgs),
    /// Publish a file of prices as a version of the price book; without a file, list the versions.
    Prices(prices::Args),
    /// The promotions, seen and changed.
    Promotions {
        #[command(subcommand)]
        what: offers::Promotions,
    },
    /// Who may give how much discount by hand, seen and changed.
    Authority {
        #[command(subcommand)]
        what: offers::Authority,
    },
    /// Make the demonstration chain.
    Demo {
        /// How many products.
        #[arg(long, default_value_t = demo::PRODUCTS)]
        products: usize,
        /// The same seed makes the same chain.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Make a one-use code that enrols a tablet.
    Enrol {
        /// The store's identifier, or a part of its name.
        #[arg(long)]
        store: String,
    },
    /// List the stores.
    Stores,
    /// Privilege cards: made, found, taken back; without more, those that can be redeemed, with the text of their codes.
    Cards(cards::Args),
    /// The campaigns, seen and changed.
    Campaigns {
        #[command(subcommand)]
        what: cards::Campaigns,
    },
    /// Leads: taken in from a file, and how long a showroom may leave one lying.
    Leads {
        #[command(subcommand)]
        what: leads::Leads,
    },
    /// Customers: found, given a copy of what is kept of them, erased.
    Customers {
        #[command(subcommand)]
        what: customers::Customers,
    },
    /// What the managers of a store may let pass in a month, seen and laid down; and what they did this month.
    Goodwill(goodwill::Args),
    /// Which kinds of jobs a crew begins with the customer's code.
    Codes(codes::Args),
    /// The holidays of each year and the working days swapped for them.
    Calendar {
        #[command(subcommand)]
        what: calendar::Calendar,
    },
    /// The address at which a crew or a customer subscribes to their appointments.
    Calendars(calendars::Args),
    /// Crews and when they work.
    Crews {
        #[command(subcommand)]
        what: crews::Crews,
    },
    /// Areas that crews drive to, and the ways between them.
    Travel {
        /// What.
        #[command(subcommand)]
        what: travel::Travel,
    },
    /// How long visits take, and how many minutes a work unit has.
    Norms {
        /// What.
        #[command(subcommand)]
        what: norms::Norms,
    },
    /// How much crews can do, and what is promised of it.
    Windows {
        #[command(subcommand)]
        what: windows::Windows,
    },
    /// Checklists of jobs, seen and laid down.
    Checklist {
        #[command(subcommand)]
        what: checklists::Checklists,
    },
    /// Measurement forms, seen and laid down.
    Forms {
        #[command(subcommand)]
        what: forms::Forms,
    },
    /// The keys of websites and call centres that sell cards and hand in leads.
    Keys {
        #[command(subcommand)]
        what: websites::Keys,
    },
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    match run(&cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            if cli.json {
                say(&json!({ "error": format!("{error:#}") }).to_string());
            }
            eprintln!("{error:#}");
            ExitCode::from(1)
        }
    }
}

fn run(cli: &Cli) -> Result<bool> {
    std::fs::create_dir_all(&cli.data).with_context(|| format!("{} cannot be made", cli.data.display()))?;
    match &cli.command {
        Command::Serve { listen, ui, keep_photo_places, bucket, pictures } => {
            serve(cli, *listen, ui.clone(), *keep_photo_places, bucket.as_deref(), pictures.reach())
        }
        Command::Import(args) => importing::import(cli, args),
        Command::Pictures(args) => pictures::run(cli, args),
        Command::Synonyms { file } => put_synonyms(cli, file),
        Command::Export(args) => auditing::export(cli, args),
        Command::Parity(args) => auditing::parity(cli, args),
        Command::Prices(args) => prices::run(cli, args),
        Command::Promotions { what } => offers::promotions(cli, what),
        Command::Authority { what } => offers::authority(cli, what),
        Command::Demo { products, seed } => make_demo(cli, *products, *seed),
        Command::Enrol { store } => enrol(cli, store),
        Command::Stores => stores(cli),
        Command::Cards(args) => cards::run(cli, args),
        Command::Campaigns { what } => cards::campaigns(cli, what),
        Command::Leads { what } => leads::run(cli, what),
        Command::Customers { what } => customers::run(cli, what),
        Command::Goodwill(args) => goodwill::run(cli, args),
        Command::Codes(args) => codes::run(cli, args),
        Command::Calendar { what } => calendar::run(cli, what),
        Command::Calendars(args) => calendars::run(cli, args),
        Command::Crews { what } => crews::run(cli, what),
        Command::Travel { what } => travel::run(cli, what),
        Command::Norms { what } => norms::run(cli, what),
        Command::Windows { what } => windows::run(cli, what),
        Command::Checklist { what } => checklists::run(cli, what),
        Command::Forms { what } => forms::run(cli, what),
        Command::Keys { what } => websites::keys(cli, what),
    }
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone away is no error of this program.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn tell(cli: &Cli, value: &Value, words: &str) {
    if cli.json { say(&value.to_string()) } else { say(words) }
}

fn target(cli: &Cli) -> Target {
    match cli.database.clone().or_else(|| std::env::var("TENON_DATABASE").ok()) {
        Some(url) => Target::Postgres(url),
        None => Target::Sqlite(cli.data.join("hq.db")),
    }
}

fn connect(cli: &Cli) -> Result<Box<dyn Connection>> {
    let mut conn = target(cli).connect()?;
    migrate(conn.as_mut(), Schema::Hq)?;
    Ok(conn)
}

fn master(cli: &Cli) -> Result<Master> {
    Ok(Master::open(&cli.data.join("catalog"))?)
}

fn serve(
    cli: &Cli,
    listen: SocketAddr,
    ui: Option<PathBuf>,
    keep_photo_places: bool,
    bucket: Option<&str>,
    pictures: Option<Reach>,
) -> Result<bool> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let blobs = match bucket {
            Some(url) => Blobs::of_bucket(&cli.data, url)?,
            None => Blobs::of_data(&cli.data),
        };
        let hq = server::Hq::open(&cli.data, &target(cli), blobs).await?;
        if keep_photo_places {
            hq.keep_places();
        }
        let listener = tokio::net::TcpListener::bind(listen)
            .await
            .with_context(|| format!("{listen} cannot be listened on; choose another with --listen"))?;
        let address = listener.local_addr()?;
        tell(cli, &json!({ "url": format!("http://{address}") }), &format!("Head office serves on http://{address}"));
        server::serve(hq, listener, ui, pictures).await
    })?;
    // Streams of hints may still be open; nothing that was acknowledged depends on them.
    runtime.shutdown_background();
    Ok(true)
}

fn put_synonyms(cli: &Cli, file: &Path) -> Result<bool> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let words = |line: &str| line.split([',', '，']).map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let groups: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).map(words).collect();
    let version = master(cli)?.put_synonyms(&groups, now_ms())?;
    let told = json!({ "groups": groups.len(), "version": version });
    tell(cli, &told, &format!("{} groups of synonyms, in the catalog from version {version}", groups.len()));
    Ok(true)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn make_demo(cli: &Cli, products: usize, seed: u64) -> Result<bool> {
    let keys = Keys::open(&cli.data)?;
    let today = now_ms();
    let chain = demo::chain(seed, today);
    let mut conn = connect(cli)?;
    administration::seed_rows(conn.as_mut(), &chain, &keys)?;
    let total = u64::try_from(products).unwrap_or(u64::MAX);
    let imported = administration::seed_catalog(&mut master(cli)?, &chain, seed, today, products, now_ms(), |done| {
        eprintln!("{done} products, {} to go", total.saturating_sub(done));
    })?;
    let stores: Vec<Value> = chain.stores.iter().map(store_json).collect();
    let report = json!({
        "stores": stores,
        "products": imported.created + imported.updated + imported.unchanged,
        "catalog_version": imported.version,
        "cards": chain.cards.len(),
        "pins": { "seller": "1234", "manager": "2580", "measurer": "3690", "installer": "3690", "clerk": "7410" },
    });
    let words =
        format!("{} stores, {} cards and {} products are ready.", chain.stores.len(), chain.cards.len(), products);
    tell(cli, &report, &words);
    Ok(true)
}

fn store_json(store: &Store) -> Value {
    json!({ "id": store.id, "name": store.name, "city": store.city })
}

fn find_store(conn: &mut dyn Connection, asked: &str) -> Result<Store> {
    let stores = SqlRows(conn, Schema::Hq).all::<Store>()?;
    if let Ok(id) = asked.parse::<Id<Store>>() {
        return stores.into_iter().find(|store| store.id == id).with_context(|| format!("there is no store {id}"));
    }
    let asked = asked.to_lowercase();
    let named = |store: &Store| store.name.zh.contains(&asked) || store.name.en.to_lowercase().contains(&asked);
    let mut found: Vec<Store> = stores.into_iter().filter(named).collect();
    match (found.pop(), found.is_empty()) {
        (Some(store), true) => Ok(store),
        (Some(_), false) => {
            anyhow::bail!("several stores are called that; say more of the name, or give the identifier")
        }
        (None, _) => anyhow::bail!("no store is called that; `tenon-hq stores` lists them"),
    }
}

fn enrol(cli: &Cli, store: &str) -> Result<bool> {
    let mut conn = connect(cli)?;
    let store = find_store(conn.as_mut(), store)?;
    let (code, _) = tenon_store::hq::commit(conn.as_mut(), |commit| {
        administration::issue_code(commit, store.id, now_ms(), rand::random())
    })?;
    let words = format!("{code} enrols one tablet of {} ({}) within a day.", store.name.zh, store.name.en);
    tell(cli, &json!({ "code": code, "store": store.id }), &words);
    Ok(true)
}

fn stores(cli: &Cli) -> Result<bool> {
    let stores = SqlRows(connect(cli)?.as_mut(), Schema::Hq).all::<Store>()?;
    let words: Vec<String> =
        stores.iter().map(|store| format!("{}  {} / {}", store.id, store.name.zh, store.name.en)).collect();
    tell(cli, &stores.iter().map(store_json).collect(), &words.join("\n"));
    Ok(true)
}

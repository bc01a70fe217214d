//! Headquarters: the program `tenon-hq` on a data folder of its own, with the demonstration chain in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;

use serde_json::Value;
use tenon_domain::Entity;
use tenon_hq::database::Target;
use tenon_store::hq::Commit;
use tenon_store::{Connection, Error, Schema, SqlRows, Sqlite};

use super::chain::Chain;
use super::line::Whereabouts;
use super::programs::{Said, run};
use super::{Bucket, Clerk, Line, Tablet};

/// Headquarters: a server over a chain. It stops when the story ends.
pub(crate) struct Hq {
    chain: Arc<Chain>,
    serving: Option<Child>,
    whereabouts: Whereabouts,
    /// What else `serve` is told, and what it finds in its environment.
    told: Vec<OsString>,
    environment: Vec<(&'static str, String)>,
}

/// A privilege card as the customer holds it.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub(crate) number: String,
    /// The text of its code.
    pub(crate) text: String,
    pub(crate) campaign: String,
}

impl Hq {
    /// Opens headquarters of the demonstration chain.
    pub(crate) fn open() -> Self {
        Self::of(Chain::found())
    }

    /// A server over `chain`.
    pub(crate) fn of(chain: Arc<Chain>) -> Self {
        let mut hq =
            Self { chain, serving: None, whereabouts: Arc::default(), told: Vec::new(), environment: Vec::new() };
        hq.start();
        hq
    }

    /// One more server over the same database and data folder.
    pub(crate) fn another(&self) -> Self {
        Self::of(Arc::clone(&self.chain))
    }

    /// What it serves.
    pub(crate) fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Starts again, serving the files in `ui` as its console.
    pub(crate) fn serves_files(&mut self, ui: &Path) {
        self.kill();
        self.told = vec!["--ui".into(), ui.into()];
        self.start();
    }

    /// Starts again, keeping the files of photos in `bucket`.
    pub(crate) fn keeps_files_in(&mut self, bucket: &Bucket, prefix: &str) {
        self.kill();
        self.told = vec!["--bucket".into(), Bucket::url(prefix).into()];
        self.environment = bucket.environment().to_vec();
        self.start();
    }

    /// Starts serving, on a port of its own each time.
    pub(crate) fn start(&mut self) {
        assert!(self.serving.is_none(), "it serves already");
        let log = File::options().create(true).append(true).open(self.log_path()).expect("the log can be written");
        let mut command = self.chain.program();
        command.args(["serve", "--private-addresses", "--listen", "127.0.0.1:0", "--json"]);
        command.args(&self.told).envs(self.environment.iter().cloned());
        command.env("RUST_LOG", "trace").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("it can be started");
        let mut line = String::new();
        let said = BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line);
        assert!(said.is_ok_and(|read| read > 0), "headquarters does not start: {}", self.log());
        let said: Value = serde_json::from_str(&line).expect("it says where it serves");
        let address = said["url"].as_str().and_then(|url| url.strip_prefix("http://")?.parse().ok());
        *self.whereabouts.lock().unwrap() = Some(address.expect("it says where it serves"));
        self.serving = Some(child);
    }

    /// Ends it at once, as a power cut of the program would.
    pub(crate) fn kill(&mut self) {
        *self.whereabouts.lock().unwrap() = None;
        if let Some(mut child) = self.serving.take() {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.whereabouts.lock().unwrap().expect("headquarters serves")
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> Option<u32> {
        self.serving.as_ref().map(Child::id)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.chain.data()
    }

    fn log_path(&self) -> PathBuf {
        self.chain.log_path()
    }

    /// What it logged until now.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Runs an administration command.
    pub(crate) fn command(&self, args: &[&str]) -> Said {
        run(self.chain.program().arg("--json").args(args), "")
    }

    /// A one-use code that enrols a tablet at `store`.
    pub(crate) fn code_for(&self, store: &str) -> String {
        self.command(&["enrol", "--store", store]).well()["code"].as_str().expect("a code").to_owned()
    }

    /// Where it listens, now and after it starts again.
    pub(crate) fn whereabouts(&self) -> Whereabouts {
        Arc::clone(&self.whereabouts)
    }

    /// A line of its own to headquarters, for one tablet.
    pub(crate) fn line(&self) -> Line {
        Line::to(Arc::clone(&self.whereabouts))
    }

    /// A tablet of `store`, enrolled and with its rows.
    pub(crate) fn tablet(&self, store: &str) -> Tablet {
        let tablet = Tablet::new(self.line());
        tablet.enrol(&self.code_for(store)).well();
        tablet.sync();
        tablet
    }

    /// A clerk, signed in at the console.
    pub(crate) fn clerk(&self) -> Clerk {
        Clerk::sign_in(self)
    }

    /// The cards of `store` that nobody has redeemed, of the campaign whose English name contains `campaign`.
    pub(crate) fn cards(&self, store: &str, campaign: &str) -> Vec<Card> {
        let campaigns = self.all::<tenon_domain::entities::Campaign>();
        let campaign = campaigns.iter().find(|one| one.name.en.contains(campaign)).expect("there is such a campaign");
        let campaign = campaign.id.to_string();
        let said = self.command(&["cards", "--store", store]).well();
        let text = |card: &Value, field: &str| card[field].as_str().expect("cards have text").to_owned();
        let cards = said.as_array().expect("a list").iter().map(|card| Card {
            number: text(card, "number"),
            text: text(card, "text"),
            campaign: text(card, "campaign"),
        });
        cards.filter(|card| card.campaign == campaign).collect()
    }

    /// A card of `store` that can be redeemed offline without its right.
    pub(crate) fn card(&self, store: &str) -> Card {
        self.cards(store, "Mini program").swap_remove(0)
    }

    /// All rows of a kind, as headquarters has them.
    pub(crate) fn all<E: Entity>(&self) -> Vec<E> {
        SqlRows(self.reading().as_mut(), Schema::Hq).all().expect("its rows can be read")
    }

    /// How many operations of `tablet` it holds.
    pub(crate) fn received(&self, tablet: &Tablet) -> usize {
        let device = tablet.device().parse().expect("an identifier");
        usize::try_from(tenon_store::hq::tail(self.reading().as_mut(), device).expect("it can be read").seq)
            .expect("it counts up")
    }

    /// Does what no command is there for yet, on its database, as a command of the administration would.
    pub(crate) fn administer(&self, work: impl FnOnce(&mut Commit<'_>) -> Result<(), Error>) {
        let mut conn = self.chain.target().connect().expect("its database can be opened");
        tenon_store::hq::commit(conn.as_mut(), work).expect("it can be written");
    }

    fn reading(&self) -> Box<dyn Connection> {
        match self.chain.target() {
            Target::Sqlite(path) => Box::new(Sqlite::open_to_read(path).expect("its database can be read")),
            target @ Target::Postgres(_) => target.connect().expect("its database can be read"),
        }
    }
}

impl Drop for Hq {
    fn drop(&mut self) {
        if let Some(child) = &mut self.serving {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

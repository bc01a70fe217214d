//! Headquarters: the program `tenon-hq` on a data folder of its own, with the demonstration chain in it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use tempfile::TempDir;
use tenon_domain::Entity;
use tenon_store::hq::Commit;
use tenon_store::{Connection, Error, Schema, SqlRows, Sqlite};

use super::line::Whereabouts;
use super::programs::{Said, program, run};
use super::{Clerk, Line, Tablet};

/// Products in the catalog: enough for several pages of tiles, few enough to be quick.
const PRODUCTS: &str = "60";

/// Headquarters. It stops when the story ends.
pub(crate) struct Hq {
    folder: TempDir,
    serving: Option<Child>,
    whereabouts: Whereabouts,
    ui: Option<PathBuf>,
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
        let folder = tempfile::tempdir().expect("a folder can be made");
        copy(template(), folder.path());
        let mut hq = Self { folder, serving: None, whereabouts: Arc::default(), ui: None };
        hq.start();
        hq
    }

    /// Starts again, serving the files in `ui` as its console.
    pub(crate) fn serves_files(&mut self, ui: &Path) {
        self.kill();
        self.ui = Some(ui.to_owned());
        self.start();
    }

    /// Starts serving, on a port of its own each time.
    pub(crate) fn start(&mut self) {
        assert!(self.serving.is_none(), "it serves already");
        let log = File::options().create(true).append(true).open(self.log_path()).expect("the log can be written");
        let mut command = program("tenon-hq");
        command
            .args(["serve", "--private-addresses", "--listen", "127.0.0.1:0", "--json"])
            .arg("--data")
            .arg(self.data());
        command.args(self.ui.iter().flat_map(|ui| [std::ffi::OsStr::new("--ui"), ui.as_os_str()]));
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
        self.folder.path().join("hq")
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("hq.log")
    }

    /// What it logged until now.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Runs an administration command.
    pub(crate) fn command(&self, args: &[&str]) -> Said {
        run(program("tenon-hq").arg("--data").arg(self.data()).arg("--json").args(args), "")
    }

    /// A one-use code that enrols a tablet at `store`.
    pub(crate) fn code_for(&self, store: &str) -> String {
        self.command(&["enrol", "--store", store]).well()["code"].as_str().expect("a code").to_owned()
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
        let mut conn = Sqlite::open_to_read(&self.data().join("hq.db")).expect("its database can be read");
        SqlRows(&mut conn, Schema::Hq).all().expect("its rows can be read")
    }

    /// How many operations of `tablet` it holds.
    pub(crate) fn received(&self, tablet: &Tablet) -> usize {
        let mut conn = Sqlite::open_to_read(&self.data().join("hq.db")).expect("its database can be read");
        let device = tablet.device().parse().expect("an identifier");
        usize::try_from(tenon_store::hq::tail(&mut conn, device).expect("it can be read").seq).expect("it counts up")
    }

    /// Does what no command is there for yet, on its database, as a command of the administration would.
    pub(crate) fn administer(&self, work: impl FnOnce(&mut Commit<'_>) -> Result<(), Error>) {
        let mut conn = Sqlite::open(&self.data().join("hq.db")).expect("its database can be opened");
        let conn: &mut dyn Connection = &mut conn;
        tenon_store::hq::commit(conn, work).expect("it can be written");
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

/// The demonstration chain, made once for all stories.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    let folder = TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut demo: Command = program("tenon-hq");
        demo.arg("--data").arg(folder.path().join("hq")).args(["demo", "--json", "--products", PRODUCTS]);
        run(&mut demo, "").well();
        folder
    });
    folder.path()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("it can be read") {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("it can be made");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("it can be copied");
        }
    }
}

//! A showroom of the demonstration chain: headquarters, the line to it, an enrolled tablet with its catalog, a display.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::display::Display;
use crate::line::Line;
use crate::programs::{Programs, Running, ask};
use crate::webdriver::Window;

/// Enough for a search, few enough to make in seconds.
const PRODUCTS: &str = "300";

pub(crate) struct Showroom<'a> {
    programs: &'a Programs,
    pub(crate) line: Line,
    store: String,
    display: Display,
    _hq: Running,
    dir: TempDir,
}

impl<'a> Showroom<'a> {
    pub(crate) fn open(programs: &'a Programs) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let hq = |args: &[&str]| {
            let mut command = Command::new(&programs.hq);
            command.arg("--data").arg(dir.path().join("hq")).arg("--json").args(args).env("RUST_LOG", "warn");
            command
        };
        let demo = ask(&mut hq(&["demo", "--products", PRODUCTS]));
        let store = text(&demo["stores"][0]["id"]);
        let serving = Running::start(&mut hq(&["serve", "--listen", "127.0.0.1:0"]));
        let served: Value = serde_json::from_str(&serving.next_line()).expect("serve says where");
        let address = text(&served["url"]).trim_start_matches("http://").parse().expect("an address");
        let line = Line::to(address);
        let code = text(&ask(&mut hq(&["enrol", "--store", &store]))["code"]);
        let tablet = |args: &[&str]| {
            let mut command = Command::new(&programs.tablet);
            command.arg("--data").arg(tablet_dir(&dir)).arg("--json").args(args);
            ask(&mut command)
        };
        tablet(&["enrol", "--hq", &line.url(), "--code", &code]);
        tablet(&["sync"]);
        Self { programs, line, store, display: Display::open(programs), _hq: serving, dir }
    }

    /// The cards that this store may still redeem, as headquarters sees it.
    pub(crate) fn sold_cards(&self) -> Vec<String> {
        let mut command = Command::new(&self.programs.hq);
        command.arg("--data").arg(self.dir.path().join("hq")).args(["--json", "cards", "--store", &self.store]);
        let cards = ask(command.env("RUST_LOG", "warn"));
        cards.as_array().into_iter().flatten().map(|card| text(&card["number"])).collect()
    }

    /// How many orders of this chain and payments for them headquarters has.
    pub(crate) fn sales(&self) -> [i64; 2] {
        let hq = rusqlite::Connection::open(self.dir.path().join("hq").join("hq.db")).expect("headquarters' data");
        ["order", "payment"].map(|kind| {
            let count = "SELECT count(*) FROM entities WHERE kind = ?1";
            hq.query_row(count, [kind], |row| row.get(0)).expect("a count")
        })
    }

    /// How many appointments, measurements, jobs that are done and customers' signatures for them headquarters has.
    pub(crate) fn served(&self) -> [i64; 4] {
        let hq = rusqlite::Connection::open(self.dir.path().join("hq").join("hq.db")).expect("headquarters' data");
        let of = |kind: &str, which: &str| -> i64 {
            let count = format!("SELECT count(*) FROM entities WHERE kind = ?1 AND {which}");
            hq.query_row(&count, [kind], |row| row.get(0)).expect("a count")
        };
        [
            of("appointment", "true"),
            of("measurement", "true"),
            of("work_order", "json_extract(body, '$.step') = 'done'"),
            of("work_order", "json_extract(body, '$.sign_off') IS NOT NULL"),
        ]
    }

    /// Marks the tablet's data as written by a version that does not exist yet.
    pub(crate) fn pretend_newer_data(&self) {
        let work = rusqlite::Connection::open(tablet_dir(&self.dir).join("work.db")).expect("the tablet's data");
        work.execute("UPDATE schema_version SET version = 999", []).expect("a schema version");
    }

    /// The app in its window, driven by the test.
    pub(crate) fn window(&self) -> Window {
        let port = free_port().to_string();
        let mut driver = self.at_home(Command::new(&self.programs.driver));
        driver.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let data = tablet_dir(&self.dir);
        Window::open(Running::start(&mut driver), &port, &self.programs.app, &["--data", &data.to_string_lossy()])
    }

    /// The app, driven by nobody.
    pub(crate) fn app_alone(&self) -> Running {
        let mut command = self.at_home(Command::new(&self.programs.app));
        Running::start(command.arg("--data").arg(tablet_dir(&self.dir)).env("RUST_LOG", "tenon_app=info"))
    }

    /// On our display, and with a home of its own: what the app keeps must not come from, or go to, whoever runs the
    /// test.
    fn at_home(&self, mut command: Command) -> Command {
        let home = self.dir.path().join("home");
        command.env("DISPLAY", self.display.name()).env("HOME", &home).env_remove("WAYLAND_DISPLAY");
        for (name, place) in [("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, home.join(place));
        }
        command
    }
}

fn tablet_dir(dir: &TempDir) -> PathBuf {
    Path::join(dir.path(), "tablet")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a listener has an address").port()
}

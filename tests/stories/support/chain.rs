//! A chain: a data folder and a database, made from the demonstration chain, that servers serve and commands work on.
//!
//! `TENON_TEST_DATABASE` says which engine the stories are told on: `sqlite`, or `postgres`, which is one server of these
//! tests' own with a database for each story.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use tempfile::TempDir;
use tenon_hq::database::Target;
use tenon_tests::postgres::TestServer;

use super::programs::{program, run};

/// Products in the catalog: enough for several pages of tiles, few enough to be quick.
const PRODUCTS: &str = "60";
/// Names the engine.
const ENGINE: &str = "TENON_TEST_DATABASE";

/// A chain. Its folder goes with it.
pub(crate) struct Chain {
    folder: TempDir,
    target: Target,
    /// The server of its database, where it has one of its own.
    server: Option<TestServer>,
}

impl Chain {
    /// The demonstration chain, in a folder and a database of its own.
    pub(crate) fn found() -> Arc<Self> {
        let (folder, template) = (tempfile::tempdir().expect("a folder can be made"), template());
        copy(template.folder.path(), folder.path());
        let target = match &template.target {
            Target::Sqlite(_) => Target::Sqlite(folder.path().join("hq/hq.db")),
            Target::Postgres(url) => Target::Postgres(shared_server().copy_of(url)),
        };
        Arc::new(Self { folder, target, server: None })
    }

    /// The demonstration chain on a PostgreSQL of its own, which a story may kill; none where the stories are told on
    /// SQLite.
    pub(crate) fn found_with_a_server() -> Option<Arc<Self>> {
        if !on_postgres() {
            eprintln!("not told here: {ENGINE} is not postgres");
            return None;
        }
        let server = TestServer::start_in(&std::env::temp_dir(), false);
        let target = Target::Postgres(server.database());
        Some(Arc::new(Self::make(target, Some(server))))
    }

    fn make(target: Target, server: Option<TestServer>) -> Self {
        let chain = Self { folder: tempfile::tempdir().expect("a folder can be made"), target, server };
        run(chain.program().args(["demo", "--json", "--products", PRODUCTS]), "").well();
        chain
    }

    /// A command of headquarters' program on this chain.
    pub(crate) fn program(&self) -> Command {
        let mut command = program("tenon-hq");
        command.arg("--data").arg(self.data());
        if let Target::Postgres(url) = &self.target {
            command.args(["--database", url]);
        }
        command
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("hq")
    }

    pub(crate) fn log_path(&self) -> PathBuf {
        self.folder.path().join("hq.log")
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// The server of its database, which has one of its own.
    pub(crate) fn server(&self) -> &TestServer {
        self.server.as_ref().expect("it has one of its own")
    }
}

/// Whether the stories are told on PostgreSQL.
pub(crate) fn on_postgres() -> bool {
    match std::env::var(ENGINE).as_deref() {
        Ok("postgres") => true,
        Ok("sqlite") | Err(_) => false,
        Ok(other) => panic!("{ENGINE} is {other:?}; it says sqlite or postgres"),
    }
}

fn shared_server() -> &'static TestServer {
    static SERVER: OnceLock<TestServer> = OnceLock::new();
    SERVER.get_or_init(|| TestServer::start_in(&std::env::temp_dir(), false))
}

/// The demonstration chain, made once for all stories.
fn template() -> &'static Chain {
    static TEMPLATE: OnceLock<Chain> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        if on_postgres() {
            return Chain::make(Target::Postgres(shared_server().database()), None);
        }
        let mut chain = Chain::make(Target::Sqlite(PathBuf::new()), None);
        chain.target = Target::Sqlite(chain.data().join("hq.db"));
        chain
    })
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

//! A PostgreSQL of a test's own: made in a temporary directory, on a socket in it, stopped and removed at the end.
#![allow(clippy::missing_panics_doc)] // It panics wherever a test cannot go on.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use tenon_store::Postgres;

/// Set to `1` where a test must not pass over a missing PostgreSQL.
const REQUIRED: &str = "TENON_REQUIRE_POSTGRES";
/// The user that the server runs as where the tests run as root, which it refuses to.
const SERVER_USER: &str = "postgres";

/// A running server. Dropping it stops it and removes its data.
pub struct TestServer {
    programs: PathBuf,
    dir: TempDir,
    databases: std::sync::atomic::AtomicUsize,
}

impl TestServer {
    /// Starts a server; none where PostgreSQL is not installed, which is said aloud and is an error where
    /// `TENON_REQUIRE_POSTGRES=1`.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var(REQUIRED).as_deref() != Ok("1"), "PostgreSQL is not installed and {REQUIRED}=1");
            eprintln!("SKIPPED: PostgreSQL is not installed, so nothing was tested on it; {REQUIRED}=1 forbids that");
            return None;
        };
        let dir = tempfile::Builder::new().prefix("tenon-pg-").tempdir().unwrap();
        if is_root() {
            run(Command::new("chown").arg(SERVER_USER).arg(dir.path()));
        }
        let server = Self { programs, dir, databases: 0.into() };
        let data = server.data();
        run(server
            .program("initdb")
            .args(["--auth=trust", "--username=tenon", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(&data));
        let options =
            format!("-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off", server.socket().display());
        let log = server.dir.path().join("log");
        run(server.program("pg_ctl").args(["start", "-w", "-s", "-o", &options, "-l"]).arg(log).arg("-D").arg(&data));
        Some(server)
    }

    /// A new, empty database: the address to connect to.
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut conn = Postgres::connect(&self.address("postgres")).unwrap();
        // Sorting by a language would order text differently from SQLite; the schema must not lean on the default.
        let sql = format!("CREATE DATABASE test_{number} TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
        tenon_store::Connection::script(&mut conn, &sql).unwrap();
        self.address(&format!("test_{number}"))
    }

    fn address(&self, database: &str) -> String {
        format!("host={} user=tenon dbname={database}", self.socket().display())
    }

    fn socket(&self) -> &Path {
        self.dir.path()
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// One of PostgreSQL's programs, as the user that may run it.
    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", SERVER_USER, "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir(self.dir.path()).stdin(Stdio::null());
        command
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        let _ = stop.args(["stop", "-s", "-m", "immediate", "-D"]).arg(self.data()).output();
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Where `initdb` is: beside the rest on the path, where `pg_config` says, or where Debian puts it.
fn programs() -> Option<PathBuf> {
    let told = Command::new("pg_config").arg("--bindir").output().ok();
    let told = told.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    let places = told.into_iter().chain(debian.into_iter().rev()).chain(on_path.into_iter().flatten());
    places.into_iter().find(|place| place.join("initdb").is_file())
}

fn run(command: &mut Command) {
    // The server inherits what it is given: a pipe would stay open for as long as it runs.
    let errors = tempfile::tempfile().unwrap();
    let status = command.stdout(Stdio::null()).stderr(errors.try_clone().unwrap()).status();
    let output = Output { status: status.unwrap(), stdout: Vec::new(), stderr: said(errors) };
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn said(mut file: std::fs::File) -> Vec<u8> {
    use std::io::{Read, Seek};
    let mut words = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut words).unwrap();
    words
}

//! A PostgreSQL of a test's own: made in a temporary directory, listening on loopback, stopped and removed at the end,
//! however the test ends.
#![allow(clippy::missing_panics_doc)] // It panics wherever a test cannot go on.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tenon_store::{Connection, Postgres};

/// Set to `1` where a test must not pass over a missing PostgreSQL.
const REQUIRED: &str = "TENON_REQUIRE_POSTGRES";
/// The user that the server runs as where the tests run as root, which it refuses to.
const SERVER_USER: &str = "postgres";
/// How long a server may take to come up or to be gone.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running server. Dropping it stops it and removes its data.
pub struct TestServer {
    programs: PathBuf,
    dir: TempDir,
    port: u16,
    /// Keeps the log after each commit as a real server does: set where commits are timed.
    durable: bool,
    databases: AtomicUsize,
    janitor: Child,
}

impl TestServer {
    /// Starts a server that forgets to sync, which is quick; none where PostgreSQL is not installed, which is said aloud
    /// and is an error where `TENON_REQUIRE_POSTGRES=1`.
    pub fn start() -> Option<Self> {
        let dir = std::env::temp_dir();
        if programs().is_none() {
            assert!(std::env::var(REQUIRED).as_deref() != Ok("1"), "PostgreSQL is not installed and {REQUIRED}=1");
            eprintln!("SKIPPED: PostgreSQL is not installed, so nothing was tested on it; {REQUIRED}=1 forbids that");
            return None;
        }
        Some(Self::start_in(&dir, false))
    }

    /// Starts a server whose data lie below `place`, with every commit synced if it is to be `durable`.
    pub fn start_in(place: &Path, durable: bool) -> Self {
        let programs = programs().expect("PostgreSQL is not installed: on Debian, `apt-get install postgresql`");
        let dir = tempfile::Builder::new().prefix("tenon-pg-").tempdir_in(place).unwrap();
        if is_root() {
            run(Command::new("chown").arg(SERVER_USER).arg(dir.path()));
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let janitor = janitor(&programs, dir.path());
        let server = Self { programs, dir, port, durable, databases: 0.into(), janitor };
        run(server
            .program("initdb")
            .args(["--auth=trust", "--username=tenon", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(server.data()));
        server.serve();
        server
    }

    /// Starts serving; again, if it was killed.
    pub fn serve(&self) {
        let sync = if self.durable { "on" } else { "off" };
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories='{}' -c fsync={sync} -c max_connections=300",
            self.port,
            self.dir.path().display()
        );
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut start = self.program("pg_ctl");
            start.args(["start", "-w", "-s", "-o", &options, "-l"]).arg(self.dir.path().join("log"));
            let said = ended(start.arg("-D").arg(self.data()));
            if said.status.success() {
                return;
            }
            // Those that the killed one left behind may not be gone yet.
            assert!(Instant::now() < deadline, "PostgreSQL does not start: {}", String::from_utf8_lossy(&said.stderr));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Speaks TLS from now on with this certificate and its key, as PEM, to whoever asks for it.
    pub fn speak_tls(&self, certificate: &str, key: &str) {
        for (name, pem) in [("server.crt", certificate), ("server.key", key)] {
            let path = self.data().join(name);
            std::fs::write(&path, pem).unwrap();
            run(Command::new("chmod").arg("600").arg(&path));
            if is_root() {
                run(Command::new("chown").arg(SERVER_USER).arg(&path));
            }
        }
        let mut conn = Postgres::connect(&self.address("postgres")).unwrap();
        conn.script("ALTER SYSTEM SET ssl = on").unwrap();
        let loaded = "SELECT extract(epoch FROM pg_conf_load_time())::text";
        let before = conn.query(loaded, &[]).unwrap();
        conn.script("SELECT pg_reload_conf()").unwrap();
        let deadline = Instant::now() + PATIENCE;
        while Postgres::connect(&self.address("postgres")).unwrap().query(loaded, &[]).unwrap() == before {
            assert!(Instant::now() < deadline, "PostgreSQL does not read its settings anew");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends it at once, as a power cut of the program would.
    pub fn kill(&self) {
        let lock = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let process = lock.lines().next().unwrap().to_owned();
        run(Command::new("kill").args(["-9", &process]));
    }

    /// A new, empty database: its URL.
    pub fn database(&self) -> String {
        // Sorting by a language would order text differently from SQLite; the schema must not lean on the default.
        self.make("TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")
    }

    /// A new database that holds what the one at `url` holds, to which nobody may be connected.
    pub fn copy_of(&self, url: &str) -> String {
        let name = url.rsplit('/').next().unwrap();
        self.make(&format!("TEMPLATE {name}"))
    }

    fn make(&self, how: &str) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut conn = Postgres::connect(&self.address("postgres")).unwrap();
        conn.script(&format!("CREATE DATABASE {name} {how}")).unwrap();
        self.address(&name)
    }

    fn address(&self, database: &str) -> String {
        format!("postgres://tenon@127.0.0.1:{}/{database}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// One of PostgreSQL's programs, as the user that may run it.
    fn program(&self, name: &str) -> Command {
        let mut command = as_server(&self.programs.join(name));
        command.current_dir(self.dir.path()).stdin(Stdio::null());
        command
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        drop(self.janitor.stdin.take());
        let _ = self.janitor.wait();
    }
}

/// A process that stops the server and removes its data when this one is gone: a test that is killed, or that keeps its
/// server in a static, drops nothing.
fn janitor(programs: &Path, dir: &Path) -> Child {
    // What ends the test may be told to its whole group.
    let script = "trap '' INT TERM HUP; cat; \"$0\" stop -s -m immediate -D \"$1/data\"; rm -rf \"$1\"";
    let mut command = as_server(Path::new("/bin/sh"));
    command.args(["-c", script]).arg(programs.join("pg_ctl")).arg(dir);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn as_server(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", SERVER_USER, "--"]).arg(program);
        command
    } else {
        Command::new(program)
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
    let said = ended(command);
    assert!(said.status.success(), "{command:?}: {}", String::from_utf8_lossy(&said.stderr));
}

fn ended(command: &mut Command) -> Output {
    // The server inherits what it is given: a pipe would stay open for as long as it runs.
    let errors = tempfile::tempfile().unwrap();
    let status = command.stdout(Stdio::null()).stderr(errors.try_clone().unwrap()).status();
    Output { status: status.unwrap(), stdout: Vec::new(), stderr: said(errors) }
}

fn said(mut file: std::fs::File) -> Vec<u8> {
    use std::io::{Read, Seek};
    let mut words = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut words).unwrap();
    words
}

//! The programs that the test runs: ours from the folder of the build, the others from the system.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// How long anything may take here before the test gives up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Where the programs are.
pub(crate) struct Programs {
    pub(crate) app: PathBuf,
    pub(crate) tablet: PathBuf,
    pub(crate) hq: PathBuf,
    pub(crate) driver: PathBuf,
    pub(crate) display: PathBuf,
}

impl Programs {
    /// All of them; none, with a word on standard error, where one is missing.
    pub(crate) fn found() -> Option<Self> {
        let found = Self::look();
        if let Err(missing) = &found {
            assert!(env::var_os("TENON_REQUIRE_WINDOW").is_none(), "{missing} is missing");
            eprintln!("SKIPPED: {missing} is missing. TENON_REQUIRE_WINDOW=1 makes this a failure.");
        }
        found.ok()
    }

    fn look() -> Result<Self, String> {
        let test = env::current_exe().map_err(|error| error.to_string())?;
        let built = test.parent().and_then(Path::parent).map_or_else(PathBuf::new, Path::to_owned);
        let ours = env::var_os("TENON_BIN_DIR").map_or(built, PathBuf::from);
        let system: Vec<PathBuf> = env::var_os("PATH").iter().flat_map(env::split_paths).collect();
        let look = |name: &str, places: &[PathBuf]| {
            places.iter().map(|place| place.join(name)).find(|path| path.is_file()).ok_or_else(|| name.to_owned())
        };
        let ours = |name: &str| look(name, std::slice::from_ref(&ours)).map_err(|name| format!("the build's {name}"));
        Ok(Self {
            app: ours("tenon-app")?,
            tablet: ours("tenon-tablet")?,
            hq: ours("tenon-hq")?,
            driver: look("WebKitWebDriver", &system)?,
            display: look("Xvfb", &system)?,
        })
    }
}

/// Runs a command of ours to its end and reads the JSON that it prints.
pub(crate) fn ask(command: &mut Command) -> Value {
    let output = command.stderr(Stdio::inherit()).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}: {said}");
    serde_json::from_str(said.lines().last().unwrap_or_default()).expect("the program prints JSON")
}

/// A program that runs beside the test and ends with it.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    /// Starts it; its standard output and error become lines to wait for.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (sender, lines) = channel();
        let out = child.stdout.take().map(|out| Box::new(out) as Box<dyn std::io::Read + Send>);
        let err = child.stderr.take().map(|err| Box::new(err) as Box<dyn std::io::Read + Send>);
        for stream in [out, err].into_iter().flatten() {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    // Read to the end even when nobody waits, so that the program never blocks on a full pipe.
                    let _ = sender.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// The next line that it prints.
    pub(crate) fn next_line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the program prints a line")
    }

    /// Waits for a line that contains `words`.
    pub(crate) fn wait_for_line(&self, words: &str) {
        while !self.next_line().contains(words) {}
    }

    /// Asks it to end, as a system does that shuts down.
    pub(crate) fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal was not sent");
    }

    /// Waits for its end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        while self.lines.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().expect("a child can be waited for")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

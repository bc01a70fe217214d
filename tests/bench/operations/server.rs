//! The program that ships, serving.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use tenon_hq::database::Target;

/// It stops when this goes.
pub(super) struct Server {
    pub(super) url: String,
    child: Child,
}

impl Server {
    /// Serves the database at `target` with the data folder `data`.
    pub(super) fn start(data: &Path, target: &Target) -> Result<Self> {
        let beside = std::env::current_exe()?.parent().context("a program lies in a folder")?.join("tenon-hq");
        ensure!(beside.exists(), "{} is missing: `cargo build --release -p tenon-hq` makes it", beside.display());
        let mut command = Command::new(beside);
        command.args(["serve", "--no-pictures", "--listen", "127.0.0.1:0", "--json"]).env("RUST_LOG", "error");
        match target {
            Target::Postgres(url) => command.arg("--data").arg(data).args(["--database", url]),
            // The database lies in the data folder, beside the keys.
            Target::Sqlite(path) => {
                let folder = path.parent().context("a file lies in a folder")?;
                if folder != data {
                    std::fs::copy(data.join("keys.json"), folder.join("keys.json"))?;
                }
                command.arg("--data").arg(folder)
            }
        };
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("it is piped")?).read_line(&mut line)?;
        let said: serde_json::Value = serde_json::from_str(&line).context("headquarters does not start")?;
        let url = said["url"].as_str().context("it says where it serves")?.to_owned();
        Ok(Self { url, child })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! The tablet's screens on a loopback address: the program `tenon-tablet serve`, which also syncs by itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Child;
use std::thread::JoinHandle;
use std::time::Instant;

use serde_json::{Value, json};

use super::programs::Said;
use super::{Outcome, PATIENCE, Reply, Request, Tablet};
use crate::support::tablet::kill;

/// A tablet that serves its screens. It ends with the story.
pub(crate) struct Screens {
    child: Option<Child>,
    /// Reads its log as it comes: a full pipe would stop it.
    log: Option<JoinHandle<String>>,
    pub(crate) address: SocketAddr,
    /// The key that was printed at the start.
    pub(crate) key: String,
    cookie: String,
}

impl Screens {
    pub(crate) fn open(tablet: &Tablet) -> Self {
        Self::with_files(tablet, tablet.folder())
    }

    /// Serves the files in `ui` as the screens.
    pub(crate) fn with_files(tablet: &Tablet, ui: &std::path::Path) -> Self {
        let ui = ui.to_str().expect("a plain path");
        let mut child = tablet.starts(&["serve", "--listen", "127.0.0.1:0", "--ui", ui]);
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        out.read_line(&mut line).expect("it says where it serves");
        let said: Value = serde_json::from_str(&line).unwrap_or(Value::Null);
        let Some(url) = said["url"].as_str() else { panic!("the screens do not start: {}", kill(child).log) };
        let (host, key) = url.strip_prefix("http://").and_then(|rest| rest.split_once("/?key=")).expect("with a key");
        let address: SocketAddr = host.parse().expect("an address");
        let mut stderr = child.stderr.take().expect("it is piped");
        let log = std::thread::spawn(move || {
            let mut log = Vec::new();
            let _ = stderr.read_to_end(&mut log);
            String::from_utf8_lossy(&log).into_owned()
        });
        let entered = Request::get(&format!("/?key={key}")).send(address).expect("it answers");
        let cookie = entered.cookie().expect("whoever has the key gets a cookie");
        Self { child: Some(child), log: Some(log), address, key: key.to_owned(), cookie }
    }

    /// Asks as the browser that holds the cookie does.
    pub(crate) fn asks(&self, request: Request) -> Reply {
        request.header("cookie", &self.cookie).send(self.address).expect("it answers")
    }

    pub(crate) fn submit(&self, submission: &Value) -> Outcome {
        let submission = if submission["op"].is_null() { json!({ "op": submission }) } else { submission.clone() };
        let reply = self.asks(Request::new("POST", "/api/submit").json(&submission));
        assert_eq!(reply.status, 200, "{}", reply.text());
        Outcome::of(reply.json())
    }

    pub(crate) fn query(&self, name: &str, args: &Value) -> Value {
        let reply = self.asks(Request::new("POST", "/api/query").json(&json!({ "name": name, "args": args })));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    pub(crate) fn status(&self) -> Value {
        self.query("sync_status", &Value::Null)
    }

    /// The cookie that a browser holds.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Waits until it tells the screens that `topic` changed, having done `then` once it can tell.
    pub(crate) fn hears(&self, topic: &str, then: impl FnOnce()) {
        let mut stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let Self { address, cookie, .. } = self;
        let asked = format!("GET /api/events HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\r\n");
        stream.write_all(asked.as_bytes()).expect("it takes the question");
        let mut lines = BufReader::new(stream).lines().map(|line| line.expect("it goes on telling"));
        assert!(lines.any(|line| line.starts_with("HTTP/1.1 200")), "it does not tell");
        then();
        let began = Instant::now();
        for line in lines {
            if line.starts_with("data:") && line.contains(topic) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "nobody is told of {topic}");
        }
        panic!("it ended before it told of {topic}");
    }

    /// Ends it at once; answers what it had logged.
    pub(crate) fn kill(mut self) -> Said {
        let said = kill(self.child.take().expect("it runs"));
        Said { log: self.log.take().and_then(|log| log.join().ok()).unwrap_or_default(), ..said }
    }
}

impl Drop for Screens {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

//! A tablet: a data folder, and the program `tenon-tablet` that works on it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::programs::{Said, finish, program, run, start};
use super::{Line, Outcome, Person, Screens};

/// A tablet.
pub(crate) struct Tablet {
    /// The line between it and headquarters.
    pub(crate) line: Line,
    folder: PathBuf,
    logged: Mutex<String>,
    _made: Option<TempDir>,
}

impl Tablet {
    /// A tablet that belongs to nobody yet.
    pub(crate) fn new(line: Line) -> Self {
        let made = tempfile::tempdir().expect("a folder can be made");
        Self { line, folder: made.path().join("tablet"), logged: Mutex::default(), _made: Some(made) }
    }

    /// A tablet whose data lies in `folder`, which is someone else's to keep.
    pub(crate) fn at(folder: &Path, line: Line) -> Self {
        Self { line, folder: folder.to_owned(), logged: Mutex::default(), _made: None }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn program(&self) -> Command {
        let mut program = program("tenon-tablet");
        program.env("RUST_LOG", "trace").arg("--json").arg("--data").arg(&self.folder);
        program
    }

    /// Runs a command, whatever comes of it.
    pub(crate) fn says(&self, args: &[&str]) -> Said {
        self.runs(args, "")
    }

    fn runs(&self, args: &[&str], input: &str) -> Said {
        let said = run(self.program().args(args), input);
        *self.logged.lock().unwrap() += &said.log;
        said
    }

    /// What its commands logged until now.
    pub(crate) fn logged(&self) -> String {
        self.logged.lock().unwrap().clone()
    }

    /// Starts a command that the story may not see through to its end.
    pub(crate) fn starts(&self, args: &[&str]) -> Child {
        start(self.program().args(args))
    }

    pub(crate) fn enrol(&self, code: &str) -> Said {
        self.says(&["enrol", "--hq", &self.line.url(), "--code", code])
    }

    /// Exchanges until nothing is left to move; answers the report.
    pub(crate) fn sync(&self) -> Value {
        self.says(&["sync"]).well()
    }

    /// Tries to; answers the complaint.
    pub(crate) fn sync_fails(&self) -> String {
        let said = self.says(&["sync"]);
        assert_eq!(said.code, Some(1), "it should have failed: {}", said.text);
        said.log
    }

    pub(crate) fn submit(&self, submission: &Value) -> Outcome {
        let said = self.runs(&["submit"], &submission.to_string());
        assert!(!said.answer.is_null(), "no answer: {} {}", said.text, said.log);
        Outcome::of(said.answer)
    }

    pub(crate) fn query(&self, name: &str, args: &Value) -> Value {
        self.says(&["query", name, &args.to_string()]).well()
    }
    pub(crate) fn session(&self) -> Value {
        self.says(&["query", "session"]).well()
    }
    pub(crate) fn status(&self) -> Value {
        self.says(&["status"]).well()
    }
    pub(crate) fn attention(&self) -> Value {
        self.says(&["query", "attention"]).well()
    }
    /// The open cases that this tablet shows.
    pub(crate) fn cases(&self) -> Vec<Value> {
        self.attention()["mine"].as_array().expect("a list").clone()
    }
    /// The only open case that this tablet shows.
    pub(crate) fn only_case(&self) -> Value {
        let mut cases = self.cases();
        assert_eq!(cases.len(), 1, "one case: {cases:#?}");
        cases.remove(0)
    }
    /// The windows for measuring in state `state`, from the day after tomorrow on: quotas of nearer ones may have lapsed,
    /// which is a matter of the hour.
    pub(crate) fn slots(&self, state: &str) -> Vec<Value> {
        let board = self.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
        let day = board["days"][2]["date"].as_str().expect("a day").to_owned();
        let slots = board["slots"].as_array().expect("a list").iter();
        slots.filter(|slot| slot["state"] == state && slot["date"].as_str() >= Some(day.as_str())).cloned().collect()
    }
    /// What scanning `text` says of a card.
    pub(crate) fn scan(&self, text: &str) -> Value {
        self.query("scan", &json!({ "text": text }))["card"].clone()
    }

    /// Its data are as they must be.
    pub(crate) fn is_sound(&self) {
        let said = self.says(&["doctor"]);
        assert_eq!(said.well(), json!({ "problems": [] }));
    }

    /// Everyone in `role` who may sign in, by identifier and name.
    pub(crate) fn people(&self, role: &str) -> Vec<(String, String)> {
        let session = self.session();
        let people = session["people"].as_array().expect("a list").iter().filter(|one| one["role"] == role);
        let text = |one: &Value, field: &str| one[field].as_str().expect("text").to_owned();
        people.map(|one| (text(one, "id"), text(one, "name"))).collect()
    }

    /// A seller of its store, signed in.
    pub(crate) fn seller(&self) -> Person<'_> {
        Person::sign_in(self, self.people("seller").swap_remove(0), "1234")
    }

    /// Starts the screens on a loopback address.
    pub(crate) fn screens(&self) -> Screens {
        Screens::open(self)
    }
}

/// Ends `child` at once and waits until it is gone; answers what it had said.
pub(crate) fn kill(mut child: Child) -> Said {
    let _ = child.kill();
    finish(child)
}

//! Running the programs that are shipped, as cargo built them beside this test.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A command of the program `name`, ready to be given arguments.
pub(crate) fn program(name: &str) -> Command {
    Command::new(path(name))
}

fn path(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let built = test.parent().and_then(Path::parent).expect("cargo puts tests into a folder of the target folder");
    let path = built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "{} is missing: run `cargo build -p tenon-hq -p tenon-tablet` before the stories",
        path.display()
    );
    path
}

/// What a program said before it ended.
#[derive(Debug)]
pub(crate) struct Said {
    /// 0 on success, 1 on a refusal, 2 on wrong usage; none where it was killed, by this story or from outside.
    pub(crate) code: Option<i32>,
    /// Its answer, where that is JSON.
    pub(crate) answer: Value,
    /// Its answer as text.
    pub(crate) text: String,
    /// What it logged and complained about.
    pub(crate) log: String,
}

impl Said {
    /// The answer of a program that must succeed.
    pub(crate) fn well(self) -> Value {
        assert!(self.code.is_some(), "someone killed it: {} {}", self.text, self.log);
        assert_eq!(self.code, Some(0), "it failed: {} {}", self.text, self.log);
        self.answer
    }
}

/// Runs `command` to its end, with `input` to read.
pub(crate) fn run(command: &mut Command, input: &str) -> Said {
    let mut child = start(command);
    // A program that needs no input may be gone before it is written.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
    finish(child)
}

/// Starts `command` with its ends in our hands.
pub(crate) fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it can be started")
}

/// Waits for `child` and takes what it said.
pub(crate) fn finish(child: Child) -> Said {
    let output = child.wait_with_output().expect("it can be waited for");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Said {
        code: output.status.code(),
        answer: serde_json::from_str(&text).unwrap_or(Value::Null),
        text,
        log: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

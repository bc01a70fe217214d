//! Samples, and what a PDF says.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tenon_papers::{Paper, Press, Printed};

/// The press of all tests: fonts are found once.
pub(crate) static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

/// A paper of `tests/samples`.
pub(crate) fn sample(name: &str) -> Paper {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/samples/{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The text of `printed` as a reader of the PDF copies it, without spaces: readers guess those from distances.
pub(crate) fn text(printed: &Printed) -> String {
    let (_folder, pdf) = kept(printed);
    solid(&String::from_utf8(poppler("pdftotext", &[pdf.to_str().unwrap(), "-"])).unwrap())
}

/// `text` without anything that is not drawn.
pub(crate) fn solid(text: &str) -> String {
    text.chars().filter(|symbol| !symbol.is_whitespace() && !symbol.is_control() && *symbol != '\u{200b}').collect()
}

fn kept(printed: &Printed) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("paper.pdf");
    std::fs::write(&pdf, &printed.pdf).unwrap();
    (folder, pdf)
}

fn poppler(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| {
        panic!("{program} does not run ({error}): install poppler-utils, as ./dev test does");
    });
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

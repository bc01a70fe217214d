//! The house in order: who may depend on whom, what the screens' types are, which words stand where.

#![allow(clippy::unwrap_used, reason = "a test that cannot read the tree should stop at once")]

mod arrows;
mod diagram;
mod types;

use std::path::PathBuf;

/// The root of the workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

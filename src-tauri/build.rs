//! Embeds the screens and writes down what they may call.

use std::process::ExitCode;

use tauri_build::{AppManifest, Attributes, try_build};

fn main() -> ExitCode {
    // The screens are read at compile time, and a build script that names no file is not run again for them.
    println!("cargo:rerun-if-changed=../ui/dist");
    let commands = AppManifest::new().commands(&["submit", "query", "keep_photo", "network", "save_paper"]);
    match try_build(Attributes::new().app_manifest(commands)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

//! Where the tablet's data lies.

use std::path::PathBuf;

use clap::Parser;
use tauri::path::PathResolver;
use tauri::Runtime;

/// The Tenon tablet app.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// The folder of the tablet's data; without it the place that the system gives to this app.
    #[arg(long, env = "TENON_TABLET_DATA")]
    data: Option<PathBuf>,
}

impl Cli {
    /// The folder that was named, else the app's own.
    pub(crate) fn folder<R: Runtime>(&self, paths: &PathResolver<R>) -> tauri::Result<PathBuf> {
        self.data.clone().map_or_else(|| paths.app_data_dir(), Ok)
    }
}

//! The app: a window around the screens in `ui/`, and the tablet in `crates/tablet` behind them.
//!
//! The screens call four commands, hear one event and load pictures; they read no files, and reach neither programs nor
//! the network. No rule of the trade is decided here.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod changes;
mod commands;
mod folder;
mod opened;
mod papers;
mod pictures;
mod stop;
mod window;

use std::process::ExitCode;

use clap::Parser;
use tauri::{App, AppHandle, Manager, RunEvent};
use tracing_subscriber::EnvFilter;

use crate::folder::Cli;
use crate::opened::Opened;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let cli = Cli::parse();
    let built = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![
            commands::submit,
            commands::query,
            commands::keep_photo,
            commands::network,
            commands::save_paper
        ])
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::serve)
        .setup(move |app| Ok(start(app, &cli)?))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => u8::try_from(app.run_return(follow)).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("Tenon cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the tablet, then the window. A tablet that cannot be opened is said in the window: who taps an icon sees no
/// terminal.
fn start(app: &App, cli: &Cli) -> tauri::Result<()> {
    let opened = Opened::at(&cli.folder(app.path())?);
    if let Some(tablet) = opened.tablet() {
        tauri::async_runtime::spawn(changes::tell(app.handle().clone(), tablet.changes()));
        tauri::async_runtime::spawn(tenon_tablet::run_for_ever(tablet.clone()));
    }
    app.manage(opened);
    tauri::async_runtime::spawn(stop::on_signal(app.handle().clone()));
    window::open(app)
}

/// The program that only said why it could not work ends with 1.
fn follow(app: &AppHandle, event: RunEvent) {
    match event {
        RunEvent::Ready => tracing::info!("the window is open"),
        RunEvent::ExitRequested { code: None, api, .. } if app.state::<Opened>().tablet().is_none() => {
            api.prevent_exit();
            app.exit(1);
        }
        _ => {}
    }
}

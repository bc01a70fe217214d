//! What the screens may call. All run where blocking is allowed, away from the window's thread.

use data_encoding::BASE64;
use serde_json::{Value, json};
use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager as _, State};
use tenon_tablet::{Network, PhotoKept, Submission, Submitted};

use crate::opened::Opened;
use crate::papers;

/// Performs and saves an operation; fails only when there is no tablet.
#[tauri::command]
pub(crate) async fn submit(opened: State<'_, Opened>, submission: Submission) -> Result<Submitted, Value> {
    let tablet = opened.held()?;
    spawn_blocking(move || tablet.submit(&submission)).await.map_err(failed)
}

/// Answers a question; fails with `{code, message, facts}`.
#[tauri::command]
pub(crate) async fn query(opened: State<'_, Opened>, name: String, args: Value) -> Result<Value, Value> {
    let tablet = opened.held()?;
    spawn_blocking(move || tablet.query(&name, args)).await.map_err(failed)?.map_err(failed)
}

/// Keeps the file of a photo (base64), so that an operation can name it; fails only when there is no tablet.
#[tauri::command]
pub(crate) async fn keep_photo(opened: State<'_, Opened>, photo: String) -> Result<PhotoKept, Value> {
    let tablet = opened.held()?;
    let kept = spawn_blocking(move || BASE64.decode(photo.as_bytes()).map(|bytes| tablet.keep_photo(&bytes)));
    kept.await.map_err(failed)?.map_err(failed)
}

/// Hears what the network costs; fails only when there is no tablet, or its disk is full.
#[tauri::command]
pub(crate) async fn network(opened: State<'_, Opened>, network: Network) -> Result<(), Value> {
    let tablet = opened.held()?;
    spawn_blocking(move || tablet.set_network(network)).await.map_err(failed)?.map_err(failed)
}

/// Saves a paper among the person's downloads; answers the file's path, fails with `{code, message, facts}`.
#[tauri::command]
pub(crate) async fn save_paper(app: AppHandle, number: String, pdf: String) -> Result<String, Value> {
    let folder = papers::folder(app.path()).map_err(failed)?;
    let saved = spawn_blocking(move || papers::save(&folder, &number, &pdf)).await.map_err(failed)?.map_err(failed)?;
    Ok(saved.display().to_string())
}

fn failed(error: impl std::fmt::Display) -> Value {
    tracing::error!(%error, "a command has no answer");
    json!({ "code": "failure", "message": error.to_string(), "facts": {} })
}

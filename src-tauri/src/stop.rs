//! Ending when the system asks for it.

use tauri::{AppHandle, Runtime};

/// Ends the app at an interrupt or a request to terminate, as closing its window does. What was acknowledged is on the
/// disk by then: nothing needs saving.
pub(crate) async fn on_signal<R: Runtime>(app: AppHandle<R>) {
    match asked().await {
        Ok(()) => app.exit(0),
        Err(error) => tracing::error!(%error, "signals cannot be heard"),
    }
}

#[cfg(unix)]
async fn asked() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    Ok(())
}

#[cfg(not(unix))]
async fn asked() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

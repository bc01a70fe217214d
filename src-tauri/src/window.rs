//! The one window. It shows the screens that are built into the program, and goes nowhere else.

use tauri::webview::{NewWindowResponse, PermissionKind, PermissionResponse, WebviewWindowBuilder};
use tauri::{App, Url};

/// Opens the window that `tauri.conf.json` describes.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    for window in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app.handle(), window)?
            .on_navigation(is_ours)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_permission_request(|_, asked| permission(asked))
            .build()?;
    }
    Ok(())
}

/// Only our screens are shown here, and all that they ever ask for is the camera, at somebody's touch. The operating
/// system asks the person where it is its habit.
fn permission(asked: PermissionKind) -> PermissionResponse {
    match asked {
        PermissionKind::Camera => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}

/// Whether an address is one of the screens: `tauri://localhost`, on Windows and Android `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_screens_are_shown() {
        let ours = |text: &str| is_ours(&text.parse::<Url>().unwrap());
        assert!(ours("tauri://localhost/index.html#/find"));
        assert!(ours("http://tauri.localhost/"));
        for elsewhere in
            ["https://example.com/", "http://tauri.localhost.example.com/", "file:///etc/passwd", "data:,x"]
        {
            assert!(!ours(elsewhere), "{elsewhere}");
        }
    }
}

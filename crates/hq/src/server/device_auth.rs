//! Which device asks: every request of a device is signed with its key.
//!
//! Header `authorization: Tenon <device> <signature>`; the signature is Ed25519 over
//! `METHOD\nPATH?QUERY\nSHA-256 of the body, hex`. There is no time in it, because a tablet's clock may be wrong by
//! years; a replayed request is harmless, because an exchange gives the same result twice, and TLS hides its answer.

use axum::http::HeaderMap;
use tenon_domain::entities::{Device, DeviceState};
use tenon_domain::{DeviceId, Hash, Signed};

use super::Hq;
use super::failure::Failure;

/// The signed text of a request.
pub(super) fn signed_text(method: &str, path: &str, body: &[u8]) -> String {
    format!("{method}\n{path}\n{}", Hash::of(body))
}

/// The device that signed the request. A revoked device is let through: it may hand in to quarantine.
pub(super) async fn device(
    hq: &Hq,
    headers: &HeaderMap,
    method: &str,
    path: &str,
    body: &[u8],
) -> Result<Device, Failure> {
    let header =
        headers.get("authorization").and_then(|value| value.to_str().ok()).ok_or_else(Failure::unauthorised)?;
    let mut parts = header.split(' ');
    let (Some("Tenon"), Some(id), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Failure::unauthorised());
    };
    let id: DeviceId = id.parse().map_err(|_| Failure::unauthorised())?;
    let device = hq.database.read(move |conn| tenon_sync::hq::device(conn, id)).await??;
    let device = device.ok_or_else(Failure::unauthorised)?;
    let signed = Signed { bytes: signed_text(method, path, body), signature: signature.to_owned() };
    if signed.is_by(&device.public_key) { Ok(device) } else { Err(Failure::unauthorised()) }
}

/// The device that signed a request without a body, if it is in service.
pub(super) async fn active_device(hq: &Hq, headers: &HeaderMap, path: &str) -> Result<Device, Failure> {
    let device = device(hq, headers, "GET", path, b"").await?;
    if device.state == DeviceState::Revoked {
        return Err(Failure::unauthorised());
    }
    Ok(device)
}

//! Who this tablet is: its key in a file of its own, the rest among the facts of `work.db`.

use std::fs;
use std::io::Write;
use std::path::Path;

use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use tenon_domain::entities::Store;
use tenon_domain::{DeviceId, Id};

/// What HQ said when this tablet was enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enrolment {
    pub(crate) device: DeviceId,
    pub(crate) store: Id<Store>,
    pub(crate) hq_url: String,
    /// HQ's Ed25519 public key, lower-case hex: catalogs must be signed by it.
    pub(crate) hq_public_key: String,
}

/// The fact that holds the enrolment.
pub(crate) const ENROLMENT: &str = "enrolment";

/// This tablet's key, made at the first call. It never leaves the tablet.
pub(crate) fn device_key(dir: &Path) -> std::io::Result<SigningKey> {
    let path = dir.join("device.key");
    if !path.exists() {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        file.write_all(HEXLOWER.encode(&rand::random::<[u8; 32]>()).as_bytes())?;
        file.sync_all()?;
        fs::File::open(dir)?.sync_all()?;
    }
    let unreadable = || std::io::Error::other(format!("{} cannot be read", path.display()));
    let bytes = HEXLOWER.decode(fs::read_to_string(&path)?.trim().as_bytes()).map_err(|_| unreadable())?;
    Ok(SigningKey::from_bytes(&bytes.try_into().map_err(|_| unreadable())?))
}

/// The public half, lower-case hex.
pub(crate) fn public_key(key: &SigningKey) -> String {
    HEXLOWER.encode(key.verifying_key().as_bytes())
}

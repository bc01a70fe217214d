//! A device's signature on what it made.

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer, SigningKey};
use tenon_domain::Signed;

/// Signs `bytes` with the device's key.
pub fn sign(key: &SigningKey, bytes: String) -> Signed {
    let signature = HEXLOWER.encode(&key.sign(bytes.as_bytes()).to_bytes());
    Signed { bytes, signature }
}

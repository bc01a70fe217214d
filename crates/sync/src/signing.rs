//! A device's signature on what it made.

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use tenon_domain::Signed;

/// Signs `bytes` with the device's key.
pub fn sign(key: &SigningKey, bytes: String) -> Signed {
    let signature = HEXLOWER.encode(&key.sign(bytes.as_bytes()).to_bytes());
    Signed { bytes, signature }
}

/// Whether `signed` was made by the holder of `public_key` (Ed25519, lower-case hex).
pub fn verify(public_key: &str, signed: &Signed) -> bool {
    let key = HEXLOWER.decode(public_key.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    let key = key.and_then(|bytes: [u8; 32]| VerifyingKey::from_bytes(&bytes).ok());
    let signature = HEXLOWER.decode(signed.signature.as_bytes()).ok();
    let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
    match (key, signature) {
        (Some(key), Some(signature)) => key.verify_strict(signed.bytes.as_bytes(), &signature).is_ok(),
        _ => false,
    }
}

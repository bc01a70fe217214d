//! What headquarters signs about a snapshot.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::catalog::Refused;

/// Describes a snapshot; the signature covers everything else in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Catalog version.
    pub version: i64,
    /// Products in it.
    pub products: i64,
    /// Bytes of the database.
    pub bytes: u64,
    /// Bytes of the compressed file.
    pub compressed_bytes: u64,
    /// SHA-256 of the database, lower-case hexadecimal.
    pub sha256: String,
    /// SHA-256 of the compressed file, lower-case hexadecimal.
    pub compressed_sha256: String,
    /// Ed25519 signature over `signed_bytes`, lower-case hexadecimal.
    pub signature: String,
}

impl Manifest {
    /// What is signed: a name of the purpose and every field but the signature, a line each.
    pub fn signed_bytes(&self) -> Vec<u8> {
        format!(
            "tenon.catalog.snapshot.v1\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.version, self.products, self.bytes, self.compressed_bytes, self.sha256, self.compressed_sha256
        )
        .into_bytes()
    }

    /// Fills in the signature.
    pub(super) fn sign(mut self, key: &SigningKey) -> Self {
        self.signature = data_encoding::HEXLOWER.encode(&key.sign(&self.signed_bytes()).to_bytes());
        self
    }

    /// Checks the signature.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), Refused> {
        let bytes = data_encoding::HEXLOWER.decode(self.signature.as_bytes()).map_err(|_| Refused::Signature)?;
        let signature = Signature::from_slice(&bytes).map_err(|_| Refused::Signature)?;
        key.verify_strict(&self.signed_bytes(), &signature).map_err(|_| Refused::Signature)
    }
}

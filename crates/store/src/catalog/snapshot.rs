//! The whole catalog as one compressed, signed file: built at headquarters, installed on tablets.

mod build;
mod install;
mod manifest;

pub use build::{Built, build};
pub(super) use install::clean;
pub use install::install;
pub use manifest::Manifest;

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

/// Hashes and counts what passes through.
struct Measured<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Measured<T> {
    fn new(inner: T) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn hash(self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash.finalize())
    }
}

impl<T: Write> Write for Measured<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.pass(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Measured<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.pass(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

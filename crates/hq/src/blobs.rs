//! Files of photos and drawings that tablets send: taken in piece by piece, verified when they are whole, kept under the
//! SHA-256 that the tablet named them by.
//!
//! They lie as files in `blobs/` of the data folder, beside the database on the same machine, as pictures do, or in a bucket
//! of an S3-compatible store under the same names. Pieces lie in the folder in both cases, since the hash is known only when
//! a file is whole; servers over one database share it.

mod bucket;
mod folder;
mod taking;

pub use folder::{Blobs, Form, Kept};
pub use taking::{Received, Refused};

//! Files of photos and drawings that tablets send: taken in piece by piece, verified when they are whole, kept under the
//! SHA-256 that the tablet named them by.
//!
//! They lie as files in `blobs/` of the data folder, beside the database on the same machine, as pictures do; servers over
//! one database share the folder. An S3-compatible store would need the pieces kept somewhere until a file is whole (their
//! hash is known only then) and a second HTTP client; what it would have to do is what [`Blobs`] does.

mod folder;
mod taking;

pub use folder::{Blobs, Form, Kept};
pub use taking::{Received, Refused};

//! Files of photos and drawings, named by their SHA-256, beside `work.db`.
//!
//! A file is on the disk, whole, before any operation that names it is saved, and lies there once however often it is
//! taken. It stays until headquarters says that it holds a verified copy; after that it goes when the budget is spent, least
//! recently looked at first. Unlike `pictures.db` nothing here can be had again before that, so a file that cannot be kept
//! is an error that the screen says.

mod folder;
mod keeping;

pub(crate) use folder::{Folder, Form};
pub(crate) use keeping::io_refusal;
pub use keeping::{PhotoFile, PhotoKept, PhotoRoom};

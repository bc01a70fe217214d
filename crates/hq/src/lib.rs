//! Headquarters.

pub mod import;

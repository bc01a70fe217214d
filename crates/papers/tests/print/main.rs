//! Papers as they come out of the press, read back from their PDFs with poppler's tools (`./dev test` installs them).
#![allow(clippy::unwrap_used)] // Tests.

mod hostile;
mod papers;
mod sale;
mod support;
mod templates;
mod visit;

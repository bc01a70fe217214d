//! What the whole-system tests share.
//!
//! [`sim`] is the seeded simulation; its short run is the test target `sim`, its long run the binary of that name.
//! [`barcodes`] are photographs that others publish; [`postgres`] starts a PostgreSQL of a test's own.
#![allow(clippy::unwrap_used)] // Tests: what cannot fail in them may say so by panicking.

pub mod barcodes;
pub mod postgres;

#[path = "../sim/sim.rs"]
pub mod sim;

//! What the whole-system tests share.
//!
//! [`sim`] is the seeded simulation; its short run is the test target `sim`, its long run the binary of that name.

#[path = "../sim/sim.rs"]
pub mod sim;

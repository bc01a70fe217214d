//! How a tablet and headquarters agree.
//!
//! [`hq`] receives, judges and answers; [`tablet`] submits, stages and applies; [`wire`] is what travels between them.
//! On purpose this crate has no network, no threads, no async and no clock: a driver carries the messages and hands in
//! the time, so that a seeded simulation drives the code that ships.

pub mod card_case;
pub mod hq;
pub mod paper;
pub mod tablet;
pub mod wire;

mod error;
mod judge;
mod performing;
mod signing;

pub use error::Error;
pub use signing::sign;

//! The demonstration chain.

mod dice;
mod finish;
mod picture;

pub use picture::{MEDIA_TYPE, pictures};

//! Pictures that come from elsewhere: unpacked within bounds, made into two sizes for screens, and rid of what a file says
//! beside its picture.
//!
//! Headquarters and tablets use the same. No I/O: bytes in, bytes out. A decoder that panics is the caller's to catch.

mod bare;
mod fault;
mod make;
mod structure;

pub use bare::bare;
pub use fault::Fault;
pub use image::ImageFormat;
pub use make::{Made, format_of, make};

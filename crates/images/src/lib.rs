//! Pictures that come from elsewhere: unpacked within bounds, made into two sizes for screens, and rid of what a file says
//! beside its picture; and whether a file is a PDF.
//!
//! Headquarters and tablets use the same. No I/O: bytes in, bytes out. A decoder that panics is the caller's to catch.

mod bare;
mod fault;
mod make;
mod pdf;
mod structure;

pub use bare::bare;
pub use fault::Fault;
pub use image::ImageFormat;
pub use make::{Made, format_of, make};
pub use pdf::{check_pdf, is_pdf};

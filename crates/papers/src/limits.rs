//! How much a paper may hold. Text is cut to these lengths (in characters, the ellipsis counted); more of a thing than
//! these is [`crate::Error::TooMany`].

/// Numbers, dates, quantities, labels.
pub const SHORT: usize = 60;
/// Names and titles.
pub const NAME: usize = 120;
/// Addresses, specifications, captions, reasons, the footer.
pub const LONG: usize = 240;
/// One term.
pub const TERM: usize = 1_000;
/// Lines of all sections together.
pub const LINES: usize = 200;
/// Lines on a slip, which is one long page.
pub const SLIP_LINES: usize = 60;
/// Rooms.
pub const SECTIONS: usize = 60;
/// Sums, facts, instalments, reasons and payments, of each.
pub const ROWS: usize = 40;
/// Terms.
pub const TERMS: usize = 60;
/// Terms on a slip.
pub const SLIP_TERMS: usize = 6;
/// Points of all strokes of a signature together.
pub const POINTS: usize = 5_000;
/// QR codes.
pub const CODES: usize = 4;
/// Bytes of a QR code's text.
pub const CODE: usize = 2_000;
/// Bytes of one file in a chain's folder of templates.
pub const FILE: u64 = 8 * 1024 * 1024;

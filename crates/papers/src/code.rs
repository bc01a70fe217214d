//! QR codes as pictures of one pixel a module.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::paper::Code;
use crate::{Error, limits};

/// Modules of white around a code (ISO/IEC 18004).
const QUIET: i32 = 4;
/// Up to this many bytes a code can lose 15 % of itself, longer ones 7 %: their modules must stay big enough to print.
const STURDY: usize = 600;

/// A code's modules with the quiet zone, a byte each, row by row: 0 black, 255 white.
pub(crate) struct Modules {
    pub(crate) side: usize,
    pub(crate) pixels: Vec<u8>,
}

pub(crate) fn modules(code: &Code) -> Result<Modules, Error> {
    let too_long = || Error::Code { caption: code.caption.clone(), bytes: code.text.len(), most: limits::CODE };
    if code.text.len() > limits::CODE {
        return Err(too_long());
    }
    let level = if code.text.len() > STURDY { QrCodeEcc::Low } else { QrCodeEcc::Medium };
    let drawn = QrCode::encode_text(&code.text, level).map_err(|_| too_long())?;
    let range = -QUIET..drawn.size() + QUIET;
    let rows = range.clone().flat_map(|y| range.clone().map(move |x| (x, y)));
    let pixels = rows.map(|(x, y)| if drawn.get_module(x, y) { 0 } else { 255 }).collect();
    Ok(Modules { side: range.count(), pixels })
}

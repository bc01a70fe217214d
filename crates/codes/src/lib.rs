//! Which codes stand in a picture: QR, Data Matrix, EAN-13, EAN-8, UPC-A and Code 128, whichever way up, light on dark too.
//!
//! The engine is zxing-cpp, whose WebAssembly build reads the camera in the screens; both are asked for the same formats
//! (`ui/src/scanning/formats.ts`). Other formats are left out on purpose: each one that nobody prints on a card or a
//! shelf only adds false reads. What a text means is not known here.

mod grey;

use std::io::Read;
use std::path::Path;

use serde::Serialize;
use thiserror::Error;
use zxingcpp::{BarcodeFormat, BarcodeReader, ImageFormat, ImageView};

pub use grey::Grey;

/// Longest file that is read, in bytes.
pub const MOST_BYTES: u64 = 25_000_000;
/// Pixels of a picture at most: more than any camera of a phone makes.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The kind of a code, under its name in the W3C's Barcode Detection API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// QR code, model 2.
    QrCode,
    /// Data Matrix ECC 200.
    DataMatrix,
    /// EAN-13; one that begins with zero is a UPC-A.
    #[serde(rename = "ean_13")]
    Ean13,
    /// EAN-8.
    #[serde(rename = "ean_8")]
    Ean8,
    /// UPC-A, twelve digits.
    UpcA,
    /// Code 128.
    #[serde(rename = "code_128")]
    Code128,
}

const FORMATS: [(BarcodeFormat, Format); 6] = [
    (BarcodeFormat::QRCode, Format::QrCode),
    (BarcodeFormat::DataMatrix, Format::DataMatrix),
    (BarcodeFormat::EAN13, Format::Ean13),
    (BarcodeFormat::EAN8, Format::Ean8),
    (BarcodeFormat::UPCA, Format::UpcA),
    (BarcodeFormat::Code128, Format::Code128),
];

/// A code that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Its kind.
    pub format: Format,
    /// What it says.
    pub text: String,
}

/// Why a file says nothing.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// It is no picture of a known format.
    #[error("this is no PNG, JPEG, WebP or GIF picture")]
    Format,
    /// It is more than is looked at.
    #[error("the picture is too large: {what}, where at most {most} are read; take it smaller or cut it to the code")]
    TooLarge {
        /// What it has.
        what: String,
        /// What is allowed.
        most: String,
    },
    /// It is damaged.
    #[error("the picture is damaged: {0}; take or save it anew")]
    Broken(String),
    /// The engine gave up.
    #[error("the picture could not be searched for codes: {0}")]
    Engine(String),
}

impl Unreadable {
    fn too_large(what: String, most: String) -> Self {
        Self::TooLarge { what, most }
    }
}

/// Reads the picture file at `path`; see [`read`].
pub fn read_file(path: &Path) -> Result<Vec<Code>, Unreadable> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    read(&bytes)
}

/// The codes in a picture file (PNG, JPEG, WebP, the first image of a GIF), each text once.
pub fn read(file: &[u8]) -> Result<Vec<Code>, Unreadable> {
    read_grey(&Grey::of(file)?)
}

/// The codes in a picture that is unpacked already.
pub fn read_grey(picture: &Grey) -> Result<Vec<Code>, Unreadable> {
    let engine = |error: zxingcpp::Error| Unreadable::Engine(error.to_string());
    let (width, height) = picture.size();
    let view = ImageView::from_slice(picture.bytes(), width, height, ImageFormat::Lum).map_err(engine)?;
    let mut codes: Vec<Code> = Vec::new();
    for found in reader().from(&view).map_err(engine)?.iter().filter(|one| one.is_valid()) {
        let code = code(found.format(), found.text());
        codes.extend(code.filter(|code| !codes.contains(code)));
    }
    Ok(codes)
}

fn reader() -> BarcodeReader {
    zxingcpp::read()
        .formats(FORMATS.map(|(asked, _)| asked))
        .try_harder(true)
        .try_rotate(true)
        .try_invert(true)
        .try_downscale(true)
}

/// `None` for what was not asked for.
fn code(format: BarcodeFormat, text: String) -> Option<Code> {
    let format = FORMATS.iter().find(|(known, _)| *known == format)?.1;
    // The bars of a UPC-A are those of an EAN-13 that begins with zero; the engine names either.
    Some(match (format, text.strip_prefix('0')) {
        (Format::Ean13 | Format::UpcA, Some(upc)) if text.len() == 13 => {
            Code { format: Format::UpcA, text: upc.to_owned() }
        }
        _ => Code { format, text },
    })
}

#[cfg(test)]
mod tests;

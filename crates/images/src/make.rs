//! From a file to two sizes for screens: JPEG, upright, without metadata, transparent parts on white.
//!
//! Nothing in the file is believed before it is checked: the format is read from its first bytes, its size in pixels
//! before anything is unpacked.

use std::io::{Cursor, ErrorKind};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::Fault;
use crate::structure::{gif_extent, is_whole_jpeg};

/// Pixels on the longer side.
const THUMB: u32 = 320;
const LARGE: u32 = 1_280;
/// Pixels that are unpacked at most: more than any camera of a phone makes.
const MOST_PIXELS: u64 = 50_000_000;
/// Bytes that unpacking may take for the picture itself.
const MOST_ALLOC: u64 = 256 * 1024 * 1024;
/// Of 100. Higher values cost bytes that nobody sees on a tablet.
const QUALITY: u8 = 82;

/// The two sizes, as files; the same where the original is small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// For lists.
    pub thumb: Vec<u8>,
    /// For the whole screen.
    pub large: Vec<u8>,
}

/// Makes both sizes of the file `bytes`.
pub fn make(bytes: &[u8]) -> Result<Made, Fault> {
    let format = format_of(bytes)?;
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Fault::Truncated);
    }
    if let (ImageFormat::Gif, Some(extent)) = (format, gif_extent(bytes)) {
        check(extent)?;
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    check(decoder.dimensions())?;
    if decoder.total_bytes() > MOST_ALLOC {
        return Err(Fault::too_much_memory());
    }
    let orientation = orientation(&mut decoder);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    let picture = within(on_white(picture), LARGE * 2, DynamicImage::thumbnail);
    let mut large = DynamicImage::ImageRgb8(within(picture, LARGE, smooth).into_rgb8());
    large.apply_orientation(orientation);
    let small = large.width().max(large.height()) <= THUMB;
    let thumb = if small { None } else { Some(file(&within(large.clone(), THUMB, smooth))?) };
    let large = file(&large)?;
    Ok(Made { thumb: thumb.unwrap_or_else(|| large.clone()), large })
}

/// How the picture is to be turned; with a broken note on that it is shown as it lies.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    let note = decoder.exif_metadata().ok().flatten().unwrap_or_default();
    // Many programs write JPEG's introduction of the note into other formats too.
    let note = note.strip_prefix(b"Exif\0\0").unwrap_or(&note);
    Orientation::from_exif_chunk(note).unwrap_or(Orientation::NoTransforms)
}

fn check((width, height): (u32, u32)) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Broken("it declares no pixels".to_owned()));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let most = format!("{} million pixels", MOST_PIXELS / 1_000_000);
        return Err(Fault::TooLarge { what: format!("{width} × {height} pixels"), most });
    }
    Ok(())
}

fn smooth(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    picture.resize(width, height, FilterType::CatmullRom)
}

/// Shrinks what is wider or higher than `side`.
fn within(picture: DynamicImage, side: u32, shrink: fn(&DynamicImage, u32, u32) -> DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= side { picture } else { shrink(&picture, side, side) }
}

/// Lays what is transparent on white, before shrinking mixes hidden colours in.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut picture = picture.into_rgba8();
    for pixel in picture.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for channel in pixel.0.iter_mut().take(3) {
            let mixed = (u32::from(*channel) * alpha + 255 * (255 - alpha) + 127) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
        pixel.0[3] = u8::MAX;
    }
    DynamicImage::ImageRgba8(picture)
}

fn file(picture: &DynamicImage) -> Result<Vec<u8>, Fault> {
    let mut file = Vec::new();
    let written = picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, QUALITY));
    written.map_err(|error| Fault::Broken(error.to_string()))?;
    Ok(file)
}

fn fault(error: &ImageError) -> Fault {
    let words = error.to_string();
    match error {
        ImageError::Limits(_) => Fault::too_much_memory(),
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Fault::Truncated,
        _ if words.to_lowercase().contains("unexpected end") => Fault::Truncated,
        _ => Fault::Broken(words),
    }
}

/// The format by the first bytes, whatever server and file name say.
pub fn format_of(bytes: &[u8]) -> Result<ImageFormat, Fault> {
    let what = match bytes {
        [] => "an empty file",
        [0xFF, 0xD8, 0xFF, ..] => return Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => return Ok(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => return Ok(ImageFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => return Ok(ImageFormat::WebP),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "a TIFF file",
        [b'B', b'M', ..] => "a BMP file",
        [0, 0, 1 | 2, 0, ..] | [b'i', b'c', b'n', b's', ..] => "an icon file",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop file",
        [b'%', b'P', b'D', b'F', ..] => "a PDF file",
        [0, 0, 0, 12, b'j', b'P', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "a JPEG 2000 file",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => "an AVIF file",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "an HEIC file or a video",
        _ => text_kind(bytes),
    };
    Err(Fault::Format(what))
}

fn text_kind(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1_024)).unwrap_or_default()).to_lowercase();
    if head.contains("<svg") {
        "an SVG drawing"
    } else if head.contains("<html") || head.contains("<!doctype") {
        "a web page"
    } else {
        "no picture that is known here"
    }
}

//! From a picture file to grey pixels. Nothing in the file is believed before it is checked: its format is read from its
//! first bytes, its size in pixels before anything is unpacked.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};

use crate::{MOST_BYTES, MOST_PIXELS, Unreadable};

/// Bytes that unpacking may take for the picture itself.
const MOST_ALLOC: u64 = 256 * 1024 * 1024;

/// A picture in shades of grey, a byte a pixel, row by row; what is transparent lies on white.
#[derive(Debug, Clone)]
pub struct Grey {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

impl Grey {
    /// Unpacks a PNG, JPEG, WebP or the first image of a GIF. It is not turned as its metadata say: codes are read
    /// whichever way up they are.
    pub fn of(file: &[u8]) -> Result<Self, Unreadable> {
        if file.len() as u64 > MOST_BYTES {
            let megabytes = |bytes: u64| format!("{} MB", bytes / 1_000_000);
            return Err(Unreadable::too_large(format!("more than {}", megabytes(MOST_BYTES)), megabytes(MOST_BYTES)));
        }
        let format = image::guess_format(file).map_err(|_| Unreadable::Format)?;
        if !format.reading_enabled() {
            return Err(Unreadable::Format);
        }
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_ALLOC);
        let mut reader = ImageReader::with_format(Cursor::new(file), format);
        reader.limits(limits);
        let decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
        let (width, height) = decoder.dimensions();
        if width == 0 || height == 0 {
            return Err(Unreadable::Broken("it declares no pixels".to_owned()));
        }
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            let most = format!("{} million pixels", MOST_PIXELS / 1_000_000);
            return Err(Unreadable::too_large(format!("{width} × {height} pixels"), most));
        }
        let picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
        Ok(Self::new(picture))
    }

    fn new(picture: DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let bytes = match picture {
            DynamicImage::ImageLuma8(grey) => grey.into_raw(),
            picture if picture.color().has_alpha() => {
                picture.into_rgba8().pixels().map(|pixel| on_white(pixel.0)).collect()
            }
            picture => picture.into_rgb8().pixels().map(|pixel| brightness(pixel.0)).collect(),
        };
        Self { width, height, bytes }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The pixels.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The picture turned clockwise by this many quarters.
    pub fn turned(&self, quarters: u32) -> Self {
        let (width, height) = self.size();
        let last = |length: u32| length.saturating_sub(1);
        let (turned_width, turned_height) = if quarters % 2 == 1 { (height, width) } else { (width, height) };
        let at = |x: u32, y: u32| {
            let (x, y) = match quarters % 4 {
                0 => (x, y),
                1 => (y, last(height) - x),
                2 => (last(width) - x, last(height) - y),
                _ => (last(width) - y, x),
            };
            self.bytes[y as usize * width as usize + x as usize]
        };
        let bytes =
            (0..turned_height).flat_map(|y| (0..turned_width).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
        Self { width: turned_width, height: turned_height, bytes }
    }
}

/// ITU-R BT.601, as the engine weighs the colours of camera frames.
fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    let weighed = 306 * u32::from(red) + 601 * u32::from(green) + 117 * u32::from(blue) + 512;
    u8::try_from(weighed >> 10).unwrap_or(u8::MAX)
}

fn on_white([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let (grey, alpha) = (u32::from(brightness([red, green, blue])), u32::from(alpha));
    u8::try_from((grey * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

fn unreadable(error: &ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => {
            Unreadable::too_large("it unpacks to too much".to_owned(), format!("{} MB", MOST_ALLOC / (1024 * 1024)))
        }
        ImageError::Unsupported(_) => Unreadable::Format,
        error => Unreadable::Broken(error.to_string()),
    }
}

//! What is left of a file that said more than its picture.
#![allow(clippy::unwrap_used)] // Tests.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;
use tenon_images::{bare, make};

fn saved(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |value: u32| u8::try_from(value % 256).unwrap();
    let drawn = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x * 7), shade(y * 3), shade(x ^ y)]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Exif, little-endian, with an orientation and a GPS directory: 30° 16' N.
fn exif(orientation: u8) -> Vec<u8> {
    let mut note = b"II*\0\x08\0\0\0\x02\0".to_vec();
    note.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    note.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    note.extend([0, 0, 0, 0]);
    note.extend([2, 0]);
    note.extend([1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0]);
    note.extend([2, 0, 5, 0, 3, 0, 0, 0, 68, 0, 0, 0]);
    note.extend([0, 0, 0, 0]);
    note.extend([30_u32, 1, 16, 1, 4242, 100].iter().flat_map(|one| one.to_le_bytes()));
    note
}

fn with_notes(file: &[u8], orientation: u8) -> Vec<u8> {
    let note = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let place = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='30,16.4N'/>";
    let mut out = file[..2].to_vec();
    for body in [note.as_slice(), place] {
        out.extend([0xFF, 0xE1]);
        out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        out.extend(body);
    }
    out.extend(&file[2..]);
    // As some phones do, with another picture behind the first.
    out.extend(b"GPS behind the end");
    out
}

fn says(file: &[u8], what: &[u8]) -> bool {
    file.windows(what.len()).any(|window| window == what)
}

#[test]
fn the_place_goes_and_the_picture_stays_upright() {
    for orientation in 1..=8 {
        let file = with_notes(&saved(64, 32, ImageFormat::Jpeg), orientation);
        let plain = bare(&file).unwrap();
        assert!(says(&file, b"GPS") && says(&file, &4242_u32.to_le_bytes()));
        assert!(!says(&plain, b"GPS") && !says(&plain, &4242_u32.to_le_bytes()) && !says(&plain, b"xap"));
        assert_eq!(make(&plain).unwrap(), make(&file).unwrap(), "orientation {orientation}");
        assert_eq!(bare(&plain).unwrap(), plain, "nothing more to remove");
    }
}

#[test]
fn a_file_without_notes_stays_as_it_is() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file = saved(40, 30, format);
        assert_eq!(bare(&file).unwrap(), file, "{format:?}");
    }
}

#[test]
fn what_is_no_picture_of_these_formats_is_left_alone() {
    for file in [b"".as_slice(), b"\xFF\xD8\xFF", b"GIF89a", b"%PDF-1.7", b"RIFF\0\0\0\0WEBP"] {
        assert_eq!(bare(file), if file.starts_with(b"RIFF") { Some(b"RIFF\x04\0\0\0WEBP".to_vec()) } else { None });
    }
}

fn collection() -> Option<PathBuf> {
    let mut up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    up.find_map(|dir| Some(dir.join("shared/data/bad-input/images")).filter(|dir| dir.is_dir()))
}

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_picture_of_the_collection_looks_the_same_without_its_notes() {
    let Some(dir) = collection() else {
        eprintln!("the collection of bad files is not here: nothing was tried");
        return;
    };
    let (mut all, mut compared) = (Vec::new(), 0);
    files(&dir, &mut all);
    for path in all {
        let file = std::fs::read(&path).unwrap();
        let plain = bare(&file);
        let Ok(made) = make(&file) else { continue };
        if file.starts_with(b"GIF") {
            continue;
        }
        let plain = plain.unwrap_or_else(|| panic!("{}: it shows, so it can be read", path.display()));
        assert_eq!(make(&plain).as_ref(), Ok(&made), "{}", path.display());
        assert!(!says(&plain, b"GPSLatitude") && plain.len() <= file.len() + 64, "{}", path.display());
        compared += 1;
    }
    assert!(compared > 50, "{compared} pictures");
}

proptest! {
    #[test]
    fn no_bytes_break_it(hits in prop::collection::vec((any::<u16>(), any::<u8>()), 0..20), kept in 0_usize..4_000, format in 0_usize..3) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][format];
        let mut file = saved(40, 30, format);
        if format == ImageFormat::Jpeg {
            file = with_notes(&file, 6);
        }
        for (at, value) in hits {
            let at = usize::from(at) % file.len();
            file[at] = value;
        }
        file.truncate(kept);
        if let Some(plain) = bare(&file) {
            prop_assert!(plain.len() <= file.len() + 64);
        }
    }
}

//! Files to fetch: good ones, bad ones, and those that others have collected.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;

use super::{Again, Website, fetch, import};
use tenon_images::make;

fn drawn(width: u32, height: u32) -> DynamicImage {
    let shade = |value: u32| u8::try_from(value % 256).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([shade(x * 7), shade(y * 3), shade(x ^ y)])))
}

fn saved(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    saved(&drawn(width, height), ImageFormat::Png)
}

pub(super) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    saved(&drawn(width, height), ImageFormat::Jpeg)
}

/// A PNG of one pixel whose header says otherwise, with the right checksum.
pub(super) fn png_that_declares(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(1, 1);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&sum.to_be_bytes());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

pub(super) fn gif_that_declares(width: u16, height: u16) -> Vec<u8> {
    let mut file = saved(&drawn(1, 1), ImageFormat::Gif);
    file[6..8].copy_from_slice(&width.to_le_bytes());
    file[8..10].copy_from_slice(&height.to_le_bytes());
    file
}

pub(super) fn jpeg_that_declares(width: u16, height: u16) -> Vec<u8> {
    let mut file = jpeg(8, 8);
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

fn side(file: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(file).unwrap();
    (picture.width(), picture.height())
}

#[test]
fn sizes_fit_tablets_and_keep_the_shape() {
    let made = make(&jpeg(3_000, 1_500)).unwrap();
    assert_eq!((side(&made.large), side(&made.thumb)), ((1_280, 640), (320, 160)));
    assert!(made.large.starts_with(&[0xFF, 0xD8]) && !made.large.windows(4).any(|four| four == b"Exif"));
    let small = make(&png(200, 320)).unwrap();
    assert_eq!((side(&small.large), small.large == small.thumb), ((200, 320), true));
    assert_eq!(side(&make(&png(4_000, 1)).unwrap().thumb), (320, 1));
    let clear = DynamicImage::new_rgba8(10, 10);
    let on_white = image::load_from_memory(&make(&saved(&clear, ImageFormat::Png)).unwrap().large).unwrap().into_rgb8();
    assert!(on_white.pixels().all(|pixel| pixel.0.iter().all(|channel| *channel > 250)));
    let same: Vec<_> = [ImageFormat::WebP, ImageFormat::Gif].map(|format| saved(&drawn(50, 40), format)).to_vec();
    assert!(same.iter().all(|file| side(&make(file).unwrap().large) == (50, 40)));
}

/// `file`, a JPEG, with a note that says how to turn it.
fn turned(file: &[u8], orientation: u8) -> Vec<u8> {
    let mut note = vec![0xFF, 0xE1, 0, 34];
    note.extend(b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0");
    note.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&file[..2], &note, &file[2..]].concat()
}

#[test]
fn a_picture_is_turned_as_its_note_says_and_the_note_goes() {
    let lying = turned(&jpeg(64, 32), 6);
    let made = make(&lying).unwrap();
    assert_eq!(side(&made.large), (32, 64));
    assert!(!made.large.windows(4).any(|four| four == b"Exif"));
    assert_eq!(side(&make(&turned(&jpeg(64, 32), 3)).unwrap().large), (64, 32));
    assert_eq!(side(&make(&turned(&jpeg(64, 32), 99)).unwrap().large), (64, 32), "a note that makes no sense");
}

#[test]
fn pictures_of_the_collection_that_lie_on_their_side_are_set_upright() {
    let Some((dir, _)) = collection() else {
        eprintln!("the collection of bad files is not here: nothing was tried");
        return;
    };
    let large = |name: String| {
        let made = make(&std::fs::read(dir.join("pillow").join(name)).unwrap()).unwrap();
        image::load_from_memory(&made.large).unwrap().into_rgb8()
    };
    let upright = large("hopper.jpg".to_owned());
    for name in (2..=8).flat_map(|turn| ["jpg", "webp"].map(|end| format!("hopper_orientation_{turn}.{end}"))) {
        let other = large(name.clone());
        let apart: u64 = upright.iter().zip(other.iter()).map(|(one, two)| u64::from(one.abs_diff(*two))).sum();
        assert!(apart / (upright.len() as u64) < 12, "{name} is {} apart", apart / upright.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn a_cut_picture_is_never_shown(share in 0.0_f64..0.97, kind in 0_usize..3) {
        let file = match kind {
            0 => jpeg(120, 90),
            1 => png(120, 90),
            _ => saved(&drawn(120, 90), ImageFormat::WebP),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share")]
        let kept = (file.len() as f64 * share) as usize;
        prop_assert!(make(&file[..kept]).is_err());
    }

    #[test]
    fn a_damaged_picture_never_breaks_the_program(hits in prop::collection::vec((any::<u16>(), any::<u8>()), 1..12), kind in 0_usize..4) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP][kind];
        let mut file = saved(&drawn(60, 50), format);
        for (at, value) in hits {
            let at = usize::from(at) % file.len();
            file[at] = value;
        }
        // A decoder that panics is caught by the round; whatever comes out is within bounds.
        if let Ok(Ok(made)) = std::panic::catch_unwind(|| make(&file)) {
            let (width, height) = side(&made.large);
            prop_assert!(width <= 1_280 && height <= 1_280);
        }
    }
}

/// The collection of bad files with what another decoder says of each; none where it is not at hand.
fn collection() -> Option<(PathBuf, BTreeMap<String, String>)> {
    let parts = ["shared", "data", "bad-input", "images"];
    let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = up.map(|dir| parts.iter().fold(dir.to_owned(), |path, part| path.join(part)));
    let dir = found.into_iter().find(|dir| dir.join("index.csv").exists())?;
    let index = std::fs::read_to_string(dir.join("index.csv")).unwrap();
    let verdicts = index.lines().skip(1).map(|line| {
        let mut cells = line.splitn(4, ',');
        let name = cells.next().unwrap().to_owned();
        (name, cells.nth(2).unwrap_or_default().to_owned())
    });
    Some((dir.clone(), verdicts.collect()))
}

/// Refused here although the other decoder takes them: arithmetic coding, and damage that it passes over.
const STRICTER: [&str; 4] = ["testimgari.jpg", "badcrc.png", "huge_IDAT.png", "truncated_app14.jpg"];
/// Taken here although the other decoder does not: every pixel is there, what is damaged stands beside them.
const MILDER: [&str; 2] = ["badadler.png", "empty_ancillary_chunks.png"];

#[tokio::test]
async fn every_file_of_the_collection_is_taken_or_refused_by_name() {
    let Some((dir, verdicts)) = collection() else {
        eprintln!("the collection of bad files is not here: nothing was tried");
        return;
    };
    let (catalog, website) = (tempfile::tempdir().unwrap(), Website::open().await);
    let names: Vec<&String> = verdicts.keys().filter(|name| dir.join(name).is_file()).collect();
    assert!(names.len() > 200, "{} files", names.len());
    let read = |name: &str| std::fs::read(dir.join(name)).unwrap();
    let addresses: Vec<String> = names.iter().map(|name| website.gives(name, &read(name))).collect();
    import(catalog.path(), &addresses);
    let report = fetch(catalog.path(), Again::Due).await;
    let refused: BTreeMap<&str, &str> =
        report.problems.iter().map(|one| (one.address.as_str(), one.code.as_str())).collect();
    assert_eq!(report.counts.here + report.counts.refused, names.len() as u64, "{:#?}", report.counts);
    for (name, address) in names.iter().zip(&addresses) {
        let verdict = verdicts[*name].as_str();
        let ours = refused.get(address.as_str()).copied();
        let known = ["PNG ", "JPEG ", "GIF ", "WEBP "].iter().any(|format| verdict.starts_with(format));
        let taken = match () {
            () if STRICTER.iter().any(|end| name.ends_with(end)) => false,
            () if MILDER.iter().any(|end| name.ends_with(end)) => true,
            () => known && verdict.ends_with("decodes"),
        };
        assert_eq!(ours.is_none(), taken, "{name}: {verdict}, here {ours:?}");
    }
    let bomb = addresses.iter().find(|address| address.ends_with("decompression_bomb.gif")).unwrap();
    assert_eq!(refused[bomb.as_str()], "picture_too_large");
}

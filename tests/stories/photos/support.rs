//! What the stories of photos share.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use tenon_domain::Hash;

use crate::support::{Hq, Person, Tablet};

/// A measurer of the tablet's store, signed in, and the jobs of theirs, the next first.
pub(super) fn jobs_of_fitter(tablet: &Tablet) -> (Person<'_>, Vec<String>) {
    let fitter = Person::sign_in(tablet, tablet.people("measurer").swap_remove(0), "3690");
    let today = tablet.query("jobs", &json!({ "day": null }));
    let mut orders = Vec::new();
    for day in today["days"].as_array().unwrap() {
        let jobs = tablet.query("jobs", &json!({ "day": day["date"] }));
        let named = jobs["jobs"].as_array().unwrap().iter().map(|job| job["work_order"].as_str().unwrap().to_owned());
        orders.extend(named);
    }
    assert!(!orders.is_empty(), "the demonstration plans jobs for every crew");
    (fitter, orders)
}

/// A measurer of the tablet's store, signed in, and the first job of theirs.
pub(crate) fn fitter_with_job(tablet: &Tablet) -> (Person<'_>, String) {
    let (fitter, mut orders) = jobs_of_fitter(tablet);
    (fitter, orders.swap_remove(0))
}

pub(crate) fn job(tablet: &Tablet, order: &str) -> Value {
    tablet.query("job", &json!({ "work_order": order }))
}

/// The photo at this place of a job, counted from 0.
pub(crate) fn photo(tablet: &Tablet, order: &str, at: usize) -> Value {
    job(tablet, order)["photos"][at].clone()
}

/// The bytes in a file, as the camera's program leaves them.
pub(crate) fn on_disk(tablet: &Tablet, bytes: &[u8]) -> PathBuf {
    let path = tablet.folder().join(format!("camera-{}", Hash::of(bytes)));
    fs::write(&path, bytes).unwrap();
    path
}

/// Keeps the bytes of a photo; answers how operations name it.
pub(crate) fn kept(tablet: &Tablet, bytes: &[u8]) -> Value {
    let kept = tablet.says(&["keep-photo", on_disk(tablet, bytes).to_str().unwrap()]).well();
    assert!(kept["refusal"].is_null(), "{kept}");
    kept["file"].clone()
}

pub(crate) fn add(order: &str, file: &Value, kind: &str, caption: &str) -> Value {
    json!({
        "tag": "photo.add.v1", "work_order": order, "sha256": file["sha256"], "bytes": file["bytes"],
        "media_type": file["media_type"], "kind": kind, "room": null, "caption": caption,
    })
}

/// A picture that hardly packs: about three bytes a pixel.
pub(crate) fn noisy(number: u64, width: u32, height: u32) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let drawn = RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// `jpeg` as a phone writes it: lying on its side, with the place where it was taken.
pub(crate) fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let mut note = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    note.extend([0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    note.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    note.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    note.extend(b"GPS");
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &note, &jpeg[2..]].concat()
}

/// The files that headquarters holds, by name.
pub(crate) fn held(hq: &Hq) -> Vec<String> {
    held_in(&hq.data().join("blobs"))
}

/// The same for a folder where headquarters keeps them.
pub(crate) fn held_in(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for shard in fs::read_dir(folder).into_iter().flatten().flatten() {
        let first = shard.file_name().into_string().unwrap();
        let files = fs::read_dir(shard.path()).into_iter().flatten().flatten();
        let ends =
            files.filter_map(|file| file.file_name().into_string().unwrap().strip_suffix(".json").map(str::to_owned));
        names.extend(ends.map(|rest| format!("{first}{rest}")));
    }
    names.sort();
    names
}

//! Days of photos without a network, then a network on which the tablet's program is killed again and again while it sends.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage};
use serde_json::json;
use tenon_domain::Hash;
use tenon_domain::entities::Photo;

use super::support::{add, held, jobs_of_fitter};
use crate::support::{Hq, PATIENCE, Request, Tablet, Weather, eventually};

/// Bytes of a file that one request carries: a kill loses this much on its way at most.
const PIECE: u64 = 1024 * 1024;
/// Bytes of the heads of the requests for one file: `POST` and its pieces, each with a signature.
const HEADS: u64 = 6 * 1024;
/// Bytes that a program sends when it starts and exchanges, whatever it has to send.
const START: u64 = 16 * 1024;

/// A photograph of `side` pixels a side that hardly packs; each number another one.
fn shot(number: u64, side: u32) -> Vec<u8> {
    let mut state = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    let drawn = RgbImage::from_fn(side, side * 3 / 4, |_, _| Rgb([next(), next(), next()]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_with_encoder(JpegEncoder::new_with_quality(&mut file, 90)).unwrap();
    file.into_inner()
}

/// What headquarters has of each file, whole or in part.
fn reached(hq: &Hq, sizes: &BTreeMap<String, u64>) -> u64 {
    let parts = fs::read_dir(hq.data().join("blobs/parts")).into_iter().flatten().flatten();
    let mut there: BTreeMap<String, u64> =
        parts.filter_map(|part| Some((part.file_name().into_string().ok()?, part.metadata().ok()?.len()))).collect();
    there.extend(held(hq).into_iter().map(|name| (name.clone(), sizes[&name])));
    there.values().sum()
}

/// Every file that headquarters does not hold lies on the tablet as it was taken, whatever the tablet believes.
fn nothing_is_lost(van: &Tablet, hq: &Hq, sizes: &BTreeMap<String, u64>) {
    let safe: BTreeSet<String> = held(hq).into_iter().collect();
    for name in sizes.keys().filter(|name| !safe.contains(*name)) {
        let (first, rest) = name.split_at(2);
        let bytes = fs::read(van.folder().join("blobs").join(first).join(rest)).expect("the only copy");
        assert_eq!(Hash::of(&bytes).to_string(), *name);
    }
}

/// Takes `photos` photos without a network, sends them under `kills` kills, and checks that each arrives once.
fn survives(photos: u64, kills: u64) {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (_fitter, orders) = jobs_of_fitter(&van);
    van.line.turns(Weather::Down);
    let mut began = Instant::now();
    let mut sizes = BTreeMap::new();
    let mut screens = van.screens();
    for (number, order) in (0..photos).zip(orders.iter().cycle()) {
        // The program of the morning is not the one of the evening.
        if number % (photos / 7).max(1) == 3 {
            screens.kill();
            screens = van.screens();
        }
        // One in ten is longer than a piece.
        let bytes = shot(number, if number % 10 == 9 { 1_200 } else { 360 + 4 * u32::try_from(number % 50).unwrap() });
        let kept = screens.asks(Request::new("POST", "/api/photos").body(bytes.clone())).json();
        screens.submit(&add(order, &kept["file"], "during", "")).is_final();
        sizes.insert(Hash::of(&bytes).to_string(), bytes.len() as u64);
    }
    screens.kill();
    let all: u64 = sizes.values().sum();
    let status = van.status();
    assert_eq!((sizes.len() as u64, &status["photos_waiting"]), (photos, &json!({ "count": photos, "bytes": all })));
    assert!(held(&hq).is_empty());
    eprintln!("{photos} photos, {all} bytes, taken on {} jobs in {:?}", orders.len(), began.elapsed());

    began = Instant::now();
    let before = van.line.carried().0;
    let mut last = before;
    let mut most = 0;
    van.line.turns(Weather::Fine);
    for kill in 1..=kills {
        let there = reached(&hq, &sizes);
        let screens = van.screens();
        // At another place of the way each time: in a head, in a piece, or while the last one is verified.
        let until = last + START + all.saturating_sub(there) / (kills + 2 - kill) + (kill * 7_919) % 60_000;
        let deadline = Instant::now() + PATIENCE;
        while van.line.carried().0 < until && screens.status()["photos_waiting"]["count"] != 0 {
            assert!(Instant::now() < deadline, "it sends nothing");
            std::thread::sleep(Duration::from_millis(3));
        }
        if screens.status()["photos_waiting"]["count"] == 0 {
            assert!(kill * 4 > kills * 3, "kill {kill} was in the middle");
            break;
        }
        screens.kill();
        let carried = van.line.carried().0;
        nothing_is_lost(&van, &hq, &sizes);
        let gained = reached(&hq, &sizes) - there;
        let extra = (carried - last).saturating_sub(gained);
        let bound = PIECE + START + HEADS * (1 + gained / 50_000);
        assert!(extra < bound, "kill {kill}: {extra} bytes more than arrived, {bound} would be allowed");
        most = most.max(extra);
        last = carried;
    }

    let screens = van.screens();
    eventually("headquarters holds all", || (screens.status()["photos_waiting"]["count"] == 0).then_some(()));
    screens.kill();
    let up = van.line.carried().0 - before;
    let bound = all + kills * (PIECE + START) + HEADS * photos;
    eprintln!(
        "{kills} kills in {:?}: {up} bytes went up for {all} bytes of photos; {most} more than arrived at most in one run",
        began.elapsed()
    );
    assert!(up < bound, "{up} bytes for {all}, {bound} would be allowed");
    van.is_sound();

    // Each once, as it was taken, and to be looked at.
    assert_eq!(held(&hq), sizes.keys().cloned().collect::<Vec<_>>());
    let rows = hq.all::<Photo>();
    let named: BTreeSet<String> = rows.iter().map(|photo| photo.sha256.to_string()).collect();
    assert_eq!((rows.len() as u64, named), (photos, sizes.keys().cloned().collect()));
    let clerk = hq.clerk();
    for name in sizes.keys() {
        let file = |form| clerk.asks(Request::get(&format!("/v1/console/blobs/{name}/{form}"))).body;
        assert_eq!(Hash::of(&file("original")).to_string(), *name);
        assert_eq!(image::load_from_memory(&file("thumb")).unwrap().width(), 320);
    }
    let parts = fs::read_dir(hq.data().join("blobs/parts")).unwrap().count();
    assert_eq!(parts, 0, "nothing half is left");

    // What is held is not sent again.
    let quiet = van.line.carried().0;
    assert_eq!(van.sync()["photos"]["bytes"], 0);
    assert!(van.line.carried().0 - quiet < START);
}

#[test]
fn days_of_photos_arrive_once_each_although_the_tablet_is_killed_while_it_sends() {
    survives(20, 8);
}

/// Run it by `cargo test -p tenon-tests --test stories three_hundred_photos -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes: three hundred photos and a hundred kills"]
fn three_hundred_photos_and_a_hundred_kills() {
    survives(300, 100);
}

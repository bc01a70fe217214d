//! Files on their way: killed, cut, repeated, and never sent twice.

use std::time::Duration;

use serde_json::json;
use tenon_domain::Hash;

use super::support::{add, fitter_with_job, held, job, kept, noisy};
use crate::support::{Hq, Request, Weather, eventually, finish, kill};

#[test]
fn a_tablet_killed_many_times_while_it_sends_ends_with_a_verified_copy() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    van.line.turns(Weather::Down);
    let pictures: Vec<Vec<u8>> = (0..6).map(|at| noisy(at, 900, 300 + 150 * u32::try_from(at).unwrap())).collect();
    for picture in &pictures {
        fitter.records(&add(&order, &kept(&van, picture), "during", "")).is_final();
    }
    van.line.turns(Weather::Fine);
    let all: u64 = pictures.iter().map(|picture| picture.len() as u64).sum();
    let (mut kills, mut least) = (0, 0);

    for pause_ms in (0..60).map(|round| 30 + round * 7) {
        let mut sending = van.starts(&["sync"]);
        std::thread::sleep(Duration::from_millis(pause_ms));
        if sending.try_wait().unwrap().is_none() {
            kill(sending);
            kills += 1;
        } else {
            // Headquarters may still be at work on what the one that was killed had sent: it is not its turn then.
            finish(sending).well();
        }
        van.is_sound();
        let waiting = van.status()["photos_waiting"]["bytes"].as_u64().unwrap();
        if waiting == 0 {
            break;
        }
        assert!(waiting <= all - least, "what headquarters held is not asked for again");
        least = all - waiting;
    }
    assert!(kills >= 3, "it was interrupted: {kills} times");
    eventually("all of it is held", || (van.sync()["photos"]["waiting"] == 0).then_some(()));

    let mut names: Vec<String> = pictures.iter().map(|picture| Hash::of(picture).to_string()).collect();
    names.sort();
    assert_eq!(held(&hq), names);
    let clerk = hq.clerk();
    for picture in &pictures {
        let target = format!("/v1/console/blobs/{}/original", Hash::of(picture));
        assert_eq!(clerk.asks(Request::get(&target)).body, *picture, "byte for byte");
    }
    let (up, _) = van.line.carried();
    eprintln!("{kills} kills; {up} bytes went up for {all} bytes of photos");
}

#[test]
fn a_line_that_breaks_again_and_again_carries_it_in_the_end() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    let picture = noisy(11, 1_200, 1_200);
    fitter.records(&add(&order, &kept(&van, &picture), "before", "")).is_final();
    assert!(picture.len() > 4_000_000);
    // The operation goes first: it is accepted while its file is not there.
    van.line.turns(Weather::CutUp(60_000));
    van.says(&["sync"]);
    assert_eq!(van.waiting(), 0);

    let mut rounds = 0;
    while van.status()["photos_waiting"]["count"] == 1 {
        // Enough for a piece and half of the next, so that every round gains one.
        van.line.turns(if rounds % 3 == 2 { Weather::CutDown(20_000) } else { Weather::CutUp(1_600_000) });
        van.says(&["sync"]);
        rounds += 1;
        assert!(rounds < 40, "it makes no headway");
    }
    assert!(rounds > 1, "it was cut");
    assert_eq!(held(&hq), [Hash::of(&picture).to_string()]);
}

#[test]
fn the_same_photo_is_kept_once_and_sent_once() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (fitter, order) = fitter_with_job(&van);
    let (colleague, _) = fitter_with_job(&desk);
    let picture = noisy(21, 500, 400);
    let file = kept(&van, &picture);
    assert_eq!(kept(&van, &picture), file);
    fitter.records(&add(&order, &file, "before", "")).is_final();
    fitter.records(&add(&order, &file, "damage", "")).is_final();

    let report = van.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["bytes"]), (&json!(1), &json!(picture.len())));
    assert_eq!(job(&van, &order)["photos"].as_array().unwrap().len(), 2);

    // The customer had sent it to the showroom as well.
    let same = kept(&desk, &picture);
    colleague.records(&add(&order, &same, "before", "")).is_final();
    let report = desk.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["bytes"]), (&json!(1), &json!(0)), "it is there already");
    assert_eq!(held(&hq).len(), 1);
}

#[test]
fn headquarters_killed_while_it_receives_goes_on_where_it_was() {
    let mut hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    let pictures: Vec<Vec<u8>> = (30..33).map(|at| noisy(at, 800, 700)).collect();
    for picture in &pictures {
        fitter.records(&add(&order, &kept(&van, picture), "after", "")).is_final();
    }
    for pause_ms in [80, 160, 240] {
        let sending = van.starts(&["sync"]);
        std::thread::sleep(Duration::from_millis(pause_ms));
        hq.kill();
        finish(sending);
        hq.start();
    }
    van.sync();
    assert_eq!((van.waiting(), held(&hq).len()), (0, 3));
    assert_eq!(van.status()["photos_waiting"]["count"], 0);
}

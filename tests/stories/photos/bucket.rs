//! Headquarters keeps the files of photos in a bucket of an S3-compatible store.

use serde_json::json;
use tenon_domain::Hash;

use super::support::{add, fitter_with_job, held, held_in, kept, photo};
use crate::support::{Bucket, Hq, Request, photograph};

#[test]
fn photos_lie_in_the_bucket_and_are_seen_by_everyone() {
    let bucket = Bucket::open();
    let mut hq = Hq::open();
    hq.keeps_files_in(&bucket, "chain");
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (fitter, order) = fitter_with_job(&van);
    let picture = photograph(1, 1_600, 1_200);
    fitter.records(&add(&order, &kept(&van, &picture), "before", "")).is_final();
    let report = van.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["waiting"]), (&json!(1), &json!(0)), "{report}");
    let name = Hash::of(&picture).to_string();
    assert_eq!(held_in(&bucket.folder("chain")), [name.as_str()]);
    assert_eq!(held(&hq), Vec::<String>::new(), "not in its own folder");

    assert_eq!(desk.sync()["photos"]["fetched"], 1);
    assert_eq!(photo(&desk, &order, 0)["place"], "held");
    let original = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/original")));
    assert_eq!(Hash::of(&original.body), Hash::of(&picture));
}

#[test]
fn a_bucket_that_is_away_costs_nothing_but_time() {
    let mut bucket = Bucket::open();
    let mut hq = Hq::open();
    hq.keeps_files_in(&bucket, "chain");
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    bucket.stops();
    fitter.records(&add(&order, &kept(&van, &photograph(2, 800, 600)), "before", "")).is_final();
    let report = van.sync();
    assert!(report["photos"]["error"].as_str().is_some_and(|error| error.contains("503")), "{report}");
    assert_eq!((&van.status()["waiting"], &van.status()["photos_waiting"]["count"]), (&json!(0), &json!(1)));
    assert!(hq.log().contains("the files of photos cannot be reached"));
    assert_eq!(photo(&van, &order, 0)["place"], "waiting", "the tablet keeps it");

    bucket.starts();
    let report = van.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["waiting"]), (&json!(1), &json!(0)), "{report}");
    assert_eq!(held_in(&bucket.folder("chain")).len(), 1);
}

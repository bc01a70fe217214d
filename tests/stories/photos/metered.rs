//! A network that costs money carries small pictures; the files follow on another.

use serde_json::json;
use tenon_domain::Hash;

use super::support::{add, fitter_with_job, held, kept, noisy};
use crate::support::{Hq, Request, Tablet, Weather, eventually};

/// What the tablet's settings say of the network.
fn network(tablet: &Tablet, metered: bool, send_now: bool) {
    let said = json!({ "metered": metered, "send_now": send_now });
    let reply = tablet.screens().asks(Request::new("POST", "/api/network").json(&said));
    assert_eq!(reply.status, 204);
}

#[test]
fn where_the_network_costs_money_only_small_pictures_are_sent() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    network(&van, true, false);
    let pictures: Vec<Vec<u8>> = (0..2).map(|at| noisy(at, 700, 500)).collect();
    for picture in &pictures {
        fitter.records(&add(&order, &kept(&van, picture), "during", "")).is_final();
    }
    let report = van.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["thumbs"]), (&json!(0), &json!(2)), "{report}");
    assert!(report["photos"]["bytes"].as_u64().unwrap() < 2 * 64 * 1024, "{report}");
    assert_eq!((&van.status()["metered"], &van.status()["photos_waiting"]["count"]), (&json!(true), &json!(2)));
    assert_eq!(held(&hq), Vec::<String>::new(), "headquarters holds no file");
    let clerk = hq.clerk();
    for picture in &pictures {
        let at = |form: &str| clerk.asks(Request::get(&format!("/v1/console/blobs/{}/{form}", Hash::of(picture))));
        assert_eq!(image::load_from_memory(&at("thumb").body).unwrap().width(), 320);
        assert_eq!(at("original").status, 404, "the file is on the tablet still");
    }
    assert_eq!(van.sync()["photos"]["bytes"], 0, "nothing is sent twice");

    // On a network that costs nothing the files go, and what stood for them does.
    van.line.turns(Weather::Down);
    network(&van, false, false);
    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!((&report["photos"]["sent"], &report["photos"]["waiting"]), (&json!(2), &json!(0)), "{report}");
    assert_eq!(held(&hq).len(), 2);
    for picture in &pictures {
        let original = clerk.asks(Request::get(&format!("/v1/console/blobs/{}/original", Hash::of(picture))));
        assert_eq!(original.body, *picture);
    }
}

#[test]
fn somebody_in_a_hurry_sends_the_files_all_the_same() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    network(&van, true, false);
    fitter.records(&add(&order, &kept(&van, &noisy(3, 700, 500)), "during", "")).is_final();
    van.sync();
    let screens = van.screens();
    let status = screens.status();
    assert_eq!((&status["metered"], &status["photos_waiting"]["count"]), (&json!(true), &json!(1)));
    screens.asks(Request::new("POST", "/api/network").json(&json!({ "metered": true, "send_now": true })));
    eventually("the file is sent", || (screens.status()["photos_waiting"]["count"] == 0).then_some(()));
    assert_eq!((held(&hq).len(), &screens.status()["metered"]), (1, &json!(true)), "this once");
}

//! Requests in a device's name: only its own key speaks for it, and a revoked one only to hand in.

use std::io::{Read, Write};
use std::net::TcpStream;

use tenon_domain::entities::{Device, DeviceState};

use crate::support::{Hq, PATIENCE, Request, Tablet};

const SIGNED_ROUTES: [&str; 3] = ["/v1/hints", "/v1/catalog/manifest", "/v1/catalog/changes?from=1"];

fn revoke(hq: &Hq, tablet: &Tablet) {
    let id = tablet.device().parse().unwrap();
    hq.administer(|commit| {
        let mut device = commit.rows().entity::<Device>(id)?.expect("it is known");
        device.state = DeviceState::Revoked;
        commit.put(&device)
    });
}

/// The status line and first event of an endless answer.
fn first_words(hq: &Hq, tablet: &Tablet) -> String {
    let mut stream = TcpStream::connect(hq.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let header = tablet.signs("GET", "/v1/hints", Vec::new()).authorization();
    write!(stream, "GET /v1/hints HTTP/1.1\r\nhost: {}\r\nauthorization: {header}\r\n\r\n", hq.address()).unwrap();
    let mut words = String::new();
    let mut buffer = [0; 1024];
    while !words.contains("event: hello") && !words.contains("401") {
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "it hung up after: {words}");
        words += &String::from_utf8_lossy(&buffer[..read]);
    }
    words
}

#[test]
fn unsigned_requests_are_not_answered() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    for route in SIGNED_ROUTES {
        assert_eq!(Request::get(route).send(hq.address()).unwrap().status, 401, "{route}");
    }
    let body = zstd::bulk::compress(b"{}", 3).unwrap();
    assert_eq!(Request::new("POST", "/v1/exchange").body(body).send(hq.address()).unwrap().status, 401);
    assert_eq!(tablet.sync()["waiting"], 0);
}

#[test]
fn a_signature_is_good_for_one_device_one_route_and_one_body() {
    let hq = Hq::open();
    let (tablet, other) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let asked = tablet.exchange(Vec::new(), |_| {});
    assert_eq!(asked.clone().send(hq.address()).unwrap().status, 200);

    let as_other = asked.authorization().replace(&tablet.device(), &other.device());
    let forged = Request::new("POST", "/v1/exchange").header("authorization", &as_other).body(asked.bytes().to_vec());
    assert_eq!(forged.send(hq.address()).unwrap().status, 401, "under another's name");

    let altered = asked.clone().body(zstd::bulk::compress(b"{\"protocol\":1}", 3).unwrap());
    assert_eq!(altered.send(hq.address()).unwrap().status, 401, "with another body");

    let hints = tablet.signs("GET", "/v1/hints", Vec::new()).authorization();
    let manifest = Request::get("/v1/catalog/manifest").header("authorization", &hints);
    assert_eq!(manifest.send(hq.address()).unwrap().status, 401, "for another route");

    for nonsense in ["", "Tenon", "Tenon x y", "Bearer abc", "Tenon 00000000-0000-0000-0000-000000000000 00"] {
        let reply = Request::get("/v1/catalog/manifest").header("authorization", nonsense).send(hq.address());
        assert_eq!(reply.unwrap().status, 401, "{nonsense}");
    }
}

#[test]
fn a_revoked_tablet_hears_nothing_more_and_what_it_hands_in_is_kept_aside() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller().checks_in("Ms Lin").is_final();
    assert!(first_words(&hq, &tablet).contains("200 OK"));

    revoke(&hq, &tablet);

    assert!(first_words(&hq, &tablet).contains("401"));
    for route in SIGNED_ROUTES {
        assert_eq!(tablet.signs("GET", route, Vec::new()).send(hq.address()).unwrap().status, 401, "{route}");
    }
    let device = tablet.device();
    let report = tablet.sync();
    assert_eq!((&report["accepted"], &report["quarantined"]), (&0.into(), &2.into()));
    let status = tablet.status();
    assert_eq!((&status["state"], &status["reason"]["code"]), (&"blocked".into(), &"device_revoked".into()));
    let visits: Vec<tenon_domain::entities::StoreVisit> = hq.all();
    assert!(visits.iter().all(|one| one.name != "Ms Lin"));
    let aside = hq.clerk().cases();
    assert!(!aside.is_empty() && aside.iter().all(|case| case["nature"] == "quarantined"), "{aside:#?}");
    let row = hq.clerk().devices().into_iter().find(|one| one["id"] == device.as_str()).unwrap();
    assert_eq!((&row["state"], &row["received"]), (&"revoked".into(), &2.into()), "nothing is lost");
}

#[test]
fn an_exchange_in_an_unknown_protocol_is_told_which_one_to_speak() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");

    let reply = tablet.exchange(Vec::new(), |asked| asked.protocol = 99).send(hq.address()).unwrap();

    assert_eq!((reply.status, &reply.json()["code"]), (400, &"protocol_unknown".into()));
}

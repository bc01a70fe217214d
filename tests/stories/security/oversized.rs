//! Bodies that are too large, or pretend to be small.

use std::io::Write;

use serde_json::json;

use crate::support::{Hq, Request, Tablet};

const EIGHT_MEGABYTES: usize = 8 * 1024 * 1024;

fn still_serves(hq: &Hq, tablet: &Tablet) {
    assert_eq!(Request::get("/healthz").send(hq.address()).unwrap().text(), "ok");
    assert_eq!(tablet.sync()["waiting"], 0);
}

#[test]
fn eight_megabytes_are_refused_on_every_route_that_takes_a_body() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller().checks_in("Ms Lin").is_final();
    let large = vec![b' '; EIGHT_MEGABYTES];

    let exchange = tablet.signs("POST", "/v1/exchange", large.clone()).send(hq.address()).unwrap();
    assert_eq!(exchange.status, 413);
    for route in ["/v1/enrol", "/v1/console/session"] {
        let request = Request::new("POST", route).header("content-type", "application/json").body(large.clone());
        assert_eq!(request.send(hq.address()).unwrap().status, 413, "{route}");
    }

    still_serves(&hq, &tablet);
}

#[test]
fn a_small_body_that_unpacks_to_a_gigabyte_is_refused() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let before = memory_kb(&hq);
    let mut bomb = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    let megabyte = vec![b' '; 1 << 20];
    for _ in 0..1024 {
        bomb.write_all(&megabyte).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());

    let reply = tablet.signs("POST", "/v1/exchange", bomb).send(hq.address()).unwrap();

    assert_eq!((reply.status, &reply.json()["code"]), (400, &"bad_request".into()));
    if let (Some(before), Some(after)) = (before, memory_kb(&hq)) {
        assert!(after < before + 200_000, "it grew from {before} to {after} kB");
    }
    still_serves(&hq, &tablet);
}

#[test]
fn bytes_that_mean_nothing_are_refused() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let packed = |plain: &[u8]| zstd::bulk::compress(plain, 3).unwrap();

    for body in
        [Vec::new(), vec![0; 100], b"not zstd at all".to_vec(), packed(b"[]"), packed(b"\xff\xfe"), packed(b"{")]
    {
        let reply = tablet.signs("POST", "/v1/exchange", body.clone()).send(hq.address()).unwrap();
        assert_eq!((reply.status, &reply.json()["code"]), (400, &"bad_request".into()), "{body:?}");
    }
    let deep = json!({ "code": "[".repeat(100_000), "public_key": "[".repeat(100_000) });
    assert_eq!(Request::new("POST", "/v1/enrol").json(&deep).send(hq.address()).unwrap().status, 403);
    let nested = packed("[".repeat(1_000_000).as_bytes());
    assert_eq!(tablet.signs("POST", "/v1/exchange", nested).send(hq.address()).unwrap().status, 400);

    still_serves(&hq, &tablet);
}

/// The most memory that headquarters' process has held so far, where the system tells.
fn memory_kb(hq: &Hq) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", hq.process()?)).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

//! A catalog that is not what headquarters signed.

use serde_json::json;

use crate::support::{Hq, Tablet};

fn products(tablet: &Tablet) -> u64 {
    tablet.query("search", &json!({ "text": "", "limit": 1 }))["total"].as_u64().unwrap()
}

/// Flips one bit in the middle of the snapshot that headquarters hands out.
fn tamper(hq: &Hq) {
    let mut files = std::fs::read_dir(hq.data().join("snapshots")).unwrap().map(|file| file.unwrap().path());
    let path = files.find(|path| path.extension().is_some_and(|end| end == "zst")).expect("a snapshot");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_tampered_snapshot_is_refused_and_work_goes_on() {
    let mut hq = Hq::open();
    let whole = hq.tablet("Binjiang");
    tamper(&hq);
    let tablet = Tablet::new(hq.line());
    tablet.enrol(&hq.code_for("Binjiang")).well();

    let complaint = tablet.sync_fails();

    assert!(complaint.contains("a catalog that head office did not sign"), "{complaint}");
    assert_eq!(products(&tablet), 0);
    tablet.seller().checks_in("Ms Lin").is_final();
    assert!(products(&whole) > 0, "who has the true one keeps it");

    // Headquarters builds a new one when it starts.
    hq.kill();
    hq.start();
    tablet.sync();
    assert_eq!(products(&tablet), products(&whole));
}

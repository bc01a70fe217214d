//! The tablet's disk is full.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Hq, Tablet, eventually, sign_in};

/// A small disk of its own. It goes with the story.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None where this test may not mount one: it must be root.
    fn small() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            eprintln!("SKIPPED: no small disk can be mounted here; run the stories as root on Linux for this one");
        }
        mounted.then_some(Self(folder))
    }

    fn filling(&self) -> PathBuf {
        self.0.path().join("holiday-pictures")
    }

    /// Writes until nothing fits any more.
    fn fill(&self) {
        let mut file = fs::File::create(self.filling()).unwrap();
        for piece in [65_536, 4_096, 512, 1] {
            while file.write_all(&vec![7; piece]).is_ok() {}
        }
    }

    fn free(&self) {
        fs::remove_file(self.filling()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

fn visit(name: &str) -> Value {
    json!({ "tag": "visit.check_in.v1", "name": name, "phone": null, "card": null })
}

/// Saves visits until one is refused; answers how many were saved and the refusal.
fn until_refused(submit: impl Fn(&Value) -> crate::support::Outcome) -> (usize, String) {
    for saved in 0..10_000 {
        if let Some(code) = submit(&visit(&format!("Customer {saved}"))).refusal() {
            return (saved, code);
        }
    }
    panic!("the disk never filled up");
}

#[test]
fn a_full_disk_is_said_clearly_and_costs_nothing_that_was_saved() {
    let Some(disk) = Disk::small() else { return };
    let hq = Hq::open();
    let tablet = Tablet::at(&disk.0.path().join("tablet"), hq.line());
    tablet.enrol(&hq.code_for("Binjiang")).well();
    tablet.sync();
    let (id, _) = tablet.people("seller").swap_remove(0);
    let screens = tablet.screens();
    screens.submit(&sign_in(&id, "1234")).is_final();
    eventually("the first exchanges are over", || (screens.status()["waiting"] == 0).then_some(()));
    tablet.line.turns(crate::support::Weather::Down);

    disk.fill();
    let (saved, code) = until_refused(|op| screens.submit(op));

    assert_eq!(code, "disk_full");
    assert_eq!(screens.query("session", &Value::Null)["staff"]["id"], id.as_str(), "reading goes on");
    assert!(screens.query("search", &json!({ "text": "door", "limit": 5 }))["total"].as_u64().unwrap() > 0);
    assert_eq!(screens.status()["waiting"], saved, "the outbox holds what was saved and nothing else");
    assert_eq!(tablet.journal().len(), saved + 1);

    disk.free();
    screens.submit(&visit("Ms Lin")).is_final();
    tablet.line.turns(crate::support::Weather::Fine);
    eventually("all is handed in", || (screens.status()["waiting"] == 0).then_some(()));
    assert_eq!(hq.received(&tablet), saved + 2);
    drop(screens);
    tablet.is_sound();
}

#[test]
fn a_tablet_started_on_a_full_disk_still_shows_what_it_has() {
    let Some(disk) = Disk::small() else { return };
    let hq = Hq::open();
    let tablet = Tablet::at(&disk.0.path().join("tablet"), hq.line());
    tablet.enrol(&hq.code_for("Binjiang")).well();
    tablet.sync();
    let seller = tablet.seller();
    disk.fill();

    let (saved, code) = until_refused(|op| tablet.submit(op));

    assert_eq!(code, "disk_full");
    assert_eq!(tablet.session()["staff"]["name"], seller.name.as_str());
    assert_eq!(tablet.status()["waiting"], saved + 1);
    disk.free();
    seller.checks_in("Ms Lin").is_final();
    assert_eq!(tablet.sync()["waiting"], 0);
    tablet.is_sound();
}

//! The tablet's program is killed: what it answered “saved” to is there afterwards.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use crate::support::{Hq, Request, Weather, finish, kill, sign_in};

#[test]
fn what_was_answered_as_saved_is_in_the_journal_after_a_kill() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (id, _) = tablet.people("seller").swap_remove(0);
    let mut acknowledged = BTreeSet::new();
    for round in 0_u64..6 {
        // Odd rounds sync while they save.
        tablet.line.turns(if round % 2 == 0 { Weather::Down } else { Weather::Fine });
        let screens = tablet.screens();
        acknowledged.insert(screens.submit(&sign_in(&id, "1234")).is_final());
        let saving = {
            let (address, cookie) = (screens.address, screens.cookie().to_owned());
            std::thread::spawn(move || {
                let mut saved = Vec::new();
                loop {
                    let visit = json!({ "tag": "visit.check_in.v1", "name": "Ms Lin", "phone": null, "card": null });
                    let request = Request::new("POST", "/api/submit").json(&json!({ "op": visit }));
                    let Ok(reply) = request.header("cookie", &cookie).send(address) else { return saved };
                    let Some(op) = reply.json()["op_id"].as_str().map(str::to_owned) else { return saved };
                    saved.push(op);
                }
            })
        };
        std::thread::sleep(Duration::from_millis(40 + round * 61));
        screens.kill();
        acknowledged.extend(saving.join().unwrap());

        tablet.is_sound();
        let journal: BTreeSet<String> = tablet.journal().into_iter().map(|entry| entry.op.to_string()).collect();
        let lost: Vec<&String> = acknowledged.difference(&journal).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
    }
    assert!(acknowledged.len() > 12, "it saved while it was killed: {}", acknowledged.len());

    tablet.line.turns(Weather::Fine);
    assert_eq!(tablet.sync()["waiting"], 0);
    assert_eq!(hq.received(&tablet), tablet.journal().len());
}

#[test]
fn a_tablet_killed_while_it_syncs_goes_on_where_it_was() {
    let hq = Hq::open();
    let (tablet, other) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    tablet.seller();
    other.seller();
    other.checks_in_many(150);
    other.sync();
    tablet.checks_in_many(150);
    let (mut kills, before) = (0, tablet.rows());

    for pause_ms in [0, 1, 2, 4, 8, 12, 18, 25, 35, 50, 70, 100, 150, 250] {
        let (up, _) = tablet.line.carried();
        let mut syncing = tablet.starts(&["sync"]);
        while tablet.line.carried().0 == up && syncing.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_millis(pause_ms));
        if syncing.try_wait().unwrap().is_some() {
            finish(syncing).well();
            break;
        }
        kill(syncing);
        kills += 1;
        tablet.is_sound();
        assert_eq!(tablet.journal().len(), 151);
        let done = tablet.waiting() == 0;
        assert!(done || tablet.rows() == before, "a pull becomes visible as a whole");
    }
    assert!(kills >= 2, "it was interrupted: {kills} times");

    tablet.sync();

    assert_eq!(tablet.waiting(), 0);
    assert_eq!(hq.received(&tablet), 151);
    let visits = tablet.says(&["query", "visits"]).well();
    assert_eq!(visits.as_array().unwrap().len(), 300);
}

//! A tablet that is online hears of a change at headquarters at once, not with its next round.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Hq, eventually};

/// Between two rounds of a tablet that nothing wakes.
const ROUND: Duration = Duration::from_secs(30);

#[test]
fn a_change_is_seen_without_waiting_for_a_round() {
    let hq = Hq::open();
    let (near, far) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let screens = near.screens();
    eventually("the tablet is online", || (screens.status()["state"] == "online").then_some(()));
    let seller = far.seller();
    let board = || screens.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let before = board();
    let slots = before["slots"].as_array().into_iter().flatten();
    let open = slots.filter(|slot| slot["state"] == "to_confirm");
    let windows: Vec<&str> = open.filter_map(|slot| slot["window"].as_str()).collect();
    let began = Instant::now();
    // Three one after the other: rounds alone would need two whole ones at least.
    for (window, customer) in windows.iter().rev().zip(["Ms Lin", "Mr Zhou", "Ms He"]) {
        assert_eq!(seller.books(window, customer).refusal(), None);
        far.sync();
        eventually("the other tablet shows the booking", || board().to_string().contains(customer).then_some(()));
    }
    assert!(began.elapsed() < 2 * ROUND, "it came by rounds, not by hints");
}

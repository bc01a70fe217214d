//! Two programs work on one tablet's data: the app, and a command that someone runs beside it.

use serde_json::json;

use crate::support::{Hq, Weather};

#[test]
fn what_two_programs_save_at_the_same_time_is_all_there() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    tablet.line.turns(Weather::Down);
    let screens = tablet.screens();

    std::thread::scope(|scope| {
        scope.spawn(|| {
            for customer in 0..60 {
                let name = format!("At the screen {customer}");
                screens
                    .submit(&json!({ "tag": "visit.check_in.v1", "name": name, "phone": null, "card": null }))
                    .is_final();
            }
        });
        scope.spawn(|| tablet.checks_in_many(60));
    });

    assert_eq!(tablet.journal().len(), 121);
    tablet.is_sound();
    tablet.line.turns(Weather::Fine);
    assert_eq!(tablet.sync()["waiting"], 0);
    assert_eq!(hq.received(&tablet), 121);
}

#[test]
fn two_programs_that_sync_at_the_same_time_hand_in_once() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    tablet.checks_in_many(40);

    let syncing: Vec<_> = (0..3).map(|_| tablet.starts(&["sync"])).collect();
    for sync in syncing {
        crate::support::finish(sync).well();
    }

    assert_eq!((hq.received(&tablet), tablet.waiting()), (41, 0));
    tablet.is_sound();
    assert!(hq.clerk().cases().is_empty(), "nobody contradicted themselves");
}

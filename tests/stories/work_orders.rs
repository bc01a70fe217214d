//! A job on its way, on the tablet of whoever does it.

use serde_json::{Value, json};

use crate::support::{Hq, Person, Tablet, Weather};

fn job(tablet: &Tablet, work_order: &str) -> Value {
    tablet.query("job", &json!({ "work_order": work_order }))
}

/// A measurer of the tablet's store, signed in, with the first job of theirs that is still planned.
fn measurer_with_job(tablet: &Tablet) -> (Person<'_>, String) {
    let measurer = Person::sign_in(tablet, tablet.people("measurer").swap_remove(0), "3690");
    let today = tablet.query("jobs", &json!({ "day": null }));
    for day in today["days"].as_array().unwrap() {
        let jobs = tablet.query("jobs", &json!({ "day": day["date"] }));
        if let Some(job) = jobs["jobs"].as_array().unwrap().iter().find(|job| job["step"] == "planned") {
            return (measurer, job["work_order"].as_str().unwrap().to_owned());
        }
    }
    panic!("the demonstration plans jobs for every crew");
}

#[test]
fn a_crew_sees_a_job_through_without_a_network() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    van.line.turns(Weather::Down);

    for step in ["accepted", "on_the_way", "on_site", "done"] {
        measurer.moves(&order, step, None).is_final();
    }

    let done = job(&van, &order);
    assert_eq!((&done["step"], &done["sync"], &done["next_steps"]), (&"done".into(), &"waiting".into(), &json!([])));
    assert_eq!(job(&desk, &order)["step"], "planned");

    van.line.turns(Weather::Fine);
    van.sync();
    desk.sync();
    let seen = job(&desk, &order);
    assert_eq!((&seen["step"], &seen["sync"]), (&"done".into(), &"confirmed".into()));
    let steps = seen["steps"].as_array().unwrap();
    assert!(steps.iter().skip(1).all(|step| step["by"] == measurer.name.as_str()), "everyone sees who did it");
}

#[test]
fn a_step_cannot_be_left_out() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&tablet);

    measurer.moves(&order, "done", None).is_refused("work_order_step");

    assert_eq!(job(&tablet, &order)["step"], "planned");
}

#[test]
fn a_job_that_failed_says_why() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&tablet);

    measurer.moves(&order, "failed", None).is_refused("reason_missing");
    measurer.moves(&order, "failed", Some("nobody at home")).is_final();

    assert_eq!(job(&tablet, &order)["step"], "failed");
}

#[test]
fn a_step_that_two_tablets_took_is_a_conflict_for_people() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    let manager = Person::sign_in(&desk, desk.people("manager").swap_remove(0), "2580");
    measurer.moves(&order, "accepted", None).is_final();
    manager.moves(&order, "failed", Some("the customer called it off")).is_final();

    van.sync();
    let report = desk.sync();
    assert_eq!(report["conflicts"], 0, "an accepted job can still fail");
    measurer.moves(&order, "on_the_way", None).is_final();
    let report = van.sync();

    assert_eq!(report["conflicts"], 1, "it happened, but the job had failed");
    let case = van.only_case();
    assert_eq!((&case["nature"], &case["tag"]), (&"conflict".into(), &"work_order.advance.v1".into()));
    assert_eq!(job(&van, &order)["step"], "failed");
}

#[test]
fn a_seller_does_not_move_jobs() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let (_, order) = measurer_with_job(&tablet);

    tablet.seller().moves(&order, "accepted", None).is_refused("not_allowed");
}

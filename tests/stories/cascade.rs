//! What builds on something that was refused falls with it, and a person sees one case, not many.

use serde_json::json;
use tenon_domain::entities::{Case, Window};

use crate::support::{Hq, Person};

#[test]
fn a_job_on_a_booking_that_was_refused_is_one_case() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let slot = tablet.slots("to_confirm").into_iter().next().expect("one");
    let (window, date) = (slot["window"].as_str().unwrap(), slot["date"].as_str().unwrap());
    seller.books(window, "Ms Lin").is_provisional("right_unknown");

    // The crew takes the job up at once, from the plan that this tablet shows.
    let crew = Person::sign_in(&tablet, tablet.people("manager").swap_remove(0), "2580");
    let jobs = tablet.query("jobs", &json!({ "day": date }));
    let job = jobs["jobs"].as_array().unwrap().iter().find(|job| job["customer"] == "Ms Lin").expect("it is planned");
    let job = job["work_order"].as_str().unwrap();
    crew.moves(job, "accepted", None).is_final();
    crew.moves(job, "on_the_way", None).is_final();
    hq.administer(|commit| {
        let mut row = commit.rows().all::<Window>()?.into_iter().find(|one| one.id.to_string() == window).unwrap();
        row.free = 0;
        commit.put(&row)
    });

    let report = tablet.sync();

    assert_eq!((&report["refused"], &report["conflicts"]), (&1.into(), &2.into()));
    let case = tablet.only_case();
    assert_eq!((&case["tag"], &case["refusal"]["code"]), (&"appointment.book.v1".into(), &"window_full".into()));
    let fallen: Vec<&str> = case["cascade"].as_array().unwrap().iter().filter_map(|one| one["tag"].as_str()).collect();
    assert_eq!(fallen, ["work_order.advance.v1", "work_order.advance.v1"]);
    assert_eq!(hq.all::<Case>().len(), 1, "one case at headquarters too");
    let jobs = tablet.query("jobs", &json!({ "day": date }));
    assert!(jobs["jobs"].as_array().unwrap().iter().all(|job| job["customer"] != "Ms Lin"), "the job is gone");
}

//! Nobody is at home: the crew or a clerk records it, the store and headquarters read it, and the visit is booked again.

use serde_json::{Value, json};

use crate::support::{Hq, Person, Request, Tablet};

/// Books a measurement for a customer who is written down, as their visit to the showroom does; answers the slot.
fn booked(desk: &Tablet, at: usize) -> Value {
    let slot = desk.slots("guaranteed")[at].clone();
    let check_in = json!({ "tag": "visit.check_in.v1", "name": "Ms Lin", "phone": "13800005555", "card": null });
    desk.submit(&check_in).is_final();
    let visit = desk.session()["visit"]["id"].clone();
    let contact = json!({ "name": "Ms Lin", "phone": "13800005555", "address": "文三路 1 号" });
    desk.submit(&json!({
        "tag": "appointment.book.v1", "window": slot["window"], "kind": "measure", "visit": visit, "contact": contact,
        "note": "", "route": "light",
    }))
    .is_final();
    slot
}

fn job_at<'v>(van: &'v Tablet, date: &Value) -> (Person<'v>, Value) {
    let found = van.people("measurer").into_iter().find_map(|who| {
        let person = Person::sign_in(van, who, "3690");
        let day = van.query("jobs", &json!({ "day": date }));
        let job = day["jobs"].as_array().unwrap().iter().find(|job| job["customer"] == "Ms Lin").cloned()?;
        Some((person, job["work_order"].clone()))
    });
    found.expect("a measurer of this store has the job")
}

fn absent(work_order: &Value) -> Value {
    json!({
        "tag": "work_order.advance.v1", "work_order": work_order, "to": "failed", "reason": null, "absent": true,
    })
}

#[test]
fn a_crew_records_that_nobody_was_there_and_the_visit_is_booked_again() {
    let hq = Hq::open();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    desk.seller();
    let slot = booked(&desk, 0);
    desk.sync();
    van.sync();
    let (measurer, job) = job_at(&van, &slot["date"]);
    measurer.records(&absent(&job)).is_refused("absent_too_early");
    for step in ["accepted", "on_the_way"] {
        measurer.moves(job.as_str().unwrap(), step, None).is_final();
    }
    let without_reason = json!({ "tag": "work_order.advance.v1", "work_order": job, "to": "failed", "reason": null });
    measurer.records(&without_reason).is_refused("reason_missing");
    measurer.records(&absent(&job)).is_final();
    van.sync();
    desk.sync();

    // The store reads when and who, on the customer's page and on the appointment.
    let customer = desk.session()["visit"]["customer"].clone();
    let absence = desk.query("customer", &json!({ "customer": customer }))["absences"][0].clone();
    assert_eq!((&absence["work_order"], &absence["by"]), (&job, &json!(measurer.name)));
    let sheet = desk.query("appointment", &json!({ "appointment": absence["appointment"] }));
    assert_eq!((&sheet["absence"], &sheet["changeable"]), (&absence, &json!(false)));

    // So does headquarters.
    let clerk = hq.clerk();
    let found =
        clerk.asks(Request::new("POST", "/v1/console/customers/find").json(&json!({ "text": "13800005555" }))).json();
    assert_eq!(found[0]["absences"][0], absence, "{found}");
    let seen = clerk.asks(Request::get(&format!("/v1/console/jobs/{}", job.as_str().unwrap()))).json();
    assert_eq!(seen["steps"].as_array().unwrap().last().unwrap()["absent"], true, "{seen}");

    // Booked again: another job that says why, of the same project.
    let again = desk.slots("guaranteed")[0].clone();
    let contact = json!({ "name": "Ms Lin", "phone": "13800005555", "address": "文三路 1 号" });
    desk.submit(&json!({
        "tag": "appointment.book.v1", "window": again["window"], "kind": "measure", "visit": null, "contact": contact,
        "note": "", "follows": { "work_order": job, "reason": "customer_absent" },
    }))
    .is_final();
    desk.sync();
    let seen = clerk.asks(Request::get(&format!("/v1/console/jobs/{}", job.as_str().unwrap()))).json();
    let next = seen["others"][0]["work_order"].as_str().expect("a job of the same project").to_owned();
    let seen = clerk.asks(Request::get(&format!("/v1/console/jobs/{next}"))).json();
    assert_eq!(seen["follows"], json!({ "work_order": job, "reason": "customer_absent" }));
}

#[test]
fn a_clerk_records_it_too_once_the_crew_has_driven_off() {
    let hq = Hq::open();
    let (desk, van, clerk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"), hq.clerk());
    desk.seller();
    let slot = booked(&desk, 0);
    desk.sync();
    van.sync();
    let (measurer, job) = job_at(&van, &slot["date"]);
    let records = || clerk.asks(Request::new("POST", "/v1/console/operations").json(&absent(&job)));
    let early = records();
    assert_eq!((early.status, &early.json()["code"]), (409, &json!("absent_too_early")));

    for step in ["accepted", "on_the_way", "on_site"] {
        measurer.moves(job.as_str().unwrap(), step, None).is_final();
    }
    van.sync();
    assert_eq!(records().status, 204);
    van.sync();
    let seen = van.query("job", &json!({ "work_order": job }));
    assert_eq!(seen["step"], "failed");
}

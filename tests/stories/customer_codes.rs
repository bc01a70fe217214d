//! The code that a customer tells the crew: drawn where the visit is booked, checked without a network where it arrives.

use serde_json::{Value, json};
use tenon_domain::entities::{Appointment, Staff, WorkOrder};

use crate::measuring::job;
use crate::support::{Hq, Outcome, Person, Request, Tablet, Weather};

/// Books a measurement; answers the appointment's sheet.
fn books(tablet: &Tablet, customer: &str) -> Value {
    let window = tablet.slots("guaranteed")[0]["window"].clone();
    let contact = json!({ "name": customer, "phone": "13800005555", "address": "文三路 1 号" });
    let booked = tablet.submit(&json!({
        "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": null, "contact": contact, "note": "",
    }));
    let op: tenon_domain::OpId = booked.is_final().parse().expect("an identifier");
    let appointment: tenon_domain::Id<Appointment> = op.nth(1);
    tablet.query("appointment", &json!({ "appointment": appointment }))
}

fn order_of(hq: &Hq, customer: &str) -> WorkOrder {
    hq.all::<WorkOrder>().into_iter().find(|one| one.contact.name == customer).expect("it is booked")
}

/// Somebody of the crew that does the job, signed in.
fn of_its_crew<'t>(hq: &Hq, tablet: &'t Tablet, job: &WorkOrder) -> Person<'t> {
    let staff = hq.all::<Staff>().into_iter().find(|one| one.crew == Some(job.crew)).expect("a crew has people");
    Person::sign_in(tablet, (staff.id.to_string(), staff.name), "3690")
}

fn arrives(tablet: &Tablet, order: &str, arrival: &Value, code: &Value) -> Outcome {
    tablet.submit(&json!({
        "op": { "tag": "work_order.advance.v1", "work_order": order, "to": "on_site", "reason": null, "arrival": arrival },
        "pin": null, "code": code,
    }))
}

#[test]
fn a_crew_begins_with_the_code_that_only_the_customer_and_the_booking_tablet_have() {
    let hq = Hq::open();
    assert_eq!(hq.command(&["codes"]).well()["kinds"], json!([]));
    assert_eq!(hq.command(&["codes", "--kinds", "measure"]).well()["kinds"], json!(["measure"]));
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    desk.seller();
    desk.line.turns(Weather::Down);
    let sheet = books(&desk, "Ms Lin");
    let code = sheet["customer_code"].as_str().expect("the tablet that booked shows it").to_owned();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    desk.line.turns(Weather::Fine);
    assert_eq!(desk.sync()["refused"], 0);
    van.sync();

    let held = order_of(&hq, "Ms Lin");
    let order = held.id.to_string();
    assert!(!serde_json::to_string(&held).unwrap().contains(&code), "headquarters does not know it");
    let crew = of_its_crew(&hq, &van, &held);
    let seen = van.query("appointment", &json!({ "appointment": held.appointment }));
    assert_eq!((&seen["coded"], &seen["customer_code"]), (&json!(true), &Value::Null), "nor does another tablet");
    van.line.turns(Weather::Down);
    for step in ["accepted", "on_the_way"] {
        crew.moves(&order, step, None).is_final();
    }
    crew.moves(&order, "on_site", None).is_refused("customer_code_missing");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    arrives(&van, &order, &json!({ "kind": "code" }), &json!(wrong)).is_refused("customer_code_wrong");
    arrives(&van, &order, &json!({ "kind": "code" }), &Value::Null).is_refused("customer_code_wrong");
    assert_eq!(job(&van, &order)["code_tries"], 3, "also those of a program that was ended meanwhile count");
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    arrives(&van, &order, &json!({ "kind": "code" }), &json!(spaced)).is_final();
    assert_eq!(job(&van, &order)["code_tries"], Value::Null);
    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["conflicts"], 0);
    assert_eq!(hq.clerk().cases().len(), 0);
    let steps = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json()["steps"].clone();
    assert_eq!(steps.as_array().unwrap().last().unwrap()["arrival"], json!({ "kind": "code" }));
}

#[test]
fn a_crew_without_the_code_goes_on_and_head_office_is_told() {
    let hq = Hq::open();
    hq.command(&["codes", "--kinds", "measure,install"]).well();
    let (desk, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    desk.seller();
    books(&desk, "Mr Zhou");
    desk.sync();
    van.sync();
    let held = order_of(&hq, "Mr Zhou");
    let order = held.id.to_string();
    let crew = of_its_crew(&hq, &van, &held);
    for step in ["accepted", "on_the_way"] {
        crew.moves(&order, step, None).is_final();
    }
    let known = desk.query("appointment", &json!({ "appointment": held.appointment }))["customer_code"].clone();
    let wrong = if known == "111111" { "111112" } else { "111111" };
    for _ in 0..4 {
        arrives(&van, &order, &json!({ "kind": "code" }), &json!(wrong)).is_refused("customer_code_wrong");
    }
    arrives(&van, &order, &json!({ "kind": "code" }), &json!(wrong)).is_refused("customer_code_locked");
    arrives(&van, &order, &json!({ "kind": "code" }), &known).is_refused("customer_code_locked");
    let without = |reason: &str| arrives(&van, &order, &json!({ "kind": "without", "reason": reason }), &Value::Null);
    without(" ").is_refused("text_missing");
    without("老人在家，没有短信").is_final();
    assert_eq!(van.sync()["conflicts"], 0, "the step stands");

    let cases = hq.clerk().cases();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["refusal"]["code"], "customer_code_not_shown");
    assert_eq!(cases[0]["refusal"]["facts"]["reason"], "老人在家，没有短信");
    assert_eq!(job(&van, &order)["step"], "on_site");

    // Off again: what is booked from then on begins as before.
    assert_eq!(hq.command(&["codes", "--none"]).well()["kinds"], json!([]));
    desk.sync();
    let sheet = books(&desk, "Mr Wu");
    assert_eq!((&sheet["coded"], &sheet["customer_code"]), (&json!(false), &Value::Null));
}

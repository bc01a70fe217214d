//! Measuring at a home, the gates before an installation, and what becomes of a job that two people move.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{Hq, Outcome, Person, Request, Tablet, Weather};

pub(crate) fn job(tablet: &Tablet, work_order: &str) -> Value {
    tablet.query("job", &json!({ "work_order": work_order }))
}

fn sheet(tablet: &Tablet, measurement: &str, typed: &Value) -> Value {
    tablet.query("measurement", &json!({ "measurement": measurement, "typed": typed }))
}

/// Someone of the tablet's store in `role`, signed in, and the jobs of the days ahead that they see.
pub(crate) fn fitter<'t>(tablet: &'t Tablet, role: &str) -> (Person<'t>, Vec<Value>) {
    let person = Person::sign_in(tablet, tablet.people(role).swap_remove(0), "3690");
    let today = tablet.query("jobs", &json!({ "day": null }));
    let of = |day: &Value| tablet.query("jobs", &json!({ "day": day["date"] }))["jobs"].as_array().unwrap().clone();
    (person, today["days"].as_array().unwrap().iter().flat_map(of).collect())
}

/// A measurer with a job that nobody has begun.
pub(crate) fn measurer_with_job(tablet: &Tablet) -> (Person<'_>, String) {
    let (measurer, jobs) = fitter(tablet, "measurer");
    let planned = jobs.iter().find(|job| job["step"] == "planned").expect("jobs are planned for every crew");
    let work_order = planned["work_order"].as_str().unwrap().to_owned();
    (measurer, work_order)
}

/// The newest form called `english`.
pub(crate) fn form(tablet: &Tablet, work_order: &str, english: &str) -> String {
    let sheet = job(tablet, work_order);
    let form = sheet["forms"].as_array().unwrap().iter().find(|form| form["name"]["en"] == english);
    form.unwrap_or_else(|| panic!("no form {english}"))["form"].as_str().unwrap().to_owned()
}

fn tap_readings() -> Value {
    json!({ "hole": 35, "holes": 1, "reach": 180, "supply": "hot_cold", "valve": true, "taps": 2 })
}

/// Writes readings down: of a new room, of a room measured again, or going on with a measurement.
pub(crate) fn record(
    person: &Person<'_>,
    work_order: &str,
    form: &str,
    of: &Value,
    readings: &Value,
    finished: bool,
) -> Outcome {
    person.records(&json!({
        "tag": "measurement.record.v1", "work_order": work_order, "measurement": of["measurement"],
        "room": of["room"], "name": "主卫", "form": form, "readings": readings, "note": null, "finished": finished,
    }))
}

pub(crate) fn made(outcome: &Outcome) -> String {
    outcome.is_final();
    outcome.answer()["made"].as_str().expect("what was made").to_owned()
}

#[test]
fn a_room_is_measured_without_a_network_and_everyone_sees_it_later() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    van.line.turns(Weather::Down);
    for step in ["accepted", "on_the_way", "on_site"] {
        measurer.moves(&order, step, None).is_final();
    }
    let door = form(&van, &order, "Door opening");

    let room = made(&record(&measurer, &order, &door, &json!({}), &json!({ "width_middle": 900 }), false));
    let typed = json!({ "height_left": "2.100 m", "diagonal_1": "2300", "width_top": "0.9", "wall": "24 cm" });
    let seen = sheet(&van, &room, &typed);
    assert_eq!((&seen["readings"]["height_left"], &seen["readings"]["wall"]), (&json!(2100), &json!(240)));
    assert_eq!(seen["odd"], json!({ "width_top": "ambiguous" }), "0.9 of what?");
    assert_eq!(seen["recorded"], json!({ "width_middle": 900 }), "looking records nothing");
    let warned = seen["evaluation"]["warnings"].as_array().unwrap();
    assert_eq!((&warned[0]["code"], &warned[0]["expected"]), (&json!("diagonal"), &json!(2285)));

    let going_on = json!({ "measurement": room });
    let refused = record(&measurer, &order, &door, &going_on, &json!({ "height_left": 2100 }), true);
    refused.is_refused("readings_missing");
    record(&measurer, &order, &door, &going_on, &json!({ "width_middle": "900" }), false).is_refused("reading_unfit");
    let rest = json!({
        "height_left": 2100, "height_right": 2102, "width_top": 900, "width_bottom": 902, "diagonal_1": 2285,
        "diagonal_2": 2287, "wall": 240, "hand": "left_in", "floor": true, "doors": 1,
    });
    record(&measurer, &order, &door, &going_on, &rest, true).is_final();
    measurer.moves(&order, "done", None).is_final();

    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["conflicts"], 0);
    desk.sync();
    let rooms = job(&desk, &order)["rooms"].clone();
    assert_eq!(
        (&rooms[0]["version"], &rooms[0]["warnings"], &rooms[0]["readings"]),
        (&json!(1), &json!(0), &json!(11))
    );
    let seen = sheet(&desk, &room, &json!({}));
    let quantities = seen["evaluation"]["quantities"].as_array().unwrap();
    let architrave = quantities.iter().find(|one| one["key"] == "architrave").unwrap();
    assert_eq!((&architrave["net_milli"], &architrave["gross_milli"]), (&json!(5102), &json!(5613)));
    let project = job(&desk, &order)["project"].clone();
    assert_eq!((&project["measured"], &project["stations"][0]["done"]), (&json!(1), &json!(true)));
}

#[test]
fn measuring_again_keeps_the_first_version_and_says_what_changed() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&van);
    let tap = form(&van, &order, "Tap");
    let first = made(&record(&measurer, &order, &tap, &json!({}), &tap_readings(), true));

    let again = record(&measurer, &order, &tap, &json!({ "room": first }), &json!({ "reach": 205 }), false);
    let second = made(&again);
    let seen = sheet(&van, &second, &json!({ "hole": "35" }));
    assert_eq!((&seen["version"], &seen["since"]["version"]), (&json!(2), &json!(1)));
    let differing = seen["since"]["differing"].as_array().unwrap();
    assert_eq!(differing.len(), 1, "what was not read again is not different");
    let reach = &differing[0];
    assert_eq!((&reach["field"], &reach["before"], &reach["after"]), (&json!("reach"), &json!(180), &json!(205)));
    assert_eq!(reach["by"], json!(25));

    let mut rest = tap_readings();
    rest.as_object_mut().unwrap().remove("reach");
    record(&measurer, &order, &tap, &json!({ "measurement": second }), &rest, true).is_final();
    record(&measurer, &order, &tap, &json!({ "measurement": second }), &rest, true).is_refused("measurement_finished");
    van.sync();
    assert_eq!(sheet(&van, &first, &json!({}))["readings"]["reach"], json!(180), "the first version stays");
    assert_eq!(job(&van, &order)["rooms"][0]["version"], json!(2));
}

#[test]
fn headquarters_sees_the_job_with_what_was_measured_in_it() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&van);
    measurer.moves(&order, "accepted", None).is_final();
    let tap = form(&van, &order, "Tap");
    let first = made(&record(&measurer, &order, &tap, &json!({}), &tap_readings(), true));
    let mut again = tap_readings();
    again["reach"] = json!(205);
    made(&record(&measurer, &order, &tap, &json!({ "room": first }), &again, true));
    van.sync();

    let clerk = hq.clerk();
    let sheet = clerk.asks(Request::get(&format!("/v1/console/jobs/{order}"))).json();
    let room = &sheet["rooms"][0];
    assert_eq!((sheet["rooms"].as_array().unwrap().len(), &room["version"]), (1, &json!(2)), "{sheet:#}");
    assert_eq!((&room["since"]["version"], &room["since"]["differing"][0]["by"]), (&json!(1), &json!(25)));
    assert_eq!((&room["readings"]["reach"], &room["by"]), (&json!(205), &json!(measurer.name)));
    let steps = sheet["steps"].as_array().unwrap();
    assert_eq!(steps.last().unwrap()["step"], "accepted");
    assert_eq!(
        (&sheet["project"]["measured"], &sheet["project"]["blocked"][0]),
        (&json!(2), &json!("drawing_confirmed"))
    );

    // The list of its day has it; other days do not.
    let on = |day: &str| clerk.asks(Request::get(&format!("/v1/console/jobs?day={day}"))).json();
    let held =
        hq.all::<tenon_domain::entities::WorkOrder>().into_iter().find(|job| job.id.to_string() == order).unwrap();
    let has = |day: &str| on(day)["jobs"].as_array().unwrap().iter().any(|one| one["work_order"] == order.as_str());
    assert!(has(&held.date) && !has("2001-01-01"));
    assert_eq!(clerk.asks(Request::get("/v1/console/jobs?day=soon")).status, 400);
    assert_eq!(clerk.asks(Request::get(&format!("/v1/console/jobs/{}", "0".repeat(36)))).status, 404);
    assert_eq!(Request::get("/v1/console/jobs").send(hq.address()).unwrap().status, 401);
}

#[test]
fn a_measurement_under_way_is_finished_with_the_form_that_it_was_begun_with() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    let tap = form(&van, &order, "Tap");
    let begun = made(&record(&measurer, &order, &tap, &json!({}), &json!({ "hole": 35 }), false));

    let mut content = hq.command(&["forms", "show", "tap"]).well()["content"].clone();
    let fields = content["fields"].as_array_mut().unwrap();
    fields.retain(|field| field["key"] != "reach");
    let file = file_with(&content);
    let path = file.to_str().unwrap();
    assert_eq!(hq.command(&["forms", "put", path, "--seen", "1"]).well()["version"], 2);
    let stale = hq.command(&["forms", "put", path, "--seen", "1"]);
    assert_eq!((stale.code, &stale.answer["code"]), (Some(1), &json!("measure_form_changed")));
    van.sync();

    let seen = sheet(&van, &begun, &json!({}));
    assert_eq!((&seen["form_version"], &seen["newest_version"]), (&json!(1), &json!(2)));
    record(&measurer, &order, &tap, &json!({ "measurement": begun }), &tap_readings(), true).is_final();
    assert_eq!(van.sync()["conflicts"], 0);
    desk.sync();
    assert_eq!(sheet(&desk, &begun, &json!({}))["readings"]["reach"], json!(180), "version 1 asks for it");

    let newest = form(&van, &order, "Tap");
    record(&measurer, &order, &newest, &json!({}), &tap_readings(), true).is_refused("reading_unfit");
    std::fs::remove_file(file).unwrap();
}

fn file_with(content: &Value) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tenon-form-{}.json", std::process::id()));
    std::fs::write(&path, content.to_string()).unwrap();
    path
}

#[test]
fn an_installation_waits_for_the_drawing_and_the_goods_and_says_so() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (installer, jobs) = fitter(&van, "installer");
    let waits = |job: &&Value| job["blocked"] == json!(["drawing_confirmed", "goods_arrived"]);
    let order = jobs.iter().find(waits).expect("some of the demonstration's projects wait")["work_order"].clone();
    let order = order.as_str().unwrap();
    let project = job(&van, order)["project"].clone();
    van.line.turns(Weather::Down);
    installer.moves(order, "accepted", None).is_final();

    installer.moves(order, "on_the_way", None).is_refused("drawing_not_confirmed");
    assert_eq!(job(&van, order)["gate"]["code"], "drawing_not_confirmed");
    let confirm = |revision: u32| {
        installer.records(&json!({
            "tag": "drawing.confirm.v1", "project": project["project"], "revision": revision,
            "measured": project["measured"], "confirmed_by": "业主", "note": "",
        }))
    };
    confirm(3).is_final();
    confirm(2).is_refused("drawing_superseded");
    installer.moves(order, "on_the_way", None).is_refused("goods_not_arrived");
    let arrived = json!({ "tag": "goods.arrived.v1", "project": project["project"], "note": "楼下" });
    installer.records(&arrived).is_final();
    installer.records(&arrived).is_refused("goods_arrived_before");
    installer.moves(order, "on_the_way", None).is_final();
    installer.moves(order, "on_site", None).is_final();

    let strokes = json!([[10, 10, 200, 80, 400, 20]]);
    let sign = json!({
        "tag": "work_order.sign_off.v1", "work_order": order, "signed_by": "业主", "strokes": strokes,
        "remarks": "踢脚还差一截",
    });
    installer.records(&sign).is_final();
    installer.records(&sign).is_refused("signed_off_before");
    let open = installer.moves(order, "done", None).is_refused("checklist_open");
    assert!(open.to_string().contains("Pipes and cables found before drilling"), "{open}");
    let checklist = &job(&van, order)["site"]["checklist"]["checklist"];
    for item in ["shut_off", "tested"] {
        installer.ticks(order, checklist, item, true).is_final();
    }
    installer.moves(order, "done", None).is_final();

    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!((&report["conflicts"], &report["refused"]), (&json!(0), &json!(0)));
    let seen = job(&van, order);
    assert_eq!((&seen["step"], &seen["sign_off"]["remarks"]), (&json!("done"), &json!("踢脚还差一截")));
    let stations = seen["project"]["stations"].as_array().unwrap();
    assert!(stations.iter().all(|station| station["done"] == true), "{stations:?}");
}

#[test]
fn an_installer_offline_and_a_manager_who_marks_the_same_goods_both_have_seen_them() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (installer, jobs) = fitter(&van, "installer");
    let waits = |job: &&Value| job["blocked"] == json!(["goods_arrived"]);
    let order = jobs.iter().find(waits).expect("some goods are late")["work_order"].as_str().unwrap().to_owned();
    let project = job(&van, &order)["project"]["project"].clone();
    let arrived = json!({ "tag": "goods.arrived.v1", "project": project, "note": "" });
    let manager = Person::sign_in(&desk, desk.people("manager").swap_remove(0), "2580");
    van.line.turns(Weather::Down);

    installer.records(&arrived).is_final();
    manager.records(&arrived).is_final();
    desk.sync();
    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["conflicts"], 0);

    let goods = job(&van, &order)["project"]["goods"].clone();
    assert_eq!(goods["by_name"], json!(manager.name), "who was heard first stays");
}

#[test]
fn readings_are_kept_where_the_store_gave_the_job_up_meanwhile() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    let manager = Person::sign_in(&desk, desk.people("manager").swap_remove(0), "2580");
    let tap = form(&van, &order, "Tap");
    van.line.turns(Weather::Down);
    measurer.moves(&order, "accepted", None).is_final();
    let room = made(&record(&measurer, &order, &tap, &json!({}), &tap_readings(), true));
    manager.moves(&order, "failed", Some("顾客取消")).is_final();
    desk.sync();

    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!(report["conflicts"], 1, "the step contradicts, what was read does not");
    assert_eq!(van.only_case()["tag"], "work_order.advance.v1");
    assert_eq!(sheet(&van, &room, &json!({}))["readings"]["taps"], json!(2));
    assert_eq!(job(&van, &order)["failed_because"], "顾客取消");
}

#[test]
fn the_last_step_is_taken_back_and_the_way_goes_on_from_there() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&van);
    measurer.moves(&order, "failed", Some("家里没人")).is_final();
    let back = json!({ "tag": "work_order.step_back.v1", "work_order": order, "step": "failed" });
    assert_eq!(job(&van, &order)["step_back"]["step"], "failed");
    measurer.records(&back).is_final();
    measurer.records(&back).is_refused("step_not_last");
    assert_eq!(job(&van, &order)["step"], "planned");
    assert_eq!(van.sync()["refused"], 0);
    measurer.moves(&order, "accepted", None).is_final();
}

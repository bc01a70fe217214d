//! How far an order is, as its customer would say it, by what crews do for it.

use serde_json::{Value, json};
use tenon_domain::entities::{Staff, WorkOrder};

use super::quotes::serving;
use crate::support::{Hq, Person, Request, Tablet};

fn progress(tablet: &Tablet, order: &str) -> Value {
    tablet.order(order)["progress"].clone()
}

/// Books a visit for the order on the first place that is guaranteed; answers the job.
fn books(tablet: &Tablet, order: &str, kind: &str, project: &Value) -> String {
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": kind }));
    let slots = board["slots"].as_array().unwrap().clone();
    let free = slots.iter().find(|slot| slot["state"] == "guaranteed").expect("a guaranteed place");
    let booked = tablet.submit(&json!({
        "tag": "appointment.book.v1", "window": free["window"], "kind": kind, "visit": null,
        "contact": { "name": "Mr Wu", "phone": "13800005555", "address": "杭州市西湖区文三路 1 号" }, "note": "",
        "route": "heavy", "project": project, "order": order,
    }));
    booked.is_final();
    let jobs = progress(tablet, order)["jobs"].clone();
    let of_kind = |job: &&Value| job["kind"] == kind;
    jobs.as_array().unwrap().iter().find(of_kind).expect("the job")["work_order"].as_str().unwrap().to_owned()
}

/// Somebody of the crew that does the job, signed in.
fn of_its_crew<'t>(hq: &Hq, tablet: &'t Tablet, job: &str) -> Person<'t> {
    let crew = hq.all::<WorkOrder>().into_iter().find(|one| one.id.to_string() == job).expect("it is there").crew;
    let staff = hq.all::<Staff>().into_iter().find(|one| one.crew == Some(crew)).expect("a crew has people");
    Person::sign_in(tablet, (staff.id.to_string(), staff.name), "3690")
}

/// The stage that the order stands at, and the stages that were passed.
fn passed(progress: &Value) -> (String, Vec<String>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let steps = progress["steps"].as_array().unwrap();
    let done = steps.iter().filter(|step| step["done"] == true).map(|step| text(&step["stage"])).collect();
    (text(&progress["stage"]), done)
}

#[test]
fn an_order_says_how_far_its_jobs_are() {
    let hq = Hq::open();
    let (tablet, van) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    serving(&tablet);
    let quote = tablet.quotes(&[tablet.line("1", "sofa", 1)], 0);
    let order = tablet.sells(&quote).made();
    let bare = progress(&tablet, &order);
    assert_eq!((passed(&bare), &bare["jobs"]), (("ordered".into(), vec!["ordered".into()]), &json!([])));

    let measure = books(&tablet, &order, "measure", &Value::Null);
    let stages = progress(&tablet, &order)["steps"].clone();
    let stages: Vec<&Value> = stages.as_array().unwrap().iter().map(|step| &step["stage"]).collect();
    let all =
        ["ordered", "measured", "drawn", "drawing_confirmed", "goods_arrived", "installation_booked", "installed"];
    assert_eq!(stages, all, "a project of what is made to measure goes this way");
    tablet.sync();
    van.sync();

    let measurer = of_its_crew(&hq, &van, &measure);
    let job = van.query("job", &json!({ "work_order": measure }));
    let tap = job["forms"].as_array().unwrap().iter().find(|form| form["name"]["en"] == "Tap").expect("a form");
    let readings = json!({ "hole": 35, "holes": 1, "reach": 180, "supply": "hot_cold", "valve": true, "taps": 2 });
    let room = json!({
        "tag": "measurement.record.v1", "work_order": measure, "measurement": null, "room": null, "name": "主卫",
        "form": tap["form"], "readings": readings, "note": null, "finished": true,
    });
    measurer.records(&room).is_final();
    van.sync();
    tablet.sync();
    assert_eq!(progress(&tablet, &order)["stage"], "measured");

    let project = job["project"]["project"].clone();
    let confirm = json!({
        "tag": "drawing.confirm.v1", "project": project, "revision": 1, "measured": 1, "confirmed_by": "业主", "note": "",
    });
    measurer.records(&confirm).is_final();
    van.sync();
    tablet.sync();
    assert_eq!(progress(&tablet, &order)["stage"], "drawing_confirmed");
    tablet.seller();
    let install = books(&tablet, &order, "install", &project);
    assert_eq!(progress(&tablet, &order)["stage"], "drawing_confirmed", "the goods are not there");

    let manager = Person::sign_in(&tablet, tablet.people("manager").swap_remove(0), "2580");
    manager.records(&json!({ "tag": "goods.arrived.v1", "project": project, "note": "" })).is_final();
    assert_eq!(progress(&tablet, &order)["stage"], "installation_booked");
    tablet.sync();
    van.sync();
    let installer = of_its_crew(&hq, &van, &install);
    for step in ["accepted", "on_the_way", "on_site"] {
        installer.moves(&install, step, None).is_final();
    }
    let checklist = &van.query("job", &json!({ "work_order": install }))["site"]["checklist"]["checklist"];
    for item in ["shut_off", "tested"] {
        installer.ticks(&install, checklist, item, true).is_final();
    }
    installer.moves(&install, "done", None).is_final();
    van.sync();
    tablet.sync();

    let there = progress(&tablet, &order);
    assert_eq!((there["stage"].as_str().unwrap(), there["jobs"].as_array().unwrap().len()), ("installed", 2));
    let seen = hq.clerk().asks(Request::get(&format!("/v1/console/orders/{order}"))).json();
    assert_eq!(seen["progress"], there, "headquarters says the same");
}

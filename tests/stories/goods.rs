//! Goods that come in parts: what is there and what is missing, and who may install without.

use serde_json::{Value, json};

use crate::measuring::{fitter, job};
use crate::support::{Hq, Person, Request, Tablet, Weather};

/// An installer with a job that waits for nothing but its goods, and the job's project.
fn waiting_for_goods(tablet: &Tablet) -> (Person<'_>, String, Value) {
    let (installer, jobs) = fitter(tablet, "installer");
    let waits = |job: &&Value| job["blocked"] == json!(["goods_arrived"]);
    let order = jobs.iter().find(waits).expect("some goods are late")["work_order"].as_str().unwrap().to_owned();
    let project = job(tablet, &order)["project"]["project"].clone();
    (installer, order, project)
}

fn part(what: &str, count: u32, due: Option<&str>) -> Value {
    json!({ "what": what, "count": count, "due": due })
}

fn count(project: &Value, came: &[Value], missing: &[Value]) -> Value {
    json!({ "tag": "goods.count.v1", "project": project, "came": came, "missing": missing, "note": "车库" })
}

fn missing(tablet: &Tablet, order: &str) -> Value {
    job(tablet, order)["project"]["missing"].clone()
}

#[test]
fn an_installation_waits_for_the_last_piece_or_for_a_manager() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (installer, order, project) = waiting_for_goods(&van);
    van.line.turns(Weather::Down);
    installer.records(&count(&project, &[], &[])).is_refused("goods_not_counted");
    installer.records(&count(&project, &[part("门板", 0, None)], &[])).is_refused("parts_count");
    installer.records(&count(&project, &[], &[part("门板", 1, Some("soon"))])).is_refused("goods_due_unsound");
    let came = [part("门板", 6, None), part("台面", 1, None)];
    let two = part("门板", 2, Some("2026-12-01"));
    installer.records(&count(&project, &came, std::slice::from_ref(&two))).is_final();
    assert_eq!(missing(&van, &order), json!([two]));
    installer.moves(&order, "accepted", None).is_final();
    let refused = installer.moves(&order, "on_the_way", None).is_refused("goods_missing");
    assert_eq!(refused["facts"]["what"], "门板", "{refused}");

    // What there is to count next time: everything, however it came.
    let all = van.query("goods", &json!({ "project": project }));
    assert_eq!(all, json!([part("门板", 8, Some("2026-12-01")), part("台面", 1, None)]));

    let waive = json!({ "tag": "goods.waive.v1", "project": project, "missing": [two], "reason": "先装柜体" });
    installer.records(&waive).is_refused("not_allowed");
    let manager = van.people("manager").swap_remove(0);
    van.submit(&json!({ "op": waive, "pin": { "staff": manager.0, "pin": "2580" } })).is_final();
    assert_eq!(job(&van, &order)["project"]["blocked"], json!([]));

    // What is found missing afterwards was not meant.
    let also = part("拉篮", 1, None);
    installer.records(&count(&project, &came, &[two.clone(), also])).is_final();
    installer.moves(&order, "on_the_way", None).is_refused("goods_missing");
    installer.records(&count(&project, &came, std::slice::from_ref(&two))).is_final();
    installer.moves(&order, "on_the_way", None).is_final();

    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!((&report["conflicts"], &report["refused"]), (&json!(0), &json!(0)));
    let seen = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json()["project"].clone();
    assert_eq!((&seen["missing"], &seen["waived"]["by_name"]), (&json!([two]), &json!(manager.1)));
}

#[test]
fn the_latest_count_holds_whatever_order_head_office_hears_of_them_in() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (installer, order, project) = waiting_for_goods(&van);
    let manager = Person::sign_in(&desk, desk.people("manager").swap_remove(0), "2580");
    van.line.turns(Weather::Down);
    installer.records(&count(&project, &[], &[part("门板", 8, None)])).is_final();
    manager.records(&count(&project, &[part("门板", 7, None)], &[part("门板", 1, None)])).is_final();
    desk.sync();
    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["conflicts"], 0);
    assert_eq!(missing(&van, &order), json!([part("门板", 1, None)]));

    manager.records(&count(&project, &[part("门板", 8, None)], &[])).is_final();
    desk.sync();
    van.sync();
    let seen = job(&van, &order)["project"].clone();
    assert_eq!((&seen["goods"]["by_name"], &seen["missing"]), (&json!(manager.name), &json!([])));
    installer.moves(&order, "accepted", None).is_final();
    installer.moves(&order, "on_the_way", None).is_final();
}

#[test]
fn a_clerk_lets_the_crew_install_without_what_is_missing() {
    let hq = Hq::open();
    let (van, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (installer, order, project) = waiting_for_goods(&van);
    let door = part("门板", 2, None);
    installer.records(&count(&project, &[], std::slice::from_ref(&door))).is_final();
    van.sync();
    let waives = |missing: &Value, reason: &str| {
        let op = json!({ "tag": "goods.waive.v1", "project": project, "missing": missing, "reason": reason });
        let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(&op));
        (reply.status, if reply.status == 204 { Value::Null } else { reply.json()["code"].clone() })
    };

    assert_eq!(waives(&json!([door]), " "), (409, json!("text_missing")));
    assert_eq!(waives(&json!([]), "先装柜体"), (409, json!("goods_not_missing")));
    assert_eq!(waives(&json!([door]), "先装柜体"), (204, Value::Null));

    van.sync();
    let seen = job(&van, &order)["project"].clone();
    assert_eq!((&seen["waived"]["by_name"], &seen["blocked"]), (&json!(clerk.name), &json!([])));
    installer.moves(&order, "accepted", None).is_final();
    installer.moves(&order, "on_the_way", None).is_final();
}

//! Measurement forms and checklists are changed at the console, version by version, and reach whoever measures next.

use serde_json::{Value, json};

use crate::measuring::{form, job, measurer_with_job};
use crate::support::{Clerk, Hq, Reply, Request};

fn shown(clerk: &Clerk) -> Value {
    clerk.asks(Request::get("/v1/console/forms")).json()
}

fn lay(clerk: &Clerk, tag: &str, content: &Value, seen: u64) -> Reply {
    let op = json!({ "tag": tag, "content": content, "seen": seen });
    clerk.asks(Request::new("POST", "/v1/console/operations").json(&op))
}

fn tap(shown: &Value) -> Value {
    let forms = shown["forms"].as_array().unwrap();
    forms.iter().find(|form| form["content"]["category"] == "tap").expect("taps are measured").clone()
}

#[test]
fn a_clerks_new_version_of_a_form_is_tried_laid_down_once_and_measured_with() {
    let hq = Hq::open();
    let (van, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (_measurer, order) = measurer_with_job(&van);
    let before = form(&van, &order, "Tap");
    let held = tap(&shown(&clerk));
    assert_eq!(held["version"], 1);

    let mut content = held["content"].clone();
    content["fields"][0]["most"] = json!(38);
    let ask = |content: &Value, typed: Value| {
        let asked = json!({ "content": content, "typed": typed });
        clerk.asks(Request::new("POST", "/v1/console/forms/trial").json(&asked))
    };
    let tried = ask(&content, json!({ "hole": "4 cm", "taps": "2", "reach": "1.5", "unknown": "1" })).json();
    assert_eq!(tried["evaluation"]["warnings"], json!([{ "code": "above", "field": "hole", "most": 38 }]));
    assert_eq!(tried["odd"], json!({ "reach": "ambiguous" }));
    assert_eq!(tried["evaluation"]["quantities"][0]["net_milli"], 2000);
    let mut broken = content.clone();
    broken["fields"][0]["least"] = json!(50);
    let refused = ask(&broken, json!({}));
    assert_eq!((refused.status, &refused.json()["facts"]["fields.0.most"]), (422, &json!("form_range")));
    assert_eq!(ask(&json!({ "fields": 1 }), json!({})).status, 400);

    assert_eq!(lay(&clerk, "measure_form.put.v1", &content, 1).status, 204);
    let newest = tap(&shown(&clerk));
    assert_eq!((&newest["version"], &newest["by_name"]), (&json!(2), &json!(clerk.name)));
    let late = lay(&clerk, "measure_form.put.v1", &held["content"], 1);
    assert_eq!((late.status, &late.json()["code"]), (409, &json!("measure_form_changed")));

    van.sync();
    let after = form(&van, &order, "Tap");
    assert_ne!(after, before, "whoever measures next does so with the new version");
}

#[test]
fn a_clerks_new_version_of_a_checklist_is_what_the_next_job_is_seen_to_with() {
    let hq = Hq::open();
    let (van, clerk) = (hq.tablet("Binjiang"), hq.clerk());
    let (_measurer, order) = measurer_with_job(&van);
    let listed = shown(&clerk);
    let lists = listed["checklists"].as_array().unwrap();
    let held = lists.iter().find(|list| list["content"]["kind"] == "measure").expect("visits to measure have a list");
    let (mut content, seen) = (held["content"].clone(), held["version"].as_u64().unwrap());
    let item = json!({ "key": "item_1a2b3c4d", "name": { "zh": "拍照留底", "en": "Photos taken" }, "phase": "after", "required": true });
    content["items"].as_array_mut().unwrap().push(item);

    assert_eq!(lay(&clerk, "checklist.put.v1", &content, seen).status, 204);
    assert_eq!(lay(&clerk, "checklist.put.v1", &content, seen).status, 409, "somebody else was faster");
    content["items"][0]["name"]["en"] = json!("");
    let refused = lay(&clerk, "checklist.put.v1", &content, seen + 1).json();
    assert_eq!(refused["facts"]["items.0.name"], "checklist_name");

    van.sync();
    let items = job(&van, &order)["site"]["checklist"]["items"].as_array().unwrap().clone();
    assert!(items.iter().any(|item| item["name"]["zh"] == "拍照留底"), "{items:?}");
}

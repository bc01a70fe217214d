//! What a crew notes on site: the checklist, parts that are missing, how long it was there.

use serde_json::{Value, json};

use crate::measuring::{job, measurer_with_job};
use crate::support::{Hq, Request, Weather};

/// Lays down version `seen + 1` of the checklist for measurements, in which `required` are required.
fn requires(hq: &Hq, seen: u32, required: &[&str]) {
    let mut content = hq.command(&["checklist", "show", "measure"]).well()["content"].clone();
    for item in content["items"].as_array_mut().unwrap() {
        item["required"] = json!(required.contains(&item["key"].as_str().unwrap()));
    }
    let file = std::env::temp_dir().join(format!("tenon-checklist-{}-{seen}.json", std::process::id()));
    std::fs::write(&file, content.to_string()).unwrap();
    let (path, seen_text) = (file.to_str().unwrap(), seen.to_string());
    assert_eq!(hq.command(&["checklist", "put", path, "--seen", &seen_text]).well()["version"], seen + 1);
    let stale = hq.command(&["checklist", "put", path, "--seen", &seen_text]);
    assert_eq!((stale.code, &stale.answer["code"]), (Some(1), &json!("checklist_changed")));
    std::fs::remove_file(&file).unwrap();
}

#[test]
fn a_job_goes_on_when_what_its_checklist_requires_is_ticked() {
    let hq = Hq::open();
    requires(&hq, 1, &["meter", "read_out"]);
    let van = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&van);
    van.line.turns(Weather::Down);
    let list = job(&van, &order)["site"]["checklist"].clone();
    assert_eq!((&list["version"], list["items"].as_array().unwrap().len()), (&json!(2), 3));
    let holding = list["checklist"].clone();

    measurer.moves(&order, "accepted", None).is_final();
    let refused = measurer.moves(&order, "on_the_way", None).is_refused("checklist_open");
    assert!(refused.to_string().contains("Distance meter and spare battery packed"), "{refused}");
    measurer.ticks(&order, &holding, "nothing", true).is_refused("checklist_unknown");
    measurer.ticks(&order, &holding, "meter", true).is_final();
    measurer.moves(&order, "on_the_way", None).is_final();
    measurer.moves(&order, "on_site", None).is_final();
    measurer.ticks(&order, &holding, "read_out", true).is_final();
    measurer.ticks(&order, &holding, "read_out", false).is_final();
    measurer.moves(&order, "done", None).is_refused("checklist_open");

    // A newer list does not hold for a job that was begun with this one.
    requires(&hq, 2, &["meter", "rooms", "read_out"]);
    van.line.turns(Weather::Fine);
    van.sync();
    assert_eq!(job(&van, &order)["site"]["checklist"]["version"], json!(2));
    measurer.ticks(&order, &holding, "read_out", true).is_final();
    measurer.moves(&order, "done", None).is_final();
    measurer.ticks(&order, &holding, "rooms", true).is_refused("work_order_ended");
    let report = van.sync();
    assert_eq!((&report["conflicts"], &report["refused"]), (&json!(0), &json!(0)));

    let seen = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json();
    let marks: Vec<_> = seen["site"]["checklist"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["key"].as_str().unwrap(), item["mark"]["done"] == true))
        .collect();
    assert_eq!(marks, [("meter", true), ("rooms", false), ("read_out", true)]);
    assert_eq!(seen["site"]["checklist"]["items"][0]["mark"]["by_name"], measurer.name.as_str());
    let time = &seen["site"]["time"];
    assert!(time["until_ms"].as_i64().unwrap() >= time["from_ms"].as_i64().unwrap(), "{time}");
}

#[test]
fn parts_that_are_missing_are_seen_by_head_office_until_somebody_says_that_they_came() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (measurer, order) = measurer_with_job(&van);
    van.line.turns(Weather::Down);
    let report = |what: &str, count: u32| {
        measurer.records(&json!({
            "tag": "parts.missing.v1", "work_order": order, "what": what, "count": count, "note": "左边那组",
        }))
    };
    report("铰链", 0).is_refused("parts_count");
    report(" ", 2).is_refused("text_missing");
    report("铰链", 2).is_final();
    report("踢脚板", 1).is_final();
    let came = |parts: &Value| json!({ "tag": "parts.came.v1", "work_order": order, "parts": parts["id"] });
    let parts = job(&van, &order)["site"]["parts"].clone();
    measurer.records(&came(&parts[1])).is_final();
    measurer.moves(&order, "failed", Some("缺件")).is_final();
    van.line.turns(Weather::Fine);
    assert_eq!(van.sync()["conflicts"], 0);

    let clerk = hq.clerk();
    let lacking = || clerk.asks(Request::get("/v1/console/jobs?day=2001-01-01")).json()["lacking"].clone();
    let open = lacking();
    let open = open.as_array().unwrap();
    assert_eq!((open.len(), &open[0]["job"]["work_order"]), (1, &json!(order)));
    assert_eq!(open[0]["parts"].as_array().unwrap().len(), 1);
    assert_eq!((&open[0]["parts"][0]["what"], &open[0]["parts"][0]["count"]), (&json!("铰链"), &json!(2)));
    let said = || clerk.asks(Request::new("POST", "/v1/console/operations").json(&came(&parts[0]))).status;
    assert_eq!((said(), said()), (204, 204), "said twice changes nothing");
    assert_eq!(lacking(), json!([]));
    van.sync();
    assert_eq!(job(&van, &order)["site"]["parts"][0]["came"]["by_name"], clerk.name.as_str());
}

/// The text of a PDF.
fn text_of(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let told = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output().expect("poppler-utils");
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn what_the_customer_signs_for_is_a_certificate_that_everyone_can_read_for_ever() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    van.line.turns(Weather::Down);
    for step in ["accepted", "on_the_way", "on_site"] {
        measurer.moves(&order, step, None).is_final();
    }
    let holding = job(&van, &order)["site"]["checklist"]["checklist"].clone();
    measurer.ticks(&order, &holding, "meter", true).is_final();
    let parts = json!({ "tag": "parts.missing.v1", "work_order": order, "what": "铰链", "count": 2, "note": "" });
    measurer.records(&parts).is_final();
    let asked = |language: &str, remarks: &str| {
        let none = json!({ "version": null, "order": null, "payment": null, "redemption": null, "instalments": [] });
        let mut asked = json!({ "kind": "acceptance", "language": language, "work_order": order, "remarks": remarks });
        asked.as_object_mut().unwrap().extend(none.as_object().unwrap().clone());
        van.query("paper", &asked)
    };
    let shown = asked("zh-CN", "踢脚还差一截");
    assert!(shown["why"].is_null(), "{}", shown["why"]);
    assert_ne!(shown["sha256"], asked("en", "踢脚还差一截")["sha256"]);

    let sign = |remarks: &str| {
        measurer.records(&json!({
            "tag": "work_order.sign_off.v1", "work_order": order, "signed_by": "王女士", "remarks": remarks,
            "strokes": [[10, 10, 200, 80, 400, 20]], "paper": { "language": "zh-CN", "document": shown["sha256"] },
        }))
    };
    sign("还差两截").is_refused("certificate_changed");
    sign("踢脚还差一截").is_final();
    let paper = job(&van, &order)["sign_off"]["paper"].clone();
    assert_eq!(paper["document"], shown["sha256"]);
    // What is noted afterwards changes nothing of what was signed.
    measurer.ticks(&order, &holding, "meter", false).is_final();
    assert_eq!(asked("en", "")["sha256"], paper["sha256"]);
    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!((&report["conflicts"], &report["photos"]["sent"]), (&json!(0), &json!(1)), "{report}");

    let name = paper["sha256"].as_str().unwrap();
    let reply = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/original")));
    assert_eq!((reply.status, tenon_domain::Hash::of(&reply.body).to_string().as_str()), (200, name));
    // A long hash may break anywhere: Typst says so by spaces without width.
    let text = text_of(&reply.body).replace(|one: char| one.is_whitespace() || one == '\u{200b}', "");
    for words in ["验收单", "铰链", "×2", "踢脚还差一截", "王女士", shown["sha256"].as_str().unwrap()] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let sheet = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json();
    assert_eq!(sheet["sign_off"]["paper"], paper);
    assert_eq!(sheet["photos"].as_array().unwrap().iter().filter(|photo| photo["sha256"] == name).count(), 0);

    desk.sync();
    desk.line.turns(Weather::Down);
    let read = desk.query(
        "paper",
        &json!({
            "kind": "acceptance", "language": "en", "work_order": order, "version": null, "order": null, "payment": null,
            "redemption": null, "instalments": [],
        }),
    );
    assert_eq!((&read["sha256"], read["pages"].as_array().unwrap().len()), (&paper["sha256"], 1));
}

//! The file of a drawing: a revision is added, seen, confirmed with its hash, and drawn anew.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tenon_domain::Hash;

use crate::measuring::{fitter, job};
use crate::photos::support::{kept, on_disk};
use crate::support::{Hq, Person, Request, Tablet, Weather, photograph};

/// A PDF of one page with a rectangle and a line on it.
fn pdf() -> Vec<u8> {
    let drawn = "1 0 0 RG 4 w 40 40 320 200 re S 40 140 m 360 140 l S\n";
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 280] /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}endstream", drawn.len()),
    ];
    let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (at, part) in parts.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{part}\nendobj\n", at + 1);
    }
    let table = file.len();
    file += "xref\n0 5\n0000000000 65535 f \n";
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

/// An installer with a job that waits for its drawing, and the job's project.
fn waiting_for_a_drawing(tablet: &Tablet) -> (Person<'_>, String, Value) {
    let (installer, jobs) = fitter(tablet, "installer");
    let waits = |job: &&Value| job["blocked"] == json!(["drawing_confirmed", "goods_arrived"]);
    let order = jobs.iter().find(waits).expect("some of the demonstration's projects wait")["work_order"].clone();
    let order = order.as_str().unwrap().to_owned();
    let project = job(tablet, &order)["project"].clone();
    (installer, order, project)
}

fn add(order: &str, project: &Value, revision: u32, file: &Value) -> Value {
    json!({
        "tag": "drawing.add.v1", "work_order": order, "revision": revision, "measured": project["measured"],
        "sha256": file["sha256"], "bytes": file["bytes"], "media_type": file["media_type"], "note": "橱柜立面",
    })
}

fn confirm(project: &Value, revision: u32, sha256: &Value) -> Value {
    json!({
        "tag": "drawing.confirm.v1", "project": project["project"], "revision": revision, "sha256": sha256,
        "measured": project["measured"], "confirmed_by": "业主", "note": "",
    })
}

fn shown(tablet: &Tablet, project: &Value, revision: u32) -> Value {
    tablet.query("drawing", &json!({ "project": project["project"], "revision": revision }))
}

fn blocked(tablet: &Tablet, order: &str) -> Value {
    job(tablet, order)["project"]["blocked"].clone()
}

#[test]
fn a_drawing_is_confirmed_with_its_file_and_a_new_one_asks_again() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (installer, order, project) = waiting_for_a_drawing(&van);
    van.line.turns(Weather::Down);
    let drawn = pdf();
    let file = kept(&van, &drawn);
    assert_eq!((&file["media_type"], &file["bytes"]), (&json!("application/pdf"), &json!(drawn.len())));

    installer.records(&add(&order, &project, 1, &file)).is_final();
    installer.records(&add(&order, &project, 1, &file)).is_refused("drawing_revision_taken");
    installer.records(&confirm(&project, 1, &Value::Null)).is_refused("drawing_other_file");
    assert_eq!(blocked(&van, &order)[0], "drawing_confirmed", "it is drawn and not confirmed");
    let here = shown(&van, &project, 1);
    assert_eq!((&here["place"], here["pages"].as_array().unwrap().len()), (&json!("waiting"), 1), "{here}");
    assert!(here["pages"][0].as_str().unwrap().starts_with("<svg"));
    installer.records(&confirm(&project, 1, &file["sha256"])).is_final();
    assert_eq!(blocked(&van, &order), json!(["goods_arrived"]));

    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!(
        (&report["refused"], &report["conflicts"], &report["photos"]["sent"]),
        (&json!(0), &json!(0), &json!(1))
    );
    let name = file["sha256"].as_str().unwrap();
    let reply = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/original")));
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")));
    assert!(reply.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(Hash::of(&reply.body).to_string(), name, "what was confirmed is known for ever");
    let sheet = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json();
    assert_eq!(sheet["project"]["drawings"][0]["sha256"], name, "{sheet:#}");
    assert_eq!(sheet["photos"].as_array().unwrap().iter().filter(|photo| photo["sha256"] == name).count(), 0);

    // Another tablet of the store has it on its own disk before it needs it.
    desk.sync();
    desk.line.turns(Weather::Down);
    assert_eq!(shown(&desk, &project, 1)["pages"], here["pages"]);

    // A picture as the second revision: it stays bit by bit, and asks for the customer again.
    let seller = desk.seller();
    let picture = crate::photos::support::with_place(&photograph(7, 1_400, 900));
    let second = kept(&desk, &picture);
    seller.records(&add(&order, &project, 2, &second)).is_final();
    assert_eq!(blocked(&desk, &order)[0], "drawing_confirmed");
    desk.line.turns(Weather::Fine);
    assert_eq!(desk.sync()["photos"]["sent"], 1);
    let name = second["sha256"].as_str().unwrap();
    let reply = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/original")));
    assert_eq!(reply.body, picture);
    van.sync();
    assert_eq!(job(&van, &order)["project"]["stations"][1]["done"], true);
    installer.moves(&order, "accepted", None).is_final();
    installer.moves(&order, "on_the_way", None).is_refused("drawing_newer");
    installer.records(&confirm(&project, 2, &file["sha256"])).is_refused("drawing_other_file");
    installer.records(&confirm(&project, 2, &second["sha256"])).is_final();
    assert_eq!(blocked(&van, &order), json!(["goods_arrived"]));
    van.sync();
    let photos = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json()["project"]["drawn"].clone();
    assert_eq!(photos.as_array().unwrap().len(), 2, "both revisions stay");
}

#[test]
fn two_who_draw_apart_do_not_write_over_each_other() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (installer, order, project) = waiting_for_a_drawing(&van);
    let seller = desk.seller();
    for tablet in [&van, &desk] {
        tablet.line.turns(Weather::Down);
    }
    let (mine, theirs) = (kept(&van, &pdf()), kept(&desk, &photograph(8, 300, 200)));
    installer.records(&add(&order, &project, 1, &mine)).is_final();
    seller.records(&add(&order, &project, 1, &theirs)).is_final();
    installer.records(&confirm(&project, 1, &mine["sha256"])).is_final();
    for tablet in [&desk, &van] {
        tablet.line.turns(Weather::Fine);
        tablet.sync();
    }
    let codes = van.attention().to_string();
    assert!(codes.contains("drawing_revision_taken"), "the second revision 1 is refused: {codes}");
    assert_eq!(blocked(&van, &order)[0], "drawing_confirmed", "what was confirmed is not the drawing that holds");
}

#[test]
fn what_is_no_picture_and_no_pdf_is_refused_by_name() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (installer, order, project) = waiting_for_a_drawing(&van);
    let refused = |bytes: &[u8]| {
        let kept = van.says(&["keep-photo", on_disk(&van, bytes).to_str().unwrap()]).answer;
        kept["refusal"]["code"].as_str().expect("a refusal").to_owned()
    };
    let whole = pdf();
    assert_eq!(refused(&whole[..whole.len() / 2]), "photo_truncated");
    assert_eq!(refused(b"%PDF-9.9\n%%EOF\n"), "photo_broken");
    assert_eq!(refused(b"PK\x03\x04 a drawing in another program"), "photo_format");

    let file = kept(&van, &whole);
    let as_photo = json!({
        "tag": "photo.add.v1", "work_order": order, "sha256": file["sha256"], "bytes": file["bytes"],
        "media_type": file["media_type"], "kind": "drawing", "room": null, "caption": "",
    });
    installer.records(&as_photo).is_refused("photo_is_pdf");
    let nowhere = json!({ "sha256": "0".repeat(64), "bytes": 10, "media_type": "application/pdf" });
    installer.records(&add(&order, &project, 1, &nowhere)).is_refused("photo_not_kept");
}

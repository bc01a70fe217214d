//! Photos of a job: taken without a network, sent in the background, verified at headquarters, seen by whoever may.

mod bucket;
mod metered;
mod refused;
mod sent;
pub(crate) mod support;
mod under_fire;

use serde_json::json;
use tenon_domain::entities::WorkOrder;

use self::support::{add, fitter_with_job, held, job, kept, noisy, photo, with_place};
use crate::support::{Hq, Request, Weather, eventually, photograph};

#[test]
fn a_photo_taken_without_a_network_is_seen_at_once_and_reaches_everyone_later() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (fitter, order) = fitter_with_job(&van);
    van.line.turns(Weather::Down);
    let picture = photograph(1, 1_600, 1_200);
    let file = kept(&van, &picture);

    fitter.records(&add(&order, &file, "before", "厨房水管")).is_final();

    let card = photo(&van, &order, 0);
    assert_eq!(
        (&card["place"], &card["sync"], &card["caption"]),
        (&"waiting".into(), &"waiting".into(), &"厨房水管".into())
    );
    assert_eq!(van.status()["photos_waiting"], json!({ "count": 1, "bytes": picture.len() }));
    let screens = van.screens();
    let name = card["sha256"].as_str().unwrap();
    for (form, side) in [("thumb", 320), ("large", 1_280)] {
        let reply = screens.asks(Request::get(&format!("/pictures/{name}.{form}")));
        assert_eq!(image::load_from_memory(&reply.body).unwrap().width(), side, "{}", reply.status);
    }
    drop(screens);

    van.line.turns(Weather::Fine);
    let report = van.sync();
    assert_eq!(report["photos"]["sent"], 1, "{report}");
    assert_eq!(report["photos"]["waiting"], 0);
    assert_eq!(
        (&photo(&van, &order, 0)["place"], van.status()["photos_waiting"]["count"].as_u64()),
        (&"held".into(), Some(0))
    );
    assert_eq!(van.sync()["photos"]["bytes"], 0, "nothing is sent twice");

    // Whoever serves the same store has it on their own disk before they need it.
    assert_eq!(desk.sync()["photos"]["fetched"], 1);
    desk.line.turns(Weather::Down);
    let reply = desk.screens().asks(Request::get(&format!("/pictures/{name}.large")));
    assert_eq!(image::load_from_memory(&reply.body).unwrap().width(), 1_280);
    assert_eq!(photo(&desk, &order, 0)["by"], fitter.name.as_str());
}

#[test]
fn where_it_was_taken_does_not_stay_at_headquarters() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    let picture = with_place(&photograph(2, 200, 100));
    let file = kept(&van, &picture);
    fitter.records(&add(&order, &file, "damage", "")).is_final();
    assert_eq!(van.sync()["photos"]["sent"], 1);

    let name = file["sha256"].as_str().unwrap();
    let sheet = hq.clerk().asks(Request::get(&format!("/v1/console/jobs/{order}"))).json();
    assert_eq!(sheet["photos"][0]["sha256"], name, "{sheet:#}");
    let reply = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/original")));
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/jpeg")));
    assert!(picture.windows(3).any(|three| three == b"GPS"));
    assert!(!reply.body.windows(3).any(|three| three == b"GPS"));
    // It was lying on its side, and still says so.
    let large = hq.clerk().asks(Request::get(&format!("/v1/console/blobs/{name}/large"))).body;
    assert_eq!(image::load_from_memory(&large).unwrap().width(), 100);
    assert_eq!(Request::get(&format!("/v1/console/blobs/{name}/large")).send(hq.address()).unwrap().status, 401);
}

#[test]
fn a_photo_taken_off_by_mistake_is_put_back() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    let file = kept(&van, &photograph(3, 100, 100));
    fitter.records(&add(&order, &file, "after", "")).is_final();
    let id = photo(&van, &order, 0)["photo"].clone();
    fitter.records(&json!({ "tag": "photo.caption.v1", "photo": id, "caption": "完工" })).is_final();

    fitter.records(&json!({ "tag": "photo.take_off.v1", "photo": id })).is_final();
    assert!(photo(&van, &order, 0)["put_back_until_ms"].is_number());
    van.sync();
    fitter.records(&json!({ "tag": "photo.put_back.v1", "photo": id })).is_final();
    assert_eq!(van.sync()["accepted"], 1);

    let card = photo(&van, &order, 0);
    assert_eq!(
        (&card["put_back_until_ms"], &card["caption"], &card["sync"]),
        (&json!(null), &"完工".into(), &"confirmed".into())
    );
}

#[test]
fn lines_over_a_photo_reach_headquarters_and_leave_its_file_alone() {
    let hq = Hq::open();
    let van = hq.tablet("Binjiang");
    let (fitter, order) = fitter_with_job(&van);
    let file = kept(&van, &photograph(5, 400, 300));
    fitter.records(&add(&order, &file, "damage", "墙角")).is_final();
    let id = photo(&van, &order, 0)["photo"].clone();
    let marks = json!([{ "stroke": [100, 200, 300, 400], "text": "这里开裂" }]);
    fitter.records(&json!({ "tag": "photo.mark.v1", "photo": id, "marks": marks })).is_final();
    let drawn = photo(&van, &order, 0)["marks"][0].clone();
    assert_eq!((&drawn["text"], &drawn["by_name"]), (&json!("这里开裂"), &json!(fitter.name)));
    van.sync();

    let clerk = hq.clerk();
    let shown = clerk.asks(Request::get(&format!("/v1/console/jobs/{order}"))).json()["photos"][0].clone();
    assert_eq!((&shown["sha256"], &shown["marks"][0]["stroke"]), (&file["sha256"], &json!([100, 200, 300, 400])));
    fitter.records(&json!({ "tag": "photo.unmark.v1", "photo": id, "drawn_by": drawn["op"] })).is_final();
    van.sync();
    let shown = clerk.asks(Request::get(&format!("/v1/console/jobs/{order}"))).json()["photos"][0].clone();
    assert_eq!(shown["marks"], json!([]));
}

#[test]
fn another_crews_device_may_not_read_it_nor_send_it() {
    let hq = Hq::open();
    let (van, other) = (hq.tablet("Binjiang"), hq.tablet("Jinniu"));
    let (fitter, order) = fitter_with_job(&van);
    let picture = noisy(4, 300, 200);
    let file = kept(&van, &picture);
    fitter.records(&add(&order, &file, "before", "")).is_final();
    van.sync();

    let name = file["sha256"].as_str().unwrap();
    let target = format!("/v1/blobs/{name}");
    for form in ["thumb", "large", "original"] {
        let target = format!("{target}/{form}");
        let mine = van.signs("GET", &target, Vec::new()).send(hq.address()).unwrap();
        let theirs = other.signs("GET", &target, Vec::new()).send(hq.address()).unwrap();
        assert_eq!((mine.status, theirs.status, &theirs.json()["code"]), (200, 404, &"photo_unknown".into()));
        assert_eq!(Request::get(&target).send(hq.address()).unwrap().status, 401);
    }
    let asked = other.signs("HEAD", &target, Vec::new()).header("tus-resumable", "1.0.0").send(hq.address());
    assert_eq!(asked.unwrap().status, 404, "nor learn whether it is there");
    assert!(job(&other, &order).is_null());
}

#[test]
fn of_an_erased_customer_no_file_is_left() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let coming = json!({ "tag": "visit.check_in.v1", "name": "欧阳试名", "phone": "13800138000", "card": null });
    seller.records(&coming).is_final();
    let (customer, visit) = (tablet.session()["visit"]["customer"].clone(), tablet.session()["visit"]["id"].clone());
    let contact = json!({ "name": "欧阳试名", "phone": "13800138000", "address": "无名路 77 号" });
    let window = tablet.slots("guaranteed")[0]["window"].clone();
    let booking = json!({ "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": visit,
        "contact": contact, "note": "" });
    seller.records(&booking).is_final();
    tablet.sync();
    let jobs = hq.all::<WorkOrder>();
    let order = jobs.iter().find(|job| job.contact.address == "无名路 77 号").unwrap().id.to_string();
    let (sent, unsent) = (kept(&tablet, &photograph(1, 90, 80)), kept(&tablet, &photograph(2, 90, 80)));
    seller.records(&add(&order, &sent, "before", "他家的门")).is_final();
    assert_eq!(tablet.sync()["photos"]["sent"], 1);
    let name = sent["sha256"].as_str().unwrap();
    let target = format!("/v1/console/blobs/{name}/thumb");
    assert_eq!(hq.clerk().asks(Request::get(&target)).status, 200);
    tablet.line.turns(Weather::Down);
    seller.records(&add(&order, &unsent, "before", "")).is_final();

    std::thread::sleep(std::time::Duration::from_millis(5));
    let erase = json!({ "tag": "customer.erase.v1", "customer": customer });
    assert_eq!(hq.clerk().asks(Request::new("POST", "/v1/console/operations").json(&erase)).status, 204);

    assert_eq!(hq.clerk().asks(Request::get(&target)).status, 410);
    eventually("the file is removed", || held(&hq).is_empty().then_some(()));
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    tablet.sync();
    let shard = tablet.folder().join("blobs").join(&name[..2]);
    assert_eq!(std::fs::read_dir(shard).unwrap().count(), 0, "nothing is left on the tablet");
}

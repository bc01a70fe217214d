//! Visits that take more than one work unit: what the norms say, what a window has, and who is told that it is too few.

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tenon_domain::entities::{Appointment, Window};

use crate::support::{Hq, Outcome, Tablet, VISIT_UNITS, Weather};

fn books(tablet: &Tablet, window: &Value, customer: &str, quantity: u32) -> Outcome {
    let contact = json!({ "name": customer, "phone": "13800005555", "address": "文三路 1 号" });
    tablet.submit(&json!({
        "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": null, "contact": contact, "note": "",
        "quantity": quantity,
    }))
}

fn workload(tablet: &Tablet, quantity: u32) -> Value {
    tablet.query("workload", &json!({ "kind": "measure", "goods": null, "quantity": quantity }))
}

fn window(hq: &Hq, id: &Value) -> Window {
    hq.all::<Window>().into_iter().find(|one| id == &json!(one.id)).expect("it is there")
}

fn units_of(hq: &Hq, customer: &str) -> u32 {
    hq.all::<Appointment>().into_iter().find(|one| one.contact.name == customer).expect("it is booked").units
}

#[test]
fn a_visit_for_several_pieces_takes_several_units_or_none() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    assert_eq!(workload(&tablet, 1), json!({ "units": VISIT_UNITS, "minutes": 90 }));
    let three = workload(&tablet, 3);
    assert_eq!(three, json!({ "units": 5, "minutes": 120 }));

    // The tablet's quota is for one such visit of one piece.
    let slots = tablet.slots("guaranteed");
    let slot = slots.iter().find(|slot| slot["sure"] == json!(VISIT_UNITS)).expect("a window with a quota");
    tablet.line.turns(Weather::Down);
    books(&tablet, &slot["window"], "Ms Lin", 3).is_provisional("quota_spent");
    books(&tablet, &slot["window"], "Mr Zhou", 1).is_final();
    books(&tablet, &slot["window"], "nobody", 100).is_refused("quantity_unsound");
    let before = window(&hq, &slot["window"]);

    // Head office has room for one of the two that follow.
    hq.administer(|commit| {
        let mut row = commit.rows().all::<Window>()?.into_iter().find(|one| one.id == before.id).unwrap();
        (row.capacity, row.free) = (row.capacity + 6 - row.free, 6);
        commit.put(&row)
    });
    books(&tablet, &slot["window"], "Mr Wu", 1).is_provisional("quota_spent");
    tablet.line.turns(Weather::Fine);
    tablet.sync();

    let after = window(&hq, &slot["window"]);
    assert_eq!((after.free, after.booked()), (1, before.booked() + 5 + VISIT_UNITS));
    assert_eq!((units_of(&hq, "Ms Lin"), units_of(&hq, "Mr Zhou")), (5, VISIT_UNITS));
    let case = tablet.only_case();
    assert_eq!((&case["subject"], &case["refusal"]["code"]), (&json!("Mr Wu"), &json!("window_units")));
    assert_eq!(
        (&case["refusal"]["facts"]["free"], &case["refusal"]["facts"]["units"]),
        (&json!(1), &json!(VISIT_UNITS))
    );
}

#[test]
fn norms_are_laid_down_whole_and_what_is_booked_keeps_its_units() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let slot = tablet.slots("guaranteed")[0].clone();
    tablet.line.turns(Weather::Down);
    books(&tablet, &slot["window"], "Ms Lin", 1).is_final();

    let mut norms = hq.command(&["norms", "show"]).well();
    let file = NamedTempFile::new().unwrap();
    let put = |norms: &Value| {
        std::fs::write(file.path(), norms.to_string()).unwrap();
        hq.command(&["norms", "put", file.path().to_str().unwrap()])
    };
    assert_eq!(put(&norms).well()["version"], 1, "the same norms again are no new version");
    norms["unit_minutes"] = json!(0);
    let faulty = put(&norms);
    assert_eq!((faulty.code, &faulty.answer["facts"]["unit_minutes"]), (Some(1), &json!("unit_minutes")));
    norms["unit_minutes"] = json!(15);
    assert_eq!(put(&norms).well()["version"], 2);

    // What the tablet promised stands as it was promised.
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    assert_eq!(units_of(&hq, "Ms Lin"), VISIT_UNITS);
    assert_eq!(workload(&tablet, 1), json!({ "units": 2 * VISIT_UNITS, "minutes": 90 }));
    assert!(tablet.cases().is_empty());
}

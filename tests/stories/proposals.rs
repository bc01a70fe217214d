//! The seller asks for times that suit: by skill, way and load, without a network, and books the first of them.

use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tenon_domain::entities::{Crew, WorkKind, WorkOrder};

use crate::support::{Hq, Outcome, Tablet, VISIT_UNITS, Weather};

const HOME: &str = "杭州市西湖区翠苑云庭 3 幢 1 单元 502";

fn proposed(tablet: &Tablet, kind: &str, goods: &str) -> Value {
    tablet.query(
        "proposals",
        &json!({ "kind": kind, "goods": goods, "quantity": 1, "address": HOME, "from": null, "weekdays": [], "part": null, "limit": 20 }),
    )
}

/// Times to measure a kitchen at [`HOME`] from `day` on.
fn proposed_from(tablet: &Tablet, day: &str) -> Value {
    tablet.query(
        "proposals",
        &json!({
            "kind": "measure", "goods": "kitchen/cabinet", "quantity": 1, "address": HOME, "from": day,
            "weekdays": [], "part": null, "limit": 20,
        }),
    )
}

fn book(tablet: &Tablet, proposal: &Value, kind: &str, goods: &str) -> Outcome {
    let contact = json!({ "name": "Ms Lin", "phone": "13800005555", "address": HOME });
    tablet.submit(&json!({
        "tag": "appointment.book.v1", "window": proposal["window"], "kind": kind, "visit": null,
        "contact": contact, "note": "", "goods": goods,
    }))
}

#[test]
fn times_are_proposed_offline_and_the_next_visit_goes_where_the_crew_is_anyway() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    // A crew has two days that nobody has booked yet.
    let near = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let crew = near["crews"][0]["name"]["zh"].as_str().unwrap().to_owned();
    hq.command(&["windows", "open", "--from", "2031-03-03", "--to", "2031-03-08", "--crew", &crew]).well();
    tablet.sync();
    tablet.line.turns(Weather::Down);

    let before = proposed_from(&tablet, "2031-03-03");
    assert_eq!(before["area"]["en"], "Xihu");
    let costs: Vec<i64> = before["best"].as_array().unwrap().iter().map(|one| one["cost"].as_i64().unwrap()).collect();
    assert!(costs.len() > 2 && costs.is_sorted(), "{costs:?}");
    let first = before["best"][0].clone();
    assert_eq!((&first["nearby"], &first["day_units"]), (&json!(false), &json!(0)));

    assert_eq!(book(&tablet, &first, "measure", "kitchen/cabinet").refusal(), None);

    let after = proposed_from(&tablet, "2031-03-03");
    assert_eq!(after["best"][0]["date"], first["date"], "{after}");
    let told = |one: &Value| (one["nearby"].clone(), one["day_units"].clone(), one["detour"]["minutes"].as_i64());
    let (nearby, visits, detour) = told(&after["best"][0]);
    assert_eq!((nearby, visits), (json!(true), json!(VISIT_UNITS)));
    assert!(detour < first["detour"]["minutes"].as_i64(), "{after}");

    // Headquarters counts the visit as the tablet did.
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    let synced = proposed_from(&tablet, "2031-03-03");
    assert_eq!(told(&synced["best"][0]), told(&after["best"][0]));
}

#[test]
fn only_a_crew_that_takes_the_goods_is_proposed_and_booked() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let doors: Vec<String> =
        hq.all::<Crew>().into_iter().filter(|crew| crew.takes(Some("door"))).map(|crew| crew.id.to_string()).collect();

    let kitchens = proposed(&tablet, "install", "kitchen/cabinet");
    let best = kitchens["best"].as_array().unwrap();
    assert!(!best.is_empty());
    for one in best {
        assert!(!doors.contains(&one["crew"].as_str().unwrap().to_owned()), "{one}");
        assert_eq!(one["specialist"], true);
    }
    book(&tablet, &best[0], "install", "door/interior").is_refused("crew_other_goods");

    // From now on the crew takes doors and sets out from another area.
    let crew = best[0]["crew_name"]["en"].as_str().unwrap();
    hq.command(&["crews", "skills", crew, "--takes", "door", "--base", "xihu"]).well();
    let nowhere = hq.command(&["crews", "skills", crew, "--base", "atlantis"]);
    assert_eq!((nowhere.code, &nowhere.answer["code"]), (Some(1), &json!("area_unknown")));
    tablet.sync();
    book(&tablet, &best[0], "install", "kitchen/cabinet").is_refused("crew_other_goods");
    assert_eq!(book(&tablet, &best[0], "install", "door/interior").refusal(), None);
    let held = hq.all::<Crew>().into_iter().find(|held| held.name.en == crew).unwrap();
    assert_eq!((held.base.as_deref(), held.kinds.contains(&WorkKind::Install)), (Some("xihu"), true));
}

#[test]
fn the_travel_table_is_laid_down_whole_or_not_at_all() {
    let hq = Hq::open();
    let mut table = hq.command(&["travel", "show"]).well();
    assert_eq!(hq.command(&["travel", "area", HOME]).well()["area"]["code"], "xihu");
    let file = NamedTempFile::new().unwrap();
    let put = |table: &Value| {
        std::fs::write(file.path(), table.to_string()).unwrap();
        hq.command(&["travel", "put", file.path().to_str().unwrap()])
    };
    assert_eq!(put(&table).well()["version"], 1, "the same table again is no new version");

    table["ways"][0]["to"] = json!("atlantis");
    let faulty = put(&table);
    assert_eq!((faulty.code, &faulty.answer["facts"]["ways.0"]), (Some(1), &json!("way_ends")));
    table["ways"].as_array_mut().unwrap().remove(0);
    assert_eq!(put(&table).well()["version"], 2);
}

#[test]
fn measuring_and_installing_are_proposed_together_and_booked_as_one_project() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let asked = json!({ "goods": "door", "quantity": 1, "address": HOME, "weekdays": [], "part": null, "limit": 6 });
    let chains = tablet.query("chain_proposals", &asked);
    let lead = chains["lead_days"].as_i64().unwrap();
    assert!(lead > 0, "doors are made");
    let best = chains["best"].as_array().unwrap();
    assert!(!best.is_empty(), "{chains}");
    for pair in best {
        assert!(pair["days"].as_i64().unwrap() >= lead, "{pair}");
        assert_eq!(
            pair["cost"],
            json!(pair["measure"]["cost"].as_i64().unwrap() + pair["install"]["cost"].as_i64().unwrap())
        );
    }
    assert!(best.is_sorted_by_key(|pair| pair["cost"].as_i64()));

    tablet.line.turns(Weather::Down);
    let contact = json!({ "name": "Ms Lin", "phone": "13800005555", "address": HOME });
    let visit = |kind: &str, route: Value, project: &Value| {
        json!({ "tag": "appointment.book.v1", "window": best[0][kind]["window"], "kind": kind, "visit": null,
            "contact": contact, "note": "", "goods": "door", "route": route, "project": project })
    };
    let first = tablet.submit(&visit("measure", json!("heavy"), &Value::Null));
    assert_eq!(first.refusal(), None);
    let project = first.answer()["made"].clone();
    assert_eq!(tablet.submit(&visit("install", Value::Null, &project)).refusal(), None);
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    let jobs: Vec<WorkOrder> = hq.all();
    let hers: Vec<&WorkOrder> = jobs.iter().filter(|job| job.contact.name == "Ms Lin").collect();
    assert_eq!(hers.len(), 2);
    assert!(hers.iter().all(|job| job.project.map(|id| json!(id)) == Some(project.clone())), "{hers:?}");
}

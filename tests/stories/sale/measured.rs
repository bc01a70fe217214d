//! What was measured at a customer's home goes into their quote.

use serde_json::{Value, json};

use crate::measuring::{form, job, made, measurer_with_job, record};
use crate::support::{Hq, Weather};

#[test]
fn a_quote_takes_what_was_measured_and_tells_when_it_was_measured_anew() {
    let hq = Hq::open();
    let (van, desk) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let (measurer, order) = measurer_with_job(&van);
    let floor = form(&van, &order, "Tiled floor or wall");
    let readings = json!({
        "length": 4000, "width": 3000, "diagonal_1": 5000, "diagonal_2": 5001, "surface": "floor", "laid": "diagonal", "level": 3, "dry": true,
    });
    let room = made(&record(&measurer, &order, &floor, &json!({}), &readings, true));
    van.sync();
    desk.sync();

    let phone = job(&desk, &order)["phone"].clone();
    let visit = json!({ "tag": "visit.check_in.v1", "name": "Mrs Lin", "phone": phone, "card": null });
    desk.seller();
    desk.submit(&visit).is_final();
    desk.line.turns(Weather::Down);
    let quote = desk.quotes(&[desk.line("1", "floor tile", 1)], 0);
    let rooms_of = |tablet: &crate::support::Tablet| tablet.query("measured", &json!({ "id": quote }));

    let rooms = rooms_of(&desk);
    assert_eq!((&rooms[0]["name"], &rooms[0]["version"]), (&json!("主卫"), &json!(1)));
    let tiles = rooms[0]["quantities"].as_array().unwrap().iter().find(|one| one["key"] == "area").unwrap().clone();
    assert_eq!((&tiles["net_milli"], &tiles["gross_milli"]), (&json!(12_000), &json!(13_200)), "a tenth is waste");
    let line = |milli: &Value| {
        let mut line = desk.line("1", "floor tile", 1);
        line["quantity_milli"] = milli.clone();
        line["measured"] = json!(true);
        line
    };
    let of = |milli: &Value| desk.prices(&[line(milli)], 0)["content"].clone();
    let content = of(&tiles["gross_milli"]);
    let (one, all) = (of(&json!(1_000)), &content["lines"][0]);
    let minor = |line: &Value| line["list_minor"].as_i64().unwrap();
    assert_eq!(minor(all) * 10, minor(&one["lines"][0]) * 132, "13.2 times a square metre");
    desk.writes(Some(&quote), &content).is_final();

    let again = json!({ "length": 4000, "width": 3100, "diagonal_1": 5060, "diagonal_2": 5061, "surface": "floor", "laid": "diagonal", "level": 3, "dry": true });
    record(&measurer, &order, &floor, &json!({ "room": room }), &again, true).is_final();
    van.sync();
    desk.line.turns(Weather::Fine);
    assert_eq!(desk.sync()["conflicts"], 0);
    let rooms = rooms_of(&desk);
    assert_eq!((rooms.as_array().unwrap().len(), &rooms[0]["version"]), (1, &json!(2)), "the latest version counts");
    assert_eq!(rooms[0]["quantities"][0]["gross_milli"], json!(13_640));
    assert_eq!(
        desk.version(&quote)["content"]["lines"][0]["quantity_milli"],
        json!(13_200),
        "nobody changed the quote"
    );
}

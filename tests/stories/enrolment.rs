//! Enrolling a tablet with a one-use code.

use serde_json::json;
use tenon_domain::entities::Device;

use crate::support::{Hq, Tablet, Weather};

#[test]
fn a_code_enrols_one_tablet_and_no_second() {
    let hq = Hq::open();
    let code = hq.code_for("Binjiang");
    let (first, second) = (Tablet::new(hq.line()), Tablet::new(hq.line()));
    first.enrol(&code).well();

    let said = second.enrol(&code);

    assert_eq!((said.code, &said.answer["refusal"]["code"]), (Some(1), &"code_used".into()));
    assert_eq!(second.session()["enrolled"], false);
}

#[test]
fn the_code_may_be_typed_in_small_letters_and_without_its_hyphen() {
    let hq = Hq::open();
    let code = hq.code_for("Binjiang").to_lowercase().replace('-', " ");

    Tablet::new(hq.line()).enrol(&code).well();
}

#[test]
fn an_unknown_code_enrols_nobody() {
    let hq = Hq::open();

    let said = Tablet::new(hq.line()).enrol("AAAAA-BBBBB");

    assert_eq!((said.code, &said.answer["refusal"]["code"]), (Some(1), &"code_unknown".into()));
}

#[test]
fn a_code_runs_out() {
    let hq = Hq::open();
    let code = hq.code_for("Binjiang");
    hq.administer(|commit| {
        let yesterday = "UPDATE enrolment_codes SET expires_ms = expires_ms - 86400001";
        commit.conn().execute(yesterday, &[]).map(|_| ())
    });

    let said = Tablet::new(hq.line()).enrol(&code);

    assert_eq!((said.code, &said.answer["refusal"]["code"]), (Some(1), &"code_expired".into()));
}

#[test]
fn a_tablet_whose_answer_was_lost_asks_again_and_is_the_same_device() {
    let hq = Hq::open();
    let code = hq.code_for("Binjiang");
    let tablet = Tablet::new(hq.line());
    let devices = |hq: &Hq| hq.all::<Device>().len();
    let before = devices(&hq);
    tablet.line.turns(Weather::AnswerLost);
    assert_eq!(tablet.enrol(&code).code, Some(1));
    assert_eq!(devices(&hq), before + 1, "headquarters had enrolled it");
    assert_eq!(tablet.session()["enrolled"], false, "the tablet does not know");

    tablet.line.turns(Weather::Fine);
    tablet.enrol(&code).well();

    assert_eq!(devices(&hq), before + 1);
    tablet.sync();
    tablet.seller();
}

#[test]
fn an_enrolled_tablet_is_not_enrolled_again() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");

    let said = tablet.enrol(&hq.code_for("West"));

    assert_eq!(said.code, Some(1));
    assert!(said.log.contains("enrolled already"), "{}", said.log);
    let stores = hq.command(&["stores"]).well();
    let binjiang = stores.as_array().unwrap().iter().find(|one| one["name"]["en"] == "Hangzhou Binjiang flagship");
    assert_eq!(tablet.session()["store"]["id"], binjiang.unwrap()["id"]);
}

#[test]
fn a_sign_in_page_of_the_network_enrols_nobody() {
    let hq = Hq::open();
    let tablet = Tablet::new(hq.line());
    tablet.line.turns(Weather::WebPage);

    let said = tablet.enrol(&hq.code_for("Binjiang"));

    assert_eq!(said.code, Some(1));
    assert!(said.log.contains("not head office"), "{}", said.log);
    assert_eq!(
        tablet.session(),
        json!({
            "enrolled": false, "device": null, "store": null, "staff": null, "people": [], "visit": null,
        })
    );
}

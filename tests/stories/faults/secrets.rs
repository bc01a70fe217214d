//! Logs are read by people who may not know what customers and keys are called. The programs log all they can here.

use serde_json::json;

use crate::support::{Hq, Person, Request, Tablet, Weather, sign_in};

#[test]
fn no_pin_no_customer_and_no_key_is_in_any_log() {
    let hq = Hq::open();
    let code = hq.code_for("Binjiang");
    let tablet = Tablet::new(hq.line());
    tablet.enrol(&code).well();
    tablet.sync();
    let card = hq.card("Binjiang");
    let far = hq.card("High-tech");
    let seller = tablet.seller();
    let (id, _) = tablet.people("seller").swap_remove(0);

    // A day with everything that is secret in it, well and badly.
    tablet.submit(&sign_in(&id, "58140973")).is_refused("pin_wrong");
    let visit = json!({ "tag": "visit.check_in.v1", "name": "Ondine Quill", "phone": "13800007391", "card": null });
    tablet.submit(&visit).is_final();
    seller.redeems(&card).is_final();
    seller.redeems(&far).is_provisional("right_unknown");
    let manager = Person::sign_in(&tablet, tablet.people("manager").swap_remove(0), "2580");
    let slot = tablet.slots("to_confirm").into_iter().next().expect("one");
    manager.books(slot["window"].as_str().unwrap(), "Ondine Quill").is_provisional("right_unknown");
    tablet.line.turns(Weather::AnswerLost);
    tablet.sync_fails();
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    let screens = tablet.screens();
    screens.submit(&sign_in(&id, "58140973")).is_refused("pin_wrong");
    let (key, cookie) = (screens.key.clone(), screens.cookie().to_owned());
    screens.status();
    let wrong = json!({ "login": "Ondine Quill", "pin": "58140973" });
    Request::new("POST", "/v1/console/session").json(&wrong).send(hq.address()).unwrap();
    let clerk = hq.clerk();
    clerk.cases();
    let logs = [("headquarters", hq.log()), ("the screens", screens.kill().log), ("the tablet", tablet.logged())];

    let keys = std::fs::read_to_string(hq.data().join("keys.json")).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
    let (plain_code, device_key) = (code.replace('-', ""), tablet.key());
    let secrets = [
        ("a PIN", "58140973"),
        ("a PIN", "\"1234\""),
        ("a PIN", "\"7410\""),
        ("a customer's name", "Ondine"),
        ("a customer's phone", "13800007391"),
        ("a customer's phone", "13800005555"),
        ("a customer's address", "Jianghan"),
        ("a card's code", &card.text[4..40]),
        ("a card's code", &far.text[4..40]),
        ("an enrolment code", code.as_str()),
        ("an enrolment code", plain_code.as_str()),
        ("the tablet's key", device_key.as_str()),
        ("the cards' key", keys["cards"].as_str().unwrap()),
        ("headquarters' key", keys["hq"].as_str().unwrap()),
        ("the key of the screens", key.as_str()),
        ("the cookie of the screens", cookie.as_str()),
        ("the cookie of the console", clerk.cookie()),
    ];
    for (whose, log) in logs {
        assert!(log.contains("TRACE"), "{whose} logged nothing, so this proves nothing");
        for (what, secret) in secrets {
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{whose} logged {what}");
        }
    }
}

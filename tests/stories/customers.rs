//! Customers: one person on two tablets, found by phone and card, merged, copied and erased.

use serde_json::{Value, json};
use tenon_domain::entities::{Appointment, CardSale, Case, Customer, StoreVisit};

use crate::support::{Clerk, Hq, Outcome, Request, Tablet, Weather};

const PHONE: &str = "13800138000";
const E164: &str = "+8613800138000";

/// A check-in with a phone.
fn comes(tablet: &Tablet, name: &str, phone: &str) -> Outcome {
    tablet.submit(&json!({ "tag": "visit.check_in.v1", "name": name, "phone": phone, "card": null }))
}

fn person(hq: &Hq, phone: &str) -> Customer {
    let mut all: Vec<Customer> = hq.all();
    all.retain(|one| one.is_live() && one.phones.iter().any(|held| held == phone));
    assert_eq!(all.len(), 1, "one person: {all:#?}");
    all.remove(0)
}

/// A clerk does an operation; answers status and code.
fn does(clerk: &Clerk, op: &Value) -> (u16, String) {
    let reply = clerk.asks(Request::new("POST", "/v1/console/operations").json(op));
    (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn two_tablets_that_cannot_see_each_other_write_down_one_customer() {
    let hq = Hq::open();
    let (one, two) = (hq.tablet("Binjiang"), hq.tablet("West"));
    one.seller();
    two.seller();
    for tablet in [&one, &two] {
        tablet.line.turns(Weather::Down);
    }
    comes(&one, "王伟", PHONE).is_final();
    comes(&two, "王先生", "+86 138-0013-8000").is_final();
    let here = two.session()["visit"]["customer"].clone();
    let address = json!({ "province": "浙江省", "city": "杭州市", "district": "西湖区", "street": "文三路 100 号" });
    let put = json!({ "tag": "customer.put.v1", "customer": here, "add_addresses": [address] });
    two.submit(&put).is_final();
    for tablet in [&one, &two] {
        tablet.line.turns(Weather::Fine);
        tablet.sync();
    }
    one.sync();

    let kept = person(&hq, E164);
    assert_eq!((kept.name.as_str(), kept.stores.len(), kept.addresses.len()), ("王伟", 2, 1));
    let both: Vec<StoreVisit> = hq.all();
    let both: Vec<_> = both.iter().filter(|visit| visit.customer == Some(kept.id)).collect();
    assert_eq!(both.len(), 2, "both visits are this person's");
    // The identifier that the second tablet had made for itself leads to the same person, with what was typed there.
    let sheet = two.query("customer", &json!({ "customer": here }));
    assert_eq!((&sheet["id"], &sheet["name"]), (&json!(kept.id), &"王伟".into()));
    assert_eq!(sheet["addresses"][0]["street"], "文三路 100 号");
    let loser = hq.all::<Customer>().into_iter().find(|row| row.merged_into == Some(kept.id)).expect("it is kept");
    assert_eq!(loser.name, "王先生");
    assert!(one.cases().is_empty() && two.cases().is_empty(), "nobody did anything wrong");
    for tablet in [&one, &two] {
        tablet.is_sound();
    }
}

#[test]
fn a_customer_who_came_before_is_found_by_phone_and_by_card() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let card = tablet.scan(&hq.card("Binjiang").text)["card"].clone();
    let with_card =
        json!({ "tag": "visit.check_in.v1", "name": "李雷", "phone": PHONE, "card": card, "told": "朋友介绍" });
    tablet.submit(&with_card).is_final();
    let visit = tablet.session()["visit"].clone();
    assert_eq!(visit["touch"]["kind"], "card", "the card is worth more than a word");

    let known = |args: Value| tablet.query("known_customer", &args);
    assert_eq!(known(json!({ "phone": "138 0013 8000", "card": null }))["id"], visit["customer"]);
    assert_eq!(known(json!({ "phone": null, "card": card }))["id"], visit["customer"]);
    assert_eq!(known(json!({ "phone": "1380013", "card": null })), Value::Null, "half a number is nobody's");
    assert_eq!(known(json!({ "phone": "138OO138OOO", "card": null })), Value::Null);

    comes(&tablet, "李雷", PHONE).is_final();
    let again = tablet.session()["visit"].clone();
    assert_eq!((&again["touch"]["kind"], &again["touch"]["campaign"]), (&"phone".into(), &visit["touch"]["campaign"]));
    tablet.submit(
        &json!({ "tag": "visit.check_in.v1", "name": "路人", "phone": null, "card": null, "told": "地铁广告" }),
    );
    assert_eq!(tablet.session()["visit"]["source"]["channel"]["zh"], "地铁广告");
}

#[test]
fn a_seller_sees_whole_phones_of_those_they_serve_and_the_manager_sees_all() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let people = tablet.people("seller");
    let first = crate::support::sign_in(&people[0].0, "1234");
    tablet.submit(&first).is_final();
    comes(&tablet, "王伟", PHONE).is_final();
    let customer = tablet.session()["visit"]["customer"].clone();
    let shown = || tablet.query("customer", &json!({ "customer": customer }))["phones"][0].clone();
    assert_eq!(shown(), E164);
    tablet.submit(&crate::support::sign_in(&people[1].0, "1234")).is_final();
    assert_eq!(shown(), "138 **** 8000");
    tablet.submit(&crate::support::sign_in(&tablet.people("manager")[0].0, "2580")).is_final();
    assert_eq!(shown(), E164);
}

#[test]
fn two_that_turn_out_to_be_one_are_merged_and_nothing_is_lost() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    comes(&tablet, "王伟", PHONE).is_final();
    let first = tablet.session()["visit"]["customer"].clone();
    comes(&tablet, "王伟", "13900139000").is_final();
    let second = tablet.session()["visit"]["customer"].clone();
    let agrees = json!({ "tag": "customer.consent.v1", "customer": second, "purpose": "marketing", "given": true,
        "wording": "可以发新品信息给我" });
    tablet.submit(&agrees).is_final();
    tablet.submit(&json!({ "tag": "customer.merge.v1", "winner": first, "loser": second })).is_final();
    tablet.sync();

    let sheet = tablet.query("customer", &json!({ "customer": second }));
    assert_eq!(sheet["id"], first);
    assert_eq!(
        (sheet["phones"].as_array().map(Vec::len), sheet["visits"].as_array().map(Vec::len)),
        (Some(2), Some(2))
    );
    assert_eq!(sheet["consents"][0]["wording"], "可以发新品信息给我");
    let found = hq.command(&["customers", "find", "9000"]).well();
    assert_eq!((&found[0]["id"], &found[0]["merged"]), (&first, &1.into()));
    comes(&tablet, "王伟", "13900139000").is_final();
    assert_eq!(tablet.session()["visit"]["customer"], first, "either phone finds them");
}

#[test]
fn a_copy_says_all_and_erasing_leaves_nothing_even_from_a_tablet_that_was_away() {
    let hq = Hq::open();
    let (tablet, away) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    let seller = tablet.seller();
    away.seller();
    comes(&tablet, "欧阳试名", PHONE).is_final();
    let customer = tablet.session()["visit"]["customer"].as_str().expect("somebody").to_owned();
    let visit = tablet.session()["visit"]["id"].clone();
    let window = tablet.slots("guaranteed")[0]["window"].clone();
    let contact = json!({ "name": "欧阳试名", "phone": PHONE, "address": "无名路 77 号" });
    tablet.submit(&json!({ "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": visit,
        "contact": contact, "note": "按门铃" }));
    let put =
        json!({ "tag": "customer.put.v1", "customer": customer, "add_addresses": [{ "street": "无名路 77 号" }] });
    tablet.submit(&put).is_final();
    drop(seller);
    tablet.sync();
    away.sync();

    // One tablet goes away with the customer's data, and notes more.
    away.line.turns(Weather::Down);
    let here =
        json!({ "tag": "visit.check_in.v1", "name": "欧阳试名", "phone": PHONE, "card": null, "customer": customer });
    away.submit(&here).is_final();
    away.submit(&json!({ "tag": "customer.put.v1", "customer": customer, "name": "欧阳试名二" })).is_final();

    let copy = hq.command(&["customers", "export", &customer]).well();
    let text = copy.to_string();
    for word in ["欧阳试名", E164, "无名路 77 号", "按门铃"] {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    let clerk = hq.clerk();
    let file = clerk.asks(Request::get(&format!("/v1/console/customers/{customer}/copy.json")));
    assert_eq!((file.status, file.json()["visits"] == copy["visits"]), (200, true));
    // Identifiers are made of time: the erasure must come after what the tablet noted.
    std::thread::sleep(std::time::Duration::from_millis(5));
    assert_eq!(does(&clerk, &json!({ "tag": "customer.erase.v1", "customer": customer })), (204, String::new()));

    tablet.sync();
    away.line.turns(Weather::Fine);
    away.sync();
    for tablet in [&tablet, &away] {
        let rows = tablet.rows();
        let said: Vec<_> = rows.iter().filter(|(kind, _, _)| kind != "verdict").map(|(_, _, body)| body).collect();
        for word in ["欧阳", "13800138000", "无名路", "按门铃"] {
            assert!(said.iter().all(|body| !body.contains(word)), "{word} is still on a tablet: {said:?}");
        }
        assert!(tablet.cases().is_empty(), "what was noted of them is taken, and kept no more");
    }
    for kept in [
        serde_json::to_string(&hq.all::<Customer>()),
        serde_json::to_string(&hq.all::<StoreVisit>()),
        serde_json::to_string(&hq.all::<Appointment>()),
        serde_json::to_string(&hq.all::<Case>()),
        serde_json::to_string(&hq.all::<CardSale>()),
    ] {
        let kept = kept.expect("they can be written");
        assert!(!kept.contains("欧阳") && !kept.contains("无名路"), "{kept}");
    }
    // A tablet of the store may not erase, whatever it says.
    let refused = tablet.submit(&json!({ "tag": "customer.erase.v1", "customer": customer }));
    assert!(refused.refusal().is_some());
    assert!(!hq.log().contains("欧阳") && !hq.log().contains(PHONE), "no personal data in the log");
}

#[test]
fn the_console_finds_customers_without_their_phone_in_an_address() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    comes(&tablet, "韩梅梅", PHONE).is_final();
    tablet.sync();
    let clerk = hq.clerk();
    for text in [PHONE, "8000", "韩梅梅"] {
        let reply = clerk.asks(Request::new("POST", "/v1/console/customers/find").json(&json!({ "text": text })));
        assert!(reply.json().as_array().expect("a list").iter().any(|one| one["name"] == "韩梅梅"), "{text}");
    }
    let nobody = Request::new("POST", "/v1/console/customers/find").json(&json!({ "text": PHONE }));
    assert_eq!(nobody.send(hq.address()).unwrap().status, 401);
}

#[test]
fn a_clerk_changes_what_is_written_and_what_stood_there_is_kept() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    comes(&tablet, "王小明", PHONE).is_final();
    tablet.sync();
    let clerk = hq.clerk();
    let id = person(&hq, E164).id;
    let typed = json!({ "text": "浙江省杭州市滨江区江南大道 1 号" });
    let address = clerk.asks(Request::new("POST", "/v1/console/customers/address").json(&typed)).json();
    assert_eq!((&address["district"], &address["division"]), (&"滨江区".into(), &"330000".into()));
    let put = json!({
        "tag": "customer.put.v1", "customer": id, "name": "王晓明", "add_phones": ["139 1234 5678"], "drop_phones": [PHONE],
        "add_addresses": [address],
    });
    let wrong = json!({ "tag": "customer.put.v1", "customer": id, "add_phones": ["139I2345678"] });
    assert_eq!(does(&clerk, &wrong), (409, "phone_letters".to_owned()));
    assert_eq!(does(&clerk, &put), (204, String::new()));
    assert_eq!(does(&clerk, &json!({ "tag": "customer.put.v1", "customer": id, "drop_addresses": [address] })).0, 204);

    let find = Request::new("POST", "/v1/console/customers/find").json(&json!({ "text": "13912345678" }));
    let shown = clerk.asks(find).json()[0].clone();
    let before = |one: &Value| (one["field"].clone(), one["before"].clone());
    let changes: Vec<_> = shown["changes"].as_array().unwrap().iter().map(before).collect();
    let line = "浙江省杭州市滨江区江南大道 1 号";
    let kept = [("name", "王小明"), ("phone", E164), ("address", line)].map(|(field, was)| (json!(field), json!(was)));
    assert_eq!((&shown["name"], changes), (&"王晓明".into(), kept.to_vec()));
    assert_eq!(shown["changes"][0]["by_name"], clerk.name.as_str());
    assert_eq!(shown["visits"].as_array().unwrap().len(), 1, "the visit stays theirs");

    tablet.sync();
    let seen = tablet.query("customer", &json!({ "customer": id }));
    assert_eq!((&seen["name"], &seen["phones"][0]), (&"王晓明".into(), &"+8613912345678".into()));
    assert_eq!(does(&clerk, &json!({ "tag": "customer.erase.v1", "customer": id })).0, 204);
    let body = serde_json::to_string(&hq.all::<Customer>()).unwrap();
    assert!(!body.contains("王小明") && !body.contains(E164), "what stood there is erased with the rest");
}

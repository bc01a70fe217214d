//! Calendars that phones subscribe to: a crew's and a customer's, at addresses that the console gives out.

use serde_json::{Value, json};
use tenon_domain::entities::{Appointment, Customer};

use crate::support::{Clerk, Hq, Reply, Request, Tablet};

const PHONE: &str = "13800138000";

/// A customer comes and books the window with `tablet`; answers them as headquarters knows them.
fn comes_and_books(hq: &Hq, tablet: &Tablet, name: &str, phone: &str, slot: &Value) -> Customer {
    let come = json!({ "tag": "visit.check_in.v1", "name": name, "phone": phone, "card": null });
    tablet.submit(&come).is_final();
    let visit = tablet.session()["visit"]["id"].clone();
    let contact = json!({ "name": name, "phone": phone, "address": "文三路 100 号" });
    tablet
        .submit(&json!({ "tag": "appointment.book.v1", "window": slot["window"], "kind": slot["kind"], "visit": visit,
            "contact": contact, "note": "先打电话" }))
        .is_final();
    tablet.submit(&json!({ "tag": "visit.end.v1", "visit": visit })).is_final();
    tablet.sync();
    hq.all::<Customer>().into_iter().find(|one| one.name == name).expect("they were written down")
}

fn appointment_of(hq: &Hq, name: &str) -> Appointment {
    hq.all::<Appointment>().into_iter().find(|one| one.contact.name == name).expect("it is booked")
}

fn does(clerk: &Clerk, op: &Value) -> u16 {
    clerk.asks(Request::new("POST", "/v1/console/operations").json(op)).status
}

fn customers(clerk: &Clerk, customer: &Customer) -> Value {
    clerk.asks(Request::get(&format!("/v1/console/customers/{}/calendar", customer.id))).json()
}

/// Makes the address of `customer`, for the first time or anew.
fn given(clerk: &Clerk, customer: &Customer) -> String {
    let before = customers(clerk, customer);
    let op = json!({ "tag": "calendar_feed.renew.v1", "of": before["of"], "seen": before["version"] });
    assert_eq!(does(clerk, &op), 204);
    customers(clerk, customer)["path"].as_str().expect("there is one now").to_owned()
}

fn asked(hq: &Hq, path: &str) -> Reply {
    Request::get(path).send(hq.address()).expect("it answers")
}

/// The calendar with its lines unfolded.
fn read(hq: &Hq, path: &str) -> String {
    let reply = asked(hq, path);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("content-type"), Some("text/calendar; charset=utf-8"));
    reply.text().replace("\r\n ", "")
}

/// The event of an appointment, from BEGIN to END.
fn event<'c>(calendar: &'c str, of: &Appointment) -> Option<&'c str> {
    let uid = format!("\r\nUID:{}@tenon\r\n", of.id);
    calendar.split("BEGIN:VEVENT").skip(1).find(|event| event.contains(&uid))
}

#[test]
fn a_customer_s_phone_follows_what_becomes_of_the_appointment() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let slots = tablet.slots("guaranteed");
    tablet.seller();
    let lin = comes_and_books(&hq, &tablet, "林若初", PHONE, &slots[0]);
    comes_and_books(&hq, &tablet, "赵别人", "13900139000", &slots[1]);
    let clerk = hq.clerk();
    let path = given(&clerk, &lin);

    let booked = appointment_of(&hq, "林若初");
    let calendar = read(&hq, &path);
    let seen = event(&calendar, &booked).expect("it is there");
    assert!(seen.contains("\r\nSEQUENCE:0\r\n") && seen.contains("\r\nSTATUS:CONFIRMED\r\n"), "{seen}");
    assert!(seen.contains("DTSTART;TZID=Asia/Shanghai:") && calendar.contains("\r\nTZID:Asia/Shanghai\r\n"), "{seen}");
    assert!(seen.contains("\r\nSUMMARY:上门量尺 · "), "{seen}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "another customer's appointment is never there");
    assert!(!calendar.contains("赵别人") && !calendar.contains("139 0013") && !calendar.contains("13900139000"));
    assert!(!calendar.contains("先打电话"), "what the store writes to the crew is not for the customer");
    assert!(read(&hq, &format!("{path}?lang=en")).contains("\r\nSUMMARY:Measuring visit · "));

    let tag = asked(&hq, &path).header("etag").expect("it is marked").to_owned();
    let again = Request::get(&path).header("if-none-match", &tag).send(hq.address()).unwrap();
    assert_eq!((again.status, again.body.len()), (304, 0));

    let to = slots.get(2).expect("a third window");
    let moved = json!({ "tag": "appointment.move.v1", "appointment": booked.id, "window": to["window"], "reason": "" });
    tablet.submit(&moved).is_final();
    tablet.sync();
    let calendar = read(&hq, &path);
    let seen = event(&calendar, &booked).expect("under the same name");
    assert!(seen.contains("\r\nSEQUENCE:1\r\n") && seen.contains("\r\nSTATUS:CONFIRMED\r\n"), "{seen}");
    let changed = Request::get(&path).header("if-none-match", &tag).send(hq.address()).unwrap();
    assert_eq!(changed.status, 200);

    let off = json!({ "tag": "appointment.cancel.v1", "appointment": booked.id, "reason": "不做了" });
    assert_eq!(does(&clerk, &off), 204);
    let calendar = read(&hq, &path);
    let seen = event(&calendar, &booked).expect("it stays, so that phones take it out");
    assert!(seen.contains("\r\nSEQUENCE:2\r\n") && seen.contains("\r\nSTATUS:CANCELLED\r\n"), "{seen}");

    let contact = json!({ "name": "林若初", "phone": PHONE, "address": "体育场路 1 号" });
    let called = json!({ "tag": "appointment.book.v1", "window": slots[0]["window"], "kind": slots[0]["kind"],
        "visit": null, "contact": contact, "note": "" });
    tablet.submit(&called);
    tablet.sync();
    let calendar = read(&hq, &path);
    assert!(calendar.contains("体育场路 1 号"), "booked by telephone, it is theirs by the number");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
}

#[test]
fn an_address_ends_when_another_is_made_and_with_the_customer() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let slots = tablet.slots("guaranteed");
    tablet.seller();
    let lin = comes_and_books(&hq, &tablet, "林若初", PHONE, &slots[0]);
    let clerk = hq.clerk();
    assert_eq!(customers(&clerk, &lin)["path"], Value::Null, "nobody has one unasked");
    let first = given(&clerk, &lin);
    let stale = json!({ "tag": "calendar_feed.renew.v1", "of": { "whose": "customer", "id": lin.id }, "seen": 0 });
    assert_eq!(does(&clerk, &stale), 409, "two clerks do not end each other's");

    let second = given(&clerk, &lin);
    assert_eq!((asked(&hq, &first).status, asked(&hq, &second).status), (404, 200));
    let mut guessed = second.clone();
    let last = guessed.len() - ".ics".len() - 1;
    let other = if guessed.as_bytes()[last] == b'A' { "E" } else { "A" };
    guessed.replace_range(last..=last, other);
    for wrong in [guessed.as_str(), "/v1/calendars/.ics", "/v1/calendars/%F0%9F%8F%A0.ics", "/v1/calendars/x"] {
        assert_eq!(asked(&hq, wrong).status, 404, "{wrong}");
    }
    let id = lin.id.to_string();
    let told = hq.command(&["calendars", "customer", &id]).well();
    assert_eq!((&told["address"], &told["version"]), (&json!(second), &json!(2)));
    let third = hq.command(&["calendars", "--renew", "--at", "https://hq.example", "customer", &id]).well();
    let third =
        third["address"].as_str().unwrap().strip_prefix("https://hq.example").expect("it begins there").to_owned();
    assert_eq!((asked(&hq, &second).status, asked(&hq, &third).status), (404, 200));

    let wife = comes_and_books(&hq, &tablet, "李太太", "13900139000", &slots[1]);
    let hers = given(&clerk, &wife);
    assert_eq!(does(&clerk, &json!({ "tag": "customer.merge.v1", "winner": lin.id, "loser": wife.id })), 204);
    assert_eq!(
        asked(&hq, &hers).status,
        410,
        "whoever had it is told nothing of the person that they turned out to be"
    );
    assert_eq!(read(&hq, &third).matches("BEGIN:VEVENT").count(), 2, "the person has what both had");

    assert_eq!(does(&clerk, &json!({ "tag": "customer.erase.v1", "customer": lin.id })), 204);
    assert_eq!(asked(&hq, &third).status, 410);
    let log = hq.log();
    for path in [&first, &second, &third] {
        assert!(!log.contains(path.trim_start_matches("/v1/calendars/")), "who reads the log reads no calendar");
    }
}

#[test]
fn a_crew_s_calendar_says_whom_to_visit_until_the_appointment_is_another_crew_s() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "install" }));
    let slots: Vec<&Value> =
        board["slots"].as_array().unwrap().iter().filter(|one| one["state"] == "guaranteed").collect();
    let slot = slots.first().expect("the first tablet of a store holds quotas");
    tablet.seller();
    comes_and_books(&hq, &tablet, "林若初", PHONE, slot);
    let booked = appointment_of(&hq, "林若初");
    let clerk = hq.clerk();
    let crews = clerk.asks(Request::get("/v1/console/calendars")).json();
    let of = json!({ "whose": "crew", "id": booked.crew });
    let crew = crews.as_array().unwrap().iter().find(|one| one["calendar"]["of"] == of).expect("all are there").clone();
    let name = crew["name"]["en"].as_str().unwrap();
    let path = hq.command(&["calendars", "crew", name]).well()["address"].as_str().unwrap().to_owned();

    let calendar = read(&hq, &path);
    let seen = event(&calendar, &booked).expect("it is there");
    assert!(seen.contains("SUMMARY:上门安装 · 林若初") && seen.contains("LOCATION:文三路 100 号"), "{seen}");
    assert!(seen.contains("电话：+8613800138000\\n") && seen.contains("备注：先打电话"), "{seen}");

    let to = slots.iter().find(|one| one["crew"] != slot["crew"]).expect("two crews install");
    let moved = json!({ "tag": "appointment.move.v1", "appointment": booked.id, "window": to["window"], "reason": "" });
    tablet.submit(&moved).is_final();
    tablet.sync();
    let calendar = read(&hq, &path);
    let seen = event(&calendar, &booked).expect("it stays, so that phones take it out");
    assert!(seen.contains("STATUS:CANCELLED") && seen.contains("SEQUENCE:1"), "{seen}");
    assert!(!seen.contains("13800138000") && !seen.contains("文三路"), "the other crew drives there");
}

#[test]
fn a_phone_takes_the_appointment_from_the_tablet_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let slot = tablet.slots("guaranteed").swap_remove(0);
    tablet.seller();
    comes_and_books(&hq, &tablet, "林若初", PHONE, &slot);
    let booked = appointment_of(&hq, "林若初");

    let seen = tablet.query("appointment", &json!({ "appointment": booked.id }));
    let code = seen["code"]["zh"].as_str().expect("it is ahead");
    assert!(code.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && code.contains("\r\nSEQUENCE:0\r\n"), "{code}");
    assert!(code.contains(&format!("UID:{}@tenon", booked.id)), "the same event as in the feed: {code}");
    assert!(code.contains("SUMMARY:上门量尺") && !code.contains("TZID") && !code.contains("13800138000"), "{code}");
    tablet.submit(&json!({ "tag": "appointment.cancel.v1", "appointment": booked.id, "reason": "不做了" })).is_final();
    assert_eq!(tablet.query("appointment", &json!({ "appointment": booked.id }))["code"], Value::Null);
}

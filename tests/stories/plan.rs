//! The planner: it proposes other crews at the same times, changes nothing by itself, and what a clerk approves reaches the
//! crews and the store.

use serde_json::{Value, json};
use tenon_domain::entities::{Appointment, WorkOrder};

use crate::support::{Hq, Request, Tablet};

const EAST: &str = "杭州市萧山区湘湖名邸 3 幢 502";
const WEST: &str = "杭州市余杭区良渚春晓 1 幢 101";

/// Books a measurement at `address` in `window`.
fn book(tablet: &Tablet, window: &Value, name: &str, address: &str) {
    let contact = json!({ "name": name, "phone": "13800005555", "address": address });
    let op = json!({
        "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": null, "contact": contact, "note": "",
    });
    assert_eq!(tablet.submit(&op).refusal(), None);
}

/// Two crews have a week that nobody has booked yet: its first day on which both measure at the same hours twice, and those
/// windows, of each hour together.
fn empty_hours(hq: &Hq, tablet: &Tablet) -> (String, Vec<[Value; 2]>) {
    let near = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    for crew in near["crews"].as_array().unwrap() {
        let name = crew["name"]["zh"].as_str().unwrap();
        hq.command(&["windows", "open", "--from", "2031-03-03", "--to", "2031-03-09", "--crew", name]).well();
    }
    tablet.sync();
    let board = tablet.query("booking_board", &json!({ "from": "2031-03-03", "days": 7, "kind": "measure" }));
    let open = board["slots"].as_array().unwrap();
    for day in board["days"].as_array().unwrap() {
        let mut hours = Vec::new();
        for one in open.iter().filter(|slot| slot["date"] == day["date"]) {
            let other = open
                .iter()
                .find(|other| other["start_ms"] == one["start_ms"] && other["crew"].as_str() > one["crew"].as_str());
            hours.extend(other.map(|other| [one.clone(), other.clone()]));
        }
        if hours.len() > 1 {
            return (day["date"].as_str().unwrap().to_owned(), hours);
        }
    }
    panic!("two crews have no two hours together on any day");
}

#[test]
fn crews_that_would_drive_crosswise_are_proposed_to_change_and_do_so_when_a_clerk_approves() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let (date, hours) = empty_hours(&hq, &tablet);
    // The first crew sets out in the east, the second in the west; the second hour sends each to the other's.
    let crews = [&hours[0][0]["crew"], &hours[0][1]["crew"]];
    let board = tablet.query("booking_board", &json!({ "from": date, "days": 1, "kind": "measure" }));
    for (crew, base) in crews.iter().zip(["xiaoshan", "yuhang"]) {
        let row = board["crews"].as_array().unwrap().iter().find(|one| one["id"] == **crew).unwrap();
        hq.command(&["crews", "skills", row["name"]["en"].as_str().unwrap(), "--base", base]).well();
    }
    book(&tablet, &hours[0][0]["window"], "Ms East", EAST);
    book(&tablet, &hours[0][1]["window"], "Ms West", WEST);
    book(&tablet, &hours[1][0]["window"], "Mr West", WEST);
    book(&tablet, &hours[1][1]["window"], "Mr East", EAST);
    tablet.sync();

    let clerk = hq.clerk();
    let plan = || clerk.asks(Request::get(&format!("/v1/console/plan?day={date}"))).json();
    let before = plan();
    let crews_of = || -> Vec<(String, String)> {
        let all = hq.all::<Appointment>().into_iter();
        let mut all: Vec<_> = all.map(|one| (one.contact.name, one.crew.to_string())).collect();
        all.sort();
        all
    };
    let held = crews_of();
    let steps = before["steps"].as_array().unwrap();
    let step = steps.iter().find(|one| one["visit"]["customer"].as_str().is_some_and(|name| name.starts_with("Mr ")));
    let step = step.unwrap_or_else(|| panic!("{before:#}"));
    assert!(step["saved"]["minutes"].as_i64().unwrap() > 30, "{step}");
    assert_eq!(crews_of(), held, "a plan changes nothing");

    let (appointment, reason) = (&step["visit"]["appointment"], "顺路");
    let op = match &step["with"] {
        Value::Null => {
            json!({ "tag": "appointment.move.v1", "appointment": appointment, "window": step["window"], "reason": reason })
        }
        with => {
            json!({ "tag": "appointment.swap.v1", "appointment": appointment, "with": with["appointment"], "reason": reason })
        }
    };
    assert!(clerk.asks(Request::new("POST", "/v1/console/operations").json(&op)).status < 300);

    let after = plan();
    let minutes = |plan: &Value| plan["driving"]["minutes"].as_i64().unwrap();
    assert_eq!(minutes(&before) - minutes(&after), step["saved"]["minutes"].as_i64().unwrap());
    assert!(after["steps"].as_array().unwrap().len() < steps.len());
    tablet.sync();
    let sheet = tablet.query("appointment", &json!({ "appointment": appointment }));
    assert_eq!(sheet["start_ms"], step["start_ms"], "the time is as it was promised");
    assert_eq!(sheet["crew"], step["to"]);
    // What is done cannot be done again.
    let again = clerk.asks(Request::new("POST", "/v1/console/operations").json(&op));
    assert!(step["with"].is_object() || again.status == 409, "{}", again.text());
}

#[test]
fn the_days_to_come_are_planned_and_a_day_that_is_opened_is_planned_anew() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let outlook = || clerk.asks(Request::get("/v1/console/plan/days")).json();
    let made = outlook();
    let days = made["days"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    for day in days {
        let date = day["date"].as_str().unwrap();
        let plan = clerk.asks(Request::get(&format!("/v1/console/plan?day={date}"))).json();
        let steps = plan["steps"].as_array().unwrap().len();
        assert_eq!((&day["visits"], &day["steps"], &day["saved"]), (&plan["visits"], &json!(steps), &plan["saved"]));
    }
    assert_eq!(outlook(), made, "nothing is planned twice in a night");

    // A visit that is called off: the day's figure follows when somebody looks at the day.
    let at = days.iter().position(|day| day["visits"].as_u64() > Some(0)).expect("somebody is visited");
    let date = days[at]["date"].as_str().unwrap();
    let jobs = hq.all::<WorkOrder>();
    let job = jobs.iter().find(|job| job.date == date && job.step.is_ahead()).expect("whose crew has not driven off");
    let op = json!({ "tag": "appointment.cancel.v1", "appointment": job.appointment, "reason": "不装了" });
    assert_eq!(clerk.asks(Request::new("POST", "/v1/console/operations").json(&op)).status, 204);
    let visits = || outlook()["days"][at]["visits"].as_u64().unwrap();
    let before = visits();
    clerk.asks(Request::get(&format!("/v1/console/plan?day={date}"))).json();
    assert_eq!(visits(), before - 1);
}

//! Leads: from a website, a file or the telephone to a showroom, and back where nobody calls.

use serde_json::{Value, json};
use tenon_domain::Id;
use tenon_domain::entities::{Customer, Lead, LeadState, Store};

use crate::support::{Hq, Reply, Request, Tablet, Weather, eventually};

struct Centre<'h> {
    hq: &'h Hq,
    key: String,
}

impl<'h> Centre<'h> {
    fn opens(hq: &'h Hq, name: &str) -> Self {
        let said = hq.command(&["keys", "add", name]).well();
        Self { hq, key: said["key"].as_str().expect("a key").to_owned() }
    }

    fn says(&self, lead: &Value) -> Reply {
        let request = Request::new("POST", "/v1/leads").json(lead);
        request.header("authorization", &format!("Bearer {}", self.key)).send(self.hq.address()).expect("it answers")
    }
}

fn store(hq: &Hq, name: &str) -> Id<Store> {
    let all: Vec<Store> = hq.all();
    all.iter().find(|one| one.name.en.contains(name)).expect("there is such a store").id
}

fn lead(hq: &Hq, reference: &str) -> Value {
    json!({
        "reference": reference, "name": "林静", "phone": "138 0013 8001", "store": store(hq, "Binjiang"),
        "wish": "整体厨房", "consent": "同意门店与我联系", "utm_source": "douyin", "utm_medium": "cpc",
        "utm_campaign": "winter", "utm_term": "新房装修", "utm_content": "b", "click": "c-77",
    })
}

fn at_hq(hq: &Hq, reference: &str) -> Lead {
    hq.all::<Lead>().into_iter().find(|lead| lead.reference == reference).expect("it is there")
}

/// The leads that the tablet shows for `reference`'s customer.
fn queue(tablet: &Tablet, hq: &Hq, reference: &str) -> Vec<Value> {
    let id = json!(at_hq(hq, reference).id);
    let all = tablet.says(&["query", "leads"]).well();
    all.as_array().expect("a list").iter().filter(|lead| lead["id"] == id).cloned().collect()
}

#[test]
fn a_lead_of_a_website_is_called_and_comes_and_its_source_stands_on_the_visit() {
    let hq = Hq::open();
    let centre = Centre::opens(&hq, "shop.example");
    let tablet = hq.tablet("Binjiang");
    tablet.seller();
    let taken = centre.says(&lead(&hq, "web-1"));
    assert_eq!(taken.status, 201, "{}", taken.text());
    tablet.sync();

    let shown = queue(&tablet, &hq, "web-1").remove(0);
    assert_eq!((&shown["name"], &shown["phone"]), (&"林静".into(), &"138 **** 8001".into()));
    assert!(shown["due_ms"].is_number());
    tablet.line.turns(Weather::Down);
    let notes = |step: Value, next: Value| {
        let op = json!({ "tag": "lead.note.v1", "lead": shown["id"], "step": step, "next": next, "note": "" });
        tablet.submit(&op).is_final();
        queue(&tablet, &hq, "web-1").first().cloned().unwrap_or_default()
    };
    let mine = notes(json!({ "kind": "taken" }), Value::Null);
    assert_eq!((&mine["phone"], &mine["state"]), (&"+8613800138001".into(), &"untouched".into()));
    let next = json!({ "at_ms": 1_900_000_000_000_i64, "words": "周六上午" });
    let called = notes(json!({ "kind": "called", "reached": true }), next.clone());
    assert_eq!((&called["state"], &called["next"]), (&"called".into(), &next));
    assert_eq!(notes(json!({ "kind": "booked", "at_ms": 1_900_000_000_000_i64 }), Value::Null)["state"], "booked");
    assert_eq!(notes(json!({ "kind": "no_show" }), Value::Null)["state"], "no_show");
    // They come after all; the phone is enough to know why.
    let comes = json!({ "tag": "visit.check_in.v1", "name": "林静", "phone": "13800138001", "card": null });
    tablet.submit(&comes).is_final();
    let visit = tablet.session()["visit"].clone();
    assert_eq!((&visit["touch"]["kind"], &visit["touch"]["keyword"]), (&"lead".into(), &"新房装修".into()));
    assert_eq!(visit["source"]["channel"]["zh"], "douyin");
    assert!(queue(&tablet, &hq, "web-1").is_empty(), "it is done with");
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    let done = at_hq(&hq, "web-1");
    assert_eq!((done.state, done.history.len()), (LeadState::Visited, 6));
    assert!(tablet.cases().is_empty());
    assert!(!hq.log().contains("13800138001") && !hq.log().contains(&centre.key));
}

#[test]
fn a_lead_that_is_sent_twice_is_one_and_two_centres_count_their_own() {
    let hq = Hq::open();
    let centre = Centre::opens(&hq, "shop.example");
    let (first, again) = (centre.says(&lead(&hq, "web-1")), centre.says(&lead(&hq, "web-1")));
    assert_eq!((first.status, again.status), (201, 200));
    assert_eq!(first.json(), again.json());
    let mut other = lead(&hq, "web-1");
    other["wish"] = "门".into();
    assert_eq!(
        (centre.says(&other).status, centre.says(&other).json()["code"].clone()),
        (409, "lead_received_before".into())
    );
    let calls = Centre::opens(&hq, "calls.example");
    assert_eq!(calls.says(&lead(&hq, "web-1")).status, 201);
    let people: Vec<Customer> = hq.all();
    let people: Vec<_> = people.iter().filter(|one| one.phones == ["+8613800138001"]).collect();
    assert_eq!((people.len(), people[0].consents.len()), (1, 2), "one person, asked twice");
}

#[test]
fn only_who_has_a_key_hands_leads_in_and_what_is_wrong_is_named() {
    let hq = Hq::open();
    let centre = Centre::opens(&hq, "shop.example");
    let asks = |key: &str| {
        let request = Request::new("POST", "/v1/leads").json(&lead(&hq, "web-1"));
        request.header("authorization", key).send(hq.address()).unwrap().status
    };
    assert_eq!([asks("Bearer tnk_NOSUCHKEY"), asks("Bearer "), asks("Basic x")], [401, 401, 401]);
    let code = |change: &dyn Fn(&mut Value)| {
        let mut lead = lead(&hq, "web-2");
        change(&mut lead);
        let reply = centre.says(&lead);
        (reply.status, reply.json()["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(code(&|lead| lead["phone"] = "138OO138OO1".into()), (409, "phone_letters".to_owned()));
    assert_eq!(code(&|lead| lead["phone"] = "1380013".into()), (409, "phone_wrong".to_owned()));
    assert_eq!(code(&|lead| lead["name"] = " ".into()), (409, "text_missing".to_owned()));
    let nowhere = "00000000-0000-0000-0000-000000000000";
    assert_eq!(code(&|lead| lead["store"] = nowhere.into()), (409, "store_unknown".to_owned()));
    assert_eq!(code(&|lead| lead["campaign"] = nowhere.into()), (409, "campaign_unknown".to_owned()));
    assert_eq!(code(&|lead| lead["colour"] = "red".into()), (400, "bad_request".to_owned()));
    assert_eq!(code(&|lead| lead["wish"] = "x".repeat(20_000).into()).0, 413);
    hq.command(&["keys", "end", "shop.example"]).well();
    assert_eq!(code(&|_| ()).0, 401);
}

#[test]
fn a_key_that_hands_in_too_much_is_told_to_wait_and_another_is_not() {
    let hq = Hq::open();
    let (loud, quiet) = (Centre::opens(&hq, "loud.example"), Centre::opens(&hq, "quiet.example"));
    let told = (0..2_000).map(|_| loud.says(&lead(&hq, "web-1"))).find(|reply| reply.status == 429);
    let told = told.expect("nobody may hand in without end");
    assert_eq!((told.header("retry-after").is_some(), &told.json()["code"]), (true, &"too_busy".into()));
    assert_eq!(quiet.says(&lead(&hq, "web-1")).status, 201);
}

#[test]
fn a_lead_that_nobody_touches_goes_back_and_a_call_that_was_on_its_way_brings_it_back() {
    let hq = Hq::open();
    let centre = Centre::opens(&hq, "shop.example");
    let (tablet, away) = (hq.tablet("Binjiang"), hq.tablet("Binjiang"));
    tablet.seller();
    away.seller();
    for reference in ["web-1", "web-2"] {
        let mut lead = lead(&hq, reference);
        lead["phone"] = if reference == "web-1" { "13800138001".into() } else { "13800138002".into() };
        assert_eq!(centre.says(&lead).status, 201);
    }
    tablet.sync();
    away.sync();
    away.line.turns(Weather::Down);
    let call = json!({ "tag": "lead.note.v1", "lead": at_hq(&hq, "web-2").id,
        "step": { "kind": "called", "reached": false }, "next": null, "note": "没人接" });
    away.submit(&call).is_final();

    hq.command(&["leads", "patience", "--minutes", "0"]).well();
    eventually("both go back", || {
        hq.all::<Lead>()
            .iter()
            .filter(|lead| lead.reference.starts_with("web-"))
            .all(|lead| lead.store.is_none())
            .then_some(())
    });
    tablet.sync();
    assert!(queue(&tablet, &hq, "web-1").is_empty() && queue(&tablet, &hq, "web-2").is_empty());
    let rows = tablet.rows();
    assert!(rows.iter().all(|(_, _, body)| !body.contains("13800138001")), "the showroom has no business with them");

    away.line.turns(Weather::Fine);
    away.sync();
    let back = at_hq(&hq, "web-2");
    assert_eq!((back.store, back.state), (Some(store(&hq, "Binjiang")), LeadState::Called));
    assert_eq!(at_hq(&hq, "web-1").store, None);
    let clerk = hq.clerk();
    let give = json!({ "tag": "lead.give.v1", "lead": at_hq(&hq, "web-1").id, "to": store(&hq, "West"), "note": "" });
    hq.command(&["leads", "patience", "--minutes", "1440"]).well();
    assert_eq!(clerk.asks(Request::new("POST", "/v1/console/operations").json(&give)).status, 204);
    assert_eq!(at_hq(&hq, "web-1").store, Some(store(&hq, "West")));
    let shown = clerk.asks(Request::get("/v1/console/leads")).json();
    assert!(shown["leads"].as_array().unwrap().iter().any(|one| one["name"] == "林静" && one["state"] == "untouched"));
}

#[test]
fn the_telephone_is_a_lead_too() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let mut called = lead(&hq, "call-1");
    called["store"] = Value::Null;
    let reply = clerk.asks(Request::new("POST", "/v1/console/leads").json(&called));
    assert_eq!((reply.status, &reply.json()["store"]), (201, &Value::Null), "{}", reply.text());
    let nobody = Request::new("POST", "/v1/console/leads").json(&called).send(hq.address()).unwrap();
    assert_eq!(nobody.status, 401);
    assert_eq!(at_hq(&hq, "call-1").site_name, clerk.name);
}

#[test]
fn a_file_of_leads_is_taken_row_by_row_and_what_is_wrong_is_named() {
    let hq = Hq::open();
    let path = hq.data().join("leads.csv");
    let text = "编号,姓名,手机号,意向门店,需求,来源,关键词\r\n\
        1,张三,138 0013 8011,Binjiang,\"橱柜，\n要白色\",抖音,厨房\r\n\
        2,李四,138OO138O12,,,,\r\n\
        3,王五,13800138013,No such place,,,\r\n\
        4,,13800138014,,,,\r\n\
        5,赵六,13800138015,,,,\r\n";
    std::fs::write(&path, encoding_rs::GB18030.encode(text).0).unwrap();
    let file = path.to_str().unwrap();
    let said = hq.command(&["leads", "import", file]).well();
    assert_eq!((&said["rows"], &said["created"], &said["again"]), (&5.into(), &2.into(), &0.into()), "{said}");
    let problems = said["problems"].as_array().unwrap();
    let named: Vec<_> =
        problems.iter().map(|one| (one["line"].as_u64().unwrap(), one["code"].as_str().unwrap())).collect();
    assert_eq!(named, [(1, "encoding"), (4, "phone_letters"), (5, "store_unknown"), (6, "text_missing")]);
    assert!(problems.iter().all(|one| one["file"] == "leads.csv" && one["message"].is_string()));
    let again = hq.command(&["leads", "import", file]).well();
    assert_eq!((&again["created"], &again["again"]), (&0.into(), &2.into()), "{again}");
    let first = at_hq(&hq, "1");
    assert_eq!((first.store, first.wish.as_str()), (Some(store(&hq, "Binjiang")), "橱柜，\n要白色"));
    assert_eq!((first.source.source.as_str(), first.source.term.as_str()), ("抖音", "厨房"));
    std::fs::write(&path, "a,b\n1,2\n").unwrap();
    assert_eq!(hq.command(&["leads", "import", file]).code, Some(1));
}

#[test]
fn a_clerk_uploads_a_file_of_leads() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let upload = |text: &str| {
        let request = Request::new("POST", "/v1/console/leads/table?name=shop.csv").body(text.as_bytes().to_vec());
        clerk.asks(request.header("content-type", "text/csv"))
    };
    let text = "编号,姓名,手机号,意向门店\n1,张三,138 0013 8011,Binjiang\n2,李四,138OO138O12,\n";
    let said = upload(text).json();
    assert_eq!((&said["rows"], &said["created"]), (&2.into(), &1.into()), "{said}");
    let problem = &said["problems"][0];
    assert_eq!((&problem["line"], &problem["facts"]["letter"]), (&3.into(), &"O".into()), "{said}");
    assert_eq!(at_hq(&hq, "1").site_name, clerk.name, "it says who took the file in");
    assert_eq!(upload(text).json()["again"], 1);
    assert_eq!((upload("a,b\n1,2\n").status, upload("").status), (400, 400));
    let nobody = Request::new("POST", "/v1/console/leads/table?name=shop.csv").body(text.as_bytes().to_vec());
    assert_eq!(nobody.send(hq.address()).unwrap().status, 401);
}

//! People at a tablet, and clerks at headquarters' console.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tenon_domain::entities::{Role, Staff};

use super::{Card, Hq, Reply, Request, Tablet};

/// Work units that a measurement of one thing takes, by the norms of the demonstration.
pub(crate) const VISIT_UNITS: u32 = 4;

/// Someone who is signed in on a tablet.
pub(crate) struct Person<'t> {
    tablet: &'t Tablet,
    pub(crate) name: String,
}

/// What the tablet said to something that a person did.
#[derive(Debug)]
pub(crate) struct Outcome(Value);

impl Outcome {
    pub(crate) fn of(answer: Value) -> Self {
        Self(answer)
    }
    /// What the tablet answered.
    pub(crate) fn answer(&self) -> &Value {
        &self.0
    }
    /// It is saved and stands; answers its identifier.
    pub(crate) fn is_final(&self) -> String {
        assert_eq!(self.0["state"], "pending", "{self:?}");
        assert_eq!(self.0["finality"]["kind"], "final", "{self:?}");
        self.0["op_id"].as_str().expect("an identifier").to_owned()
    }
    /// It is saved and waits for headquarters because of `reason`; answers its identifier.
    pub(crate) fn is_provisional(&self, reason: &str) -> String {
        assert_eq!(self.0["state"], "pending", "{self:?}");
        assert_eq!(self.0["finality"], json!({ "kind": "provisional", "reason": reason }), "{self:?}");
        self.0["op_id"].as_str().expect("an identifier").to_owned()
    }
    /// It was declined by the rule `code`; answers the refusal.
    pub(crate) fn is_refused(&self, code: &str) -> Value {
        assert_eq!(self.0["state"], "refused", "{self:?}");
        assert_eq!(self.0["refusal"]["code"], code, "{self:?}");
        assert_eq!(self.0["op_id"], Value::Null, "a refused attempt is no operation");
        self.0["refusal"].clone()
    }
}

impl Outcome {
    /// The code of the rule that declined it, if one did.
    pub(crate) fn refusal(&self) -> Option<String> {
        self.0["refusal"]["code"].as_str().map(str::to_owned)
    }
}

/// Signing `staff` in with `pin`.
pub(crate) fn sign_in(staff: &str, pin: &str) -> Value {
    json!({ "op": { "tag": "staff.sign_in.v1", "staff": staff }, "pin": { "staff": staff, "pin": pin } })
}

impl<'t> Person<'t> {
    /// Signs `(identifier, name)` in.
    pub(crate) fn sign_in(tablet: &'t Tablet, (id, name): (String, String), pin: &str) -> Self {
        tablet.submit(&sign_in(&id, pin)).is_final();
        Self { tablet, name }
    }

    fn does(&self, op: &Value) -> Outcome {
        self.tablet.submit(op)
    }

    /// Checks a customer in; they are on the bench then.
    pub(crate) fn checks_in(&self, customer: &str) -> Outcome {
        self.does(&json!({ "tag": "visit.check_in.v1", "name": customer, "phone": null, "card": null }))
    }

    pub(crate) fn ends_visit(&self, visit: &str) -> Outcome {
        self.does(&json!({ "tag": "visit.end.v1", "visit": visit }))
    }

    /// Redeems a card whose number is typed in.
    pub(crate) fn redeems_number(&self, number: &str) -> Outcome {
        self.does(&json!({ "tag": "card.redeem.v1", "number": number, "token": null, "visit": null }))
    }

    /// Redeems a card whose code is scanned.
    pub(crate) fn redeems(&self, card: &Card) -> Outcome {
        self.does(&json!({ "tag": "card.redeem.v1", "number": card.number, "token": card.text, "visit": null }))
    }

    /// Books a measurement for a customer.
    pub(crate) fn books(&self, window: &str, customer: &str) -> Outcome {
        let contact = json!({ "name": customer, "phone": "13800005555", "address": "Jianghan Road 1" });
        self.does(&json!({
            "tag": "appointment.book.v1", "window": window, "kind": "measure", "visit": null, "contact": contact, "note": "",
        }))
    }

    /// Moves a job on.
    pub(crate) fn moves(&self, work_order: &str, to: &str, reason: Option<&str>) -> Outcome {
        self.does(&json!({ "tag": "work_order.advance.v1", "work_order": work_order, "to": to, "reason": reason }))
    }

    /// Ticks `item` of the checklist of a job, or takes its tick back.
    pub(crate) fn ticks(&self, work_order: &str, checklist: &Value, item: &str, done: bool) -> Outcome {
        self.does(&json!({
            "tag": "checklist.tick.v1", "work_order": work_order, "checklist": checklist, "item": item, "done": done,
        }))
    }

    /// Writes down what was seen, read or signed at a home.
    pub(crate) fn records(&self, op: &Value) -> Outcome {
        self.does(op)
    }

    pub(crate) fn closes(&self, case: &Value, remedy: &str, note: &str) -> Outcome {
        self.does(&json!({ "tag": "case.close.v1", "case": case["id"], "remedy": remedy, "note": note }))
    }
}

/// A clerk at headquarters' console.
pub(crate) struct Clerk {
    hq: SocketAddr,
    cookie: String,
    pub(crate) name: String,
}

impl Clerk {
    pub(crate) fn sign_in(hq: &Hq) -> Self {
        let staff: Vec<Staff> = hq.all();
        let name = staff.into_iter().find(|one| one.role == Role::Clerk).expect("there are clerks").name;
        let reply = Request::new("POST", "/v1/console/session")
            .json(&json!({ "login": name, "pin": "7410" }))
            .send(hq.address())
            .expect("the console answers");
        assert_eq!(reply.status, 200, "{}", reply.text());
        Self { hq: hq.address(), cookie: reply.cookie().expect("a session"), name }
    }

    /// The same clerk, in the same session, at another server.
    pub(crate) fn at(&self, hq: &Hq) -> Self {
        Self { hq: hq.address(), cookie: self.cookie.clone(), name: self.name.clone() }
    }

    /// The cookie that a browser holds.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) fn asks(&self, request: Request) -> Reply {
        request.header("cookie", &self.cookie).send(self.hq).expect("the console answers")
    }

    fn sees(&self, target: &str) -> Value {
        let reply = self.asks(Request::get(target));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    /// The open cases.
    pub(crate) fn cases(&self) -> Vec<Value> {
        let cases = self.sees("/v1/console/cases");
        cases.as_array().expect("a list").iter().filter(|case| case["closed"].is_null()).cloned().collect()
    }

    pub(crate) fn devices(&self) -> Vec<Value> {
        self.sees("/v1/console/devices").as_array().expect("a list").clone()
    }

    /// The redemption of `number` today, if the console shows it.
    pub(crate) fn redemption(&self, number: &str) -> Option<Value> {
        let today = self.sees("/v1/console/today");
        let digits = |text: &str| text.replace(' ', "");
        let all = today["redemptions"].as_array().expect("a list");
        all.iter().find(|one| digits(one["number"].as_str().unwrap_or_default()) == digits(number)).cloned()
    }

    pub(crate) fn closes(&self, case: &Value, remedy: &str, note: &str) -> Reply {
        let target = format!("/v1/console/cases/{}/close", case["id"].as_str().expect("an identifier"));
        self.asks(Request::new("POST", &target).json(&json!({ "remedy": remedy, "note": note })))
    }
}

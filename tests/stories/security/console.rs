//! Headquarters' console: for clerks who signed in, and for nobody else.

use serde_json::json;
use tenon_domain::entities::Staff;

use crate::support::{Hq, Request};

/// Paths that would lead to a FILE beside the served folder, if anything took them at their word.
pub(super) const WAYS_OUT: [&str; 9] = [
    "/../FILE",
    "/..%2fFILE",
    "/%2e%2e/FILE",
    "/%2e%2e%2fFILE",
    "/%2e%2e%5cFILE",
    "/assets/../../FILE",
    "/assets/%2e%2e/%2e%2e/FILE",
    "//../FILE",
    "/.%2e/FILE",
];

#[test]
fn every_console_route_asks_for_a_session() {
    let hq = Hq::open();
    let close = Request::new("POST", "/v1/console/cases/00000000-0000-0000-0000-000000000000/close")
        .json(&json!({ "remedy": "acknowledged", "note": "" }));
    let routes = ["session", "devices", "today", "cases", "events"];
    let requests = routes.map(|route| Request::get(&format!("/v1/console/{route}")));

    for request in requests.into_iter().chain([close]) {
        let reply = request.clone().send(hq.address()).unwrap();
        assert_eq!((reply.status, &reply.json()["code"]), (401, &"not_signed_in".into()), "{request:?}");
        let guessed = request.header("cookie", &format!("tenon_console={}", "0".repeat(64)));
        assert_eq!(guessed.send(hq.address()).unwrap().status, 401);
    }
}

#[test]
fn signing_out_ends_the_session() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    assert_eq!(clerk.asks(Request::get("/v1/console/session")).status, 200);

    assert_eq!(clerk.asks(Request::new("DELETE", "/v1/console/session")).status, 204);

    assert_eq!(clerk.asks(Request::get("/v1/console/session")).status, 401, "the cookie is worth nothing now");
}

#[test]
fn a_clerk_who_left_sees_nothing_more_under_the_session_they_had() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    hq.administer(|commit| {
        let mut staff =
            commit.rows().all::<Staff>()?.into_iter().find(|one| one.name == clerk.name).expect("they exist");
        staff.active = false;
        commit.put(&staff)
    });

    assert_eq!(clerk.asks(Request::get("/v1/console/cases")).status, 401);
}

#[test]
fn five_wrong_pins_lock_the_name() {
    let hq = Hq::open();
    let name = hq.clerk().name;
    let try_pin = |pin: &str| {
        let request = Request::new("POST", "/v1/console/session").json(&json!({ "login": name, "pin": pin }));
        request.send(hq.address()).unwrap()
    };

    for left in [4, 3, 2, 1, 0] {
        let reply = try_pin("0000");
        assert_eq!((reply.status, &reply.json()["facts"]["left"]), (403, &left.into()));
    }

    assert_eq!(try_pin("7410").json()["code"], "pin_locked");
}

#[test]
fn a_seller_is_no_clerk() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let name = tablet.people("seller").swap_remove(0).1;

    let sign_in = Request::new("POST", "/v1/console/session").json(&json!({ "login": name, "pin": "1234" }));

    assert_eq!(sign_in.send(hq.address()).unwrap().json()["code"], "pin_wrong");
}

#[test]
fn no_path_leads_out_of_the_folder_of_the_console() {
    let mut hq = Hq::open();
    let ui = hq.data().join("ui");
    std::fs::create_dir_all(ui.join("assets")).unwrap();
    std::fs::write(ui.join("hq.html"), "<p>console").unwrap();
    let secret = std::fs::read_to_string(hq.data().join("keys.json")).unwrap();
    hq.serves_files(&ui);
    assert_eq!(Request::get("/hq.html").send(hq.address()).unwrap().text(), "<p>console");

    for path in WAYS_OUT {
        let reply = Request::get(&path.replace("FILE", "keys.json")).send(hq.address()).unwrap();
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
        assert!(!reply.text().contains(&secret), "{path}");
    }
}

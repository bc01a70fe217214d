//! The tablet's screens on a loopback address: no other page in the browser, and no other program, reaches the tablet.

use serde_json::json;

use crate::support::{Hq, Request, Screens};

const QUESTION: &str = "/api/query";

fn question() -> Request {
    Request::new("POST", QUESTION).json(&json!({ "name": "session" }))
}

#[test]
fn without_the_cookie_nothing_is_answered() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let screens = tablet.screens();
    assert_eq!(screens.asks(question()).status, 200, "with it, it is");

    for request in [question(), Request::new("POST", "/api/submit"), Request::get("/api/events"), Request::get("/")] {
        let reply = request.clone().send(screens.address).unwrap();
        assert_eq!(reply.status, 403, "{request:?}");
        let guessed = request.header("cookie", "tenon_tablet=00000000000000000000000000000000");
        assert_eq!(guessed.send(screens.address).unwrap().status, 403);
    }
    assert_eq!(Request::get("/pictures/aa").send(screens.address).unwrap().status, 403);
}

#[test]
fn a_wrong_key_opens_nothing() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let screens = tablet.screens();

    for key in ["", "0", &screens.key[1..], &format!("{}0", screens.key)] {
        let reply = Request::get(&format!("/?key={key}")).send(screens.address).unwrap();
        assert_eq!((reply.status, reply.cookie()), (403, None), "{key}");
    }
}

#[test]
fn a_page_that_points_its_own_name_at_the_tablet_is_refused() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let screens = tablet.screens();

    for host in ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1"] {
        assert_eq!(screens.asks(question().host(host)).status, 403, "{host}");
        let entry = Request::get(&format!("/?key={}", screens.key)).host(host);
        assert_eq!(entry.send(screens.address).unwrap().status, 403, "{host}");
    }
}

#[test]
fn the_cookie_is_for_this_site_and_no_script() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let screens = tablet.screens();

    let entered = Request::get(&format!("/?key={}", screens.key)).send(screens.address).unwrap();

    let cookie = entered.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(entered.header("location"), Some("/"), "the key leaves the address");
}

#[test]
fn no_path_leads_out_of_the_folder_of_the_screens() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let ui = tablet.folder().join("ui");
    std::fs::create_dir_all(&ui).unwrap();
    std::fs::write(ui.join("index.html"), "<p>hello").unwrap();
    let screens = Screens::with_files(&tablet, &ui);
    assert_eq!(screens.asks(Request::get("/index.html")).text(), "<p>hello");

    for path in super::console::WAYS_OUT {
        let reply = screens.asks(Request::get(&path.replace("FILE", "device.key")));
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
        assert!(!reply.text().contains(&tablet.key()), "{path}");
    }
}

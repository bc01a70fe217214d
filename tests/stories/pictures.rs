//! The website's pictures on a tablet.

use serde_json::{Value, json};

use crate::support::{Hq, Reply, Request, Screens, Tablet, Weather, Website, eventually, kill, photograph};

/// Imports a lamp for each of `addresses`.
fn import(hq: &Hq, addresses: &[String]) {
    let rows: Vec<String> = addresses
        .iter()
        .enumerate()
        .map(|(at, url)| format!("lamp-{at},Zebrawood lamp {at},Z-{at},99.90,{url}\n"))
        .collect();
    let file = hq.data().join("lamps.csv");
    std::fs::write(&file, format!("Handle,Title,Variant SKU,Variant Price,Image Src\n{}", rows.concat())).unwrap();
    let file = file.display().to_string();
    let report = hq.command(&["import", &file, "--merchant", "lamps", "--currency", "CNY"]).well();
    assert_eq!(report["created"], addresses.len(), "{report:#}");
}

fn standing(hq: &Hq) -> Value {
    hq.command(&["pictures", "--list"]).well()
}

/// Waits until headquarters has tried every address; answers how they stand.
fn settled(hq: &Hq) -> Value {
    eventually("every address was tried", || {
        Some(standing(hq)).filter(|report| report["addresses"] != 0 && report["waiting"] == 0)
    })
}

fn lamps(tablet: &Tablet) -> Vec<Value> {
    let answer = tablet.query("search", &json!({ "text": "zebrawood", "limit": 100 }));
    answer["hits"].as_array().unwrap().clone()
}

fn large(tablet: &Tablet, hit: &Value) -> String {
    let sheet = tablet.query("product", &json!({ "product_id": hit["product_id"] }));
    sheet["pictures"][0]["large"].as_str().expect("head office has it").to_owned()
}

fn show(screens: &Screens, hash: &str) -> Reply {
    screens.asks(Request::get(&format!("/pictures/{hash}")))
}

fn sides(picture: &Reply) -> (u32, u32) {
    let picture = image::load_from_memory(&picture.body).expect("a picture");
    (picture.width(), picture.height())
}

#[test]
fn an_imported_product_is_seen_on_a_tablet_without_a_network() {
    let (hq, website) = (Hq::open(), Website::open());
    let addresses: Vec<String> =
        (0..3).map(|at| website.gives(&format!("{at}.jpg"), photograph(at, 2_000, 1_000))).collect();
    import(&hq, &addresses);
    assert_eq!(settled(&hq)["here"], 3);
    let tablet = hq.tablet("Binjiang");
    tablet.line.turns(Weather::Down);
    let screens = tablet.screens();
    let hits = lamps(&tablet);
    assert_eq!(hits.len(), 3);
    for hit in &hits {
        let small = show(&screens, hit["picture"].as_str().unwrap());
        assert_eq!((small.status, small.header("content-type"), sides(&small)), (200, Some("image/jpeg"), (320, 160)));
        assert_eq!(sides(&show(&screens, &large(&tablet, hit))), (1_280, 640));
    }
    tablet.is_sound();
    // The pictures are not a part of the feed: the website has them under the addresses that it gave.
    let feed = Request::get("/v1/feed.xml").send(hq.address()).unwrap().text();
    assert!(addresses.iter().all(|address| feed.contains(address.as_str())));
    // Nothing is asked for twice.
    hq.command(&["pictures", "--private-addresses"]).well();
    assert_eq!(website.asked(), 3);
}

#[test]
fn a_bomb_is_refused_by_name_and_its_product_is_sold_without_a_picture() {
    let (hq, website) = (Hq::open(), Website::open());
    // A GIF of 44 bytes whose first picture declares 65,535 × 1,321 pixels.
    let mut bomb = b"GIF89a\x20\0\x20\0\0\0\0\x2C\0\0\0\0\xFF\xFF\x29\x05\0".to_vec();
    bomb.extend([0; 20]);
    let whole = photograph(1, 600, 400);
    let half = whole[..whole.len() / 2].to_vec();
    let addresses =
        [website.gives("bomb.gif", bomb), website.gives("half.jpg", half), website.gives("good.jpg", whole)];
    import(&hq, &addresses);
    let report = settled(&hq);
    assert_eq!((&report["here"], &report["refused"]), (&json!(1), &json!(2)));
    let problem = |at: usize| {
        let all = report["problems"].as_array().unwrap();
        all.iter().find(|one| one["address"] == addresses[at].as_str()).expect("it is told").clone()
    };
    assert_eq!((&problem(0)["code"], &problem(0)["source_id"]), (&json!("picture_too_large"), &json!("lamp-0")));
    assert!(problem(0)["message"].as_str().unwrap().contains("65535 × 1321"));
    assert_eq!(problem(1)["code"], "picture_truncated");
    let words = hq.command(&["pictures", "--list"]);
    assert!(words.text.contains("bomb.gif"));
    let tablet = hq.tablet("Binjiang");
    let shown: Vec<bool> = lamps(&tablet).iter().map(|hit| hit["picture"].is_string()).collect();
    assert_eq!((shown.len(), shown.iter().filter(|shown| **shown).count()), (3, 1));
}

#[test]
fn headquarters_that_was_killed_among_its_pictures_goes_on() {
    let (mut hq, website) = (Hq::open(), Website::open());
    website.is_slow(100);
    let addresses: Vec<String> =
        (0..60).map(|at| website.gives(&format!("{at}.jpg"), photograph(at, 60, 40 + at))).collect();
    import(&hq, &addresses);
    eventually("some were asked for", || (website.asked() >= 20).then_some(()));
    hq.kill();
    website.is_slow(0);
    hq.start();
    let report = settled(&hq);
    assert_eq!((&report["here"], &report["problems"]), (&json!(60), &json!([])));
    // The server notices within half a second what was published.
    let tablet = hq.tablet("Binjiang");
    eventually("every lamp has its picture", || {
        tablet.sync();
        lamps(&tablet).iter().all(|hit| hit["picture"].is_string()).then_some(())
    });
}

#[test]
fn a_tablet_that_was_killed_among_its_pictures_goes_on() {
    let (hq, website) = (Hq::open(), Website::open());
    let addresses: Vec<String> =
        (0..40).map(|at| website.gives(&format!("{at}.jpg"), photograph(at, 900, 600 + at))).collect();
    import(&hq, &addresses);
    settled(&hq);
    let tablet = hq.tablet("Binjiang");
    let all = tablet.says(&["pictures"]).well();
    tablet.says(&["pictures", "--budget-mb", "0"]).well();
    tablet.says(&["pictures", "--budget-mb", "500"]);
    let again = tablet.says(&["pictures"]).well();
    assert_eq!(again["bytes"], all["bytes"], "what was let go comes again");
    tablet.says(&["pictures", "--budget-mb", "0"]).well();
    assert_eq!(tablet.says(&["pictures"]).well()["bytes"], 0);

    // The line breaks in the middle, then the program is ended in the middle.
    tablet.line.turns(Weather::CutDown(60_000));
    let cut = tablet.says(&["pictures", "--budget-mb", "500"]).well();
    assert!(cut["error"].is_string() && cut["bytes"].as_u64() < all["bytes"].as_u64(), "{cut}");
    tablet.line.turns(Weather::Fine);
    let before = tablet.line.carried().1;
    let running = tablet.starts(&["pictures"]);
    eventually("some came", || (tablet.line.carried().1 > before + 100_000).then_some(()));
    kill(running);
    let whole = tablet.says(&["pictures"]).well();
    assert_eq!((&whole["bytes"], &whole["wanted"]), (&all["bytes"], &json!(0)));
    tablet.is_sound();
}

#[test]
fn what_is_looked_at_comes_at_once_and_stays() {
    let (hq, website) = (Hq::open(), Website::open());
    import(&hq, &[website.gives("a.jpg", photograph(7, 1_500, 1_500))]);
    settled(&hq);
    let tablet = hq.tablet("Binjiang");
    tablet.says(&["pictures", "--budget-mb", "0"]).well();
    let hash = large(&tablet, &lamps(&tablet)[0]);
    // Without room it is shown as long as there is a network, and nothing waits for one that is not there.
    let screens = tablet.screens();
    eventually("the screens are online", || (screens.status()["state"] == "online").then_some(()));
    assert_eq!(sides(&show(&screens, &hash)), (1_280, 1_280));
    drop(screens);
    tablet.line.turns(Weather::Down);
    let screens = tablet.screens();
    assert_eq!(show(&screens, &hash).status, 404);
    // With room it comes as soon as the network does, because someone looked at it.
    tablet.says(&["pictures", "--budget-mb", "500"]).well();
    tablet.line.turns(Weather::Fine);
    eventually("it came", || (tablet.says(&["pictures"]).well()["wanted"] == 0).then_some(()));
    tablet.line.turns(Weather::Down);
    assert_eq!(show(&screens, &hash).status, 200);
    // A stranger gets none from head office.
    assert_eq!(Request::get(&format!("/v1/pictures/{hash}")).send(hq.address()).unwrap().status, 401);
}

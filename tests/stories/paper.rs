//! Paper as a last resort: a tablet is lost before it was online again, and its slips bring back what it had saved.

use std::fs;
use std::process::Command;

use data_encoding::BASE64;
use serde_json::{Value, json};
use tenon_domain::Finality;
use tenon_domain::entities::{Appointment, Payment, Redemption, Right, Standing};

use crate::support::{Card, Clerk, Hq, Reply, Request, Tablet, Weather};

/// The codes of a slip as a scanner sees them: the PDF at the resolution of a receipt printer.
fn printed(tablet: &Tablet, asked: &Value) -> Vec<String> {
    let mut asked = asked.clone();
    for (field, value) in [("kind", json!("slip")), ("language", json!("en")), ("instalments", json!([]))] {
        asked[field] = value;
    }
    let made = tablet.query("paper", &asked);
    assert_eq!(made["why"], Value::Null);
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("slip.pdf");
    fs::write(&pdf, BASE64.decode(made["pdf"].as_str().unwrap().as_bytes()).unwrap()).unwrap();
    let drawn = Command::new("pdftoppm").args(["-r", "203", "-png"]).arg(&pdf).arg(folder.path().join("page")).status();
    assert!(drawn.expect("pdftoppm of poppler-utils is needed").success());
    let mut pages: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().path()).collect();
    pages.retain(|one| one.extension().is_some_and(|one| one == "png"));
    pages.iter().flat_map(|page| tenon_codes::read_file(page).unwrap()).map(|code| code.text).collect()
}

/// The code on the slip of the redemption of `card`.
fn slip(tablet: &Tablet, card: &Card) -> String {
    let redemption = tablet.scan(&card.text)["redeemed"]["redemption"].clone();
    let mut codes =
        printed(tablet, &json!({ "version": null, "order": null, "payment": null, "redemption": redemption }));
    assert_eq!(codes.len(), 1, "{codes:?}");
    codes.remove(0)
}

/// What is asked for the slip of the appointment of `customer` in `window`.
fn visit_slip(tablet: &Tablet, window: &str, customer: &str) -> Value {
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let slot = board["slots"].as_array().unwrap().iter().find(|slot| slot["window"] == window).unwrap();
    let booked = slot["booked"].as_array().unwrap().iter().find(|one| one["name"] == customer).unwrap();
    json!({
        "version": null, "order": null, "payment": null, "redemption": null, "appointment": booked["appointment"],
    })
}

/// A tablet of the card's store that redeemed it for good, offline; and its slip.
fn redeemed(hq: &Hq, card: &Card) -> (Tablet, String) {
    let tablet = hq.tablet("West");
    tablet.line.turns(Weather::Down);
    let seller = tablet.seller();
    seller.checks_in("Mr Wu").is_final();
    seller.redeems(card).is_final();
    let slip = slip(&tablet, card);
    (tablet, slip)
}

fn reads(tablet: &Tablet, text: &str) -> Value {
    let said = tablet.says(&["scan", text]);
    assert_eq!(said.code, Some(i32::from(!said.answer["paper"]["refusal"].is_null())), "{} {}", said.text, said.log);
    said.answer["paper"].clone()
}

fn reads_at_hq(clerk: &Clerk, text: &str) -> Reply {
    clerk.asks(Request::new("POST", "/v1/console/papers").json(&json!({ "text": text })))
}

/// How often `card` counts as redeemed at headquarters, and whether for good.
fn at_hq(hq: &Hq, card: &Card) -> (usize, bool) {
    let mut all: Vec<Redemption> = hq.all();
    all.retain(|one| one.number == card.number && one.standing == Standing::Stands);
    (all.len(), all.iter().all(|one| one.finality == Finality::Final))
}

#[test]
fn a_lost_tablets_redemption_is_read_in_from_its_slip_once_and_is_the_same_when_the_tablet_comes_back() {
    let hq = Hq::open();
    let card = hq.card("West");
    let (lost, slip) = redeemed(&hq, &card);
    let kept = tempfile::tempdir().unwrap();
    fs::rename(lost.folder(), kept.path().join("tablet")).unwrap();
    assert!(!lost.folder().exists());
    let (other, away) = (hq.tablet("West"), hq.tablet("Binjiang"));
    let (_one, _two) = (other.seller(), away.seller());

    other.line.turns(Weather::Down);
    let read = reads(&other, &slip);
    assert_eq!((&read["tag"], &read["refusal"]), (&"card.redeem.v1".into(), &Value::Null));
    assert_eq!(reads(&other, &slip)["refusal"]["code"], "paper_read_before", "without a network, too");
    other.line.turns(Weather::Fine);
    let report = other.sync();

    assert_eq!((&report["refused"], &report["conflicts"]), (&0.into(), &0.into()));
    assert_eq!(at_hq(&hq, &card), (1, true), "as it was told the customer");
    assert!(hq.all::<Right>().iter().any(|right| right.left == 0 && right.holder.is_some()), "its right is spent");
    // Again, elsewhere and at headquarters.
    assert_eq!(reads(&away, &slip)["refusal"], Value::Null, "this store cannot know");
    away.sync();
    let again = reads_at_hq(&hq.clerk(), &slip);
    assert_eq!((again.status, &again.json()["code"]), (409, &"paper_read_before".into()));
    assert_eq!(at_hq(&hq, &card), (1, true));
    // What came before it on the lost tablet is missing, and nothing waits for it.
    let received: Vec<_> = hq.clerk().devices().iter().map(|device| device["received"].as_i64().unwrap()).collect();
    assert_eq!(received.iter().filter(|count| **count == 0).count(), 1, "its chain has not begun: {received:?}");

    fs::rename(kept.path().join("tablet"), lost.folder()).unwrap();
    lost.line.turns(Weather::Fine);
    let report = lost.sync();

    assert_eq!((&report["refused"], &report["conflicts"], &report["waiting"]), (&0.into(), &0.into(), &0.into()));
    assert_eq!(hq.received(&lost), 3, "all that it had: signed in, checked in, redeemed");
    assert_eq!(at_hq(&hq, &card), (1, true));
    assert_eq!(lost.scan(&card.text)["redeemed"]["sync"], "confirmed");
    assert!(hq.clerk().cases().is_empty());
    lost.is_sound();
    lost.seller().checks_in("Ms Li").is_final();
    assert_eq!(lost.sync()["accepted"], 2, "it goes on");
}

#[test]
fn a_slip_is_read_in_at_headquarters_and_one_that_was_handed_in_needs_nothing() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let (lost, slip) = redeemed(&hq, &cards[0]);
    let clerk = hq.clerk();

    let reply = reads_at_hq(&clerk, &slip);

    assert_eq!((reply.status, &reply.json()["accepted"]), (200, &true.into()), "{}", reply.text());
    assert_eq!(reply.json()["subject"], cards[0].number.as_str());
    assert_eq!(at_hq(&hq, &cards[0]), (1, true));

    lost.seller().redeems(&cards[1]).is_final();
    let second = self::slip(&lost, &cards[1]);
    lost.line.turns(Weather::Fine);
    lost.sync();
    let reply = reads_at_hq(&clerk, &second);
    assert_eq!((reply.status, &reply.json()["code"]), (409, &"paper_handed_in".into()));
    let other = hq.tablet("West");
    let _seller = other.seller();
    assert_eq!(reads(&other, &second)["refusal"], Value::Null);
    assert_eq!(other.sync()["conflicts"], 0);
    assert_eq!((at_hq(&hq, &cards[1]), hq.clerk().cases().len()), ((1, true), 0));
}

#[test]
fn money_that_a_lost_tablet_took_is_read_in_with_its_order() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    tablet.seller().checks_in("Mr Wu").is_final();
    let order = tablet.sells(&tablet.quotes(&[tablet.line("1", "sofa", 1)], 0)).made();
    tablet.sync();
    tablet.line.turns(Weather::Down);
    for reference in ["403118", "403119"] {
        tablet.takes(&order, 5_000, reference).is_final();
    }
    let version = tablet.order(&order)["agreements"][0]["version"].clone();

    let codes = printed(&tablet, &json!({ "version": version, "order": order, "payment": null, "redemption": null }));

    assert_eq!(codes.len(), 2, "what headquarters has already needs no code");
    let clerk = hq.clerk();
    // The later one first: what lies between is no hindrance.
    for code in &codes {
        assert_eq!(reads_at_hq(&clerk, code).status, 200);
    }
    let paid = |hq: &Hq| hq.all::<Payment>().iter().filter(|one| one.order.to_string() == order).count();
    assert_eq!(paid(&hq), 2);
    tablet.line.turns(Weather::Fine);
    tablet.sync();
    assert_eq!((paid(&hq), tablet.order(&order)["account"]["paid_minor"].as_i64()), (2, Some(10_000)));
    assert!(clerk.cases().is_empty());
}

#[test]
fn an_appointment_that_a_lost_tablet_promised_is_read_in_from_its_slip_and_keeps_its_place() {
    let hq = Hq::open();
    let lost = hq.tablet("Binjiang");
    let window = lost.slots("guaranteed")[0]["window"].as_str().unwrap().to_owned();
    lost.line.turns(Weather::Down);
    let op = lost.seller().books(&window, "Ms Lin").is_final();
    let own = |hq: &Hq| hq.all::<Appointment>().into_iter().filter(|one| one.op.to_string() == op).collect::<Vec<_>>();
    let asked = visit_slip(&lost, &window, "Ms Lin");
    let codes = printed(&lost, &asked);
    let slip = codes.iter().find(|code| code.starts_with(tenon_sync::paper::PREFIX)).expect("beside the calendar's");
    assert_eq!((codes.len(), own(&hq).len()), (2, 0));

    assert_eq!(reads_at_hq(&hq.clerk(), slip).status, 200);

    let [held] = own(&hq).try_into().expect("one");
    assert_eq!(
        (held.finality, held.window.to_string(), held.contact.name.as_str()),
        (Finality::Final, window, "Ms Lin")
    );
    let crew = hq.tablet("Binjiang");
    let jobs = crew.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    assert!(jobs["slots"].to_string().contains("Ms Lin"), "every tablet of the store has it");
    lost.line.turns(Weather::Fine);
    assert_eq!(lost.sync()["conflicts"], 0, "it comes back with the same");
    assert_eq!((own(&hq).len(), hq.clerk().cases().len()), (1, 0));
    assert_eq!(printed(&lost, &asked).len(), 1, "what headquarters has needs no code");
}

#[test]
fn the_slip_of_an_appointment_that_was_moved_does_not_bring_the_time_before_back() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let slots = tablet.slots("guaranteed");
    let window = slots[0]["window"].as_str().unwrap();
    tablet.line.turns(Weather::Down);
    let seller = tablet.seller();
    seller.books(window, "Ms Lin").is_final();
    let asked = visit_slip(&tablet, window, "Ms Lin");
    let appointment = &asked["appointment"];
    assert_eq!(printed(&tablet, &asked).len(), 2);
    let to = &slots[1]["window"];
    let moving = json!({ "tag": "appointment.move.v1", "appointment": appointment, "window": to, "reason": "" });
    seller.records(&moving).is_final();
    assert_eq!(printed(&tablet, &asked).len(), 1, "the calendar's alone");
}

#[test]
fn what_is_altered_foreign_or_no_slip_is_refused_with_its_reason() {
    let (hq, abroad) = (Hq::open(), Hq::open());
    let (card, foreign) = (hq.card("West"), abroad.card("West"));
    let (_tablet, slip) = redeemed(&hq, &card);
    let (_other, foreign) = redeemed(&abroad, &foreign);
    let (reader, clerk) = (hq.tablet("West"), hq.clerk());
    let _seller = reader.seller();
    let genuine = tenon_sync::paper::read(&slip).unwrap();
    let mut forged = genuine.clone();
    forged.bytes = forged.bytes.replace(&card.number, "8H0000000000");
    let forged = tenon_sync::paper::print(&forged).unwrap();
    let cut = &slip[..slip.len() / 2];
    let long = format!("{slip}{}", "A".repeat(4_000));

    for (text, code) in [(forged.as_str(), "paper_forged"), (cut, "paper_unreadable"), (&long, "paper_unreadable")] {
        assert_eq!(reads(&reader, text)["refusal"]["code"], code);
        let reply = reads_at_hq(&clerk, text);
        assert_eq!((reply.status, &reply.json()["code"]), (409, &code.into()));
    }
    let reply = reads_at_hq(&clerk, &foreign);
    assert_eq!((reply.status, &reply.json()["code"]), (409, &"paper_foreign".into()));
    // A tablet cannot know which tablets there are: head office says so in a case.
    assert_eq!(reads(&reader, &foreign)["refusal"], Value::Null);
    reader.sync();
    assert_eq!(reader.only_case()["refusal"]["code"], "paper_foreign");
    assert_eq!(at_hq(&hq, &card).0, 0);
}

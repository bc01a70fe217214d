//! A tablet whose clock is wrong by years. The program's own clock cannot be set without changing the machine's, so what
//! such a tablet saves is made with the tablet's engine and handed in by the program.

use serde_json::json;
use tenon_domain::entities::Window;
use tenon_domain::ops::{AnyOperation, BookAppointment, CheckIn, RedeemCard};
use tenon_domain::{Finality, ProvisionalReason, StampedAt, Stop};

use crate::support::{Hq, Weather};

const TEN_YEARS_MS: i64 = 10 * 365 * 86_400_000;

fn wrong_by(ms: i64) -> StampedAt {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    StampedAt { wall_ms: i64::try_from(now.as_millis()).unwrap() + ms, hq_ms: None, uncertainty_ms: 0 }
}

fn check_in(name: &str) -> AnyOperation {
    CheckIn { name: name.to_owned(), ..CheckIn::default() }.into()
}

#[test]
fn what_was_saved_under_a_wrong_clock_is_handed_in_and_accepted() {
    for years in [TEN_YEARS_MS, -TEN_YEARS_MS, -60 * TEN_YEARS_MS] {
        let hq = Hq::open();
        let tablet = hq.tablet("Binjiang");
        let seller = tablet.seller();

        tablet.saves(&check_in("Ms Lin"), wrong_by(years)).unwrap();
        seller.checks_in("Mr Zhou").is_final();

        let report = tablet.sync();
        assert_eq!((&report["accepted"], &report["waiting"]), (&3.into(), &0.into()));
        assert_eq!(hq.received(&tablet), 3);
        tablet.is_sound();
    }
}

#[test]
fn a_wrong_clock_gains_no_right() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let expired = hq.cards("Binjiang", "Autumn group").swap_remove(0);
    let current = hq.card("Binjiang");
    tablet.seller();
    tablet.line.turns(Weather::Down);
    let board = tablet.query("booking_board", &json!({ "from": null, "days": 9, "kind": "measure" }));
    let slot = board["slots"].as_array().unwrap().iter().find(|slot| slot["state"] == "guaranteed").expect("one");
    let window: tenon_domain::Id<Window> = slot["window"].as_str().unwrap().parse().unwrap();
    let contact = tenon_domain::entities::Contact {
        name: "Ms Lin".to_owned(),
        phone: "13800005555".to_owned(),
        address: "Jianghan Road 1".to_owned(),
    };
    let kind = tenon_domain::entities::WorkKind::Measure;
    let booking = BookAppointment {
        window,
        kind,
        visit: None,
        contact,
        note: String::new(),
        route: None,
        project: None,
        order: None,
        follows: None,
        goods: None,
        quantity: 1,
        code: None,
        waitlist: None,
    };

    // A quota is good until a moment of headquarters' time, which a tablet that was restarted cannot know.
    let booked = tablet.saves(&booking.into(), wrong_by(-TEN_YEARS_MS)).unwrap();
    assert_eq!(booked.finality, Finality::Provisional { reason: ProvisionalReason::QuotaLapsed });
    let redeem = |number: &str| RedeemCard { number: number.to_owned(), token: None, visit: None }.into();
    let early = tablet.saves(&redeem(&current.number), wrong_by(-TEN_YEARS_MS));
    assert!(matches!(early, Err(Stop::Refused(refusal)) if refusal.code == "card_not_yet_valid"));
    let late = tablet.saves(&redeem(&expired.number), wrong_by(TEN_YEARS_MS));
    assert!(matches!(late, Err(Stop::Refused(refusal)) if refusal.code == "card_expired"));
}

#[test]
fn headquarters_shows_whose_clock_is_wrong() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let asked = tablet.exchange(Vec::new(), |asked| asked.wall_ms += TEN_YEARS_MS);

    assert_eq!(asked.send(hq.address()).unwrap().status, 200);

    let devices = hq.clerk().devices();
    let row = devices.iter().find(|one| one["id"] == tablet.device()).expect("the console lists it");
    let off = row["clock_off_ms"].as_i64().unwrap();
    assert!((off - TEN_YEARS_MS).abs() < 60_000, "{off}");
}

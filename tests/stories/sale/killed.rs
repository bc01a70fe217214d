//! Signing and paying on a tablet whose program is killed in the middle of it.

use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tenon_domain::entities::{Order, Payment};

use crate::support::{Hq, Request, Tablet, Weather};

/// How long after a press the program is killed, milliseconds: before anything is written, while it is, and after.
const MOMENTS: [u64; 8] = [0, 2, 4, 7, 11, 16, 24, 1_000];

/// Presses a button and kills the program that long after; answers what the screen was told before, if anything.
fn killed_after(tablet: &Tablet, moment: u64, op: &Value) -> Option<Value> {
    let screens = tablet.screens();
    let pressed = Request::new("POST", "/api/submit").json(&json!({ "op": op })).header("cookie", screens.cookie());
    let address = screens.address;
    let answer = thread::spawn(move || pressed.send(address));
    thread::sleep(Duration::from_millis(moment));
    screens.kill();
    let told = answer.join().unwrap().ok().filter(|reply| reply.status == 200)?;
    serde_json::from_slice(&told.body).ok()
}

#[test]
fn a_tablet_killed_while_it_signs_or_takes_money_has_each_once_or_not_at_all() {
    let hq = Hq::open();
    let desk = hq.tablet("Binjiang");
    let before = (hq.all::<Order>().len(), hq.all::<Payment>().len());
    desk.line.turns(Weather::Down);
    let seller = desk.seller();
    let (mut told, mut kept) = (0, 0);
    for (at, moment) in MOMENTS.into_iter().enumerate() {
        seller.checks_in(&format!("Customer {at}")).is_final();
        let quote = desk.quotes(&[desk.line("1", "sofa", 1)], 0);
        let signing = desk.signing(&quote);
        let answer = killed_after(&desk, moment, &signing);
        desk.is_sound();
        let sheet = desk.quote(&quote);
        if let Some(answer) = &answer {
            assert_eq!(sheet["order"], answer["made"], "what the screen says is saved is saved");
        }
        told += usize::from(answer.is_some());
        kept += usize::from(!sheet["order"].is_null());
        let order = if sheet["order"].is_null() {
            desk.sells(&quote).made()
        } else {
            desk.sells(&quote).is_refused("quote_ordered");
            sheet["order"].as_str().unwrap().to_owned()
        };

        let deposit = desk.order(&order)["next_minor"].as_i64().unwrap();
        let reference = format!("4031{at:02}");
        let payment = json!({
            "tag": "payment.take.v1", "order": order, "minor": deposit, "method": "terminal", "reference": reference,
        });
        let answer = killed_after(&desk, moment, &payment);
        desk.is_sound();
        let paid = desk.order(&order)["account"]["paid_minor"].as_i64().unwrap();
        assert!(paid == deposit || (paid == 0 && answer.is_none()), "{paid} of {deposit}, told {answer:?}");
        let again = desk.takes(&order, deposit, &reference);
        if paid == 0 {
            again.made();
        } else {
            again.is_refused("payment_recorded");
        }
        assert_eq!(desk.order(&order)["account"]["paid_minor"], deposit);
    }
    assert!(told >= 1 && kept < MOMENTS.len(), "some were killed before and some after: {told} told, {kept} kept");

    desk.line.turns(Weather::Fine);
    let report = desk.sync();
    assert_eq!((&report["refused"], &report["conflicts"], &report["waiting"]), (&json!(0), &json!(0), &json!(0)));
    let sales = MOMENTS.len();
    assert_eq!((hq.all::<Order>().len(), hq.all::<Payment>().len()), (before.0 + sales, before.1 + sales));
    assert!(desk.cases().is_empty());
}

//! Two tablets of one showroom without a network: the right to a card goes from one to the other by a code.

use serde_json::{Value, json};
use tenon_domain::Finality;
use tenon_domain::entities::{HandOver, Redemption, Right, Standing};
use tenon_sync::{paper, sign};

use crate::support::{Card, Hq, Person, Request, Tablet, Weather};

/// Two tablets of West that know each other and are offline; the first holds the right to the card.
fn two(hq: &Hq, card: &Card) -> (Tablet, Tablet) {
    let (one, other) = (hq.tablet("West"), hq.tablet("West"));
    one.sync();
    for tablet in [&one, &other] {
        tablet.line.turns(Weather::Down);
    }
    let _seller = one.seller();
    assert_eq!(one.scan(&card.text)["verdict"], "final");
    (one, other)
}

/// Gives the right to `card` to `to` and answers the text of the code that is shown.
fn gives(giver: &Tablet, by: &Person<'_>, card: &Card, to: &Tablet) -> String {
    let takers = giver.scan(&card.text)["takers"].as_array().unwrap().clone();
    let to = to.device();
    assert!(takers.iter().any(|taker| taker["device"] == to.as_str()), "{takers:?}");
    by.records(&json!({ "tag": "right.hand_over.v1", "number": card.number, "to": to })).is_final();
    shown(giver, card).expect("a code")
}

fn shown(giver: &Tablet, card: &Card) -> Option<String> {
    giver.scan(&card.text)["handed_over"]["code"].as_str().map(str::to_owned)
}

/// Scans a code of a hand-over: the refusal's code, or null.
fn takes(tablet: &Tablet, code: &str) -> Value {
    tablet.says(&["scan", code]).answer["paper"]["refusal"]["code"].clone()
}

fn at_hq(hq: &Hq, card: &Card) -> Vec<Finality> {
    let mut all: Vec<Redemption> = hq.all();
    all.retain(|one| one.number == card.number && one.standing == Standing::Stands);
    all.into_iter().map(|one| one.finality).collect()
}

#[test]
fn the_taker_redeems_for_good_and_headquarters_hears_of_it_from_either_first() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let (giver, taker) = two(&hq, &cards[0]);
    for (card, giver_first) in cards.iter().zip([true, false]) {
        let seller = giver.seller();
        let code = gives(&giver, &seller, card, &taker);
        assert_ne!(giver.scan(&card.text)["verdict"], "final");
        assert_eq!(shown(&giver, card).as_ref(), Some(&code), "the same code again");
        let other = taker.seller();
        assert_eq!(takes(&taker, &code), Value::Null);
        assert_eq!(takes(&taker, &code), "hand_over_taken");
        other.redeems(card).is_final();
        assert_eq!(takes(&taker, &code), "hand_over_taken");

        for tablet in if giver_first { [&giver, &taker] } else { [&taker, &giver] } {
            tablet.line.turns(Weather::Fine);
            let report = tablet.sync();
            assert_eq!(
                (&report["refused"], &report["conflicts"], &report["waiting"]),
                (&0.into(), &0.into(), &0.into())
            );
            tablet.line.turns(Weather::Down);
        }
        assert_eq!(at_hq(&hq, card), [Finality::Final]);
        giver.line.turns(Weather::Fine);
        giver.sync();
        giver.line.turns(Weather::Down);
        assert_eq!(shown(&giver, card), None, "it arrived");
    }
    assert_eq!(hq.all::<HandOver>().len(), 2);
    assert!(hq.clerk().cases().is_empty());
    giver.is_sound();
    taker.is_sound();
}

#[test]
fn a_code_is_for_one_tablet_and_a_spent_right_is_nobodys_to_give() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let (giver, taker) = two(&hq, &cards[0]);
    let seller = giver.seller();
    let code = gives(&giver, &seller, &cards[0], &taker);
    let third = hq.tablet("West");
    let _seller = third.seller();
    assert_eq!(takes(&third, &code), "hand_over_for_another");

    seller.redeems(&cards[1]).is_final();
    let op = json!({ "tag": "right.hand_over.v1", "number": cards[1].number, "to": taker.device() });
    seller.records(&op).is_refused("right_not_here");
    let op = json!({ "tag": "right.hand_over.v1", "number": cards[0].number, "to": giver.device() });
    seller.records(&op).is_refused("taker_unknown");
    let abroad = hq.tablet("Binjiang");
    assert!(
        giver.scan(&cards[2].text)["takers"].as_array().unwrap().iter().all(|one| one["device"] != abroad.device())
    );
}

#[test]
fn a_giver_that_never_comes_back_takes_nothing_with_it() {
    let hq = Hq::open();
    let card = hq.card("West");
    let (giver, taker) = two(&hq, &card);
    let code = gives(&giver, &giver.seller(), &card, &taker);
    std::fs::remove_dir_all(giver.folder()).unwrap();

    let seller = taker.seller();
    assert_eq!(takes(&taker, &code), Value::Null);
    seller.redeems(&card).is_final();
    taker.line.turns(Weather::Fine);
    let report = taker.sync();

    assert_eq!((&report["refused"], &report["conflicts"]), (&0.into(), &0.into()));
    assert_eq!(at_hq(&hq, &card), [Finality::Final]);
    assert!(hq.clerk().cases().is_empty());
}

#[test]
fn what_headquarters_took_from_the_giver_by_force_makes_the_takers_redemption_a_case() {
    let hq = Hq::open();
    let card = hq.card("West");
    let (giver, taker) = two(&hq, &card);
    let code = gives(&giver, &giver.seller(), &card, &taker);
    hq.command(&["cards", "reclaim", &card.number, "--reason", "the tablet is lost"]).well();

    let seller = taker.seller();
    assert_eq!(takes(&taker, &code), Value::Null);
    seller.redeems(&card).is_final();
    for tablet in [&taker, &giver] {
        tablet.line.turns(Weather::Fine);
        tablet.sync();
    }

    assert_eq!(at_hq(&hq, &card), []);
    let cases = hq.clerk().cases();
    assert_eq!(cases.len(), 1, "{cases:?}");
    assert_eq!(cases[0]["refusal"]["code"], "right_reclaimed");
    let rights: Vec<Right> = hq.all();
    assert_eq!(rights.iter().filter(|right| right.handed.is_some()).count(), 0);
}

#[test]
fn the_slip_of_the_taker_alone_tells_of_both_and_a_right_can_be_handed_on_once_more() {
    let hq = Hq::open();
    let cards = hq.cards("West", "Mini program");
    let tablets = [0; 3].map(|_| hq.tablet("West"));
    for tablet in &tablets {
        tablet.sync();
        tablet.line.turns(Weather::Down);
    }
    let [one, second, last] = &tablets;
    let giver = one.seller();
    let codes = [&cards[0], &cards[1]].map(|card| gives(one, &giver, card, second));
    let seller = second.seller();
    for code in &codes {
        assert_eq!(takes(second, code), Value::Null);
    }

    seller.redeems(&cards[0]).is_final();
    let redeemed = second.journal().pop().unwrap();
    let slip = paper::print(&sign(&second.identity().key, redeemed.bytes)).expect("it fits into one code");
    let reply = hq.clerk().asks(Request::new("POST", "/v1/console/papers").json(&json!({ "text": slip })));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(at_hq(&hq, &cards[0]), [Finality::Final], "the slip alone tells of both");

    let code = gives(second, &seller, &cards[1], last);
    let seller = last.seller();
    assert_eq!(takes(last, &code), Value::Null);
    let op = json!({ "tag": "right.hand_over.v1", "number": cards[1].number, "to": one.device() });
    seller.records(&op).is_refused("handed_on_too_often");
    seller.redeems(&cards[1]).is_final();
    for tablet in tablets.iter().rev() {
        tablet.line.turns(Weather::Fine);
        let report = tablet.sync();
        assert_eq!((&report["refused"], &report["conflicts"], &report["waiting"]), (&0.into(), &0.into(), &0.into()));
        assert_eq!(at_hq(&hq, &cards[1]), [Finality::Final], "the last one alone tells of all three");
    }
    assert!(hq.clerk().cases().is_empty());
}

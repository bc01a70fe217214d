//! Redeeming a card of another store: without the right to it the result waits for headquarters.

use tenon_domain::Finality;
use tenon_domain::entities::{Redemption, Right, Standing};

use crate::support::{Card, Hq, Weather};

/// The redemptions of `card` that count at headquarters.
fn standing(hq: &Hq, card: &Card) -> Vec<Redemption> {
    let mut all: Vec<Redemption> = hq.all();
    all.retain(|one| one.number == card.number && one.standing == Standing::Stands);
    all
}

#[test]
fn headquarters_makes_it_final_where_it_holds_the_right_itself() {
    let hq = Hq::open();
    // No tablet of Chengdu is enrolled: headquarters holds the rights of its cards.
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("High-tech");
    let seller = tablet.seller();
    tablet.line.turns(Weather::Down);
    seller.redeems(&card).is_provisional("right_unknown");
    assert_eq!(tablet.scan(&card.text)["redeemed"]["finality"]["kind"], "provisional");

    tablet.line.turns(Weather::Fine);
    tablet.sync();

    assert_eq!(tablet.scan(&card.text)["redeemed"]["finality"]["kind"], "final");
    assert_eq!(standing(&hq, &card).len(), 1);
    assert!(tablet.cases().is_empty());
}

#[test]
fn the_holder_gives_the_right_back_when_headquarters_wants_it() {
    let hq = Hq::open();
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let card = hq.card("West");
    visited.seller().redeems(&card).is_provisional("right_unknown");
    visited.sync();
    assert_eq!(visited.scan(&card.text)["redeemed"]["finality"]["kind"], "provisional");
    let wanted = |hq: &Hq| hq.all::<Right>().into_iter().filter(|right| right.wanted).count();
    assert_eq!(wanted(&hq), 1);

    home.sync();
    visited.sync();

    assert_eq!(visited.scan(&card.text)["redeemed"]["finality"]["kind"], "final");
    assert_eq!(wanted(&hq), 0);
    let stands = standing(&hq, &card);
    assert_eq!((stands.len(), stands[0].finality), (1, Finality::Final));
    home.sync();
    home.seller().redeems(&card).is_refused("card_already_redeemed");
}

#[test]
fn the_holder_wins_against_a_provisional_redemption_elsewhere() {
    let hq = Hq::open();
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let card = hq.card("West");
    let loser = visited.seller().redeems(&card).is_provisional("right_unknown");
    let winner = home.seller();
    winner.redeems(&card).is_final();

    // The provisional one is handed in first and stands until the final one comes.
    visited.sync();
    home.sync();
    visited.sync();

    let case = visited.only_case();
    assert_eq!(case["id"], loser.as_str());
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&"conflict".into(), &"card_lost_to_other".into()));
    assert_eq!(case["refusal"]["facts"]["store_en"], "Hangzhou West");
    assert_eq!(case["refusal"]["facts"]["by"], winner.name.as_str());
    assert!(home.cases().is_empty());
    let stands = standing(&hq, &card);
    assert_eq!((stands.len(), stands[0].by_name.as_str()), (1, winner.name.as_str()));
}

#[test]
fn the_holder_wins_too_when_it_hands_in_first() {
    let hq = Hq::open();
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let card = hq.card("West");
    visited.seller().redeems(&card).is_provisional("right_unknown");
    let winner = home.seller();
    winner.redeems(&card).is_final();

    home.sync();
    let report = visited.sync();

    assert_eq!(report["refused"], 1);
    let case = visited.only_case();
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&"refused".into(), &"card_already_redeemed".into()));
    assert_eq!(case["refusal"]["facts"]["by"], winner.name.as_str());
    assert_eq!(standing(&hq, &card).len(), 1);
}

#[test]
fn of_two_tablets_without_the_right_the_first_to_hand_in_stands() {
    let hq = Hq::open();
    let (first, second) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let card = hq.card("High-tech");
    let winner = first.seller();
    winner.redeems(&card).is_provisional("right_unknown");
    second.seller().redeems(&card).is_provisional("right_unknown");

    first.sync();
    second.sync();

    assert!(first.cases().is_empty());
    let case = second.only_case();
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&"refused".into(), &"card_already_redeemed".into()));
    assert_eq!(case["refusal"]["facts"]["by"], winner.name.as_str());
    assert_eq!(case["remedies"], serde_json::json!(["acknowledged"]), "no order stands on it");
    assert_eq!(standing(&hq, &card).len(), 1);
    assert_eq!(hq.clerk().cases().len(), 1, "the clerk sees the same single case");
}

#[test]
fn a_campaign_caps_what_a_tablet_may_promise_without_the_right() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    // The live-stream campaign allows three a day.
    let cards = hq.cards("High-tech", "live show");
    let mut cards = cards.iter();
    for card in cards.by_ref().take(3) {
        seller.redeems(card).is_provisional("right_unknown");
    }

    let refusal = seller.redeems(cards.next().expect("a fourth card")).is_refused("provisional_cap_reached");

    assert_eq!(refusal["facts"]["cap"], 3);
}

#[test]
fn a_tablet_refuses_what_was_redeemed_elsewhere_before_its_last_contact() {
    let hq = Hq::open();
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let cards = hq.cards("West", "Mini program");
    let (spent, unspent) = (&cards[0], &cards[1]);
    home.seller().redeems(spent).is_final();
    home.sync();
    visited.sync();

    let seller = visited.seller();
    visited.line.turns(Weather::Down);
    let seen = visited.scan(&spent.text);
    assert_eq!((&seen["verdict"], &seen["refusal"]["code"]), (&"refused".into(), &"card_spent".into()));
    seller.redeems(spent).is_refused("card_spent");

    let seen = visited.scan(&unspent.text);
    assert!(seen["known_ms"].is_i64(), "up to when it is known to be unspent: {seen}");
    seller.redeems(unspent).is_provisional("right_unknown");
}

#[test]
fn a_tablet_refuses_what_was_withdrawn_elsewhere_and_takes_what_is_good_again() {
    let hq = Hq::open();
    let (visited, home) = (hq.tablet("Binjiang"), hq.tablet("West"));
    let (void, undone) = (hq.card("High-tech"), hq.card("West"));
    hq.command(&["cards", "void", &void.number, "--reason", "never paid"]).well();
    home.seller().redeems(&undone).is_final();
    home.sync();
    visited.sync();
    let seller = visited.seller();
    seller.redeems(&void).is_refused("card_spent");
    seller.redeems(&undone).is_refused("card_spent");

    hq.command(&["cards", "undo", &undone.number, "--reason", "wrong customer"]).well();
    visited.sync();

    seller.redeems(&undone).is_provisional("right_unknown");
    seller.redeems(&void).is_refused("card_spent");
}

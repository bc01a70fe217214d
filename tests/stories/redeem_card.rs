//! Redeeming a card where the right to it lies.

use crate::support::{Hq, Weather};

#[test]
fn the_tablet_with_the_right_redeems_for_good_without_a_network() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    let seller = tablet.seller();
    tablet.line.turns(Weather::Down);
    assert_eq!(tablet.scan(&card.text)["verdict"], "final");

    seller.redeems(&card).is_final();

    let look = tablet.scan(&card.text);
    assert_eq!(look["redeemed"]["by"], seller.name.as_str());
    assert_eq!(look["redeemed"]["sync"], "waiting");
    assert_eq!(hq.clerk().redemption(&card.number), None);

    tablet.line.turns(Weather::Fine);
    tablet.sync();

    assert_eq!(tablet.scan(&card.text)["redeemed"]["sync"], "confirmed");
    let at_hq = hq.clerk().redemption(&card.number).expect("the console shows it");
    assert_eq!((&at_hq["by"], &at_hq["finality"]["kind"]), (&seller.name.as_str().into(), &"final".into()));
    assert!(tablet.cases().is_empty());
}

#[test]
fn a_card_is_redeemed_once_on_a_tablet() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    let seller = tablet.seller();
    seller.redeems_number(&card.number).is_final();

    let refusal = seller.redeems(&card).is_refused("card_already_redeemed");

    assert_eq!(refusal["facts"]["by"], seller.name.as_str());
    assert_eq!(refusal["facts"]["store_en"], "Hangzhou Binjiang flagship");
}

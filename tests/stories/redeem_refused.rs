//! Cards that are not taken, each for its own reason; nothing of the attempt is kept.

use ed25519_dalek::SigningKey;
use tenon_domain::Uuid;
use tenon_domain::card_number::CardNumber;
use tenon_domain::card_token::CardToken;
use tenon_domain::entities::{Card as CardRow, CardState};

use crate::support::{Card, Hq, Tablet};

/// The seller tries the card; it is refused with `code`, on scanning too, and nothing is journalled.
fn is_declined(tablet: &Tablet, card: &Card, code: &str) {
    let seller = tablet.seller();
    let before = tablet.journal().len();
    let look = tablet.query("scan", &serde_json::json!({ "text": card.text }));
    let refusal = if look["kind"] == "card" { &look["card"]["refusal"] } else { &look["refusal"] };
    assert_eq!(refusal["code"], code, "the screen says so beforehand: {look:#}");

    seller.redeems(card).is_refused(code);

    assert_eq!(tablet.journal().len(), before, "a refused attempt is no operation");
}

#[test]
fn an_expired_card() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.cards("Binjiang", "Autumn group").swap_remove(0);
    is_declined(&tablet, &card, "card_expired");
}

#[test]
fn a_card_of_a_campaign_to_come() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.cards("Binjiang", "New-year").swap_remove(0);
    is_declined(&tablet, &card, "card_not_yet_valid");
}

#[test]
fn a_card_that_headquarters_voided() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    hq.administer(|commit| {
        let mut row = commit.rows().entities_by::<CardRow>(&CardRow::by_number(&card.number))?.swap_remove(0);
        row.state = CardState::Void;
        commit.put(&row)
    });
    tablet.sync();
    is_declined(&tablet, &card, "card_void");
}

#[test]
fn a_forged_card() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let genuine = hq.card("Binjiang");
    let campaign = Uuid::parse_str(&genuine.campaign).unwrap();
    let token = CardToken { key: 1, number: genuine.number.clone(), campaign };
    let forged = Card { text: token.sign(&SigningKey::from_bytes(&[13; 32])), ..genuine };
    is_declined(&tablet, &forged, "card_forged");
}

#[test]
fn a_genuine_code_under_another_number() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let cards = hq.cards("Binjiang", "Mini program");
    let mixed = Card { text: cards[1].text.clone(), ..cards[0].clone() };

    seller.redeems(&mixed).is_refused("card_forged");
}

#[test]
fn a_code_that_is_no_card() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    is_declined(&tablet, &Card { text: "TN1:NOT A CARD".to_owned(), ..card.clone() }, "card_malformed");
    let cut = card.text[..card.text.len() - 5].to_owned();
    is_declined(&tablet, &Card { text: cut, ..card }, "card_malformed");
}

#[test]
fn a_number_with_a_typing_mistake() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    let mut number = hq.card("Binjiang").number.into_bytes();
    number[5] = if number[5] == b'9' { b'0' } else { number[5] + 1 };

    seller.redeems_number(std::str::from_utf8(&number).unwrap()).is_refused("card_check_digit");
    seller.redeems_number("hello").is_refused("card_malformed");
    assert_eq!(tablet.journal().len(), 1, "the sign-in alone");
}

#[test]
fn a_number_typed_in_that_this_tablet_cannot_know() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();

    // A card of another city, without its code: nothing proves that it exists.
    seller.redeems_number(&hq.card("High-tech").number).is_refused("card_right_elsewhere");
    // A well-formed number that was never sold.
    seller.redeems_number(CardNumber::make(99, 77).as_str()).is_refused("card_right_elsewhere");
}

#[test]
fn a_genuine_looking_card_that_was_never_sold_is_refused_by_headquarters() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let sold = hq.card("High-tech");
    // Signed by the chain's own key, as a clerk with access to it might: the tablet cannot tell.
    let keys = std::fs::read_to_string(hq.data().join("keys.json")).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&keys).unwrap();
    let secret = data_encoding::HEXLOWER.decode(keys["cards"].as_str().unwrap().as_bytes()).unwrap();
    let secret = SigningKey::from_bytes(&secret.try_into().unwrap());
    let number = CardNumber::make(89, 1).as_str().to_owned();
    let campaign = Uuid::parse_str(&sold.campaign).unwrap();
    let text = CardToken { key: 1, number: number.clone(), campaign }.sign(&secret);
    let card = Card { number, text, ..sold };
    tablet.seller().redeems(&card).is_provisional("right_unknown");

    tablet.sync();

    let case = tablet.only_case();
    assert_eq!((&case["nature"], &case["refusal"]["code"]), (&"refused".into(), &"card_unknown".into()));
}

//! Batches of cards.

use std::collections::BTreeSet;

use serde_json::json;
use tenon_domain::card_number::CardNumber;
use tenon_domain::card_token::CardToken;
use tenon_domain::entities::{Campaign, Policy};

use super::{Shop, campaign, does, found, sale};
use crate::support::{Hq, Request};

#[test]
fn a_batch_has_genuine_codes_in_a_table_and_a_sheet_and_nobody_redeems_one_before_it_is_sold() {
    let hq = Hq::open();
    let (table, sheet) = (hq.data().join("cards.csv"), hq.data().join("cards.pdf"));
    let files = ["--csv", table.to_str().unwrap(), "--pdf", sheet.to_str().unwrap()];
    let args: Vec<&str> =
        ["cards", "issue", "--campaign", "Mini program", "--count", "12"].into_iter().chain(files).collect();
    let batch = hq.command(&args).well();
    let batch = batch["batch"].as_str().expect("a batch");

    let keys = hq.all::<Policy>().remove(0).card_keys;
    let rows = std::fs::read_to_string(&table).unwrap();
    let mut lines = rows.lines();
    assert_eq!(lines.next(), Some("number,printed,code"));
    let cards: Vec<[String; 3]> =
        lines.map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap()).collect();
    let numbers: BTreeSet<&String> = cards.iter().map(|[number, _, _]| number).collect();
    assert_eq!((cards.len(), numbers.len()), (12, 12));
    for [number, printed, code] in &cards {
        assert_eq!(CardNumber::parse(printed).unwrap().as_str(), number);
        assert_eq!(CardToken::verify(code, &keys).unwrap().number, *number);
    }
    let pdf = std::fs::read(&sheet).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with("%PDF-") && cards.iter().all(|[_, printed, _]| pdf.contains(&format!("({printed})"))));

    let clerk = hq.clerk();
    let reply = clerk.asks(Request::get(&format!("/v1/console/batches/{batch}/cards.csv")));
    assert_eq!((reply.status, reply.text()), (200, rows));
    let reply = clerk.asks(Request::get(&format!("/v1/console/batches/{batch}/cards.pdf")));
    assert_eq!((reply.status, reply.body.starts_with(b"%PDF-")), (200, true));
    assert_eq!(Request::get(&format!("/v1/console/batches/{batch}/cards.csv")).send(hq.address()).unwrap().status, 401);

    let [number, _, code] = &cards[0];
    assert_eq!(found(&clerk, number)["state"], "issued");
    let tablet = hq.tablet("Binjiang");
    let card = crate::support::Card { number: number.clone(), text: code.clone(), campaign: String::new() };
    // The tablet cannot know; headquarters does.
    tablet.seller().redeems(&card).is_provisional("right_unknown");
    tablet.sync();
    assert_eq!(tablet.only_case()["refusal"]["code"], "card_not_sold");
}

#[test]
fn a_card_of_a_batch_is_sold_by_its_number_once() {
    let hq = Hq::open();
    let table = hq.data().join("cards.csv");
    hq.command(&["cards", "issue", "--campaign", "Mini program", "--count", "1", "--csv", table.to_str().unwrap()])
        .well();
    let rows = std::fs::read_to_string(&table).unwrap();
    let number = rows.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let shop = Shop::opens(&hq);
    let mut order = sale(&hq, "A-1", "Binjiang");
    order["number"] = number.as_str().into();

    let reply = shop.says(&order);
    assert_eq!((reply.status, &reply.json()["number"]), (201, &number.as_str().into()), "{}", reply.text());

    order["order"] = "A-2".into();
    let reply = shop.says(&order);
    assert_eq!((reply.status, &reply.json()["code"]), (409, &"card_not_for_sale".into()));
    let tablet = hq.tablet("Binjiang");
    assert_eq!(tablet.scan(&number)["verdict"], "refused", "nobody is signed in");
    tablet.seller().redeems_number(&number).is_final();
}

#[test]
fn a_campaign_keeps_its_number_of_cards_and_what_it_promised() {
    let hq = Hq::open();
    let clerk = hq.clerk();
    let before = hq.all::<Campaign>().into_iter().find(|one| one.id == campaign(&hq)).unwrap();
    let made =
        hq.all::<tenon_domain::entities::CardStock>().into_iter().find(|one| one.campaign == before.id).unwrap().made;
    let limited = Campaign { cards: Some(made + 3), ..before.clone() };
    let put = |campaign: &Campaign, before: &Campaign| {
        does(&clerk, &json!({ "tag": "campaign.put.v1", "campaign": campaign, "before": before }))
    };
    assert_eq!(put(&limited, &before).status, 204);
    let issue = |count: u32| {
        let seed = "00000000-0000-0000-0000-000000000007";
        does(&clerk, &json!({ "tag": "card.issue.v1", "campaign": before.id, "count": count, "seed": seed }))
    };
    let refusal = issue(4).json();
    assert_eq!((&refusal["code"], &refusal["facts"]["limit"]), (&"cards_sold_out".into(), &(made + 3).into()));
    assert_eq!(issue(3).status, 204);

    let stale = put(&limited, &before).json();
    assert_eq!(stale["code"], "campaign_changed");
    let worse = Campaign { until_ms: limited.until_ms - 1, ..limited.clone() };
    let refusal = put(&worse, &limited).json();
    assert_eq!((&refusal["code"], &refusal["facts"]["field"]), (&"campaign_promised".into(), &"until_ms".into()));
    let longer = Campaign { until_ms: limited.until_ms + 1, ..limited.clone() };
    assert_eq!(put(&longer, &limited).status, 204);
    let nameless = Campaign { name: tenon_domain::Localized::default(), ..longer.clone() };
    let refusal = put(&nameless, &longer).json();
    assert_eq!((&refusal["code"], &refusal["facts"]["name"]), (&"fields_faulty".into(), &"name_missing".into()));
}

#[test]
fn a_campaign_for_some_showrooms_is_taken_in_no_other() {
    let hq = Hq::open();
    let card = hq.card("Binjiang");
    let west = super::store(&hq, "West");
    hq.administer(|commit| {
        let mut campaign = commit.rows().entity::<Campaign>(card.campaign.parse().unwrap())?.unwrap();
        campaign.stores = vec![west];
        commit.put(&campaign)
    });
    let tablet = hq.tablet("Binjiang");

    let refusal = tablet.seller().redeems(&card).is_refused("card_not_valid_here");

    assert_eq!(refusal["facts"]["store_en"], "Hangzhou West");
}

#[test]
fn after_a_rotation_old_and_new_cards_are_genuine_until_the_old_key_is_ended() {
    let hq = Hq::open();
    let old = hq.card("High-tech");
    let said = hq.command(&["cards", "keys", "rotate"]).well();
    assert_eq!(said, json!({ "signs": 2, "genuine": [1, 2] }));
    let new = hq.card("High-tech");
    assert_ne!(old.text, new.text);
    let tablet = hq.tablet("Binjiang");
    let seller = tablet.seller();
    assert_eq!(tablet.scan(&old.text)["verdict"], "provisional");
    assert_eq!(tablet.scan(&new.text)["verdict"], "provisional");

    hq.command(&["cards", "keys", "end", "1"]).well();
    tablet.sync();

    seller.redeems(&old).is_refused("card_forged");
    seller.redeems(&new).is_provisional("right_unknown");
}

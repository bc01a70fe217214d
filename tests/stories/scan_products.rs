//! A seller scans what stands on a shelf: a price label's code, or the code of the product's page on the website.

use serde_json::{Value, json};

use crate::support::{Hq, Tablet};

fn scanned(tablet: &Tablet, text: &str) -> Value {
    tablet.query("scan", &json!({ "text": text }))
}

#[test]
fn a_label_opens_its_product_with_the_variant() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    // A product of several variants, the last of which has a barcode: it is not the one that is chosen anyway.
    let hits = tablet.query("search", &json!({ "limit": 60 }))["hits"].as_array().expect("hits").clone();
    let sheets = hits.iter().map(|hit| tablet.query("product", &json!({ "product_id": hit["product_id"] })));
    let variants = |sheet: &Value| sheet["variants"].as_array().cloned().unwrap_or_default();
    let sheet = sheets
        .into_iter()
        .find(|sheet| variants(sheet).len() > 1 && variants(sheet).last().is_some_and(|one| one["gtin"].is_string()))
        .expect("the demonstration has one");
    let last = variants(&sheet).pop().expect("a variant");
    let sku = last["sku"].as_str().expect("a code");
    let gtin = last["gtin"].as_str().expect("a barcode");
    for text in [sku.to_owned(), sku.to_lowercase(), gtin.to_owned(), format!("{gtin:0>14}")] {
        let answer = scanned(&tablet, &text);
        assert_eq!(answer["kind"], "product", "{text}: {answer}");
        assert_eq!(
            (&answer["product_id"], &answer["variant_id"]),
            (&sheet["product_id"], &last["variant_id"]),
            "{text}"
        );
    }
    let link = sheet["link"].as_str().expect("a page on the website");
    for text in [link.to_owned(), format!("{link}?utm_source=shelf"), format!("{link}?sku={sku}")] {
        let answer = scanned(&tablet, &text);
        assert_eq!((&answer["kind"], &answer["product_id"]), (&json!("product"), &sheet["product_id"]), "{text}");
    }
    assert_eq!(scanned(&tablet, &format!("{link}?sku={sku}"))["variant_id"], last["variant_id"]);
}

#[test]
fn what_is_neither_card_nor_product_is_said_to_be_neither() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");

    for text in ["ZZ99887766", "https://elsewhere.example/p/oak-table", "4006381333931", "hello"] {
        let answer = scanned(&tablet, text);
        assert_eq!(
            (&answer["kind"], &answer["refusal"]["code"]),
            (&json!("unknown"), &json!("code_unknown")),
            "{text}"
        );
    }
    let card = hq.card("Binjiang");
    assert_eq!(scanned(&tablet, &card.number)["kind"], "card");
    let last = card.number.chars().last().and_then(|digit| digit.to_digit(10)).expect("a digit");
    let mistyped = format!("{}{}", &card.number[..card.number.len() - 1], (last + 1) % 10);
    assert_eq!(scanned(&tablet, &mistyped)["refusal"]["code"], "card_check_digit");
}

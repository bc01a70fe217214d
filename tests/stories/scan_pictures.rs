//! A picture of a card, as a customer sends it: `tenon-tablet scan IMAGE`.

use std::path::PathBuf;

use image::{DynamicImage, GrayImage, Luma};
use serde_json::{Value, json};
use tempfile::TempDir;
use zxingcpp::BarcodeFormat;

use crate::support::{Hq, Said, Tablet};

/// Pictures that lie beside each other in a folder.
struct Pictures(TempDir);

impl Pictures {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    /// A picture of codes, one beside the other.
    fn of(&self, name: &str, codes: &[(BarcodeFormat, &str)]) -> String {
        const SIDE: u32 = 700;
        let mut page = GrayImage::from_pixel(SIDE * u32::try_from(codes.len()).unwrap(), SIDE, Luma([255]));
        for (at, (format, text)) in (0..).zip(codes) {
            let drawn = zxingcpp::create(*format).from_str(text).unwrap();
            let drawn = drawn.to_image_with(&zxingcpp::write().scale(4)).unwrap();
            let (width, height) = (u32::try_from(drawn.width()).unwrap(), u32::try_from(drawn.height()).unwrap());
            let code = GrayImage::from_raw(width, height, drawn.data()).unwrap();
            image::imageops::overlay(&mut page, &code, i64::from(at * SIDE + 40), 40);
        }
        let path = self.path(name);
        DynamicImage::from(page).into_rgb8().save(&path).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn refused(said: &Said) -> &str {
    assert_eq!(said.code, Some(1), "{} {}", said.text, said.log);
    said.answer["error"].as_str().expect("an error in words")
}

#[test]
fn a_picture_of_a_card_says_what_redeeming_it_would_give() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let pictures = Pictures::new();
    let card = hq.card("Binjiang");
    let seller = tablet.seller();
    for file in ["card.png", "card.jpg", "card.webp", "card.gif"] {
        let file = pictures.of(file, &[(BarcodeFormat::QRCode, &card.text)]);
        let answer = tablet.says(&["scan", &file]).well();
        assert_eq!(answer["codes"], json!([{ "format": "qr_code", "text": card.text }]));
        assert_eq!(answer["card"]["verdict"], "final");
        assert_eq!(answer["card"]["reason"], Value::Null);
    }
    // Beside a shelf's label the card is still found.
    let both = [(BarcodeFormat::EAN13, "6901234567892"), (BarcodeFormat::QRCode, card.text.as_str())];
    let answer = tablet.says(&["scan", &pictures.of("both.png", &both)]).well();
    assert_eq!(answer["codes"].as_array().unwrap().len(), 2);
    assert_eq!(answer["card"]["verdict"], "final");

    seller.redeems(&card).is_final();
    let again = tablet.says(&["scan", &pictures.of("again.png", &both[1..])]);
    assert_eq!((again.code, &again.answer["card"]["verdict"]), (Some(1), &json!("refused")));
    assert!(again.answer["card"]["reason"].is_string());
}

#[test]
fn a_forged_card_is_refused_as_one() {
    let hq = Hq::open();
    let tablet = hq.tablet("Binjiang");
    let card = hq.card("Binjiang");
    let last = if card.text.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &card.text[..card.text.len() - 1]);
    let said = tablet.says(&["scan", &forged]);
    assert_eq!(said.code, Some(1));
    assert_eq!(said.answer["card"]["verdict"], "refused");
    assert!(said.answer["card"]["reason"].is_string());
}

#[test]
fn decoding_alone_needs_no_tablet() {
    let hq = Hq::open();
    let tablet = Tablet::new(hq.line());
    let pictures = Pictures::new();
    let label = pictures.of("label.png", &[(BarcodeFormat::Code128, "SJ-1016-G")]);
    let answer = tablet.says(&["scan", &label, "--decode-only"]).well();
    assert_eq!(answer, json!({ "codes": [{ "format": "code_128", "text": "SJ-1016-G" }], "card": null }));
    let empty = pictures.path("empty.png");
    GrayImage::from_pixel(640, 480, Luma([255])).save(&empty).unwrap();
    let answer = tablet.says(&["scan", empty.to_str().unwrap(), "--decode-only"]).well();
    assert_eq!(answer, json!({ "codes": [], "card": null }));
    let answer = tablet.says(&["scan", "8H 2057 4413 096", "--decode-only"]).well();
    assert_eq!(answer["codes"], json!([{ "format": "text", "text": "8H 2057 4413 096" }]));
    assert!(!tablet.folder().exists(), "nothing was made");
}

#[test]
fn what_cannot_be_read_is_said_with_its_file() {
    let hq = Hq::open();
    let tablet = Tablet::new(hq.line());
    let pictures = Pictures::new();
    let whole = std::fs::read(pictures.of("whole.png", &[(BarcodeFormat::QRCode, "whole")])).unwrap();
    let cut = pictures.file("cut.png", &whole[..whole.len() / 2]);
    let bomb = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;";
    for (file, word) in [
        (cut, "damaged"),
        (pictures.file("bomb.gif", bomb), "too large"),
        (pictures.file("text.png", b"no picture"), "no PNG"),
        (pictures.path("missing.png").to_str().unwrap().to_owned(), "no such file"),
        (pictures.0.path().to_str().unwrap().to_owned(), "no such file"),
    ] {
        let said = tablet.says(&["scan", &file, "--decode-only"]);
        let why = refused(&said);
        assert!(why.contains(word) && why.contains(&file), "{file}: {why}");
    }
}

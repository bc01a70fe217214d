use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat as File, RgbaImage};
use proptest::prelude::*;
use zxingcpp::BarcodeFormat;

use super::{Code, Format, Unreadable, read};

/// A printed code, in grey, with the white around it that it needs.
fn drawn(format: BarcodeFormat, text: &str) -> GrayImage {
    let drawn = zxingcpp::create(format).from_str(text).unwrap();
    let drawn = drawn.to_image_with(&zxingcpp::write().scale(4)).unwrap();
    let (width, height) = (u32::try_from(drawn.width()).unwrap(), u32::try_from(drawn.height()).unwrap());
    let code = GrayImage::from_raw(width, height, drawn.data()).unwrap();
    let mut page = GrayImage::from_pixel(width + 80, height + 80, image::Luma([255]));
    image::imageops::overlay(&mut page, &code, 40, 40);
    page
}

fn file(picture: impl Into<DynamicImage>, format: File) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn png(format: BarcodeFormat, text: &str) -> Vec<u8> {
    file(drawn(format, text), File::Png)
}

#[test]
fn every_format_is_read_under_its_name() {
    let cases = [
        (BarcodeFormat::QRCode, "TN1:ABC $%*+-./:", Format::QrCode, "qr_code"),
        (BarcodeFormat::DataMatrix, "0123456789", Format::DataMatrix, "data_matrix"),
        (BarcodeFormat::EAN13, "6901234567892", Format::Ean13, "ean_13"),
        (BarcodeFormat::EAN8, "96385074", Format::Ean8, "ean_8"),
        (BarcodeFormat::UPCA, "036000291452", Format::UpcA, "upc_a"),
        (BarcodeFormat::Code128, "SJ-1016-G", Format::Code128, "code_128"),
    ];
    for (drawn, text, format, name) in cases {
        let codes = read(&png(drawn, text)).unwrap();
        assert_eq!(codes, [Code { format, text: text.to_owned() }]);
        assert_eq!(serde_json::to_value(format).unwrap(), name);
    }
}

#[test]
fn a_upc_is_one_code_by_either_name() {
    let upc = [Code { format: Format::UpcA, text: "036000291452".to_owned() }];
    assert_eq!(read(&png(BarcodeFormat::EAN13, "0036000291452")).unwrap(), upc);
}

#[test]
fn several_codes_in_one_picture_are_all_read_and_each_once() {
    let (one, two) = (drawn(BarcodeFormat::QRCode, "one"), drawn(BarcodeFormat::EAN13, "6901234567892"));
    let mut page = GrayImage::from_pixel(900, 900, image::Luma([255]));
    for (picture, x, y) in [(&one, 0, 0), (&two, 400, 300), (&one, 0, 600)] {
        image::imageops::overlay(&mut page, picture, x, y);
    }
    let mut texts: Vec<String> = read(&file(page, File::Png)).unwrap().into_iter().map(|code| code.text).collect();
    texts.sort();
    assert_eq!(texts, ["6901234567892", "one"]);
}

#[test]
fn every_file_format_and_what_is_transparent_can_be_read() {
    let grey = drawn(BarcodeFormat::QRCode, "8H20574413096");
    let expected = [Code { format: Format::QrCode, text: "8H20574413096".to_owned() }];
    for format in [File::Png, File::Jpeg, File::WebP, File::Gif] {
        let rgb = DynamicImage::from(grey.clone()).into_rgb8();
        assert_eq!(read(&file(rgb, format)).unwrap(), expected, "{format:?}");
    }
    let clear =
        RgbaImage::from_fn(grey.width(), grey.height(), |x, y| image::Rgba([0, 0, 0, 255 - grey.get_pixel(x, y).0[0]]));
    assert_eq!(read(&file(clear, File::Png)).unwrap(), expected, "black on nothing");
}

#[test]
fn a_picture_without_a_code_has_none() {
    assert_eq!(read(&file(GrayImage::new(1, 1), File::Png)).unwrap(), []);
    assert_eq!(read(&file(GrayImage::new(640, 480), File::Png)).unwrap(), []);
    assert_eq!(read(&png(BarcodeFormat::PDF417, "not asked for")).unwrap(), []);
}

#[test]
fn what_cannot_be_read_says_why() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert!(matches!(refused(b""), Unreadable::Format));
    assert!(matches!(refused(b"%PDF-1.7"), Unreadable::Format));
    assert!(matches!(refused(b"BM\x3a\0\0\0"), Unreadable::Format));
    let whole = png(BarcodeFormat::QRCode, "cut");
    assert!(matches!(refused(&whole[..whole.len() / 2]), Unreadable::Broken(_)));
    // 65,535 × 65,535 pixels in a GIF of a few bytes.
    let bomb = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;";
    assert!(matches!(refused(bomb), Unreadable::TooLarge { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_printed_is_what_is_read(text in "[0-9A-Z $%*+./:-]{1,147}", quarters in 0u32..4) {
        let turned = super::Grey::of(&png(BarcodeFormat::QRCode, &text)).unwrap().turned(quarters);
        prop_assert_eq!(super::read_grey(&turned).unwrap(), vec![Code { format: Format::QrCode, text }]);
    }

    #[test]
    fn a_damaged_file_is_an_error_or_a_picture(at in 0usize..2_000, byte: u8, kept in 0usize..4_000, kind in 0usize..4) {
        let kind = [File::Png, File::Jpeg, File::WebP, File::Gif][kind];
        let mut bytes = file(DynamicImage::from(drawn(BarcodeFormat::QRCode, "damaged")).into_rgb8(), kind);
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(kept.max(at));
        let _ = read(&bytes);
    }

    #[test]
    fn turning_four_times_changes_nothing(width in 1u32..9, height in 1u32..9, seed: u8) {
        let picture = GrayImage::from_fn(width, height, |x, y| image::Luma([seed.wrapping_add((y * width + x).to_le_bytes()[0])]));
        let grey = super::Grey::of(&file(picture, File::Png)).unwrap();
        let around = grey.turned(1).turned(1).turned(1).turned(1);
        prop_assert_eq!(around.bytes(), grey.bytes());
        let (half, twice) = (grey.turned(2), grey.turned(1).turned(1));
        prop_assert_eq!(twice.bytes(), half.bytes());
    }
}

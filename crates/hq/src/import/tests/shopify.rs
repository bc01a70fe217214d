//! Shopify's product CSV.

use super::{Outcome, options, read, try_read};
use crate::import::{Error, Severity};

const HEADER: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
                      Variant SKU,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Gift Card,Status";

fn sheet(rows: &[&str]) -> Outcome {
    read(&format!("{HEADER}\n{}\n", rows.join("\n")))
}

#[test]
fn rows_of_one_handle_are_one_product() {
    let outcome = sheet(&[
        "sofa,Sofa,<p>Soft</p>,Maker,Sofas,\"big, soft\",true,Color,Red,Size,L,'0012,\"1,299.00\",1500,4006381333931,https://x/2.jpg,2,false,active",
        "sofa,,,,,,,,Red,,XL,S-2,1399,0,,https://x/1.jpg,1,,",
        "sofa,,,,,,,,,,,,,,,//x/3.jpg,3,,",
    ]);
    let sofa = outcome.only();
    assert_eq!((sofa.source_id.as_str(), sofa.title.en.as_str(), sofa.brand.as_str()), ("sofa", "Sofa", "Maker"));
    assert_eq!((sofa.description.en.as_str(), sofa.category.path.as_str()), ("Soft", "sofas"));
    assert_eq!(sofa.tags, ["big", "soft"]);
    assert_eq!(sofa.pictures, ["https://x/1.jpg", "https://x/2.jpg", "https://x/3.jpg"]);
    assert_eq!(sofa.options.len(), 2);
    assert_eq!(sofa.options[1].values.iter().map(|v| v.en.as_str()).collect::<Vec<_>>(), ["L", "XL"]);
    let [first, second] = sofa.variants.as_slice() else { panic!() };
    assert_eq!((first.sku.as_str(), first.prices[0].minor, first.compare_at_minor), ("0012", 129_900, Some(150_000)));
    assert_eq!(first.gtin.as_deref(), Some("4006381333931"));
    assert_eq!((second.choice.as_slice(), second.compare_at_minor), ([0, 1].as_slice(), None));
    assert_eq!((outcome.summary.rows, outcome.codes().len()), (3, 0));
}

#[test]
fn the_headers_since_2024_mean_the_same() {
    let outcome = read(
        "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,\
         Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,\
         Continue selling when out of stock,Product image URL,Image position,Variant image URL,Gift card,\
         Color (product.metafields.shopify.color-pattern),Price / Europe\r\n\
         椅子,chair,\"<p>木</p>\",V,Furniture > Chairs,,,TRUE,Active,C-1,,Title,Default Title,12.5,,shopify,0,DENY,\
         https://x/1.jpg,1,,FALSE,oak; beech,99\r\n",
    );
    let chair = outcome.only();
    assert_eq!(
        (chair.source_id.as_str(), chair.title.zh.as_str(), chair.description.zh.as_str()),
        ("chair", "椅子", "木")
    );
    assert_eq!((chair.category.path.as_str(), chair.category.name.en.as_str()), ("furniture/chairs", "Chairs"));
    assert!(chair.options.is_empty() && chair.variants[0].choice.is_empty() && !chair.variants[0].in_stock);
    assert_eq!((chair.attributes[0].name.en.as_str(), chair.attributes[0].value.en.as_str()), ("Color", "oak; beech"));
    assert_eq!(chair.variants[0].prices[0].minor, 1250);
}

#[test]
fn stock_is_what_can_be_sold() {
    let outcome = read(
        "Handle,Title,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy\n\
         a,A,1,1,,0,deny\na,,2,1,shopify,0,deny\na,,3,1,shopify,-2,continue\na,,4,1,shopify,,deny\na,,5,1,shopify,3,deny\n",
    );
    let stock: Vec<bool> = outcome.only().variants.iter().map(|variant| variant.in_stock).collect();
    assert_eq!(stock, [true, false, true, true, true]);
}

#[test]
fn what_is_not_for_sale_is_left_out_and_said() {
    let outcome = sheet(&[
        "a,A,,,,,true,,,,,,1,,,,,,draft",
        "b,B,,,,,false,,,,,,1,,,,,,active",
        "c,C,,,,,,,,,,,1,,,,,,Archived",
        "d,D,,,,,true,,,,,,1,,,,,true,active",
        "e,E,,,,,,,,,,,1,,,,,,",
    ]);
    assert_eq!(outcome.only().source_id, "e");
    assert_eq!(outcome.codes(), ["2:not_published", "3:not_published", "4:not_published", "5:gift_card"]);
    assert!(outcome.problems.iter().all(|problem| problem.severity == Severity::Remark));
}

#[test]
fn a_variant_without_a_clear_price_is_not_taken() {
    let outcome = sheet(&[
        "a,A,,,,,,Size,S,,,,,,,,,,",
        "a,,,,,,,,M,,,,12.00,,,,,,",
        "a,,,,,,,,L,,,,abc,,,,,,",
        "b,B,,,,,,,,,,,-1,,,,,,",
        "c,C,,,,,,,,,,,,,,https://x/y.jpg,,,",
    ]);
    let lost = ["b", "c"].map(|handle| tenon_domain::catalog::Product::id_of("m", handle));
    assert_eq!(outcome.kept, lost);
    assert_eq!(outcome.only().variants.len(), 1);
    assert_eq!(outcome.only().options[0].values[0].en, "M");
    assert_eq!(outcome.codes(), ["2:price", "4:price", "5:price", "6:no_variant"]);
}

#[test]
fn lines_are_those_of_an_editor() {
    let outcome = read(&format!(
        "{}\r\n\"a\",A,\"one\r\ntwo\r\n\r\nfour\",,,,,,,,,,1,,,,,,\r\n\r\nb,B,,,,,,,,,,,x,,,,,,\r\n",
        HEADER.replace("Body (HTML)", "\"Body (HTML)\"")
    ));
    assert_eq!(outcome.only().description.en, "one\ntwo\n\nfour");
    assert_eq!(outcome.codes(), ["7:price"]);
}

#[test]
fn scattered_rows_of_a_handle_are_still_one_product() {
    let outcome = sheet(&[
        "a,A,,,,,,Size,S,,,A-1,1,,,,,,",
        "b,B,,,,,,,,,,B-1,2,,,,,,",
        "a,,,,,,,,M,,,A-2,3,,,https://x/1.jpg,,,",
        "b,Another B,,,,,,,,,,B-2,2,,,,,,",
        "b,,,,,,,,X,,,B-3,2,,,,,,",
        "a,A,,,,,,Size,L,,,A-3,3,,,,,,",
    ]);
    assert_eq!(outcome.products.len(), 2);
    let a = outcome.products.iter().find(|product| product.source_id == "a").unwrap();
    assert_eq!((a.variants.len(), a.pictures.len()), (3, 1));
    assert_eq!(outcome.codes(), ["5:duplicate_id"]);
}

#[test]
fn repeated_codes_and_choices_are_said() {
    let outcome = sheet(&["a,A,,,,,,Size,S,,,X,1,,1.23E+12,,,,", "a,,,,,,,,S,,,Y,1,,,,,,", "b,B,,,,,,,,,,X,2,,,,,,"]);
    assert_eq!(outcome.products.len(), 2);
    assert_eq!(outcome.codes(), ["2:gtin", "3:duplicate_variant", "4:duplicate_sku"]);
}

#[test]
fn debris_never_becomes_a_product() {
    let outcome = sheet(&[
        "a,A,\"<p>never closed, and,1,,,,,,,,,",
        "<li>Width 20, Height 30</li>",
        "nice, soft, warm",
        "b,B,\"<p>closed</p>\",,,,,,,,,,2,,,,,,",
        "<p>c,C,,,,,,,,,,,3,,,,,,",
        ",D,,,,,,,,,,,4,,,,,,",
        "e,,,,,,,,,,,,5,,,,,,",
        "f,F,,,,,,,,,,,6",
        "g,G,shifted, by a comma,,,,,,,,,,7,,,,,,",
        "h,H,,,,,,,,,,,8,,,,,,,,,",
        "i,I,\"open at the end",
    ]);
    let taken: Vec<&str> = outcome.products.iter().map(|product| product.source_id.as_str()).collect();
    assert_eq!(taken, ["b", "f", "h"]);
    assert_eq!(
        outcome.codes(),
        [
            "2:unclosed_quote",
            "6:missing_id",
            "7:missing_id",
            "9:ragged_row",
            "8:missing_title",
            "10:no_variant",
            "12:unclosed_quote"
        ]
    );
    assert!(!outcome.summary.complete);
}

#[test]
fn a_file_cut_in_a_row_keeps_what_is_whole() {
    let outcome = read(&format!("{HEADER}\na,A,,,,,,,,,,,1,,,,,,\nb,B,,,,,,,,,,,12"));
    assert_eq!((outcome.only().source_id.as_str(), outcome.codes()), ("a", vec!["3:truncated".to_owned()]));
    assert!(!outcome.summary.complete);
    let whole = read(&format!("{HEADER}\na,A,,,,,,,,,,,1,,,,,,"));
    assert!(whole.summary.complete && whole.problems.is_empty());
    let in_status = read(&format!("{HEADER}\na,A,,,,,,,,,,,1,,,,,,active\nb,B,,,,,,,,,,,1,,,,,,dra"));
    assert_eq!((in_status.only().source_id.as_str(), in_status.codes()), ("a", vec!["3:truncated".to_owned()]));
}

#[test]
fn encodings_and_delimiters() {
    let text = format!("{HEADER}\na,椅子,,,,,,,,,,,1,,,,,,\n");
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to).collect()
    };
    for bytes in [utf16(u16::to_le_bytes), utf16(u16::to_be_bytes), format!("\u{feff}{text}").into_bytes()] {
        let outcome = try_read(&bytes, &options(None)).unwrap();
        assert_eq!((outcome.only().title.zh.as_str(), outcome.problems.len()), ("椅子", 0));
    }
    assert_eq!(read(&text.replace(',', ";")).only().source_id, "a");
    let mut latin = text.into_bytes();
    latin.extend_from_slice(b"b,Caf\xe9\0,,,,,,,,,,,1,,,,,,\n");
    let outcome = try_read(&latin, &options(None)).unwrap();
    assert_eq!(
        (outcome.products[1].title.en.as_str(), outcome.codes()),
        ("Caf\u{fffd}", vec!["3:encoding".to_owned()])
    );
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let why = |text: &str, currency: Option<&str>| {
        let options = super::Options { currency: currency.map(str::to_owned), ..options(None) };
        try_read(text.as_bytes(), &options).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert!(why("", Some("CNY")).contains("empty"));
    assert!(why("sku,name\nx,X\n", Some("CNY")).contains("google"));
    assert!(why("Handle,Title,SKU\n", Some("CNY")).contains("Variant Price"));
    assert!(why("Handle,Title,Variant Price\n", None).contains("--currency"));
    assert!(why("Handle,Title,Variant Price\n", Some("yuan")).contains("--currency"));
}

#[test]
fn a_taker_that_fails_stops_the_reading() {
    let text = format!("{HEADER}\na,A,,,,,,,,,,,1,,,,,,\n");
    let result = crate::import::read(std::io::Cursor::new(text), &options(None), &mut |_| Err("full"));
    assert!(matches!(result, Err(Error::Sink("full"))));
}

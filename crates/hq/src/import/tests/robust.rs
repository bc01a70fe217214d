//! No input makes an import panic or hang.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::samples::data;
use super::{options, try_read};
use crate::import::Format;

fn through_all(bytes: &[u8]) {
    for format in [None, Some(Format::Shopify), Some(Format::Google), Some(Format::WooCommerce), Some(Format::JsonLd)] {
        if let Ok(outcome) = try_read(bytes, &options(format)) {
            for product in &outcome.products {
                assert!(!product.variants.is_empty() && !product.source_id.is_empty());
                assert!(product.variants.iter().all(|variant| variant.choice.len() == product.options.len()));
            }
        }
    }
}

fn files_below(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

#[test]
fn bad_input_is_survived() {
    let Some(folder) = data("bad-input") else { return };
    let mut files = Vec::new();
    files_below(&folder, &mut files);
    assert!(files.len() > 20);
    for file in files {
        through_all(&std::fs::read(file).unwrap());
    }
}

#[test]
fn naughty_strings_in_every_cell_are_survived() {
    let Some(file) = data("bad-input/blns/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for text in strings {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        through_all(
            format!(
                "Handle,Title,Body (HTML),Option1 Value,Variant Price\nh,{cell},{cell},{cell},1\n{cell},t,,,{cell}\n"
            )
            .as_bytes(),
        );
        let inside = html_escape::encode_text(&text);
        through_all(format!("<rss><item><id>{inside}</id><title>{inside}</title><price>{inside}</price></item><item><id>1</id><title>{text}</title><price>1 USD</price></item></rss>").as_bytes());
    }
}

/// The samples, with the currency of each.
fn samples() -> Vec<(std::path::PathBuf, &'static str)> {
    [
        ("catalogs/shopify/home-and-garden.csv", "USD"),
        ("catalogs/woocommerce/sample_products.csv", "USD"),
        ("catalogs/google-merchant/merchant-feed.excerpt-3-items.xml", "USD"),
    ]
    .into_iter()
    .filter_map(|(path, currency)| Some((data(path)?, currency)))
    .collect()
}

#[test]
fn no_cut_invents_a_product_or_loses_one_in_silence() {
    for (path, currency) in samples() {
        let bytes = std::fs::read(path).unwrap();
        let options = super::Options { currency: Some(currency.to_owned()), ..options(None) };
        let whole = try_read(&bytes, &options).unwrap();
        let known: BTreeMap<_, _> = whole.products.iter().map(|product| (product.id, product)).collect();
        // Every byte of the end, and some of the rest: at each of them the same few rules decide.
        for end in (0..bytes.len()).filter(|end| end % 97 == 0 || bytes.len() - end < 200) {
            let Ok(cut) = try_read(&bytes[..end], &options) else { continue };
            for product in &cut.products {
                let Some(one) = known.get(&product.id) else { panic!("{} at {end}", product.source_id) };
                assert_eq!(product.title, one.title, "at {end}");
            }
            let gone = known.len() - cut.products.len();
            // A cut in the last cell of a row, or after it, is a file as some programs write it.
            let line = bytes[end..].split(|byte| *byte == b'\n').next().unwrap();
            let between_rows = (end > 0 && bytes[end - 1] == b'\n') || !line.contains(&b',');
            // A file that gives no product is refused, whatever is said of it.
            let refused = cut.products.is_empty();
            assert!(
                gone == 0 || between_rows || refused || !cut.problems.is_empty(),
                "{gone} lost in silence at {end}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        through_all(&bytes);
        through_all(&[b"Handle,Title,Variant Price,Option1 Value\n".as_slice(), &bytes].concat());
        through_all(&[b"ID,Type,SKU,Name,Regular price,Parent\n1,simple,a,A,1,\n2,variation,b,".as_slice(), &bytes].concat());
        through_all(&[b"id\ttitle\tlink\tprice\tavailability\n1\t".as_slice(), &bytes].concat());
        through_all(&[b"<html><script type=application/ld+json>{\"@type\":\"Product\",".as_slice(), &bytes].concat());
        through_all(&[b"[{\"@type\":\"Product\",\"name\":\"".as_slice(), &bytes].concat());
        through_all(&[b"<rss xmlns:g='http://base.google.com/ns/1.0'><item>".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_cells_are_survived(text in "[\",;\n\r ab1.<>&'-]{0,200}") {
        through_all(format!("Handle,Title,Variant Price,Option1 Value,Body (HTML)\n{text}").as_bytes());
    }

    #[test]
    fn any_markup_is_survived(parts in proptest::collection::vec(prop::sample::select(vec![
        "<item>", "</item>", "<g:id>", "</g:id>", "<price>", "</price>", "<title>", "</title>", "<description>", "<p>", "</p>", "<br>",
        "<a b='c'/>", "&amp;", "&#0;", "&#x110000;", "&x;", "&", "<", ">", "1 USD", "x", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x [",
        "]>", "<?pi ?>", "<product_detail>", "</product_detail>", "<attribute_name>", "</rss>", "\n", "<x:y xmlns:x=\"urn:x\">", "</x:y>",
    ]), 0..60)) {
        through_all(format!("<rss xmlns:g='http://base.google.com/ns/1.0'><channel>{}", parts.concat()).as_bytes());
    }

    #[test]
    fn any_script_is_survived(parts in proptest::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"", "\"@type\":\"Product\"", "\"@type\":\"ProductGroup\"", "\"name\":\"x\"", "\"sku\":1",
        "\"offers\":", "\"hasVariant\":[", "\"@id\":\"#a\"", "\"price\":1", "\"priceCurrency\":\"USD\"", "//", "/*", "*/", "\n", "\\",
        "null", "1e999", "&quot;", "\u{1}", "</script>", "<script type=\"application/ld+json\">", "<!--", "-->",
    ]), 0..60)) {
        through_all(format!("<html><script type='application/ld+json'>{}", parts.concat()).as_bytes());
        through_all(format!("{{{}", parts.concat()).as_bytes());
    }

    #[test]
    fn any_table_can_be_guessed(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[a-z,;\t|\"\n0-9价格名称]{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes(), format!("id,name,price\n{text}").as_bytes()] {
            let guess = crate::import::guess_mapping(std::io::Cursor::new(bytes), Some("CNY")).unwrap();
            let options = super::Options { mapping: Some(guess.mapping), ..options(None) };
            drop(try_read(bytes, &options));
        }
    }

    #[test]
    fn written_rows_are_read_back(bodies in proptest::collection::vec("[^\0]{0,40}", 1..6)) {
        let mut text = "Handle,Title,Tags,Variant Price\r\n".to_owned();
        for (at, body) in bodies.iter().enumerate() {
            write!(text, "h{at},t,\"{}\",{at}.50\r\n", body.replace('"', "\"\"")).unwrap();
        }
        let outcome = try_read(text.as_bytes(), &options(None)).unwrap();
        prop_assert_eq!(outcome.products.len(), bodies.len());
        for (at, product) in outcome.products.iter().enumerate() {
            prop_assert_eq!(product.variants[0].prices[0].minor, i64::try_from(at).unwrap() * 100 + 50);
        }
    }
}

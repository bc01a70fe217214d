//! No input makes an import panic or hang.

use proptest::prelude::*;
use std::fmt::Write as _;

use super::samples::data;
use super::{options, try_read};
use crate::import::Format;

fn through_both(bytes: &[u8]) {
    for format in [None, Some(Format::Shopify), Some(Format::Google)] {
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
        through_both(&std::fs::read(file).unwrap());
    }
}

#[test]
fn naughty_strings_in_every_cell_are_survived() {
    let Some(file) = data("bad-input/blns/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    for text in strings {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        through_both(
            format!(
                "Handle,Title,Body (HTML),Option1 Value,Variant Price\nh,{cell},{cell},{cell},1\n{cell},t,,,{cell}\n"
            )
            .as_bytes(),
        );
        let inside = html_escape::encode_text(&text);
        through_both(format!("<rss><item><id>{inside}</id><title>{inside}</title><price>{inside}</price></item><item><id>1</id><title>{text}</title><price>1 USD</price></item></rss>").as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        through_both(&bytes);
        through_both(&[b"Handle,Title,Variant Price,Option1 Value\n".as_slice(), &bytes].concat());
        through_both(&[b"<rss xmlns:g='http://base.google.com/ns/1.0'><item>".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_cells_are_survived(text in "[\",;\n\r ab1.<>&'-]{0,200}") {
        through_both(format!("Handle,Title,Variant Price,Option1 Value,Body (HTML)\n{text}").as_bytes());
    }

    #[test]
    fn any_markup_is_survived(parts in proptest::collection::vec(prop::sample::select(vec![
        "<item>", "</item>", "<g:id>", "</g:id>", "<price>", "</price>", "<title>", "</title>", "<description>", "<p>", "</p>", "<br>",
        "<a b='c'/>", "&amp;", "&#0;", "&#x110000;", "&x;", "&", "<", ">", "1 USD", "x", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE x [",
        "]>", "<?pi ?>", "<product_detail>", "</product_detail>", "<attribute_name>", "</rss>", "\n", "<x:y xmlns:x=\"urn:x\">", "</x:y>",
    ]), 0..60)) {
        through_both(format!("<rss xmlns:g='http://base.google.com/ns/1.0'><channel>{}", parts.concat()).as_bytes());
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

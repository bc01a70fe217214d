//! Google Merchant Center feeds.

use super::{Outcome, options, read, try_read};
use crate::import::{Error, Format};

const OPEN: &str = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel><title>Shop</title>\n";

fn feed(items: &[&str]) -> Outcome {
    read(&format!("{OPEN}{}\n</channel></rss>\n", items.join("\n")))
}

#[test]
fn an_item_is_a_product() {
    let outcome = feed(&["<item>\
        <g:id>S1</g:id><title>Sink 20&quot; &amp; tap</title><g:description><![CDATA[<p>White</p><p>bowl</p>]]></g:description>\
        <link>https://x/s1?a=1&amp;b=2</link><g:image_link>https://x/1.jpg</g:image_link>\
        <g:additional_image_link>https://x/2.jpg</g:additional_image_link><g:availability>in stock</g:availability>\
        <g:shipping><g:country>US</g:country><g:price>25.00 USD</g:price></g:shipping>\
        <g:price>310.64 USD</g:price><g:brand>B</g:brand><g:mpn>M-1</g:mpn><g:gtin>4006381333931</g:gtin>\
        <g:color>white</g:color><g:product_type>Home &amp; Garden &gt; Kitchen &gt; Sinks</g:product_type>\
        <g:google_product_category>632</g:google_product_category><g:product_width>50 cm</g:product_width>\
        <g:product_detail><g:section_name>General</g:section_name><g:attribute_name>Bowls</g:attribute_name>\
        <g:attribute_value>1</g:attribute_value></g:product_detail></item>"]);
    let sink = outcome.only();
    assert_eq!((sink.source_id.as_str(), sink.title.en.as_str()), ("S1", "Sink 20\" & tap"));
    assert_eq!((sink.description.en.as_str(), sink.link.as_deref()), ("White\n\nbowl", Some("https://x/s1?a=1&b=2")));
    assert_eq!((sink.category.path.as_str(), sink.pictures.len()), ("home-garden/kitchen/sinks", 2));
    let variant = &sink.variants[0];
    assert_eq!((variant.sku.as_str(), variant.currency.as_str(), variant.prices[0].minor), ("M-1", "USD", 31_064));
    assert!(variant.in_stock && variant.gtin.is_some() && sink.options.is_empty());
    let attributes: Vec<String> =
        sink.attributes.iter().map(|attribute| format!("{}={}", attribute.name.en, attribute.value.en)).collect();
    assert_eq!(attributes, ["Bowls=1", "Width=50 cm", "Color=white"]);
    assert!(outcome.problems.is_empty() && outcome.summary.complete);
}

#[test]
fn the_namespace_counts_and_not_its_prefix() {
    let items = "<item><x:id>1</x:id><title>T</title><x:price>1 USD</x:price><g:price>2 USD</g:price></item>";
    let other =
        format!("<rss xmlns:x='http://base.google.com/ns/1.0' xmlns:g='urn:other'><channel>{items}</channel></rss>");
    assert_eq!(read(&other).only().variants[0].prices[0].minor, 100);
    let sloppy = "<rss><channel><item><id>1</id><title>T</title><price>3 USD</price></item>\
                  <item><g:id>2</g:id><title>T</title><g:price>3 USD</g:price></item></channel></rss>";
    assert_eq!(read(sloppy).products.len(), 2);
    let default = "<feed xmlns='http://base.google.com/ns/1.0'><entry><id>1</id><title>T</title><price>4 USD</price></entry></feed>";
    assert_eq!(read(default).only().source_id, "1");
}

#[test]
fn atom_entries_are_items() {
    let outcome = read(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<title>Shop</title>\n\
         <link href=\"https://x/\" rel=\"self\"/>\n<id>tag:x</id>\n<entry>\n<id>tag:1</id><g:id>A1</g:id><title>Lamp</title>\n\
         <link rel=\"enclosure\" href=\"https://x/no\"/><link href=\"https://x/lamp?a=1&amp;b=2\"/>\n\
         <summary type='xhtml'><div>Soft <b>light</b><br/>warm</div></summary>\n<g:price>9.99 EUR</g:price>\n</entry>\n\
         <entry><id>A2</id><title>灯</title><g:price>9,99 €</g:price></entry>\n</feed>\n",
    );
    let [lamp, other] = outcome.products.as_slice() else { panic!("{:?}", outcome.problems) };
    assert_eq!((lamp.source_id.as_str(), lamp.link.as_deref()), ("A1", Some("https://x/lamp?a=1&b=2")));
    assert_eq!(lamp.description.en, "Soft light\nwarm");
    assert_eq!(
        (other.source_id.as_str(), other.title.zh.as_str(), other.variants[0].prices[0].minor),
        ("A2", "灯", 999)
    );
}

#[test]
fn a_group_is_one_product_wherever_its_items_stand() {
    let item = |id: &str, group: &str, color: &str, size: &str| {
        format!(
            "<item><g:id>{id}</g:id><g:item_group_id>{group}</g:item_group_id><title>T {id}</title><g:price>1 USD</g:price>\
             <g:color>{color}</g:color><g:size>{size}</g:size><g:material>oak</g:material></item>"
        )
    };
    let items = [
        item("a", "G", "red", "L"),
        item("x", "", "", ""),
        item("b", "G", "red", "M"),
        item("c", "H", "", ""),
        item("d", "H", "", ""),
        item("e", "G", "blue", "M"),
    ];
    let outcome = feed(&items.each_ref().map(String::as_str));
    assert_eq!(outcome.products.len(), 3, "{:?}", outcome.problems);
    let by = |id: &str| outcome.products.iter().find(|product| product.source_id == id).unwrap();
    let names = |id: &str| by(id).options.iter().map(|axis| axis.name.en.clone()).collect::<Vec<_>>();
    assert_eq!(names("G"), ["Color", "Size"]);
    assert_eq!(
        by("G").variants.iter().map(|variant| variant.choice.clone()).collect::<Vec<_>>(),
        [[0, 0], [0, 1], [1, 1]]
    );
    assert_eq!(by("G").attributes[0].value.en, "oak");
    assert_eq!((names("H"), names("x")), (vec!["Model".to_owned()], vec![]));
    assert_eq!(by("G").variants[1].sku, "b");
}

#[test]
fn sale_prices_hold_for_their_time() {
    let item = |sale: &str, dates: &str| {
        format!(
            "<item><g:id>1</g:id><title>T</title><g:price>100 USD</g:price><g:sale_price>{sale}</g:sale_price>\
             <g:sale_price_effective_date>{dates}</g:sale_price_effective_date></item>"
        )
    };
    let variant = |sale: &str, dates: &str| {
        let outcome = feed(&[&item(sale, dates)]);
        let variant = outcome.only().variants[0].clone();
        (variant.price_at(0), variant.price_at(5_000_000), variant.compare_at_minor, outcome.codes())
    };
    let at = "1970-01-01T01:00Z/1970-01-01T02:00Z";
    assert_eq!(variant("80 USD", at), (Some(10_000), Some(8_000), None, vec![]));
    assert_eq!(variant("80 USD", ""), (Some(8_000), Some(8_000), Some(10_000), vec![]));
    for (sale, dates) in [("80 EUR", at), ("120 USD", at), ("80 USD", "soon"), ("x", "")] {
        assert_eq!(variant(sale, dates), (Some(10_000), Some(10_000), None, vec!["3:sale_price".to_owned()]));
    }
}

#[test]
fn items_that_lack_something_are_named_by_their_line() {
    let outcome = feed(&[
        "<item><g:title>no id</g:title><g:price>1 USD</g:price></item>",
        "<item>\n<g:id>2</g:id><g:title>no price</g:title></item>",
        "<item><g:id>3</g:id><g:title>T</g:title><g:price>call us</g:price></item>",
        "<item><g:id>4</g:id><g:price>1 USD</g:price></item>",
        "<item><g:id>5</g:id><g:title>T</g:title><g:price>1 USD</g:price><g:gtin>1.23E+12</g:gtin><g:availability>maybe</g:availability></item>",
        "<item><g:id>5</g:id><g:title>again</g:title><g:price>1 USD</g:price></item>",
        "<item><g:id>6</g:id><g:title>T</g:title><g:price>1.299 EUR</g:price></item>",
    ]);
    assert_eq!(outcome.only().title.en, "T");
    assert_eq!(
        outcome.codes(),
        [
            "3:missing_id",
            "4:price",
            "6:price",
            "7:missing_title",
            "8:gtin",
            "8:availability",
            "9:duplicate_id",
            "10:price"
        ]
    );
    assert_eq!(outcome.summary.rows, 7);
}

#[test]
fn a_cut_feed_keeps_its_whole_items() {
    let whole = format!(
        "{OPEN}<item><g:id>1</g:id><title>T</title><g:price>1 USD</g:price></item>\n<item>\n<g:id>2</g:id>\
                         <title>T</title>\n<g:price>12.00 USD</g:price></item>\n</channel></rss>"
    );
    let second = whole.find("<item>\n").unwrap();
    for end in second + 6..whole.len() - "</item>\n</channel></rss>".len() {
        let outcome = read(&whole[..end]);
        assert_eq!(outcome.only().source_id, "1", "{end}");
        assert_eq!(outcome.codes(), ["4:truncated"], "{end}");
        assert!(!outcome.summary.complete);
    }
    assert!(read(&whole).summary.complete);
}

#[test]
fn sloppy_markup_is_put_right() {
    let outcome = feed(&[
        "<item><g:id>1</g:id><title>Salt & pepper&nbsp;mill</title><g:price>1 USD</g:price>\
         <description><p>one<br>two</p><p>three</description></item>",
        "<item><g:id>2</g:id><title>lost end<g:price>1 USD</g:price></item>",
        "<item><g:id>3</g:id><title>never ends</title><g:price>1 USD</g:price>",
        "<item><g:id>4</g:id><title>&custom;</title><g:price>1 USD</g:price></item>",
    ]);
    let found: Vec<(&str, &str)> =
        outcome.products.iter().map(|product| (product.source_id.as_str(), product.title.en.as_str())).collect();
    assert_eq!(found, [("1", "Salt & pepper mill"), ("4", "&custom;")]);
    assert_eq!(outcome.products[0].description.en, "one\ntwo\n\nthree");
    assert_eq!(
        outcome.codes(),
        ["3:malformed_xml", "4:malformed_xml", "4:price", "5:malformed_xml", "6:unknown_entity"]
    );
}

#[test]
fn declared_encodings_are_read() {
    let text = "<?xml version='1.0' encoding='GBK'?><rss xmlns:g='http://base.google.com/ns/1.0'><channel>\
                <item><g:id>1</g:id><title>橡木餐桌</title><g:price>￥1,299</g:price></item></channel></rss>";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let outcome = try_read(&gbk, &options(None)).unwrap();
    assert_eq!((outcome.only().title.zh.as_str(), outcome.only().variants[0].prices[0].minor), ("橡木餐桌", 129_900));
}

#[test]
fn utf_16_feeds_are_read() {
    let text = "<?xml version='1.0' encoding='utf-16'?>\n<rss xmlns:g='http://base.google.com/ns/1.0'><channel>\n\
                <item><g:id>1</g:id><title>椅</title><g:price>x</g:price></item></channel></rss>";
    for mark in [Some(0xfeff), None] {
        let bytes: Vec<u8> = mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(try_read(&bytes, &options(None)).unwrap().codes(), ["3:price"]);
    }
}

#[test]
fn a_fault_in_the_middle_is_no_end() {
    let outcome = feed(&["</nothing><item><g:id>1</g:id><title>a</b>T</title><g:price>1 USD</g:price></item></i>"]);
    assert_eq!((outcome.only().title.en.as_str(), outcome.codes()), ("aT", vec!["3:malformed_xml".to_owned()]));
    assert!(outcome.summary.complete);
}

#[test]
fn entities_are_never_multiplied_nor_fetched() {
    let outcome = read(
        "<!DOCTYPE rss [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n\
         <rss xmlns:g='http://base.google.com/ns/1.0'><channel><item><g:id>1</g:id><title>T &b; &e;</title>\
         <g:price>1 USD</g:price></item></channel></rss>",
    );
    assert_eq!(outcome.only().title.en, "T &b; &e;");
    assert_eq!(outcome.codes(), ["1:dtd_refused", "2:unknown_entity"]);
}

#[test]
fn bounds_hold() {
    let deep = format!("{OPEN}{}<item><g:id>1</g:id>", "<a>".repeat(100_000));
    assert!(read(&deep).products.is_empty());
    let long = format!("<item><g:id>1</g:id><title>{}</title><g:price>1 USD</g:price></item>", "x".repeat(2 << 20));
    assert_eq!(feed(&[&long]).codes(), ["3:too_large", "3:missing_title"]);
    let endless = format!("{OPEN}<item><g:id>1</g:id><title>{}", "x".repeat(9 << 20));
    assert_eq!(read(&endless).codes(), ["3:too_large"]);
    let options = options(Some(Format::Google));
    assert!(matches!(try_read(b"Handle,Title\n", &options), Err(Error::NoColumn { column: "id", .. })));
}

#[test]
fn delimited_feeds_are_read() {
    let outcome = read(
        "id\ttitle\tdescription\tlink\timage link\tadditional_image_link\tavailability\tprice\tsale price\tgtin\tmpn\t\
         item_group_id\tcolor\tproduct_detail\tshipping(country:price)\n\
         A-1\tTable 20\" &amp;amp; more\t<p>Oak</p>\thttps://x/a\thttps://x/1.jpg\thttps://x/2.jpg?s=1,2,https://x/3.jpg\t\
         in stock\t1299.00 USD\t999.00 USD\t1.23E+12\tM\tG\tOak\tGeneral:Legs:4,Top:round\tUS:5 USD\n\
         A-2\t\"Table, \"\"big\"\"\"\t\thttps://x/b\t\t\tpreorder\t\"1,499.00 USD\"\t\t4006381333931\t\tG\tAsh\t\t\n\
         \tno id\t\thttps://x/c\t\t\tin stock\t1 USD\t\t\t\t\t\t\t\n",
    );
    let table = outcome.only();
    assert_eq!((table.source_id.as_str(), table.title.en.as_str()), ("G", "Table 20\" & more"));
    assert_eq!(table.pictures, ["https://x/1.jpg", "https://x/2.jpg?s=1,2", "https://x/3.jpg"]);
    assert_eq!(table.attributes.iter().map(|one| one.name.en.as_str()).collect::<Vec<_>>(), ["Legs", "Top"]);
    let [oak, ash] = table.variants.as_slice() else { panic!() };
    assert_eq!((oak.prices[0].minor, oak.compare_at_minor, oak.sku.as_str()), (99_900, Some(129_900), "M"));
    assert_eq!((ash.prices[0].minor, ash.in_stock, ash.gtin.is_some()), (149_900, false, true));
    assert_eq!(outcome.codes(), ["2:gtin", "4:missing_id"]);
}

//! schema.org products in pages and files.

use super::{Outcome, read};

fn page(scripts: &[&str]) -> Outcome {
    let scripts: Vec<String> =
        scripts.iter().map(|json| format!("<script type='application/ld+json'>\n{json}\n</script>")).collect();
    read(&format!(
        "<!DOCTYPE html>\n<html><head>\n<script>if (1 < 2) {{ \"<!--\" }}</script>\n{}\n</head></html>\n",
        scripts.join("\n")
    ))
}

#[test]
fn a_page_shows_its_product_and_not_the_related_ones() {
    let outcome = page(&[
        r#"{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[
            {"@type":"ListItem","position":2,"name":"Chairs"},{"@type":"ListItem","position":1,"name":"Home"},
            {"@type":"ListItem","position":3,"item":{"@id":"/c","name":"Oak chair"}}]}"#,
        r#"{"@context":"https://schema.org/","@type":["Product"],"name":"Oak &amp; ash chair","sku":"C-1","gtin13":4006381333931,
            "brand":{"@type":"Brand","name":"Maker"},"image":["https://x/1.jpg",{"@type":"ImageObject","url":"https://x/2.jpg"}],
            "description":"<p>Soft</p>","color":"Oak","width":{"@type":"QuantitativeValue","value":50,"unitCode":"CMT"},
            "additionalProperty":[{"@type":"PropertyValue","name":"Legs","value":4}],
            "isRelatedTo":[{"@type":"Product","name":"Other","sku":"C-2"}],
            "offers":{"@type":"Offer","price":1299.5,"priceCurrency":"EUR","availability":"https://schema.org/InStock",
                      "url":"https://x/c-1","priceSpecification":{"@type":"UnitPriceSpecification","price":"1500",
                      "priceType":"https://schema.org/StrikethroughPrice","priceCurrency":"EUR"}}}"#,
    ]);
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    let chair = outcome.only();
    assert_eq!((chair.source_id.as_str(), chair.title.en.as_str()), ("C-1", "Oak & ash chair"));
    assert_eq!((chair.category.path.as_str(), chair.brand.as_str()), ("chairs", "Maker"));
    assert_eq!(chair.pictures, ["https://x/1.jpg", "https://x/2.jpg"]);
    let variant = &chair.variants[0];
    assert_eq!(
        (variant.prices[0].minor, variant.currency.as_str(), variant.compare_at_minor),
        (129_950, "EUR", Some(150_000))
    );
    assert!(variant.in_stock && variant.gtin.as_deref() == Some("4006381333931"));
    let attributes: Vec<String> =
        chair.attributes.iter().map(|one| format!("{}={}", one.name.en, one.value.en)).collect();
    assert_eq!(attributes, ["Legs=4", "Width=50 cm", "Color=Oak"]);
}

#[test]
fn graphs_name_their_nodes() {
    let outcome = page(&[r##"{"@context":"https://schema.org","@graph":[
        {"@type":"WebPage","@id":"#page","name":"Page"},
        {"@type":"Product","@id":"#product","name":"Lamp","sku":12,"image":{"@id":"#image"},"offers":[{"@id":"#offer"}]},
        {"@type":"ImageObject","@id":"#image","url":"https://x/lamp.jpg"},
        {"@type":"Offer","@id":"#offer","price":"19.90","priceCurrency":"USD","availability":"http://schema.org/OutOfStock"}]}"##]);
    let lamp = outcome.only();
    assert_eq!((lamp.source_id.as_str(), lamp.pictures.len()), ("12", 1));
    assert_eq!((lamp.variants[0].prices[0].minor, lamp.variants[0].in_stock), (1990, false));
}

#[test]
fn offers_have_many_shapes() {
    let product = |offers: &str| page(&[&format!(r#"{{"@type":"Product","name":"P","sku":"p","offers":{offers}}}"#)]);
    let prices = |outcome: &Outcome| -> Vec<i64> {
        outcome.only().variants.iter().map(|variant| variant.prices[0].minor).collect()
    };
    let variants = r#"[{"@type":"Offer","sku":"p-1","name":"Red","price":"1","priceCurrency":"USD"},
                       {"@type":"Offer","sku":"p-2","name":"Blue","price":"2","priceCurrency":"USD"}]"#;
    for offers in [variants.to_owned(), format!(r#"{{"@type":"AggregateOffer","lowPrice":1,"offers":{variants}}}"#)] {
        let outcome = product(&offers);
        assert_eq!(prices(&outcome), [100, 200]);
        assert_eq!(outcome.only().options[0].values[1].en, "Blue");
        assert_eq!(outcome.only().source_id, "p");
    }
    let aggregate = product(
        r#"{"@type":"AggregateOffer","lowPrice":"10.00","highPrice":"30.00","priceCurrency":"USD","offerCount":5}"#,
    );
    assert_eq!((prices(&aggregate), aggregate.codes()), (vec![1000], vec!["4:price".to_owned()]));
    let markets =
        r#"[{"@type":"Offer","price":"5","priceCurrency":"USD"},{"@type":"Offer","price":"40","priceCurrency":"CNY"}]"#;
    assert_eq!(prices(&product(markets)), [4000]);
    let specified = r#"{"@type":"Offer","priceSpecification":[{"price":"7.50","priceCurrency":"USD"}]}"#;
    assert_eq!(prices(&product(specified)), [750]);
    assert_eq!(product("[]").codes(), ["4:price"]);
    assert_eq!(product(r#"{"@type":"Offer","price":"1.299","priceCurrency":"EUR"}"#).codes(), ["4:price"]);
}

#[test]
fn a_group_is_one_product() {
    let outcome = page(&[
        r#"{"@type":"ProductGroup","name":"Sofa","productGroupID":"S","variesBy":["https://schema.org/color","https://schema.org/size"],
        "brand":{"name":"Maker"},"hasVariant":[
        {"@type":"Product","sku":"S-1","name":"Sofa red small","color":"Red","size":"Small","offers":{"price":100,"priceCurrency":"USD"}},
        {"@type":"Product","sku":"S-2","name":"Sofa blue large","color":"Blue","size":"Large","offers":{"price":200,"priceCurrency":"USD"}},
        {"@type":"Product","sku":"S-3","name":"Sofa on demand","color":"Green","size":"Large"}]}"#,
    ]);
    let sofa = outcome.only();
    assert_eq!((sofa.source_id.as_str(), sofa.title.en.as_str(), sofa.variants.len()), ("S", "Sofa", 2));
    assert_eq!(sofa.options.iter().map(|axis| axis.name.en.as_str()).collect::<Vec<_>>(), ["Color", "Size"]);
    assert_eq!((sofa.brand.as_str(), outcome.codes()), ("Maker", vec!["4:price".to_owned()]));
}

#[test]
fn own_ways_to_differ_become_options() {
    let outcome = page(&[
        r##"{"@graph":[{"@type":"ProductGroup","@id":"#g","name":"Door","productGroupID":"D","variesBy":["opening"],
        "hasVariant":[{"@id":"#a"},{"@id":"#b"}]},
        {"@type":"Product","@id":"#a","sku":"D-L","name":"Door left","additionalProperty":{"name":"opening","value":"Left"},
         "offers":{"price":1,"priceCurrency":"USD"},"isVariantOf":{"@id":"#g"}},
        {"@type":"Product","@id":"#b","sku":"D-R","name":"Door right","additionalProperty":{"name":"opening","value":"Right"},
         "offers":{"price":2,"priceCurrency":"USD"},"isVariantOf":{"@id":"#g"}}]}"##,
    ]);
    let door = outcome.only();
    assert_eq!((door.options[0].name.en.as_str(), door.options[0].values[1].en.as_str()), ("opening", "Right"));
    assert_eq!(door.variants.len(), 2);
}

#[test]
fn damaged_scripts_are_named_and_cost_no_other() {
    let good = |sku: &str| {
        format!(r#"{{"@type":"Product","name":"P","sku":"{sku}","offers":{{"price":1,"priceCurrency":"USD"}}}}"#)
    };
    let outcome = page(&[
        &good("a"),
        &format!("/* from the shop */ {} // end", good("b").replace("\"sku\"", "\"note\":\"two\nlines\",\"sku\"")),
        "{\"@type\":\"Product\",\"name\":",
        &format!("{},\u{1}\u{2}", good("c")),
        &good("").replace("\"sku\":\"\",", ""),
    ]);
    let taken: Vec<&str> = outcome.products.iter().map(|product| product.source_id.as_str()).collect();
    assert_eq!(taken, ["a", "b", "c"]);
    let codes = outcome.codes();
    assert_eq!(codes.iter().filter(|code| code.ends_with("malformed_json")).count(), 3, "{codes:?}");
    assert!(codes.iter().any(|code| code.ends_with("missing_id")), "{codes:?}");
    assert!(!outcome.summary.complete);
}

#[test]
fn a_list_of_products_is_read_one_by_one() {
    let product = |sku: u32| {
        format!(
            "{{\"@type\":\"Product\",\"name\":\"a ]}} \\\" b\",\"sku\":\"{sku}\",\"offers\":{{\"price\":{sku},\"priceCurrency\":\"USD\"}}}}"
        )
    };
    let list = format!("[\n{},\n{}\n]\n", product(1), product(2));
    let lines = format!("{}\n{}\n", product(1), product(2));
    for text in [list.as_str(), lines.as_str()] {
        let outcome = read(text);
        assert_eq!((outcome.products.len(), outcome.summary.complete), (2, true), "{:?}", outcome.problems);
    }
    for end in 1..list.len() - 2 {
        let outcome = read(&list[..end]);
        assert!(!outcome.summary.complete, "{end}");
        assert!(outcome.products.iter().all(|product| ["1", "2"].contains(&product.source_id.as_str())));
    }
}

#[test]
fn pages_without_products_say_so() {
    assert_eq!(read("<html><body>404</body></html>").codes(), ["1:no_variant"]);
    assert_eq!(page(&[r#"{"@type":"Organization","name":"Shop"}"#]).codes(), ["4:no_variant"]);
    assert_eq!(read("{}").codes(), ["1:no_variant"]);
    let commented = read("<html><!-- <script type=\"application/ld+json\">{}</script> --></html>");
    assert_eq!(commented.codes(), ["1:no_variant"]);
    let cut = read("<html>\n<script type=\"application/ld+json\">{\"@type\":\"Product\"");
    assert_eq!((cut.codes(), cut.summary.complete), (vec!["2:truncated".to_owned()], false));
}

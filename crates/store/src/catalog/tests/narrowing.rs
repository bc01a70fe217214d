//! Facets, filters, and what is dropped so that the page is not empty.

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, OptionAxis, Product};

use super::{NOW, find, ids, import, product};
use crate::catalog::{Catalog, Master, SearchArgs, SearchPart, Sort};

fn coloured(mut one: Product, colours: &[(&str, &str)], size: &str) -> Product {
    let values = colours.iter().map(|(zh, en)| Localized::new(*zh, *en)).collect();
    one.options = vec![OptionAxis { name: Localized::new("颜色", "Colour"), values }];
    one.attributes = vec![Attribute { name: Localized::new("尺寸", "Size"), value: Localized::new("", size) }];
    one
}

fn shop() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let (grey, blue) = (("灰色", "Grey"), ("蓝色", "Blue"));
    let mut sold_out = coloured(product("couch", "双人沙发", "Loveseat", "living/sofa", 200_000), &[grey], "1.6 m");
    sold_out.variants[0].in_stock = false;
    sold_out.brand = "Alder".into();
    import(
        &mut master,
        &[
            coloured(product("sofa", "三人沙发", "Sofa", "living/sofa", 450_000), &[grey, blue], "2.1 m"),
            sold_out,
            coloured(product("stand", "白色床头柜", "Night stand", "bedroom/bedside", 40_000), &[blue], "40 cm"),
        ],
    );
    (dir, Catalog::open(master.dir()).unwrap())
}

#[test]
fn facets_count_colours_sizes_and_stock() {
    let (_dir, shop) = shop();
    let facets = find(&shop, "沙发").facets;
    let count = |counts: &[crate::catalog::ChoiceCount]| -> Vec<_> {
        counts.iter().map(|one| (one.name.en.clone(), one.count)).collect()
    };
    assert_eq!(count(&facets.colours), [("Grey".to_owned(), 2), ("Blue".to_owned(), 1)]);
    assert_eq!(count(&facets.sizes), [("2.1 m".to_owned(), 1), ("1.6 m".to_owned(), 1)]);
    assert_eq!(facets.in_stock, 1);
    assert_eq!(facets.brands.len(), 1);
}

#[test]
fn colours_sizes_and_stock_narrow() {
    let (_dir, shop) = shop();
    let ask = |args: SearchArgs| {
        let answer = shop.search(&SearchArgs { limit: 10, sort: Sort::PriceUp, ..args }, NOW).unwrap();
        ids(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let plain = SearchArgs::default;
    for colour in ["Blue", "蓝色", "blue"] {
        assert_eq!(ask(SearchArgs { colour: Some(colour.into()), ..plain() }), ["stand", "sofa"]);
    }
    assert_eq!(ask(SearchArgs { size: Some("1.6 m".into()), ..plain() }), ["couch"]);
    assert_eq!(ask(SearchArgs { in_stock: true, text: "沙发".into(), ..plain() }), ["sofa"]);
    assert!(ask(SearchArgs { colour: Some("pink".into()), ..plain() }).is_empty());
}

#[test]
fn the_parts_of_an_answer_are_those_of_the_whole() {
    let (_dir, shop) = shop();
    for text in ["沙发", "grey sofa", "", "sofa under 3000"] {
        let ask = |part| {
            let args = SearchArgs { text: text.into(), limit: 10, part, ..SearchArgs::default() };
            shop.search(&args, NOW).unwrap()
        };
        let [all, hits, facets] = [SearchPart::All, SearchPart::Hits, SearchPart::Facets].map(ask);
        assert_eq!((&all.hits, all.total), (&hits.hits, hits.total), "{text}");
        assert_eq!((&all.facets, all.total), (&facets.facets, facets.total), "{text}");
        assert!(facets.hits.is_empty());
    }
}

#[test]
fn a_product_is_counted_from_the_moment_it_has_a_price_whatever_part_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut later = product("later", "三人沙发", "Sofa", "living/sofa", 450_000);
    later.variants[0].prices[0].from_ms = NOW + 1_000;
    import(&mut master, &[later, product("now", "三人沙发", "Sofa", "living/sofa", 450_000)]);
    let shop = Catalog::open(dir.path()).unwrap();
    for (at_ms, total) in [(NOW, 1), (NOW + 999, 1), (NOW + 1_000, 2), (NOW, 1)] {
        for part in [SearchPart::All, SearchPart::Hits, SearchPart::Facets] {
            for text in ["sofa", ""] {
                let args = SearchArgs { text: text.into(), limit: 10, part, ..SearchArgs::default() };
                assert_eq!(shop.search(&args, at_ms).unwrap().total, total, "{part:?} of `{text}` at {at_ms}");
            }
        }
    }
}

#[test]
fn a_limit_that_nothing_meets_is_dropped_and_told() {
    let (_dir, shop) = shop();
    let answer = find(&shop, "sofa under 50");
    assert_eq!(answer.dropped_words, ["under 50"]);
    assert_eq!(answer.hits[0].source_id, "sofa");
    let answer = find(&shop, "50元以下的沙发");
    assert_eq!(answer.dropped_words, ["50元以下"]);
    assert!(!answer.hits.is_empty());
    // What was picked as a filter is not dropped.
    let args = SearchArgs { text: "sofa".into(), price_max: Some(50), limit: 5, ..SearchArgs::default() };
    assert!(shop.search(&args, NOW).unwrap().hits.is_empty());
}

#[test]
fn words_are_taken_apart_and_put_together() {
    let (_dir, shop) = shop();
    for text in ["nightstand", "night-stand", "nightstands", "bai chuangtougui", "baisechuangtougui", "ctg bai"] {
        assert_eq!(find(&shop, text).hits.first().map(|hit| hit.source_id.as_str()), Some("stand"), "{text}");
    }
    let answer = find(&shop, "ctg bai");
    assert!(answer.dropped_words.is_empty());
}

#[test]
fn a_chain_adds_its_own_synonyms_and_tablets_follow() {
    use crate::catalog::{Error, Replica};
    let (dir, tablet) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut master = Master::open(dir.path()).unwrap();
    import(&mut master, &[product("sofa", "三人沙发", "Sofa", "living/sofa", 450_000)]);
    let mut replica = Replica::open(tablet.path()).unwrap();
    replica.apply(&master.changes_since(0, None, 10).unwrap()).unwrap();
    let shop = Catalog::open(tablet.path()).unwrap();
    assert_eq!(find(&shop, "chesterfield").dropped_words, ["chesterfield"]);
    let groups = [vec!["chesterfield".to_owned(), "sofa".into()], vec!["坐具".into(), "沙发".into()]];
    let version = master.put_synonyms(&groups, NOW).unwrap();
    assert_eq!(master.put_synonyms(&groups, NOW).unwrap(), version);
    replica.apply(&master.changes_since(version - 1, None, 10).unwrap()).unwrap();
    for text in ["chesterfield", "Chesterfields", "坐具"] {
        assert_eq!(ids(&find(&shop, text)), ["sofa"], "{text}");
    }
    assert!(matches!(master.put_synonyms(&[vec!["alone".into()]], NOW), Err(Error::Synonyms(_))));
}

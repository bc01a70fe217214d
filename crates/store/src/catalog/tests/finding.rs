//! Searches as a seller types them.

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, Price, Product};
use tenon_domain::pricing::{Goods, Offer, Promotion};

use super::{NOW, find, ids, import, product, promotion};
use crate::catalog::{Catalog, Master, SearchArgs, Sort};

fn shop() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    import(
        &mut master,
        &[
            product("cab", "白色实木橱柜", "White oak cabinet", "kitchen/cabinet", 300_000),
            product("sofa", "灰色布艺沙发 2.1米", "Grey fabric sofa with chaise, 2.1 m", "living/sofa", 450_000),
            product("leather", "真皮沙发", "Leather sofa", "living/sofa", 900_000),
            product(
                "case",
                "白色书柜 玻璃门",
                "Bookcase with glass doors, white 80x200 cm",
                "living/bookcase",
                120_000,
            ),
            product("bed", "儿童床", "Children's bed", "bedroom/bed", 99_000),
            product("tile", "灰色瓷砖 60x60", "Grey floor tile 60x60", "tile/floor", 5_900),
        ],
    );
    (dir, Catalog::open(&dir_path(&master)).unwrap())
}

fn dir_path(master: &Master) -> std::path::PathBuf {
    master.dir().to_owned()
}

#[test]
fn chinese_pinyin_initials_english_and_codes_find_the_same() {
    let (_dir, shop) = shop();
    for text in [
        "橱柜",
        "实木橱柜",
        "chugui",
        "chu gui",
        "cg",
        "cabinet",
        "oak cabinets",
        "cabnet",
        "SKU-cab",
        "skucab",
        "white oak cab",
    ] {
        assert_eq!(find(&shop, text).hits.first().map(|hit| hit.source_id.as_str()), Some("cab"), "{text}");
    }
    for text in ["沙发 布艺", "灰色沙发", "gray couch chaise", "sofa 210cm", "shafa buyi", "seat sofa grey"] {
        assert_eq!(find(&shop, text).hits[0].source_id, "sofa", "{text}");
    }
    assert_eq!(ids(&find(&shop, "kids bed"))[0], "bed");
    assert_eq!(ids(&find(&shop, "book case white"))[0], "case");
    assert_eq!(ids(&find(&shop, "60×60"))[0], "tile");
}

#[test]
fn unknown_words_are_named_and_do_not_empty_the_page() {
    let (_dir, shop) = shop();
    let answer = find(&shop, "sofa Xyzzyplugh");
    assert_eq!(answer.dropped_words, ["Xyzzyplugh"]);
    assert_eq!(answer.hits.len(), 2);
    assert!(find(&shop, "qqqqqqq").hits.is_empty());
    for text in ["", " ", "with the", "\"", "a'b\"c OR NOT (", "%_*", "🛋", "\u{0}", &"sofa ".repeat(500)] {
        find(&shop, text);
    }
    assert_eq!(find(&shop, "").total, 6);
}

#[test]
fn two_strokes_are_inches() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    import(
        &mut master,
        &[
            product("short", "", "Desk 30'' wide", "office/desk", 1_000),
            product("long", "", "Desk 48'' wide", "office/desk", 1_000),
            product("foot", "", "Desk 6' wide", "office/desk", 1_000),
        ],
    );
    let shop = Catalog::open(dir.path()).unwrap();
    assert_eq!(ids(&find(&shop, "desk 30 inches"))[0], "short");
    assert_eq!(ids(&find(&shop, "desk 762 mm"))[0], "short");
    assert_eq!(ids(&find(&shop, "desk 6 ft"))[0], "foot");
}

#[test]
fn prices_limit_and_sort() {
    let (_dir, shop) = shop();
    assert_eq!(ids(&find(&shop, "sofa under 5000")), ["sofa"]);
    assert_eq!(ids(&find(&shop, "5000以上沙发")), ["leather"]);
    let args = SearchArgs { sort: Sort::PriceUp, limit: 3, ..SearchArgs::default() };
    assert_eq!(ids(&shop.search(&args, NOW).unwrap()), ["tile", "bed", "case"]);
    let args = SearchArgs { category: Some("living".into()), sort: Sort::PriceDown, limit: 9, ..args };
    let answer = shop.search(&args, NOW).unwrap();
    assert_eq!(ids(&answer), ["leather", "sofa", "case"]);
    assert_eq!((answer.facets.price_min, answer.facets.price_max), (Some(120_000), Some(900_000)));
    assert_eq!(answer.facets.categories[0].category, "living/sofa");
}

#[test]
fn categories_count_what_lies_below() {
    let (_dir, shop) = shop();
    let counts: Vec<_> = shop.categories().unwrap().into_iter().map(|one| (one.category, one.count)).collect();
    assert!(counts.contains(&("living".into(), 3)) && counts.contains(&("living/sofa".into(), 2)));
}

#[test]
fn a_price_changes_at_its_moment_and_a_promotion_holds_for_its_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut door = product("door", "木门", "Door", "door", 1000);
    door.variants[0].prices.push(Price { minor: 800, from_ms: NOW + 10, until_ms: Some(NOW + 20) });
    import(&mut master, &[door.clone(), product("tap", "龙头", "Tap", "bath/tap", 900)]);
    let week = Promotion {
        goods: Goods { categories: vec!["bath".into()], ..Goods::default() },
        from_ms: NOW + 5,
        until_ms: NOW + 30,
        ..promotion(7, Offer::Percent { basis_points: 5_000 })
    };
    master.put_promotions(std::slice::from_ref(&week), NOW).unwrap();
    let version = master.status().unwrap().version;
    assert_eq!(master.put_promotions(&[week], NOW).unwrap(), version);
    let shop = Catalog::open(dir.path()).unwrap();
    let cheapest = |at: i64| {
        let args = SearchArgs { sort: Sort::PriceUp, limit: 1, ..SearchArgs::default() };
        let hit = shop.search(&args, at).unwrap().hits.remove(0);
        (hit.source_id, hit.price_minor, hit.was_minor)
    };
    assert_eq!(cheapest(NOW), ("tap".into(), 900, None));
    assert_eq!(cheapest(NOW + 5), ("tap".into(), 450, Some(900)));
    assert_eq!(cheapest(NOW + 30), ("tap".into(), 900, None));
    let price = |at| find_at(&shop, "door", at);
    assert_eq!([NOW, NOW + 10, NOW + 19, NOW + 20].map(price), [1000, 800, 800, 1000]);
    assert_eq!(shop.product(door.id, NOW + 10).unwrap().unwrap().variants[0].price_minor, 800);
}

fn find_at(shop: &Catalog, text: &str, now_ms: i64) -> i64 {
    shop.search(&SearchArgs { text: text.into(), limit: 1, ..SearchArgs::default() }, now_ms).unwrap().hits[0]
        .price_minor
}

#[test]
fn a_code_leads_to_its_variant() {
    let (_dir, shop) = shop();
    let coded = shop.by_code("sku leather").unwrap().unwrap();
    assert_eq!(shop.stored(coded.product).unwrap().unwrap().source_id, "leather");
    assert_eq!(shop.by_code("nothing").unwrap(), None);
}

#[test]
fn a_label_on_a_shelf_stands_for_its_variant() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut sofa = product("oak-sofa", "沙发", "Sofa", "living/sofa", 1_000);
    sofa.link = Some("https://www.shop.example/products/oak-sofa?ref=feed".into());
    let mut grey = sofa.variants[0].clone();
    grey.id = Product::variant_id(sofa.id, "grey");
    (grey.sku, grey.gtin) = ("SOFA/GREY 1".into(), Some("036000291452".into()));
    sofa.variants.push(grey.clone());
    let mut lamp = product("4711", "吊灯", "Lamp", "light/ceiling", 500);
    lamp.link = Some("https://shop.example/p/brass-lamp-round".into());
    import(&mut master, &[sofa.clone(), lamp.clone()]);
    let shop = Catalog::open(master.dir()).unwrap();

    for code in ["sofagrey1", "036000291452", "0036000291452", "00036000291452"] {
        assert_eq!(shop.by_code(code).unwrap().map(|one| one.variant), Some(grey.id), "{code}");
    }
    let named = |address: &str| shop.by_address(address).unwrap().map(|one| (one.product, one.variant));
    let plain = Some((sofa.id, sofa.variants[0].id));
    for address in [
        "https://www.shop.example/products/oak-sofa",
        "http://SHOP.example/de/products/oak%2Dsofa.html#top",
        &format!("https://hq.example/v1/products/{}.jsonld", sofa.id),
    ] {
        assert_eq!(named(address), plain, "{address}");
    }
    for address in [
        "https://shop.example/products/oak-sofa?sku=SOFA%2FGREY%201",
        &format!("https://shop.example/products/oak-sofa?variant={}", grey.id),
        "https://id.gs1.org/01/00036000291452",
    ] {
        assert_eq!(named(address), Some((sofa.id, grey.id)), "{address}");
    }
    assert_eq!(named("https://shop.example/p/brass-lamp-round/").map(|one| one.0), Some(lamp.id), "by its own link");
    for address in [
        "https://elsewhere.example/products/oak-sofa",
        "https://shop.example/",
        "https://shop.example/cart",
        "javascript://shop.example/products/oak-sofa",
        "://",
        "https://%%%/%f%",
    ] {
        assert_eq!(named(address), None, "{address}");
    }
}

fn properties(mut one: Product, prose: &str, properties: &[(&str, &str)]) -> Product {
    one.description = Localized::new("", prose);
    one.attributes = properties
        .iter()
        .map(|(name, value)| Attribute { name: Localized::new("", *name), value: Localized::new("", *value) })
        .collect();
    one
}

fn furnished() -> (tempfile::TempDir, Catalog) {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let plain = |id: &str, title: &str, category: &str| product(id, "", title, category, 10_000);
    let prose = "Looks great against white walls, beside a sofa or a bed, on a desk or under a lamp.";
    import(
        &mut master,
        &[
            properties(plain("stated", "Alder nightstand", "bedroom/nightstands"), "", &[("Color", "White")]),
            properties(plain("said", "Birch nightstand", "bedroom/nightstands"), prose, &[("Color", "Black")]),
            properties(plain("lies", "Cedar loveseat", "living/loveseats"), "", &[("Reclining", "No")]),
            properties(plain("reclines", "Delta loveseat", "living/loveseats"), "", &[("Reclining", "Yes")]),
            plain("lamp", "Desk lamp", "lighting/lamps"),
            plain("desk", "Writing desk with lamp", "office/desks"),
            plain("office", "Mesh office chair", "office/chairs"),
            plain("sleeper", "Elm sofa bed", "living/sofas"),
            plain("sofa", "Fir sofa", "living/sofas"),
            plain("frame", "Gum bed", "bedroom/beds"),
            plain("mattress", "Bed pillow", "bedroom/pillows"),
        ],
    );
    (dir, Catalog::open(&dir_path(&master)).unwrap())
}

#[test]
fn what_a_property_states_comes_before_what_prose_mentions() {
    let (_dir, shop) = furnished();
    assert_eq!(ids(&find(&shop, "white nightstand"))[..2], ["stated", "said"]);
    assert_eq!(ids(&find(&shop, "white night stand"))[..2], ["stated", "said"]);
    assert_eq!(ids(&find(&shop, "reclining loveseat"))[..2], ["reclines", "lies"]);
}

#[test]
fn what_a_thing_is_for_is_not_the_thing() {
    let (_dir, shop) = furnished();
    assert_eq!(ids(&find(&shop, "lamp for desk"))[0], "lamp");
    assert_eq!(ids(&find(&shop, "chair for desk"))[0], "office");
    assert_eq!(ids(&find(&shop, "couch bed"))[0], "sleeper");
    assert_eq!(ids(&find(&shop, "desk with lamp"))[0], "desk");
}

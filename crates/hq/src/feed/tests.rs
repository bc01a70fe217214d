//! What is written is read back as it was.

use std::io::Cursor;

use proptest::prelude::*;
use tenon_domain::catalog::{Attribute, Category, OptionAxis, Price, PriceUnit, Product, ServiceRoute, Variant};
use tenon_domain::pricing::{Goods, Offer, Promotion, Rate, Stacking};
use tenon_domain::{Localized, Uuid};
use tenon_store::catalog::{Master, NewPrices};

use super::{Google, Terms, jsonld};
use crate::import::{Item, Options, read};

const TERMS: Terms<'static> = Terms { sheet: None, now_ms: 1_000, pictures: "https://hq/pictures/" };

fn feed(products: &[Product], terms: &Terms<'_>) -> String {
    let mut feed = Google::begin(Vec::new(), "Shop & more", "https://shop/").unwrap();
    for product in products {
        feed.product(product, terms).unwrap();
    }
    String::from_utf8(feed.end().unwrap()).unwrap()
}

fn read_back(text: &str) -> Vec<Product> {
    let options =
        Options { merchant: "m".to_owned(), currency: None, format: None, mapping: None, file: "feed".to_owned() };
    let mut products = Vec::new();
    read::<String>(Cursor::new(text), &options, &mut |item| {
        match item {
            Item::Product(product) => products.push(*product),
            Item::Problem(problem) => return Err(problem.message),
            Item::Kept(_) | Item::Progress { .. } => {}
        }
        Ok(())
    })
    .unwrap();
    products
}

/// A text as an import leaves it: on one line, without markup.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Oak",
        "oak & ash",
        "20\" deep",
        "5 < 6",
        "it's",
        "Größe",
        "é",
        "a / b",
        "x: y",
        "100 %",
        "€",
        "\u{1f6cb} sofa",
        "橡木",
        "白色 \"大\"",
    ])
    .prop_flat_map(|stem| (0..200_u32).prop_map(move |number| format!("{stem} {number}")))
}

/// Attributes of different names: two of one name are one with the last value, in every format.
fn distinct(named: Vec<(Localized, Localized)>) -> Vec<Attribute> {
    let same = |a: &str, b: &str| !a.is_empty() && a == b;
    let mut kept: Vec<Attribute> = Vec::new();
    for (name, value) in named {
        if !kept.iter().any(|one| same(&one.name.zh, &name.zh) || same(&one.name.en, &name.en)) {
            kept.push(Attribute { name, value });
        }
    }
    kept
}

/// In Chinese, with an English twin or not, or in English alone.
fn local() -> impl Strategy<Value = Localized> {
    (word(), any::<bool>()).prop_map(|(word, both)| {
        let han = word.contains(['橡', '白']);
        match (han, both) {
            (true, true) => {
                Localized::new(word.as_str(), format!("EN {word}").replace(['橡', '木', '白', '色', '大'], "x"))
            }
            (true, false) => Localized::new(format!("中 {word}"), ""),
            _ => Localized::new("", word),
        }
    })
}

fn variant(choice: Vec<u16>) -> impl Strategy<Value = Variant> {
    let sale = prop::option::of((1_000_i64..5_000, 2_000_i64..9_000));
    (any::<u128>(), word(), any::<bool>(), 10_000_i64..1_000_000, sale, prop::option::of(1_i64..100), any::<bool>())
        .prop_map(move |(id, sku, has_sku, minor, sale, over, in_stock)| {
            let mut prices = vec![Price { minor, from_ms: i64::MIN, until_ms: None }];
            prices.extend(sale.map(|(off, from_ms)| Price {
                minor: minor - off,
                from_ms,
                until_ms: Some(from_ms + 1_000),
            }));
            Variant {
                id: Uuid::from_u128(id),
                // Each its own: of two variants with one SKU an import says so.
                sku: if has_sku { format!("{sku} {:08x}", id % 0x1_0000_0000) } else { String::new() },
                gtin: in_stock.then(|| "4006381333931".to_owned()),
                choice: choice.clone(),
                currency: if id % 3 == 0 { "JPY" } else { "CNY" }.to_owned(),
                prices,
                compare_at_minor: over.map(|over| minor + over),
                in_stock,
                picture: (id % 2 == 0).then(|| format!("https://x/v{id}.jpg")),
            }
        })
}

fn product() -> impl Strategy<Value = Product> {
    let axes = prop::collection::vec(prop::collection::btree_set(local(), 1..3), 0..3);
    let texts = (local(), local(), word(), prop::collection::vec(local(), 1..4));
    let extras = (
        prop::collection::btree_set(word(), 0..3),
        prop::collection::vec((local(), local()), 0..4),
        prop::collection::btree_set(0..50_u32, 0..4),
        any::<bool>(),
        word(),
    );
    (axes, texts, extras)
        .prop_flat_map(|(axes, texts, extras)| {
            let mut choices: Vec<Vec<u16>> = vec![Vec::new()];
            for axis in &axes {
                let places = 0..u16::try_from(axis.len()).unwrap();
                choices = choices
                    .iter()
                    .flat_map(|choice| places.clone().map(move |at| [choice.as_slice(), &[at]].concat()))
                    .collect();
            }
            let variants: Vec<_> = choices.into_iter().map(variant).collect();
            variants.prop_map(move |variants| {
                let (title, description, brand, mut names) = texts.clone();
                let (tags, attributes, pictures, heavy, source_id) = extras.clone();
                let name = names.pop().unwrap();
                let option = |(at, values): (usize, &std::collections::BTreeSet<Localized>)| OptionAxis {
                    name: Localized::new("", format!("Axis {at}")),
                    values: values.iter().cloned().collect(),
                };
                Product {
                    id: Product::id_of("m", &source_id),
                    merchant: "m".to_owned(),
                    source_id,
                    title,
                    description,
                    brand,
                    category: Category { path: "some/where".to_owned(), name, above: names },
                    tags: tags.into_iter().collect(),
                    link: heavy.then(|| "https://x/p?a=1&b=2".to_owned()),
                    route: if heavy { ServiceRoute::Heavy } else { ServiceRoute::Light },
                    unit: if heavy { PriceUnit::SquareMetre } else { PriceUnit::Each },
                    options: axes.iter().enumerate().map(option).collect(),
                    variants,
                    pictures: pictures.into_iter().map(|at| format!("https://x/{at}.jpg")).collect(),
                    attributes: distinct(attributes),
                }
            })
        })
        // What identifies a product has no markup in it, and variants have identifiers of their own.
        .prop_filter("identities", |product| {
            let ids: std::collections::BTreeSet<_> = product.variants.iter().map(|variant| variant.id).collect();
            !product.source_id.contains('<') && ids.len() == product.variants.len()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_google_feed_is_read_back_as_it_was(product in product()) {
        let text = feed(std::slice::from_ref(&product), &TERMS);
        prop_assert_eq!(read_back(&text), vec![product], "{}", text);
    }

    #[test]
    fn json_ld_is_read_back_as_it_was(mut product in product()) {
        product.unit = PriceUnit::default();
        product.route = ServiceRoute::default();
        product.variants.iter_mut().for_each(|variant| variant.prices.truncate(1));
        let text = serde_json::to_string_pretty(&jsonld(&product, &TERMS)).unwrap();
        prop_assert_eq!(read_back(&text), vec![product], "{}", text);
    }
}

/// What the website is told at `now_ms` of a lamp imported at 100.00, which the book and a promotion then act on.
fn told_of_a_lamp(now_ms: i64) -> Product {
    let text = "[{\"@type\":\"Product\",\"name\":\"Lamp\",\"sku\":\"L\",\"category\":\"Light\",\"offers\":{\"price\":100,\"priceCurrency\":\"CNY\"}}]";
    let lamp = read_back(text).remove(0);
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let mut import = master.begin_import(&lamp.merchant, "file").unwrap();
    import.upsert(&lamp).unwrap();
    import.finish(0).unwrap();
    let book = NewPrices {
        zone: None,
        name: Localized::default(),
        from_ms: 2_000,
        until_ms: None,
        lines: vec![(lamp.id, lamp.variants[0].id, Some(Rate::plain(8_000)))],
    };
    master.publish_prices(&book, 0).unwrap();
    let promotion = Promotion {
        id: Uuid::nil(),
        name: Localized::default(),
        offer: Offer::Percent { basis_points: 1_000 },
        goods: Goods { categories: vec!["light".to_owned()], ..Goods::default() },
        except: None,
        stores: Vec::new(),
        channels: Vec::new(),
        from_ms: 3_000,
        until_ms: 600_000,
        limit: None,
        priority: 0,
        stacking: Stacking::default(),
    };
    master.put_promotions(&[promotion], 0).unwrap();
    let mut out = Vec::new();
    super::write(dir.path(), &mut out, "https://hq", None, now_ms).unwrap();
    read_back(&String::from_utf8(out).unwrap()).remove(0)
}

#[test]
fn the_website_is_told_what_book_and_promotions_make_of_a_price() {
    let [before, booked, promoted] = [1_000, 2_000, 3_000].map(|now| (now, told_of_a_lamp(now)));
    let cost = |(now, lamp): &(i64, Product)| lamp.variants[0].price_at(*now);
    assert_eq!([cost(&before), cost(&booked), cost(&promoted)], [Some(10_000), Some(8_000), Some(7_200)]);
    // The promotion ends by itself, also for a website that has not asked again.
    assert_eq!(promoted.1.variants[0].price_at(600_000), Some(8_000));
}

#[test]
fn pictures_that_are_stored_here_have_an_address() {
    let mut lamp = read_back(
        "[{\"@type\":\"Product\",\"name\":\"Lamp\",\"sku\":\"L\",\"offers\":{\"price\":1,\"priceCurrency\":\"CNY\"}}]",
    )
    .remove(0);
    lamp.pictures = vec!["ab12".to_owned()];
    assert!(
        feed(std::slice::from_ref(&lamp), &TERMS).contains("<g:image_link>https://hq/pictures/ab12</g:image_link>")
    );
}

#[test]
fn the_demonstrations_goods_are_read_back_as_they_were() {
    let today = 1_795_305_600_000;
    let terms = Terms { now_ms: today, ..TERMS };
    let address = |picture: &String| format!("https://x/{picture}");
    for mut product in crate::demo::products(1, today, 300) {
        product.merchant = "m".to_owned();
        product.id = Product::id_of("m", &product.source_id);
        product.pictures = product.pictures.iter().map(address).collect();
        for variant in &mut product.variants {
            variant.picture = variant.picture.as_ref().map(address);
        }
        let mut back = read_back(&feed(std::slice::from_ref(&product), &terms)).remove(0);
        for (back, was) in back.variants.iter_mut().zip(&mut product.variants) {
            // Of announced prices a feed tells the next, and only if it is lower.
            assert_eq!(back.price_at(today), was.price_at(today));
            let next = was.prices.iter().map(|price| price.from_ms).filter(|from| *from > today).min();
            let lower = next.filter(|at| was.price_at(*at) < was.price_at(today));
            assert_eq!(lower.map(|at| back.price_at(at)), lower.map(|at| was.price_at(at)));
            back.prices.truncate(1);
            was.prices.truncate(1);
        }
        assert_eq!(back, product);
    }
}

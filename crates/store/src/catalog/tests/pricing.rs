//! Prices by zone and time, on headquarters' copy and on tablets'.

use std::path::Path;

use proptest::prelude::*;
use tenon_domain::catalog::{PriceUnit, Product};
use tenon_domain::entities::{AuthorityRule, DiscountAuthority, Role};
use tenon_domain::pricing::{Channel, Goods, Offer, Promotion, Rate, Reason, Size, SizeTable};
use tenon_domain::{Localized, Uuid};

use super::{NOW, find, import, product, promotion};
use crate::catalog::{AskedLine, Catalog, Error, Market, Master, NewPrices, Replica, SearchArgs, SearchPart, Sort};

fn line(product: &Product, rate: impl Into<Option<Rate>>) -> (Uuid, Uuid, Option<Rate>) {
    (product.id, product.variants[0].id, rate.into())
}

fn prices(zone: Option<&str>, from_ms: i64, lines: Vec<(Uuid, Uuid, Option<Rate>)>) -> NewPrices {
    NewPrices { zone: zone.map(str::to_owned), name: Localized::new("新价", "New"), from_ms, until_ms: None, lines }
}

fn sold_in(dir: &Path, zone: Option<&str>) -> Catalog {
    let catalog = Catalog::open(dir).unwrap();
    catalog.sell_in(Market { zone: zone.map(str::to_owned), channel: Channel::Showroom, ..Market::default() });
    catalog
}

/// What the list, the sheet and a basket of one say a product costs; they must agree.
fn cost(catalog: &Catalog, product: &Product, at: i64) -> i64 {
    let variant = &product.variants[0];
    let args = SearchArgs { text: variant.sku.clone(), limit: 1, ..SearchArgs::default() };
    let hit = catalog.search(&args, at).unwrap().hits.remove(0);
    let sheet = catalog.product(product.id, at).unwrap().unwrap().variants.remove(0);
    let asked = AskedLine { product_id: product.id, variant_id: variant.id, count: 1, ..AskedLine::default() };
    let basket = catalog.price(&[asked], at).unwrap().unwrap();
    assert_eq!((hit.price_minor, &hit.why), (sheet.price_minor, &sheet.why));
    assert_eq!((basket.total_minor, &basket.lines[0].why), (sheet.price_minor, &sheet.why));
    // The price that sorting, filters and facets use.
    let found = catalog.search(&args, at).unwrap().facets;
    assert_eq!(found.price_min, Some(sheet.price_minor));
    sheet.price_minor
}

fn follow(master: &mut Master, tablet: &mut Replica, page: u32) -> usize {
    let mut bytes = 0;
    loop {
        let from = tablet.status().unwrap().version;
        let changes = master.changes_since(from, tablet.resume().unwrap(), page).unwrap();
        let wire = serde_json::to_vec(&changes).unwrap();
        bytes += zstd::bulk::compress(&wire, 3).unwrap().len();
        tablet.apply(&serde_json::from_slice(&wire).unwrap()).unwrap();
        if changes.next.is_none() {
            return bytes;
        }
    }
}

#[test]
fn a_published_price_begins_at_its_moment_in_its_zone() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (door, tap) = (product("door", "木门", "Door", "door", 1_000), product("tap", "龙头", "Tap", "tap", 900));
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, &[door.clone(), tap.clone()]);
    let mut tablet = Replica::open(dir.path()).unwrap();
    follow(&mut master, &mut tablet, 100);
    let everywhere =
        master.publish_prices(&prices(None, NOW + 10, vec![line(&door, Rate::plain(1_100))]), NOW).unwrap();
    let north = prices(Some("north"), NOW + 20, vec![line(&door, Rate::plain(1_200)), line(&tap, Rate::plain(950))]);
    let north = master.publish_prices(&north, NOW).unwrap();
    let back = prices(Some("north"), NOW + 30, vec![line(&door, None)]);
    master.publish_prices(&back, NOW).unwrap();
    follow(&mut master, &mut tablet, 1);
    assert_eq!((everywhere.number, north.number, master.status().unwrap().price_book), (2, 3, 4));
    for dir in [hq.path(), dir.path()] {
        // One reader over all moments, as a tablet that stays open.
        let (plain, zoned) = (sold_in(dir, None), sold_in(dir, Some("north")));
        let at = |catalog, product| [0, 9, 10, 19, 20, 29, 30].map(|ms| cost(catalog, product, NOW + ms));
        assert_eq!(at(&plain, &door), [1_000, 1_000, 1_100, 1_100, 1_100, 1_100, 1_100]);
        assert_eq!(at(&zoned, &door), [1_000, 1_000, 1_100, 1_100, 1_200, 1_200, 1_100]);
        assert_eq!(at(&zoned, &tap), [900, 900, 900, 900, 950, 950, 950]);
        let holds_until = |ms| {
            cost(&zoned, &door, NOW + ms);
            zoned.prices_hold_until().map(|until| until - NOW)
        };
        assert_eq!([0, 9, 10, 29, 30].map(holds_until), [Some(10), Some(10), Some(20), Some(30), None]);
        let sheet = zoned.product(door.id, NOW + 25).unwrap().unwrap();
        assert!(matches!(&sheet.variants[0].why[0],
            Reason::Book { version: 3, zone: Some(zone), from_ms: Some(from), .. } if zone == "north" && *from == NOW + 20));
        let sheet = zoned.product(door.id, NOW).unwrap().unwrap();
        assert!(matches!(sheet.variants[0].why[0], Reason::Book { version: 1, zone: None, from_ms: None, .. }));
    }
    // A later import changes what lies below, not what was published.
    let mut dearer = [door.clone(), tap.clone()];
    for one in &mut dearer {
        one.variants[0].prices[0].minor += 5_000;
    }
    import(&mut master, &dearer);
    follow(&mut master, &mut tablet, 100);
    let zoned = sold_in(dir.path(), Some("north"));
    assert_eq!([cost(&zoned, &door, NOW), cost(&zoned, &door, NOW + 30)], [6_000, 1_100]);
    assert_eq!([cost(&zoned, &tap, NOW), cost(&zoned, &tap, NOW + 20)], [5_900, 950]);
}

#[test]
fn a_thousand_prices_travel_in_a_few_bytes_each() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut goods: Vec<Product> = (0..3_000)
        .map(|n| product(&format!("p{n}"), "实木门 静音", &format!("Silent door no. {n}"), "door", 10_000 + n * 37))
        .collect();
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, &goods);
    let mut tablet = Replica::open(dir.path()).unwrap();
    follow(&mut master, &mut tablet, 5_000);
    // By an import that differs in prices only …
    for (product, n) in goods.iter_mut().step_by(3).zip(0_i64..) {
        product.variants[0].prices[0].minor = 100_000 + n * n * 7_919 % 900_001;
    }
    import(&mut master, &goods);
    let before = tablet.status().unwrap().version;
    let page = master.changes_since(before, None, 5_000).unwrap();
    assert_eq!((page.products.len(), page.repriced.len()), (0, 1_000));
    let by_import = follow(&mut master, &mut tablet, 5_000);
    assert!(by_import <= 60 * 1_000, "{by_import} bytes for 1,000 prices by import");
    // … and by a version of the price book.
    let rate = |n: i64| Rate::plain(100_000 + n * n * 6_007 % 900_001);
    let lines = goods.iter().step_by(3).zip(0..).map(|(product, n)| line(product, rate(n))).collect();
    master.publish_prices(&prices(Some("north"), NOW + 1, lines), NOW).unwrap();
    let by_book = follow(&mut master, &mut tablet, 5_000);
    assert!(by_book <= 60 * 1_000, "{by_book} bytes for 1,000 prices by a version");
    println!("{} bytes a price by import, {} by a version", by_import / 1_000, by_book / 1_000);
    let here = Catalog::open(dir.path()).unwrap();
    assert_eq!(here.stored(goods[999].id).unwrap().unwrap(), goods[999]);
    assert_eq!(cost(&sold_in(dir.path(), Some("north")), &goods[3], NOW + 1), rate(1).leading());
}

#[test]
fn a_text_that_changed_before_a_price_still_travels() {
    let (hq, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut door = product("door", "木门", "Door", "door", 1_000);
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, std::slice::from_ref(&door));
    let mut tablet = Replica::open(dir.path()).unwrap();
    follow(&mut master, &mut tablet, 10);
    door.title.en = "Front door".into();
    import(&mut master, std::slice::from_ref(&door));
    door.variants[0].prices[0].minor = 1_200;
    import(&mut master, std::slice::from_ref(&door));
    follow(&mut master, &mut tablet, 10);
    assert_eq!(Catalog::open(dir.path()).unwrap().stored(door.id).unwrap().unwrap(), door);
    // What a version of the imported book said stays known at headquarters.
    let known = |conn: &rusqlite::Connection| -> (i64, String) {
        let sql = "SELECT until_version, prices FROM imported_before";
        conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    let (until, before) = known(&master.conn);
    assert!(until == 3 && before.contains("1000"), "{before}");
}

#[test]
fn a_catalog_from_before_the_price_book_is_upgraded() {
    let dir = tempfile::tempdir().unwrap();
    let mut door = product("door", "木门", "Door", "door", 1_000);
    {
        let conn = rusqlite::Connection::open(dir.path().join("catalog.db")).unwrap();
        conn.execute_batch(include_str!("../../../../../migrations/catalog/0001_catalog.sql")).unwrap();
        conn.execute_batch(include_str!("../../../../../migrations/catalog/0001_catalog_hq.sql")).unwrap();
        conn.execute_batch("PRAGMA user_version = 1; UPDATE meta SET version = 5, price_book = 5, products = 1")
            .unwrap();
        let body = serde_json::to_string(&door).unwrap();
        let product = rusqlite::params![door.id.as_bytes(), body];
        conn.execute("INSERT INTO products (doc, id, changed, text_hash, body) VALUES (1, ?1, 4, 0, ?2)", product)
            .unwrap();
        let old = format!(
            r#"{{"id":"{}","name":{{"zh":"周年","en":"Anniversary"}},"categories":["door"],"basis_points_off":1000,"from_ms":{NOW},"until_ms":{}}}"#,
            Uuid::from_u128(7),
            NOW + 1_000
        );
        conn.execute("INSERT INTO promotions VALUES (?1, ?2)", rusqlite::params![[7_u8; 16], old]).unwrap();
    }
    let mut master = Master::open(dir.path()).unwrap();
    assert_eq!(master.base_book().unwrap(), 5);
    // A tablet that is behind is told all of the product, not only its price.
    assert_eq!(master.changes_since(3, None, 10).unwrap().products, std::slice::from_ref(&door));
    let sheet = Catalog::open(dir.path()).unwrap().product(door.id, NOW).unwrap().unwrap();
    assert_eq!((sheet.variants[0].price_minor, sheet.variants[0].was_minor), (900, Some(1_000)));
    // It is found, though its index was another.
    let answer = find(&Catalog::open(dir.path()).unwrap(), "木门");
    assert_eq!((answer.hits[0].product_id, answer.hits[0].price_minor), (door.id, 900));
    assert_eq!((answer.facets.price_min, answer.facets.in_stock), (Some(900), 1));
    door.variants[0].prices[0].minor = 1_200;
    import(&mut master, std::slice::from_ref(&door));
    let answer = find(&Catalog::open(dir.path()).unwrap(), "Door");
    assert_eq!((answer.total, answer.hits[0].price_minor), (1, 1_080));
}

#[test]
fn a_tablets_copy_with_the_index_before_is_upgraded_where_it_lies() {
    let dir = tempfile::tempdir().unwrap();
    let door = product("door", "木门", "Door", "door", 1_000);
    Replica::upgrade(dir.path()).unwrap();
    assert!(matches!(Catalog::open(dir.path()), Err(Error::Missing(_))));
    {
        let conn = rusqlite::Connection::open(dir.path().join("catalog.db")).unwrap();
        conn.execute_batch(include_str!("../../../../../migrations/catalog/0001_catalog.sql")).unwrap();
        conn.execute_batch(include_str!("../../../../../migrations/catalog/0002_prices.sql")).unwrap();
        conn.execute_batch(
            "PRAGMA user_version = 2;
             UPDATE meta SET version = 5, price_book = 5, products = 1, next_doc = 2, state = 9;
             INSERT INTO price_versions VALUES (5, 'north', '', 'New', 0, NULL, 0);
             INSERT INTO segments VALUES (1, 1, x'01'); INSERT INTO postings VALUES (1, 'old', 1, x'0101');
             INSERT INTO doc_columns VALUES (0, 9, x'00')",
        )
        .unwrap();
        let body = serde_json::to_string(&door).unwrap();
        let row = rusqlite::params![door.id.as_bytes(), body];
        conn.execute("INSERT INTO products VALUES (1, ?1, 4, 0, ?2, 4)", row).unwrap();
        let rate = serde_json::to_string(&Rate::plain(700)).unwrap();
        let row = rusqlite::params![door.id.as_bytes(), door.variants[0].id.as_bytes(), rate];
        conn.execute("INSERT INTO price_lines VALUES (?1, ?2, 5, ?3)", row).unwrap();
    }
    Replica::upgrade(dir.path()).unwrap();
    assert_eq!(cost(&sold_in(dir.path(), None), &door, NOW), 1_000);
    assert_eq!(cost(&sold_in(dir.path(), Some("north")), &door, NOW), 700);
    assert_eq!(find(&Catalog::open(dir.path()).unwrap(), "木门").total, 1);
    assert_eq!(Replica::open(dir.path()).unwrap().status().unwrap().version, 5);
}

#[test]
fn prices_of_a_zone_and_promotions_reach_every_chunk_of_columns() {
    let hq = tempfile::tempdir().unwrap();
    let mut master = Master::open(hq.path()).unwrap();
    // More than a chunk of columns has, so that the last ones lie in the second.
    let goods: Vec<Product> = (0..4_100_i64)
        .map(|n| product(&format!("p{n}"), "", "Thing", if n % 2 == 0 { "a" } else { "b" }, 10_000 + 2 * n))
        .collect();
    import(&mut master, &goods);
    let (first, last) = (&goods[3], &goods[4_099]);
    let north =
        vec![line(first, Rate::plain(500)), line(last, Rate::plain(700)), line(&goods[4_098], Rate::plain(90_000))];
    master.publish_prices(&prices(Some("north"), NOW + 10, north), NOW).unwrap();
    let goods_of = Goods { products: vec![last.id], ..Goods::default() };
    let half = Promotion { goods: goods_of, from_ms: NOW + 20, ..promotion(1, Offer::Percent { basis_points: 5_000 }) };
    let oak = Goods { categories: vec!["a".into()], merchants: vec!["oak".into()], ..Goods::default() };
    let tenth = Promotion { goods: oak, from_ms: NOW + 20, ..promotion(2, Offer::Percent { basis_points: 1_000 }) };
    master.put_promotions(&[half, tenth], NOW).unwrap();
    let (north, south) = (sold_in(hq.path(), Some("north")), sold_in(hq.path(), Some("south")));
    let cheapest = |catalog: &Catalog, at: i64, text: &str| {
        let args = SearchArgs { text: text.into(), sort: Sort::PriceUp, limit: 2, ..SearchArgs::default() };
        let answer = catalog.search(&args, at).unwrap();
        assert_eq!(answer.total, 4_100);
        let counted = SearchArgs { part: SearchPart::Facets, ..args };
        assert_eq!(catalog.search(&counted, at).unwrap().facets, answer.facets);
        assert_eq!(answer.facets.price_min, Some(answer.hits[0].price_minor));
        let dearest = SearchArgs { text: text.into(), sort: Sort::PriceDown, limit: 1, ..SearchArgs::default() };
        let dearest = catalog.search(&dearest, at).unwrap().hits.remove(0);
        assert_eq!(answer.facets.price_max, Some(dearest.price_minor));
        (answer.hits.iter().map(|hit| (hit.product_id, hit.price_minor)).collect::<Vec<_>>(), dearest.price_minor)
    };
    for text in ["", "thing"] {
        assert_eq!(cheapest(&north, NOW, text), (vec![(goods[0].id, 10_000), (goods[1].id, 10_002)], 18_198));
        assert_eq!(cheapest(&north, NOW + 10, text), (vec![(first.id, 500), (last.id, 700)], 90_000));
        assert_eq!(cheapest(&north, NOW + 20, text), (vec![(last.id, 350), (first.id, 500)], 81_000));
        assert_eq!(cheapest(&south, NOW + 20, text).0, [(goods[0].id, 9_000), (goods[2].id, 9_004)]);
        let args =
            SearchArgs { text: text.into(), price_max: Some(9_099), price_min: Some(9_099), ..SearchArgs::default() };
        assert_eq!(south.search(&args, NOW + 20).unwrap().total, 1);
        // The same reader again, now that its promotions have ended.
        assert_eq!(cheapest(&north, NOW + 2_000, text), (vec![(first.id, 500), (last.id, 700)], 90_000));
    }
    let between = |catalog: &Catalog, at: i64| {
        let args = SearchArgs { price_min: Some(300), price_max: Some(400), limit: 10, ..SearchArgs::default() };
        catalog.search(&args, at).unwrap().hits.iter().map(|hit| hit.product_id).collect::<Vec<_>>()
    };
    assert_eq!(between(&north, NOW + 20), [last.id]);
    assert!(between(&north, NOW + 10).is_empty() && between(&south, NOW + 20).is_empty());
}

#[test]
fn a_basket_is_priced_by_size_and_refused_by_line() {
    let hq = tempfile::tempdir().unwrap();
    let mut door = product("door", "木门", "Door", "door", 1_000);
    door.unit = PriceUnit::Opening;
    let mut master = Master::open(hq.path()).unwrap();
    import(&mut master, std::slice::from_ref(&door));
    let (widths_mm, heights_mm) = (vec![800, 900], vec![2_000, 2_200]);
    let table = SizeTable { widths_mm, heights_mm, minor: vec![100, 200, 300, 400] };
    master.publish_prices(&prices(None, NOW, vec![line(&door, Rate::Table(table.clone()))]), NOW).unwrap();
    let catalog = Catalog::open(hq.path()).unwrap();
    let asked = |width_mm, height_mm| {
        let (product_id, variant_id) = (door.id, door.variants[0].id);
        let size = Some(Size { width_mm, height_mm });
        let asked = AskedLine { line: "hall".into(), product_id, variant_id, count: 2, size, ..AskedLine::default() };
        catalog.price(&[asked], NOW).unwrap()
    };
    assert_eq!(asked(850, 2_100).unwrap().total_minor, 800);
    let refusal = asked(950, 2_100).unwrap_err();
    assert_eq!(refusal.code, "size_beyond_table");
    assert_eq!(refusal.facts["line"], tenon_domain::Fact::Text("hall".into()));
    let sheet = catalog.product(door.id, NOW).unwrap().unwrap();
    assert_eq!(
        (sheet.variants[0].price_minor, sheet.variants[0].largest),
        (100, Some(Size { width_mm: 900, height_mm: 2_200 }))
    );
    let broken = SizeTable { minor: vec![1], ..table };
    let broken = master.publish_prices(&prices(None, NOW, vec![line(&door, Rate::Table(broken))]), NOW);
    assert!(matches!(broken, Err(Error::Faulty(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn the_list_sorts_by_the_price_that_it_shows(
        offers in prop::collection::vec((0_u8..3, 1_u32..9_000, 0_u8..5, -10_i64..10, 0_i32..2), 0..5),
        floor_bp in 0_u32..9_000, floor_for_oak in any::<bool>(),
    ) {
        let hq = tempfile::tempdir().unwrap();
        let mut master = Master::open(hq.path()).unwrap();
        let place = ["a/b", "a/c", "d"].into_iter().cycle();
        let goods: Vec<Product> = (0..40_i64)
            .zip(place)
            .map(|(n, place)| product(&format!("p{n}"), "", &format!("Thing {n}"), place, 1_000 + n * n * 37 % 9_000))
            .collect();
        import(&mut master, &goods);
        let promotions: Vec<Promotion> = offers.iter().zip(1..).map(|(&(kind, size, reach, from, priority), number)| {
            let offer = match kind {
                0 => Offer::Percent { basis_points: size },
                1 => Offer::Amount { minor: i64::from(size) },
                _ => Offer::FixedPrice { minor: i64::from(size) },
            };
            let reach = match reach {
                0 => Goods::default(),
                1 => Goods { categories: vec!["a".into()], ..Goods::default() },
                2 => Goods { merchants: vec!["oak".into()], ..Goods::default() },
                3 => Goods { merchants: vec!["elm".into()], ..Goods::default() },
                _ => Goods { products: goods.iter().step_by(7).map(|one| one.id).collect(), ..Goods::default() },
            };
            Promotion { goods: reach, from_ms: NOW + from, priority, ..promotion(number, offer) }
        }).collect();
        master.put_promotions(&promotions, NOW).unwrap();
        let merchant = floor_for_oak.then(|| "oak".to_owned());
        let rule = AuthorityRule { role: Role::Clerk, merchant, category: None, limit_bp: 0, floor_bp };
        let authority = Some(DiscountAuthority { version: 1, rules: vec![rule] });
        let catalog = Catalog::open(hq.path()).unwrap();
        catalog.sell_in(Market { authority, ..Market::default() });
        for at in [NOW - 20, NOW, NOW + 9, NOW + 2_000] {
            let args = SearchArgs { sort: Sort::PriceUp, limit: 100, ..SearchArgs::default() };
            let answer = catalog.search(&args, at).unwrap();
            prop_assert_eq!(answer.hits.len(), 40);
            prop_assert!(answer.hits.is_sorted_by_key(|hit| hit.price_minor));
            prop_assert_eq!(answer.facets.price_min, answer.hits.first().map(|hit| hit.price_minor));
            prop_assert_eq!(answer.facets.price_max, answer.hits.last().map(|hit| hit.price_minor));
        }
    }
}

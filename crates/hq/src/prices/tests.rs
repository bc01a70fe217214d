//! Files of prices.

use tenon_domain::pricing::{Rate, SizeTable};
use tenon_store::catalog::{Catalog, Master};

use super::{PriceFile, read};
use crate::demo;

const TODAY: i64 = 1_795_305_600_000;

/// A catalog, and the codes of its first three variants.
fn shop() -> (tempfile::TempDir, Catalog, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let products: Vec<_> = demo::products(1, TODAY, 40).collect();
    let merchant = products[0].merchant.clone();
    let mut import = master.begin_import(&merchant, "file").unwrap();
    let mine: Vec<_> = products.into_iter().filter(|product| product.merchant == merchant).collect();
    for product in &mine {
        import.upsert(product).unwrap();
    }
    import.finish(TODAY).unwrap();
    let codes = mine.iter().flat_map(|product| &product.variants).map(|variant| variant.sku.clone()).take(3).collect();
    let catalog = Catalog::open(dir.path()).unwrap();
    (dir, catalog, codes)
}

fn told(file: &PriceFile) -> Vec<(u64, &str)> {
    file.problems.iter().map(|problem| (problem.line, problem.code)).collect()
}

#[test]
fn prices_minimums_and_tables_are_read() {
    let (_dir, catalog, codes) = shop();
    let [a, b, c] = [&codes[0], &codes[1], &codes[2]];
    let text = format!(
        "\u{feff}货号,名称,价格,起订,宽,高\n{a},x,\"1,280.50\",1.5,,\n{b},y,,,,\n{c},z,100,,800,2100\n{c},z,120,,900,2100\n"
    );
    let file = read(&text, &catalog).unwrap();
    assert_eq!(told(&file), []);
    let rate = |code: &str| {
        let known = catalog.with_code(code).unwrap()[0];
        file.lines.iter().find(|(_, variant, _)| *variant == known.variant).unwrap().2.clone()
    };
    assert_eq!(rate(a), Some(Rate::Unit { minor: 128_050, minimum_milli: 1_500 }));
    assert_eq!(rate(b), None);
    let (widths_mm, heights_mm) = (vec![800, 900], vec![2_100]);
    assert_eq!(rate(c), Some(Rate::Table(SizeTable { widths_mm, heights_mm, minor: vec![10_000, 12_000] })));
}

#[test]
fn every_line_that_cannot_be_taken_is_named() {
    let (_dir, catalog, codes) = shop();
    let [a, b, c] = [&codes[0], &codes[1], &codes[2]];
    let text = format!(
        "sku,price,minimum,width_mm,height_mm\nNO-SUCH,1,,,\n{a},cheap,,,\n{a},1,,,\n{a},2,,,\n{b},-5,,,\n{b},5,a lot,,\n\
         {b},5 EUR,,,\n{b},5,,12.5,1\n,5,,,\n{c},1,,800,2000\n{c},2,,900,2100\n"
    );
    let file = read(&text, &catalog).unwrap();
    let expected = [
        (2, "code_unknown"),
        (3, "price"),
        (5, "twice"),
        (6, "price"),
        (7, "minimum"),
        (8, "price"),
        (9, "size"),
        (10, "code_unknown"),
        (12, "table"),
    ];
    assert_eq!(told(&file), expected);
    assert_eq!(told(&read("name,price\nx,1\n", &catalog).unwrap()), [(1, "columns")]);
}

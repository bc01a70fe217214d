//! Judged queries: what shoppers type, and which products answer it. How they were judged stands at the head of
//! `ikea.txt`. The bench of the workspace includes this folder, and `product.rs` beside it, to put the same questions to
//! other engines.

mod rule;

use std::collections::HashMap;
use std::path::PathBuf;

use tenon_domain::catalog::Product;

#[allow(unused_imports, reason = "the bench names the type, the test does not")]
pub(crate) use rule::{Grade, Query, queries};

use super::product::product;

/// Over the catalog that `products` reads.
pub(crate) const IKEA: &str = include_str!("ikea.txt");
/// Over the same catalog, never used for tuning; its head says how it came about.
#[allow(dead_code, reason = "only the bench asks them: a test that fails on them would make them a tuning set")]
pub(crate) const BLIND: &str = include_str!("blind.txt");
/// Over the demonstration catalog of headquarters.
#[allow(dead_code, reason = "only the bench can make that catalog")]
pub(crate) const DEMO: &str = include_str!("demo.txt");

/// The real catalog, if its file lies beside the workspace; the crate that includes this lies `depth` folders below its
/// root. Otherwise where the file should be.
pub(crate) fn products(manifest_dir: &str, depth: usize) -> Result<Vec<Product>, PathBuf> {
    let up = std::iter::repeat_n("..", depth + 1);
    let file = ["shared", "data", "catalogs", "ikea", "ikea.csv"];
    let path: PathBuf = std::iter::once(manifest_dir).chain(up).chain(file).collect();
    let Ok(text) = std::fs::read_to_string(&path) else { return Err(path) };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut products: Vec<Product> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [_, item, name, category, price, _, _, link, _, description, ..] = cells[..] else { continue };
        // An item that stands in several categories is one product; its other categories are words to find it by.
        if let Some(at) = seen.get(item) {
            products[*at].tags.push(category.to_owned());
            continue;
        }
        seen.insert(item.to_owned(), products.len());
        let minor: i64 = price.split(',').next().unwrap_or_default().parse::<i64>().unwrap_or(1) * 100;
        let title = format!("{name} {}", description.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut one = product(item, "", &title, &rule::path(category), minor);
        category.clone_into(&mut one.category.name.en);
        one.link = Some(link.to_owned());
        products.push(one);
    }
    Ok(products)
}

//! The samples that Shopify publishes and a shop's feed, counted by hand.

use super::{Outcome, options, try_read};

/// Test data lies beside the workspace; without it these tests say so and pass.
pub(super) fn data(path: &str) -> Option<std::path::PathBuf> {
    let found = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/data").join(path))
        .find(|candidate| candidate.exists());
    if found.is_none() {
        println!("SKIPPED: no shared/data/{path} beside the workspace");
    }
    found
}

fn sample(path: &str) -> Option<Outcome> {
    let bytes = std::fs::read(data(path)?).unwrap();
    Some(try_read(&bytes, &options(None)).unwrap())
}

fn counts(path: &str) -> Option<(u64, u64, u64, Vec<String>)> {
    let outcome = sample(path)?;
    Some((outcome.summary.rows, outcome.summary.products, outcome.summary.variants, outcome.codes()))
}

#[test]
fn shopifys_samples_are_read_whole() {
    for (path, expected) in [
        ("catalogs/shopify/apparel.csv", (22, 20, 22)),
        ("catalogs/shopify/home-and-garden.csv", (21, 20, 21)),
        ("catalogs/shopify/jewelery.csv", (41, 20, 23)),
    ] {
        if let Some(found) = counts(path) {
            assert_eq!(found, (expected.0, expected.1, expected.2, vec![]), "{path}");
        }
    }
}

#[test]
fn woocommerces_samples_are_read_whole() {
    let Some(outcome) = sample("catalogs/woocommerce/sample_products.csv") else { return };
    assert_eq!((outcome.summary.rows, outcome.summary.products, outcome.summary.variants), (25, 16, 21));
    assert_eq!(outcome.codes(), ["10:not_published", "24:no_variant"]);
    let Some(next) = sample("catalogs/woocommerce/sample_products_override.csv") else { return };
    let ids = |outcome: &Outcome| {
        let mut ids: Vec<_> = outcome.products.iter().map(|product| product.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&outcome), ids(&next));
    assert!(next.products.iter().all(|product| product.title.en.contains("Override")));
}

#[test]
fn a_shops_feed_is_read_whole() {
    let Some(outcome) = sample("catalogs/google-merchant/merchant-feed.excerpt-3-items.xml") else { return };
    assert_eq!((outcome.summary.rows, outcome.summary.products, outcome.summary.variants), (3, 3, 3));
    assert!(outcome.problems.is_empty() && outcome.summary.complete);
    let prices: Vec<i64> = outcome.products.iter().map(|product| product.variants[0].prices[0].minor).collect();
    assert_eq!(prices, [31_064, 58_729, 49_238]);
    assert!(outcome.products.iter().all(|product| product.category.path == "home-garden/kitchen/sinks"));
}

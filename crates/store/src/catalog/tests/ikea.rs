//! Shoppers' queries over a real furniture catalog, when its file is there.

use super::find;
use super::judged::{Grade, IKEA, products, queries};
use crate::catalog::{Catalog, Master};

/// Share of the judged queries that must have an exact answer among the first five. `./dev bench search` tells the
/// share of today; this only catches a ranking that broke.
const LEAST: f64 = 0.88;

#[test]
fn shoppers_find_what_they_mean_among_the_first_five() {
    let products = match products(env!("CARGO_MANIFEST_DIR"), 2) {
        Ok(products) => products,
        Err(path) => return println!("SKIPPED: {} is not there", path.display()),
    };
    let queries = queries(IKEA);
    assert!(queries.len() >= 150);
    for query in &queries {
        let exact = products.iter().any(|product| query.grade(product) == Grade::Exact);
        assert!(exact, "nothing in the catalog answers `{}`", query.text);
    }
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    super::import(&mut master, &products);
    let catalog = Catalog::open(dir.path()).unwrap();
    assert!(catalog.status().unwrap().products > 2_900);
    let mut missed = Vec::new();
    for query in &queries {
        let hits = find(&catalog, query.text).hits.into_iter().take(5);
        let first: Vec<_> = hits.map(|hit| catalog.stored(hit.product_id).unwrap().unwrap()).collect();
        if !first.iter().any(|product| query.grade(product) == Grade::Exact) {
            let titles: Vec<_> = first.iter().map(|one| one.title.en.clone()).collect();
            println!("missed {}: {titles:#?}", query.text);
            missed.push(query.text);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let share = 1.0 - missed.len() as f64 / queries.len() as f64;
    assert!(share >= LEAST, "{share:.3}: {missed:?}");
}

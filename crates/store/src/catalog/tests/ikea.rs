//! Shoppers' queries over a real furniture catalog, when its file is there.

use super::find;
use super::judged::{QUERIES, products, right, said};
use crate::catalog::{Catalog, Master};

#[test]
fn shoppers_find_what_they_mean_among_the_first_five() {
    let products = match products(env!("CARGO_MANIFEST_DIR"), 2) {
        Ok(products) => products,
        Err(path) => return println!("SKIPPED: {} is not there", path.display()),
    };
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    super::import(&mut master, &products);
    let catalog = Catalog::open(dir.path()).unwrap();
    assert!(catalog.status().unwrap().products > 2_900);
    let mut missed = Vec::new();
    for (text, wanted) in QUERIES {
        let hits = find(&catalog, text).hits.into_iter().take(5);
        let first: Vec<String> = hits.map(|hit| said(&catalog.stored(hit.product_id).unwrap().unwrap())).collect();
        if !first.iter().any(|said| right(wanted, said)) {
            println!("missed {text}: {first:#?}");
            missed.push(*text);
        }
    }
    assert!(missed.len() <= 1, "{missed:?}");
}

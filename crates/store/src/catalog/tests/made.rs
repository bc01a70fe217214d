//! Shoppers' queries over a made catalog whose products say most of what they are in properties.

mod asked;
mod catalog;

use std::collections::HashMap;

use super::find;
use crate::catalog::{Catalog, Master};
use asked::queries;

/// Share of the queries that must have a right answer among the first five; today it is 0.03 to 0.05 higher.
const LEAST: f64 = 0.92;

#[test]
fn shoppers_find_by_what_properties_state() {
    let made = catalog::products();
    let queries = queries();
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    let products: Vec<_> = made.iter().map(|(product, _)| product.clone()).collect();
    super::import(&mut master, &products);
    let shop = Catalog::open(dir.path()).unwrap();
    let facts: HashMap<_, _> = made.iter().map(|(product, facts)| (product.id, facts)).collect();
    let (mut asked, mut missed) = (0.0, Vec::new());
    for query in &queries {
        // Not every query that makes sense meets a product that chance has made.
        if !made.iter().any(|(_, facts)| query.answers(facts)) {
            continue;
        }
        asked += 1.0;
        let hits = find(&shop, query.text).hits;
        if !hits.iter().take(5).any(|hit| query.answers(facts[&hit.product_id])) {
            missed.push(query.text);
        }
    }
    assert!(asked > 180.0, "only {asked} queries can be answered");
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let share = 1.0 - missed.len() as f64 / asked;
    println!("success@5 {share:.3} of {asked}; missed {missed:?}");
    assert!(share >= LEAST, "{share:.3}: {missed:?}");
}

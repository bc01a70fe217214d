//! Shoppers' queries over a real furniture catalog, when its file is there.

use std::collections::HashMap;
use std::path::PathBuf;

use tenon_domain::catalog::Product;

use super::{NOW, find, product};
use crate::catalog::{Catalog, Master};

/// A query, and what the title, category or address of a right product contains: all of one of the lists.
const QUERIES: &[(&str, &[&[&str]])] = &[
    ("grey sofa with chaise", &[&["sofa", "chaise", "grey"]]),
    ("white bookcase with glass doors", &[&["bookcase", "glass", "white"]]),
    ("kids bed", &[&["children", "bed"], &["ext bed"], &["children", "crib"]]),
    ("corner sofa bed", &[&["corner sofa-bed"]]),
    ("black bar stool", &[&["bar stool", "black"]]),
    ("wardrobe with mirror doors", &[&["wardrobe", "mirror"]]),
    ("chest of 6 drawers", &[&["chest of 6 drawers"]]),
    ("tv bench with drawers", &[&["tv bench", "drawers"]]),
    ("outdoor dining table", &[&["outdoor", "table"]]),
    ("leather armchair", &[&["armchair"]]),
    ("queen size bed frame with storage", &[&["bed frame", "storage"]]),
    ("couch for three people", &[&["3-seat sofa"], &["three-seat sofa"]]),
    ("standing desk", &[&["desk", "sit/stand"]]),
    ("shoe rack", &[&["shoe"]]),
    ("folding chair", &[&["folding chair"]]),
    ("changing table baby", &[&["changing table"]]),
    ("wardorbe white", &[&["wardrobe", "white"]]),
    ("bookcase 80x202 cm", &[&["80x", "202"]]),
    ("bedside tables", &[&["bedside table"]]),
    ("high chair for toddlers", &[&["highchair"], &["high chair"], &["junior chair"]]),
    ("stackable chairs", &[&["chair"]]),
    ("bunk bed", &[&["bunk bed"]]),
    ("kallax", &[&["kallax"]]),
    ("nightstand", &[&["bedside"]]),
];

fn rows() -> Option<Vec<Product>> {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "..", "..", "..", "shared", "data", "catalogs", "ikea", "ikea.csv"]
            .iter()
            .collect();
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: {} is not there", path.display());
        return None;
    };
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
        let mut one = product(item, "", &title, &category.to_lowercase().replace(' ', "-"), minor);
        one.category.name.en = category.to_owned();
        one.link = Some(link.to_owned());
        products.push(one);
    }
    Some(products)
}

#[test]
fn shoppers_find_what_they_mean_among_the_first_five() {
    let Some(products) = rows() else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut master = Master::open(dir.path()).unwrap();
    super::import(&mut master, &products);
    let catalog = Catalog::open(dir.path()).unwrap();
    assert!(catalog.status().unwrap().products > 2_900);
    let mut missed = Vec::new();
    for (text, wanted) in QUERIES {
        let answer = find(&catalog, text);
        let right = |said: &str| wanted.iter().any(|all| all.iter().all(|part| said.contains(part)));
        let first: Vec<String> = answer
            .hits
            .iter()
            .take(5)
            .map(|hit| {
                let stored = catalog.stored(hit.product_id).unwrap().unwrap();
                let link = stored.link.clone().unwrap_or_default();
                let slug = link.rsplit('/').nth(1).unwrap_or_default().to_owned();
                format!(
                    "{} | {} | {slug} | {slug}",
                    hit.title.en.to_lowercase(),
                    stored.tags.join(" ").to_lowercase() + &hit.category.replace('-', " ")
                )
                .replacen(&slug, &slug.replace('-', " "), 1)
            })
            .collect();
        if !first.iter().any(|said| right(said)) {
            println!("missed {text}: {first:#?}");
            missed.push(*text);
        }
    }
    let _ = NOW;
    assert!(missed.len() <= 1, "{missed:?}");
}

//! Shoppers' queries over a real furniture catalog, with what a right answer says. The bench of the workspace includes
//! this file, and `product.rs` beside it, to put the same questions to another engine.

use std::collections::HashMap;
use std::path::PathBuf;

use tenon_domain::catalog::Product;

use super::product::product;

/// A query, and what the title, category or address of a right product contains: all of one of the lists.
pub(crate) const QUERIES: &[(&str, &[&[&str]])] = &[
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

/// The catalog, if its file lies beside the workspace; the crate that includes this lies `depth` folders below its root.
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
        let mut one = product(item, "", &title, &category.to_lowercase().replace(' ', "-"), minor);
        category.clone_into(&mut one.category.name.en);
        one.link = Some(link.to_owned());
        products.push(one);
    }
    Ok(products)
}

/// What a shopper reads of a product: title, tags and categories, and the words of its address.
pub(crate) fn said(product: &Product) -> String {
    let slug = product.link.as_deref().and_then(|link| link.rsplit('/').nth(1)).unwrap_or_default();
    format!(
        "{} | {}{} | {} | {slug}",
        product.title.en.to_lowercase(),
        product.tags.join(" ").to_lowercase(),
        product.category.path.replace('-', " "),
        slug.replace('-', " "),
    )
}

/// Whether a product that says `said` answers.
pub(crate) fn right(wanted: &[&[&str]], said: &str) -> bool {
    wanted.iter().any(|all| all.iter().all(|part| said.contains(part)))
}

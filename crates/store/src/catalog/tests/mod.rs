//! Catalogs small enough to look through.

mod copying;
mod finding;
mod ikea;

mod importing;
mod speed;

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, Category, OptionAxis, Price, PriceUnit, Product, ServiceRoute, Variant};

use super::{Catalog, Imported, Master, SearchAnswer, SearchArgs};

pub(super) const NOW: i64 = 1_800_000_000_000;

pub(super) fn product(source_id: &str, zh: &str, en: &str, category: &str, minor: i64) -> Product {
    let id = Product::id_of("oak", source_id);
    Product {
        id,
        merchant: "oak".into(),
        source_id: source_id.into(),
        title: Localized::new(zh, en),
        description: Localized::default(),
        brand: String::new(),
        category: Category {
            path: category.into(),
            name: Localized::new("", category.rsplit('/').next().unwrap()),
            above: Vec::new(),
        },
        tags: vec![],
        link: None,
        route: ServiceRoute::Light,
        unit: PriceUnit::Each,
        options: Vec::<OptionAxis>::new(),
        variants: vec![Variant {
            id: Product::variant_id(id, "only"),
            sku: format!("SKU-{source_id}"),
            gtin: None,
            choice: vec![],
            currency: "CNY".into(),
            prices: vec![Price { minor, from_ms: i64::MIN, until_ms: None }],
            compare_at_minor: None,
            in_stock: true,
            picture: None,
        }],
        pictures: vec![],
        attributes: Vec::<Attribute>::new(),
    }
}

pub(super) fn import(master: &mut Master, products: &[Product]) -> Imported {
    let mut import = master.begin_import("oak", "file").unwrap();
    for product in products {
        import.upsert(product).unwrap();
    }
    import.finish(NOW).unwrap()
}

pub(super) fn find(catalog: &Catalog, text: &str) -> SearchAnswer {
    catalog.search(&SearchArgs { text: text.into(), limit: 10, ..SearchArgs::default() }, NOW).unwrap()
}

pub(super) fn ids(answer: &SearchAnswer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.source_id.as_str()).collect()
}

//! A product with as little in it as a catalog needs.

use tenon_domain::Localized;
use tenon_domain::catalog::{Attribute, Category, OptionAxis, Price, PriceUnit, Product, ServiceRoute, Variant};

pub(crate) fn product(source_id: &str, zh: &str, en: &str, category: &str, minor: i64) -> Product {
    let id = Product::id_of("oak", source_id);
    let name = category.rsplit('/').next().unwrap_or(category);
    Product {
        id,
        merchant: "oak".into(),
        source_id: source_id.into(),
        title: Localized::new(zh, en),
        description: Localized::default(),
        brand: String::new(),
        category: Category { path: category.into(), name: Localized::new("", name), above: Vec::new() },
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

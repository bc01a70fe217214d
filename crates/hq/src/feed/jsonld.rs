//! A product as schema.org JSON-LD (schema.org/Product, schema.org/ProductGroup; developers.google.com, "Product variant
//! structured data").
//!
//! A product without options is a `Product`, any other a `ProductGroup` with a `hasVariant` for each. A text in both
//! languages is a list of two values with their `@language`.

use serde_json::{Map, Value, json};
use tenon_domain::Localized;
use tenon_domain::catalog::{Product, Variant};

use super::google::{moment, primary};
use super::{NAMESPACE, Terms};
use crate::import::amount_text;

/// `product` as JSON-LD; variants without a price in force have no offer.
pub fn jsonld(product: &Product, terms: &Terms<'_>) -> Value {
    let mut node = Map::new();
    node.insert("@context".to_owned(), json!("https://schema.org"));
    let set = |node: &mut Map<String, Value>, name: &str, value: Value| {
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(members) => members.is_empty(),
            _ => false,
        };
        if !empty {
            node.insert(name.to_owned(), value);
        }
    };
    set(&mut node, "name", text(&product.title));
    set(&mut node, "description", text(&product.description));
    if !product.brand.is_empty() {
        set(&mut node, "brand", json!({ "@type": "Brand", "name": product.brand }));
    }
    set(&mut node, "category", category(product));
    set(&mut node, "url", json!(product.link));
    let pictures: Vec<String> = product.pictures.iter().map(|picture| terms.picture(picture)).collect();
    set(&mut node, "image", json!(pictures));
    set(&mut node, "keywords", json!(product.tags));
    let property = |name: &Localized, value: &Localized| json!({ "@type": "PropertyValue", "name": text(name), "value": text(value) });
    let attributes = product.attributes.iter().map(|one| property(&one.name, &one.value)).collect();
    set(&mut node, "additionalProperty", Value::Array(attributes));

    if let ([variant], []) = (product.variants.as_slice(), product.options.as_slice()) {
        set(&mut node, "@type", json!("Product"));
        set(&mut node, "inProductGroupWithID", json!(product.source_id));
        describe(&mut node, variant, terms);
        if let (Some(offer), Some(picture)) = (node.get_mut("offers"), &variant.picture) {
            // The product's own pictures stand in its node already.
            offer["image"] = json!(terms.picture(picture));
        }
        return Value::Object(node);
    }
    set(&mut node, "@type", json!("ProductGroup"));
    set(&mut node, "productGroupID", json!(product.source_id));
    set(&mut node, "variesBy", json!(product.options.iter().map(|axis| primary(&axis.name)).collect::<Vec<_>>()));
    let variants = product.variants.iter().map(|variant| {
        let mut node = Map::new();
        set(&mut node, "@type", json!("Product"));
        set(&mut node, "name", text(&product.title));
        let chosen = product.options.iter().zip(&variant.choice);
        let choices = chosen.filter_map(|(axis, at)| Some(property(&axis.name, axis.values.get(usize::from(*at))?)));
        set(&mut node, "additionalProperty", choices.collect());
        set(&mut node, "image", json!(variant.picture.as_ref().map(|picture| terms.picture(picture))));
        describe(&mut node, variant, terms);
        Value::Object(node)
    });
    let variants = variants.collect();
    set(&mut node, "hasVariant", variants);
    Value::Object(node)
}

/// Writes what only a variant has.
fn describe(node: &mut Map<String, Value>, variant: &Variant, terms: &Terms<'_>) {
    node.insert("@id".to_owned(), json!(format!("urn:uuid:{}", variant.id)));
    if !variant.sku.is_empty() {
        node.insert("sku".to_owned(), json!(variant.sku));
    }
    if let Some(gtin) = &variant.gtin {
        node.insert("gtin".to_owned(), json!(gtin));
    }
    let Some(offer) = terms.offer(variant) else { return };
    // The number without the currency after it.
    let money = |minor| amount_text(minor, &variant.currency).split(' ').next().map(str::to_owned);
    let sale = offer.sale.filter(|sale| sale.holds(terms.now_ms));
    let stock = if variant.in_stock { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" };
    let mut written = json!({
        "@type": "Offer",
        "price": money(sale.as_ref().map_or(offer.regular_minor, |sale| sale.minor)),
        "priceCurrency": variant.currency,
        "availability": stock,
    });
    if let Some(until) = sale.as_ref().and_then(|sale| sale.time).map(|(_, until)| until) {
        written["priceValidUntil"] = json!(moment(until));
    }
    if let Some(was) = sale.map(|_| offer.regular_minor).or(offer.was_minor) {
        written["priceSpecification"] = json!({
            "@type": "UnitPriceSpecification",
            "priceType": "https://schema.org/StrikethroughPrice",
            "price": money(was),
            "priceCurrency": variant.currency,
        });
    }
    node.insert("offers".to_owned(), written);
}

fn category(product: &Product) -> Value {
    let category = &product.category;
    let names: Vec<&Localized> = category.above.iter().chain([&category.name]).collect();
    let joined = |of: fn(&Localized) -> &str| names.iter().map(|name| of(name)).collect::<Vec<_>>().join(" > ");
    let (zh, en) = (joined(primary), joined(secondary));
    let name = if zh == en { json!(zh) } else { text(&Localized::new(zh, en)) };
    if category.path.is_empty() {
        return Value::Null;
    }
    json!({ "@type": "CategoryCode", "inCodeSet": NAMESPACE, "codeValue": category.path, "name": name })
}

/// The English text, or the Chinese one where there is none.
fn secondary(text: &Localized) -> &str {
    if text.en.is_empty() { &text.zh } else { &text.en }
}

fn text(text: &Localized) -> Value {
    if text.zh.is_empty() || text.en.is_empty() {
        return json!(primary(text));
    }
    json!([{ "@value": text.zh, "@language": "zh-CN" }, { "@value": text.en, "@language": "en" }])
}

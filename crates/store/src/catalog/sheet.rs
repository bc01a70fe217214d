//! A product as a screen shows it now: prices in force, promotion applied.

use tenon_domain::catalog::{Product, Promotion, Variant, best_promotion};

use super::answers::{CategoryName, ProductSheet, PromotionName, SearchHit, VariantSheet};
use super::words::code_term;

/// What a variant costs now, and what stands struck out beside it.
struct Cost<'p> {
    now: i64,
    was: Option<i64>,
    promotion: Option<&'p Promotion>,
}

fn cost<'p>(variant: &Variant, category: &str, promotions: &'p [Promotion], now_ms: i64) -> Option<Cost<'p>> {
    let base = variant.price_at(now_ms)?;
    let best = best_promotion(promotions, category, base, now_ms).filter(|(_, price)| *price < base);
    Some(match best {
        Some((promotion, price)) => Cost { now: price, was: Some(base), promotion: Some(promotion) },
        None => Cost { now: base, was: variant.compare_at_minor.filter(|was| *was > base), promotion: None },
    })
}

/// The line of a result list; `None` without a price in force. The variant is the one whose code is among `codes`, else
/// the cheapest.
pub(super) fn hit(
    product: Product,
    promotions: &[Promotion],
    codes: &[String],
    score: f64,
    now_ms: i64,
) -> Option<SearchHit> {
    let path = &product.category.path;
    let priced = || product.variants.iter().filter_map(|one| Some((one, cost(one, path, promotions, now_ms)?)));
    let typed = |variant: &Variant| {
        [Some(&variant.sku), variant.gtin.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|code| code_term(code))
            .any(|code| codes.contains(&code))
    };
    let (variant, cost) =
        priced().find(|(variant, _)| typed(variant)).or_else(|| priced().min_by_key(|(_, cost)| cost.now))?;
    Some(SearchHit {
        product_id: product.id,
        variant_id: variant.id,
        sku: variant.sku.clone(),
        price_minor: cost.now,
        currency: variant.currency.clone(),
        unit: product.unit,
        was_minor: cost.was,
        score,
        picture: variant.picture.clone().or_else(|| product.pictures.first().cloned()),
        in_stock: product.variants.iter().any(|variant| variant.in_stock),
        source_id: product.source_id,
        title: product.title,
        merchant: product.merchant,
        brand: product.brand,
        category: product.category.path,
    })
}

/// Everything of one product; `None` without a price in force.
pub(super) fn sheet(product: Product, promotions: &[Promotion], price_book: i64, now_ms: i64) -> Option<ProductSheet> {
    let mut variants = Vec::with_capacity(product.variants.len());
    let mut promotion = None;
    for variant in product.variants {
        let Some(cost) = cost(&variant, &product.category.path, promotions, now_ms) else { continue };
        promotion = promotion.or(cost.promotion);
        variants.push(VariantSheet {
            variant_id: variant.id,
            sku: variant.sku,
            gtin: variant.gtin,
            choice: variant.choice,
            price_minor: cost.now,
            was_minor: cost.was,
            currency: variant.currency,
            in_stock: variant.in_stock,
            picture: variant.picture,
        });
    }
    (!variants.is_empty()).then(|| ProductSheet {
        product_id: product.id,
        title: product.title,
        description: product.description,
        brand: product.brand,
        merchant: product.merchant,
        category: CategoryName { path: product.category.path, name: product.category.name },
        service_route: product.route,
        unit: product.unit,
        pictures: product.pictures,
        options: product.options,
        variants,
        attributes: product.attributes,
        price_book,
        promotion: promotion.map(|found| PromotionName { name: found.name.clone(), until_ms: Some(found.until_ms) }),
        link: product.link,
    })
}

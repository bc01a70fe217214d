//! A product as a screen shows it now: prices in force, promotion applied.

use tenon_domain::catalog::{Product, Variant};
use tenon_domain::pricing::{BookLine, Rate, Reason, Shown, Size, in_force};

use super::Error;
use super::answers::{CategoryName, ProductSheet, PromotionName, SearchHit, ShownPicture, VariantSheet};
use super::market::Selling;
use super::pictures::Names;
use super::words::code_term;

/// What stands struck out beside a price: the list price, else what the source shows.
fn was(variant: &Variant, shown: &Shown) -> Option<i64> {
    let list = (shown.now_minor < shown.list_minor).then_some(shown.list_minor);
    list.or_else(|| variant.compare_at_minor.filter(|was| *was > shown.now_minor))
}

/// The line of a result list; `None` without a price in force. The variant is the one whose code is among `codes`, else
/// the cheapest.
pub(super) fn hit(
    product: Product,
    selling: &Selling<'_>,
    lines: &[BookLine],
    codes: &[String],
    score: f64,
    names: Names<'_>,
) -> Result<Option<SearchHit>, Error> {
    selling.shows(&product, lines);
    let priced = || product.variants.iter().filter_map(|one| Some((one, selling.shown(&product, one, lines)?)));
    let typed = |variant: &Variant| {
        [Some(&variant.sku), variant.gtin.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|code| code_term(code))
            .any(|code| codes.contains(&code))
    };
    let asked = priced().find(|(variant, _)| typed(variant));
    let Some((variant, shown)) = asked.or_else(|| priced().min_by_key(|(_, shown)| shown.now_minor)) else {
        return Ok(None);
    };
    let mut picture = None;
    for reference in variant.picture.iter().chain(product.pictures.first()) {
        picture = picture.or(names.of(reference)?.map(|named| named.thumb));
    }
    Ok(Some(SearchHit {
        product_id: product.id,
        variant_id: variant.id,
        sku: variant.sku.clone(),
        price_minor: shown.now_minor,
        was_minor: was(variant, &shown),
        why: shown.why,
        currency: variant.currency.clone(),
        unit: product.unit,
        score,
        picture,
        in_stock: product.variants.iter().any(|variant| variant.in_stock),
        source_id: product.source_id,
        title: product.title,
        merchant: product.merchant,
        brand: product.brand,
        category: product.category.path,
    }))
}

/// Everything of one product; `None` without a price in force.
pub(super) fn sheet(
    product: Product,
    selling: &Selling<'_>,
    lines: &[BookLine],
    price_book: i64,
    names: Names<'_>,
) -> Result<Option<ProductSheet>, Error> {
    selling.shows(&product, lines);
    let mut variants = Vec::with_capacity(product.variants.len());
    let mut promotion = None;
    for variant in &product.variants {
        let Some(shown) = selling.shown(&product, variant, lines) else { continue };
        promotion = promotion.or_else(|| shown.why.iter().find_map(named));
        variants.push(VariantSheet {
            variant_id: variant.id,
            sku: variant.sku.clone(),
            gtin: variant.gtin.clone(),
            choice: variant.choice.clone(),
            price_minor: shown.now_minor,
            was_minor: was(variant, &shown),
            why: shown.why,
            largest: largest(variant, selling, lines),
            currency: variant.currency.clone(),
            in_stock: variant.in_stock,
            picture: variant.picture.clone().map(|source| shown_picture(source, names)).transpose()?,
        });
    }
    if variants.is_empty() {
        return Ok(None);
    }
    let pictures = product.pictures.into_iter().map(|source| shown_picture(source, names));
    Ok(Some(ProductSheet {
        product_id: product.id,
        title: product.title,
        description: product.description,
        brand: product.brand,
        merchant: product.merchant,
        category: CategoryName { path: product.category.path, name: product.category.name },
        service_route: product.route,
        unit: product.unit,
        pictures: pictures.collect::<Result<_, _>>()?,
        options: product.options,
        variants,
        attributes: product.attributes,
        price_book,
        promotion,
        link: product.link,
    }))
}

fn shown_picture(source: String, names: Names<'_>) -> Result<ShownPicture, Error> {
    let (thumb, large) = names.of(&source)?.map(|named| (named.thumb, named.large)).unzip();
    Ok(ShownPicture { source, thumb, large })
}

fn named(reason: &Reason) -> Option<PromotionName> {
    match reason {
        Reason::Promotion { name, until_ms, .. } => Some(PromotionName { name: name.clone(), until_ms: *until_ms }),
        _ => None,
    }
}

fn largest(variant: &Variant, selling: &Selling<'_>, lines: &[BookLine]) -> Option<Size> {
    let (zone, at_ms) = (selling.sale.zone.as_deref(), selling.sale.at_ms);
    match in_force(variant.id, &variant.prices, lines, zone, at_ms)?.rate {
        Rate::Unit { .. } => None,
        Rate::Table(table) => Some(Size { width_mm: *table.widths_mm.last()?, height_mm: *table.heights_mm.last()? }),
    }
}

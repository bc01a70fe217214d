//! What a promotion or other rules of discount would do to a few products: the engine is asked twice.

use serde::{Deserialize, Serialize};
use tenon_domain::catalog::{PriceUnit, Product};
use tenon_domain::entities::{AuthorityRule, Discount, DiscountAuthority, Role};
use tenon_domain::pricing::{Channel, Goods, GoodsFacts, Offer, Priced, PricedLine, Promotion};
use tenon_domain::{Localized, Refusal, Uuid};
use tenon_store::catalog::{AskedLine, Catalog, Coded, Market};
use ts_rs::TS;

use super::Failure;

/// Products that are shown where nobody names any.
const EXAMPLES: usize = 3;
/// Pieces of an example at most.
const PIECES_LIMIT: i64 = 1_000;
/// Products that are named at most.
const CODES_LIMIT: usize = 10;
/// Products that are looked through for examples, in pages.
const PAGE: u32 = 500;
const PAGES: usize = 40;

/// What is to be tried.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// A promotion as it would be; it takes the place of the one with its identifier.
    pub promotion: Option<Promotion>,
    /// Rules as they would be.
    pub rules: Option<Vec<AuthorityRule>>,
    /// SKUs or GTINs, at most ten; none for three products that it is for.
    pub codes: Vec<String>,
    /// Pieces of each; none for as many as the promotion asks for.
    pub count: Option<u32>,
}

/// The least that a role could sell a line for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RolePrice {
    /// Who.
    pub role: Role,
    /// As it is, minor units.
    pub before_minor: i64,
    /// As it would be, minor units.
    pub after_minor: i64,
}

/// A product that something was tried on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PreviewLine {
    /// The seller's code.
    pub sku: String,
    /// The product's name.
    pub title: Localized,
    /// What its price is for.
    pub unit: PriceUnit,
    /// Pieces.
    pub count: u32,
    /// Whether the promotion is for it.
    pub concerned: bool,
    /// As it is.
    pub before: PricedLine,
    /// As it would be.
    pub after: PricedLine,
    /// What each role that has a rule could sell it for.
    pub lowest: Vec<RolePrice>,
}

/// What would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Preview {
    /// ISO 4217.
    pub currency: String,
    /// The moment that was tried, UTC milliseconds: now, or the promotion's beginning if that is later.
    pub at_ms: i64,
    /// The products, in one basket.
    pub lines: Vec<PreviewLine>,
    /// What the basket costs as it is, minor units.
    pub before_minor: i64,
    /// What it would cost, minor units.
    pub after_minor: i64,
    /// Pieces that would be given with it.
    pub gifts: u32,
}

/// Prices a basket as it is and as it would be with what is `asked`. `in_force` are the promotions of now, `authority`
/// the discount authority of now.
pub fn preview(
    catalog: &Catalog,
    asked: &Asked,
    in_force: &[Promotion],
    authority: Option<&DiscountAuthority>,
    now_ms: i64,
) -> Result<Preview, Failure> {
    let promotion = asked.promotion.as_ref();
    let at_ms = promotion.map_or(now_ms, |promotion| now_ms.max(promotion.from_ms));
    let market = |authority: Option<&DiscountAuthority>| Market {
        zone: None,
        store: promotion.and_then(|promotion| promotion.stores.first().copied()),
        channel: promotion.and_then(|promotion| promotion.channels.first().copied()).unwrap_or(Channel::Showroom),
        authority: authority.cloned(),
    };
    let basket = basket(catalog, asked)?;
    let lines: Vec<AskedLine> = basket.iter().map(|(_, line)| line.clone()).collect();
    let mut others: Vec<Promotion> =
        in_force.iter().filter(|one| promotion.is_none_or(|promotion| promotion.id != one.id)).cloned().collect();
    others.extend(promotion.cloned());
    let next = asked.rules.as_ref().map(|rules| DiscountAuthority { version: 0, rules: rules.clone() });
    let next = next.as_ref().or(authority);

    catalog.sell_in(market(authority));
    let before = catalog.price_with(&lines, at_ms, Some(in_force))?.map_err(Failure::Refused)?;
    catalog.sell_in(market(next));
    let after = catalog.price_with(&lines, at_ms, Some(&others))?.map_err(Failure::Refused)?;
    Ok(compared(basket, before, after, (authority, next), promotion))
}

fn compared(
    basket: Vec<(Product, AskedLine)>,
    before: Priced,
    after: Priced,
    (now, next): (Option<&DiscountAuthority>, Option<&DiscountAuthority>),
    promotion: Option<&Promotion>,
) -> Preview {
    let (before_minor, after_minor, at_ms) = (before.total_minor, after.total_minor, after.at_ms);
    let gifts = after.gifts.iter().map(|gift| gift.count).sum();
    let currency = after.currency;
    let lines = basket.into_iter().zip(before.lines.into_iter().zip(after.lines));
    let lines = lines.map(|((product, asked), (before, after))| {
        let facts = GoodsFacts::from(&product);
        let lowest = |authority: Option<&DiscountAuthority>, role, line: &PricedLine| {
            let (list_minor, price_minor) = (line.list_minor, line.total_minor);
            let discount = Discount { goods: facts, list_minor, price_minor, off_minor: 0 };
            price_minor - authority.map_or(0, |one| one.most_minor(role, &discount))
        };
        let has_rule = |role| [now, next].into_iter().flatten().any(|one| one.rule(role, &facts).is_some());
        let roles = Role::ALL.iter().copied().filter(|role| has_rule(*role));
        let lowest = roles
            .map(|role| RolePrice {
                role,
                before_minor: lowest(now, role, &before),
                after_minor: lowest(next, role, &after),
            })
            .collect();
        let concerned = promotion.is_some_and(|promotion| is_concerned(promotion, &facts));
        let sku = product.variants.iter().find(|one| one.id == asked.variant_id).map(|one| one.sku.clone());
        PreviewLine {
            sku: sku.unwrap_or_default(),
            unit: product.unit,
            count: asked.count,
            concerned,
            before,
            after,
            lowest,
            title: product.title,
        }
    });
    Preview { currency, at_ms, lines: lines.collect(), before_minor, after_minor, gifts }
}

fn is_concerned(promotion: &Promotion, facts: &GoodsFacts<'_>) -> bool {
    let part = match &promotion.offer {
        Offer::Bundle { parts, .. } => parts.iter().any(|part| part.goods.has(facts)),
        _ => true,
    };
    part && promotion.is_for(facts)
}

/// What is put into the basket, each product once.
fn basket(catalog: &Catalog, asked: &Asked) -> Result<Vec<(Product, AskedLine)>, Failure> {
    let mut basket = Vec::new();
    for code in asked.codes.iter().map(|code| code.trim()).filter(|code| !code.is_empty()).take(CODES_LIMIT) {
        let Some(Coded { product, variant }) = catalog.by_code(code)? else {
            return Err(Refusal::code_unknown(code).into());
        };
        let Some(product) = catalog.stored(product)? else { continue };
        let fits = asked.promotion.as_ref().map_or(1, |promotion| pieces(promotion, &product));
        basket.push(line(catalog, product, variant, asked.count.unwrap_or(fits))?);
    }
    if basket.is_empty() {
        for (product, fits) in examples(catalog, asked)? {
            let variant = product.variants.iter().find(|one| one.in_stock).or_else(|| product.variants.first());
            let Some(variant) = variant.map(|one| one.id) else { continue };
            basket.push(line(catalog, product, variant, asked.count.unwrap_or(fits))?);
        }
    }
    Ok(basket)
}

fn line(catalog: &Catalog, product: Product, variant_id: Uuid, count: u32) -> Result<(Product, AskedLine), Failure> {
    // What goes by a table of sizes needs one; the smallest is as good as any.
    let sheet = catalog.product(product.id, i64::MAX)?;
    let variants = sheet.into_iter().flat_map(|sheet| sheet.variants);
    let size = variants.filter(|one| one.variant_id == variant_id).find_map(|one| one.largest);
    let asked = AskedLine { product_id: product.id, variant_id, count, size, ..AskedLine::default() };
    Ok((product, asked))
}

/// As many pieces as the promotion asks for of `product`; where it asks for an amount, three products of as many pieces
/// come to half as much again, since other promotions act first.
fn pieces(promotion: &Promotion, product: &Product) -> u32 {
    let worth = |from_minor: i64| {
        let variant = product.variants.iter().find(|one| one.in_stock).or_else(|| product.variants.first());
        let price = variant.and_then(|one| one.price_at(promotion.from_ms)).unwrap_or(0).max(1);
        let pieces = (from_minor / 2 / price).saturating_add(1).clamp(1, PIECES_LIMIT);
        u32::try_from(pieces).unwrap_or(1)
    };
    match &promotion.offer {
        Offer::Threshold { tiers, .. } => tiers.first().map_or(1, |tier| worth(tier.from_minor)),
        Offer::Gift { from_minor, .. } => worth(*from_minor),
        Offer::BuyN { buy, get, .. } => buy.saturating_add(*get),
        Offer::Bundle { parts, .. } => {
            let facts = GoodsFacts::from(product);
            parts.iter().find(|part| part.goods.has(&facts)).map_or(1, |part| part.count)
        }
        _ => 1,
    }
}

/// The first products that the promotion, or a rule for some goods, is for: for a bundle one of each part.
fn examples(catalog: &Catalog, asked: &Asked) -> Result<Vec<(Product, u32)>, Failure> {
    let all = Goods::default();
    let mut wanted: Vec<&Goods> = match asked.promotion.as_ref().map(|promotion| &promotion.offer) {
        Some(Offer::Bundle { parts, .. }) => parts.iter().take(CODES_LIMIT).map(|part| &part.goods).collect(),
        _ => vec![&all; EXAMPLES],
    };
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..PAGES {
        let page = catalog.products_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for product in page {
            let facts = GoodsFacts::from(&product);
            if asked.promotion.as_ref().is_some_and(|promotion| !promotion.is_for(&facts)) {
                continue;
            }
            let Some(at) = wanted.iter().position(|goods| goods.has(&facts)) else { continue };
            wanted.remove(at);
            let fits = asked.promotion.as_ref().map_or(1, |promotion| pieces(promotion, &product));
            found.push((product, fits));
            if wanted.is_empty() {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

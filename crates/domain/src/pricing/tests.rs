//! Baskets with what they must cost.

mod laws;

use super::{
    BasketLine, BundlePart, Channel, Goods, Offer, OfferKind, Priced, Promotion, Reason, Sale, Stacking, Tier, price,
};
use crate::catalog::{Category, Price, PriceUnit, Product, ServiceRoute, Variant};
use crate::entities::{AuthorityRule, DiscountAuthority, Role};
use crate::{Id, Localized, Uuid};

const NOW: i64 = 1_000;

pub(super) fn product(number: u128, category: &str, minor: i64) -> Product {
    Product {
        id: Uuid::from_u128(number),
        merchant: if number.is_multiple_of(2) { "oak" } else { "elm" }.into(),
        source_id: String::new(),
        title: Localized::default(),
        description: Localized::default(),
        brand: "Oak".into(),
        category: Category { path: category.into(), ..Category::default() },
        tags: vec![],
        link: None,
        route: ServiceRoute::Light,
        unit: PriceUnit::Each,
        options: vec![],
        variants: vec![Variant {
            id: Uuid::from_u128(number + 1_000),
            sku: String::new(),
            gtin: None,
            choice: vec![],
            currency: "CNY".into(),
            prices: vec![Price { minor, from_ms: i64::MIN, until_ms: None }],
            compare_at_minor: None,
            in_stock: true,
            picture: None,
        }],
        pictures: vec![],
        attributes: vec![],
    }
}

pub(super) fn promotion(number: u128, offer: Offer) -> Promotion {
    Promotion {
        id: Uuid::from_u128(number),
        name: Localized::new("", format!("no. {number}")),
        offer,
        goods: Goods::default(),
        except: None,
        stores: vec![],
        channels: vec![],
        from_ms: 0,
        until_ms: 2_000,
        limit: None,
        priority: 0,
        stacking: Stacking::Nothing,
    }
}

pub(super) fn sale() -> Sale {
    Sale { at_ms: NOW, zone: None, store: None, channel: Channel::Showroom, base_book: 7 }
}

pub(super) fn line<'b>(key: &'b str, product: &'b Product, count: u32) -> BasketLine<'b> {
    let variant = &product.variants[0];
    BasketLine { key, product, variant, book: &[], count, size: None, quantity_milli: None }
}

fn of(category: &str) -> Goods {
    Goods { categories: vec![category.into()], ..Goods::default() }
}

fn floors(floor_bp: u32) -> DiscountAuthority {
    let rule = AuthorityRule { role: Role::Clerk, merchant: None, category: None, limit_bp: 10_000, floor_bp };
    DiscountAuthority { version: 1, rules: vec![rule] }
}

fn priced(lines: &[BasketLine<'_>], promotions: &[Promotion]) -> Priced {
    price(lines, &sale(), promotions, None).unwrap()
}

fn totals(priced: &Priced) -> Vec<i64> {
    priced.lines.iter().map(|line| line.total_minor).collect()
}

/// Kinds, pieces and reductions of the promotions on a line.
fn acted(priced: &Priced, at: usize) -> Vec<(OfferKind, u32, i64)> {
    let reason = |reason: &Reason| match reason {
        Reason::Promotion { kind, count, off_minor, .. } => Some((*kind, *count, *off_minor)),
        _ => None,
    };
    priced.lines[at].why.iter().filter_map(reason).collect()
}

#[test]
fn a_line_says_where_its_price_is_from() {
    let sofa = product(1, "sofa", 45_000);
    let priced = priced(&[line("a", &sofa, 2)], &[promotion(1, Offer::Percent { basis_points: 1_000 })]);
    assert_eq!((priced.list_minor, priced.off_minor, priced.total_minor), (90_000, 9_000, 81_000));
    let said = &priced.lines[0];
    assert_eq!((said.book_version, said.piece_minor, said.count), (7, 45_000, 2));
    assert_eq!(said.why.len(), 2);
    assert!(matches!(said.why[0], Reason::Book { version: 7, zone: None, unit_minor: 45_000, .. }));
    assert_eq!(acted(&priced, 0), [(OfferKind::Percent, 2, 9_000)]);
}

#[test]
fn a_promotion_holds_for_its_goods_time_store_and_channel() {
    let (sofa, door) = (product(1, "living/sofa", 1_000), product(2, "door", 1_000));
    let basket = [line("a", &sofa, 1), line("b", &door, 1)];
    let with = |change: fn(&mut Promotion)| {
        let mut one = promotion(1, Offer::Amount { minor: 100 });
        change(&mut one);
        totals(&priced(&basket, &[one]))
    };
    assert_eq!(with(|_| ()), [900, 900]);
    assert_eq!(with(|one| one.goods = of("living")), [900, 1_000]);
    assert_eq!(with(|one| one.goods.merchants = vec!["oak".into()]), [1_000, 900]);
    assert_eq!(with(|one| one.goods.brands = vec!["Elm".into()]), [1_000, 1_000]);
    assert_eq!(with(|one| one.goods.products = vec![Uuid::from_u128(2)]), [1_000, 900]);
    assert_eq!(with(|one| one.except = Some(of("door"))), [900, 1_000]);
    assert_eq!(with(|one| one.from_ms = NOW + 1), [1_000, 1_000]);
    assert_eq!(with(|one| one.until_ms = NOW), [1_000, 1_000]);
    assert_eq!(with(|one| one.channels = vec![Channel::Website]), [1_000, 1_000]);
    assert_eq!(with(|one| one.stores = vec![Id::new(Uuid::nil())]), [1_000, 1_000]);
}

#[test]
fn nothing_stacks_unless_both_say_so() {
    let sofa = product(1, "sofa", 10_000);
    let pair = |left: Stacking, right: Stacking, priority| {
        let mut percent = promotion(1, Offer::Percent { basis_points: 1_000 });
        let mut amount = promotion(2, Offer::Amount { minor: 500 });
        (percent.stacking, amount.stacking, amount.priority) = (left, right, priority);
        priced(&[line("a", &sofa, 1)], &[percent, amount]).total_minor
    };
    let named = |number| Stacking::With(vec![Uuid::from_u128(number)]);
    assert_eq!(pair(Stacking::Nothing, Stacking::Nothing, 0), 9_000, "the better one");
    assert_eq!(pair(Stacking::Nothing, Stacking::Anything, 1), 9_500, "the one with priority");
    assert_eq!(pair(Stacking::Anything, Stacking::Nothing, 0), 9_000);
    assert_eq!(pair(Stacking::Anything, Stacking::Anything, 0), 8_500, "10 % of 10,000, then 500");
    assert_eq!(pair(Stacking::Anything, named(1), 1), 8_550, "500, then 10 % of 9,500");
    assert_eq!(pair(named(3), Stacking::Anything, 0), 9_000);
}

#[test]
fn a_limit_goes_to_the_pieces_that_save_most() {
    let (sofa, door) = (product(1, "sofa", 10_000), product(2, "door", 20_000));
    let mut percent = promotion(1, Offer::Percent { basis_points: 1_000 });
    percent.limit = Some(3);
    let priced = priced(&[line("a", &sofa, 5), line("b", &door, 2)], &[percent]);
    assert_eq!(totals(&priced), [49_000, 36_000]);
    assert_eq!(acted(&priced, 0), [(OfferKind::Percent, 1, 1_000)]);
}

#[test]
fn of_three_the_cheapest_is_free() {
    let (sofa, stool) = (product(1, "sofa", 10_000), product(2, "stool", 3_000));
    let free = promotion(1, Offer::BuyN { buy: 2, get: 1, basis_points: 10_000 });
    let basket = [line("a", &stool, 4), line("b", &sofa, 3)];
    let priced = priced(&basket, std::slice::from_ref(&free));
    // Dearest first: 3 sofas, of which one is free; 3 stools, of which one is free; one stool is left over.
    assert_eq!(totals(&priced), [9_000, 20_000]);
    assert_eq!(acted(&priced, 0), [(OfferKind::BuyN, 3, 3_000)]);
    let once = Promotion { limit: Some(1), ..free };
    assert_eq!(super::tests::priced(&basket, &[once]).total_minor, 32_000);
}

#[test]
fn a_threshold_is_shared_out_to_the_last_cent() {
    let (sofa, door) = (product(1, "sofa", 3_333), product(2, "door", 3_334));
    let tiers = vec![Tier { from_minor: 5_000, off_minor: 100 }, Tier { from_minor: 10_000, off_minor: 1_000 }];
    let mut spend = promotion(1, Offer::Threshold { tiers: tiers.clone(), every: false });
    let basket = [line("a", &sofa, 2), line("b", &door, 1)];
    assert_eq!(totals(&priced(&basket, std::slice::from_ref(&spend))), [5_999, 3_001]);
    let below = priced(&basket[1..], std::slice::from_ref(&spend));
    assert_eq!(below.off_minor, 0);
    spend.offer = Offer::Threshold { tiers, every: true };
    let many = priced(&[line("a", &sofa, 10)], std::slice::from_ref(&spend));
    assert_eq!(many.off_minor, 3_000, "33,330 reach 10,000 three times");
    spend.limit = Some(2);
    assert_eq!(priced(&[line("a", &sofa, 10)], &[spend]).off_minor, 2_000);
}

#[test]
fn a_threshold_counts_what_is_left_to_pay_and_only_what_it_may_meet() {
    let (sofa, door) = (product(1, "sofa", 6_000), product(2, "door", 6_000));
    let mut half = promotion(1, Offer::Percent { basis_points: 5_000 });
    half.goods = of("sofa");
    let tiers = vec![Tier { from_minor: 9_000, off_minor: 900 }];
    let mut spend = promotion(2, Offer::Threshold { tiers, every: false });
    let basket = [line("a", &sofa, 1), line("b", &door, 1)];
    assert_eq!(priced(&basket, &[half.clone(), spend.clone()]).total_minor, 9_000, "the sofa does not count");
    (half.stacking, spend.stacking) = (Stacking::Anything, Stacking::Anything);
    let both = priced(&basket, &[half, spend]);
    assert_eq!(totals(&both), [2_700, 5_400]);
    assert_eq!(acted(&both, 0), [(OfferKind::Percent, 1, 3_000), (OfferKind::Threshold, 1, 300)]);
}

#[test]
fn a_bundle_has_one_price_as_often_as_it_is_complete() {
    let (sofa, stool, lamp) = (product(1, "sofa", 9_000), product(2, "stool", 1_000), product(3, "lamp", 500));
    let parts = vec![BundlePart { goods: of("sofa"), count: 1 }, BundlePart { goods: of("stool"), count: 2 }];
    let bundle = promotion(1, Offer::Bundle { parts, minor: 9_900 });
    let basket = [line("a", &sofa, 3), line("b", &stool, 5), line("c", &lamp, 1)];
    let priced = priced(&basket, &[bundle]);
    assert_eq!(priced.off_minor, 2 * 1_100);
    assert_eq!(totals(&priced), [25_200, 4_600, 500]);
    assert_eq!(acted(&priced, 1), [(OfferKind::Bundle, 4, 400)]);
}

#[test]
fn a_gift_comes_with_what_it_asks_for() {
    let sofa = product(1, "sofa", 9_000);
    let (product, variant) = (Uuid::from_u128(50), Uuid::from_u128(51));
    let gift = promotion(1, Offer::Gift { from_minor: 18_000, product, variant, count: 2 });
    let one = priced(&[line("a", &sofa, 1)], std::slice::from_ref(&gift));
    let two = priced(&[line("a", &sofa, 2)], &[gift]);
    assert!(one.gifts.is_empty());
    assert_eq!((two.gifts[0].product_id, two.gifts[0].count, two.total_minor), (product, 2, 18_000));
    assert_eq!(acted(&two, 0), [(OfferKind::Gift, 2, 0)]);
}

#[test]
fn no_promotion_goes_below_the_floor() {
    let sofa = product(1, "sofa", 10_000);
    let deep = [promotion(1, Offer::FixedPrice { minor: 100 })];
    let said = price(&[line("a", &sofa, 2)], &sale(), &deep, Some(&floors(7_000))).unwrap();
    assert_eq!(said.total_minor, 14_000);
    assert_eq!(said.lines[0].why.last(), Some(&Reason::Floor { minor: 14_000 }));
}

#[test]
fn what_cannot_be_priced_names_its_line() {
    let (sofa, mut abroad) = (product(1, "sofa", 1), product(2, "sofa", 1));
    abroad.variants[0].currency = "EUR".into();
    let refused = |lines: &[BasketLine<'_>]| {
        let refusal = price(lines, &sale(), &[], None).unwrap_err();
        (refusal.code, refusal.facts.get("line").cloned())
    };
    let named = |line: &str| Some(crate::Fact::Text(line.to_owned()));
    assert_eq!(refused(&[line("a", &sofa, 1), line("b", &abroad, 1)]), ("currencies_mixed".into(), named("b")));
    assert_eq!(refused(&[line("a", &sofa, 0)]), ("count_out_of_range".into(), named("a")));
    abroad.variants[0].prices.clear();
    assert_eq!(refused(&[line("x", &abroad, 1)]), ("price_missing".into(), named("x")));
    assert_eq!(refused(&vec![line("a", &sofa, 1); 201]).0, "basket_too_large");
    assert_eq!(price(&[], &sale(), &[], None).unwrap().total_minor, 0);
}
